#include "io/tree.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string_view>
#include <system_error>

namespace runon::io {
namespace {

constexpr std::string_view kOwnPrefix = ".runon-";

class Walk {
 public:
  Walk(const std::string& root, const std::optional<Identity>& except) : root_(root), except_(except) {}

  Tree run() {
    enter("");
    std::sort(tree_.files.begin(), tree_.files.end());
    return std::move(tree_);
  }

 private:
  struct Closer {
    void operator()(DIR* directory) const { ::closedir(directory); }
  };

  // Recursion is as deep as the path is long, which the system bounds (PATH_MAX).
  void enter(const std::string& below) {
    const std::string path = below.empty() ? root_ : join(root_, below);
    const std::optional<Identity> self = identity(path);
    const bool excepted = !below.empty() && self == except_;  // a root that is named is meant
    if (self && (excepted || std::find(open_.begin(), open_.end(), *self) != open_.end())) return;
    const std::vector<Entry> entries = list(path);
    if (self) open_.push_back(*self);
    for (const Entry& entry : entries) {
      const std::string name = below.empty() ? entry.name : join(below, entry.name);
      if (entry.directory) enter(name);
      else tree_.files.push_back(name);
    }
    if (self) open_.pop_back();
  }

  struct Entry {
    std::string name;
    bool directory;
  };

  // Closes the directory before anyone goes deeper: depth must not cost descriptors.
  std::vector<Entry> list(const std::string& path) {
    std::vector<Entry> entries;
    const std::unique_ptr<DIR, Closer> directory(::opendir(path.c_str()));
    if (!directory) return fail(path, errno), entries;
    for (;;) {
      errno = 0;
      // Unsafe only for threads that share a stream, and this one is our own; readdir_r is withdrawn.
      const dirent* entry = ::readdir(directory.get());  // NOLINT(concurrency-mt-unsafe)
      if (entry == nullptr) {
        if (errno != 0) fail(path, errno);
        return entries;
      }
      const std::string_view name = entry->d_name;
      if (name == "." || name == "..") continue;
      if (name.substr(0, kOwnPrefix.size()) == kOwnPrefix) continue;  // an interrupted run left it there
      if (entry->d_type == DT_REG || entry->d_type == DT_DIR) {
        entries.push_back({std::string(name), entry->d_type == DT_DIR});
        continue;
      }
      if (entry->d_type != DT_LNK && entry->d_type != DT_UNKNOWN) continue;
      struct stat info {};
      const bool known = ::stat(join(path, name).c_str(), &info) == 0;
      // A link that leads nowhere is listed, so that opening it says what is wrong.
      if (!known || S_ISREG(info.st_mode) || S_ISDIR(info.st_mode))
        entries.push_back({std::string(name), known && S_ISDIR(info.st_mode)});
    }
  }

  void fail(const std::string& path, int number) {
    base::Error error{base::Code::unreadable, "directory: " + std::generic_category().message(number), path, {}};
    if (number == EACCES || number == EPERM) {
      error.what = "directory: permission denied";
      error.hint = "allow this user to list it: chmod u+rx";
    }
    tree_.errors.push_back(std::move(error));
  }

  std::string root_;
  std::optional<Identity> except_;
  std::vector<Identity> open_;  // the directories that the walk stands in
  Tree tree_;
};

}  // namespace

Tree list_tree(const std::string& root, const std::optional<Identity>& except) { return Walk(root, except).run(); }

}  // namespace runon::io
