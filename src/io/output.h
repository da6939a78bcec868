// Writing files that appear whole or not at all.
#pragma once

#include <memory>
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
  // Removes them all, and keeps any other from being made or renamed for good: what is to follow is
  // the end of the process.
  void remove_all();

 private:
  friend class OutputFile;
  std::mutex mutex_;
  std::vector<std::string> paths_;
};

// A file that is written beside its target and renamed over it by commit(): the target is what it was
// before, or complete. Standard output, pipes and devices are written straight. Without commit() the
// temporary file is removed. Writes are gathered into blocks; a name whose ending asks for it
// (compressor.h) has them compressed. One thread at a time.
class OutputFile {
 public:
  // "-" is standard output. Directories on the way are made. `temps` must outlive the file.
  static base::Result<OutputFile> create(const std::string& path, TempFiles& temps);
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&& other) noexcept;
  ~OutputFile();

  // A reader that went away gives Code::closed_pipe.
  base::Status write(std::string_view bytes);

  // Hands on what is gathered; a pipe's reader sees it. A compressor keeps some of it back.
  base::Status flush();

  // Makes the file final: on the disk (fsync), then under its name. Nothing may be written after.
  base::Status commit();

  // Hands on and closes, but does not make final: see OutputGroup.
  base::Status close();

 private:
  friend class OutputGroup;
  OutputFile() = default;
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
  std::optional<Compressor> compressor_;
  TempFiles* temps_ = nullptr;
};

// Finished files that become final together: bringing each of thousands to the disk by itself takes
// as many turns of it (some ms each); here one call serves a thousand. One thread at a time.
class OutputGroup {
 public:
  // Takes a file that is all written. When enough have come together they are made final.
  base::Status add(OutputFile file);

  // Makes final what has come since.
  base::Status commit();

 private:
  std::vector<OutputFile> files_;
};

// Makes the directories of a path ("a/b" for "a/b/c"); those that exist are no error.
base::Status make_parents(const std::string& path);

}  // namespace runon::io
