// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the middle of the window shows while no file is open: start, recent files, examples by what they may touch. All
// of it is a list for the keyboard.
#pragma once

#include "ui/window/entry_list.h"

#include <QWidget>

class QHBoxLayout;

namespace latchkey::window {

class WelcomePage : public QWidget
{
    Q_OBJECT

public:
    explicit WelcomePage(QWidget *parent = nullptr);

    /// Left: what one starts with; right: examples. Both with headings.
    void setEntries(const QList<Entry> &start, const QList<Entry> &examplesShown);
    [[nodiscard]] EntryView *startView() const { return m_start; }
    [[nodiscard]] EntryView *examplesView() const { return m_examples; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();
    [[nodiscard]] QRect headRect() const;

    EntryView *m_start;
    EntryView *m_examples;
    int m_left = 0;
    int m_top = 0;
};

} // namespace latchkey::window
