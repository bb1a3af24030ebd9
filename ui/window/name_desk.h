// SPDX-License-Identifier: GPL-3.0-or-later
//
// Names over all files that know them: lists the places of one, and gives it another name with a preview. The file in
// front answers at once; what other files of the folder say (project_names.h) comes when it comes. A new name is
// written into open tabs, unsaved: files that are not open are opened for it, so each can be looked at and undone.
#pragma once

#include "ui/editor/rename_panel.h"
#include "ui/window/entry_list.h"
#include "ui/window/file_desk.h"
#include "ui/window/project_names.h"

namespace latchkey::window {

class OverviewPanel;
class StatusLine;

class NameDesk : public QObject
{
    Q_OBJECT

public:
    struct Parts {
        EditorArea *area;
        FileDesk *files;
        StatusLine *status;
        QWidget *window;
        std::function<int()> panelTop;
        std::function<QString()> projectFolder;                  ///< empty: none is open
        std::function<void(const std::function<void()> &)> jump; ///< remembers the place before it moves
    };
    NameDesk(const Parts &parts, QObject *parent);

    void findReferences();
    void rename();
    void closePanels();
    /// Null until first used.
    [[nodiscard]] editor::RenamePanel *panel() const { return m_panel; }

private:
    void openPanel(const language::RenameTarget &target, long at);
    void askOthers(const language::SharedName &name);
    void takeOthers(const QList<NameUses> &files);
    void showReferences();
    [[nodiscard]] QList<Entry> ownEntries();
    [[nodiscard]] QList<Entry> entriesOf(const NameUses &file);
    void preview(const QString &name);
    void showPreview();
    void apply(const QString &name);
    void writeInto(const NameUses &file, const QString &name);
    [[nodiscard]] EditorPage *page() const { return m_parts.area->currentPage(); }

    Parts m_parts;
    ProjectNames *m_names;
    OverviewPanel *m_overview = nullptr;
    QPointer<editor::RenamePanel> m_panel;
    // What both commands are about.
    QPointer<EditorPage> m_page;
    long m_at = 0;
    QByteArray m_text;
    std::vector<language::Reference> m_found; ///< in `m_page`
    QList<NameUses> m_others;
    bool m_othersPending = false;
    // The preview of a new name.
    std::vector<language::TextEdit> m_edits;
    QList<editor::RenamedLine> m_lines;
    bool m_linesPending = false;
};

} // namespace latchkey::window
