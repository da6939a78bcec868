// A file of records that outlives the process that writes it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "io/output.h"

namespace runon::io {

// Takes: records, any bytes.
// Gives: those that were written whole, in order, to whoever opens the file after a crash: each has a length and a
//        fingerprint, so one that was cut off is not there.
// Keeps: the file locked, so that of two runs the second is refused.
// Without a record the file is gone with the object, or with `temps`. One thread at a time.
class Journal {
 public:
  // Where the journal of a run stands that writes `output`: a directory, or a file.
  static std::string path_for(const std::string& output, bool directory);

  // Opens the file, or makes it with the directories on its way. An Error, which calls it `shown`, where another process
  // holds it.
  static base::Result<Journal> open(const std::string& path, const std::string& shown, TempFiles& temps);
  Journal(Journal&& other) noexcept;
  Journal& operator=(Journal&& other) noexcept;
  ~Journal();

  // Its whole path: the same in each run that writes to one place, however that is spelled.
  const std::string& path() const { return path_; }

  // Those that stand in the file.
  const std::vector<std::string>& records() const { return records_; }

  // Forgets all records, for good when it returns.
  base::Status clear();

  // Adds one; on the disk (fsync) when it returns, but not in records().
  base::Status append(std::string_view record);

  // Takes the file away: what it was kept for is done.
  void remove();

 private:
  Journal() = default;
  base::Status load();
  base::Error trouble(int number) const;

  int descriptor_ = -1;
  std::string path_;
  std::string shown_;
  std::vector<std::string> records_;
  bool empty_ = true;
  TempFiles* temps_ = nullptr;
};

}  // namespace runon::io
