// SPDX-License-Identifier: GPL-3.0-or-later
//
// A form made from a function's parameters: a field each, checked while one types, and below them the call as it will
// be. Values are literals of the language or JSON. The functions are looked up by a worker; what was typed for each of
// them stays with the file. Return calls, Escape closes.
#pragma once

#include "engine/language/calls.h"

#include <QHash>
#include <QPointer>
#include <QStringList>
#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace latchkey::widgets {
class SmallButton;
}

namespace latchkey::window {

class EditorPage;

class CallPanel : public QWidget
{
    Q_OBJECT

public:
    explicit CallPanel(QWidget *window);

    /// Opens for the functions of `page`, that at the caret chosen; `top` is where, in the window.
    void open(EditorPage *page, int top);
    [[nodiscard]] QComboBox *functions() const { return m_functions; }
    [[nodiscard]] const QList<QLineEdit *> &fields() const { return m_fields; }
    /// What is wrong with the values, empty when the function can be called.
    [[nodiscard]] QString fault() const;
    /// The arguments as JSON text; empty while one is no value.
    [[nodiscard]] QByteArray arguments() const;

signals:
    void callRequested(latchkey::window::EditorPage *page, const QString &function, const QByteArray &arguments);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void setFunctions(const std::vector<language::CallableFunction> &functions);
    void chooseFunction(int index);
    void check();
    void call();
    void finish();
    void place();

    QPointer<EditorPage> m_page;
    int m_top = 0;
    std::vector<language::CallableFunction> m_known;
    QHash<QString, QStringList> m_typed; ///< by file and function
    QLabel *m_none;
    QComboBox *m_functions;
    QWidget *m_form;
    QFormLayout *m_rows;
    QList<QLineEdit *> m_fields;
    QLabel *m_preview;
    QLabel *m_fault;
    widgets::SmallButton *m_call;
};

} // namespace latchkey::window
