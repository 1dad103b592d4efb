# SPDX-License-Identifier: MIT
# LibUring::LibUring, the library over Linux' io_uring(7), 2.3 or newer; it brings no package file for CMake.
include(CheckSymbolExists)
include(FindPackageHandleStandardArgs)

find_path(LibUring_INCLUDE_DIR liburing.h)
find_library(LibUring_LIBRARY uring)
if(LibUring_INCLUDE_DIR)
    set(CMAKE_REQUIRED_INCLUDES "${LibUring_INCLUDE_DIR}")
    check_symbol_exists(IORING_SETUP_DEFER_TASKRUN liburing.h LibUring_IS_RECENT)
    unset(CMAKE_REQUIRED_INCLUDES)
endif()
find_package_handle_standard_args(LibUring REQUIRED_VARS LibUring_LIBRARY LibUring_INCLUDE_DIR LibUring_IS_RECENT)
mark_as_advanced(LibUring_INCLUDE_DIR LibUring_LIBRARY)

if(LibUring_FOUND AND NOT TARGET LibUring::LibUring)
    add_library(LibUring::LibUring UNKNOWN IMPORTED)
    set_target_properties(LibUring::LibUring PROPERTIES
        IMPORTED_LOCATION "${LibUring_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${LibUring_INCLUDE_DIR}")
endif()
