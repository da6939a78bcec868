// What the writers of this folder share.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace runon::io {

// The directory that a path stands in: "." for a bare name.
std::string parent(const std::string& path);

// An Error of the machine with what the system says to errno `number`, and what can be done.
base::Error unwritable(int number, const std::string& path, std::string_view doing);

// Writes all of `bytes`, in as many calls as it takes; calls that a signal cut short go on. 0, or the errno of the call
// that failed, when any number of bytes may have been written.
int write_all(int descriptor, std::string_view bytes);
int write_all_at(int descriptor, std::uint64_t offset, std::string_view bytes);

// Sixteen digits that stand for `text`: a name has a limit that a target's own name may reach.
std::string fingerprint_name(std::string_view text);

// A name that is to outlive a crash must reach the disk too (fsync(2): of the directory that holds it). Not every file
// system can; the data is safe by then.
void sync_directory(const std::string& directory);

}  // namespace runon::io
