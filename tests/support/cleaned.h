// A text after all stages, as options are by default.
#pragma once

#include <string>

#include "pipeline/clean.h"
#include "support/catch.h"

namespace runon::support {

inline flow::Document cleaned_document(const std::string& text) {
  flow::Document document = flow::Document::of("test", text);
  REQUIRE(pipeline::Cleaner::create({}).value().clean(document).ok());
  return document;
}

inline std::string cleaned(const std::string& text) { return cleaned_document(text).text; }

}  // namespace runon::support
