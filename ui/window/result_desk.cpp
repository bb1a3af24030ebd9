// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/result_desk.h"

#include "ui/compare/diff_view.h"
#include "ui/compare/value_diff.h"
#include "ui/results/result_group.h"
#include "ui/results/result_pane.h"
#include "ui/widgets/notices.h"
#include "ui/window/ask.h"
#include "ui/window/commands.h"
#include "ui/window/editor_area.h"
#include "ui/window/panes.h"
#include "ui/window/status_line.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace latchkey::window {

using results::ResultGroup;

ResultDesk::ResultDesk(const Parts &parts)
    : QObject(parts.window)
    , m_parts(parts)
{
    ResultGroup *group = parts.results;
    connect(group, &ResultGroup::frontWanted, this, &ResultDesk::front);
    connect(group, &ResultGroup::said, parts.status, &StatusLine::say);
    connect(group, &ResultGroup::failed, this, [this](const QString &sentence) {
        m_parts.area->notices()->post({u"results"_s, widgets::Notice::Kind::Error, {{sentence}}});
    });
    connect(group->result(), &results::ResultPane::compareRequested, this, &ResultDesk::compare);
    connect(group->result(), &results::ResultPane::inputRequested, this, &ResultDesk::sendToInputs);
    connect(group->result(), &results::ResultPane::linkActivated, this, &ResultDesk::openLink);
    group->setFileAsker([this](const QString &title, const QString &name, std::function<void(const QString &)> chosen) {
        const EditorPage *page = m_parts.area->currentPage();
        const QString folder = page != nullptr && !page->path().isEmpty() ? QFileInfo(page->path()).path() : QString();
        const FileQuestion question{.id = u"export"_s, .title = title, .folder = folder, .name = name, .save = true};
        askFiles(m_parts.window, question, [chosen = std::move(chosen)](const QStringList &paths) {
            if (!paths.isEmpty()) chosen(paths.first());
        });
    });
}

// Only in place of another pane of results: who reads the output goes on reading it.
void ResultDesk::front(const QString &id)
{
    for (const ResultGroup::Member &member : m_parts.results->members())
        if (ResultGroup::givesWay(member.id) && m_parts.panes->isShown(member.id))
            return m_parts.panes->show(id, false);
}

void ResultDesk::compare(const results::Subject &before, const results::Subject &after)
{
    m_comparing.startShown(
        tr("Comparing run %1 with run %2").arg(before.run.number).arg(after.run.number), this,
        [before = before.value, after = after.value, name = after.path()](tables::Progress &progress) {
            return compare::diffValues(before, after, [&progress] { return progress.isCancelled(); }, name);
        },
        [this, before, after](const compare::Diff &diff) {
            const results::Subject &now = m_parts.results->board()->current();
            if (!now.isSame(after)) return; // something else is looked at by now
            auto *view = new compare::DiffView;
            view->setAccessibleName(tr("Differences to run %1").arg(before.run.number));
            view->setDiff(diff);
            m_parts.results->result()->showPage(view);
            m_parts.status->say(diff.isSame ? tr("Both results are the same")
                                            : tr("%Ln difference(s). Escape leads back.", nullptr, diff.changes));
        },
        [this] { m_parts.status->say(tr("The comparison was stopped")); });
}

QByteArray ResultDesk::withInput(const QByteArray &inputs, const QString &name, const QByteArray &json)
{
    const QByteArray text = inputs.trimmed();
    const QJsonDocument known = QJsonDocument::fromJson(text);
    if (!text.isEmpty() && !known.isObject()) return {};
    QString key;
    for (const QChar c : name) key += c == u'_' || (c.unicode() < 128 && c.isLetterOrNumber()) ? c : QChar(u'_');
    if (key.isEmpty() || key[0].isDigit()) key.prepend(u"value_"_s);
    const QString wanted = key;
    for (int i = 2; known.object().contains(key); ++i) key = wanted + u'_' + QString::number(i);
    const QByteArray entry = '"' + key.toUtf8() + "\": " + json;
    if (known.object().isEmpty()) return "{\n    " + entry + "\n}";
    // As text: what the user wrote stays as it is, long numbers too.
    return text.first(text.lastIndexOf('}')).trimmed() + ",\n    " + entry + "\n}";
}

void ResultDesk::sendToInputs(const results::ValuePtr &value, const QString &name)
{
    constexpr qsizetype kMostBytes = 1 << 20;
    EditorPage *page = m_parts.area->currentPage();
    if (page == nullptr) return m_parts.status->say(tr("Open the file whose inputs this is to be"));
    m_sending.start(
        this, [value](tables::Progress &) { return value->json(); },
        [this, name, page = QPointer(page)](const QByteArray &json) {
            if (!page) return;
            if (json.size() > kMostBytes)
                return m_parts.status->say(tr("This value is too long for Inputs. Export it to a file."));
            const QByteArray inputs = withInput(page->setup.inputs, name, json);
            if (inputs.isEmpty()) return m_parts.status->say(tr("The inputs are no JSON object; mend them first"));
            page->setup.inputs = inputs;
            if (m_parts.inputsChanged) m_parts.inputsChanged();
            m_parts.status->say(tr("Added to the inputs of %1").arg(page->name()));
        });
}

// A script wrote the address: it is shown whole before anything is opened.
void ResultDesk::openLink(const QUrl &url)
{
    const Question question{u"open-link"_s,
                            tr("This text leads to another place"),
                            url.toDisplayString(),
                            {tr("Open in the browser"), tr("Stay here")}};
    ask(m_parts.window, question, [url](int button) {
        if (button == 0) QDesktopServices::openUrl(url);
    });
}

void addResultCommands(Commands &commands, results::ResultPane *pane)
{
    using results::ResultPane;
    const auto add = [&](const QString &id, const QString &text, const QString &icon, void (ResultPane::*does)()) {
        QAction *action = commands.add({id, Menu::Tools, text, {}, icon}, pane, does);
        action->setEnabled(false);
        QObject::connect(pane, &ResultPane::valueChanged, action, &QAction::setEnabled);
    };
    commands.addSeparator(Menu::Tools);
    add(u"resultSearch"_s, ResultDesk::tr("Search in the result"), u"search"_s, &ResultPane::openSearch);
    add(u"resultExport"_s, ResultDesk::tr("Export the result as JSON…"), u"export"_s, &ResultPane::exportValue);
    add(u"resultCopy"_s, ResultDesk::tr("Copy the result as JSON"), u"copy"_s, &ResultPane::copyJson);
    add(u"resultPin"_s, ResultDesk::tr("Pin or unpin the result"), u"pin"_s, &ResultPane::togglePin);
    add(u"resultInputs"_s, ResultDesk::tr("Send the result to Inputs"), u"inputs"_s, &ResultPane::sendToInputs);
    add(u"resultCompare"_s, ResultDesk::tr("Compare the result…"), u"diff"_s, &ResultPane::openCompareMenu);
}

} // namespace latchkey::window
