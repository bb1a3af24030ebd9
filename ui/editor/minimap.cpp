// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/minimap.h"

#include "ui/editor/code_editor.h"
#include "ui/editor/syntax.h"
#include "ui/editor/syntax_lexer.h"
#include "ui/theme/tokens.h"

#include <QCoreApplication>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace latchkey::editor {

namespace {

using S = QsciScintillaBase;
using theme::Token;

constexpr int kRow = 2;      // pixels a line
constexpr int kSide = 6;     // free at the left
constexpr int kTick = 4;     // of a mark, at the right
constexpr int kSoonMs = 80;  // after a key; a person does not look here and type
constexpr double kInk = 0.6; // of the code's colour, the rest is ground

struct TickLook {
    unsigned marks;
    Token color;
};
constexpr std::array kTicks{
    TickLook{bitOf(Mark::Waiting), Token::Key},
    TickLook{bitOf(Mark::Execution), Token::Paused},
    TickLook{bitOf(Mark::RunError) | bitOf(Mark::Error) | bitOf(Mark::Breakpoint), Token::Fail},
    TickLook{bitOf(Mark::Warning), Token::Paused},
    TickLook{bitOf(Mark::Bookmark), Token::Accent},
};

QColor colorOf(long rgb)
{
    return QColor(int(rgb & 0xFF), int(rgb >> 8 & 0xFF), int(rgb >> 16 & 0xFF));
}

QColor withAlpha(QColor color, double alpha)
{
    color.setAlphaF(float(alpha));
    return color;
}

} // namespace

Minimap::Minimap(CodeEditor *editor)
    : QWidget(editor)
    , m_editor(editor)
{
    setObjectName(QStringLiteral("minimap"));
    setAccessibleName(tr("Minimap"));
    setAccessibleDescription(tr("The whole text, small. The code beside it can be read."));
    setFocusPolicy(Qt::NoFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setCursor(Qt::ArrowCursor);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        m_stale = true;
        update();
    });
    connect(editor, &CodeEditor::edited, this, &Minimap::refreshSoon);
    connect(editor, &CodeEditor::loaded, this, &Minimap::refreshSoon);
    connect(editor, &CodeEditor::lookChanged, this, &Minimap::refreshSoon);
    connect(editor, &S::SCN_UPDATEUI, this, &Minimap::onUpdateUi);
    connect(editor, &S::SCN_MODIFIED, this, [this](int, int kind) {
        if ((kind & (S::SC_MOD_CHANGESTYLE | S::SC_MOD_CHANGEMARKER | S::SC_MOD_CHANGEFOLD)) != 0) refreshSoon();
    });
}

long Minimap::rows() const
{
    return std::max(1, height() / kRow);
}

Minimap::View Minimap::view() const
{
    const long count = m_editor->SendScintilla(S::SCI_GETLINECOUNT);
    View view;
    view.lines = m_editor->SendScintilla(S::SCI_VISIBLEFROMDOCLINE, count);
    view.shown = m_editor->SendScintilla(S::SCI_LINESONSCREEN);
    view.first = m_editor->SendScintilla(S::SCI_GETFIRSTVISIBLELINE);
    const long hidden = reach(view) - rows(), range = view.lines - 1;
    if (hidden > 0 && range > 0)
        view.top = std::clamp(std::lround(double(view.first) / double(range) * double(hidden)), 0L, hidden);
    return view;
}

// Lines there are to scroll over: the last one can be scrolled up to the top.
long Minimap::reach(const View &view)
{
    return view.lines + view.shown - 1;
}

QRect Minimap::stretch() const
{
    const View now = view();
    return QRect(0, int(now.first - now.top) * kRow, width(), int(now.shown) * kRow);
}

int Minimap::rowOf(int line) const
{
    const long row = m_editor->SendScintilla(S::SCI_VISIBLEFROMDOCLINE, line) - view().top;
    return row < 0 || row >= rows() ? -1 : int(row) * kRow;
}

void Minimap::refreshSoon()
{
    if (!m_soon.isActive()) m_soon.start();
}

void Minimap::onUpdateUi(int what)
{
    if ((what & S::SC_UPDATE_CONTENT) != 0) refreshSoon();
    if ((what & S::SC_UPDATE_V_SCROLL) != 0) update();
}

void Minimap::paintEvent(QPaintEvent *)
{
    const View now = view();
    const bool moved = now.top != m_inked.top || now.lines != m_inked.lines;
    if (m_stale || moved || m_ink.size() != size() * devicePixelRatio()) paintInk(now);
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_ink);
    painter.fillRect(stretch(), withAlpha(editorColor(Token::Strong), m_dragging ? 0.32 : m_hovered ? 0.24 : 0.16));
    painter.fillRect(QRect(0, 0, 1, height()), editorColor(Token::Border));
}

void Minimap::paintInk(const View &view)
{
    ++m_inkPaintings;
    m_stale = false;
    m_inked = view;
    if (m_ink.size() != size() * devicePixelRatio()) {
        m_ink = QPixmap(size() * devicePixelRatio());
        m_ink.setDevicePixelRatio(devicePixelRatio());
    }
    const QColor ground = editorColor(Token::Editor);
    m_ink.fill(ground);
    std::array<QColor, 128> colors;
    for (size_t style = 0; style < colors.size(); ++style)
        colors[style] = theme::mixed(ground, colorOf(m_editor->SendScintilla(S::SCI_STYLEGETFORE, int(style))), kInk);
    QPainter painter(&m_ink);
    const auto ask = [this](unsigned message, long argument) { return m_editor->SendScintilla(message, argument); };
    const long lines = m_editor->SendScintilla(S::SCI_GETLINECOUNT);
    long line = ask(S::SCI_DOCLINEFROMVISIBLE, view.top);
    long row = ask(S::SCI_VISIBLEFROMDOCLINE, line) - view.top; // a wrapped line may begin above
    while (line < lines && row < rows()) {
        paintLine(painter, line, int(row) * kRow, colors);
        // Its rows with what lies below; SCI_WRAPCOUNT would lay the line out, which takes a hundred times as long.
        row = ask(S::SCI_VISIBLEFROMDOCLINE, line + 1) - view.top;
        const long next = ask(S::SCI_DOCLINEFROMVISIBLE, view.top + row);
        if (next <= line) break;
        line = next;
    }
    colourShown(std::min(line, lines - 1));
}

// A wrapped line shows its beginning; what does not fit is cut, as are the columns past the edge.
void Minimap::paintLine(QPainter &painter, long line, int y, const std::array<QColor, 128> &colors) const
{
    const long start = m_editor->SendScintilla(S::SCI_POSITIONFROMLINE, line);
    const int columns = width() - kSide - kTick - 2;
    const long length = std::min(m_editor->SendScintilla(S::SCI_GETLINEENDPOSITION, line) - start, 4L * columns);
    const int tab = std::max(1, m_editor->tabWidth());
    if (length > 0) {
        QByteArray cells(2 * length + 2, '\0'); // a byte of text, a byte of style
        m_editor->SendScintilla(S::SCI_GETSTYLEDTEXT, start, start + length, cells.data());
        int column = 0, from = 0, style = -1; // style -1: blank
        const auto finish = [&](int next) {
            if (style >= 0 && column > from)
                painter.fillRect(QRectF(kSide + from, y, column - from, kRow - 0.5), colors[size_t(style)]);
            from = column;
            style = next;
        };
        for (qsizetype i = 0; i < length && column < columns; ++i) {
            const auto byte = uchar(cells.at(2 * i));
            if ((byte & 0xC0) == 0x80) continue; // one column a character
            const int now = byte <= ' ' ? -1 : uchar(cells.at(2 * i + 1)) & 0x7F;
            if (now != style) finish(now);
            column = byte == '\t' ? std::min(columns, (column / tab + 1) * tab) : column + 1;
        }
        finish(-1);
    }
    const auto marks = unsigned(m_editor->SendScintilla(S::SCI_MARKERGET, line));
    for (const TickLook &tick : kTicks) {
        if ((marks & tick.marks) == 0) continue;
        painter.fillRect(QRect(width() - kTick, y, kTick, kRow), editorColor(tick.color));
        break;
    }
}

// Only what was in sight is coloured yet: the rest that shows here is asked for, a few milliseconds at a time.
void Minimap::colourShown(long lastLine)
{
    SyntaxLexer *lexer = m_editor->syntaxLexer();
    const Document *document = m_editor->document();
    const bool plain = document != nullptr && (document->isLarge() || document->isReadOnly()); // has no colours
    if (lexer == nullptr || plain) return;
    const long end = m_editor->SendScintilla(S::SCI_GETLINEENDPOSITION, lastLine);
    const long styled = m_editor->SendScintilla(S::SCI_GETENDSTYLED);
    if (styled < end) lexer->styleText(int(styled), int(end));
}

void Minimap::resizeEvent(QResizeEvent *)
{
    m_stale = true;
}

void Minimap::scrollTo(double first)
{
    const View now = view();
    const double last = double(std::max(0L, now.lines - 1));
    m_editor->SendScintilla(S::SCI_SETFIRSTVISIBLELINE, std::lround(std::clamp(first, 0.0, last)));
    update();
}

// Outside the stretch: those lines first, and the drag goes on from there.
void Minimap::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) return event->ignore();
    const int y = int(event->position().y());
    if (!stretch().contains(QPoint(1, y))) {
        const View now = view();
        scrollTo(double(now.top + y / kRow) - double(now.shown) / 2);
    }
    m_dragging = true;
    m_dragFrom = y;
    m_dragFirst = view().first;
    update();
}

void Minimap::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_dragging) return;
    const View now = view();
    const double way = double(std::min(reach(now), rows()) * kRow - stretch().height());
    if (way <= 0) return;
    const double lines = (event->position().y() - m_dragFrom) * double(now.lines - 1) / way;
    scrollTo(double(m_dragFirst) + lines);
}

void Minimap::mouseReleaseEvent(QMouseEvent *)
{
    m_dragging = false;
    update();
}

void Minimap::wheelEvent(QWheelEvent *event)
{
    QCoreApplication::sendEvent(m_editor->viewport(), event);
}

void Minimap::enterEvent(QEnterEvent *)
{
    m_hovered = true;
    update();
}

void Minimap::leaveEvent(QEvent *)
{
    m_hovered = false;
    update();
}

} // namespace latchkey::editor
