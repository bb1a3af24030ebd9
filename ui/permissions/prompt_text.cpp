// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/permissions/prompt_text.h"

#include "ui/output/visible_text.h"
#include "ui/permissions/act_sentences.h"
#include "ui/runs/question_groups.h"
#include "ui/runs/run_words.h"
#include "ui/theme/metrics.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace latchkey::permissions {
namespace {

using output::Face;
using output::middleCut;
using output::RichLine;
using output::Spaces;
using output::visibleText;
using runs::PermissionRequest;
using theme::Token;

constexpr qsizetype kCallers = 4;
constexpr qsizetype kCallsExplained = 8;
constexpr qsizetype kSourceShown = 120;
constexpr qsizetype kPatternsShown = 3;

QString tr(const char *text, const char *comment = nullptr, int n = -1)
{
    return QCoreApplication::translate("latchkey::permissions", text, comment, n);
}

QString shown(const QString &text, qsizetype most = kObjectShown)
{
    return middleCut(visibleText(text, Spaces::Show), most);
}

bool isAbout(const QString &capability, QLatin1StringView module)
{
    return capability == module || capability.startsWith(module + u'.');
}

QString kindOf(const QString &capability)
{
    const QString act = capability.section(u'.', 1, 1);
    if (isAbout(capability, "network"_L1)) return tr("Deny all network");
    if (isAbout(capability, "env"_L1)) return tr("Deny all environment");
    if (act == "read"_L1) return tr("Deny all reading");
    if (act == "write"_L1 || act == "append"_L1) return tr("Deny all writing");
    if (act == "delete"_L1) return tr("Deny all deleting");
    return tr("Deny all of this kind");
}

// Whether what the script wrote leads somewhere its words do not say: through a link, or out by "..".
bool leadsElsewhere(const PermissionRequest &request)
{
    if (request.written.isEmpty() || isAbout(request.capability, "network"_L1) || isAbout(request.capability, "env"_L1))
        return false;
    const QString clean = QDir::cleanPath(request.written);
    if (clean == request.resource || clean == "."_L1) return false; // its own folder is no surprise
    return !request.resource.endsWith(u'/' + clean);
}

RichLine aboutLine(const PermissionRequest &request)
{
    RichLine line;
    const auto dot = [&line] {
        if (!line.isEmpty()) line.add(u" · "_s, Face::Small, Token::Muted);
    };
    if (!request.note.isEmpty()) line.add(shown(request.note), Face::Small, Token::Paused);
    if (leadsElsewhere(request)) {
        dot();
        line.add(tr("written as "), Face::Small, Token::Muted);
        line.add(shown(request.written, 80), Face::CodeSmall, Token::Muted);
        line.add(u" → "_s + shown(request.resource, 120), Face::CodeSmall, Token::Paused);
    }
    if (!request.about.isEmpty()) {
        dot();
        line.add(shown(request.about), Face::Small, Token::Muted);
    }
    if (request.line <= 0) return line;
    dot();
    line.add(tr("asked at "), Face::Small, Token::Muted);
    const auto place = [&line](const QString &file, int at, int column) {
        line.addLink(tr("line %1").arg(at), chainTarget(file, at, column), Face::Small);
    };
    place(request.file, request.line, request.column);
    if (!request.function.isEmpty()) {
        line.add(tr(" in "), Face::Small, Token::Muted);
        line.add(shown(request.function, 60), Face::CodeSmall, Token::Muted);
    }
    // The chain begins with the place itself.
    qsizetype listed = 0;
    for (const auto &frame : request.chain) {
        if (frame.line == request.line && frame.file == request.file && listed == 0) continue;
        if (frame.line <= 0) continue;
        if (++listed > kCallers) {
            line.add(u" ← …"_s, Face::Small, Token::Muted);
            break;
        }
        line.add(u" ← "_s, Face::Small, Token::Muted);
        place(frame.file, frame.line, frame.column);
    }
    dot();
    line.addLink(tr("Why am I asked?"), kWhyTarget, Face::Small);
    return line;
}

QList<RichLine> whyLines(const PermissionRequest &request)
{
    QList<RichLine> lines;
    for (qsizetype i = 0; i < std::min(request.chain.size(), kCallsExplained); ++i) {
        const auto &frame = request.chain[i];
        RichLine line;
        line.addLink(tr("line %1").arg(frame.line), chainTarget(frame.file, frame.line, frame.column), Face::Small);
        if (frame.file != request.file)
            line.add(tr(" of %1").arg(shown(QFileInfo(frame.file).fileName(), 40)), Face::Small, Token::Muted);
        if (!frame.function.isEmpty()) {
            line.add(tr(" in "), Face::Small, Token::Muted);
            line.add(shown(frame.function, 60), Face::CodeSmall, Token::Muted);
        }
        line.add(shown(request.chainSource.value(i), kSourceShown), Face::CodeSmall, Token::Text, theme::kRowMargin);
        lines.append(line);
    }
    if (const qsizetype left = request.chain.size() - lines.size(); left > 0)
        lines.append(RichLine().add(tr("and %n caller(s) more", nullptr, int(left)), Face::Small, Token::Muted));
    return lines;
}

void addPatterns(RichLine &line, const QStringList &patterns)
{
    const qsizetype count = std::min(patterns.size(), kPatternsShown);
    for (qsizetype i = 0; i < count; ++i) {
        if (i > 0) line.add(u", "_s, Face::Small, Token::Muted);
        line.add(shown(patterns[i], 60), Face::CodeSmall, Token::Text);
    }
    if (patterns.size() > count) line.add(tr(" and %1 more").arg(patterns.size() - count), Face::Small, Token::Muted);
}

RichLine hasLine(const PermissionRequest &request)
{
    RichLine line;
    const ActSentences act = sentencesOf(request.capability);
    addSentence(
        line, request.alreadyHas.isEmpty() ? act.nothing : act.has, [&] { addPatterns(line, request.alreadyHas); },
        Face::Small, Token::Muted);
    line.add(u" "_s + tr("If you deny, the call raises an error that the script may catch."), Face::Small,
             Token::Muted);
    return line;
}

// The suggestion for the whole run: what lies beside the object, not the object alone.
QString suggestedPattern(const PermissionRequest &request)
{
    return request.patterns.isEmpty() ? request.resource : request.patterns.last();
}

} // namespace

QString chainTarget(const QString &file, int line, int column)
{
    return u"%1:%2:"_s.arg(line).arg(column) + file;
}

QString objectOf(const PermissionRequest &request)
{
    return runs::nearName(request.resource, request.file);
}

namespace {

// "and 14 more files in notes/"
QString othersText(const PermissionRequest &request, int count)
{
    QString place = runs::QuestionGroups::placeOf(request);
    if (isAbout(request.capability, "network"_L1))
        return tr("and %n more address(es) of %1", nullptr, count).arg(shown(place, 60));
    const QString folder = QFileInfo(request.file).path() + u'/';
    if (place == folder) return tr("and %n more file(s) beside it", nullptr, count);
    if (folder != "./"_L1 && place.startsWith(folder)) place = place.sliced(folder.size());
    return tr("and %n more file(s) in %1", nullptr, count).arg(shown(place, 60));
}

void addOthers(PromptText &text, const PermissionRequest &request, const QList<PermissionRequest> &others)
{
    constexpr qsizetype kListed = 50;
    text.once = tr("Allow once");
    text.deny = tr("Deny");
    if (others.isEmpty()) return;
    const int all = static_cast<int>(others.size()) + 1;
    text.who.addLink(othersText(request, all - 1), kOthersTarget, Face::Ui, theme::kSide);
    text.once = tr("Allow these %n once", nullptr, all);
    text.deny = tr("Deny these %n", nullptr, all);
    for (const PermissionRequest &other : others.first(std::min(others.size(), kListed)))
        text.others.append(RichLine().add(shown(objectOf(other)), Face::CodeSmall));
    if (const qsizetype left = others.size() - kListed; left > 0)
        text.others.append(RichLine().add(tr("and %n more", nullptr, int(left)), Face::Small, Token::Muted));
}

} // namespace

RichLine beforehandLine(const PermissionRequest &request, int run, const QString &name)
{
    RichLine line;
    line.add(shown(name, 60), Face::UiSemibold);
    line.add(tr(" · run %1 ").arg(run), Face::Ui, Token::Muted);
    line.add(tr("can ask for %n thing(s)", nullptr, int(request.wishes.size())));
    return line;
}

RichLine wishLine(const PermissionRequest &request, const runs::PermissionWish &wish)
{
    const QString act = wish.capability.section(u'.', 1, 1);
    const QString kind = wish.capability.section(u'.', 0, 0);
    QString sentence = isAbout(wish.capability, "network"_L1)     ? tr("connect to %1")
                       : kind == "env"_L1 && act == "write"_L1    ? tr("set the variable %1")
                       : kind == "env"_L1                         ? tr("read the variable %1")
                       : act == "read"_L1 || act == "metadata"_L1 ? tr("read %1")
                       : act == "write"_L1                        ? tr("write %1")
                       : act == "append"_L1                       ? tr("add to %1")
                       : act == "delete"_L1                       ? tr("delete %1")
                                                                  : tr("use %2 on %1");
    sentence.replace("%2"_L1, shown(wish.capability, 60));
    PermissionRequest about;
    about.capability = wish.capability;
    about.resource = wish.resource;
    about.file = request.file;
    RichLine line;
    addSentence(line, sentence, [&] {
        if (!wish.isKnown) line.add(tr("what is known only when it runs"), Face::Ui, Token::Muted);
        else if (wish.resource.isEmpty()) line.add(tr("anything"));
        else line.add(shown(objectOf(about), 80), Face::Code);
    });
    return line;
}

PromptText promptText(const PermissionRequest &request, int run, const QString &name, bool whole,
                      const QList<PermissionRequest> &others)
{
    if (!request.wishes.isEmpty()) {
        PromptText text;
        text.who = beforehandLine(request, run, name);
        if (request.waitingBehind > 0) text.more = tr("+%1 more").arg(request.waitingBehind);
        text.spoken = text.who.plainText();
        return text;
    }
    PromptText text;
    const QString object = visibleText(objectOf(request), Spaces::Show);
    text.isCut = !whole && object.size() > kObjectShown;
    text.who.add(shown(name, 60), Face::UiSemibold);
    text.who.add(run > 0 ? tr(" · run %1 ").arg(run) : tr(" · batch "), Face::Ui, Token::Muted);
    addSentence(text.who, sentencesOf(request.capability).wants,
                [&] { text.who.add(whole ? object : middleCut(object, kObjectShown), Face::CodeSemibold); });
    if (text.isCut) text.who.addLink(tr("show all"), u"all"_s, Face::Small, theme::kSide);
    addOthers(text, request, others);
    if (request.waitingBehind > 0) text.more = tr("+%1 more").arg(request.waitingBehind);
    text.about = aboutLine(request);
    text.has = hasLine(request);
    text.why = whyLines(request);
    text.pattern = suggestedPattern(request);
    text.denyKind = kindOf(request.capability);
    text.spoken =
        QStringList{text.who.plainText(), text.about.plainText(), text.has.plainText(), text.more}.join(u". "_s);
    return text;
}

} // namespace latchkey::permissions
