// SPDX-License-Identifier: GPL-3.0-or-later
//
// JSON that people edit by hand: `//` and `/* */` comments and a comma behind the last member are allowed.
// `parseJsonText` reads it; `withMember` and `withoutMember` change one member of the outermost object and leave every
// other byte as it is, comments included. Pure functions, for any thread.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <expected>

namespace latchkey::settings {

/// Why a text is no JSON object.
struct JsonFault {
    int line = 1;
    QString message; ///< a few words, e.g. "missing comma"
};

/// The object in `text`; an empty text is an empty object.
std::expected<QJsonObject, JsonFault> parseJsonText(const QByteArray &text);
/// `text`, which parseJsonText() accepts, with that member set; a new one is added at the end, on a line of its own.
QByteArray withMember(const QByteArray &text, const QString &key, const QJsonValue &value);
/// `text` without that member; comments stay.
QByteArray withoutMember(const QByteArray &text, const QString &key);
/// The line, from 1, that member begins at; 0 when there is none.
int lineOfMember(const QByteArray &text, const QString &key);

} // namespace latchkey::settings
