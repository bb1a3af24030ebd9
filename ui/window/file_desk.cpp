// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/file_desk.h"

#include "ui/editor/background.h"
#include "ui/window/ask.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QTimer>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace latchkey::window {

using editor::Document;
using editor::FileError;
using editor::Overwrite;
using widgets::Notice;

namespace {

constexpr int kClosedKept = 20;

// Texts with marks (`code`, **strong**) around a name that may hold such marks itself.
QString plain(QString name)
{
    return name.replace(u'`', u'\'').replace(u"**"_s, u"* *"_s);
}

} // namespace

QString FileDesk::journalsIn(const QString &stateFolder)
{
    return stateFolder.isEmpty() ? QString() : stateFolder + u"/journals"_s;
}

FilePlace placeFromArgument(const QString &argument, const QString &folder)
{
    const QDir base(folder);
    FilePlace place{QDir::cleanPath(base.absoluteFilePath(argument))};
    static const QRegularExpression kPlace(uR"(^(.+?):(\d+)(?::(\d+))?:?$)"_s);
    const QRegularExpressionMatch match = kPlace.match(argument);
    if (!match.hasMatch() || QFileInfo::exists(place.path)) return place;
    place.path = QDir::cleanPath(base.absoluteFilePath(match.captured(1)));
    place.line = match.captured(2).toInt();
    if (match.hasCaptured(3)) place.column = match.captured(3).toInt();
    return place;
}

FileDesk::FileDesk(EditorArea *area, settings::Settings *settings, const QString &stateFolder, QWidget *window)
    : QObject(window)
    , m_area(area)
    , m_settings(settings)
    , m_stateFolder(stateFolder)
    , m_window(window)
    , m_compare(new FileCompare(area, stateFolder, window))
{
    connect(m_compare, &FileCompare::said, this, &FileDesk::said);
    connect(area, &EditorArea::closeRequested, this, [this](EditorPage *page) { close(page); });
    connect(settings, &settings::Settings::softWrapChanged, this, [this](bool on) {
        for (EditorPage *page : m_area->pages()) page->editor()->setSoftWrap(on);
    });
}

// ---- pages ------------------------------------------------------------------------------------------------------

EditorPage *FileDesk::makePage()
{
    auto *page = new EditorPage(QUuid::createUuid().toString(QUuid::WithoutBraces), journalsIn(m_stateFolder));
    page->editor()->setSoftWrap(m_settings->softWrap());
    page->setup.grants = m_settings->usualGrants();
    page->setup.mayAsk = m_settings->usuallyAsks();
    page->document()->setVersionsFolder(m_compare->versionsFolder());
    follow(page);
    return page;
}

// What is read may be there at once: the page is added before, so that everyone hears of it.
void FileDesk::openPage(EditorPage *page, const QString &path, bool show)
{
    EditorPage *present = m_area->currentPage();
    // Named at once, while the file is still being read.
    page->document()->setUntitledName(QFileInfo(path).fileName());
    m_area->addPage(page, show);
    page->document()->open(path);
    // A new text nobody has touched gives way.
    if (present != nullptr && show && present->isPristine()) remove(present);
}

void FileDesk::follow(EditorPage *page)
{
    const Document *document = page->document();
    connect(document, &Document::opened, page, [this, page] {
        withdrawDiskNotices(page);
        m_settings->addRecentFile(page->path());
    });
    connect(document, &Document::readAsFailed, page, [this](const QString &message) {
        m_area->notices()->post({u"openFailed"_s, Notice::Kind::Warning, {{message}}});
    });
    connect(document, &Document::openFailed, page, [this, page](const FileError &error) { onOpenFailed(page, error); });
    connect(document, &Document::readingCancelled, page, [this, page] {
        if (page->path().isEmpty()) remove(page); // a reload leaves the text that is there
    });
    connect(document, &Document::saved, page, [this, page](quint64, const QStringList &notes) {
        withdrawDiskNotices(page);
        m_settings->addRecentFile(page->path());
        emit said(tr("Saved %1").arg(page->name()));
        for (const QString &note : notes) page->tell(Notice::Kind::Information, u"saveNote"_s, plain(note));
    });
    connect(document, &Document::saveFailed, page, [this, page](const FileError &error) { onSaveFailed(page, error); });
    connect(document, &Document::saveConflict, page, [this, page](const FileError &error) { onConflict(page, error); });
    connect(document, &Document::changedOnDisk, page, [this, page](const QDateTime &when) { onChanged(page, when); });
    connect(document, &Document::deletedOnDisk, page, [this, page] { onDeleted(page); });
    connect(page->editor(), &editor::CodeEditor::filesDropped, this, &FileDesk::openUrls);
    connect(page->editor(), &editor::CodeEditor::journalFailed, page,
            [page](const QString &message) { page->tell(Notice::Kind::Warning, u"journal"_s, plain(message)); });
}

void FileDesk::withdrawDiskNotices(EditorPage *page)
{
    for (const QString &id : {u"changed"_s, u"deleted"_s, u"saveFailed"_s, u"conflict"_s})
        page->notices()->withdraw(id);
}

QString FileDesk::untitledName()
{
    for (;;) {
        const QString name = tr("untitled-%1").arg(++m_untitled);
        if (m_area->pageOfFile(name) == nullptr) return name;
    }
}

EditorPage *FileDesk::newFile(const QByteArray &text, const QString &name)
{
    EditorPage *page = makePage();
    page->document()->setUntitledName(name.isEmpty() ? untitledName() : name);
    page->editor()->setInitialText(text);
    m_area->addPage(page);
    page->setFocus();
    return page;
}

EditorPage *FileDesk::open(const FilePlace &place)
{
    const QString path = QFileInfo(place.path).absoluteFilePath();
    EditorPage *page = m_area->pageOfFile(path);
    if (page != nullptr) {
        m_area->setCurrentPage(page);
    } else {
        page = makePage();
        openPage(page, path, true);
    }
    goWhenLoaded(page, place);
    page->setFocus();
    return page;
}

void FileDesk::goWhenLoaded(EditorPage *page, const FilePlace &place)
{
    if (place.line > 0) whenLoaded(page, [page, place] { page->editor()->goTo({place.line, place.column}); });
}

void FileDesk::whenLoaded(EditorPage *page, const std::function<void()> &then)
{
    if (page->document()->isBusy() || page->editor()->isLoading())
        connect(page->editor(), &editor::CodeEditor::loaded, page, then, Qt::SingleShotConnection);
    else then();
}

void FileDesk::openUrls(const QList<QUrl> &urls)
{
    for (const QUrl &url : urls)
        if (url.isLocalFile()) open({url.toLocalFile()});
}

QString FileDesk::dialogFolder() const
{
    const EditorPage *page = m_area->currentPage();
    if (page != nullptr && !page->path().isEmpty()) return QFileInfo(page->path()).path();
    const QStringList recent = m_settings->recentFiles();
    return recent.isEmpty() ? QDir::homePath() : QFileInfo(recent.first()).path();
}

void FileDesk::openDialog()
{
    askFiles(m_window, {u"open"_s, tr("Open files"), dialogFolder(), {}}, [this](const QStringList &paths) {
        for (const QString &path : paths) open({path});
    });
}

void FileDesk::onOpenFailed(EditorPage *page, const FileError &error)
{
    if (!page->path().isEmpty()) { // a reload: the text that is there stays
        page->tell(Notice::Kind::Error, u"reloadFailed"_s, plain(error.message));
        return;
    }
    m_area->notices()->post({u"openFailed"_s, Notice::Kind::Error, {{error.message}}});
    remove(page);
}

// ---- saving -----------------------------------------------------------------------------------------------------

void FileDesk::save(EditorPage *page, std::function<void()> cancelled)
{
    if (page->path().isEmpty()) saveAs(page, std::move(cancelled));
    else if (page->document()->isReadOnly()) emit said(tr("%1 can not be edited").arg(page->name()));
    else page->editor()->saveDocument();
}

void FileDesk::saveAs(EditorPage *page, std::function<void()> cancelled)
{
    const FileQuestion question{u"save"_s, tr("Save %1 as").arg(page->name()), dialogFolder(),
                                page->path().isEmpty() ? page->name() + u".ml"_s : page->name(), true};
    askFiles(m_window, question, [page = QPointer(page), cancelled](const QStringList &paths) {
        if (page && !paths.isEmpty()) page->editor()->saveDocumentAs(paths.first(), Overwrite::Yes);
        else if (cancelled) cancelled();
    });
}

void FileDesk::saveAll()
{
    for (EditorPage *page : m_area->pages())
        if (page->document()->isModified() && !page->path().isEmpty()) save(page);
}

void FileDesk::reload(EditorPage *page)
{
    if (!page->path().isEmpty()) page->document()->reload();
}

void FileDesk::onSaveFailed(EditorPage *page, const FileError &error)
{
    page->tell(Notice::Kind::Error, u"saveFailed"_s, plain(error.message),
               {{tr("Try again"), [this, page] { save(page); }}, {tr("Save as"), [this, page] { saveAs(page); }}});
}

void FileDesk::onConflict(EditorPage *page, const FileError &)
{
    page->notices()->withdraw(u"changed"_s);
    page->tell(Notice::Kind::Warning, u"conflict"_s,
               tr("**%1** changed on disk since you opened it. It was not saved.").arg(plain(page->name())),
               {{tr("Save mine"), [page] { page->editor()->saveDocument(Overwrite::Yes); }},
                {tr("Show difference"), [this, page] { m_compare->showDiskDifference(page); }, true},
                {tr("Reload"), [this, page] { reload(page); }}});
}

void FileDesk::onChanged(EditorPage *page, const QDateTime &when)
{
    page->notices()->withdraw(u"deleted"_s);
    page->tell(
        Notice::Kind::Information, u"changed"_s,
        tr("**%1** changed on disk at %2.").arg(plain(page->name()), QLocale().toString(when.time(), u"HH:mm"_s)),
        {{tr("Reload"), [this, page] { reload(page); }},
         {tr("Keep mine"), [page] { page->document()->keepMine(); }},
         {tr("Show difference"), [this, page] { m_compare->showDiskDifference(page); }, true}});
}

void FileDesk::onDeleted(EditorPage *page)
{
    page->notices()->withdraw(u"changed"_s);
    page->tell(Notice::Kind::Warning, u"deleted"_s,
               tr("**%1** was deleted on disk. The text here is the only copy.").arg(plain(page->name())),
               {{tr("Save again"), [this, page] { save(page); }}, {tr("Save as"), [this, page] { saveAs(page); }}});
}

// ---- closing ----------------------------------------------------------------------------------------------------

void FileDesk::whenIdle(EditorPage *page, std::function<void()> next)
{
    if (!page->document()->isBusy()) return next();
    auto *once = new QObject(page);
    connect(page->document(), &Document::busyChanged, once, [this, page, once, next](bool busy) {
        if (busy) return;
        QObject::disconnect(page->document(), nullptr, once, nullptr);
        once->deleteLater();
        // The answer of a save follows the word that it is over.
        QTimer::singleShot(0, page, [this, page, next] { whenIdle(page, next); });
    });
}

void FileDesk::saveThen(EditorPage *page, std::function<void(bool)> done)
{
    auto *once = new QObject(page);
    const Document *document = page->document();
    const auto finish = [once, document, done](bool saved) {
        QObject::disconnect(document, nullptr, once, nullptr);
        once->deleteLater();
        done(saved);
    };
    connect(document, &Document::saved, once, [finish] { finish(true); });
    connect(document, &Document::saveFailed, once, [finish] { finish(false); });
    connect(document, &Document::saveConflict, once, [finish] { finish(false); });
    save(page, [finish] { finish(false); });
}

void FileDesk::close(EditorPage *page, std::function<void(bool)> done)
{
    if (page == nullptr) return;
    const auto finish = [this, page = QPointer(page), done](bool closes) {
        if (closes && page) remove(page);
        if (done) done(closes);
    };
    // A save under way may still fail: then there is something to lose.
    whenIdle(page, [this, page, finish] {
        if (!page->document()->isModified()) return finish(true);
        m_area->setCurrentPage(page);
        ask(m_window,
            {u"close"_s,
             tr("Save the changes to %1?").arg(page->name()),
             tr("Unsaved text is lost when you close it."),
             {tr("Save"), tr("Do not save"), tr("Cancel")},
             1},
            [this, page = QPointer(page), finish](int button) {
                if (!page) return;
                if (button == 0) saveThen(page, finish);
                else finish(button == 1);
            });
    });
}

void FileDesk::closeOthers(EditorPage *page)
{
    for (EditorPage *other : m_area->pages())
        if (other != page) close(other);
}

void FileDesk::remove(EditorPage *page)
{
    Closed closed{page->path(), page->name(), {}, page->document()->isModified(), page->editor()->caretPlace(),
                  page->setup};
    if (closed.modified || closed.path.isEmpty()) closed.text = page->editor()->utf8();
    if (!closed.path.isEmpty() || !closed.text.isEmpty()) {
        m_closed.prepend(closed);
        if (m_closed.size() > kClosedKept) m_closed.removeLast();
        emit closedChanged();
    }
    if (page->editor()->journal() != nullptr) page->editor()->journal()->discard();
    emit closing(page);
    m_area->removePage(page);
}

void FileDesk::reopenClosed()
{
    if (m_closed.isEmpty()) return;
    const Closed closed = m_closed.takeFirst();
    emit closedChanged();
    EditorPage *page = nullptr;
    if (closed.path.isEmpty()) {
        page = newFile({}, closed.name);
        page->editor()->replaceText(closed.text);
    } else {
        page = open({closed.path, closed.place.line, closed.place.column});
        if (closed.modified)
            connect(
                page->editor(), &editor::CodeEditor::loaded, page,
                [page, closed] { page->editor()->replaceText(closed.text); }, Qt::SingleShotConnection);
    }
    page->setup = closed.setup;
}

void FileDesk::settleAll(std::function<void(bool)> done)
{
    QList<QPointer<EditorPage>> unsaved;
    QStringList names;
    for (EditorPage *page : m_area->pages()) {
        if (page->document()->isBusy()) { // once more when it is known whether that save worked
            whenIdle(page, [this, done] { settleAll(done); });
            return;
        }
        if (!page->document()->isModified()) continue;
        unsaved << page;
        names << page->name();
    }
    if (unsaved.isEmpty()) return done(true);
    const int count = int(unsaved.size());
    ask(m_window,
        {u"quit-unsaved"_s,
         tr("Save the changes to %n file(s)?", nullptr, count),
         names.join(u", "_s),
         {count == 1 ? tr("Save") : tr("Save all"), tr("Do not save"), tr("Cancel")},
         1},
        [this, unsaved, done](int button) {
            if (button == 0) return saveNext(unsaved, done);
            if (button == 1)
                for (const QPointer<EditorPage> &page : unsaved)
                    if (page && page->editor()->journal() != nullptr) page->editor()->journal()->discard();
            done(button == 1);
        });
}

void FileDesk::saveNext(const QList<QPointer<EditorPage>> &pages, std::function<void(bool)> done)
{
    if (pages.isEmpty()) return done(true);
    const auto rest = pages.sliced(1);
    if (!pages.first()) return saveNext(rest, done);
    m_area->setCurrentPage(pages.first());
    saveThen(pages.first(), [this, rest, done](bool saved) { saved ? saveNext(rest, done) : done(false); });
}

// ---- the last session -------------------------------------------------------------------------------------------

SessionState FileDesk::session() const
{
    SessionState state;
    const EditorPage *current = m_area->currentPage();
    for (const EditorPage *page : m_area->pages()) {
        if (page->isPristine()) continue;
        if (page == current) state.current = int(state.tabs.size());
        const editor::TextPlace place = page->editor()->caretPlace();
        const editor::RecoveryJournal *journal = page->editor()->journal();
        state.tabs << SessionTab{page->path(),
                                 journal != nullptr ? journal->id() : QString(),
                                 page->name(),
                                 place.line,
                                 place.column,
                                 page->editor()->bookmarks(),
                                 page->splitWay(),
                                 page->setup,
                                 m_area->isOnSecondSide(page),
                                 m_area->isInFront(page)};
    }
    state.sides = m_area->sides();
    return state;
}

void FileDesk::restore(const SessionState &session, std::function<void()> done)
{
    if (m_stateFolder.isEmpty()) {
        if (done) done();
        return;
    }
    editor::inBackground([folder = journalsIn(m_stateFolder)] {
        return editor::RecoveryJournal::recover(folder);
    }).then(this, [this, session, done](const editor::RecoveredSet &recovered) {
        // A future that is done already continues at once; whoever called is not ready for that.
        QTimer::singleShot(0, this, [this, session, recovered, done] {
            openSession(session, recovered);
            if (done) done();
        });
    });
}

void FileDesk::openSession(const SessionState &session, const editor::RecoveredSet &recovered)
{
    EditorPage *present = m_area->currentPage(); // what the command line opened stays in front
    QList<const editor::RecoveredText *> unsaved;
    for (const editor::RecoveredText &text : recovered.texts) unsaved << &text;
    QList<QPointer<EditorPage>> restored;
    QList<EditorPage *> second, fronts; // those of the second side, those in front of their side
    EditorPage *current = nullptr;
    const auto bringBack = [this, &restored](const editor::RecoveredText &text, EditorPage *known) {
        // What was typed since into the same file is not thrown away for it.
        if (known != nullptr && known->document()->isModified()) known = nullptr;
        EditorPage *page = known != nullptr ? known : makePage();
        page->editor()->restore(text);
        if (known == nullptr) m_area->addPage(page, false);
        restored << page;
        return page;
    };
    for (qsizetype i = 0; i < session.tabs.size(); ++i) {
        const SessionTab &tab = session.tabs[i];
        const auto text = std::ranges::find_if(unsaved, [&](const auto *t) {
            return t->id == tab.journal || (!tab.path.isEmpty() && t->info.path == tab.path);
        });
        EditorPage *page = tab.path.isEmpty() ? nullptr : m_area->pageOfFile(tab.path);
        if (text != unsaved.end()) {
            page = bringBack(**text, page);
            unsaved.erase(text);
        } else if (page == nullptr && !tab.path.isEmpty()) {
            page = makePage();
            openPage(page, tab.path, false);
        }
        if (page == nullptr) continue;
        page->setup = tab.setup;
        goWhenLoaded(page, {tab.path, tab.line, tab.column});
        if (tab.split) page->setSplitWay(*tab.split);
        whenLoaded(page, [page, lines = tab.bookmarks] { page->editor()->setBookmarks(lines); });
        if (int(i) == session.current) current = page;
        if (session.sides && tab.onSecondSide) second << page;
        if (tab.inFront) fronts << page;
    }
    for (EditorPage *page : std::as_const(second))
        if (!m_area->isOnSecondSide(page)) m_area->moveToOtherSide(page, session.sides);
    if (m_area->sides())
        for (EditorPage *page : std::as_const(fronts)) m_area->setCurrentPage(page);
    for (const editor::RecoveredText *text : std::as_const(unsaved))
        bringBack(*text, text->info.path.isEmpty() ? nullptr : m_area->pageOfFile(text->info.path));
    if (EditorPage *front = present != nullptr ? present : current) m_area->setCurrentPage(front);
    if (!restored.isEmpty()) tellRestored(restored);
    for (const QString &path : recovered.damaged)
        m_area->notices()->post({u"damaged"_s,
                                 Notice::Kind::Warning,
                                 {{tr("An unsaved text could not be read. Its journal is kept as %1.").arg(path)}}});
}

void FileDesk::tellRestored(const QList<QPointer<EditorPage>> &pages)
{
    const auto showAll = [this, pages] {
        for (const QPointer<EditorPage> &page : pages)
            if (page && !page->path().isEmpty()) m_compare->showDiskDifference(page);
    };
    Notice notice{
        u"restored"_s, Notice::Kind::Information, {{tr("Restored %n unsaved file(s).", nullptr, int(pages.size()))}}};
    const bool onDisk =
        std::ranges::any_of(pages, [](const QPointer<EditorPage> &page) { return !page->path().isEmpty(); });
    if (onDisk) notice.actions << Notice::Action{tr("Show differences"), showAll, true};
    notice.actions << Notice::Action{tr("Discard…"), [this, pages] { discardRestored(pages); }, true};
    m_area->notices()->post(notice);
}

void FileDesk::discardRestored(const QList<QPointer<EditorPage>> &pages)
{
    QStringList names;
    for (const QPointer<EditorPage> &page : pages)
        if (page) names << page->name();
    if (names.isEmpty()) return;
    const int count = int(names.size());
    ask(m_window,
        {u"discard-restored"_s,
         tr("Discard the restored text of %n file(s)?", nullptr, count),
         tr("%1 · Files go back to what is on disk; texts never saved are closed.").arg(names.join(u", "_s)),
         {tr("Discard"), tr("Cancel")},
         0},
        [this, pages](int button) {
            if (button != 0) return;
            m_area->notices()->withdraw(u"restored"_s);
            for (const QPointer<EditorPage> &page : pages) {
                if (!page) continue;
                if (!page->path().isEmpty()) reload(page);
                else remove(page); // Ctrl+Shift+T brings it back
            }
        });
}

} // namespace latchkey::window
