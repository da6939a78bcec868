#include "io/output.h"

#include <string>
#include <utility>
#include <vector>

#include "io/file.h"
#include "support/catch.h"
#include "support/folder.h"

using namespace runon;
using support::Folder;

TEST_CASE("a file stands under its name only when it is committed", "[io]") {
  const Folder folder;
  io::TempFiles temps;
  auto file = io::OutputFile::create(folder / "a/b/out.txt", temps);
  REQUIRE(file.ok());
  REQUIRE(file.value().write("whole").ok());
  REQUIRE(file.value().flush().ok());
  CHECK(!folder.has("a/b/out.txt"));
  REQUIRE(file.value().commit().ok());
  CHECK(folder.get("a/b/out.txt") == "whole");
  CHECK(folder.count() == 3);
}

TEST_CASE("a file that is not committed leaves the old one and nothing else", "[io]") {
  const Folder folder;
  folder.put("out.txt", "old");
  io::TempFiles temps;
  {
    auto file = io::OutputFile::create(folder / "out.txt", temps);
    REQUIRE(file.ok());
    REQUIRE(file.value().write(std::string(1 << 20, 'x')).ok());
    CHECK(folder.count() == 2);
  }
  CHECK(folder.get("out.txt") == "old");
  CHECK(folder.count() == 1);
}

TEST_CASE("what is written in pieces of any size arrives whole", "[io]") {
  const Folder folder;
  for (const std::size_t piece : {1U, 2U, 3U, 7U, 65536U, 1000000U}) {
    const std::string bytes(900001, 'y');
    io::TempFiles temps;
    auto file = io::OutputFile::create(folder / "out.txt", temps);
    REQUIRE(file.ok());
    for (std::size_t at = 0; at < bytes.size(); at += piece)
      REQUIRE(file.value().write(std::string_view(bytes).substr(at, piece)).ok());
    REQUIRE(file.value().commit().ok());
    CHECK(folder.get("out.txt") == bytes);
  }
}

TEST_CASE("an interrupted run takes its temporary files away", "[io]") {
  const Folder folder;
  // Stays locked for good, as at the end of a process; static, so that a leak check can still reach it.
  static auto* temps = new io::TempFiles;
  static auto* file = new base::Result<io::OutputFile>(io::OutputFile::create(folder / "out.txt", *temps));
  REQUIRE(file->ok());
  CHECK(folder.count() == 1);
  temps->remove_all();
  CHECK(folder.count() == 0);
}

TEST_CASE("a group makes its files final together", "[io]") {
  const Folder folder;
  io::TempFiles temps;
  io::OutputGroup group;
  for (int i = 0; i < 3; ++i) {
    auto file = io::OutputFile::create(folder / std::to_string(i), temps);
    REQUIRE(file.ok());
    REQUIRE(file.value().write(std::to_string(i)).ok());
    REQUIRE(group.add(std::move(file.value())).ok());
  }
  CHECK(!folder.has("0"));
  REQUIRE(group.commit().ok());
  for (int i = 0; i < 3; ++i) CHECK(folder.get(std::to_string(i)) == std::to_string(i));
  CHECK(folder.count() == 3);
}

TEST_CASE("a place that cannot be written to is the machine's error, with what to do", "[io]") {
  const Folder folder;
  folder.put("file", "");
  folder.put("directory/x", "");
  io::TempFiles temps;
  for (const std::string& path : {folder / "file/out.txt", folder / "directory", std::string("/proc/no/such")}) {
    INFO(path);
    const auto file = io::OutputFile::create(path, temps);
    REQUIRE(!file.ok());
    CHECK(file.error().code == base::Code::unwritable);
    CHECK(base::exit_status(file.error().code) == 1);
    CHECK(!file.error().where.empty());
  }
}

TEST_CASE("a full disk is an error and leaves nothing behind", "[io]") {
  if (!io::identity("/dev/full")) return;
  io::TempFiles temps;
  auto file = io::OutputFile::create("/dev/full", temps);
  REQUIRE(file.ok());
  REQUIRE(file.value().write("x").ok());
  const auto done = file.value().commit();
  REQUIRE(!done.ok());
  CHECK(done.error().code == base::Code::unwritable);
  CHECK(!done.error().hint.empty());
}

TEST_CASE("an ending asks for compression, and the name without it says the format", "[io]") {
  CHECK(io::codec_of("a.gz") == io::Codec::gzip);
  CHECK(io::codec_of("a.txt.zst") == io::Codec::zstd);
  CHECK(io::codec_of("a.xz") == io::Codec::xz);
  CHECK(io::codec_of("a.bz2") == io::Codec::bzip2);
  CHECK(io::codec_of("a.lz4") == io::Codec::lz4);
  for (const char* name : {"a", "a.GZ", "gz", ".gz", "a.gz/b", "a.zip", ""}) CHECK(io::codec_of(name) == io::Codec::none);
  CHECK(io::without_codec("a.jsonl.gz") == "a.jsonl");
  CHECK(io::without_codec("a.jsonl") == "a.jsonl");
}

TEST_CASE("compressed bytes are the same however they come, and begin as their format does", "[io]") {
  const Folder folder;
  std::string bytes;
  for (unsigned i = 0; i < 300000; ++i) bytes += static_cast<char>('a' + i * i % 23);
  const std::vector<std::pair<std::string, std::string>> magics = {{"gz", "\x1F\x8B\x08"},
                                                                   {"zst", "\x28\xB5\x2F\xFD"},
                                                                   {"xz",
                                                                    "\xFD"
                                                                    "7zXZ"},
                                                                   {"bz2", "BZh"},
                                                                   {"lz4", "\x04\x22\x4D\x18"}};
  for (const auto& [ending, magic] : magics) {
    INFO(ending);
    std::string first;
    for (const std::size_t piece : {7U, 4096U, 300000U}) {
      io::TempFiles temps;
      auto file = io::OutputFile::create(folder / ("out." + ending), temps);
      REQUIRE(file.ok());
      for (std::size_t at = 0; at < bytes.size(); at += piece)
        REQUIRE(file.value().write(std::string_view(bytes).substr(at, piece)).ok());
      REQUIRE(file.value().commit().ok());
      const std::string packed = folder.get("out." + ending);
      CHECK(packed.substr(0, magic.size()) == magic);
      CHECK(packed.size() < bytes.size());
      if (first.empty()) first = packed;
      CHECK(packed == first);
    }
    io::TempFiles temps;
    auto empty = io::OutputFile::create(folder / ("empty." + ending), temps);
    REQUIRE(empty.ok());
    REQUIRE(empty.value().commit().ok());
    CHECK(folder.get("empty." + ending).substr(0, magic.size()) == magic);
  }
}

TEST_CASE("a recorded file stays when its run ends, and another run goes on behind what was recorded", "[io]") {
  for (const std::string& name : std::vector<std::string>{"out.txt", "out.txt.gz"}) {
    INFO(name);
    const Folder folder;
    io::Recorded recorded;
    {
      io::TempFiles temps;
      auto file = io::OutputFile::create(folder / name, temps, "key");
      REQUIRE(file.ok());
      REQUIRE(file.value().write("kept").ok());
      REQUIRE(file.value().divide().ok());
      const auto done = file.value().record();
      REQUIRE(done.ok());
      recorded = done.value();
      REQUIRE(file.value().write("lost").ok());
      REQUIRE(file.value().flush().ok());
    }
    CHECK(!folder.has(name));
    CHECK(folder.count() == 1);
    io::TempFiles temps;
    CHECK(!io::OutputFile::go_on(folder / name, temps, "another key", recorded).ok());
    auto file = io::OutputFile::go_on(folder / name, temps, "key", recorded);
    REQUIRE(file.ok());
    REQUIRE(file.value().write(", and more").ok());
    REQUIRE(file.value().commit().ok());
    CHECK(folder.count() == 1);
    if (name == "out.txt") CHECK(folder.get(name) == "kept, and more");
    // Made final behind the record, it is taken back.
    auto again = io::OutputFile::go_on(folder / name, temps, "key", recorded);
    REQUIRE(again.ok());
    CHECK(!folder.has(name));
  }
}

TEST_CASE("a stream that ends and goes on is the same bytes whoever writes it", "[io]") {
  const Folder folder;
  io::TempFiles temps;
  io::Recorded recorded;
  for (const std::string& name : std::vector<std::string>{"one.zst", "two.zst"}) {
    auto file = io::OutputFile::create(folder / name, temps, "key");
    REQUIRE(file.ok());
    REQUIRE(file.value().write(std::string(100000, 'a')).ok());
    CHECK(file.value().pending() == 100000);
    REQUIRE(file.value().divide().ok());
    CHECK(file.value().pending() == 0);
    if (name == "two.zst") {
      recorded = file.value().record().value();
      continue;
    }
    REQUIRE(file.value().write("b").ok());
    REQUIRE(file.value().commit().ok());
  }
  auto rest = io::OutputFile::go_on(folder / "two.zst", temps, "key", recorded);
  REQUIRE(rest.ok());
  REQUIRE(rest.value().write("b").ok());
  REQUIRE(rest.value().commit().ok());
  CHECK(folder.get("one.zst") == folder.get("two.zst"));
}

TEST_CASE("a sealed file needs its name only, once or twice", "[io]") {
  const Folder folder;
  {
    io::TempFiles temps;
    auto file = io::OutputFile::create(folder / "out.txt", temps, "key");
    REQUIRE(file.ok());
    REQUIRE(file.value().write("all").ok());
    REQUIRE(file.value().seal().ok());
  }
  CHECK(!folder.has("out.txt"));
  for (int i = 0; i < 2; ++i) {
    REQUIRE(io::OutputFile::commit_sealed(folder / "out.txt", "key").ok());
    CHECK(folder.get("out.txt") == "all");
    CHECK(folder.count() == 1);
  }
}
