// How wide lines are in a face, and which face a text was set in.
#include "rejoin/measure.h"

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

#include "rejoin/face.h"
#include "rejoin/quick.h"
#include "support/catch.h"
#include "support/lines.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace {

using namespace runon;
using rejoin::Face;

std::string any_words(std::mt19937& random, std::size_t words) {
  static const std::u32string kLetters = U"etaoinshrdlucmfwypvbgkqjxzETAOIN.,-'fiil0279éüпривет";
  std::string out;
  for (std::size_t w = 0; w < words; ++w) {
    if (w > 0) out += ' ';
    for (std::size_t n = 1 + random() % 9; n > 0; --n)
      text::append(out, kLetters[random() % (random() % 4 == 0 ? kLetters.size() : 14)]);
  }
  return out;
}

// A text set in a face, broken between words as late as can be.
std::string set_text(const std::string& words, Face face, std::uint32_t measure) {
  std::string out;
  std::string line;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    const std::string longer = line.empty() ? words.substr(at, end - at) : line + ' ' + words.substr(at, end - at);
    if (!line.empty() && rejoin::widths(longer).size[static_cast<std::size_t>(face)] > measure) {
      out += line + '\n';
      line.clear();
      continue;
    }
    line = longer;
    at = end + 1;
  }
  return out + line + '\n';
}

}  // namespace

TEST_CASE("a line measured in one face is as wide as when it is measured in all of them", "[rejoin]") {
  std::mt19937 random(5);
  static const std::u32string kOthers = U"港，会。「」“”‘’—…·가나٠مرحباกข\u0301\u00A0\u3000\t™①";
  std::string text;
  for (int line = 0; line < 300; ++line) {
    std::u32string points = text::decode_all(any_words(random, 1 + random() % 12));
    for (std::size_t n = random() % 4 * (random() % 6); n > 0; --n)
      points.insert(random() % (points.size() + 1), 1, kOthers[random() % kOthers.size()]);
    if (line % 7 == 0) points = U"港口的船，会走了。";
    for (const char32_t point : points) text::append(text, point);
    text += '\n';
  }
  const support::Lines page(text);
  for (int f = 0; f < rejoin::kFaces; ++f) {
    const auto face = static_cast<Face>(f);
    std::vector<rejoin::LineFacts> facts = page.facts;
    rejoin::KnownLines known;
    for (std::size_t i = 3; i < facts.size(); i += 5) {
      known.places.push_back(i);
      known.widths.push_back(rejoin::widths(page.view(i)));
    }
    rejoin::measure(page.document, face, f % 2 == 0 ? known : rejoin::KnownLines{}, facts);
    for (std::size_t i = 0; i < facts.size(); ++i) {
      rejoin::LineFacts plain = page.facts[i];
      rejoin::set(plain, rejoin::widths(page.view(i)), face);
      CAPTURE(f, std::string(page.view(i)));
      CHECK(facts[i].size.ems == plain.size.ems);
      CHECK(facts[i].size.soft == plain.size.soft);
      CHECK(facts[i].size.slack == plain.size.slack);
      CHECK(facts[i].space == plain.space);
      CHECK(facts[i].first_unit == plain.first_unit);
      CHECK(facts[i].first_word == plain.first_word);
    }
  }
}

TEST_CASE("the face of a text is the one under which most lines vote for one column", "[rejoin]") {
  std::mt19937 random(6);
  int found = 0;
  for (int round = 0; round < 33; ++round) {
    const int f = 1 + round % 11;
    const std::uint32_t measure = 17000U + 7000U * static_cast<std::uint32_t>(round / 11);
    const support::Lines page(set_text(any_words(random, 700), static_cast<Face>(f), measure));
    REQUIRE(page.facts.size() > rejoin::kFaceSample);
    rejoin::KnownLines known;
    const Face face = rejoin::likely_face(page.document, page.facts, 0, known);
    CHECK(known.places.size() == rejoin::kFaceSample);
    // In steps of 0.128 em, each line for the columns that it would be full in.
    const auto most_votes = [&](std::size_t of) {
      std::vector<int> sums(400);
      for (std::size_t i = 0; i < rejoin::kFaceSample; ++i) {
        const rejoin::LineFacts& next = page.facts[i + 1];
        const bool spaced = rejoin::spaced_seam(page.facts[i].last, next.first);
        const bool measured = i + 1 < rejoin::kFaceSample;
        const std::uint32_t unit =
            measured ? rejoin::widths(page.view(i + 1)).first_unit[of] : static_cast<std::uint32_t>(next.first_unit * 1000);
        const std::uint32_t size = rejoin::widths(page.view(i)).size[of];
        const std::uint32_t space = spaced ? rejoin::ascii_advances()[0][of] : 0U;
        const float known_unit = next.first_unit + (spaced ? next.space : 0);
        const int weight = static_cast<int>(64 * std::max(0.0F, rejoin::quick_log(30 / (known_unit + 2 * 0.06F))));
        for (std::uint32_t step = (size - 60) / 128; step < (size + unit + space + 60) / 128 && step < sums.size(); ++step)
          sums[step] += weight;
      }
      return *std::max_element(sums.begin(), sums.end());
    };
    std::array<int, rejoin::kFaces> votes{};
    for (std::size_t of = 1; of < rejoin::kFaces; ++of) votes[of] = most_votes(of);
    // The first of those that have most.
    const auto best = static_cast<std::size_t>(std::max_element(votes.begin() + 1, votes.end()) - votes.begin());
    CAPTURE(f, measure);
    CHECK(static_cast<std::size_t>(face) == best);
    CHECK(votes[static_cast<std::size_t>(face)] >= votes[static_cast<std::size_t>(f)]);
    if (face == static_cast<Face>(f)) ++found;
  }
  CHECK(found >= 8);  // by chance three would be
}

TEST_CASE("no face is told from few lines with letters, wherever they stand", "[rejoin]") {
  std::mt19937 random(7);
  const std::string some = set_text(any_words(random, 140), Face::palatino, 20000);
  std::string ideographs;
  for (int i = 0; i < 40; ++i) ideographs += "港口的船会走了\n";
  const support::Lines few("abc def\nghi jkl\n" + ideographs);
  rejoin::KnownLines known;
  CHECK(rejoin::likely_face(few.document, few.facts, 0, known) == Face::average);
  // Lines in front of those asked for are looked at where there are too few behind.
  const support::Lines front(some + ideographs);
  REQUIRE(rejoin::likely_face(front.document, front.facts, 0, known) != Face::average);
  const Face face = rejoin::likely_face(front.document, front.facts, 0, known);
  CHECK(rejoin::likely_face(front.document, front.facts, front.facts.size() - 10, known) == face);
}
