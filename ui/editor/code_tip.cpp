// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/code_tip.h"

#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QTextLayout>

#include <cmath>

using namespace Qt::StringLiterals;

namespace latchkey::editor {

using theme::TextSize;
using theme::Token;

namespace {

constexpr int kSide = 10, kTop = 7, kGap = 5;

/// Lays a text out in lines; draws it when there is a painter. Gives its height and the width it needs.
QSizeF drawParagraph(QPainter *painter, const QString &text, const QFont &font, const QColor &color, QPointF at,
                     qreal width, const QList<QTextLayout::FormatRange> &formats = {})
{
    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.setFormats(formats);
    layout.beginLayout();
    qreal height = 0, widest = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, height});
        height += line.height();
        widest = std::max(widest, line.naturalTextWidth());
    }
    layout.endLayout();
    if (painter != nullptr) {
        painter->setPen(color);
        layout.draw(painter, at);
    }
    return {widest, height};
}

} // namespace

CodeTip::CodeTip(QWidget *window)
    : QWidget(window)
{
    setObjectName(u"codeTip"_s);
    setFocusPolicy(Qt::NoFocus);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void CodeTip::setText(const TipText &text)
{
    m_text = text;
    QStringList spoken{text.code, text.kind, text.body};
    if (!text.needs.isEmpty()) spoken << tr("Needs %1").arg(text.needs);
    spoken << m_text.value << m_text.valueNote;
    spoken.removeAll(QString());
    setAccessibleName(spoken.join(u". "_s));
    update();
}

int CodeTip::layOut(QPainter *painter, int width) const
{
    const qreal room = width - 2 * kSide;
    qreal y = kTop, widest = 0;
    const auto paragraph = [&](const QString &text, const QFont &font, Token token,
                               const QList<QTextLayout::FormatRange> &formats = {}, int indent = 0) {
        if (text.isEmpty()) return;
        if (y > kTop) y += kGap;
        QString shown = text;
        shown.replace(u'\n', QChar::LineSeparator);
        const QSizeF size = drawParagraph(painter, shown, font, theme::color(token), {qreal(kSide + indent), y},
                                          room - indent, formats);
        widest = std::max(widest, size.width() + indent);
        y += size.height();
    };
    QList<QTextLayout::FormatRange> bold;
    if (m_text.boldTo > m_text.boldFrom) {
        QTextCharFormat format;
        format.setFontWeight(QFont::Bold);
        format.setForeground(theme::color(Token::Accent));
        bold << QTextLayout::FormatRange{m_text.boldFrom, m_text.boldTo - m_text.boldFrom, format};
    }
    paragraph(m_text.code, theme::fonts().code(), Token::Text, bold);
    paragraph(m_text.kind, theme::fonts().ui(TextSize::Small), Token::Muted);
    paragraph(m_text.value, theme::fonts().code(), Token::Text);
    paragraph(m_text.valueNote, theme::fonts().ui(TextSize::Small), Token::Muted);
    paragraph(m_text.body, theme::fonts().ui(), Token::Text);
    if (!m_text.needs.isEmpty()) {
        const qreal before = y;
        paragraph(tr("Needs %1").arg(m_text.needs), theme::fonts().ui(), Token::Key, {}, theme::kSmallIcon + 5);
        if (painter != nullptr) {
            const qreal middle = (before + kGap + y) / 2;
            theme::Icons::paint(painter,
                                QRectF(kSide, middle - theme::kSmallIcon / 2.0, theme::kSmallIcon, theme::kSmallIcon),
                                u"permission-key"_s, theme::color(Token::Key));
        }
    }
    paragraph(m_text.foot, theme::fonts().ui(TextSize::Small), Token::Muted);
    if (painter == nullptr) return int(std::ceil(y)) + kTop;
    return int(std::ceil(widest));
}

QSize CodeTip::sizeFor(int width) const
{
    // The narrowest that shows the longest line whole.
    QImage scratch(1, 1, QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&scratch);
    const int needed = std::min(width, layOut(&painter, width) + 2 * kSide + 1);
    painter.end();
    return {needed, layOut(nullptr, needed)};
}

void CodeTip::showAt(const QPoint &place, int lineHeight, Side side)
{
    const QWidget *window = parentWidget();
    const QSize size = sizeFor(std::min(theme::metrics().scaledWidth(kWidest), window->width() - 2 * theme::kSide));
    const int above = place.y() - size.height() - 3, below = place.y() + lineHeight + 3;
    const bool fitsAbove = above >= 0, fitsBelow = below + size.height() <= window->height();
    const int y =
        side == Side::Above ? (fitsAbove || !fitsBelow ? above : below) : (fitsBelow || !fitsAbove ? below : above);
    const int x = std::clamp(place.x() - kSide, 0, std::max(0, window->width() - size.width() - theme::kSide));
    setGeometry(QRect(QPoint(x, y), size));
    show();
    raise();
}

void CodeTip::showIn(const QPoint &topLeft, int width, int height)
{
    setGeometry(QRect(topLeft, QSize(width, std::max(height, layOut(nullptr, width)))));
    show();
    raise();
}

void CodeTip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Token::Editor)); // behind the round corners
    theme::drawGround(&painter, rect(), theme::color(Token::Panel), theme::color(Token::Strong));
    layOut(&painter, width());
}

} // namespace latchkey::editor
