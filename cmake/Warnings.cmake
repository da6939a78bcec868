# One interface target that every target of ours links: warnings, sanitizers, and what makes faults harder to abuse.
include(CheckPIESupported)
check_pie_supported()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

add_library(runon_build_flags INTERFACE)
target_compile_options(runon_build_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
  -Woverloaded-virtual -Wold-style-cast)
if(CMAKE_UNITY_BUILD)
  target_compile_options(runon_build_flags INTERFACE -Wno-shadow)  # what another source of the folder names is no shadow
endif()
if(RUNON_WERROR)
  target_compile_options(runon_build_flags INTERFACE -Werror)
endif()
if(RUNON_HARDEN AND NOT RUNON_SANITIZE)
  # What costs next to nothing; scripts/check.sh hardening looks for it in the program.
  target_compile_options(runon_build_flags INTERFACE -fstack-protector-strong -fstack-clash-protection -fcf-protection)
  target_compile_definitions(runon_build_flags INTERFACE $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
  target_link_options(runon_build_flags INTERFACE -Wl,-z,relro,-z,now -Wl,-z,noexecstack)
endif()
if(RUNON_SANITIZE OR CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_compile_definitions(runon_build_flags INTERFACE _GLIBCXX_ASSERTIONS)  # an index out of a vector stops the program
endif()
if(RUNON_SANITIZE)
  target_compile_options(runon_build_flags INTERFACE -fsanitize=${RUNON_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(runon_build_flags INTERFACE -fsanitize=${RUNON_SANITIZE})
endif()
# GCC 12 sees overlaps in std::string's operator+ that are none (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(runon_build_flags INTERFACE -Wno-restrict)
endif()
