// The test program's main, for a Catch2 that does not bring one as a library.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
