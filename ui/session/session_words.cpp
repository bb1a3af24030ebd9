// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session_words.h"

#include "ui/output/output_view.h"
#include "ui/runs/run_words.h"
#include "ui/session/code_highlight.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::session {

using output::StyledStretch;
using output::visibleText;
using runs::ResultValue;
using theme::Token;

namespace {

constexpr qsizetype kMostShown = 1000; ///< characters of a value
constexpr qsizetype kLongText = 300;   ///< a string beyond has a link to the whole

class Words
{
    Q_DECLARE_TR_FUNCTIONS(latchkey::session::Words)
};

Token tokenOf(const ResultValue &value)
{
    switch (value.kind()) {
    case ResultValue::Kind::Boolean:
    case ResultValue::Kind::Integer:
    case ResultValue::Kind::Float:
        return Token::SyntaxNumber;
    case ResultValue::Kind::String:
        return Token::SyntaxString;
    case ResultValue::Kind::Null:
    case ResultValue::Kind::Array:
    case ResultValue::Kind::Object:
        return Token::Muted;
    default:
        return Token::Text;
    }
}

/// What the link to the whole value says; empty: all of it is there.
QString linkText(const ResultValue &value, bool isCut)
{
    if (value.hasChildren()) return value.size() > 0 ? runs::summaryOf(value) : QString();
    if (value.kind() == ResultValue::Kind::Bytes) return Words::tr("Show in Result");
    return isCut || value.size() > kLongText ? Words::tr("Show in Result") : QString();
}

SaidLine coded(const QString &code, const QString &rest)
{
    return {code + rest, {{0, code.size(), Token::Text}, {code.size(), rest.size(), Token::Muted}}};
}

/// Where a permission comes from.
QString whence(const QString &by)
{
    if (by == "run"_L1) return Words::tr("for this session");
    if (by == "once"_L1) return Words::tr("once");
    if (by == "remembered"_L1) return Words::tr("remembered");
    if (by == "project"_L1) return Words::tr("by the project file");
    return visibleText(by);
}

SaidLine heldLine(const runs::HeldGrant &grant)
{
    QStringList facts{whence(grant.by)};
    if (grant.uses > 0) facts << Words::tr("used %n time(s)", nullptr, int(std::min<quint64>(grant.uses, INT_MAX)));
    for (const QString &more : {grant.conditions, grant.exhausted})
        if (!more.isEmpty()) facts << visibleText(more);
    return coded(visibleText(grant.capability), u"  "_s + facts.join(u" · "_s));
}

} // namespace

QList<SaidLine> inputLines(const QString &source)
{
    QString text = source;
    text.replace(u'\t', u"    "_s);
    const QStringList code = text.split(u'\n');
    const QList<QList<StyledStretch>> looks = highlighted(code);
    QList<SaidLine> lines;
    for (qsizetype i = 0; i < code.size(); ++i) {
        SaidLine line{(i == 0 ? kFirstMark : kNextMark) + code[i], {{0, kFirstMark.size(), Token::Muted}}};
        if (i < looks.size()) {
            for (StyledStretch stretch : looks[i]) {
                stretch.start += kFirstMark.size();
                line.stretches.append(stretch);
            }
        }
        lines.append(line);
    }
    return lines;
}

QString withoutMarks(const QString &text)
{
    if (!text.startsWith(kFirstMark)) return text; // no statement begins like that
    QStringList code;
    for (const QString &line : text.split(u'\n'))
        if (line.startsWith(kFirstMark) || line.startsWith(kNextMark)) code << line.sliced(kFirstMark.size());
    return code.join(u'\n');
}

SaidLine valueLine(const ResultValue &value)
{
    const QString mark = u"= "_s;
    QString body = visibleText(value.quotedText(kMostShown));
    const bool isCut = body.size() >= kMostShown;
    if (isCut && !body.endsWith(u'…')) body += u'…';
    SaidLine line{mark + body, {{0, mark.size(), Token::Muted}, {mark.size(), body.size(), tokenOf(value)}}};
    const QString link = linkText(value, isCut);
    if (link.isEmpty()) return line;
    line.text += u"  "_s;
    line.links = {{.start = line.text.size(), .length = link.size(), .url = output::kValueTarget}};
    line.text += link;
    return line;
}

QList<SaidLine> replyLines(const runs::SessionReply &reply)
{
    using Kind = runs::SessionReply::Kind;
    const QString capability = visibleText(reply.capability);
    switch (reply.kind) {
    case Kind::Held: {
        if (reply.held.isEmpty()) return {noteLine(Words::tr("No permissions granted"))};
        QList<SaidLine> lines;
        for (const runs::HeldGrant &grant : reply.held) lines << heldLine(grant);
        return lines;
    }
    case Kind::Granted:
        return {noteLine(Words::tr("Granted: %1").arg(capability))};
    case Kind::AlreadyGranted:
        return {noteLine(Words::tr("Already granted: %1").arg(capability))};
    case Kind::Revoked:
        return {noteLine(Words::tr("Revoked: %1").arg(capability))};
    case Kind::NotGranted:
        return {noteLine(Words::tr("Not granted: %1").arg(capability))};
    case Kind::Refused:
        return {noteLine(visibleText(reply.message))};
    case Kind::NothingNamed:
        return {noteLine(Words::tr("Name the capability, for example file.read:./data/**"))};
    }
    return {};
}

QList<SaidLine> helpLines()
{
    const std::pair<QString, QString> commands[] = {
        {u".capabilities"_s, Words::tr("what inputs may do")},
        {u".grant CAPABILITY"_s, Words::tr("allow more: .grant file.read:./data/**")},
        {u".revoke CAPABILITY"_s, Words::tr("take it back")},
        {u".reset"_s, Words::tr("forget variables and permissions")},
        {u".help"_s, Words::tr("this text")}};
    QList<SaidLine> lines{noteLine(Words::tr("An input is any piece of a script; the value of a last expression is "
                                             "shown. Variables stay until .reset.")),
                          noteLine(Words::tr("Enter runs what is complete, Shift+Enter begins a line, Up brings "
                                             "earlier inputs, Tab completes, Ctrl+C stops."))};
    for (const auto &[command, what] : commands) lines << coded(command.leftJustified(20), what);
    return lines;
}

SaidLine noteLine(const QString &text)
{
    return {text, {{0, text.size(), Token::Muted}}};
}

} // namespace latchkey::session
