#!/usr/bin/env bash
# Everything that a change must pass, on one machine: two compilers, debug and release, the sanitizers, format, tidy.
# The tests of each build hold the layers and the install check too. docs/reliability.md says what each step shows.
#   scripts/check.sh [STEP...]     all of the steps below unless some are named
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

steps=("$@")
[ ${#steps[@]} -gt 0 ] || steps=(format release quality memory instructions resume repeats linear faults packages hardening reproducible
  tidy cppcheck debug clang asan sanitized tsan fuzz-fixed fuzz valgrind coverage mutants)

sources() { git ls-files -- '*.h' '*.cpp'; }

# The tests of what shares state between threads, and the program from outside. A longer history, so that both sides of a race have
# their stacks: what is suppressed is named by them.
run_tsan() {
  scripts/deps bzip2 jq lz4 mandoc pigz xz-utils zip zstd
  scripts/build tsan runon_thread_tests runon_cli >/dev/null
  local options="history_size=7 suppressions=$PWD/tests/support/tsan.supp" reports=$PWD/build/tsan/reports
  TSAN_OPTIONS=$options build/tsan/runon_thread_tests '[threads]'
  rm -rf "$reports"
  mkdir "$reports"
  TSAN_OPTIONS="$options exitcode=0 log_path=$reports/run" ctest --preset tsan --parallel "$(nproc)" --tests-regex '^cli/'
  scripts/check_races.py "$reports"
}

# Style is not asked for: what it calls unused is used by tests and other projects.
run_cppcheck() {
  cppcheck --enable=warning,performance,portability --inline-suppr --inconclusive --quiet --error-exitcode=1 --std=c++20 -j "$(nproc)" \
    --suppressions-list=scripts/cppcheck.txt -I src src/base src/flow src/text src/io src/read src/characters src/spacing src/doubling \
    src/furniture src/rejoin src/repeats src/write src/pipeline src/cli
}

# Texts of several sources, made of the documents of dev.
check_together() {
  rm -rf build/together
  scripts/together.py ../shared/quality/dev build/together
  scripts/score --quiet --min-f1 0.984 build/together
}

# run_seeds FOLDER: the seed pages, noise and damaged records, by FOLDER/runon.
run_seeds() {
  local runon=$1/runon work=$1/seeds status=0
  mkdir "$work"
  cp seeds/*.txt "$work"
  head -c 3000 /dev/urandom >"$work/noise.txt"
  printf '{"text":"a\\nb","id":1}\n{"text":5}\n' >"$work/records.jsonl"
  tar -C "$work" -czf "$work/all.tar.gz" noise.txt records.jsonl
  "$runon" clean -q "$work" -o "$work/out.jsonl" --audit "$work/audit.jsonl" --rejects "$work/rejects.jsonl" --threads 2 2>/dev/null || status=$?
  [ $status -eq 3 ] || { echo "valgrind: clean gave $status" >&2; return 1; }
  "$runon" restore "$work/out.jsonl" --audit "$work/audit.jsonl" -o "$work/back/" &&
    "$runon" clean -q "$work"/0*.txt --repeats corpus --near 0.7 --index "$work/index" -o "$work/corpus.jsonl.gz" &&
    "$runon" index info "$work/index" >/dev/null && "$runon" explain seeds/002*.txt >/dev/null
}

# The end-to-end cases, and the seed pages beside noise through all commands. Valgrind knows no memory of ours as leaked or unset. What
# it says goes to files, so that the program's words stay its own; an ordinary user must be able to reach it.
run_valgrind() {
  local work; work=$(mktemp -d)
  chmod 755 "$work"
  mkdir -m 1777 "$work/reports"
  cp build/release/runon "$work/program"
  cp tests/support/valgrind.supp "$work/known"
  cat >"$work/runon" <<END
#!/bin/sh
exec valgrind --quiet --log-file=$work/reports/%p --suppressions=$work/known --leak-check=full --show-leak-kinds=definite \\
  --errors-for-leak-kinds=definite $work/program "\$@"
END
  chmod 755 "$work/runon"
  local failed=0
  # One case holds that a run of a moment says nothing of its progress: here no run is so short.
  ls -d tests/cli/*/*/ | grep -v options/progress_in_a_file | xargs -n 8 -P "$(nproc)" tests/cli/run.py --seconds 1800 "$work/runon" || failed=1
  run_seeds "$work" || failed=1
  echo "valgrind: $(find "$work/reports" -type f | wc -l) runs, of which $(find "$work/reports" -type f -size +0 | wc -l) have a finding"
  find "$work/reports" -type f -size +0 -exec head -30 {} +
  [ -z "$(find "$work/reports" -type f -size +0)" ] || failed=1
  rm -r "$work"
  return $failed
}

for step in "${steps[@]}"; do
  echo "== check.sh: $step"
  begun=$SECONDS
  case $step in
    release|debug|clang|asan) scripts/test "$step" ;;
    # Both sanitizers again, of Clang, in the build that is fuzzed: continuous integration has this one for "clang" and "asan".
    sanitized) scripts/test fuzz ;;
    tsan) run_tsan ;;
    format) scripts/deps clang-format-14; sources | xargs clang-format-14 --dry-run -Werror ;;
    tidy)
      scripts/deps clang-tidy-14
      scripts/build release all >/dev/null
      git ls-files -- 'src/*.cpp' | xargs -P "$(nproc)" -n 1 clang-tidy-14 -p build/release --quiet --extra-arg=-Wno-unknown-warning-option ;;
    # With the 50 kills of "repeats" these are 200.
    resume) scripts/build release >/dev/null; scripts/check_resume.py build/release/runon --kills "${RUNON_KILLS:-150}" ;;
    linear) scripts/deps valgrind; scripts/build release >/dev/null; scripts/check_linear.py build/release/runon ;;
    faults)
      scripts/build release runon_cli runon_faults >/dev/null
      tests/faults/run.py build/release/runon build/release/tests/librunon_faults.so slow ;;
    packages) scripts/check_packages ;;
    hardening) scripts/build release >/dev/null; scripts/check_hardening build/release/runon ;;
    reproducible) scripts/check_reproducible ;;
    cppcheck) scripts/deps cppcheck; scripts/build release >/dev/null; run_cppcheck ;;
    valgrind) scripts/deps valgrind; scripts/build release >/dev/null; run_valgrind ;;
    coverage) scripts/coverage ;;
    mutants) scripts/mutate ;;
    # A minute a target. Of the same inputs each time, so that what it says of a change is due to the change; and by chance.
    fuzz-fixed) scripts/fuzz --fixed all "${RUNON_FUZZ_SECONDS:-60}" ;;
    fuzz) scripts/fuzz all "${RUNON_FUZZ_SECONDS:-60}" ;;
    repeats) scripts/build release all >/dev/null; scripts/check_repeats.py build/release/runon build/release/paragraphs build/release/fragments ;;
    memory) scripts/build release >/dev/null; scripts/check_memory.py build/release/runon ;;
    instructions|instructions-update)
      scripts/deps valgrind
      scripts/build release runon_cli corpus >/dev/null
      scripts/check_instructions.py build/release/runon build/release/corpus $([ "$step" = instructions ] || echo --update) ;;
    quality)
      scripts/build release >/dev/null
      scripts/check_quality.py build/release/runon
      scripts/pieces --least 0.95 build/release/runon fixtures/quality
      [ ! -d ../shared/quality/dev ] || check_together ;;
    *) echo "scripts/check.sh: no step \"$step\"" >&2; exit 2 ;;
  esac
  echo "== check.sh: $step took $((SECONDS - begun)) s"
done
echo "== check.sh: all of ${steps[*]} passed"
