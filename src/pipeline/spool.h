// Cleaned batches that wait on disk, and come back as they were.
#pragma once

#include <string>
#include <string_view>

#include "flow/document.h"
#include "repeats/units.h"

namespace runon::pipeline {

// A batch and the units of its documents as bytes, for this process only: rules are kept as addresses. The
// rendering is not kept. About as long as the documents' input. Linear; threads: any.
std::string pack(const flow::Batch& batch, const std::vector<std::vector<repeats::Unit>>& units);

// Gives back what was packed. Requires: bytes that pack() made in this process.
void unpack(std::string_view bytes, flow::Batch& batch, std::vector<std::vector<repeats::Unit>>& units);

}  // namespace runon::pipeline
