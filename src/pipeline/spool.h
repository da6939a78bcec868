// Cleaned batches that wait on disk, and come back as they were.
#pragma once

#include <string>
#include <string_view>

#include "flow/document.h"
#include "repeats/corpus.h"

namespace runon::pipeline {

// A batch and the units of its documents as bytes, for this process only: rules are kept as addresses. The
// rendering and the units' likenesses are not kept. About as long as the documents' input. Linear; threads: any.
std::string pack(const flow::Batch& batch, const std::vector<repeats::Looked>& looked);

// Gives back what was packed. Requires: bytes that pack() made in this process.
void unpack(std::string_view bytes, flow::Batch& batch, std::vector<repeats::Looked>& looked);

}  // namespace runon::pipeline
