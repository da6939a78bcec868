# cpack -G DEB: runon (program, manual page, completions) and librunon-dev. scripts/package makes both, and the tarball.
if(TARGET runon_cli)
  # The program for machines that lack what it links: in the tarball lie the shared libraries beside it, and what the
  # distribution has as archives is linked in. The C++ library stays shared, for oneTBB throws through it.
  set(portable_libraries)
  foreach(pair IN ITEMS "icuuc ICU::uc" "icudata" "re2 PkgConfig::RE2" "xxhash PkgConfig::XXHASH" "z ZLIB::ZLIB")
    separate_arguments(pair)
    list(GET pair 0 name)
    find_library(RUNON_STATIC_${name} lib${name}.a)
    if(RUNON_STATIC_${name})
      list(APPEND portable_libraries ${RUNON_STATIC_${name}})
    else()
      list(SUBLIST pair 1 1 shared)
      list(APPEND portable_libraries ${shared})
    endif()
  endforeach()
  add_executable(runon_portable EXCLUDE_FROM_ALL $<TARGET_OBJECTS:runon_cli>)
  set_target_properties(runon_portable PROPERTIES OUTPUT_NAME runon LINKER_LANGUAGE CXX
    RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/portable INSTALL_RPATH "$ORIGIN/../lib/runon")
  target_link_libraries(runon_portable PRIVATE $<TARGET_FILE:runon_lib> ${portable_libraries} TBB::tbb fmt::fmt
    simdjson::simdjson LibArchive::LibArchive tomlplusplus::tomlplusplus runon_build_flags)
  # An old-style RPATH, which holds for the libraries of libraries too.
  target_link_options(runon_portable PRIVATE -Wl,--disable-new-dtags)
  add_dependencies(runon_portable runon_lib runon_cli)
  install(TARGETS runon_portable
    RUNTIME_DEPENDENCIES PRE_EXCLUDE_REGEXES "^ld-linux" "^libc\\.so" "^libm\\.so" "^libpthread\\.so" "^libdl\\.so"
    RUNTIME DESTINATION bin COMPONENT portable EXCLUDE_FROM_ALL
    LIBRARY DESTINATION lib/runon COMPONENT portable EXCLUDE_FROM_ALL)
endif()

set(CPACK_PACKAGE_NAME runon)
set(CPACK_PACKAGE_VENDOR "the runon developers")
set(CPACK_PACKAGE_CONTACT "the runon developers <runon@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_ALL program development)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME runon)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME librunon-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
  "libicu-dev, libtbb-dev, libfmt-dev, libxxhash-dev, libsimdjson-dev, libarchive-dev, zlib1g-dev, libre2-dev, pkg-config")
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "The program, with its manual page and what shells complete by.")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "The library, for C++ programs: headers, archive, and what find_package reads.")
set(CPACK_STRIP_FILES ON)
include(CPack)
