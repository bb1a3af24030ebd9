# The libraries Latchkey stands on, each as an imported target, found once here. Link:
#   PkgConfig::GMP PkgConfig::PCRE2 PkgConfig::HIREDIS double-conversion::double-conversion OpenSSL::Crypto ICU::uc
#   Qt6::Core DBus Network Gui Widgets Svg Sql Test PrintSupport Concurrent HttpServer WebSockets
#   KF6::SyntaxHighlighting QScintilla::QScintilla QCustomPlotQt6::QCustomPlotQt6 benchmark::benchmark
find_package(Qt6 6.8 REQUIRED COMPONENTS
    Core Concurrent DBus Network Gui Widgets PrintSupport Svg Sql Test HttpServer WebSockets LinguistTools)
find_package(KF6SyntaxHighlighting REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(double-conversion REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(GMP REQUIRED IMPORTED_TARGET gmp)
pkg_check_modules(PCRE2 REQUIRED IMPORTED_TARGET libpcre2-8)
pkg_check_modules(HIREDIS REQUIRED IMPORTED_TARGET hiredis)
find_package(benchmark QUIET)
find_package(QCustomPlotQt6 REQUIRED)

# QScintilla installs neither a CMake nor a pkg-config file.
find_path(QSCINTILLA_INCLUDE_DIR Qsci/qsciscintilla.h PATHS ${Qt6Core_INCLUDE_DIRS} PATH_SUFFIXES qt6 REQUIRED)
find_library(QSCINTILLA_LIBRARY NAMES qscintilla2_qt6 qscintilla2-qt6 REQUIRED)
add_library(QScintilla::QScintilla UNKNOWN IMPORTED)
set_target_properties(QScintilla::QScintilla PROPERTIES
    IMPORTED_LOCATION "${QSCINTILLA_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${QSCINTILLA_INCLUDE_DIR}"
    INTERFACE_LINK_LIBRARIES "Qt6::Widgets;Qt6::PrintSupport")
