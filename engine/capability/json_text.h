// SPDX-License-Identifier: GPL-3.0-or-later
// JSON as people write it: files that a person edits by hand may hold comments, and commas before an end.
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QString>

#include <expected>

namespace latchkey::capability {

/// `text` with spaces in the place of `//` and `/* */` comments and of commas behind the last member, so that what is
/// left stays where it was.
QByteArray withoutComments(QByteArray text);

/// The document; or what is wrong and in which line: "line 3: illegal value".
std::expected<QJsonDocument, QString> parseWithComments(const QByteArray &text);

} // namespace latchkey::capability
