// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/output/rich_line.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <cmath>

using namespace Qt::StringLiterals;

namespace latchkey::output {
namespace {

using theme::TextSize;
using theme::Token;

constexpr int kIconAdvance = theme::kSmallIcon + theme::kIconGap;

qreal advance(const RichSpan &span)
{
    return span.icon.isEmpty() ? QFontMetricsF(fontOf(span.face)).horizontalAdvance(span.text) : kIconAdvance;
}

void paintIcon(QPainter *painter, const RichSpan &span, const QRectF &place, bool faint)
{
    const QRectF icon(place.left(), std::round(place.center().y() - theme::kSmallIcon / 2.0), theme::kSmallIcon,
                      theme::kSmallIcon);
    theme::Icons::paint(painter, icon, span.icon, theme::color(faint ? Token::Faint : span.token));
}

} // namespace

QFont fontOf(Face face)
{
    const theme::Fonts &fonts = theme::fonts();
    QFont font;
    switch (face) {
    case Face::Ui:
        return fonts.ui();
    case Face::UiMedium:
        return fonts.ui(TextSize::Body, QFont::Medium);
    case Face::UiSemibold:
        return fonts.ui(TextSize::Body, QFont::DemiBold);
    case Face::Small:
        return fonts.ui(TextSize::Small);
    case Face::SmallMedium:
        return fonts.ui(TextSize::Small, QFont::Medium);
    case Face::SmallSemibold:
        return fonts.ui(TextSize::Small, QFont::DemiBold);
    case Face::Code:
        return fonts.code(TextSize::Body);
    case Face::CodeSmall:
        return fonts.code(TextSize::Small);
    case Face::CodeSemibold:
        font = fonts.code(TextSize::Body);
        break;
    case Face::PaneCode:
        return fonts.code();
    case Face::PaneCodeBold:
        font = fonts.code();
        break;
    }
    font.setWeight(QFont::DemiBold);
    return font;
}

RichLine &RichLine::add(const QString &text, Face face, Token token, int gap)
{
    if (!text.isEmpty()) m_spans.append({.text = text, .face = face, .token = token, .gap = gap});
    return *this;
}

RichLine &RichLine::addIcon(const QString &name, Token token, int gap)
{
    m_spans.append({.token = token, .icon = name, .gap = gap});
    return *this;
}

RichLine &RichLine::addLink(const QString &text, const QString &target, Face face, int gap)
{
    m_spans.append({.text = text, .face = face, .token = Token::Link, .link = target, .gap = gap});
    return *this;
}

RichLine &RichLine::addMessage(const QString &message, Face face, Token token)
{
    const bool bold = face == Face::UiSemibold;
    const Face code = bold ? Face::CodeSemibold : face == Face::Small ? Face::CodeSmall : Face::Code;
    const QStringList parts = message.split(u'`');
    // A backtick without its partner is a backtick.
    if (parts.size() % 2 == 0) return add(message, face, token);
    for (qsizetype i = 0; i < parts.size(); ++i) add(parts[i], i % 2 ? code : face, token);
    return *this;
}

QString RichLine::plainText() const
{
    QString text;
    for (const RichSpan &span : m_spans) {
        if (span.gap > 0 && !text.isEmpty() && !text.endsWith(u' ') && span.icon.isEmpty()) text += u' ';
        text += span.text;
    }
    return text;
}

QStringList RichLine::links() const
{
    QStringList links;
    for (const RichSpan &span : m_spans) {
        if (!span.link.isEmpty()) links.append(span.link);
    }
    return links;
}

qreal RichLine::width() const
{
    qreal width = 0;
    for (const RichSpan &span : m_spans) width += span.gap + advance(span);
    return width;
}

void RichLine::paint(QPainter *painter, const QRectF &rect, const Look &look) const
{
    const bool mirrored = painter->layoutDirection() == Qt::RightToLeft;
    const QFontMetricsF body(fontOf(Face::Ui));
    // One baseline for all faces: what is smaller stands on the same line.
    const qreal baseline = std::round(rect.center().y() + (body.ascent() - body.descent()) / 2);
    painter->save();
    painter->setLayoutDirection(Qt::LayoutDirectionAuto); // a path in a mirrored line is no mirrored path
    painter->setClipRect(rect, Qt::IntersectClip);
    if (look.selectTo > look.selectFrom) {
        const qreal from = xOf(look.selectFrom);
        painter->fillRect(QRectF(rect.left() + from, rect.top(), xOf(look.selectTo) - from, rect.height()),
                          theme::color(Token::TextSel));
    }
    qreal x = 0;
    int link = -1;
    for (const RichSpan &span : m_spans) {
        x += span.gap;
        const qreal room = rect.width() - x;
        if (room <= 0) break;
        const QFontMetricsF metrics(fontOf(span.face));
        const QString text = metrics.elidedText(span.text, Qt::ElideRight, std::ceil(room));
        const qreal width = span.icon.isEmpty() ? metrics.horizontalAdvance(text) : kIconAdvance;
        const qreal left = mirrored ? rect.right() - x - width : rect.left() + x;
        x += width;
        if (!span.icon.isEmpty()) {
            const qreal start = mirrored ? left + width - theme::kSmallIcon : left; // the gap lies behind it
            paintIcon(painter, span, QRectF(start, rect.top(), width, rect.height()), look.faint);
            continue;
        }
        QFont font = fontOf(span.face);
        if (!span.link.isEmpty()) font.setUnderline(true), ++link;
        painter->setFont(font);
        painter->setPen(theme::color(look.faint ? Token::Faint : span.token));
        painter->drawText(QPointF(left, baseline), text);
        if (!span.link.isEmpty() && link == look.focusedLink) {
            painter->setPen(QPen(theme::color(Token::Focus), 2));
            painter->drawRoundedRect(QRectF(left - 1, rect.top() + 1, width + 2, rect.height() - 2), 3, 3);
        }
    }
    painter->restore();
}

QString RichLine::linkAt(const QPointF &point, const QRectF &rect, Qt::LayoutDirection direction) const
{
    if (!rect.contains(point)) return {};
    const qreal at = direction == Qt::RightToLeft ? rect.right() - point.x() : point.x() - rect.left();
    qreal x = 0;
    for (const RichSpan &span : m_spans) {
        x += span.gap;
        const qreal end = x + advance(span);
        if (at >= x && at < end) return span.link;
        x = end;
    }
    return {};
}

qsizetype RichLine::columnAt(qreal x) const
{
    const qsizetype length = plainText().size();
    qsizetype best = 0;
    for (qsizetype column = 0; column <= length; ++column) {
        if (std::abs(xOf(column) - x) < std::abs(xOf(best) - x)) best = column;
    }
    return best;
}

qreal RichLine::xOf(qsizetype column) const
{
    qreal x = 0;
    qsizetype passed = 0;
    QString text;
    for (const RichSpan &span : m_spans) {
        const bool space = span.gap > 0 && !text.isEmpty() && !text.endsWith(u' ') && span.icon.isEmpty();
        if (space) text += u' ', ++passed;
        if (column < passed) return x;
        x += span.gap;
        if (column < passed + span.text.size())
            return x + QFontMetricsF(fontOf(span.face)).horizontalAdvance(span.text.left(column - passed));
        x += advance(span);
        text += span.text;
        passed += span.text.size();
    }
    return x;
}

RichLabel::RichLabel(QWidget *parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] { updateGeometry(), update(); });
}

void RichLabel::setLine(const RichLine &line)
{
    m_line = line;
    m_link = -1;
    setAccessibleName(line.plainText());
    setFocusPolicy(line.links().isEmpty() ? Qt::NoFocus : Qt::TabFocus);
    updateGeometry();
    update();
}

void RichLabel::setFaint(bool faint)
{
    if (std::exchange(m_faint, faint) != faint) update();
}

QSize RichLabel::sizeHint() const
{
    int height = 0;
    for (const RichSpan &span : m_line.spans())
        height = std::max(height, static_cast<int>(std::ceil(QFontMetricsF(fontOf(span.face)).height())));
    return {static_cast<int>(std::ceil(m_line.width())), height + 2};
}

QSize RichLabel::minimumSizeHint() const
{
    return {40, sizeHint().height()};
}

void RichLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    RichLine::Look look;
    look.faint = m_faint;
    look.focusedLink = hasFocus() ? m_link : -1;
    m_line.paint(&painter, rect(), look);
}

void RichLabel::mouseMoveEvent(QMouseEvent *event)
{
    const bool over = !m_line.linkAt(event->position(), rect(), layoutDirection()).isEmpty();
    setCursor(over ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void RichLabel::mouseReleaseEvent(QMouseEvent *event)
{
    const QString link = m_line.linkAt(event->position(), rect(), layoutDirection());
    if (event->button() == Qt::LeftButton && !link.isEmpty()) emit linkActivated(link);
}

void RichLabel::focusInEvent(QFocusEvent *event)
{
    m_link = event->reason() == Qt::BacktabFocusReason ? static_cast<int>(m_line.links().size()) - 1 : 0;
    QWidget::focusInEvent(event);
    update();
}

void RichLabel::keyPressEvent(QKeyEvent *event)
{
    const QStringList links = m_line.links();
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    if (step != 0 && m_link + step >= 0 && m_link + step < links.size()) {
        m_link += step;
        update();
        return;
    }
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && m_link >= 0 && m_link < links.size()) {
        emit linkActivated(links[m_link]);
        return;
    }
    QWidget::keyPressEvent(event);
}

bool RichLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && m_line.width() > width()) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), m_line.plainText().toHtmlEscaped(), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace latchkey::output
