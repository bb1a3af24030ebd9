// SPDX-License-Identifier: GPL-3.0-or-later
//
// A line of text in several voices: "**report.ml** · run 7 wants to read `notes/a.csv`". Sentences of questions,
// notices, toasts and rows are lists of spans, painted on one baseline and elided at their end. `SpanLabel` shows one
// as a widget; RowPainter draws them in rows.
#pragma once

#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <QList>
#include <QRect>
#include <QString>
#include <QWidget>
#include <optional>

class QPainter;

namespace latchkey::widgets {

struct Span {
    enum class Voice : quint8 {
        Plain,
        Strong, ///< semibold: the object of a sentence
        Medium, ///< 500: state words
        Muted,  ///< second rank
        Code,   ///< in the code font
        Keys,   ///< a key cap
        Hit,    ///< bold `accent`: what the search found
        Link,   ///< underlined
    };
    QString text = {};
    Voice voice = Voice::Plain;
    std::optional<theme::Token> token = {}; ///< overrides the voice's colour
};
using Spans = QList<Span>;

/// The spans one after the other as plain text: what accessibility reads.
QString plainText(const Spans &spans);
/// A sentence with marked parts as spans: `**strong**` and `` `code` ``. For texts that come out of tr() whole.
Spans fromMarked(QStringView marked);

/// How wide the spans are when nothing is cut.
int spansWidth(const Spans &spans, theme::TextSize size = theme::TextSize::Body);
/// Draws the spans into `rect` with the baseline at `baseline`, cut with an ellipsis at the end. `plain` is the colour
/// of plain text. Returns the width drawn.
int drawSpans(QPainter *painter, const QRect &rect, int baseline, const Spans &spans, const QColor &plain,
              theme::TextSize size = theme::TextSize::Body, Qt::LayoutDirection layout = Qt::LeftToRight);
/// The baseline that centres a line of body text in `rect`: all text of one row stands on it.
int baselineIn(const QRect &rect);

/// One line of spans as a widget. Its accessible name is the text.
class SpanLabel : public QWidget
{
    Q_OBJECT

public:
    explicit SpanLabel(QWidget *parent = nullptr);
    void setSpans(const Spans &spans);
    [[nodiscard]] const Spans &spans() const { return m_spans; }
    void setTextSize(theme::TextSize size);
    /// Colour of plain text.
    void setToken(theme::Token token);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Spans m_spans;
    theme::TextSize m_size = theme::TextSize::Body;
    theme::Token m_token = theme::Token::Text;
};

} // namespace latchkey::widgets
