// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/link_hover.h"

#include "ui/editor/carets.h"
#include "ui/editor/indicators.h"
#include "ui/editor/syntax.h"
#include "ui/editor/syntax_lexer.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>

#include <cctype>

namespace latchkey::editor {

using S = QsciScintillaBase;

LinkHover::LinkHover(CodeEditor *editor)
    : QObject(editor)
    , m_editor(editor)
{
    editor->installEventFilter(this);
    editor->viewport()->installEventFilter(this);
    const auto define = [editor] {
        editor->SendScintilla(S::SCI_INDICSETSTYLE, indicator::kLink, int(S::INDIC_PLAIN));
        editor->SendScintilla(S::SCI_INDICSETFORE, (unsigned long)indicator::kLink,
                              indicator::colorOf(editorColor(theme::Token::Link)));
    };
    define();
    connect(editor, &CodeEditor::lookChanged, this, define);
}

std::optional<LinkHover::Word> LinkHover::wordAt(const QPoint &place) const
{
    const long at =
        m_editor->SendScintilla(S::SCI_CHARPOSITIONFROMPOINTCLOSE, (unsigned long)place.x(), long(place.y()));
    if (at < 0) return std::nullopt;
    const Word word{m_editor->SendScintilla(S::SCI_WORDSTARTPOSITION, (unsigned long)at, 1L),
                    m_editor->SendScintilla(S::SCI_WORDENDPOSITION, (unsigned long)at, 1L)};
    const char first = charAt(*m_editor, word.from);
    const bool isName = std::isalpha(uchar(first)) != 0 || first == '_';
    const auto style = int(m_editor->SendScintilla(S::SCI_GETSTYLEAT, word.from)) & 0xFF;
    if (word.from == word.to || !isName || !m_editor->syntaxLexer()->isCode(style)) return std::nullopt;
    return word;
}

void LinkHover::show(const std::optional<Word> &word)
{
    if (word == m_shown) return;
    m_shown = word;
    m_editor->SendScintilla(S::SCI_SETINDICATORCURRENT, indicator::kLink);
    m_editor->SendScintilla(S::SCI_INDICATORCLEARRANGE, 0UL, m_editor->SendScintilla(S::SCI_GETLENGTH));
    if (word) m_editor->SendScintilla(S::SCI_INDICATORFILLRANGE, (unsigned long)word->from, word->to - word->from);
    // Scintilla gives the pointer its shape at each move, so it is told, too.
    m_editor->SendScintilla(S::SCI_SETCURSOR, word ? int(S::SC_CURSORREVERSEARROW) : int(S::SC_CURSORNORMAL));
    if (word) m_editor->viewport()->setCursor(Qt::PointingHandCursor);
    else m_editor->viewport()->setCursor(Qt::IBeamCursor);
}

bool LinkHover::onMouse(QMouseEvent *event)
{
    const QPoint place = event->position().toPoint();
    const bool control = event->modifiers() == Qt::ControlModifier;
    if (event->type() == QEvent::MouseButtonPress) {
        m_pressed = control && event->button() == Qt::LeftButton && wordAt(place) ? std::optional(place) : std::nullopt;
        return m_pressed.has_value(); // Scintilla would set one more caret
    }
    if (event->type() == QEvent::MouseButtonRelease) {
        if (!std::exchange(m_pressed, std::nullopt)) return false;
        const std::optional<Word> word = wordAt(place);
        show(std::nullopt);
        if (word) emit followed(word->from);
        return true;
    }
    if (m_pressed && (place - *m_pressed).manhattanLength() >= QApplication::startDragDistance()) m_pressed.reset();
    show(control && event->buttons() == Qt::NoButton ? wordAt(place) : std::nullopt);
    return m_shown.has_value();
}

bool LinkHover::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseMove:
        return watched == m_editor->viewport() && onMouse(static_cast<QMouseEvent *>(event));
    case QEvent::KeyPress:
        if (static_cast<QKeyEvent *>(event)->key() == Qt::Key_Control && m_editor->viewport()->underMouse())
            show(wordAt(m_editor->viewport()->mapFromGlobal(QCursor::pos())));
        else show(std::nullopt);
        return false;
    case QEvent::KeyRelease:
    case QEvent::Leave:
    case QEvent::FocusOut:
    case QEvent::Hide:
        show(std::nullopt);
        return false;
    default:
        return false;
    }
}

} // namespace latchkey::editor
