# SPDX-License-Identifier: MIT
# What is installed where, and the two Debian packages: "server" (coterie-server) and "app" (coterie).
# One .deb fits one Debian release: Qt's private interfaces are part of its dependencies.

# ---- Made from templates ---------------------------------------------------------------------------------------
# CHANGELOG.md is the one place that knows the day of a release.
file(STRINGS "${PROJECT_SOURCE_DIR}/CHANGELOG.md" release_line REGEX "^## \\[${PROJECT_VERSION}\\] - ")
string(REGEX MATCH "[0-9]+-[0-9]+-[0-9]+$" COTERIE_RELEASE_DATE "${release_line}")
if(NOT COTERIE_RELEASE_DATE)
    message(FATAL_ERROR "CHANGELOG.md has no line \"## [${PROJECT_VERSION}] - <year-month-day>\"")
endif()
set(COTERIE_MAIL "maintainers@coterie.invalid")
execute_process(COMMAND "${CMAKE_COMMAND}" -E env LC_ALL=C date -u -R -d "${COTERIE_RELEASE_DATE} 12:00"
    OUTPUT_VARIABLE COTERIE_RELEASE_MOMENT OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
set(made "${PROJECT_BINARY_DIR}/packaging")
set(packaging "${PROJECT_SOURCE_DIR}/packaging")
configure_file("${packaging}/linux/org.coterie.Coterie.metainfo.xml.in" "${made}/org.coterie.Coterie.metainfo.xml" @ONLY)

# coterie_compressed(FROM TO): as Debian wants manuals and changelogs, without a time stamp.
find_program(COTERIE_GZIP gzip REQUIRED)
function(coterie_compressed from to)
    file(MAKE_DIRECTORY "${made}")
    execute_process(COMMAND "${COTERIE_GZIP}" -9nc "${from}" OUTPUT_FILE "${made}/${to}" COMMAND_ERROR_IS_FATAL ANY)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${from}")
endfunction()

# coterie_package(COMPONENT PROGRAM): the program, its manual, and what every package says of itself.
function(coterie_package component program)
    if(NOT TARGET ${program})
        return()
    endif()
    install(TARGETS ${program} RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT ${component})
    set(doc "${CMAKE_INSTALL_DOCDIR}/../${program}")
    cmake_path(NORMAL_PATH doc)
    coterie_compressed("${packaging}/linux/${program}.1" "${program}.1.gz")
    install(FILES "${made}/${program}.1.gz" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT ${component})
    set(COTERIE_PACKAGE ${program})
    configure_file("${packaging}/deb/changelog.in" "${made}/${program}.changelog" @ONLY)
    coterie_compressed("${made}/${program}.changelog" "${program}.changelog.gz")
    coterie_compressed("${PROJECT_SOURCE_DIR}/CHANGELOG.md" CHANGELOG.md.gz)
    install(FILES "${made}/${program}.changelog.gz" DESTINATION "${doc}" RENAME changelog.gz COMPONENT ${component})
    install(FILES "${made}/CHANGELOG.md.gz" "${packaging}/deb/copyright" DESTINATION "${doc}" COMPONENT ${component})
endfunction()

# ---- What is installed -----------------------------------------------------------------------------------------
set(CPACK_COMPONENTS_ALL server)
coterie_package(server coterie-server)
install(FILES "${packaging}/server/coterie-server.service" DESTINATION lib/systemd/system COMPONENT server)
install(FILES "${packaging}/server/server.toml" DESTINATION /etc/coterie COMPONENT server)
if(COTERIE_APP)
    list(APPEND CPACK_COMPONENTS_ALL app)
    coterie_package(app coterie)
    install(FILES "${packaging}/linux/org.coterie.Coterie.desktop"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/applications" COMPONENT app)
    install(FILES "${packaging}/linux/org.coterie.Coterie.mime.xml"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/mime/packages" RENAME org.coterie.Coterie.xml COMPONENT app)
    install(FILES "${made}/org.coterie.Coterie.metainfo.xml"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/metainfo" COMPONENT app)
endif()

# ---- The packages ----------------------------------------------------------------------------------------------
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME coterie)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "") # else it would be the first line of both
set(CPACK_PACKAGE_VENDOR "The Coterie developers")
set(CPACK_PACKAGE_CONTACT "The Coterie developers <${COTERIE_MAIL}>")
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}/packages")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

# Plugins are opened at run time: dpkg-shlibdeps cannot see them.
set(CPACK_DEBIAN_SERVER_PACKAGE_NAME coterie-server)
set(CPACK_DEBIAN_SERVER_PACKAGE_DEPENDS "libqt6sql6-sqlite, init-system-helpers (>= 1.52)")
set(CPACK_DEBIAN_SERVER_PACKAGE_CONTROL_EXTRA
    "${packaging}/deb/server/conffiles;${packaging}/deb/server/postinst;${packaging}/deb/server/prerm;${packaging}/deb/server/postrm")
set(CPACK_DEBIAN_SERVER_DESCRIPTION "host for chat rooms and whiteboards on your own network
Hosts a Coterie session without a window: chat rooms with history, a
whiteboard in each room, presence and typing, for everybody on the network.
One port serves WebSocket and HTTP, a session is one SQLite file.
.
The package brings a hardened systemd service with a user of its own.")

set(CPACK_DEBIAN_APP_PACKAGE_NAME coterie)
set(CPACK_DEBIAN_APP_PACKAGE_DEPENDS "libqt6sql6-sqlite, libqt6svg6")
set(CPACK_DEBIAN_APP_PACKAGE_RECOMMENDS "qt6-wayland, qt6-translations-l10n, qt6-image-formats-plugins, fonts-noto-color-emoji, fonts-inter")
set(CPACK_DEBIAN_APP_PACKAGE_SUGGESTS "coterie-server")
set(CPACK_DEBIAN_APP_DESCRIPTION "chat and draw together on your own network
Open it, press Host, and everybody on the network is in: chat rooms, a
shared whiteboard, typing and presence. The server is inside the
application; nothing leaves the network, and a session is one SQLite file.
.
Reading, writing and drawing go on while the host cannot be reached.")
include(CPack)

# ---- Their checks ----------------------------------------------------------------------------------------------
if(COTERIE_TESTS)
    add_test(NAME packaging_lint COMMAND "${packaging}/lint.sh" "${PROJECT_BINARY_DIR}")
    set_tests_properties(packaging_lint PROPERTIES LABELS packaging ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8")
endif()
