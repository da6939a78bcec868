// runon: cleans text that was extracted from PDF or OCR, and keeps a record of every edit.
//
//   #include <runon.h>
//
//   auto cleaner = runon::Cleaner::create();
//   auto document = runon::Document::of("page-1", bytes);
//   if (auto done = cleaner.value().clean(document); !done) ...done.error()...
//   document.text            // one paragraph a line
//   document.blocks          // the same, with kinds and source lines
//   document.edits           // what was replaced by what, and by which rule
//
// Whole corpora go through run(), between a Source and a Sink of yours. Nothing in this library
// prints, exits, reads the environment or throws, but for std::bad_alloc.
#pragma once

#include "base/error.h"
#include "base/result.h"
#include "flow/document.h"
#include "flow/stream.h"
#include "pipeline/clean.h"
#include "pipeline/options.h"
#include "pipeline/report.h"

namespace runon {

using base::Code;
using base::Error;
using base::Result;
using base::Status;
using flow::Batch;
using flow::Block;
using flow::Decision;
using flow::Document;
using flow::Edit;
using flow::Edits;
using flow::Kind;
using flow::Line;
using flow::Rule;
using flow::Sink;
using flow::Source;
using pipeline::all_rules;
using pipeline::Cleaner;
using pipeline::Options;
using pipeline::Report;
using pipeline::run;

}  // namespace runon
