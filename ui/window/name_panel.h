// SPDX-License-Identifier: GPL-3.0-or-later
//
// A field for a name, below the tool bar. Return takes it, Escape leaves things as they are; nothing waits meanwhile.
#pragma once

#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;

namespace latchkey::widgets {
class SmallButton;
}

namespace latchkey::window {

class NamePanel : public QWidget
{
    Q_OBJECT

public:
    explicit NamePanel(QWidget *window);

    void open(const QString &title, const QString &present, int top, std::function<void(const QString &)> named);
    [[nodiscard]] QLineEdit *field() const { return m_field; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void take();
    void finish();

    QLabel *m_title;
    QLineEdit *m_field;
    widgets::SmallButton *m_save;
    std::function<void(const QString &)> m_named;
};

} // namespace latchkey::window
