// SPDX-License-Identifier: GPL-3.0-or-later
// A test whose rows are scripts and what they print. Errors of the script show as a last line "!name: message".
#pragma once

#include "tests/modules/script_runner.h"

#include <QTest>

namespace latchkey::tests {

inline void scriptColumns()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
}

inline void scriptRow(const char *name, const char *source, const char *expected)
{
    QTest::newRow(name) << QString::fromUtf8(source) << QString::fromUtf8(expected);
}

/// The output without its last line end, and the error if there was one.
inline QString printed(const QString &source, const ScriptOptions &options = {})
{
    const ScriptOutcome outcome = runScript(source.toStdString(), options);
    QString text = QString::fromStdString(outcome.output);
    if (!outcome.failureName.empty())
        text += QString::fromStdString("!" + outcome.failureName + ": " + outcome.failureText + "\n");
    if (outcome.stopCause != 0) text += QStringLiteral("!stopped\n");
    if (text.endsWith(u'\n')) text.chop(1);
    return text;
}

/// The body of a table test.
inline void compareScript(const ScriptOptions &options = {})
{
    QFETCH(QString, source);
    QFETCH(QString, expected);
    QCOMPARE(printed(source, options), expected);
}

} // namespace latchkey::tests
