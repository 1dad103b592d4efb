# SPDX-License-Identifier: MIT
# The layering check says no where it has to, and nothing where it has not: cmake -P tests/layering/check.cmake
# It is asked as the build asks it, with what the root CMakeLists.txt allows; one process for each edge, because a
# refusal ends the configuration. In the same way: nothing of Qt that would take a text for HTML gets one that came from
# elsewhere. And what a board is made of to be painted and touched has values of Qt, and no widget, painter or pixel.
cmake_minimum_required(VERSION 3.25)
get_filename_component(root "${CMAKE_CURRENT_LIST_DIR}/../.." ABSOLUTE)
list(APPEND CMAKE_MODULE_PATH "${root}/packaging/cmake")
include(Module)
file(STRINGS "${root}/CMakeLists.txt" rules REGEX "^set\\(may_")
list(LENGTH rules count)
if(count LESS 3)
    message(FATAL_ERROR "CMakeLists.txt says no more who may use whom")
endif()
foreach(rule IN LISTS rules)
    cmake_language(EVAL CODE "${rule}")
endforeach()

# What Qt takes for rich text opens files and asks hosts that it names. So HTML and Markdown are given to nothing at all,
# each label is told that its text is plain, and what a tool tip is told is plainTip(...), tr("...") without a value put
# in, the tip of something else, or one of these, in which nobody else has chosen a word:
set(own_tips
    "app/ui/actions.cpp: keys.isEmpty() ? action->text() : QString(action->text() % u\" (\" % keys % u')')"
    "app/ui/board/boardcommands.cpp: first.isEmpty() ? action->text() : QString(action->text() % u\" (\" % first % u')')"
    "app/ui/board/boardswitcher.cpp: freeze" # what the button does
    "app/ui/board/peoplebar.cpp: m_more->accessibleName()" # likewise
    "app/ui/board/presentbar.cpp: m_end->text() % u\" (\" % escape % u')'" # what the button does
    "app/ui/board/stylechoices.cpp: name" # of a colour, a width, a font
    "app/ui/board/stylechoices.cpp: now.isEmpty() ? m_name : tr(\"%1: %2\").arg(m_name, now)"
    "app/ui/board/templatechooser.cpp: button->accessibleName()"
    "app/ui/connect/connectionstrip.cpp: words.hint" # the fingerprint of a key
    "app/ui/connect/keptsheet.cpp: kept && kept->isOpen ? tr(\"Leave the session first.\") : QString()"
    "app/ui/shell/button.cpp: text" # what the button does
    "app/ui/timeline/composer.cpp: QString(m_emoji->toolTip() % u\" (\" % emojiKeys->key().toString(QKeySequence::NativeText) % u')')"
    "app/ui/timeline/composer.cpp: dropText" # what the button does
    "app/ui/timeline/emojipicker.cpp: name") # as the program's table has it
function(check_texts tree)
    file(GLOB_RECURSE files RELATIVE "${tree}" "${tree}/app/*.h" "${tree}/app/*.cpp")
    set(used "")
    foreach(file IN LISTS files)
        file(READ "${tree}/${file}" text)
        string(REGEX REPLACE "//[^\n]*" "" text "${text}")
        string(REGEX REPLACE "[ \t\n]+" " " text "${text}")
        # A statement ends with a tab: semicolons and brackets mean something in a list of CMake's.
        string(REPLACE ";" "\t" text "${text}")
        string(REPLACE "[" "<:" text "${text}")
        string(REPLACE "]" ":>" text "${text}")
        if(text MATCHES "(setHtml|insertHtml|appendHtml|setMarkdown|insertMarkdown|setWhatsThis|Qt::RichText|Qt::AutoText|QMessageBox|QTextBrowser)")
            message(FATAL_ERROR "layering: ${file} must not use ${CMAKE_MATCH_1}: it opens what a text names")
        endif()
        string(REGEX MATCHALL "new QLabel" labels "${text}")
        string(REGEX MATCHALL "setTextFormat\\(Qt::PlainText\\)" plain "${text}")
        list(LENGTH labels labels)
        list(LENGTH plain plain)
        if(labels GREATER plain)
            message(FATAL_ERROR "layering: ${file} must say of each QLabel that its text is plain, or use TextLabel")
        endif()
        string(REGEX MATCHALL "QToolTip::showText ?\\([^\t]*" shown "${text}")
        foreach(call IN LISTS shown)
            if(NOT call MATCHES "showText ?\\([^\t]*, plainTip\\(")
                message(FATAL_ERROR "layering: ${file} must not show a tip that is no plainTip: ${call}")
            endif()
        endforeach()
        string(REGEX MATCHALL "setToolTip ?\\([^\t]*\\)|setData ?\\([^\t]*ToolTipRole" tips "${text}")
        foreach(call IN LISTS tips)
            string(REGEX REPLACE "^setToolTip ?\\( ?(.*)\\)$" "\\1" said "${call}")
            if((said MATCHES "^plainTip\\(.*\\)$" AND NOT said MATCHES "\\) ?[+%]") OR said MATCHES "^tr\\(\"[^\"]*\"(, \"[^\"]*\")?\\)$" OR said MATCHES "^[A-Za-z_<:>-]*->toolTip\\(\\)$")
                continue()
            endif()
            if(NOT "${file}: ${said}" IN_LIST own_tips)
                message(FATAL_ERROR "layering: ${file} must not show a tip that is no plainTip: ${said}")
            endif()
            list(APPEND used "${file}: ${said}")
        endforeach()
    endforeach()
    if(tree STREQUAL root)
        list(REMOVE_ITEM own_tips ${used})
        if(own_tips)
            message(FATAL_ERROR "layering: excepted, and there no more: ${own_tips}")
        endif()
    endif()
endfunction()

# Object, figure, scene (app/ui/board/README.md): the same for the screen, a thumbnail, an export and a test, in whatever
# thread. Rectangles, polygons, paths and matrices are values; a laid text and a decoded picture are only passed on.
set(core blendkernel.cpp blendkernel.h boardcamera.cpp boardcamera.h boardcanvas.h boardindex.cpp boardindex.h boardpaper.cpp boardpaper.h boardscene.cpp boardscene.h
    edits/arrange.cpp edits/arrange.h edits/boardedits.cpp edits/boardedits.h figure.h figuremaker.cpp geometry.cpp geometry.h
    inkkernel.cpp inkkernel.h inkstroke.cpp inkstroke.h readingorder.cpp readingorder.h shapefigure.cpp shapefigure.h
    shapepaths.cpp shapepaths.h spatialgrid.cpp spatialgrid.h textfit.cpp textfit.h)
function(check_core tree)
    foreach(name IN LISTS core)
        set(file "app/ui/board/${name}")
        if(EXISTS "${tree}/${file}")
            file(READ "${tree}/${file}" text)
            string(REGEX REPLACE "//[^\n]*" "" text "${text}")
            if(text MATCHES "(QtWidgets|QWidget|QImage|QPixmap|QPaintDevice|QPainter)([^A-Za-z]|$)")
                message(FATAL_ERROR "layering: ${file} must not use ${CMAKE_MATCH_1}: it is what any canvas is given")
            endif()
        elseif(tree STREQUAL root)
            message(FATAL_ERROR "layering: ${file} is watched, and there no more")
        endif()
    endforeach()
endfunction()

if(CORE) # a source tree
    check_core("${CORE}")
    return()
endif()
if(TEXTS) # a source tree
    check_texts("${TEXTS}")
    return()
endif()
if(TREE) # a source tree with one file in one folder
    set(PROJECT_SOURCE_DIR "${TREE}")
    coterie_check_includes(${NAME})
    return()
endif()
if(EDGE) # "name target"
    separate_arguments(EDGE)
    list(GET EDGE 0 name)
    list(GET EDGE 1 target)
    coterie_check_edge(${name} ${target})
    return()
endif()

set(asked 0)
function(judge verdict edge words)
    execute_process(COMMAND "${CMAKE_COMMAND}" ${ARGN} -P "${CMAKE_CURRENT_LIST_FILE}"
        RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE said)
    string(REGEX REPLACE "[ \n]+" " " said "${said}") # CMake breaks lines
    if(verdict STREQUAL "refused" AND (result EQUAL 0 OR NOT said MATCHES "layering: ${words}"))
        message(SEND_ERROR "${edge}: expected \"layering: ${words}\", got ${result} ${said}")
    elseif(verdict STREQUAL "allowed" AND NOT result EQUAL 0)
        message(SEND_ERROR "${edge}: expected nothing, got ${result} ${said}")
    endif()
endfunction()
macro(expect verdict edge words)
    judge(${verdict} "${edge}" "${words}" "-DEDGE=${edge}")
    math(EXPR asked "${asked} + 1")
endmacro()
# A source tree with nothing in it but this file, which says this. `kind` is what is asked of it; "@TREE@" in the words is
# where it lies.
function(expect_file verdict edge words kind file text)
    string(RANDOM LENGTH 12 tree)
    set(tree "$ENV{TMPDIR}/coterie-layering-${tree}")
    if(tree MATCHES "^/coterie")
        string(PREPEND tree "/tmp")
    endif()
    file(WRITE "${tree}/${file}" "// SPDX-License-Identifier: MIT\n${text}\n")
    string(REPLACE "@TREE@" "${tree}" words "${words}")
    judge(${verdict} "${edge}" "${words}" "-D${kind}=${tree}" ${ARGN})
    file(REMOVE_RECURSE "${tree}")
    math(EXPR asked "${asked} + 1")
    set(asked ${asked} PARENT_SCOPE)
endfunction()
# A file of this layer that has this include.
macro(expect_include verdict name folder include)
    expect_file(${verdict} "${name} includes ${include}" "@TREE@/${folder}/one.cpp must not include ${include}" TREE
        "${folder}/one.cpp" "#include \"${include}\"\n#include <vector>" -DNAME=${name})
endmacro()
# A window in which this is said, and nothing else.
macro(expect_text verdict said words)
    expect_file(${verdict} "${said}" "${words}" TEXTS app/ui/one.cpp "void show() { ${said}\; }")
endmacro()
# A figure that says this.
macro(expect_core verdict said words)
    expect_file(${verdict} "${said}" "app/ui/board/figure.h must not use ${words}: " CORE app/ui/board/figure.h "${said}")
endmacro()

expect(refused "shared Coterie::server" "shared must not use server")
expect(refused "shared Coterie::session" "shared must not use session")
expect(refused "shared Qt6::Network" "shared may use Qt6::Core only")
expect(refused "shared Qt6::Widgets" "shared must stay free of GUI")
expect(refused "server Coterie::session" "server must not use session")
expect(refused "server Coterie::ui" "server must not use ui")
expect(refused "server Qt6::Gui" "server must stay free of GUI")
expect(refused "session Coterie::server" "session must not use server")
expect(refused "session Coterie::ui" "session must not use ui")
expect(refused "session Qt6::Widgets" "session must stay free of GUI")
expect(refused "ui Coterie::server" "ui must not use server")
expect(refused "ui Qt6::Network" "ui must not use Qt6::Network")
expect(refused "ui Qt6::Sql" "ui must not use Qt6::Sql")
expect(refused "ui Qt6::WebSockets" "ui must not use Qt6::WebSockets")
expect(allowed "shared Qt6::Core" "")
expect(allowed "server Coterie::shared" "")
expect(allowed "session Coterie::shared" "")
expect(allowed "session Qt6::WebSockets" "")
expect(allowed "ui Coterie::session" "")
expect(allowed "ui Qt6::Widgets" "")
expect_include(refused shared shared/util "server/core/hub.h")
expect_include(refused server server/core "app/session/session.h")
expect_include(refused session app/session "app/ui/mainwindow.h")
expect_include(refused session app/session "server/core/hub.h")
expect_include(refused ui app/ui/shell "server/host/host.h")
expect_include(refused ui app/ui/shell "tests/support/uidriver.h")
expect_include(allowed ui app/ui/shell "app/session/session.h")
expect_include(allowed session app/session "shared/util/text.h")

judge(allowed "the tips of the window" "" "-DTEXTS=${root}")
foreach(deed "document.setHtml(body)" "edit->insertHtml(body)" "edit->setMarkdown(body)" "box->setWhatsThis(name)"
        "QMessageBox::information(this, name, body)" "label->setTextFormat(Qt::RichText)")
    expect_text(refused "${deed}" "app/ui/one.cpp must not use [A-Za-z:]+: it opens what a text names")
endforeach()
expect_text(refused "auto *label = new QLabel(name)" "app/ui/one.cpp must say of each QLabel that its text is plain")
foreach(deed "setToolTip(name)" "item->setToolTip(\n    name)" "setToolTip(tr(\"From %1\").arg(name))" "item->setData(name, Qt::ToolTipRole)"
        "setToolTip(plainTip(more) + of(name))" "QToolTip::showText(at, name, this)")
    expect_text(refused "${deed}" "app/ui/one.cpp must not show a tip that is no plainTip")
endforeach()
foreach(deed "setToolTip(plainTip(name))" "setToolTip(tr(\"Close\", \"a button\"))" "button->setToolTip(m_actions[Act::Close]->toolTip())"
        "QToolTip::showText(at, plainTip(name), this)" "auto *label = new QLabel(this)\; label->setTextFormat(Qt::PlainText)")
    expect_text(allowed "${deed}" "")
endforeach()

judge(allowed "what a board is made of" "" "-DCORE=${root}")
expect_core(refused "#include <QPainter>" "QPainter")
expect_core(refused "#include <QtWidgets/QGraphicsView>" "QtWidgets")
expect_core(refused "class QWidget\;" "QWidget")
expect_core(refused "QImage pixels()\;" "QImage")
expect_core(refused "const QPixmap &pixels\;" "QPixmap")
expect_core(allowed "#include <QPainterPath>" "")
expect_core(allowed "QRectF box\; QPolygonF line\; QTransform turned\; // no QWidget, no QPainter" "")
message(STATUS "layering: ${asked} edges and texts judged as they should be")
