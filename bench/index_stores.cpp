// Which store should the index of repeats be? Keys of 128 bits with 16 bytes each, put in by two runs of half of
// them, looked up (half are there), and the size of what is on disk, for
//   ours (src/repeats/index.h)   LMDB   SQLite   RocksDB     as far as they are installed
//   index_stores DIR KEYS STORE      one store a process
// LMDB and SQLite are given each run's keys in order of the keys, as their papers advise, in one transaction. Before the second
// run another process begins the same and is killed half way: "recovery" is the time from then to the first answer, and how much
// of the killed run is there. Prints | store | first run | second run | look-up | bytes a key | recovery | of the killed run |
// peak memory | found |
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "base/hash.h"
#include "repeats/index.h"
#if __has_include(<lmdb.h>)
#include <lmdb.h>
#endif
#if __has_include(<sqlite3.h>)
#include <sqlite3.h>
#endif
#if __has_include(<rocksdb/db.h>)
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#endif

using namespace runon;
using Clock = std::chrono::steady_clock;

namespace {

struct Row {
  base::Hash128 key;
  std::uint64_t place[2];
};

base::Hash128 key_of(std::uint64_t number) {
  char bytes[8];
  std::memcpy(bytes, &number, 8);
  return base::hash128({bytes, 8});
}

bool before(const Row& a, const Row& b) { return a.key.high != b.key.high ? a.key.high < b.key.high : a.key.low < b.key.low; }

std::vector<Row> rows(std::uint64_t from, std::uint64_t to) {
  std::vector<Row> all;
  all.reserve(to - from);
  for (std::uint64_t i = from; i < to; ++i) all.push_back({key_of(i), {i, i}});
  std::sort(all.begin(), all.end(), before);
  return all;
}

double since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

// Big-endian, so that the order of bytes is the order of keys.
std::string bytes_of(const base::Hash128& key) {
  std::string out(16, '\0');
  for (int i = 0; i < 8; ++i) {
    out[static_cast<std::size_t>(i)] = static_cast<char>(key.high >> (56 - 8 * i));
    out[static_cast<std::size_t>(8 + i)] = static_cast<char>(key.low >> (56 - 8 * i));
  }
  return out;
}

class Store {
 public:
  virtual ~Store() = default;
  virtual void put(const std::vector<Row>& run) = 0;
  virtual void reopen() = 0;
  virtual bool find(const base::Hash128& key) = 0;
};

class Ours final : public Store {
 public:
  explicit Ours(std::string path) : path_(std::move(path)) {}
  void put(const std::vector<Row>& run) override {
    auto file = io::GuardedFile::lock(path_);
    if (!file) std::abort();
    reopen();
    repeats::IndexWriter writer(file.value());
    bool sound = writer.begin("bench 1\n", 1).ok();
    std::uint64_t old = 0;
    const auto add = [&](const base::Hash128& key, std::uint32_t document) {
      repeats::IndexEntry entry;
      entry.key = key;
      entry.document = document;
      sound = sound && writer.add(entry).ok();
    };
    for (const Row& row : run) {
      for (; old < index_->entries() && before({index_->entry(old).key, {}}, row); ++old) add(index_->entry(old).key, 1);
      add(row.key, 2);
    }
    for (; old < index_->entries(); ++old) add(index_->entry(old).key, 1);
    if (!sound || !writer.commit()) std::abort();
  }
  void reopen() override { index_ = std::make_unique<repeats::Index>(std::move(repeats::Index::open(path_).value())); }
  bool find(const base::Hash128& key) override { return index_->find(key).value().has_value(); }

 private:
  std::string path_;
  std::unique_ptr<repeats::Index> index_;
};

#if __has_include(<lmdb.h>)
class Lmdb final : public Store {
 public:
  explicit Lmdb(const std::string& path) {
    mdb_env_create(&env_);
    mdb_env_set_mapsize(env_, std::size_t{64} << 30U);
    if (mdb_env_open(env_, path.c_str(), MDB_NOSUBDIR, 0644) != 0) std::abort();
  }
  ~Lmdb() override {
    if (read_ != nullptr) mdb_txn_abort(read_);
    mdb_env_close(env_);
  }
  void put(const std::vector<Row>& run) override {
    MDB_txn* txn = nullptr;
    mdb_txn_begin(env_, nullptr, 0, &txn);
    mdb_dbi_open(txn, nullptr, 0, &db_);
    for (const Row& row : run) {
      std::string bytes = bytes_of(row.key);
      MDB_val key{bytes.size(), bytes.data()};
      MDB_val value{16, const_cast<std::uint64_t*>(row.place)};
      if (mdb_put(txn, db_, &key, &value, 0) != 0) std::abort();
    }
    if (mdb_txn_commit(txn) != 0) std::abort();
  }
  void reopen() override {
    mdb_txn_begin(env_, nullptr, MDB_RDONLY, &read_);
    mdb_dbi_open(read_, nullptr, 0, &db_);
  }
  bool find(const base::Hash128& key) override {
    std::string bytes = bytes_of(key);
    MDB_val k{bytes.size(), bytes.data()};
    MDB_val value{};
    return mdb_get(read_, db_, &k, &value) == 0;
  }

 private:
  MDB_env* env_ = nullptr;
  MDB_txn* read_ = nullptr;
  MDB_dbi db_ = 0;
};
#endif

#if __has_include(<sqlite3.h>)
class Sqlite final : public Store {
 public:
  explicit Sqlite(const std::string& path) {
    sqlite3_open(path.c_str(), &db_);
    run("pragma journal_mode=wal; pragma cache_size=-262144; create table if not exists keys(key blob primary key, place blob) "
        "without rowid");
  }
  void put(const std::vector<Row>& all) override {
    run("begin");
    sqlite3_stmt* insert = nullptr;
    sqlite3_prepare_v2(db_, "insert or replace into keys values(?,?)", -1, &insert, nullptr);
    for (const Row& row : all) {
      const std::string bytes = bytes_of(row.key);
      sqlite3_bind_blob(insert, 1, bytes.data(), 16, nullptr);
      sqlite3_bind_blob(insert, 2, row.place, 16, nullptr);
      if (sqlite3_step(insert) != SQLITE_DONE) std::abort();
      sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    run("commit; pragma wal_checkpoint(truncate)");
  }
  ~Sqlite() override {
    sqlite3_finalize(select_);
    sqlite3_close(db_);
  }
  void reopen() override { sqlite3_prepare_v2(db_, "select place from keys where key=?", -1, &select_, nullptr); }
  bool find(const base::Hash128& key) override {
    const std::string bytes = bytes_of(key);
    sqlite3_bind_blob(select_, 1, bytes.data(), 16, nullptr);
    const bool there = sqlite3_step(select_) == SQLITE_ROW;
    sqlite3_reset(select_);
    return there;
  }

 private:
  void run(const char* words) {
    if (sqlite3_exec(db_, words, nullptr, nullptr, nullptr) != SQLITE_OK) std::abort();
  }
  sqlite3* db_ = nullptr;
  sqlite3_stmt* select_ = nullptr;
};
#endif

#if __has_include(<rocksdb/db.h>)
class Rocks final : public Store {
 public:
  explicit Rocks(const std::string& path) {
    rocksdb::Options options;
    options.create_if_missing = true;
    rocksdb::BlockBasedTableOptions table;
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
    options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
    if (!rocksdb::DB::Open(options, path, &db_).ok()) std::abort();
  }
  ~Rocks() override { delete db_; }
  void put(const std::vector<Row>& run) override {
    rocksdb::WriteBatch batch;
    for (const Row& row : run) {
      batch.Put(bytes_of(row.key), rocksdb::Slice(reinterpret_cast<const char*>(row.place), 16));
      if (batch.Count() < 10000) continue;
      if (!db_->Write({}, &batch).ok()) std::abort();
      batch.Clear();
    }
    rocksdb::WriteOptions synced;
    synced.sync = true;
    if (!db_->Write(synced, &batch).ok()) std::abort();
  }
  void reopen() override {}
  bool find(const base::Hash128& key) override {
    std::string value;
    return db_->Get({}, bytes_of(key), &value).ok();
  }

 private:
  rocksdb::DB* db_ = nullptr;
};
#endif

std::unique_ptr<Store> make(const std::string& name, const std::string& path) {
  if (name == "ours") return std::make_unique<Ours>(path);
#if __has_include(<lmdb.h>)
  if (name == "lmdb") return std::make_unique<Lmdb>(path);
#endif
#if __has_include(<sqlite3.h>)
  if (name == "sqlite") return std::make_unique<Sqlite>(path);
#endif
#if __has_include(<rocksdb/db.h>)
  if (name == "rocksdb") return std::make_unique<Rocks>(path);
#endif
  return nullptr;
}

// Begins a run in another process and kills it; gives when that was.
Clock::time_point begin_and_kill(const std::string& name, const std::string& path, const std::vector<Row>& run, double seconds) {
  const pid_t child = fork();
  if (child == 0) {
    make(name, path)->put(run);
    _exit(0);
  }
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  return Clock::now();
}

std::uint64_t bytes_on_disk(const std::string& path) {
  std::uint64_t bytes = 0;
  if (std::filesystem::is_directory(path)) {
    for (const auto& entry : std::filesystem::directory_iterator(path)) bytes += entry.file_size();
    return bytes;
  }
  for (const char* ending : {"", "-wal"})
    if (std::filesystem::exists(path + ending)) bytes += std::filesystem::file_size(path + ending);
  return bytes;
}

}  // namespace

int main(int count, char** values) {
  if (count != 4) return 2;
  const std::uint64_t keys = std::strtoull(values[2], nullptr, 10);
  const std::string name = values[3];
  const std::string path = std::string(values[1]) + "/" + name + ".store";
  std::unique_ptr<Store> store = make(name, path);
  if (!store) return fmt::print("{}: not installed\n", name), 0;
  const auto timed = [&](const std::vector<Row>& run) {
    const Clock::time_point begin = Clock::now();
    store->put(run);
    return since(begin);
  };
  std::vector<Row> run = rows(0, keys / 2);
  const double first = timed(run);
  store.reset();
  run = rows(keys / 2, keys);
  const Clock::time_point killed = begin_and_kill(name, path, run, first / 2);
  store = make(name, path);
  store->reopen();
  if (!store->find(key_of(0))) return fmt::print("{}: the first run is lost\n", name), 1;
  const double recovery = since(killed);
  std::uint64_t there = 0;
  for (std::uint64_t i = 0; i < 1000; ++i) there += store->find(key_of(keys / 2 + i * (keys / 2000))) ? 1 : 0;
  store.reset();
  store = make(name, path);
  const double second = timed(run);
  run = std::vector<Row>();
  store->reopen();
  constexpr std::uint64_t kLookUps = 1000000;
  std::uint64_t found = 0;
  const Clock::time_point begin = Clock::now();
  for (std::uint64_t i = 0; i < kLookUps; ++i) found += store->find(key_of(i * 7919 % (2 * keys))) ? 1 : 0;
  const double look = since(begin);
  fmt::print("| {} | {:.1f} s | {:.1f} s | {:.1f} us | {:.1f} | {:.2f} s | {:.1f}% | {} |\n", name, first, second,
             look * 1e6 / kLookUps, static_cast<double>(bytes_on_disk(path)) / static_cast<double>(keys), recovery,
             static_cast<double>(there) / 10, found);
  return 0;
}
