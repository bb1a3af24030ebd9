// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window does with the meaning of the code in front: go to definitions and back, mend what a check found,
// format, and keep outline and breadcrumbs up to date; references and new names are the NameDesk's. The answers come
// from each page's LanguageService; what arrives when another page is in front, or the text has changed, is dropped
// there.
#pragma once

#include "ui/editor/code_assist.h"
#include "ui/editor/rename_panel.h"
#include "ui/window/commands.h"
#include "ui/window/entry_list.h"
#include "ui/window/file_desk.h"

#include "engine/language/fixes.h"
#include "engine/language/navigation.h"
#include "engine/language/structure.h"

#include <QTimer>

namespace latchkey::project {
class OutlinePane;
}

namespace latchkey::window {

class NameDesk;
class RunDesk;
class StatusLine;

class CodeDesk : public QObject
{
    Q_OBJECT

public:
    struct Parts {
        EditorArea *area;
        FileDesk *files;
        RunDesk *runs;
        StatusLine *status;
        project::OutlinePane *outline;
        QWidget *window;
        std::function<int()> panelTop;
        std::function<QString()> projectFolder;
    };
    explicit CodeDesk(const Parts &parts);

    void addEditCommands(Commands &commands);
    void addGoCommands(Commands &commands);
    /// What the page in front defines, as rows of the palette ("@").
    [[nodiscard]] QList<Entry> symbols() const;
    /// The panel of the rename command; null until first used.
    [[nodiscard]] editor::RenamePanel *renamePanel() const;
    [[nodiscard]] QMenu *fixMenu() const { return m_fixMenu; }

    void goToDefinition();
    void findReferences();
    void renameSymbol();
    void showFixes();
    void format(bool selectionOnly);
    void goBack();
    void goForward();

signals:
    /// Back or forward is possible or not any more.
    void historyChanged();
    /// What `symbols` gives is another list now.
    void outlineChanged();

private:
    struct Place {
        QString key; ///< of the page
        QString path;
        editor::TextPlace place;
    };

    void onPageChanged(EditorPage *page);
    void refreshStructure();
    void takeOutline(EditorPage *page, std::vector<language::OutlineItem> outline);
    void followCaret();
    void jump(const std::function<void()> &move);
    void go(const Place &place);
    [[nodiscard]] std::optional<Place> here() const;
    void goTo(const language::Location &location, const EditorPage *from);
    void openFixMenu(EditorPage *page, const std::vector<language::QuickFix> &fixes);
    [[nodiscard]] bool isInFunction(long position) const;
    [[nodiscard]] QString fixFoot(EditorPage *page, long position) const;
    [[nodiscard]] EditorPage *page() const { return m_parts.area->currentPage(); }

    Parts m_parts;
    NameDesk *m_names;
    QTimer m_structureDelay;
    QTimer m_caretDelay;                          ///< behind the painting of a typed letter
    std::vector<language::OutlineItem> m_outline; ///< of the page in front
    QMetaObject::Connection m_edited, m_moved;
    QPointer<QMenu> m_fixMenu;
    QList<Place> m_back, m_forward;
    bool m_travelling = false; ///< going through the history is no new jump
};

/// Puts edits that belong to the text of `editor` as it is now into it, as one step.
void applyEdits(editor::CodeEditor *editor, std::vector<language::TextEdit> edits);

} // namespace latchkey::window
