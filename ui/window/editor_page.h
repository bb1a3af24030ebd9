// SPDX-License-Identifier: GPL-3.0-or-later
//
// One tab of the editor: a document, its editor, the notices about it, its find bar, and what is set for its runs
// (inputs, limits, grants). A page is known by a key that outlives saving under another name; runs carry it.
#pragma once

#include "ui/editor/code_assist.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/find_bar.h"
#include "ui/settings/settings.h"
#include "ui/widgets/notices.h"

#include "engine/runs/run.h"

#include <QPointer>
#include <QWidget>

class QSplitter;

namespace latchkey::editor {
class Breadcrumbs;
class SplitView;
} // namespace latchkey::editor

namespace latchkey::window {

/// What is set for the runs of one file.
struct RunSetup {
    QByteArray inputs;                      ///< JSON text of the context variables; empty: none
    std::optional<settings::Limits> limits; ///< instead of the usual ones
    QStringList grants;                     ///< capability strings given beforehand
    bool mayAsk = true;                     ///< otherwise what is not granted is denied
    QString folder = {};                    ///< where relative paths start; empty: where the file is
    /// What another start does while the file runs.
    enum class Again : quint8 { Usual, Another, Replace, Ask };
    Again again = Again::Usual; ///< Usual: as the settings say
    bool tellsEnd = true;       ///< on the desktop, when a long run has ended; the settings say whether at all
    friend bool operator==(const RunSetup &, const RunSetup &) = default;
};

class EditorPage : public QWidget
{
    Q_OBJECT

public:
    /// `journalFolder` empty: unsaved text is not kept.
    EditorPage(const QString &key, const QString &journalFolder, QWidget *parent = nullptr);
    ~EditorPage() override;

    [[nodiscard]] const QString &key() const { return m_key; }
    [[nodiscard]] editor::Document *document() const { return m_document; }
    [[nodiscard]] editor::CodeEditor *editor() const { return m_editor; }
    /// Completion and what goes with it.
    [[nodiscard]] editor::CodeAssist *assist() const { return m_assist; }
    [[nodiscard]] editor::Breadcrumbs *breadcrumbs() const { return m_breadcrumbs; }
    /// Made when first asked for.
    editor::FindBar *findBar();
    [[nodiscard]] widgets::NotificationBar *notices() const { return m_notices; }
    /// A second view beside (or below) the first; asked for the same way again it goes.
    void toggleSplit(Qt::Orientation orientation);
    /// The way the page is split; none: it is not.
    [[nodiscard]] std::optional<Qt::Orientation> splitWay() const;
    /// Splits it that way unless it is already.
    void setSplitWay(Qt::Orientation orientation);
    /// The editor goes to where the second view is, and that one to its place.
    void changeViews();
    [[nodiscard]] editor::SplitView *splitView() const { return m_split; }
    RunSetup setup;
    /// False once somebody would rather be asked at each use than beforehand.
    bool asksBeforehand = true;
    QString configuration; ///< the name of the one in use; empty: the one every file has

    [[nodiscard]] QString path() const { return m_document->path(); }
    [[nodiscard]] QString name() const { return m_document->displayName(); }
    /// How findings and places name this page: its path, or its key while it has none.
    [[nodiscard]] QString problemKey() const { return path().isEmpty() ? key() : path(); }
    /// Whether `file` of a finding, error or link means this page.
    [[nodiscard]] bool isFile(const QString &file) const;
    /// A new text nobody has touched: opening a file may take its place.
    [[nodiscard]] bool isPristine() const;
    /// The text as a script, saved or not.
    [[nodiscard]] runs::Script script() const;

    /// A sentence about the document in the bar above it.
    void tell(widgets::Notice::Kind kind, const QString &id, const QString &marked,
              const QList<widgets::Notice::Action> &actions = {});

signals:
    /// A second view came or went.
    void splitChanged();

private:
    void showDocumentNotices();

    QString m_key;
    editor::Document *m_document;
    editor::CodeEditor *m_editor;
    editor::CodeAssist *m_assist;
    editor::Breadcrumbs *m_breadcrumbs;
    widgets::NotificationBar *m_notices;
    editor::FindBar *m_find = nullptr;
    QSplitter *m_views;
    editor::SplitView *m_split = nullptr;
};

} // namespace latchkey::window
