// SPDX-License-Identifier: GPL-3.0-or-later
//
// Everything the window does with files: new, open, save, close, bring back, and what it says when the disk does not
// play along. Tabs are pages of the EditorArea; reading and writing is the Document's. Closing asks at most once, and
// nothing here waits: each step goes on when the one before has answered.
//
// At the start `restore()` opens the tabs of the last session and the texts that outlived a crash; what was unsaved
// comes back unsaved, in its place.
#pragma once

#include "ui/settings/settings.h"
#include "ui/window/editor_area.h"
#include "ui/window/file_compare.h"
#include "ui/window/session_store.h"

#include <QObject>
#include <QUrl>

namespace latchkey::window {

/// A place in a file, as links and the command line name it.
struct FilePlace {
    QString path;
    int line = 0; ///< 0: wherever the caret was
    int column = 1;
};
/// "report.ml:12" or "report.ml:12:5", unless a file of that very name exists.
FilePlace placeFromArgument(const QString &argument, const QString &folder);

class FileDesk : public QObject
{
    Q_OBJECT

public:
    /// `stateFolder` empty: no journals, no session. `window` is the parent of dialogs.
    FileDesk(EditorArea *area, settings::Settings *settings, const QString &stateFolder, QWidget *window);

    /// Where unsaved texts are kept; empty: nowhere.
    static QString journalsIn(const QString &stateFolder);

    /// A new text, in front.
    EditorPage *newFile(const QByteArray &text = {}, const QString &name = {});
    /// Opens a file in front, or shows the page that has it.
    EditorPage *open(const FilePlace &place);
    void openUrls(const QList<QUrl> &urls);
    void openDialog();
    /// `cancelled` is called when a file dialog was needed and nothing was chosen.
    void save(EditorPage *page, std::function<void()> cancelled = {});
    void saveAs(EditorPage *page, std::function<void()> cancelled = {});
    void saveAll();
    void reload(EditorPage *page);
    /// Asks for unsaved text, then closes. `done` hears whether the page is gone.
    void close(EditorPage *page, std::function<void(bool)> done = {});
    void closeOthers(EditorPage *page);
    void reopenClosed();
    [[nodiscard]] bool canReopen() const { return !m_closed.isEmpty(); }
    /// Settles all unsaved text with one question; `done(true)`: nothing is left to lose.
    void settleAll(std::function<void(bool)> done);

    /// Brings back tabs and unsaved texts; `done` follows when all pages exist.
    void restore(const SessionState &session, std::function<void()> done = {});
    /// Other versions of a file beside the text.
    [[nodiscard]] FileCompare &compare() const { return *m_compare; }
    /// The tabs as they are now.
    [[nodiscard]] SessionState session() const;

signals:
    /// A few words for the status bar.
    void said(const QString &message);
    /// A page is about to be deleted; its run goes on.
    void closing(latchkey::window::EditorPage *page);
    void closedChanged();

private:
    struct Closed {
        QString path;
        QString name;
        QByteArray text; ///< of what was never saved, or had changed
        bool modified = false;
        editor::TextPlace place;
        RunSetup setup;
    };

    EditorPage *makePage();
    void openPage(EditorPage *page, const QString &path, bool show);
    void follow(EditorPage *page);
    void onOpenFailed(EditorPage *page, const editor::FileError &error);
    void onSaveFailed(EditorPage *page, const editor::FileError &error);
    void onConflict(EditorPage *page, const editor::FileError &error);
    void onChanged(EditorPage *page, const QDateTime &when);
    void onDeleted(EditorPage *page);
    void withdrawDiskNotices(EditorPage *page);
    /// Saves, and tells whether that worked; asks for a name if there is none.
    void saveThen(EditorPage *page, std::function<void(bool)> done);
    void saveNext(const QList<QPointer<EditorPage>> &pages, std::function<void(bool)> done);
    void whenIdle(EditorPage *page, std::function<void()> next);
    void remove(EditorPage *page);
    void whenLoaded(EditorPage *page, const std::function<void()> &then);
    void goWhenLoaded(EditorPage *page, const FilePlace &place);
    void tellRestored(const QList<QPointer<EditorPage>> &pages);
    void discardRestored(const QList<QPointer<EditorPage>> &pages);
    void openSession(const SessionState &session, const editor::RecoveredSet &recovered);
    [[nodiscard]] QString dialogFolder() const;
    [[nodiscard]] QString untitledName();

    EditorArea *m_area;
    settings::Settings *m_settings;
    QString m_stateFolder;
    QWidget *m_window;
    FileCompare *m_compare;
    QList<Closed> m_closed;
    int m_untitled = 0;
};

} // namespace latchkey::window
