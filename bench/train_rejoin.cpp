// Trains the models of rejoin from gold documents, and says how well they do on documents that
// they have not seen.
//
//   train_rejoin [--write WEIGHTS.inc] [--report] [--verbose] [--dump ROWS.csv] DIR...
//
// DIR holds NAME.txt and NAME.gold.jsonl (blocks with `kind`, `lines`, `before`, `continues`).
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "boost.h"
#include "pipeline/clean.h"
#include "rejoin/constraints.h"
#include "rejoin/decide.h"
#include "rejoin/layout.h"
#include "rejoin/line_facts.h"
#include "rejoin/measure.h"
#include "rejoin/model.h"
#include "rejoin/page_lines.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace {

namespace fs = std::filesystem;
using namespace runon;
using bench::Boosted;
using bench::BoostOptions;
using bench::Sample;
using rejoin::LineFacts;
using rejoin::Row;

// Pages of newspapers, decided by hand, are what the models are for; there are few of them.
constexpr double kPageWeight = 6;
constexpr double kSetWeight = 0.12;
constexpr double kTwinWeight = 0.05;
constexpr double kCutWeight = 0.1;  // of twins with cut paragraphs: pages come so whose extractor knew paragraphs
constexpr int kFew = 8;             // documents of a language that has few
constexpr double kFewWeight = 2;    // of these, times what they weigh else

struct GoldBlock {
  bool headline = false;
  bool item = false;
  std::string text;
  bool repeat = false;
  bool side = false;
  bool either = false;
  int continues = -1;
  int first = 0;
  int last = 0;
};

struct Doc {
  std::string name;
  double weight = 1;           // of its breaks in training
  const char* twin = nullptr;  // a clean_twin: trained on, judged apart
  flow::Document document;
  std::vector<LineFacts> facts;
  std::vector<Row> rows;
  std::vector<int> labels;  // 1 break, 0 join, -1 open
  std::vector<float> evidence;
};

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<GoldBlock> read_gold(const fs::path& path) {
  std::vector<GoldBlock> blocks;
  simdjson::dom::parser parser;
  std::ifstream in(path, std::ios::binary);
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    const simdjson::dom::element e = parser.parse(line);
    GoldBlock b;
    const std::string_view kind = e["kind"];
    b.headline = kind == "headline";
    b.item = kind == "listitem";
    b.side = kind == "furniture" || kind == "jump";
    b.text = std::string(std::string_view(e["text"]));
    std::int64_t repeat = -1;
    b.repeat = e["dup_of"].get(repeat) == simdjson::SUCCESS;
    std::string_view before;
    if (e["before"].get(before) == simdjson::SUCCESS) b.either = before == "either";
    std::int64_t continues = -1;
    if (e["continues"].get(continues) == simdjson::SUCCESS) b.continues = static_cast<int>(continues);
    b.first = static_cast<int>(std::int64_t(e["lines"].at(0)));
    b.last = static_cast<int>(std::int64_t(e["lines"].at(1)));
    blocks.push_back(b);
  }
  return blocks;
}

// The facts of the lines as rejoin decides about them.
void gather(Doc& d) {
  flow::Edits edits;
  rejoin::gather(d.document, d.facts);
  rejoin::put_together(d.document, d.facts, edits);
}

// The document as rejoin finds it, with the furniture that the gold knows marked.
Doc load(const fs::path& gold_path, const pipeline::Cleaner& cleaner) {
  Doc d;
  std::string name = gold_path.filename().string();
  name.resize(name.size() - std::string_view(".gold.jsonl").size());
  d.name = name;
  if (name.find('-') == std::string::npos) d.weight = kPageWeight;
  flow::Document whole = flow::Document::of(name, slurp(gold_path.parent_path() / (name + ".txt")));
  if (auto why = cleaner.explain(whole, d.document); !why) std::fprintf(stderr, "%s: rejected\n", name.c_str());
  const std::vector<GoldBlock> blocks = read_gold(gold_path);
  std::map<int, std::pair<int, int>> owner;  // line -> first and last block on it
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    for (int line = blocks[b].first; line <= blocks[b].last; ++line) {
      const auto [at, fresh] = owner.emplace(line, std::pair{static_cast<int>(b), static_cast<int>(b)});
      if (!fresh) at->second.second = static_cast<int>(b);
    }
  }
  for (flow::Line& line : d.document.lines) {
    const auto found = owner.find(static_cast<int>(line.number));
    if (found != owner.end() && blocks[static_cast<std::size_t>(found->second.first)].side) line.mark = flow::Mark::furniture;
  }
  gather(d);
  for (std::size_t i = 0; i + 1 < d.facts.size(); ++i) {
    const auto a = owner.find(static_cast<int>(d.document.lines[d.facts[i].line].number));
    const auto b = owner.find(static_cast<int>(d.document.lines[d.facts[i + 1].line].number));
    int label = -1;
    if (a != owner.end() && b != owner.end()) {
      const int left = a->second.second;
      const int right = b->second.first;
      const GoldBlock& block = blocks[static_cast<std::size_t>(right)];
      const GoldBlock& before = blocks[static_cast<std::size_t>(left)];
      if (left == right) label = 0;
      else if (block.continues >= 0) label = block.continues == left ? 0 : -1;
      else if (!block.either && !block.side && !before.side) label = 1;
    }
    d.labels.push_back(label);
  }
  rejoin::evidence_features(d.document, d.facts, d.rows);
  return d;
}

// Makes `d` of a text as rejoin finds it; `labels` says of each source line what is right behind it.
void fill(Doc& d, const std::string& text, std::map<int, int>& labels, const pipeline::Cleaner& cleaner) {
  flow::Document whole = flow::Document::of(d.name, text);
  if (auto why = cleaner.explain(whole, d.document); !why) std::fprintf(stderr, "%s: rejected\n", d.name.c_str());
  gather(d);
  for (std::size_t i = 0; i + 1 < d.facts.size(); ++i)
    d.labels.push_back(labels[static_cast<int>(d.document.lines[d.facts[i].line].number)]);
  rejoin::evidence_features(d.document, d.facts, d.rows);
}

// The same document as a careful editor would leave it: every line end is to stay. Without these the
// models would take one-paragraph-a-line text for wrapped text. `blank`: blank lines between. `cut` other than 0:
// some paragraphs are cut in two, as an extractor leaves them that knows paragraphs but not that they
// go on in the next column; those breaks are to go. Other numbers, other places.
Doc clean_twin(const fs::path& gold_path, const pipeline::Cleaner& cleaner, bool blank, int cut) {
  Doc d;
  d.name = gold_path.filename().string();
  d.name.resize(d.name.size() - std::string_view(".gold.jsonl").size());
  d.weight = cut > 0 ? kCutWeight : kTwinWeight;
  d.twin = cut > 0 ? "clean text and cut" : blank ? "clean text and blank lines" : "clean text";
  std::string text;
  std::map<int, int> labels;  // source line -> label of the break behind it
  int line = 1;
  std::uint32_t chance = 12345 * static_cast<std::uint32_t>(cut);
  for (const GoldBlock& b : read_gold(gold_path)) {
    if (b.side || b.repeat || b.text.empty()) continue;
    chance = chance * 1664525 + 1013904223;
    std::size_t at = 0;
    if (cut > 0 && b.text.size() > 120 && (chance >> 16U) % 5 < 2) {
      at = b.text.size() / 5 + (chance >> 8U) % (b.text.size() * 3 / 5);
      while (at < b.text.size() && (static_cast<unsigned char>(b.text[at]) & 0xC0U) == 0x80U) ++at;
      // Spaced scripts are cut between words.
      if (static_cast<unsigned char>(b.text[at]) < 0x80) at = b.text.find(' ', at);
      if (at == std::string::npos) at = 0;
    }
    if (at > 0) {
      text += b.text.substr(0, at) + (blank ? "\n\n" : "\n");
      labels[line] = 0;
      line += blank ? 2 : 1;
    }
    text += b.text.substr(at) + (blank ? "\n\n" : "\n");
    labels[line] = 1;
    line += blank ? 2 : 1;
  }
  fill(d, text, labels, cleaner);
  return d;
}

// A small generator with a fixed start: the same documents get the same layouts everywhere.
class Chance {
 public:
  explicit Chance(const std::string& name) {
    for (const char c : name) state_ = (state_ ^ static_cast<unsigned char>(c)) * 16777619U;
  }
  std::uint32_t below(std::uint32_t n) {
    state_ = state_ * 1664525 + 1013904223;
    return (state_ >> 8U) % n;
  }

 private:
  std::uint32_t state_ = 2166136261U;
};

// One way to set a text: what varies between publications and between extractors.
struct Setting {
  rejoin::Face face = rejoin::Face::average;
  float measure = 20;        // ems
  float headline = 14;       // measure of headlines, in their own ems: larger type, in one column or over several
  float indent = 0;          // of first lines, stripped by the extractor
  float stretch = 1;         // how wide this face runs against the table's
  float overfull = 0;        // share of the measure that a line may exceed it by, as lines of which spaces shrink do
  std::uint32_t blanks = 0;  // 0 none, 1 between blocks, 2 behind every line, 3 now and then
  bool pieces = false;       // wide gaps of justified lines cut them
  bool bare_items = false;   // the marks of list items are lost
  bool cut = false;          // articles end in the middle of a sentence, where the page was full
  bool behind = false;       // headlines stand behind their articles, those of several articles together
};

Setting choose_setting(Chance& chance) {
  Setting how;
  how.face = static_cast<rejoin::Face>(chance.below(rejoin::kFaces - 1));
  how.measure = 9 + static_cast<float>(chance.below(240)) / 10 + (chance.below(3) == 0 ? 8.0F : 0.0F);
  const float larger = 1.2F + 0.1F * static_cast<float>(chance.below(12));
  how.headline = how.measure * static_cast<float>(1 + chance.below(3)) / larger;
  how.indent = 0.5F * static_cast<float>(chance.below(5));
  how.stretch = chance.below(2) == 0 ? 1.0F : 0.94F + 0.01F * static_cast<float>(chance.below(13));
  how.overfull = chance.below(3) == 0 ? 0.03F : 0.0F;
  how.blanks = chance.below(4);
  how.pieces = chance.below(6) == 0;
  how.bare_items = chance.below(3) == 0;
  how.cut = chance.below(3) == 0;
  how.behind = chance.below(4) == 0;
  return how;
}

struct SetLine {
  std::string text;
  bool piece = false;  // the printed line goes on
};

// Cuts a line where its spaces were stretched most.
void cut_pieces(std::vector<SetLine>& lines, float room, const Setting& how, Chance& chance) {
  const std::string line = lines.back().text;
  const auto spaces = static_cast<float>(std::count(line.begin(), line.end(), ' '));
  const float gap = room - rejoin::extent(rejoin::widths(line), how.face).ems * how.stretch;
  if (spaces < 1 || gap / spaces < 0.35F) return;
  lines.pop_back();
  std::size_t from = 0;
  for (std::size_t at = line.find(' '); at != std::string::npos; at = line.find(' ', at + 1)) {
    if (chance.below(2) == 0) continue;
    lines.push_back({line.substr(from, at - from), true});
    from = at + 1;
  }
  lines.push_back({line.substr(from), false});
}

// Breaks a block into lines as a compositor would: greedily, between words or ideographs, with no
// closing punctuation at the begin of a line.
std::vector<SetLine> set_block(const std::string& text, const Setting& how, float measure, Chance& chance) {
  std::vector<SetLine> lines(1);
  const auto full = [&](float less) {
    return (measure - less) * (1 + how.overfull * static_cast<float>(chance.below(100)) / 100);
  };
  float width_of_line = measure - how.indent;
  float room = full(how.indent);
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    float width = 0;
    float space = 0;
    bool word = false;
    while (end < text.size()) {  // one unit: an ideograph, or a word and the space behind it
      const text::Decoded d = text::decode(text, end);
      const text::Properties& p = text::properties(d.point);
      const bool tight = p.cjk() || (p.wide() && p.punctuation());
      if (word && (tight || p.space())) {
        if (!p.space()) break;
        end += d.bytes;
        space = rejoin::advance(d.point, how.face) * how.stretch;
        break;
      }
      end += d.bytes;
      width += rejoin::advance(d.point, how.face) * (tight ? 1 : how.stretch);
      if (tight || p.space()) break;
      word = true;
    }
    const std::string unit = text.substr(at, end - at);
    const text::Properties& first = text::properties(text::decode(unit, 0).point);
    const bool hangs = first.wide() && (first.breaking == text::Breaking::close || first.breaking == text::Breaking::exclamation);
    if (width > room && !lines.back().text.empty() && !hangs && !first.space()) {
      while (!lines.back().text.empty() && lines.back().text.back() == ' ') lines.back().text.pop_back();
      if (how.pieces) cut_pieces(lines, width_of_line, how, chance);
      lines.emplace_back();
      width_of_line = measure;
      room = full(0);
    }
    lines.back().text += unit;
    room -= width + space;
    at = end;
  }
  return lines;
}

// The text of a list item without its mark.
std::string bare(const std::string& text) {
  const std::size_t space = text.find(' ');
  return space != std::string::npos && space <= 4 ? text.substr(space + 1) : text;
}

// The blocks as an extractor reads a page whose headlines stand in boxes of their own: those of an article, or of
// several, come behind it.
std::vector<GoldBlock> headlines_behind(const std::vector<GoldBlock>& blocks, Chance& chance) {
  std::vector<GoldBlock> out;
  std::vector<GoldBlock> held;
  bool in_article = false;
  for (const GoldBlock& b : blocks) {
    if (b.headline && in_article && chance.below(2) == 0) {
      out.insert(out.end(), held.begin(), held.end());
      held.clear();
    }
    in_article = !b.headline;
    (b.headline ? held : out).push_back(b);
  }
  out.insert(out.end(), held.begin(), held.end());
  return out;
}

// The same document in another setting: there are more layouts than a gold set can hold.
Doc reset(const fs::path& gold_path, const pipeline::Cleaner& cleaner, int variant) {
  Doc d;
  d.name = gold_path.filename().string();
  d.name.resize(d.name.size() - std::string_view(".gold.jsonl").size());
  d.twin = "set anew";
  Chance chance(d.name + std::to_string(variant));
  const Setting how = choose_setting(chance);
  std::string text;
  std::map<int, int> labels;
  int line = 1;
  const auto blank = [&] {
    text += '\n';
    ++line;
  };
  std::vector<GoldBlock> blocks = read_gold(gold_path);
  if (how.behind) blocks = headlines_behind(blocks, chance);
  for (const GoldBlock& b : blocks) {
    if (b.side || b.repeat || b.text.empty()) continue;
    const std::string what = b.item && how.bare_items ? bare(b.text) : b.text;
    std::vector<SetLine> lines = set_block(what, how, b.headline ? how.headline : how.measure, chance);
    if (how.cut && lines.size() > 4 && chance.below(8) == 0) lines.resize(lines.size() / 2);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool last = i + 1 == lines.size();
      text += lines[i].text + '\n';
      labels[line] = last ? 1 : 0;
      ++line;
      if ((how.blanks == 1 && last) || (how.blanks == 2 && chance.below(20) != 0) || (how.blanks == 3 && chance.below(12) == 0))
        blank();
    }
  }
  fill(d, text, labels, cleaner);
  d.weight = kSetWeight;
  return d;
}

std::vector<Sample> samples_of(const std::vector<const Doc*>& docs) {
  std::vector<Sample> out;
  for (const Doc* d : docs) {
    for (std::size_t i = 0; i < d->rows.size(); ++i) {
      if (d->labels[i] < 0) continue;
      if (rejoin::constraint(d->document, d->facts[i], d->facts[i + 1]) != rejoin::Constraint::none) continue;
      out.push_back({d->rows[i], d->labels[i], d->weight});
    }
  }
  return out;
}

Boosted train(const std::vector<const Doc*>& docs, const BoostOptions& options) {
  const std::vector<Sample> samples = samples_of(docs);
  std::vector<const Sample*> views;
  views.reserve(samples.size());
  for (const Sample& s : samples) views.push_back(&s);
  return bench::boost(views, options);
}

BoostOptions evidence_options() {
  BoostOptions o;
  o.trees = 80;
  o.features = rejoin::kEvidenceFeatures;
  return o;
}

BoostOptions screen_options() {
  BoostOptions o;
  o.trees = 24;
  o.leaves = 16;
  o.rate = 0.3;
  return o;
}

// Both steps of rejoin::decide().
struct Cascade {
  Boosted screen;
  Boosted decision;

  // The second model learns from all breaks: from those alone that the first is not sure of it learns as much of gold documents,
  // and less of manuals and others that are unlike these.
  explicit Cascade(const std::vector<const Doc*>& docs) : screen(train(docs, screen_options())), decision(train(docs, {})) {}

  std::vector<float> odds(const std::vector<Row>& rows) const { return rejoin::decide(screen.model(), decision.model(), rows); }
};

void weigh(Doc& d, const rejoin::Model& model) {
  d.evidence = rejoin::evidence_odds(model, d.rows);
  if (d.rows.empty()) return;
  rejoin::measure(d.document, rejoin::Face::average, {}, d.facts);  // by an earlier model it may be another one
  rejoin::layout_features(d.facts, d.evidence, rejoin::find_layout(d.document, d.facts, d.evidence), d.rows);
}

using Key = std::function<std::string(const Doc&)>;
using Keys = std::function<std::vector<std::string>(const Doc&)>;

std::string part(const std::string& name, std::size_t k) {
  std::size_t from = 0;
  while (k-- > 0) {
    from = name.find('-', from);
    if (from == std::string::npos) return "page";
    ++from;
  }
  if (name.find('-') == std::string::npos) return "page";
  return name.substr(from, name.find('-', from) - from);
}

// Languages with few documents count more: each is to be read as well as those with many.
void weigh_languages(std::vector<Doc>& docs) {
  std::map<std::string, int> count;
  for (const Doc& d : docs)
    if (d.twin == nullptr) ++count[part(d.name, 0)];
  for (Doc& d : docs) {
    const std::string language = part(d.name, 0);
    if (language != "page" && count[language] <= kFew) d.weight *= kFewWeight;
  }
}

// What the screen decides of the breaks that no constraint does, and what the second model would have made of that.
struct Settled {
  long all = 0;
  long settled = 0;
  long wrong = 0;
  long otherwise = 0;

  void add(const Doc& d, const Cascade& cascade) {
    const std::vector<float> first = rejoin::scores(cascade.screen.model(), d.rows);
    const std::vector<float> second = rejoin::scores(cascade.decision.model(), d.rows);
    for (std::size_t i = 0; i < d.rows.size(); ++i) {
      if (d.labels[i] < 0) continue;
      if (rejoin::constraint(d.document, d.facts[i], d.facts[i + 1]) != rejoin::Constraint::none) continue;
      ++all;
      if (!rejoin::settled(first[i])) continue;
      ++settled;
      if ((first[i] > 0) != (d.labels[i] == 1)) ++wrong;
      if ((first[i] > 0) != (second[i] > 0)) ++otherwise;
    }
  }

  void print() const {
    std::printf("the screen settles %ld of %ld breaks, %ld wrongly; the second model would decide %ld of them otherwise\n",
                settled, all, wrong, otherwise);
  }
};

struct Count {
  long tp = 0, fp = 0, fn = 0;
  double f1() const { return tp == 0 ? 0 : 2.0 * static_cast<double>(tp) / static_cast<double>(2 * tp + fp + fn); }
};

// What a bound on confidence does to the joins: those above it are made.
struct Joins {
  static constexpr std::array<double, 8> kBounds = {0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99};
  std::array<long, kBounds.size()> made{};
  std::array<long, kBounds.size()> right{};
  long all = 0;

  void add(double odds, bool join) {
    if (join) ++all;
    const double confidence = 1 / (1 + std::exp(odds));  // that it is a join
    for (std::size_t i = 0; i < kBounds.size(); ++i) {
      if (confidence < kBounds[i]) continue;
      ++made[i];
      if (join) ++right[i];
    }
  }

  void print() const {
    std::printf("joins by --min-confidence: bound, precision, recall\n");
    for (std::size_t i = 0; i < kBounds.size(); ++i)
      std::printf("    %.2f  %.4f  %.4f\n", kBounds[i], static_cast<double>(right[i]) / static_cast<double>(made[i]),
                  static_cast<double>(right[i]) / static_cast<double>(all));
  }
};

// `all`: the cascade's log odds of the rows.
void tally(const Doc& d, const std::vector<float>& all, Count& c, bool verbose, Joins* joins = nullptr) {
  for (std::size_t i = 0; i < d.rows.size(); ++i) {
    if (d.labels[i] < 0) continue;
    float odds = all[i];
    const rejoin::Constraint hard = rejoin::constraint(d.document, d.facts[i], d.facts[i + 1]);
    if (rejoin::demands_join(hard)) odds = -99;
    if (hard == rejoin::Constraint::brk) odds = 99;
    if (joins != nullptr) joins->add(static_cast<double>(odds), d.labels[i] == 0);
    if (odds > 0 && d.labels[i] == 1) ++c.tp;
    if (odds > 0 && d.labels[i] == 0) ++c.fp;
    if (odds <= 0 && d.labels[i] == 1) ++c.fn;
    if (verbose && (odds > 0) != (d.labels[i] == 1)) {
      const auto text = [&](const LineFacts& f) { return d.document.text.substr(f.begin, f.end - f.begin); };
      const Row& r = d.rows[i];
      const auto at = [&](rejoin::F f) { return static_cast<double>(r[static_cast<std::size_t>(f)]); };
      std::printf(
          "%s %u %s odds %.1f page %.1f ev %.1f M %.1f w %.1f %.1f blanks %.0f piece %.2f spare %.2f fine %.0f | %s || %s\n",
          d.name.c_str(), d.document.lines[d.facts[i].line].number, d.labels[i] == 1 ? "BREAK" : "join ",
          static_cast<double>(odds), at(rejoin::F::page_odds), at(rejoin::F::evidence), at(rejoin::F::measure),
          at(rejoin::F::width_a), at(rejoin::F::width_b), at(rejoin::F::blanks), at(rejoin::F::piece), at(rejoin::F::spare),
          at(rejoin::F::style_fine), text(d.facts[i]).c_str(), text(d.facts[i + 1]).c_str());
    }
  }
}

// Trains without each group in turn and judges it.
void cross_validate(std::vector<Doc>& docs, const char* what, const Key& key, const Keys& show, bool verbose) {
  std::map<std::string, std::vector<std::size_t>> folds;
  for (std::size_t i = 0; i < docs.size(); ++i) folds[key(docs[i])].push_back(i);
  Count all;
  Joins joins;
  Settled settled;
  std::map<std::string, Count> groups;
  for (const auto& [name, members] : folds) {
    std::vector<const Doc*> rest;
    for (std::size_t i = 0; i < docs.size(); ++i)
      if (std::find(members.begin(), members.end(), i) == members.end()) rest.push_back(&docs[i]);
    const Boosted evidence = train(rest, evidence_options());
    const Cascade cascade(rest);
    for (const std::size_t i : members) {
      Doc d = docs[i];
      weigh(d, evidence.model());
      const std::vector<float> odds = cascade.odds(d.rows);
      if (d.twin == nullptr) {
        tally(d, odds, all, verbose, &joins);
        settled.add(d, cascade);
      }
      const std::vector<std::string> names = d.twin != nullptr ? std::vector<std::string>{d.twin} : show(d);
      for (const std::string& group : names) tally(d, odds, groups[group], false);
    }
  }
  std::printf("%-34s F1 %.4f  wrong breaks %ld  missing %ld\n", what, all.f1(), all.fp, all.fn);
  for (const auto& [name, c] : groups)
    std::printf("    %-30s F1 %.4f  wrong %ld missing %ld of %ld\n", name.c_str(), c.f1(), c.fp, c.fn, c.tp + c.fn);
  joins.print();
  settled.print();
  std::fflush(stdout);
}

std::string fold_of(const Doc& d) {
  std::size_t h = 0;
  for (const char c : d.name) h = h * 131 + static_cast<unsigned char>(c);
  return std::to_string(h % 5);
}

// A float literal of C++.
std::string literal(float value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", static_cast<double>(value));
  std::string out = text;
  if (out.find_first_of(".e") == std::string::npos) out += ".0";
  return out + "F";
}

void write_model(std::FILE* out, const char* name, const Boosted& b) {
  std::fprintf(out, "constexpr std::int32_t k%sBase = %d;\nconstexpr Tree k%sTrees[] = {\n", name, b.base, name);
  for (const rejoin::Tree& t : b.trees) {
    std::fprintf(out, "    {%d, {{", t.size);
    for (std::size_t i = 0; i < static_cast<std::size_t>(t.size); ++i)
      std::fprintf(out, "%s{%d, %d, %s}", i > 0 ? ", " : "", t.splits[i].leaf, t.splits[i].feature,
                   literal(t.splits[i].above).c_str());
    std::fprintf(out, "}}, {{");
    for (std::size_t i = 0; i <= static_cast<std::size_t>(t.size); ++i) std::fprintf(out, "%s%d", i > 0 ? ", " : "", t.leaves[i]);
    std::fprintf(out, "}}},\n");
  }
  std::fprintf(out, "};\n");
}

}  // namespace

int main(int argc, char** argv) {
  std::string write;
  std::string dump;
  bool report = false;
  bool verbose = false;
  std::vector<fs::path> gold;
  for (int i = 1; i < argc; ++i) {
    const std::string a = argv[i];
    if (a == "--write" && i + 1 < argc) write = argv[++i];
    else if (a == "--dump" && i + 1 < argc) dump = argv[++i];
    else if (a == "--report") report = true;
    else if (a == "--verbose") verbose = true;
    else if (!fs::is_directory(a)) {
      std::fprintf(stderr,
                   "train_rejoin: %s: neither an option nor a folder\n  usage: train_rejoin [--write WEIGHTS.inc] [--report] "
                   "[--verbose] [--dump ROWS.csv] DIR...\n",
                   a.c_str());
      return 2;
    } else {
      for (const auto& entry : fs::directory_iterator(a))
        if (entry.path().string().ends_with(".gold.jsonl")) gold.push_back(entry.path());
    }
  }
  std::sort(gold.begin(), gold.end(), [](const fs::path& x, const fs::path& y) { return x.filename() < y.filename(); });
  if (gold.empty()) {
    std::fprintf(stderr, "train_rejoin: no *.gold.jsonl found; give the folders that hold gold documents\n");
    return 2;
  }
  pipeline::Options options;
  options.furniture.fate = furniture::Fate::keep;
  const auto cleaner = pipeline::Cleaner::create(options);
  std::vector<Doc> docs;
  for (const fs::path& path : gold) {
    docs.push_back(load(path, cleaner.value()));
    for (const bool blank : {false, true}) {
      docs.push_back(clean_twin(path, cleaner.value(), blank, 0));
      for (const int cut : {1, 2}) docs.push_back(clean_twin(path, cleaner.value(), blank, cut));
    }
    for (const int variant : {0, 1, 2}) docs.push_back(reset(path, cleaner.value(), variant));
  }
  weigh_languages(docs);

  // The decision model learns from what the evidence model says of documents that it has not seen.
  for (int fold = 0; fold < 5; ++fold) {
    std::vector<const Doc*> rest;
    for (const Doc& d : docs)
      if (fold_of(d) != std::to_string(fold)) rest.push_back(&d);
    const Boosted evidence = train(rest, evidence_options());
    for (Doc& d : docs)
      if (fold_of(d) == std::to_string(fold)) weigh(d, evidence.model());
  }
  if (!dump.empty()) {
    std::FILE* out = std::fopen(dump.c_str(), "w");
    if (out == nullptr) return 1;
    std::fprintf(out, "name,twin,hard,line,label");
    for (const auto& f : rejoin::feature_table()) std::fprintf(out, ",%s", std::string(f.name).c_str());
    std::fprintf(out, "\n");
    for (const Doc& d : docs) {
      for (std::size_t i = 0; i < d.rows.size(); ++i) {
        const rejoin::Constraint hard = rejoin::constraint(d.document, d.facts[i], d.facts[i + 1]);
        std::fprintf(out, "%s,%s,%d,%u,%d", d.name.c_str(), d.twin == nullptr ? "" : d.twin, static_cast<int>(hard),
                     d.document.lines[d.facts[i].line].number, d.labels[i]);
        for (const float v : d.rows[i]) std::fprintf(out, ",%.5g", static_cast<double>(v));
        std::fprintf(out, "\n");
      }
    }
    std::fclose(out);
  }
  const auto language = [](const Doc& d) { return part(d.name, 0); };
  const auto layout = [](const Doc& d) { return part(d.name, 2); };
  const auto extractor = [](const Doc& d) {
    const std::string first = part(d.name, 3);
    return first == "page" ? first : d.name.substr(d.name.find("-" + first) + 1);
  };
  if (report || verbose) {
    const auto all = [&](const Doc& d) {
      return std::vector{"language " + language(d), "extractor " + extractor(d), "layout " + layout(d)};
    };
    cross_validate(docs, "five folds", fold_of, all, verbose);
  }
  if (report) {
    cross_validate(
        docs, "leaving out each language", language, [&](const Doc& d) { return std::vector{language(d)}; }, false);
    cross_validate(
        docs, "leaving out each layout", layout, [&](const Doc& d) { return std::vector{layout(d)}; }, false);
  }
  if (write.empty()) return 0;
  std::vector<const Doc*> all;
  for (const Doc& d : docs) all.push_back(&d);
  const Boosted evidence = train(all, evidence_options());
  const Cascade cascade(all);
  std::FILE* out = std::fopen(write.c_str(), "w");
  if (out == nullptr) {
    std::perror(write.c_str());
    return 1;
  }
  std::fprintf(out,
               "// Made by scripts/train from %zu gold documents. Do not edit.\n"
               "// The number of splits; {leaf, feature, threshold} of each; leaves in thousandths of log odds; feature numbers "
               "are F of features.h.\n",
               gold.size());
  write_model(out, "Evidence", evidence);
  write_model(out, "Screen", cascade.screen);
  write_model(out, "Decision", cascade.decision);
  return std::fclose(out) == 0 ? 0 : 1;
}
