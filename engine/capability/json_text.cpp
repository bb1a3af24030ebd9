// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/json_text.h"

#include <algorithm>

namespace latchkey::capability {

using namespace Qt::StringLiterals;

namespace {

/// Behind the string that begins at `i`.
qsizetype skipString(const QByteArray &text, qsizetype i)
{
    for (++i; i < text.size() && text[i] != '"' && text[i] != '\n'; ++i)
        if (text[i] == '\\') ++i;
    return i + 1;
}

qsizetype endOfComment(const QByteArray &text, qsizetype i)
{
    const bool isLine = text[i + 1] == '/';
    const qsizetype end = isLine ? text.indexOf('\n', i) : text.indexOf("*/", i + 2);
    if (end < 0) return text.size();
    return isLine ? end : end + 2;
}

} // namespace

QByteArray withoutComments(QByteArray text)
{
    qsizetype comma = -1; // with nothing but space behind it so far
    for (qsizetype i = 0; i < text.size();) {
        const char next = i + 1 < text.size() ? text[i + 1] : '\0';
        if (text[i] == '"') {
            comma = -1;
            i = skipString(text, i);
        } else if (text[i] == '/' && (next == '/' || next == '*')) {
            const qsizetype end = endOfComment(text, i);
            std::replace_if(text.begin() + i, text.begin() + end, [](char c) { return c != '\n'; }, ' ');
            i = end;
        } else {
            if (comma >= 0 && (text[i] == '}' || text[i] == ']')) text[comma] = ' ';
            if (text[i] == ',') comma = i;
            else if (!QByteArrayView(" \t\r\n").contains(text[i])) comma = -1;
            ++i;
        }
    }
    return text;
}

std::expected<QJsonDocument, QString> parseWithComments(const QByteArray &text)
{
    QJsonParseError error;
    QJsonDocument document = QJsonDocument::fromJson(withoutComments(text), &error);
    if (error.error == QJsonParseError::NoError) return document;
    const auto line = text.first(std::clamp<qsizetype>(error.offset, 0, text.size())).count('\n') + 1;
    return std::unexpected(u"line %1: %2"_s.arg(line).arg(error.errorString()));
}

} // namespace latchkey::capability
