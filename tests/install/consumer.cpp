#include <runon.h>

#include <cstdio>

// Cleans two lines given in code and prints the result; 0 when the record of edits leads back.
int main() {
  auto cleaner = runon::Cleaner::create();
  if (!cleaner) return 1;
  auto document = runon::Document::of("example", "one line\r\n");
  if (auto done = cleaner.value().clean(document); !done) return 1;
  std::printf("%s\n", document.text.c_str());
  return runon::flow::replay(document.base, document.edits) == document.text ? 0 : 1;
}
