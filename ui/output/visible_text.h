// SPDX-License-Identifier: GPL-3.0-or-later
//
// Text that comes from scripts and from the world, made safe to look at: nothing in it can hide, reorder what stands
// beside it, or move a cursor. `visibleText()` is for names, paths and messages; `displayLine()` is for one line of
// output and also understands the colours and bold of ANSI, the return to the start of the line, and places
// (`report.ml:20:37`) and web addresses that can be followed.
#pragma once

#include "ui/theme/tokens.h"

#include <QByteArrayView>
#include <QList>
#include <QString>

namespace latchkey::output {

/// How strict visibleText() is with what looks like a plain space but is none, and with the joiners that are part of a
/// picture or a word.
enum class Spaces : quint8 { Keep, Show };

/// `text` on one line with control, bidi, zero-width and other invisible characters shown as symbols: a control
/// character by its picture, any other as its number between angle brackets.
QString visibleText(QStringView text, Spaces spaces = Spaces::Keep);

/// Whether `c` would not be seen, or would change how its neighbours are.
bool isHidden(char32_t c, Spaces spaces = Spaces::Keep);

/// `text` cut in the middle to at most `most` characters, the cut marked by an ellipsis. Never splits a character.
QString middleCut(const QString &text, qsizetype most = 200);

/// A stretch of a line in one style.
struct StyledStretch {
    qsizetype start = 0;
    qsizetype length = 0;
    theme::Token token = theme::Token::Text;
    bool bold = false;
    friend bool operator==(const StyledStretch &, const StyledStretch &) = default;
};

/// A place in a file, or an address, that a stretch of a line leads to.
struct LineLink {
    qsizetype start = 0;
    qsizetype length = 0;
    QString file = {}; ///< empty for a web address
    int line = 0;
    int column = 0;
    QString url = {};
};

/// One line of output, ready to be painted: `stretches` cover `text` without gaps.
struct DisplayLine {
    QString text;
    QList<StyledStretch> stretches;
    QList<LineLink> links;
    bool oneCellEach = true; ///< every character is one cell wide, so places follow from counting
};

/// The line `utf8` (without its end) as it is shown. Tabs reach to the next multiple of eight.
DisplayLine displayLine(QByteArrayView utf8, theme::Token base = theme::Token::Text);

/// The links in a text that is shown already.
QList<LineLink> findLinks(const QString &text);

} // namespace latchkey::output
