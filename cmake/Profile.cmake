# Profile-guided optimization, of GCC: scripts/build pgo builds with RUNON_PROFILE=count, runs the program over inputs of ours,
# and builds again in the same folder with RUNON_PROFILE=use. What is written is the same bytes; no arithmetic is reordered.
set(RUNON_PROFILE "" CACHE STRING "count: the program counts where it goes; use: it is laid out by those counts")
set_property(CACHE RUNON_PROFILE PROPERTY STRINGS "" count use)
if(RUNON_PROFILE AND NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  message(FATAL_ERROR "RUNON_PROFILE: GCC only")
endif()
if(RUNON_PROFILE STREQUAL "count")
  target_compile_options(runon_build_flags INTERFACE -fprofile-generate -fprofile-update=atomic)
  target_link_options(runon_build_flags INTERFACE -fprofile-generate)
elseif(RUNON_PROFILE STREQUAL "use")
  # What no input of ours reaches has no counts: that is no fault.
  target_compile_options(runon_build_flags INTERFACE -fprofile-use -fprofile-correction -Wno-missing-profile)
endif()
