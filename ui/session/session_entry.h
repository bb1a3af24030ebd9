// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where inputs of a session are typed: a field for code that grows with its lines, a mark before each. Completion and
// parameters are those of the editor, with the names of the session added. It only takes keys; what becomes of an input
// its owner decides.
//
//   Enter               submits what is complete, else begins a line    Ctrl+Enter  submits as it is
//   Shift+Enter         begins a line                                   Escape      empties
//   Up, Down            at the first and last line: earlier and later inputs that begin like what stands before the
//                       caret; Down behind the newest brings back what was being typed
//   Tab, Ctrl+Space     complete; in front of a line Tab indents, in an empty entry it leaves
//   Ctrl+C              copies, with nothing selected asks to stop       Ctrl+L      asks to clear
#pragma once

#include <QWidget>

class QLabel;

namespace latchkey::editor {
class CodeAssist;
class CodeEditor;
} // namespace latchkey::editor

namespace latchkey::session {

class SessionHistory;

class SessionEntry : public QWidget
{
    Q_OBJECT

public:
    explicit SessionEntry(SessionHistory *history, QWidget *parent = nullptr);
    ~SessionEntry() override;

    [[nodiscard]] editor::CodeEditor *editor() const { return m_editor; }
    [[nodiscard]] editor::CodeAssist *assist() const { return m_assist; }
    [[nodiscard]] QString text() const;
    void setText(const QString &text);
    /// Puts text at the caret, without the marks of inputs copied from a transcript.
    void insert(const QString &text);
    /// Names that completion offers besides those of the language, the code that comes before the input, and where
    /// its imports start.
    void setKnown(const QStringList &names, const QByteArray &code, const QString &folder);
    /// What it says while it is empty.
    void setHint(const QString &hint);
    /// Lines it may show at most before it scrolls.
    void setMostLines(int lines);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

signals:
    void submitted(const QString &text);
    void stopRequested();
    void clearRequested();
    /// Escape in an empty entry.
    void escaped();
    /// The transcript is to scroll by so many pages.
    void pageRequested(int pages);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] bool isOurs(const QKeyEvent *key) const;
    bool handleKey(QKeyEvent *key);
    bool handleEnter(const QKeyEvent *key);
    bool handleTab();
    bool handleVertical(int by);
    void submit();
    void paste();
    void walk(bool back);
    void refreshHeight();
    [[nodiscard]] int contentHeight() const;
    [[nodiscard]] int left() const;
    [[nodiscard]] QString beforeCaret() const;
    [[nodiscard]] bool continuesAtCaret() const;

    editor::CodeEditor *m_editor;
    editor::CodeAssist *m_assist;
    SessionHistory *m_history;
    QLabel *m_hint;
    int m_mostLines = 8;
    // Walking through the history:
    qsizetype m_place = -1; ///< of the input shown; -1: what is typed
    QString m_prefix;
    QString m_draft; ///< what was being typed
};

} // namespace latchkey::session
