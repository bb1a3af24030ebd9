// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session_entry.h"

#include "engine/runs/session.h"
#include "engine/runs/session_commands.h"
#include "ui/editor/carets.h"
#include "ui/editor/code_assist.h"
#include "ui/editor/code_editor.h"
#include "ui/session/session_history.h"
#include "ui/session/session_words.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace latchkey::session {

using S = QsciScintillaBase;
using theme::Token;

namespace {

constexpr int kIconColumn = 20; // as in the transcript, so that marks and code stand below each other
constexpr int kAbove = 4, kBelow = 3;
constexpr int kHintGap = 6; // behind the caret
/// A longer text is not parsed on every Enter: it is taken as it is.
constexpr qsizetype kMostParsed = 64 << 10;

qreal cellWidth()
{
    return QFontMetricsF(theme::fonts().code()).horizontalAdvance(QString(64, u'0')) / 64;
}

} // namespace

SessionEntry::SessionEntry(SessionHistory *history, QWidget *parent)
    : QWidget(parent)
    , m_editor(new editor::CodeEditor(this))
    , m_assist(new editor::CodeAssist(m_editor))
    , m_history(history)
    , m_hint(new QLabel(m_editor->viewport()))
{
    setObjectName(u"sessionEntry"_s);
    setFocusProxy(m_editor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_editor->setObjectName(u"sessionInput"_s);
    m_editor->setAccessibleName(tr("Input of the session"));
    m_editor->becomeField();
    m_editor->setClosesBrackets(false); // a bracket is closed by whoever types it: that is what ends an input
    m_editor->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_editor->installEventFilter(this); // behind the assistant's, so it is asked first
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(m_editor, &editor::CodeEditor::edited, this, &SessionEntry::refreshHeight);
    connect(m_editor, &editor::CodeEditor::lookChanged, this, &SessionEntry::refreshHeight);
    connect(m_editor, &QsciScintilla::SCN_UPDATEUI, this, qOverload<>(&QWidget::update));
    connect(m_editor, &editor::CodeEditor::escapePressed, this, [this] {
        if (text().isEmpty()) return emit escaped();
        setText({});
    });
    refreshHeight();
}

SessionEntry::~SessionEntry() = default;

// ---- text -------------------------------------------------------------------------------------------------------

QString SessionEntry::text() const
{
    return QString::fromUtf8(m_editor->utf8());
}

void SessionEntry::setText(const QString &text)
{
    m_assist->closeAll();
    m_editor->replaceText(text.toUtf8());
    m_editor->SendScintilla(S::SCI_DOCUMENTEND);
    refreshHeight();
}

void SessionEntry::insert(const QString &text)
{
    QString code = text;
    code.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
    const QByteArray utf8 = withoutMarks(code).toUtf8();
    m_editor->SendScintilla(S::SCI_REPLACESEL, utf8.constData());
    m_editor->SendScintilla(S::SCI_SCROLLCARET);
    refreshHeight();
}

void SessionEntry::setKnown(const QStringList &names, const QByteArray &code, const QString &folder)
{
    m_assist->setContextNames(names);
    m_assist->service().setPrelude(code);
    m_assist->service().setFolder(folder);
}

void SessionEntry::setHint(const QString &hint)
{
    m_hint->setText(hint);
    m_editor->setAccessibleDescription(hint);
    refreshHeight();
}

QString SessionEntry::beforeCaret() const
{
    return QString::fromUtf8(m_editor->utf8().first(editor::caretOf(*m_editor)));
}

void SessionEntry::submit()
{
    const QString typed = text();
    m_place = -1;
    if (typed.trimmed().isEmpty()) return setText({});
    emit submitted(typed);
}

void SessionEntry::paste()
{
    const QString text = QApplication::clipboard()->text();
    if (!text.isEmpty()) insert(text);
}

// ---- keys -------------------------------------------------------------------------------------------------------

/// Keys that are this field's before they are the window's.
bool SessionEntry::isOurs(const QKeyEvent *key) const
{
    const bool control = key->modifiers() == Qt::ControlModifier;
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    return enter || key->matches(QKeySequence::Copy) || key->matches(QKeySequence::Paste) ||
           (control && (key->key() == Qt::Key_L || key->key() == Qt::Key_Space)) ||
           (key->key() == Qt::Key_Escape && key->modifiers() == Qt::NoModifier);
}

bool SessionEntry::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_editor) return QWidget::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::ShortcutOverride:
        if (isOurs(static_cast<QKeyEvent *>(event))) event->accept();
        return false;
    case QEvent::KeyPress:
        return handleKey(static_cast<QKeyEvent *>(event));
    case QEvent::FocusIn:
    case QEvent::FocusOut:
        update();
        return false;
    default:
        return false;
    }
}

bool SessionEntry::handleKey(QKeyEvent *key)
{
    const Qt::KeyboardModifiers modifiers = key->modifiers() & ~Qt::KeypadModifier;
    const bool plain = modifiers == Qt::NoModifier;
    if (key->matches(QKeySequence::Paste)) return paste(), true;
    if (key->matches(QKeySequence::Copy) && m_editor->selectedUtf8().isEmpty()) return emit stopRequested(), true;
    if (modifiers == Qt::ControlModifier && key->key() == Qt::Key_L) return emit clearRequested(), true;
    if (modifiers == Qt::ControlModifier && key->key() == Qt::Key_Space) return m_assist->complete(), true;
    if (m_assist->isListShown() && plain) return false; // the list has these keys
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return handleEnter(key);
    case Qt::Key_Tab:
        return plain && handleTab();
    case Qt::Key_Up:
        return plain && handleVertical(-1);
    case Qt::Key_Down:
        return plain && handleVertical(1);
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        if (!plain) return false;
        emit pageRequested(key->key() == Qt::Key_PageUp ? -1 : 1);
        return true;
    default:
        return false;
    }
}

bool SessionEntry::handleEnter(const QKeyEvent *key)
{
    const Qt::KeyboardModifiers modifiers = key->modifiers() & ~Qt::KeypadModifier;
    if (modifiers == Qt::ControlModifier) return submit(), true;
    if (modifiers != Qt::NoModifier || continuesAtCaret()) return false; // the editor breaks the line
    m_assist->closeAll();
    submit();
    return true;
}

/// Whether Enter is to begin a line: the text is not complete, or one works in the midst of its lines.
bool SessionEntry::continuesAtCaret() const
{
    const QByteArray all = m_editor->utf8();
    if (all.size() > kMostParsed || runs::sessionCommandOf(QString::fromUtf8(all))) return false;
    const QByteArray behind = all.sliced(editor::caretOf(*m_editor));
    if (behind.contains('\n') && !behind.trimmed().isEmpty()) return true;
    return runs::Session::isUnfinished(all);
}

bool SessionEntry::handleTab()
{
    if (text().isEmpty()) {
        focusNextPrevChild(true);
        return true;
    }
    const QString line = beforeCaret().section(u'\n', -1);
    if (line.trimmed().isEmpty() || !m_editor->selectedUtf8().isEmpty()) return false; // indents
    m_assist->complete();
    return true;
}

/// At the outermost rows of the text the history begins; inside the caret moves.
bool SessionEntry::handleVertical(int by)
{
    const long caret = editor::caretOf(*m_editor);
    const long y = m_editor->SendScintilla(S::SCI_POINTYFROMPOSITION, 0UL, caret);
    const long end = m_editor->SendScintilla(S::SCI_GETLENGTH);
    const long edge = m_editor->SendScintilla(S::SCI_POINTYFROMPOSITION, 0UL, by < 0 ? 0L : end);
    if (y != edge) return false;
    walk(by < 0);
    return true;
}

void SessionEntry::walk(bool back)
{
    const QString shown = text();
    const QStringList &inputs = m_history->inputs();
    if (m_place >= inputs.size() || (m_place >= 0 && inputs[m_place] != shown)) m_place = -1; // edited since
    if (m_place < 0) {
        if (!back) return;
        m_draft = shown;
        m_prefix = beforeCaret();
    }
    const qsizetype from = m_place < 0 ? inputs.size() : m_place;
    const qsizetype found = back ? m_history->before(from, m_prefix, shown) : m_history->behind(from, m_prefix, shown);
    if (found < 0 && back) return; // the oldest stays
    setText(found < 0 ? m_draft : inputs[found]);
    m_place = found;
}

// ---- looks ------------------------------------------------------------------------------------------------------

int SessionEntry::left() const
{
    return theme::kSide + kIconColumn + int(std::round(cellWidth() * double(kFirstMark.size())));
}

void SessionEntry::setMostLines(int lines)
{
    m_mostLines = std::max(1, lines);
    refreshHeight();
}

int SessionEntry::contentHeight() const
{
    const long lines = m_editor->SendScintilla(S::SCI_GETLINECOUNT);
    int rows = 0;
    for (long line = 0; line < lines && rows < m_mostLines; ++line)
        rows += std::max(1, int(m_editor->SendScintilla(S::SCI_WRAPCOUNT, line)));
    const int textHeight = int(m_editor->SendScintilla(S::SCI_TEXTHEIGHT));
    return std::clamp(rows, 1, m_mostLines) * textHeight;
}

QSize SessionEntry::sizeHint() const
{
    return {200, contentHeight() + kAbove + kBelow + 1};
}

void SessionEntry::refreshHeight()
{
    const QRect inside = rect().adjusted(left(), kAbove + 1, 0, -kBelow);
    m_editor->setGeometry(inside);
    m_hint->setVisible(m_editor->SendScintilla(S::SCI_GETLENGTH) == 0);
    m_hint->setFont(theme::fonts().ui(theme::TextSize::Small));
    m_hint->setGeometry(kHintGap, 0, std::max(0, inside.width() - kHintGap),
                        int(m_editor->SendScintilla(S::SCI_TEXTHEIGHT)));
    updateGeometry();
    update();
}

void SessionEntry::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    refreshHeight();
}

void SessionEntry::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setLayoutDirection(Qt::LeftToRight); // as the code
    painter.fillRect(rect(), theme::color(Token::Editor));
    theme::drawEdge(&painter, rect(), Qt::TopEdge, theme::color(Token::Border));
    painter.setFont(theme::fonts().code());
    const QFontMetricsF metrics(theme::fonts().code());
    const int textHeight = int(m_editor->SendScintilla(S::SCI_TEXTHEIGHT));
    const long lines = m_editor->SendScintilla(S::SCI_GETLINECOUNT);
    const int top = m_editor->geometry().top();
    painter.setClipRect(QRect(0, top, width(), m_editor->height()));
    for (long line = 0; line < lines; ++line) {
        const long start = m_editor->SendScintilla(S::SCI_POSITIONFROMLINE, line);
        const int y = top + int(m_editor->SendScintilla(S::SCI_POINTYFROMPOSITION, 0UL, start));
        if (y > height()) break;
        if (y + textHeight < 0) continue;
        painter.setPen(theme::color(m_editor->hasFocus() ? Token::Accent : Token::Muted));
        const qreal baseline = std::round(y + (textHeight + metrics.ascent() - metrics.descent()) / 2);
        painter.drawText(QPointF(theme::kSide + kIconColumn, baseline), line == 0 ? kFirstMark : kNextMark);
    }
}

} // namespace latchkey::session
