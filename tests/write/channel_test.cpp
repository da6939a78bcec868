#include "write/channel.h"

#include <string>
#include <vector>

#include "support/catch.h"
#include "support/folder.h"

using namespace runon;
using support::Folder;
using write::Channel;

TEST_CASE("a shard's number stands in front of the name's endings", "[write]") {
  CHECK(write::shard_name("out.jsonl.gz", 7) == "out-00007.jsonl.gz");
  CHECK(write::shard_name("a.b/out", 0) == "a.b/out-00000");
  CHECK(write::shard_name("a/.hidden.txt", 123456) == "a/.hidden-123456.txt");
}

TEST_CASE("shards are as full as whole pieces let them be", "[write]") {
  for (const std::uint64_t limit : {1U, 5U, 6U, 7U, 11U, 12U, 100U}) {
    INFO(limit);
    const Folder folder;
    io::TempFiles temps;
    Channel channel({{folder / "out.txt"}, false, limit}, temps, "");
    REQUIRE(channel.open().ok());
    const std::vector<std::string> pieces = {"12345", "1", "", "123456", "12", "3", "123456789012"};
    for (const std::string& piece : pieces) REQUIRE(channel.write(piece, "\n").ok());
    REQUIRE(channel.commit().ok());
    // The plain way: all at once.
    std::vector<std::string> shards = {""};
    for (const std::string& piece : pieces) {
      if (piece.empty()) continue;
      if (shards.back().empty()) shards.back() = piece;
      else if (shards.back().size() + 1 + piece.size() <= limit) shards.back() += "\n" + piece;
      else shards.push_back(piece);
    }
    CHECK(folder.count() == shards.size());
    for (std::size_t i = 0; i < shards.size(); ++i) CHECK(folder.get(write::shard_name("out.txt", i)) == shards[i]);
  }
}

TEST_CASE("a channel goes on behind any record as if nothing had happened", "[write]") {
  const std::vector<std::string> pieces = {"first", "second", "third", "fourth", "fifth", "sixth"};
  for (std::size_t cut = 0; cut <= pieces.size(); ++cut) {
    for (const std::size_t lost : {0U, 1U, 3U}) {
      INFO(cut << " " << lost);
      const Folder folder;
      base::Fields state;
      const Channel::Plan plan{{folder / "out.txt"}, false, 14};
      {
        io::TempFiles temps;
        Channel channel(plan, temps, "key");
        REQUIRE(channel.open().ok());
        for (std::size_t i = 0; i < cut; ++i) REQUIRE(channel.write(pieces[i], "\n").ok());
        REQUIRE(channel.record(state, "output").ok());
        for (std::size_t i = cut; i < std::min(cut + lost, pieces.size()); ++i) REQUIRE(channel.write(pieces[i], "\n").ok());
      }
      io::TempFiles temps;
      Channel channel(plan, temps, "key");
      REQUIRE(channel.go_on(state, "output").ok());
      for (std::size_t i = cut; i < pieces.size(); ++i) REQUIRE(channel.write(pieces[i], "\n").ok());
      REQUIRE(channel.commit().ok());
      CHECK(folder.count() == 3);
      CHECK(folder.get("out-00000.txt") == "first\nsecond");
      CHECK(folder.get("out-00001.txt") == "third\nfourth");
      CHECK(folder.get("out-00002.txt") == "fifth\nsixth");
    }
  }
}
