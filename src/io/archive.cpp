#include "io/archive.h"

#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <clocale>
#include <string_view>

#include "io/libarchive.h"

namespace runon::io {
namespace {

using base::Code;
using base::Error;

// libarchive hands out a name that the archive says is UTF-8 only where the locale is UTF-8 too.
class Utf8Names {
 public:
  Utf8Names() : locale_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (locale_ != nullptr) before_ = ::uselocale(locale_);
  }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;
  ~Utf8Names() {
    if (locale_ == nullptr) return;
    ::uselocale(before_);
    ::freelocale(locale_);
  }

 private:
  locale_t locale_;
  locale_t before_ = nullptr;
};

// What office programs, e-book makers and Java begin their ZIP files with.
bool is_office(std::string_view first_member) {
  constexpr std::array<std::string_view, 4> kFirst = {"[Content_Types].xml", "mimetype", "_rels/.rels", "META-INF/MANIFEST.MF"};
  return std::find(kFirst.begin(), kFirst.end(), first_member) != kFirst.end();
}

std::string name_of(struct archive_entry* entry) {
  const char* name = archive_entry_pathname(entry);
  if (name == nullptr) name = archive_entry_pathname_utf8(entry);
  return name == nullptr ? std::string() : std::string(name);
}

bool holds_text(struct archive_entry* entry, const std::string& name) {
  return archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == nullptr && !name.empty() &&
         name.back() != '/';
}

}  // namespace

class Archive::State {
 public:
  State(ByteStream& from, Meter& meter, Packing packing)
      : reader_(from, meter, fmt::format("{} archive", io::name(packing))), zip_(packing == Packing::zip) {
    struct archive* handle = reader_.handle();
    if (packing == Packing::tar) {
      archive_read_support_format_tar(handle);
      // Archives one behind the other, as "cat" makes them, are read whole.
      archive_read_set_option(handle, "tar", "read_concatenated_archives", "1");
    } else {
      if (from.size()) archive_read_support_format_zip_seekable(handle);
      archive_read_support_format_zip_streamable(handle);
    }
    archive_read_support_format_empty(handle);
  }

  base::Result<bool> next() {
    const Utf8Names names;
    if (!opened_) {
      opened_ = true;
      if (base::Status done = reader_.open(); !done) return std::move(done.error());
    }
    while (!reader_.dead()) {
      struct archive_entry* entry = nullptr;
      const int code = archive_read_next_header(reader_.handle(), &entry);
      if (code == ARCHIVE_EOF) break;
      if (code == ARCHIVE_FATAL) reader_.die();
      if (code == ARCHIVE_RETRY) continue;
      if (code < ARCHIVE_WARN) return reader_.trouble();
      reader_.start_entry();
      name_ = name_of(entry);
      const bool first = std::exchange(first_, false);
      if (zip_ && first && is_office(name_)) {
        reader_.die();
        return Error{Code::not_text,
                     fmt::format("not text: an office document or e-book (a ZIP file that begins with '{}')", name_),
                     {},
                     "extract its text first"};
      }
      if (holds_text(entry, name_)) return true;
    }
    reader_.die();
    return false;
  }

  const std::string& name() const { return name_; }
  base::Result<std::size_t> read(char* into, std::size_t wanted) { return reader_.read(into, wanted); }

 private:
  LibArchive reader_;
  std::string name_;
  bool zip_;
  bool opened_ = false;
  bool first_ = true;
};

Archive::Archive(ByteStream& from, Meter& meter, Packing packing) : state_(std::make_unique<State>(from, meter, packing)) {}
Archive::~Archive() = default;

base::Result<bool> Archive::next() { return state_->next(); }
const std::string& Archive::name() const { return state_->name(); }
base::Result<std::size_t> Archive::read(char* into, std::size_t wanted) { return state_->read(into, wanted); }

}  // namespace runon::io
