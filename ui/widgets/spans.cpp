// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/spans.h"

#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace latchkey::widgets {

using namespace theme;

namespace {

// Key caps stand a little apart from the words around them.
constexpr int kCapGap = 4;

QFont fontOf(const Span &span, TextSize size)
{
    switch (span.voice) {
    case Span::Voice::Strong:
        return fonts().ui(size, QFont::DemiBold);
    case Span::Voice::Hit:
        return fonts().ui(size, QFont::Bold);
    case Span::Voice::Medium:
        return fonts().ui(size, QFont::Medium);
    case Span::Voice::Code:
        return fonts().code(size);
    case Span::Voice::Link: {
        QFont font = fonts().ui(size);
        font.setUnderline(true);
        return font;
    }
    case Span::Voice::Plain:
    case Span::Voice::Muted:
    case Span::Voice::Keys:
        break;
    }
    return fonts().ui(size);
}

QColor colorOf(const Span &span, const QColor &plain)
{
    if (span.token) return color(*span.token);
    switch (span.voice) {
    case Span::Voice::Muted:
        return color(Token::Muted);
    case Span::Voice::Hit:
        return color(Token::Accent);
    case Span::Voice::Link:
        return color(Token::Link);
    default:
        return plain;
    }
}

int widthOf(const Span &span, TextSize size)
{
    if (span.voice == Span::Voice::Keys) return keyCapSize(span.text).width() + 2 * kCapGap;
    return QFontMetrics(fontOf(span, size)).horizontalAdvance(span.text);
}

// One span in its place; narrower than the span needs, it ends in an ellipsis.
void drawSpan(QPainter *painter, const QRect &box, int baseline, const Span &span, TextSize size, const QColor &ink)
{
    if (span.voice == Span::Voice::Keys) {
        if (widthOf(span, size) <= box.width()) drawKeyCap(painter, box, span.text);
        return;
    }
    const QFont font = fontOf(span, size);
    const bool fits = widthOf(span, size) <= box.width();
    painter->setFont(font);
    painter->setPen(ink);
    drawTextAt(painter, QPoint(box.x(), baseline),
               fits ? span.text : QFontMetrics(font).elidedText(span.text, Qt::ElideRight, box.width()));
}

} // namespace

QString plainText(const Spans &spans)
{
    QString text;
    for (const Span &span : spans) text += span.text;
    return text;
}

Spans fromMarked(QStringView marked)
{
    Spans spans;
    const auto add = [&](QStringView text, Span::Voice voice) {
        if (!text.isEmpty()) spans.append({text.toString(), voice, {}});
    };
    while (!marked.isEmpty()) {
        const qsizetype strong = marked.indexOf(u"**");
        const qsizetype code = marked.indexOf(u'`');
        const bool codeFirst = code >= 0 && (strong < 0 || code < strong);
        const qsizetype start = codeFirst ? code : strong;
        const qsizetype length = codeFirst ? 1 : 2;
        const qsizetype end = start < 0 ? -1 : marked.indexOf(codeFirst ? u"`" : u"**", start + length);
        if (end < 0) break;
        add(marked.first(start), Span::Voice::Plain);
        add(marked.sliced(start + length, end - start - length), codeFirst ? Span::Voice::Code : Span::Voice::Strong);
        marked = marked.sliced(end + length);
    }
    add(marked, Span::Voice::Plain);
    return spans;
}

int spansWidth(const Spans &spans, TextSize size)
{
    int width = 0;
    for (const Span &span : spans) width += widthOf(span, size);
    return width;
}

int baselineIn(const QRect &rect)
{
    const QFontMetrics fm(fonts().ui());
    return rect.y() + (rect.height() - fm.ascent() - fm.descent() + 1) / 2 + fm.ascent();
}

int drawSpans(QPainter *painter, const QRect &rect, int baseline, const Spans &spans, const QColor &plain,
              TextSize size, Qt::LayoutDirection layout)
{
    // The sentence as a whole lies at the start of the column, its spans follow each other in its own direction.
    const int whole = std::min(spansWidth(spans, size), rect.width());
    const QRect line = QStyle::alignedRect(layout, Qt::AlignLeft, QSize(whole, rect.height()), rect);
    const Qt::LayoutDirection order = plainText(spans).isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight;
    painter->save();
    int used = 0;
    for (const Span &span : spans) {
        const int room = line.width() - used;
        if (room <= 0) break;
        const int width = widthOf(span, size);
        const QRect box(line.x() + used, line.y(), std::min(width, room), line.height());
        drawSpan(painter, QStyle::visualRect(order, line, box), baseline, span, size, colorOf(span, plain));
        used += box.width();
    }
    painter->restore();
    return used;
}

SpanLabel::SpanLabel(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, &QWidget::updateGeometry);
}

void SpanLabel::setSpans(const Spans &spans)
{
    m_spans = spans;
    setAccessibleName(plainText(spans));
    updateGeometry();
    update();
}

void SpanLabel::setTextSize(TextSize size)
{
    m_size = size;
    updateGeometry();
    update();
}

void SpanLabel::setToken(Token token)
{
    m_token = token;
    update();
}

QSize SpanLabel::sizeHint() const
{
    return {spansWidth(m_spans, m_size), metrics().scaled(18)};
}

QSize SpanLabel::minimumSizeHint() const
{
    return {std::min(40, sizeHint().width()), sizeHint().height()};
}

void SpanLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawSpans(&painter, rect(), baselineIn(rect()), m_spans, color(isEnabled() ? m_token : Token::Faint), m_size,
              layoutDirection());
    // What is cut can be read under the pointer.
    const QString whole = spansWidth(m_spans, m_size) > width() ? plainText(m_spans) : QString();
    if (toolTip() != whole) setToolTip(whole);
}

} // namespace latchkey::widgets
