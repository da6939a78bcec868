// What fuzzing starts from.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace runon::fuzz {

using Members = std::vector<std::pair<std::string, std::string>>;  // name and bytes

// Damaged documents of the generator, and parts of the seed pages: up to 1 KiB each.
std::vector<std::string> texts(std::size_t count);

// The same, with a byte in front that says how to treat them.
std::vector<std::string> behind_bytes(const std::vector<std::string>& texts, unsigned values);

std::string tar(const Members& members);
std::string zip(const Members& members);  // stored, with its directory
std::string compressed(std::string_view ending, std::string_view bytes);

// JSON Lines records of texts.
std::string records(const std::vector<std::string>& texts);

}  // namespace runon::fuzz
