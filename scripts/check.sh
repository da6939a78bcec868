#!/usr/bin/env bash
# Everything that a change must pass, on one machine: two compilers, debug and release, the sanitizers, format, tidy.
# The tests of each build hold the layers and the install check too. docs/reliability.md says what each step shows.
#   scripts/check.sh [STEP...]     all of the steps below unless some are named
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

steps=("$@")
[ ${#steps[@]} -gt 0 ] || steps=(format release quality memory instructions resume repeats linear faults packages hardening reproducible
  tidy cppcheck debug clang asan tsan fuzz valgrind coverage mutants)

sources() { git ls-files -- '*.h' '*.cpp'; }

# What shares state between threads is the pipeline; the rest of the tests has one thread. A longer history, so that
# both sides of a race have their stacks: what is suppressed is named by them.
run_tsan() {
  scripts/build tsan all >/dev/null
  TSAN_OPTIONS="history_size=7 suppressions=$PWD/tests/support/tsan.supp" build/tsan/runon_tests '[pipeline],[threads]'
}

for step in "${steps[@]}"; do
  echo "== check.sh: $step"
  case $step in
    release|debug|clang|asan) scripts/test "$step" ;;
    tsan) run_tsan ;;
    format) scripts/deps clang-format-14; sources | xargs clang-format-14 --dry-run -Werror ;;
    tidy)
      scripts/deps clang-tidy-14
      scripts/build release all >/dev/null
      git ls-files -- 'src/*.cpp' | xargs -P "$(nproc)" -n 1 clang-tidy-14 -p build/release --quiet ;;
    # With the 50 kills of "repeats" these are 200.
    resume) scripts/build release >/dev/null; scripts/check_resume.py build/release/runon --kills "${RUNON_KILLS:-150}" ;;
    linear) scripts/deps valgrind; scripts/build release >/dev/null; scripts/check_linear.py build/release/runon ;;
    faults)
      scripts/build release runon_cli runon_faults >/dev/null
      tests/faults/run.py build/release/runon build/release/tests/librunon_faults.so slow ;;
    fuzz) scripts/fuzz all "${RUNON_FUZZ_SECONDS:-60}" ;;
    repeats) scripts/build release all >/dev/null; scripts/check_repeats.py build/release/runon build/release/paragraphs build/release/fragments ;;
    memory) scripts/build release >/dev/null; scripts/check_memory.py build/release/runon ;;
    instructions|instructions-update)
      scripts/deps valgrind
      scripts/build release runon_cli corpus >/dev/null
      scripts/check_instructions.py build/release/runon build/release/corpus $([ "$step" = instructions ] || echo --update) ;;
    quality) scripts/build release >/dev/null; scripts/check_quality.py build/release/runon ;;
    *) echo "scripts/check.sh: no step \"$step\"" >&2; exit 2 ;;
  esac
done
echo "== check.sh: all of ${steps[*]} passed"
