// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/policy_desk.h"

#include "engine/capability/broker.h"
#include "ui/editor/background.h"
#include "ui/window/editor_area.h"
#include "ui/window/editor_page.h"
#include "ui/window/file_desk.h"

#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QRegularExpression>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace latchkey::window {

namespace {

using widgets::Notice;

/// What is quoted in a message, or behind its first colon, as it may stand in the text.
QStringList namedIn(const QString &problem)
{
    static const QRegularExpression quoted(u"'([^']+)'"_s);
    static const QRegularExpression capability(u"^Invalid capability: (.*) \\("_s);
    QStringList names;
    if (const auto match = capability.match(problem); match.hasMatch()) names.append(match.captured(1));
    for (auto matches = quoted.globalMatch(problem); matches.hasNext();) names.append(matches.next().captured(1));
    return names;
}

/// The line a message begins with ("line 3: ..."), or where the first thing stands that it names; else the beginning.
syntax::Span placeOf(const QString &problem, const QByteArray &text)
{
    static const QRegularExpression line(u"^line ([0-9]+): "_s);
    if (const auto match = line.match(problem); match.hasMatch()) {
        qsizetype begin = 0;
        for (int i = 1; i < match.captured(1).toInt() && begin >= 0; ++i) begin = text.indexOf('\n', begin) + 1;
        const qsizetype end = text.indexOf('\n', begin);
        return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end < 0 ? text.size() : end)};
    }
    for (const QString &name : namedIn(problem)) {
        const QByteArray wanted = '"' + name.toUtf8() + '"';
        if (const qsizetype at = text.indexOf(wanted); at >= 0)
            return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + wanted.size())};
    }
    return {0, static_cast<uint32_t>(std::min<qsizetype>(text.size(), 1))};
}

/// Makes the file when there is none. Empty: it is there; else why not.
QString makePolicy(const QString &path)
{
    if (QFileInfo::exists(path)) return {};
    if (!QDir().mkpath(QFileInfo(path).path())) return PolicyDesk::tr("%1 can not be made").arg(QFileInfo(path).path());
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    const bool isWritten = file.open(QIODevice::WriteOnly) &&
                           file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
                           file.write(capability::policyTemplate()) > 0 && file.commit();
    return isWritten ? QString() : file.errorString();
}

} // namespace

bool isPolicyPath(const QString &path)
{
    return !path.isEmpty() && path == capability::userPolicyPath();
}

QList<syntax::Diagnostic> policyFindings(const QByteArray &text, const QString &path)
{
    const auto source = syntax::Source::make("policy.json", text.toStdString(), path.toStdString());
    QList<syntax::Diagnostic> findings;
    for (const QString &problem : capability::Policy::parse(text, path).problems) {
        syntax::Diagnostic finding;
        finding.message = QString(problem).remove(QRegularExpression(u"^line [0-9]+: "_s)).toStdString();
        finding.hint = PolicyDesk::tr("A policy with a mistake denies everything until it is put right.").toStdString();
        finding.source = source;
        finding.span = placeOf(problem, text);
        findings.append(finding);
    }
    return findings;
}

PolicyDesk::PolicyDesk(runs::Engine *engine, FileDesk *files, EditorArea *area, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_files(files)
    , m_area(area)
{
    connect(area, &EditorArea::pageAdded, this, &PolicyDesk::follow);
}

void PolicyDesk::open()
{
    const QString path = capability::userPolicyPath();
    editor::inBackground([path] { return makePolicy(path); }).then(this, [this, path](const QString &why) {
        if (why.isEmpty()) m_files->open({path});
        else emit said(tr("The policy can not be opened: %1").arg(why));
    });
}

void PolicyDesk::follow(EditorPage *page)
{
    connect(page->document(), &editor::Document::saved, this, [this, page] {
        if (isPolicyPath(page->path())) readAgain(page);
    });
}

/// What is on the disk now counts for every run, also for those that go on.
void PolicyDesk::readAgain(EditorPage *page)
{
    editor::inBackground([] {
        return std::make_shared<std::vector<capability::Policy>>(capability::loadPolicies());
    }).then(this, [this, page = QPointer(page)](const std::shared_ptr<std::vector<capability::Policy>> &policies) {
        const bool isBroken =
            std::ranges::any_of(*policies, [](const capability::Policy &policy) { return !policy.problems.isEmpty(); });
        m_engine->broker().setPolicies(std::move(*policies));
        if (!page) return;
        page->notices()->withdraw(u"policy"_s);
        if (isBroken)
            page->tell(Notice::Kind::Warning, u"policy"_s,
                       tr("The policy can not be understood: everything is denied until it is put right."));
        else emit said(tr("The policy counts from now on"));
    });
}

} // namespace latchkey::window
