#include "text/version.h"

#include <unicode/uchar.h>
#include <unicode/uversion.h>

namespace runon::text {
namespace {

std::string shown(const UVersionInfo& version) {
  char text[U_MAX_VERSION_STRING_LENGTH] = {};
  u_versionToString(version, text);
  return text;
}

}  // namespace

std::string icu_version() {
  UVersionInfo version;
  u_getVersion(version);
  return shown(version);
}

std::string unicode_version() {
  UVersionInfo version;
  u_getUnicodeVersion(version);
  return shown(version);
}

}  // namespace runon::text
