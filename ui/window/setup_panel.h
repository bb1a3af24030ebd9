// SPDX-License-Identifier: GPL-3.0-or-later
//
// Below a button of the tool bar: what the runs of a file are given, as text that is checked while one types. Inputs
// are a JSON object whose keys become variables of the script; grants are capabilities, one a line. A child of the
// window, since popups can not be placed everywhere. Escape or the button closes it and gives the focus back; what was
// typed is the file's at once.
#pragma once

#include <QPointer>
#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace latchkey::widgets {
class SmallButton;
}

namespace latchkey::window {

class EditorPage;

class SetupPanel : public QWidget
{
    Q_OBJECT

public:
    explicit SetupPanel(QWidget *window);

    enum class Subject : quint8 { Inputs, Grants };
    /// Opens below `anchor`, for the runs of `page`.
    void open(Subject subject, EditorPage *page, QWidget *anchor);
    [[nodiscard]] QPlainTextEdit *field() const { return m_field; }
    /// What is wrong with the text, empty when it can be used.
    [[nodiscard]] QString fault() const;

signals:
    void changed(latchkey::window::EditorPage *page);
    void runRequested(latchkey::window::EditorPage *page);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    void take();
    void finish();

    QPointer<EditorPage> m_page;
    QPointer<QWidget> m_anchor;
    Subject m_subject = Subject::Inputs;
    QLabel *m_about;
    QPlainTextEdit *m_field;
    QLabel *m_fault;
    widgets::SmallButton *m_run;
};

} // namespace latchkey::window
