// Names of files and of members of archives, as ids.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>

namespace runon::read {

// A name as UTF-8: it itself where it is; else with each byte that is not as "%XX".
std::string valid_name(std::string_view name);

// Makes ids of the names of an archive's members: paths without a root, "." and "..", with "/" between; parts longer than
// 200 bytes are shortened; a name that is there already, or that would make a directory of a member, gets "~2", "~3"
// and so on. Remembers 8 bytes a name and directory. One archive, one object.
class MemberNames {
 public:
  std::string make(std::string_view name);

 private:
  std::unordered_set<std::size_t> files_;  // hashes
  std::unordered_set<std::size_t> directories_;
};

}  // namespace runon::read
