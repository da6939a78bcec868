#include "base/error.h"

#include <array>

namespace runon::base {
namespace {

struct Row {
  Code code;
  std::string_view name;
  int exit_status;
};

constexpr std::array kRows = {
    Row{Code::usage, "usage", 2},
    Row{Code::config, "config", 2},
    Row{Code::not_found, "not_found", 3},
    Row{Code::unreadable, "unreadable", 3},
    Row{Code::not_text, "not_text", 3},
    Row{Code::malformed, "malformed", 3},
    Row{Code::unwritable, "unwritable", 1},
    Row{Code::no_memory, "no_memory", 1},
    Row{Code::damaged, "damaged", 1},
    Row{Code::closed_pipe, "closed_pipe", 0},
    Row{Code::interrupted, "interrupted", 130},
    Row{Code::internal, "internal", 1},
};

constexpr const Row& row(Code code) { return kRows[static_cast<std::size_t>(code)]; }

constexpr bool rows_stand_in_order() {
  for (std::size_t i = 0; i < kRows.size(); ++i)
    if (static_cast<std::size_t>(kRows[i].code) != i) return false;
  return true;
}
static_assert(rows_stand_in_order());

}  // namespace

std::string message(const Error& error) { return error.where.empty() ? error.what : error.where + ": " + error.what; }

int exit_status(Code code) { return row(code).exit_status; }

std::string_view name(Code code) { return row(code).name; }

}  // namespace runon::base
