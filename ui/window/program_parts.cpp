// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/program_parts.h"

#include "ui/plots/custom_plot.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QSysInfo>
#include <Qsci/qsciglobal.h>
#include <ksyntaxhighlighting_version.h>

#include <array>
#include <gmp.h>
#include <openssl/crypto.h>
#include <unicode/uversion.h>
#include <zlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#ifdef LATCHKEY_BROTLI
#include <brotli/decode.h>
#endif

using namespace Qt::StringLiterals;

namespace latchkey::window {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("latchkey::window", text);
}

QString sqliteVersion()
{
    const QString name = u"program-parts"_s;
    QString version;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        database.setDatabaseName(u":memory:"_s);
        QSqlQuery query(database);
        if (database.open() && query.exec(u"SELECT sqlite_version()"_s) && query.next())
            version = query.value(0).toString();
    }
    QSqlDatabase::removeDatabase(name);
    return version;
}

QString pcreVersion()
{
    std::array<char, 64> text{}; // "10.46 2025-08-27"
    pcre2_config(PCRE2_CONFIG_VERSION, text.data());
    return QString::fromLatin1(text.data()).section(u' ', 0, 0);
}

QString icuVersion()
{
    UVersionInfo version{};
    std::array<char, U_MAX_VERSION_STRING_LENGTH> text{};
    u_getVersion(version);
    u_versionToString(version, text.data());
    return QString::fromLatin1(text.data());
}

#ifdef LATCHKEY_BROTLI
QString brotliVersion()
{
    const uint32_t version = BrotliDecoderVersion(); // 8 bits, 12 bits, 12 bits
    return u"%1.%2.%3"_s.arg(version >> 24).arg((version >> 12) & 0xfff).arg(version & 0xfff);
}
#endif

} // namespace

QList<ProgramPart> programParts()
{
    return {
        {u"Latchkey"_s, QStringLiteral(LATCHKEY_VERSION), u"GPL-3.0-or-later"_s, tr("this program, with its icons")},
        {u"Qt"_s, QString::fromLatin1(qVersion()), u"LGPL-3.0-only"_s, tr("windows, network and threads")},
        {u"QScintilla"_s, QStringLiteral(QSCINTILLA_VERSION_STR), u"GPL-3.0-only"_s, tr("the editor")},
        {u"Scintilla"_s, {}, u"HPND"_s, tr("in QScintilla: text and its painting")},
        {u"KSyntaxHighlighting"_s, QStringLiteral(KSYNTAXHIGHLIGHTING_VERSION_STRING), u"MIT"_s, tr("colours of code")},
        {u"QCustomPlot"_s, QStringLiteral(QCUSTOMPLOT_VERSION_STR), u"GPL-3.0-or-later"_s, tr("plots of results")},
        {u"PCRE2"_s, pcreVersion(), u"BSD-3-Clause"_s, tr("regular expressions")},
        {u"GMP"_s, QString::fromLatin1(gmp_version), u"LGPL-3.0-or-later"_s, tr("large whole numbers")},
        {u"double-conversion"_s, QStringLiteral(LATCHKEY_DOUBLE_CONVERSION), u"BSD-3-Clause"_s, tr("numbers as text")},
        {u"ICU"_s, icuVersion(), u"Unicode-3.0"_s, tr("letters of all languages")},
        {u"OpenSSL"_s, QString::fromLatin1(OpenSSL_version(OPENSSL_VERSION_STRING)), u"Apache-2.0"_s,
         tr("digests and secure connections")},
        {u"SQLite"_s, sqliteVersion(), u"Public domain"_s, tr("history of runs, permissions")},
        {u"zlib"_s, QString::fromLatin1(zlibVersion()), u"Zlib"_s, tr("unpacking answers of servers")},
#ifdef LATCHKEY_BROTLI
        {u"Brotli"_s, brotliVersion(), u"MIT"_s, tr("unpacking answers of servers")},
#endif
    };
}

QString programReport(const QList<ProgramPart> &parts, const QStringList &log, const QString &source)
{
    QStringList lines;
    for (const ProgramPart &part : parts)
        if (!part.version.isEmpty()) lines << part.name + u' ' + part.version;
    lines << u"%1, %2, %3, %4"_s.arg(QSysInfo::prettyProductName(), QSysInfo::kernelVersion(),
                                     QSysInfo::currentCpuArchitecture(), QGuiApplication::platformName());
    lines << QString() << u"Log, %1 lines:"_s.arg(log.size()) << log;
    if (!source.isEmpty()) lines << QString() << u"Script:"_s << source;
    return lines.join(u'\n') + u'\n';
}

} // namespace latchkey::window
