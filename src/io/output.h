// Writing files that appear whole or not at all.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "io/compressor.h"

namespace runon::io {

// The temporary files of a run that are not yet renamed, so that an interrupted program can take
// them away. Any thread may call.
class TempFiles {
 public:
  // Removes them all but those that a later run can go on with, and keeps any other from being made or
  // renamed for good: what is to follow is the end of the process.
  void remove_all();

  // Takes note of a file, or of whether it is to be kept; true if that is new.
  bool add(const std::string& path, bool kept);

  // Unlinks one.
  void remove(const std::string& path);

 private:
  friend class OutputFile;
  std::mutex mutex_;
  std::map<std::string, bool> paths_;  // path -> kept
};

// How far a file was brought to the disk.
struct Recorded {
  std::uint64_t bytes = 0;
  std::uint64_t inode = 0;
};

// A file that is written beside its target and renamed over it by commit(): the target is what it was
// before, or complete. Standard output, pipes and devices are written straight. Without commit() the
// temporary file is removed, unless it is recorded. Writes are gathered into blocks; a name whose ending
// asks for it (compressor.h) has them compressed. One thread at a time.
//
// A run that can be gone on with gives each file its `key`, the same in every run to one output: then the
// temporary file's name is made of it and of the target, so that the next run finds it, or writes over it.
class OutputFile {
 public:
  // "-" is standard output. Directories on the way are made. `temps` must outlive the file.
  static base::Result<OutputFile> create(const std::string& path, TempFiles& temps, std::string_view key = {});

  // Opens the temporary file that another run recorded, to go on behind what it says. If that run made it final before it
  // ended, it is a temporary file again.
  static base::Result<OutputFile> go_on(const std::string& path, TempFiles& temps, std::string_view key, Recorded recorded);

  // What is left of commit() for a file that was sealed.
  static base::Status commit_sealed(const std::string& path, std::string_view key);

  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&& other) noexcept;
  ~OutputFile();

  // A reader that went away gives Code::closed_pipe.
  base::Status write(std::string_view bytes);

  // Hands on what is gathered; a pipe's reader sees it. A compressor keeps some of it back.
  base::Status flush();

  // Bytes that wait in a compressor: none can be recorded before they are divided from what follows.
  std::uint64_t pending() const { return codec_ == Codec::none ? 0 : pending_; }

  // Ends the compressed stream; what follows is another one behind it, which readers take as one.
  base::Status divide();

  // Brings what is written to the disk: go_on() can begin behind it from now on. Requires: nothing is pending, and
  // the file is not written straight.
  base::Result<Recorded> record();

  // The temporary file; empty where it is written straight.
  const std::string& temporary() const { return temp_; }

  // Ends the file and brings it to the disk: only its name is missing. Kept whatever comes.
  base::Status seal();

  // Makes the file final: on the disk (fsync), then under its name. Nothing may be written after.
  base::Status commit();

  // Ends and closes, but does not make final: see OutputGroup.
  base::Status close();

 private:
  friend class OutputGroup;
  OutputFile() = default;
  base::Status begin(const std::string& path, TempFiles& temps);
  base::Status open_temp(std::string_view key);
  base::Status reopen_temp(std::string_view key, Recorded recorded);
  base::Status rename();
  base::Status put(std::string_view bytes);
  base::Status put_raw(std::string_view bytes);
  base::Status finish_stream();
  base::Error trouble(int number, std::string_view doing) const;
  void discard();

  int descriptor_ = -1;
  std::string path_;  // the target
  std::string temp_;  // empty: written straight
  std::string gathered_;
  Codec codec_ = Codec::none;
  std::optional<Compressor> compressor_;  // while a stream is open
  bool streams_ = false;                  // one was written
  std::uint64_t pending_ = 0;
  TempFiles* temps_ = nullptr;
};

// Finished files that become final together: bringing each of thousands to the disk by itself takes
// as many turns of it (some ms each); here one call serves a thousand. One thread at a time.
class OutputGroup {
 public:
  // Takes a file that is all written. When enough have come together they are made final.
  base::Status add(OutputFile file);

  // Makes final what has come since, names and all.
  base::Status commit();

 private:
  std::vector<OutputFile> files_;
};

// The file that writing to `path` replaces: links are followed.
std::string target_of(const std::string& path);

// Whether a file that is written there can be gone on with: not standard output, a pipe or a device.
bool is_replaced(const std::string& path);

// Makes the directories of a path ("a/b" for "a/b/c"); those that exist are no error.
base::Status make_parents(const std::string& path);

}  // namespace runon::io
