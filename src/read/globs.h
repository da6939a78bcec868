// Which of the files below a directory, or in an archive, are meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace runon::read {

// Whether `glob` matches the whole of `text`: "*" any run but of "/", "**" any run, "?" one character but "/",
// "[abc]", "[a-z]", "[!a]" one of a set, "\" takes the next as it is. A character is UTF-8, or one byte that is not.
// Time: text times the stars of the glob, at worst.
bool matches(std::string_view glob, std::string_view text);

// `--include` and `--exclude`. A glob without "/" is held against each part of a path, so that it can name a file or a
// directory; with "/" against the path or, unless it begins with "/", any tail of it. A path is in where an include
// matches it or a directory that it lies in (or there is none) and no exclude does.
class Globs {
 public:
  Globs() = default;
  Globs(std::vector<std::string> include, std::vector<std::string> exclude)
      : include_(std::move(include)), exclude_(std::move(exclude)) {}

  bool in(std::string_view path) const;
  bool excludes(std::string_view path) const;
  // Every path is in.
  bool all() const { return include_.empty() && exclude_.empty(); }

 private:
  std::vector<std::string> include_;
  std::vector<std::string> exclude_;
};

}  // namespace runon::read
