// SPDX-License-Identifier: GPL-3.0-or-later
//
// Help while one writes in one editor: completion as one types or at Ctrl+Space, the parameters of the call one is in,
// what a name is under the pointer. It watches the editor's keys, asks the LanguageService, and shows the answers in
// panels that belong to the window. Nothing here ever waits: a key does what it does, help comes when it comes.
#pragma once

#include "engine/language/completion.h"
#include "ui/editor/code_tip.h"
#include "ui/editor/completion_popup.h"
#include "ui/editor/language_service.h"
#include "ui/editor/occurrence_marks.h"
#include "ui/editor/snippet.h"

#include <QPointer>
#include <QTimer>

namespace latchkey::editor {

class CodeAssist : public QObject
{
    Q_OBJECT

public:
    explicit CodeAssist(CodeEditor *editor);
    ~CodeAssist() override;

    [[nodiscard]] LanguageService &service() { return *m_service; }
    [[nodiscard]] CodeEditor *editor() const { return m_editor; }

    /// Completion at the caret, also where typing would not ask.
    void complete();
    void showParameters();
    /// What the name at the caret is, as if the pointer rested on it.
    void showHover();
    /// Selects the next larger piece of the program; `shrinkSelection` goes back.
    void expandSelection();
    void shrinkSelection();
    void closeAll();
    /// Whether typing asks for completion; else only Ctrl+Space.
    void setCompletesWhileTyping(bool on) { m_whileTyping = on; }
    /// Names the host gives the script: its inputs.
    void setContextNames(const QStringList &names) { m_contextNames = names; }
    /// What values of the last run hold, asked for at each completion (completion.h).
    void setSeenFields(std::function<language::SeenFields()> seen) { m_seenFields = std::move(seen); }
    /// What a name's value was in the last run and when that was, for hover tips; empty texts when it is not known.
    /// `definedAt` is where the name is made in this text, -1: not here.
    using HoverValue = std::function<std::pair<QString, QString>(const QString &name, long definedAt)>;
    void setHoverValue(HoverValue value) { m_hoverValue = std::move(value); }
    /// A foot for hover tips at a place, e.g. which fixes there are.
    void setHoverFoot(std::function<QString(long position)> foot) { m_hoverFoot = std::move(foot); }

    // For whoever looks at what is shown; null until first shown.
    [[nodiscard]] CompletionPopup *popup() const { return m_popup; }
    [[nodiscard]] CodeTip *parameters() const { return m_parameters; }
    [[nodiscard]] CodeTip *hoverTip() const { return m_hover; }
    [[nodiscard]] OccurrenceMarks &occurrences() { return *m_occurrences; }
    [[nodiscard]] SnippetSession &snippets() { return *m_snippets; }
    [[nodiscard]] bool isListShown() const { return m_popup && m_popup->isVisible(); }

    bool eventFilter(QObject *watched, QEvent *event) override;

signals:
    /// An item was put into the text.
    void completed(const QString &label);

private:
    bool handleKey(QKeyEvent *event);
    bool handleListKey(QKeyEvent *event);
    void afterTyping(QChar typed);
    void askForCompletion(bool asked);
    void takeCompletion(language::Completion completion, bool asked);
    void refilter();
    void accept(bool replaceWord);
    void askForParameters();
    void refreshParameters();
    void askForHover(long position);
    void closeList();
    void onScrolled();
    [[nodiscard]] QPoint placeOf(long position) const; ///< in the window
    [[nodiscard]] int lineHeight() const;
    [[nodiscard]] long caret() const;
    /// Where the editor's text begins in what the service is asked about.
    [[nodiscard]] long placesFrom() const { return m_service->placesFrom(); }
    [[nodiscard]] long wordStart(long position) const;

    CodeEditor *m_editor;
    LanguageService *m_service;
    SnippetSession *m_snippets;
    OccurrenceMarks *m_occurrences;
    QPointer<CompletionPopup> m_popup;
    QPointer<CodeTip> m_parameters;
    QPointer<CodeTip> m_hover;
    std::vector<std::string> m_recent; ///< labels chosen, the last first
    QStringList m_contextNames;
    std::function<QString(long)> m_hoverFoot;
    HoverValue m_hoverValue;
    std::function<language::SeenFields()> m_seenFields;
    std::vector<language::CompletionItem> m_items; ///< of the last answer, before filtering
    QTimer m_later;                                ///< asks for completion in a large text, when keys pause
    QTimer m_afterTyping;                          ///< a key is painted first
    QChar m_typed;                                 ///< the last key of those
    long m_hoverCaret = 0;                         ///< where the caret was when hover was asked for
    long m_word = 0;                               ///< where the word begins that the list is for
    QList<QPair<long, long>> m_selections;         ///< what expandSelection came from
    bool m_whileTyping = true;
    bool m_asked = false; ///< by the key
};

} // namespace latchkey::editor
