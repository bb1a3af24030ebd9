# What every Latchkey target shares: language level, warnings, sanitizers, and the functions that declare an engine
# room, a folder of the window, a program and a test. What is said here once is not repeated in the folders.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
# Hidden symbols let the compiler inline across a file although the code is position independent.
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()

option(LATCHKEY_WERROR "Treat warnings as errors (CI does)" OFF)
option(LATCHKEY_PCH "Precompile the Qt headers that nearly every file of the window and of the tests includes" ON)
option(LATCHKEY_FUZZ "Build the fuzz targets (needs clang)" OFF)
set(LATCHKEY_SANITIZE "" CACHE STRING "Sanitizers to build with, e.g. address,undefined or thread")

find_program(LATCHKEY_CCACHE ccache)
if(LATCHKEY_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${LATCHKEY_CCACHE}")
endif()

add_library(latchkey_warnings INTERFACE)
# Not for tests: the QTRY_ macros of Qt Test narrow their timeouts.
set(latchkey_narrowing "$<NOT:$<BOOL:$<TARGET_PROPERTY:LATCHKEY_IS_TEST>>>")
target_compile_options(latchkey_warnings INTERFACE -Wall -Wextra -Wshadow
    "$<${latchkey_narrowing}:-Wconversion>" -Wno-sign-conversion)
if(LATCHKEY_WERROR)
    target_compile_options(latchkey_warnings INTERFACE -Werror)
endif()
target_compile_definitions(latchkey_warnings INTERFACE QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH)

if(LATCHKEY_SANITIZE)
    add_compile_options(-fsanitize=${LATCHKEY_SANITIZE} -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${LATCHKEY_SANITIZE})
    if(LATCHKEY_SANITIZE MATCHES "undefined")
        add_compile_options(-fno-sanitize-recover=undefined)
    endif()
    if(LATCHKEY_FUZZ)
        add_compile_options(-fsanitize=fuzzer-no-link)
    endif()
    # GCC sees false paths through instrumented code.
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        add_compile_options(-Wno-maybe-uninitialized)
    endif()
endif()

# What most files of the window include. Each header here costs every file a little (the whole of QtWidgets would make
# a file of 450 MB), so only the common ones are in the list.
set(LATCHKEY_UI_HEADERS
    <algorithm> <functional> <memory> <optional> <utility> <vector>
    <QAbstractItemModel> <QAction> <QApplication> <QBoxLayout> <QDateTime> <QDir> <QEvent> <QFileInfo> <QHash> <QIcon>
    <QJsonObject> <QKeyEvent> <QLabel> <QLineEdit> <QList> <QMenu> <QMouseEvent> <QPainter> <QPointer> <QRegularExpression>
    <QSettings> <QStringList> <QStyledItemDelegate> <QTimer> <QToolButton> <QTreeView> <QVariant> <QWidget>)

# latchkey_precompile(TARGET PCH LIBS libs... HEADERS headers...): TARGET uses the precompiled header of the library
# PCH, which is made on first use with the same flags. One such library serves many targets, since making one takes
# seconds.
function(latchkey_precompile target pch)
    # clang insists on the same macros for every user of a precompiled header, gcc on those that matter.
    if(NOT LATCHKEY_PCH OR NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        return()
    endif()
    cmake_parse_arguments(ARG "" "" "LIBS;HEADERS" ${ARGN})
    if(NOT TARGET ${pch})
        set(source "${CMAKE_BINARY_DIR}/pch/${pch}.cpp")
        file(CONFIGURE OUTPUT "${source}" CONTENT "// Holds the precompiled header ${pch}.\n")
        add_library(${pch} STATIC "${source}")
        set_target_properties(${pch} PROPERTIES POSITION_INDEPENDENT_CODE ON AUTOMOC OFF)
        target_link_libraries(${pch} PRIVATE ${ARG_LIBS} latchkey_warnings)
        target_compile_options(${pch} PRIVATE -fpch-preprocess)
        target_precompile_headers(${pch} PRIVATE ${ARG_HEADERS})
    endif()
    # ccache can only serve users of a precompiled header that is named in the preprocessed text.
    target_compile_options(${target} PRIVATE -fpch-preprocess)
    target_precompile_headers(${target} REUSE_FROM ${pch})
endfunction()

# latchkey_engine_library(NAME SOURCES... ): the room `engine/NAME` as library `engine_NAME`. Headers are included
# from the repository's root: #include "engine/NAME/thing.h".
function(latchkey_engine_library name)
    add_library(engine_${name} STATIC ${ARGN})
    target_include_directories(engine_${name} PUBLIC "${CMAKE_SOURCE_DIR}")
    target_link_libraries(engine_${name} PRIVATE latchkey_warnings)
    set_target_properties(engine_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    set_property(GLOBAL APPEND PROPERTY LATCHKEY_ENGINE_LIBRARIES engine_${name})
endfunction()

# latchkey_ui_library(NAME SOURCES...): the folder `ui/NAME` as library `ui_NAME`, with moc and rcc run over it and Qt
# Widgets linked. What else it needs it links itself: target_link_libraries(ui_NAME PUBLIC ui_theme engine_runs).
function(latchkey_ui_library name)
    add_library(ui_${name} STATIC ${ARGN})
    target_include_directories(ui_${name} PUBLIC "${CMAKE_SOURCE_DIR}")
    target_link_libraries(ui_${name} PUBLIC Qt6::Widgets Qt6::Svg PRIVATE latchkey_warnings)
    set_target_properties(ui_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON AUTOMOC ON AUTORCC ON)
    latchkey_precompile(ui_${name} latchkey_pch_ui LIBS Qt6::Widgets Qt6::Svg HEADERS ${LATCHKEY_UI_HEADERS})
    set_property(GLOBAL APPEND PROPERTY LATCHKEY_UI_LIBRARIES ui_${name})
endfunction()

# latchkey_program(NAME SOURCES a.cpp ... LIBS lib ...): a program of `app/`, placed in build/<preset>/bin.
function(latchkey_program name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LIBS" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON AUTORCC ON)
    target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}")
    target_link_libraries(${name} PRIVATE ${ARG_LIBS} latchkey_warnings)
    target_compile_definitions(${name} PRIVATE LATCHKEY_VERSION="${PROJECT_VERSION}")
endfunction()

# latchkey_test(NAME SOURCES a.cpp ... LIBS lib ... [LABELS stress] [TIMEOUT seconds]): a Qt Test program that runs
# offscreen in a home of its own. Slow sets carry a label and stay out of the quick run.
function(latchkey_test name)
    cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LIBS;LABELS" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES LATCHKEY_IS_TEST ON AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}")
    target_link_libraries(${name} PRIVATE ${ARG_LIBS} Qt6::Test latchkey_warnings)
    target_compile_definitions(${name} PRIVATE LATCHKEY_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    add_test(NAME ${name} COMMAND "${CMAKE_SOURCE_DIR}/cmake/in-own-home.sh" $<TARGET_FILE:${name}>)
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LATCHKEY_NO_ANIMATION=1;LC_ALL=C.UTF-8;TZ=UTC")
endfunction()

# latchkey_fuzz(NAME SOURCES a.cpp ... LIBS lib ... [CORPUS folder]): a libFuzzer program, built by the fuzz preset only.
# As a test it runs for LATCHKEY_FUZZ_SECONDS; by hand, for as long as one likes: build/fuzz/fuzz/NAME CORPUS.
set(LATCHKEY_FUZZ_SECONDS 30 CACHE STRING "How long each fuzz target runs as a test")
function(latchkey_fuzz name)
    if(NOT LATCHKEY_FUZZ)
        return()
    endif()
    cmake_parse_arguments(ARG "" "CORPUS" "SOURCES;LIBS" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/fuzz")
    target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}")
    target_link_libraries(${name} PRIVATE ${ARG_LIBS} latchkey_warnings)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    # What is found goes to the build folder; the corpus in the repository is only read.
    set(found "${CMAKE_BINARY_DIR}/fuzz/corpus-${name}")
    file(MAKE_DIRECTORY "${found}")
    add_test(NAME ${name} COMMAND ${name} -max_total_time=${LATCHKEY_FUZZ_SECONDS} -timeout=10 -rss_limit_mb=2048
        -print_final_stats=1 "${found}" ${ARG_CORPUS})
    math(EXPR limit "${LATCHKEY_FUZZ_SECONDS} + 120")
    set_tests_properties(${name} PROPERTIES TIMEOUT ${limit} LABELS fuzz WORKING_DIRECTORY "${CMAKE_BINARY_DIR}/fuzz")
endfunction()
