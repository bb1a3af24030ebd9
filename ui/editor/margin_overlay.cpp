// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/margin_overlay.h"

#include "ui/editor/syntax.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <Qsci/qsciscintilla.h>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace latchkey::editor {

namespace {

using Scintilla = QsciScintillaBase;
using theme::Token;

// Door margin, from its left edge: the line in its middle, bolts around it.
constexpr int kDoorAt = 11;
constexpr int kBoltAcross = 13, kBoltShort = 8, kBoltThrown = 19, kBoltHeight = 5;
constexpr int kToText = 3;    // from the door margin to the text, painted here so that the caret's line has no gap
constexpr int kThrowMs = 120; // the look: 8 px in 120 ms, ease-out, once
constexpr int kFrameMs = 16;

struct MarkLook {
    Mark mark;
    QLatin1StringView icon;
    Token color;
};

// What the margin shows, the most important first.
constexpr std::array kLooks{
    MarkLook{Mark::Waiting, "permission-key"_L1, Token::Key},
    MarkLook{Mark::Execution, ""_L1, Token::Paused},
    MarkLook{Mark::RunError, "failed"_L1, Token::Fail},
    MarkLook{Mark::Error, "failed"_L1, Token::Fail},
    MarkLook{Mark::RunStopped, "stopped"_L1, Token::Queued},
    MarkLook{Mark::Breakpoint, "breakpoint"_L1, Token::Fail},
    MarkLook{Mark::BreakpointOff, "breakpoint"_L1, Token::Faint},
    MarkLook{Mark::Bookmark, "pin"_L1, Token::Accent},
    MarkLook{Mark::Warning, "warning"_L1, Token::Paused},
    MarkLook{Mark::Hint, "info"_L1, Token::Running},
    MarkLook{Mark::Callable, "run"_L1, Token::LineNo},
};

// The arrow of the line where a run is paused; the icon set has none, it belongs to the margin alone.
void paintArrow(QPainter &painter, const QRectF &box, const QColor &color)
{
    const QPointF c = box.center();
    QPainterPath path;
    path.addPolygon(QPolygonF({c + QPointF(-6, -2), c + QPointF(0, -2), c + QPointF(0, -5.5), c + QPointF(6, 0),
                               c + QPointF(0, 5.5), c + QPointF(0, 2), c + QPointF(-6, 2), c + QPointF(-6, -2)}));
    painter.fillPath(path, color);
}

} // namespace

struct MarginOverlay::Row {
    int line = 0; ///< of the editor, from 0
    unsigned marks = 0;
    bool current = false;
    int y = 0;          ///< top of its first row of text
    int textHeight = 0; ///< of one row of text
    int rows = 1;       ///< more than one when wrapped
    int extra = 0;      ///< rows of annotation below
};

MarginOverlay::MarginOverlay(QsciScintilla *editor)
    : QWidget(editor->viewport())
    , m_editor(editor)
{
    setObjectName(u"editorMargin"_s);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Margin of the editor"));
    m_frames.setInterval(kFrameMs);
    connect(&m_frames, &QTimer::timeout, this, [this] {
        if (m_throw.elapsed() >= kThrowMs) m_frames.stop();
        update();
    });
}

void MarginOverlay::refreshWidths()
{
    const QFontMetrics metrics(theme::fonts().code());
    const int digits = int(QString::number(m_editor->SendScintilla(Scintilla::SCI_GETLINECOUNT)).size());
    m_numbers = std::max(theme::kNumberMargin, digits * metrics.horizontalAdvance(u'0') + 6);
    std::array widths{theme::kMarkMargin, m_numbers, theme::kDoorMargin + kToText};
    if (m_closed) widths.fill(0);
    for (int margin = 0; margin < 3; ++margin) {
        if (m_editor->SendScintilla(Scintilla::SCI_GETMARGINWIDTHN, margin) != widths[size_t(margin)])
            m_editor->SendScintilla(Scintilla::SCI_SETMARGINWIDTHN, (unsigned long)margin,
                                    long(widths[size_t(margin)]));
    }
    update();
}

void MarginOverlay::close()
{
    m_closed = true;
    hide();
    refreshWidths();
}

int MarginOverlay::marginWidth() const
{
    return m_closed ? 0 : theme::kMarkMargin + m_numbers + theme::kDoorMargin + kToText;
}

int MarginOverlay::doorX() const
{
    return theme::kMarkMargin + m_numbers + kDoorAt;
}

void MarginOverlay::updateIfMoved()
{
    const auto ask = [this](unsigned message, long argument = 0) { return m_editor->SendScintilla(message, argument); };
    const long lines = ask(Scintilla::SCI_GETLINECOUNT);
    const std::array<long, 4> now{ask(Scintilla::SCI_GETFIRSTVISIBLELINE), lines,
                                  ask(Scintilla::SCI_VISIBLEFROMDOCLINE, lines),
                                  ask(Scintilla::SCI_LINEFROMPOSITION, ask(Scintilla::SCI_GETCURRENTPOS))};
    if (std::exchange(m_painted, now) != now) update();
}

void MarginOverlay::setHovered(bool hovered)
{
    if (std::exchange(m_hovered, hovered) != hovered) update();
}

void MarginOverlay::throwBolt()
{
    if (!theme::Theme::instance().motionAllowed()) return;
    m_throw.start();
    m_frames.start();
}

double MarginOverlay::thrown() const
{
    if (!m_throw.isValid() || m_throw.elapsed() >= kThrowMs) return 1;
    const double rest = 1 - double(m_throw.elapsed()) / kThrowMs;
    return 1 - rest * rest;
}

void MarginOverlay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setLayoutDirection(Qt::LeftToRight); // as the code
    painter.fillRect(rect(), editorColor(Token::Editor));
    const auto ask = [this](unsigned message, long argument = 0) { return m_editor->SendScintilla(message, argument); };

    Row row;
    row.textHeight = int(ask(Scintilla::SCI_TEXTHEIGHT));
    const int lines = int(ask(Scintilla::SCI_GETLINECOUNT));
    const int caretLine = int(ask(Scintilla::SCI_LINEFROMPOSITION, ask(Scintilla::SCI_GETCURRENTPOS)));
    row.line = int(ask(Scintilla::SCI_DOCLINEFROMVISIBLE, ask(Scintilla::SCI_GETFIRSTVISIBLELINE)));
    row.y = int(m_editor->SendScintilla(Scintilla::SCI_POINTYFROMPOSITION, 0UL,
                                        ask(Scintilla::SCI_POSITIONFROMLINE, row.line)));
    QList<Row> rows;
    while (row.line < lines && row.y < height()) {
        row.marks = unsigned(ask(Scintilla::SCI_MARKERGET, row.line));
        row.current = row.line == caretLine;
        // Its height as displayed: SCI_WRAPCOUNT would lay the line out anew.
        const long first = ask(Scintilla::SCI_VISIBLEFROMDOCLINE, row.line);
        const int total = std::max(1, int(ask(Scintilla::SCI_VISIBLEFROMDOCLINE, row.line + 1) - first));
        row.extra = std::min(total - 1, int(ask(Scintilla::SCI_ANNOTATIONGETLINES, row.line)));
        row.rows = total - row.extra;
        rows << row;
        const int next = int(ask(Scintilla::SCI_DOCLINEFROMVISIBLE, first + total));
        row.y += total * row.textHeight;
        if (next <= row.line) break; // the last visible line
        row.line = next;
    }
    for (const Row &each : rows) paintRow(painter, each);
    painter.fillRect(QRect(doorX(), 0, 1, height()), editorColor(Token::Door));
    for (const Row &each : rows) {
        paintBolt(painter, each);
        paintFold(painter, each);
    }
}

void MarginOverlay::paintRow(QPainter &painter, const Row &row) const
{
    const bool paused = (row.marks & bitOf(Mark::PausedLine)) != 0;
    if (row.current || paused) {
        const QRect ground(0, row.y, width(), row.rows * row.textHeight);
        painter.fillRect(ground, editorColor(paused ? Token::PausedLine : Token::CurLine));
    }
    paintMark(painter, row);
    paintNumber(painter, row);
}

void MarginOverlay::paintMark(QPainter &painter, const Row &row) const
{
    for (const MarkLook &look : kLooks) {
        if ((row.marks & bitOf(look.mark)) == 0) continue;
        const int size = theme::kSmallIcon;
        const QRectF box((theme::kMarkMargin - size) / 2.0, row.y + (row.textHeight - size) / 2.0, size, size);
        painter.setRenderHint(QPainter::Antialiasing);
        if (look.icon.isEmpty()) paintArrow(painter, box, editorColor(look.color));
        else paintIcon(painter, box, look.mark, QString(look.icon), look.color);
        painter.setRenderHint(QPainter::Antialiasing, false);
        return;
    }
}

// That a function can be called is no news: small and pale, until the pointer comes near.
void MarginOverlay::paintIcon(QPainter &painter, const QRectF &box, Mark mark, const QString &icon, Token color) const
{
    const bool quiet = mark == Mark::Callable;
    const QRectF place = quiet ? box.adjusted(2, 2, -2, -2) : box;
    theme::Icons::paint(&painter, place, icon, editorColor(quiet && m_hovered ? Token::Accent : color));
}

void MarginOverlay::paintNumber(QPainter &painter, const Row &row) const
{
    QFont font = theme::fonts().code();
    font.setBold(row.current);
    painter.setFont(font);
    painter.setPen(editorColor(row.current ? Token::Text : Token::LineNo));
    const QRect box(theme::kMarkMargin, row.y, m_numbers - 1, row.textHeight);
    // Bare digits: grouping would make columns uneven, and they are written like this in messages.
    painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter, QString::number(row.line + 1));
}

void MarginOverlay::paintBolt(QPainter &painter, const Row &row) const
{
    const int door = doorX();
    const double middle = row.y + row.textHeight / 2.0;
    const auto bar = [&](double from, double length) {
        return QRectF(from, middle - kBoltHeight / 2.0, length, kBoltHeight);
    };
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor key = editorColor(Token::Key);
    painter.setPen(Qt::NoPen);
    if ((row.marks & bitOf(Mark::BoltWaiting)) != 0) {
        const double slide = thrown() * (kBoltThrown - kBoltShort - 3);
        painter.setBrush(key);
        painter.drawRoundedRect(QRectF(door - kBoltShort, middle - 2, kBoltShort + 3 + slide, 4), 2, 2);
        // The tail: down along the door line into the edge of the bar below.
        painter.drawRect(QRectF(door, middle, 3, row.rows * row.textHeight - row.textHeight / 2.0));
    } else if ((row.marks & bitOf(Mark::BoltDenied)) != 0) {
        painter.setBrush(editorColor(Token::Queued));
        painter.drawRoundedRect(bar(door - kBoltAcross / 2.0 + 0.5, kBoltAcross), 2, 2);
    } else if ((row.marks & bitOf(Mark::BoltAsks)) != 0) {
        painter.setPen(QPen(key, 1.2));
        painter.setBrush(editorColor(row.current ? Token::CurLine : Token::Editor));
        painter.drawRoundedRect(bar(door - kBoltAcross / 2.0 + 0.5, kBoltAcross).adjusted(0.6, 0.6, -0.6, -0.6), 2, 2);
    } else if ((row.marks & bitOf(Mark::BoltAllowed)) != 0) {
        painter.setBrush(key);
        painter.drawRoundedRect(QRectF(door - kBoltShort, middle - 2, kBoltShort, 4), 2, 2);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

// Fold arrows show while the pointer is in the margin; that of a closed fold always.
void MarginOverlay::paintFold(QPainter &painter, const Row &row) const
{
    const bool header =
        (m_editor->SendScintilla(Scintilla::SCI_GETFOLDLEVEL, row.line) & Scintilla::SC_FOLDLEVELHEADERFLAG) != 0;
    if (!header) return;
    const bool open = m_editor->SendScintilla(Scintilla::SCI_GETFOLDEXPANDED, row.line) != 0;
    if (open && !m_hovered) return;
    const int size = 10; // fits between door line and text
    const QRectF box(doorX() + 1.5, row.y + (row.textHeight - size) / 2.0, size, size);
    theme::Icons::paint(&painter, box, open ? u"chevron-down"_s : u"chevron-right"_s, editorColor(Token::Muted));
}

} // namespace latchkey::editor
