// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/scroll_ticks.h"

#include "ui/editor/code_editor.h"
#include "ui/editor/syntax.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace latchkey::editor {

using S = QsciScintillaBase;
using theme::Token;

namespace {

constexpr int kTick = 2; // pixels high

} // namespace

ScrollTicks::ScrollTicks(CodeEditor *editor)
    : QWidget(editor->verticalScrollBar())
    , m_editor(editor)
{
    setObjectName(QStringLiteral("scrollTicks"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    parentWidget()->installEventFilter(this);
    setGeometry(parentWidget()->rect());
}

void ScrollTicks::setHits(std::vector<long> lines)
{
    m_hits = std::move(lines);
    update();
}

int ScrollTicks::yOf(long line) const
{
    const long last = m_editor->SendScintilla(S::SCI_GETLINECOUNT) - 1;
    const long all = m_editor->SendScintilla(S::SCI_VISIBLEFROMDOCLINE, last) + 1;
    const long shown = m_editor->SendScintilla(S::SCI_LINESONSCREEN);
    // The bar scrolls on until the last line is the first in sight; a short text has its ticks beside its lines.
    const double lines = double(std::max(all + shown - 1, 1L));
    const double share = double(m_editor->SendScintilla(S::SCI_VISIBLEFROMDOCLINE, line)) / lines;
    return std::clamp(int(share * height()), 0, std::max(0, height() - kTick));
}

void ScrollTicks::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto draw = [&](int y, Token token) { painter.fillRect(3, y, width() - 6, kTick, editorColor(token)); };
    int before = -1;
    for (const long line : m_hits)
        if (const int y = yOf(line); std::exchange(before, y) != y) draw(y, Token::MatchCur);
    const auto problems = [&](Mark mark, Token token) {
        for (const int line : m_editor->marks().lines(mark)) draw(yOf(line - 1), token);
    };
    problems(Mark::Warning, Token::Paused);
    problems(Mark::Error, Token::Fail);
    problems(Mark::RunError, Token::Fail);
}

bool ScrollTicks::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize) setGeometry(parentWidget()->rect());
    return false;
}

} // namespace latchkey::editor
