// SPDX-License-Identifier: GPL-3.0-or-later
//
// A small panel with a line of code, sentences about it and the capability it needs: what hovering shows and what
// stands beside completion and above the arguments of a call. A child of the window, so it can be placed everywhere; it
// takes neither focus nor keys.
#pragma once

#include <QWidget>

namespace latchkey::editor {

/// What a tip says; all texts are plain.
struct TipText {
    QString code;                 ///< a signature
    int boldFrom = 0, boldTo = 0; ///< of the code: the parameter one is at
    QString kind;                 ///< small, behind or below the code
    QString body;                 ///< sentences
    QString needs;                ///< a capability
    QString value;                ///< what it was: code
    QString valueNote;            ///< small: when
    QString foot;                 ///< small: keys and what they do
    [[nodiscard]] bool isEmpty() const { return code.isEmpty() && body.isEmpty(); }
};

class CodeTip : public QWidget
{
    Q_OBJECT

public:
    static constexpr int kWidest = 560;

    explicit CodeTip(QWidget *window);

    void setText(const TipText &text);
    [[nodiscard]] const TipText &text() const { return m_text; }
    /// Shows it at `place` of the window: above that line if there is room, or below. `lineHeight` is what must stay
    /// free.
    enum class Side : quint8 { Above, Below };
    void showAt(const QPoint &place, int lineHeight, Side side);
    /// Shows it there and no wider than `width`.
    void showIn(const QPoint &topLeft, int width, int height);

    [[nodiscard]] QSize sizeFor(int width) const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int layOut(QPainter *painter, int width) const;

    TipText m_text;
};

} // namespace latchkey::editor
