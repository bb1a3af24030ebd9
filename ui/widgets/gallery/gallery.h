// SPDX-License-Identifier: GPL-3.0-or-later
//
// One page with every component in every state. The widgets are the real ones; a state the pointer would make (under
// it, pressed, with the focus) is put on by hand.
#pragma once

#include <QWidget>
#include <functional>

namespace latchkey::gallery {

class Gallery : public QWidget
{
    Q_OBJECT

public:
    explicit Gallery(QWidget *parent = nullptr);

    /// Shows the page in the present tokens, with the field that shows its focus focused.
    void settle();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    using Paint = std::function<void(QPainter *)>;
    void heading(int y, const QString &text);
    void caption(int x, int y, const QString &text);
    QWidget *place(QWidget *widget, int x, int y, int width = 0, int height = 0);
    void ring(QWidget *around);

    void addColors(int y);
    void addRun(int y);
    void addStop(int y);
    void addBolts(int y);
    void addStates(int y);
    void addTabs(int y);
    void addRunRows(int y);
    void addSmallParts(int y);
    void addToolBar(int y);
    void addNotices(int y);
    void addFields(int y);
    void addViews(int y);
    void addMenus(int y);

    QList<Paint> m_paints;
    QWidget *m_focused = nullptr;
};

} // namespace latchkey::gallery
