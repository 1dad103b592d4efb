# SPDX-License-Identifier: MIT
# Every switch of the build, with its default and its reason.
include(FeatureSummary)

option(COTERIE_APP "Build the desktop application (needs Qt Widgets)" ON)
option(COTERIE_TESTS "Build the tests" ${PROJECT_IS_TOP_LEVEL})
option(COTERIE_BENCHMARKS "Build the load generator and the benchmarks" ${PROJECT_IS_TOP_LEVEL})
option(COTERIE_FUZZ "Build the libFuzzer targets (clang only)" OFF)
option(COTERIE_WERROR "Treat warnings as errors" OFF)
option(COTERIE_PCH "Use precompiled headers" ON)
option(COTERIE_HARDENING "Compile and link with the hardening flags of a release" OFF)
set(COTERIE_SANITIZE "" CACHE STRING "Sanitizers, comma separated: address,undefined")

foreach(option APP TESTS BENCHMARKS FUZZ WERROR PCH HARDENING)
    add_feature_info(COTERIE_${option} COTERIE_${option} "see packaging/cmake/Options.cmake")
endforeach()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_COMPILE_WARNING_AS_ERROR ${COTERIE_WERROR})

find_program(COTERIE_CCACHE ccache)
if(COTERIE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # Without these two, a build folder of another name never hits; without the sloppiness, a
    # precompiled header never does.
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
        "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        "${COTERIE_CCACHE}")
endif()
