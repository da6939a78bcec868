// Tells ThreadSanitizer of what oneTBB orders. The library as distributed is not instrumented, so the
// sanitizer sees neither that the serial steps follow each other nor that a batch is handed from step
// to step, and would call each hand-over a race. In other builds these do nothing.
#pragma once

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define RUNON_TSAN 1
#endif
#elif defined(__SANITIZE_THREAD__)
#define RUNON_TSAN 1
#endif
#ifdef RUNON_TSAN
#include <sanitizer/tsan_interface.h>
#endif

namespace runon::pipeline {

// All that was done with `what` before somebody gave it is seen by who takes it afterwards.
inline void give([[maybe_unused]] const void* what) {
#ifdef RUNON_TSAN
  __tsan_release(const_cast<void*>(what));
#endif
}

inline void take([[maybe_unused]] const void* what) {
#ifdef RUNON_TSAN
  __tsan_acquire(const_cast<void*>(what));
#endif
}

// The turn of a step: takes over what another step did with `what`, and hands it on at its end, whichever way it ends.
class Turn {
 public:
  explicit Turn(const void* what) : what_(what) { take(what); }
  ~Turn() { give(what_); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  const void* what_;
};

}  // namespace runon::pipeline
