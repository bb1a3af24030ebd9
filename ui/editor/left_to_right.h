// SPDX-License-Identifier: GPL-3.0-or-later
//
// Code reads from left to right, whatever the window's direction. Scintilla draws with painters that take their
// direction from the application, and a bracket drawn from right to left is turned round; so the application's
// direction is another one while the editor paints, and no widget hears of it.
#pragma once

#include <QGuiApplication>
#include <QObject>

namespace latchkey::editor {

/// While it lives, painters begin from left to right. For the body of a paint event, on the GUI thread.
class LeftToRightWhilePainting : public QObject
{
    Q_OBJECT

public:
    LeftToRightWhilePainting();
    ~LeftToRightWhilePainting() override;

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const Qt::LayoutDirection m_before;
};

} // namespace latchkey::editor
