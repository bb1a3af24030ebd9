// SPDX-License-Identifier: GPL-3.0-or-later
//
// A short list over the window that answers one question ("what can this script ask?") and goes away with Escape, the
// button, or a choice. Like the palette it is a child of the window.
#pragma once

#include "ui/window/entry_list.h"

#include <QPointer>
#include <QWidget>

class QLabel;

namespace latchkey::window {

class OverviewPanel : public QWidget
{
    Q_OBJECT

public:
    explicit OverviewPanel(QWidget *window);

    /// Shows `entries` under a title, or `nothing` when there are none. With `stays` a choice leaves the panel open.
    void open(const QString &title, const QList<Entry> &entries, const QString &nothing, int top, bool stays = false);
    void close();
    [[nodiscard]] EntryView *view() const { return m_view; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QLabel *m_title;
    QLabel *m_nothing;
    EntryView *m_view;
    QPointer<QWidget> m_focusBefore;
    bool m_stays = false;
};

} // namespace latchkey::window
