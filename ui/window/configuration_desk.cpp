// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/configuration_desk.h"

#include "ui/output/visible_text.h"
#include "ui/window/ask.h"
#include "ui/window/editor_area.h"
#include "ui/window/name_panel.h"

#include <QActionGroup>
#include <QDir>
#include <QFileInfo>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace latchkey::window {

namespace {

/// Below the tool bar.
constexpr int kPanelTop = 76;

QString menuText(QString name)
{
    return name.replace(u'&', u"&&"_s);
}

} // namespace

ConfigurationDesk::ConfigurationDesk(RunConfigurations *store, EditorArea *area, QWidget *window, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_area(area)
    , m_window(window)
{
    connect(area, &EditorArea::pageAdded, this, &ConfigurationDesk::follow);
    connect(store, &RunConfigurations::problem, this, [this](const QString &sentence) {
        m_area->notices()->post({u"configurations"_s, widgets::Notice::Kind::Warning, {{sentence}}});
    });
}

void ConfigurationDesk::follow(EditorPage *page)
{
    m_pages.insert(page, {{RunConfiguration{}}, {}, false});
    connect(page, &QObject::destroyed, this, [this, page] {
        m_pages.remove(page);
        m_loaded.remove(page);
    });
    connect(page->document(), &editor::Document::pathChanged, this, [this, page] {
        if (!page->path().isEmpty()) load(page);
    });
    if (!page->path().isEmpty()) load(page);
}

void ConfigurationDesk::load(EditorPage *page)
{
    m_loaded.remove(page);
    m_store->load(page->path(), page, [this, page](const FileConfigurations &found, const QStringList &refused) {
        // What was named, chosen or set before the file had a name, or while it was read, is newer.
        const FileConfigurations before = m_pages.value(page);
        const bool isChosen = before.all.size() > 1;
        const bool isSet = isChosen || page->setup != RunSetup{};
        FileConfigurations known = found;
        for (qsizetype i = 1; i < before.all.size(); ++i) {
            const int same = known.indexOf(before.all[i].name);
            if (same >= 0) known.all[same] = before.all[i];
            else known.all.append(before.all[i]);
        }
        if (isChosen) known.current = before.current;
        known.isBeside = known.isBeside || before.isBeside;
        const int at = known.indexOf(known.current);
        if (isSet) known.all[at].setup = page->setup;
        else page->setup = known.all[at].setup;
        page->configuration = known.current;
        m_pages.insert(page, known);
        m_loaded.insert(page);
        if (isSet) m_store->keep(page->path(), known);
        emit setupChanged(page);
        if (refused.isEmpty()) return;
        using Voice = widgets::Span::Voice;
        page->notices()->post(
            {u"refusedGrants"_s,
             widgets::Notice::Kind::Information,
             {{output::visibleText(QFileInfo(RunConfigurations::besideName(page->path())).fileName()), Voice::Strong},
              {tr(" names permissions that count only when you grant them: ")},
              {output::visibleText(refused.join(u", "_s)), Voice::Code}}});
    });
}

void ConfigurationDesk::keep(EditorPage *page)
{
    const auto known = m_pages.find(page);
    if (known == m_pages.end()) return;
    known->all[std::max(known->indexOf(known->current), 0)].setup = page->setup;
    if (m_loaded.contains(page)) m_store->keep(page->path(), *known);
}

void ConfigurationDesk::choose(EditorPage *page, const QString &name)
{
    keep(page);
    FileConfigurations &known = m_pages[page];
    const int at = known.indexOf(name);
    if (at < 0) return;
    known.current = name;
    page->setup = known.all[at].setup;
    page->configuration = name;
    if (m_loaded.contains(page)) m_store->keep(page->path(), known);
    emit setupChanged(page);
}

void ConfigurationDesk::add(EditorPage *page, const QString &name)
{
    keep(page);
    FileConfigurations &known = m_pages[page];
    const int same = known.indexOf(name);
    if (same >= 0) known.all[same].setup = page->setup;
    else known.all.append({name, page->setup});
    known.current = name;
    choose(page, name);
}

void ConfigurationDesk::rename(EditorPage *page, const QString &name)
{
    FileConfigurations &known = m_pages[page];
    const int at = known.indexOf(known.current);
    if (at <= 0 || (known.indexOf(name) >= 0 && name != known.current)) return;
    known.all[at].name = name;
    known.current = name;
    choose(page, name);
}

void ConfigurationDesk::removeCurrent(EditorPage *page)
{
    FileConfigurations &known = m_pages[page];
    const int at = known.indexOf(known.current);
    if (at <= 0) return;
    known.all.removeAt(at);
    known.current.clear();
    page->setup = known.all.first().setup;
    choose(page, {});
}

void ConfigurationDesk::setBeside(EditorPage *page, bool beside)
{
    FileConfigurations &known = m_pages[page];
    if (std::exchange(known.isBeside, beside) && !beside) m_store->dropBeside(page->path());
    keep(page);
}

void ConfigurationDesk::askForName(const QString &title, const QString &present,
                                   const std::function<void(const QString &)> &named)
{
    if (m_panel == nullptr) m_panel = new NamePanel(m_window);
    m_panel->open(title, present, kPanelTop, named);
}

void ConfigurationDesk::chooseFolder(EditorPage *page)
{
    const QString start = runFolder(page);
    askFiles(m_window, {u"runFolder"_s, tr("Folder to run %1 in").arg(page->name()), start, {}, false, true},
             [this, page = QPointer(page)](const QStringList &paths) {
                 if (!page || paths.isEmpty()) return;
                 page->setup.folder = paths.first();
                 keep(page);
                 emit setupChanged(page);
             });
}

QString ConfigurationDesk::runFolder(const EditorPage *page)
{
    if (!page->setup.folder.isEmpty()) return page->setup.folder;
    return page->path().isEmpty() ? QDir::currentPath() : QFileInfo(page->path()).absolutePath();
}

void ConfigurationDesk::fillFolder(QMenu *menu, EditorPage *page)
{
    const QPointer<EditorPage> its(page);
    const QString folder = page->setup.folder;
    menu->addAction(folder.isEmpty() ? tr("Run in another folder…") : tr("Runs in %1…").arg(menuText(folder)), this,
                    [this, its] {
                        if (its) chooseFolder(its);
                    });
    if (folder.isEmpty()) return;
    const QString usual = page->path().isEmpty() ? tr("Run in the working folder") : tr("Run where the file is");
    menu->addAction(usual, this, [this, its] {
        if (!its) return;
        its->setup.folder.clear();
        keep(its);
        emit setupChanged(its);
    });
}

void ConfigurationDesk::fillAgain(QMenu *menu, EditorPage *page)
{
    auto *group = new QActionGroup(menu);
    const auto add = [&](const QString &text, RunSetup::Again again) {
        QAction *action = menu->addAction(text, this, [this, page = QPointer(page), again] {
            if (!page) return;
            page->setup.again = again;
            keep(page);
        });
        action->setCheckable(true);
        action->setChecked(page->setup.again == again);
        group->addAction(action);
    };
    add(tr("As the settings say"), RunSetup::Again::Usual);
    add(tr("Start another beside it"), RunSetup::Again::Another);
    add(tr("Replace the running one"), RunSetup::Again::Replace);
    add(tr("Ask"), RunSetup::Again::Ask);
}

void ConfigurationDesk::fill(QMenu *menu, EditorPage *page)
{
    if (page == nullptr || !m_pages.contains(page)) return;
    const FileConfigurations known = of(page);
    const QPointer<EditorPage> its(page);
    menu->addSection(tr("Configurations of %1").arg(menuText(page->name())));
    auto *group = new QActionGroup(menu);
    for (const RunConfiguration &one : known.all) {
        QAction *action = menu->addAction(one.name.isEmpty() ? tr("Standard") : menuText(one.name), this,
                                          [this, its, name = one.name] {
                                              if (its) choose(its, name);
                                          });
        action->setCheckable(true);
        action->setChecked(one.name == known.current);
        group->addAction(action);
    }
    menu->addAction(tr("New configuration…"), this, [this, its] {
        askForName(tr("Name of the new configuration"), {}, [this, its](const QString &name) {
            if (its) add(its, name);
        });
    });
    if (!known.current.isEmpty()) {
        menu->addAction(tr("Rename %1…").arg(menuText(known.current)), this, [this, its, known] {
            askForName(tr("New name of %1").arg(known.current), known.current, [this, its](const QString &name) {
                if (its) rename(its, name);
            });
        });
        menu->addAction(tr("Delete %1").arg(menuText(known.current)), this, [this, its] {
            if (its) removeCurrent(its);
        });
    }
    menu->addSeparator();
    QMenu *again = menu->addMenu(tr("When it is running already"));
    fillAgain(again, page);
    QAction *tell = menu->addAction(tr("Notify when a long run has ended"), this, [this, its](bool on) {
        if (!its) return;
        its->setup.tellsEnd = on;
        keep(its);
    });
    tell->setObjectName(u"tellsEnd"_s);
    tell->setCheckable(true);
    tell->setChecked(page->setup.tellsEnd);
    fillFolder(menu, page);
    QAction *beside = menu->addAction(tr("Keep beside the script"), this, [this, its](bool on) {
        if (its) setBeside(its, on);
    });
    beside->setCheckable(true);
    beside->setChecked(known.isBeside);
    beside->setEnabled(!page->path().isEmpty());
}

} // namespace latchkey::window
