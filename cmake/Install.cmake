# cmake --install: the program, the library, its public headers under include/runon, and what find_package(runon) reads.
include(CMakePackageConfigHelpers)

set(RUNON_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/runon)

install(TARGETS runon_lib EXPORT runonTargets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/runon COMPONENT development)
if(TARGET runon_cli)
  install(TARGETS runon_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
  install(FILES ${RUNON_SHARE}/runon.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program)
  install(FILES ${RUNON_SHARE}/runon.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME runon
    COMPONENT program)
  install(FILES ${RUNON_SHARE}/_runon DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions COMPONENT program)
  install(FILES ${RUNON_SHARE}/runon.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT program)
endif()
install(EXPORT runonTargets NAMESPACE runon:: DESTINATION ${RUNON_CMAKE_DIR} COMPONENT development)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/runonConfig.cmake.in ${PROJECT_BINARY_DIR}/runonConfig.cmake
  INSTALL_DESTINATION ${RUNON_CMAKE_DIR})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/runonConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/runonConfig.cmake ${PROJECT_BINARY_DIR}/runonConfigVersion.cmake
  DESTINATION ${RUNON_CMAKE_DIR} COMPONENT development)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright COMPONENT program)
