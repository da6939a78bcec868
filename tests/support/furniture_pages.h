// Pages for the tests of furniture: text set in pages with heads and feet, and what the stage takes away.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "flow/document.h"
#include "flow/rule.h"
#include "furniture/options.h"

namespace runon::support {

// The document after the furniture stage alone.
flow::Document drop(std::string text, const furniture::Options& options = {}, const flow::RuleSwitches& switches = {});

// The lines that the stage takes away, in order.
std::vector<std::string> dropped(const std::string& text);

// What stands above and below the text of page n, counted from 0: lines with their line ends, or nothing.
struct Pages {
  std::size_t count = 4;
  std::size_t lines = 24;  // of text on a page; the last page has a third of them
  bool form_feeds = false;
  bool chinese = false;
  std::function<std::string(std::size_t)> head = [](std::size_t) { return std::string(); };
  std::function<std::string(std::size_t)> foot = [](std::size_t) { return std::string(); };
};

// Running text of made-up words, set in lines of one measure. A sentence ends about every third line,
// a paragraph about every eighth; pages end where they are full, mostly inside a sentence.
std::string set(const Pages& pages);

}  // namespace runon::support
