#include "repeats/places.h"

#include <algorithm>
#include <utility>

namespace runon::repeats {
namespace {

struct Names {
  std::uint64_t begin;
  std::uint32_t id;      // bytes
  std::uint32_t record;  // bytes
};

template <class Row>
std::string_view bytes_of(const Row& row) {
  return {reinterpret_cast<const char*>(&row), sizeof row};
}

}  // namespace

base::Result<Places> Places::create(const std::string& directory) {
  base::Result<io::ScratchFile> units = io::ScratchFile::create(directory);
  if (!units) return std::move(units.error());
  base::Result<io::ScratchFile> names = io::ScratchFile::create(directory);
  if (!names) return std::move(names.error());
  base::Result<io::ScratchFile> offsets = io::ScratchFile::create(directory);
  if (!offsets) return std::move(offsets.error());
  return Places(std::move(units.value()), std::move(names.value()), std::move(offsets.value()));
}

base::Status Places::add(const flow::Document& document) {
  const std::string_view record = document.record ? std::string_view(document.record->name) : std::string_view();
  const Names row{names_.size(), static_cast<std::uint32_t>(document.id.size()), static_cast<std::uint32_t>(record.size())};
  ++documents_;
  if (base::Status done = offsets_.append(bytes_of(row)); !done) return done;
  if (base::Status done = names_.append(document.id); !done) return done;
  return names_.append(record);
}

base::Status Places::add(const Unit& unit) {
  return units_.append(bytes_of(Where{documents_ - 1, unit.first_line, unit.last_line}));
}

base::Result<Places::Where> Places::where(std::uint64_t number) const {
  const auto moved =
      std::lower_bound(moved_.begin(), moved_.end(), number, [](const Moved& m, std::uint64_t n) { return m.number < n; });
  if (moved != moved_.end() && moved->number == number) return moved->where;
  Where row{};
  if (base::Status done = units_.read(number * sizeof row, sizeof row, reinterpret_cast<char*>(&row)); !done)
    return std::move(done.error());
  return row;
}

base::Status Places::names(std::uint32_t document, flow::Copy& copy) const {
  Names names{};
  if (base::Status done = offsets_.read(document * sizeof names, sizeof names, reinterpret_cast<char*>(&names)); !done)
    return done;
  if (base::Status done = names_.read(names.begin, names.id, copy.doc); !done) return done;
  return names_.read(names.begin + names.id, names.record, copy.record);
}

base::Result<flow::Copy> Places::find(std::uint64_t number) const {
  const base::Result<Where> row = where(number);
  if (!row) return row.error();
  return copy_at(row.value());
}

base::Result<flow::Copy> Places::copy_at(const Where& where) const {
  flow::Copy copy;
  copy.first_line = where.first_line;
  copy.last_line = where.last_line;
  if (base::Status done = names(where.document, copy); !done) return std::move(done.error());
  return copy;
}

}  // namespace runon::repeats
