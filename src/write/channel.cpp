#include "write/channel.h"

#include <fmt/format.h>

#include <utility>

#include "io/file.h"

namespace runon::write {

using base::Done;
using base::Status;

std::string shard_name(std::string_view path, std::uint64_t number) {
  const std::size_t slash = path.rfind('/');
  const std::size_t name = slash == std::string_view::npos ? 0 : slash + 1;
  const std::size_t dot = std::min(path.find('.', name + 1), path.size());
  return fmt::format("{}-{:05}{}", path.substr(0, dot), number, path.substr(dot));
}

std::string Channel::shard_path() const { return plan_.shard_bytes == 0 ? plan_.paths[0] : shard_name(plan_.paths[0], shard_); }

std::string Channel::input_path(std::size_t input, const flow::Member& member) const {
  return member.number == 0 ? plan_.paths[input] : io::join(plan_.paths[input], member.path);
}

Status Channel::create(const std::string& path) {
  base::Result<io::OutputFile> made = io::OutputFile::create(path, *temps_, key_);
  if (!made) return std::move(made.error());
  file_ = std::move(made.value());
  bytes_ = 0;
  return Done{};
}

Status Channel::open() { return on() && !plan_.per_input ? create(shard_path()) : Status(Done{}); }

Status Channel::go_on(const base::Fields& state, const std::string& name) {
  if (!on()) return Done{};
  shard_ = state.number(name + ".shard");
  input_ = state.number(name + ".input");
  member_.number = state.number(name + ".member");
  member_.path = state.text(name + ".member_path");
  if (state.text(name + ".size").empty()) return plan_.per_input ? Status(Done{}) : create(shard_path());
  const std::string path = plan_.per_input ? input_path(input_, member_) : shard_path();
  base::Result<io::OutputFile> there =
      io::OutputFile::go_on(path, *temps_, key_, {state.number(name + ".size"), state.number(name + ".inode")});
  if (!there) return std::move(there.error());
  file_ = std::move(there.value());
  bytes_ = state.number(name + ".bytes");
  return Done{};
}

Status Channel::switch_to(std::size_t input, const flow::Member& member) {
  if (!on() || !plan_.per_input || (file_ && input_ == input && member_ == member)) return Done{};
  if (Status done = end_input(); !done) return done;
  if (Status done = create(input_path(input, member)); !done) return done;
  input_ = input;
  member_ = member;
  return Done{};
}

Status Channel::end_input() {
  if (!plan_.per_input || !file_) return Done{};
  Status done = finished_.add(std::move(*file_));
  file_.reset();
  return done;
}

Status Channel::write(std::string_view piece, std::string_view parting) {
  if (piece.empty()) return Done{};
  if (Status done = begin_piece(piece.size(), parting); !done) return done;
  return add(piece);
}

Status Channel::begin_piece(std::uint64_t bytes, std::string_view parting) {
  if (has_shards() && bytes_ > 0 && bytes_ + parting.size() + bytes > plan_.shard_bytes) {
    if (Status done = file_->commit(); !done) return done;
    file_.reset();
    ++shard_;
    if (Status done = create(shard_path()); !done) return done;
  }
  return bytes_ > 0 && !parting.empty() ? add(parting) : Status(Done{});
}

Status Channel::add(std::string_view part) {
  bytes_ += part.size();
  return file_->write(part);
}

Status Channel::flush() { return file_ ? file_->flush() : Status(Done{}); }

Status Channel::record(base::Fields& state, const std::string& name) {
  if (!on()) return Done{};
  if (Status done = finished_.commit(); !done) return done;
  state.set(name + ".shard", shard_);
  state.set(name + ".input", input_);
  state.set(name + ".member", member_.number);
  state.set(name + ".member_path", member_.path);
  if (!file_) return Done{};
  const base::Result<io::Recorded> recorded = file_->record();
  if (!recorded) return recorded.error();
  state.set(name + ".size", recorded.value().bytes);
  state.set(name + ".inode", recorded.value().inode);
  state.set(name + ".bytes", bytes_);
  state.set(name + ".temporary", file_->temporary());
  return Done{};
}

Status Channel::seal() {
  if (Status done = end_input(); !done) return done;
  if (Status done = finished_.commit(); !done) return done;
  return file_ ? file_->seal() : Status(Done{});
}

Status Channel::commit() {
  if (Status done = end_input(); !done) return done;
  if (Status done = finished_.commit(); !done || !file_) return done;
  Status done = file_->commit();
  file_.reset();
  return done;
}

Status Channel::commit_sealed(const base::Fields& state, const std::string& name) const {
  if (!on() || plan_.per_input) return Done{};
  const std::string path = plan_.shard_bytes == 0 ? plan_.paths[0] : shard_name(plan_.paths[0], state.number(name + ".shard"));
  return io::OutputFile::commit_sealed(path, key_);
}

}  // namespace runon::write
