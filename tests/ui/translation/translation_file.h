// SPDX-License-Identifier: GPL-3.0-or-later
//
// A .ts file as values, and what must hold between a text and its translation.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace latchkey::translation {

struct Text {
    QString context;
    QString source;
    QString comment;
    QStringList translations; ///< one, or one for each number form
    bool isPlural = false;
    bool isFinished = false;

    /// Where it stands, for messages of a test.
    [[nodiscard]] QString name() const { return context + QStringLiteral(": ") + source; }
    [[nodiscard]] QString key() const { return context + u'\n' + source + u'\n' + comment; }
};

/// The texts of the file in its order; none when it can not be read.
QList<Text> readTranslation(const QString &path);

/// What is wrong with a translation, a few words; empty when nothing is.
using Rule = QString (*)(const Text &);

QString notFinished(const Text &text);
QString otherNumberOfForms(const Text &text);
QString otherPlaces(const Text &text);
QString otherMnemonic(const Text &text);
QString otherEdges(const Text &text);
QString otherMarks(const Text &text);

} // namespace latchkey::translation
