# What the library and the program need, found once for all folders. docs/dependencies.md says why each.
find_package(ICU 67 REQUIRED COMPONENTS uc)
find_package(TBB REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
find_package(simdjson REQUIRED)
