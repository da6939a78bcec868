# One interface target that every target of ours links: warnings, sanitizers.
add_library(runon_build_flags INTERFACE)
target_compile_options(runon_build_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
  -Woverloaded-virtual -Wold-style-cast)
if(RUNON_WERROR)
  target_compile_options(runon_build_flags INTERFACE -Werror)
endif()
if(RUNON_SANITIZE)
  target_compile_options(runon_build_flags INTERFACE -fsanitize=${RUNON_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(runon_build_flags INTERFACE -fsanitize=${RUNON_SANITIZE})
endif()
# GCC 12 sees overlaps in std::string's operator+ that are none (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(runon_build_flags INTERFACE -Wno-restrict)
endif()
