// SPDX-License-Identifier: GPL-3.0-or-later
//
// One line of text in several faces and colours, with icons and links: the heading of a run, an error's sentence, the
// three lines of a permission question, the message of a problem. `RichLine` is the value (models and tests use it
// without a window); it measures, paints and hit-tests itself in the fonts and colours in force. `RichLabel` is a
// widget that shows one, whose links the keyboard reaches. There is no markup to parse, so text from a script stays
// text.
#pragma once

#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <QList>
#include <QString>
#include <QWidget>

namespace latchkey::output {

enum class Face : quint8 {
    Ui,
    UiMedium,
    UiSemibold,
    Small,
    SmallMedium,
    SmallSemibold,
    Code,
    CodeSmall,
    CodeSemibold,
    PaneCode,
    PaneCodeBold
};

QFont fontOf(Face face);

struct RichSpan {
    QString text = {};
    Face face = Face::Ui;
    theme::Token token = theme::Token::Text;
    QString icon = {}; ///< painted in place of text
    QString link = {}; ///< what linkActivated() carries
    int gap = 0;       ///< pixels before it
};

class RichLine
{
public:
    RichLine &add(const QString &text, Face face = Face::Ui, theme::Token token = theme::Token::Text, int gap = 0);
    RichLine &addIcon(const QString &name, theme::Token token, int gap = 0);
    RichLine &addLink(const QString &text, const QString &target, Face face = Face::Ui, int gap = 0);
    /// Adds a message in which parts between backticks are code.
    RichLine &addMessage(const QString &message, Face face = Face::Ui, theme::Token token = theme::Token::Text);

    const QList<RichSpan> &spans() const { return m_spans; }
    bool isEmpty() const { return m_spans.isEmpty(); }
    QString plainText() const;
    QStringList links() const;

    struct Look {
        bool faint = false;       ///< all text `faint`
        qsizetype selectFrom = 0; ///< selected characters of plainText()
        qsizetype selectTo = 0;
        int focusedLink = -1; ///< gets the focus ring
    };
    qreal width() const;
    void paint(QPainter *painter, const QRectF &rect) const { paint(painter, rect, Look()); }
    /// Paints into `rect`, centred vertically, elided at the end; mirrored in a right-to-left painter.
    void paint(QPainter *painter, const QRectF &rect, const Look &look) const;
    QString linkAt(const QPointF &point, const QRectF &rect, Qt::LayoutDirection direction = Qt::LeftToRight) const;
    /// Which character of plainText() is at `x` from the start, and where a character starts.
    qsizetype columnAt(qreal x) const;
    qreal xOf(qsizetype column) const;

private:
    QList<RichSpan> m_spans;
};

class RichLabel : public QWidget
{
    Q_OBJECT

public:
    explicit RichLabel(QWidget *parent = nullptr);

    void setLine(const RichLine &line);
    const RichLine &line() const { return m_line; }
    void setFaint(bool faint);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void linkActivated(const QString &target);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;

private:
    RichLine m_line;
    int m_link = -1;
    bool m_faint = false;
};

} // namespace latchkey::output
