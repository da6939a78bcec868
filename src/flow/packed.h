// Lists of edits and blocks in few bytes: a text of one letter a line has as many of them as letters, and a list takes a hundred
// bytes for each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "flow/block.h"
#include "flow/edit.h"

namespace runon::flow {

// Numbers and strings one behind the other; growing copies nothing. A number takes a byte for each seven bits.
class Packing {
 public:
  void put(std::uint64_t number);
  void put(std::string_view bytes);

  // Gives back what was put, in order. Requires: it is asked for what is there, as what it was put.
  class Reader {
   public:
    explicit Reader(const Packing& packing) : chunks_(&packing.chunks_) {}
    std::uint64_t number();
    std::string_view bytes();  // of the packing

   private:
    std::string_view rest();

    const std::vector<std::string>* chunks_;
    std::size_t chunk_ = 0;
    std::size_t at_ = 0;  // in it
  };

 private:
  std::string& room(std::size_t bytes);

  std::vector<std::string> chunks_;  // what is put stands in one
};

// Edits as Edits takes them, in about six bytes each.
class PackedEdits {
 public:
  void add(const Edit& edit);

  // Must not outlive the list, which stays as it is meanwhile.
  class Reader {
   public:
    explicit Reader(const PackedEdits& list) : list_(&list), bytes_(list.bytes_), left_(list.size_) {}
    // Null behind the last one. It stays until the next call.
    const Edit* next();

   private:
    void read_copy();

    const PackedEdits* list_;
    Packing::Reader bytes_;
    std::size_t left_;
    Edit edit_;
    Copy copy_;
  };

 private:
  std::size_t number_of(const Rule* rule);
  void put(const Copy& copy);

  Packing bytes_;
  std::size_t size_ = 0;
  std::size_t end_ = 0;             // of the last one
  std::vector<const Rule*> rules_;  // by number: few
  Copy copy_;                       // the last one; the next is likely to be in the same document
};

// Blocks, in two bytes for one that is a short line of the source and stands right behind the one before, seven or so for others.
class PackedBlocks {
 public:
  void add(const Block& block);

  // As that of edits.
  class Reader {
   public:
    explicit Reader(const PackedBlocks& list) : bytes_(list.bytes_), left_(list.size_) {}
    const Block* next();

   private:
    Packing::Reader bytes_;
    std::size_t left_;
    Block block_;
  };

 private:
  Packing bytes_;
  std::size_t size_ = 0;
  Block last_;
};

struct Packed {
  PackedEdits edits;
  PackedBlocks blocks;
};

}  // namespace runon::flow
