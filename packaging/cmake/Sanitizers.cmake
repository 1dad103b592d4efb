# SPDX-License-Identifier: MIT
# One interface target that every library and program of the project links.
add_library(coterie_flags INTERFACE)
target_compile_definitions(coterie_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH QT_USE_QSTRINGBUILDER
    QT_DISABLE_DEPRECATED_BEFORE=0x060400)
target_compile_options(coterie_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
    -Wnon-virtual-dtor -Woverloaded-virtual
    # The pixels of the whiteboard are equal on every machine only without fused multiply-add.
    -ffp-contract=off)
target_include_directories(coterie_flags INTERFACE "${PROJECT_SOURCE_DIR}")

if(COTERIE_SANITIZE)
    target_compile_options(coterie_flags INTERFACE -fsanitize=${COTERIE_SANITIZE} -fno-omit-frame-pointer
        -fno-sanitize-recover=undefined)
    target_link_options(coterie_flags INTERFACE -fsanitize=${COTERIE_SANITIZE})
endif()
if(COTERIE_HARDENING)
    # An index out of range ends the program instead of reading what it should not, in Qt's containers as in the library's.
    target_compile_definitions(coterie_flags INTERFACE QT_FORCE_ASSERTS)
    target_compile_options(coterie_flags INTERFACE
        -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS -fstack-protector-strong -fstack-clash-protection
        $<$<STREQUAL:${CMAKE_SYSTEM_PROCESSOR},x86_64>:-fcf-protection=full>
        -ftrivial-auto-var-init=zero)
    target_link_options(coterie_flags INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code)
endif()
