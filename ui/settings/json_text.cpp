// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/json_text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <optional>
#include <vector>

using namespace Qt::StringLiterals;

namespace latchkey::settings {
namespace {

enum class Piece : quint8 { Space, Comment, String, Mark, Word, End };

struct Token {
    Piece piece = Piece::End;
    qsizetype begin = 0;
    qsizetype end = 0;
    char mark = 0; ///< of a Mark
};

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isMark(char c)
{
    return c == '{' || c == '}' || c == '[' || c == ']' || c == ',' || c == ':';
}

qsizetype endOfString(const QByteArray &text, qsizetype at)
{
    for (++at; at < text.size() && text[at] != '"'; ++at)
        if (text[at] == '\\') ++at;
    return std::min(at + 1, text.size());
}

qsizetype endOfComment(const QByteArray &text, qsizetype at)
{
    const bool line = text[at + 1] == '/';
    const qsizetype end = text.indexOf(line ? "\n" : "*/", at + 2);
    if (end < 0) return text.size();
    return line ? end : end + 2;
}

Token tokenAt(const QByteArray &text, qsizetype at)
{
    if (at >= text.size()) return {Piece::End, text.size(), text.size()};
    const char c = text[at];
    if (isMark(c)) return {Piece::Mark, at, at + 1, c};
    if (c == '"') return {Piece::String, at, endOfString(text, at)};
    if (c == '/' && at + 1 < text.size() && (text[at + 1] == '/' || text[at + 1] == '*'))
        return {Piece::Comment, at, endOfComment(text, at)};
    const auto goesOn = [&](qsizetype i) {
        if (isSpace(c)) return isSpace(text[i]);
        return !isSpace(text[i]) && !isMark(text[i]) && text[i] != '"' && text[i] != '/';
    };
    qsizetype end = at + 1;
    while (end < text.size() && goesOn(end)) ++end;
    return {isSpace(c) ? Piece::Space : Piece::Word, at, end};
}

// The tokens that mean something to JSON.
std::vector<Token> meaningfulTokens(const QByteArray &text)
{
    std::vector<Token> tokens;
    for (Token token = tokenAt(text, 0); token.piece != Piece::End; token = tokenAt(text, token.end))
        if (token.piece != Piece::Space && token.piece != Piece::Comment) tokens.push_back(token);
    return tokens;
}

// Strict JSON of the same length and lines: comments and commas before a closing bracket become spaces.
QByteArray strict(const QByteArray &text)
{
    QByteArray made = text;
    const auto blank = [&](const Token &token) {
        for (qsizetype i = token.begin; i < token.end; ++i)
            if (made[i] != '\n') made[i] = ' ';
    };
    Token last;
    for (Token token = tokenAt(text, 0); token.piece != Piece::End; token = tokenAt(text, token.end)) {
        if (token.piece == Piece::Comment) blank(token);
        if (token.piece == Piece::Space || token.piece == Piece::Comment) continue;
        if ((token.mark == '}' || token.mark == ']') && last.mark == ',') blank(last);
        last = token;
    }
    return made;
}

int lineAt(const QByteArray &text, qsizetype offset)
{
    return 1 + int(std::count(text.cbegin(), text.cbegin() + std::clamp<qsizetype>(offset, 0, text.size()), '\n'));
}

QString wordsFor(QJsonParseError::ParseError error)
{
    switch (error) {
    case QJsonParseError::MissingValueSeparator:
        return QCoreApplication::translate("latchkey::settings::SettingsFile", "a comma is missing");
    case QJsonParseError::MissingNameSeparator:
        return QCoreApplication::translate("latchkey::settings::SettingsFile", "a colon is missing");
    case QJsonParseError::UnterminatedObject:
    case QJsonParseError::UnterminatedArray:
        return QCoreApplication::translate("latchkey::settings::SettingsFile", "a closing bracket is missing");
    case QJsonParseError::UnterminatedString:
        return QCoreApplication::translate("latchkey::settings::SettingsFile", "a closing quote is missing");
    case QJsonParseError::IllegalValue:
    case QJsonParseError::IllegalNumber:
        return QCoreApplication::translate("latchkey::settings::SettingsFile", "this is no value");
    default:
        return QCoreApplication::translate("latchkey::settings::SettingsFile", "this is no JSON object");
    }
}

/// A member of the outermost object.
struct Member {
    Token name;
    qsizetype valueBegin = 0;
    qsizetype valueEnd = 0;
    std::optional<Token> comma; ///< behind it
};

struct Members {
    std::vector<Member> list;
    qsizetype open = -1; ///< of the object's brackets
    qsizetype close = -1;
};

Members membersOf(const QByteArray &text)
{
    Members members;
    int depth = 0;
    std::optional<Member> member;
    const auto finish = [&](std::optional<Token> comma) {
        if (!member) return;
        member->comma = comma;
        members.list.push_back(*std::exchange(member, {}));
    };
    for (const Token &token : meaningfulTokens(text)) {
        const bool opens = token.mark == '{' || token.mark == '[', closes = token.mark == '}' || token.mark == ']';
        if (closes && --depth == 0) {
            finish({});
            members.close = token.begin;
            break;
        }
        if (depth == 1 && token.mark == ',') finish(token);
        else if (depth == 1 && !member && token.piece == Piece::String) member = Member{token, -1, -1, {}};
        else if (member && !(depth == 1 && token.mark == ':')) {
            if (member->valueBegin < 0) member->valueBegin = token.begin;
            member->valueEnd = token.end;
        }
        if (opens && depth++ == 0) members.open = token.begin;
    }
    return members;
}

QString nameOf(const QByteArray &text, const Member &member)
{
    const QByteArray quoted = text.sliced(member.name.begin, member.name.end - member.name.begin);
    return QJsonDocument::fromJson('[' + quoted + ']').array().at(0).toString();
}

// Of several members with one name the last one counts, as when reading.
const Member *find(const QByteArray &text, const Members &members, const QString &key)
{
    const auto found = std::ranges::find_if(members.list.rbegin(), members.list.rend(),
                                            [&](const Member &member) { return nameOf(text, member) == key; });
    return found == members.list.rend() ? nullptr : &*found;
}

QByteArray toText(const QJsonValue &value)
{
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return array.sliced(1, array.size() - 2);
}

QByteArray indentOf(const QByteArray &text, const Members &members)
{
    if (members.list.empty()) return "    ";
    const qsizetype at = members.list.front().name.begin;
    const qsizetype line = text.lastIndexOf('\n', at) + 1;
    const QByteArray before = text.sliced(line, at - line);
    return line > 0 && before.trimmed().isEmpty() ? before : QByteArray("    ");
}

QByteArray added(const QByteArray &text, const Members &members, const QByteArray &member)
{
    // Behind the last thing that is no space, which may be a comment.
    qsizetype at = members.open + 1;
    for (Token token = tokenAt(text, at); token.begin < members.close; token = tokenAt(text, token.end))
        if (token.piece != Piece::Space) at = token.end;
    const QByteArray line = '\n' + indentOf(text, members) + member;
    const bool ends = text.sliced(at, members.close - at).contains('\n');
    QByteArray made = text;
    made.insert(at, ends ? line : line + '\n');
    if (!members.list.empty() && !members.list.back().comma) made.insert(members.list.back().valueEnd, ',');
    return made;
}

// The fault in words and where the user looks for it: what is missing is missing behind the token before, often a line
// above.
JsonFault faultAt(const QByteArray &text, qsizetype offset, QJsonParseError::ParseError error)
{
    Token before, at;
    for (const Token &token : meaningfulTokens(text)) {
        if (token.begin > offset) break;
        before = std::exchange(at, token);
        if (token.end > offset) break;
    }
    // Qt calls an object unterminated when a value is followed by anything but a comma or its end.
    const bool unterminated =
        error == QJsonParseError::UnterminatedObject || error == QJsonParseError::UnterminatedArray;
    if (unterminated && at.mark == 0 && at.piece != Piece::End && at.end < text.size())
        error = QJsonParseError::MissingValueSeparator;
    const bool missing = error == QJsonParseError::MissingValueSeparator ||
                         error == QJsonParseError::MissingNameSeparator || at.mark != 0;
    return {lineAt(text, missing && before.piece != Piece::End ? before.begin : at.begin), wordsFor(error)};
}

} // namespace

std::expected<QJsonObject, JsonFault> parseJsonText(const QByteArray &text)
{
    const QByteArray json = strict(text);
    if (json.trimmed().isEmpty()) return QJsonObject();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (document.isObject()) return document.object();
    const qsizetype at = error.error == QJsonParseError::NoError ? 0 : qsizetype(error.offset);
    return std::unexpected(faultAt(text, at, error.error));
}

QByteArray withMember(const QByteArray &text, const QString &key, const QJsonValue &value)
{
    const QByteArray member = toText(key) + ": " + toText(value);
    const Members members = membersOf(text);
    if (members.close < 0) {
        // Nothing but comments, if anything.
        QByteArray made = text;
        if (!made.isEmpty() && !made.endsWith('\n')) made += '\n';
        return made + "{\n    " + member + "\n}\n";
    }
    const Member *present = find(text, members, key);
    if (present == nullptr) return added(text, members, member);
    return QByteArray(text).replace(present->valueBegin, present->valueEnd - present->valueBegin, toText(value));
}

QByteArray withoutMember(const QByteArray &text, const QString &key)
{
    QByteArray made = text;
    for (Members members = membersOf(made);; members = membersOf(made)) {
        const Member *present = find(made, members, key);
        if (present == nullptr) return made;
        qsizetype begin = present->name.begin, end = present->valueEnd;
        if (present->comma) {
            // What stands between value and comma is a comment and stays.
            made[present->comma->begin] = ' ';
            if (made.sliced(end, present->comma->end - end).trimmed().isEmpty()) end = present->comma->end;
        } else if (present != members.list.data()) {
            made[(present - 1)->comma->begin] = ' ';
            if (const qsizetype comma = (present - 1)->comma->begin; comma == (present - 1)->valueEnd) {
                made.remove(comma, 1);
                --begin;
                --end;
            }
        }
        // The whole line when nothing else is on it.
        qsizetype from = begin, to = end;
        while (from > 0 && (made[from - 1] == ' ' || made[from - 1] == '\t')) --from;
        while (to < made.size() && (made[to] == ' ' || made[to] == '\t' || made[to] == '\r')) ++to;
        const bool alone = from > 0 && made[from - 1] == '\n' && to < made.size() && made[to] == '\n';
        if (alone) made.remove(from, to + 1 - from);
        else made.remove(begin, end - begin);
    }
}

int lineOfMember(const QByteArray &text, const QString &key)
{
    const Members members = membersOf(text);
    const Member *present = find(text, members, key);
    return present == nullptr ? 0 : lineAt(text, present->name.begin);
}

} // namespace latchkey::settings
