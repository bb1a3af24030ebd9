// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/code_assist.h"

#include "engine/language/hover.h"
#include "engine/language/signature.h"
#include "engine/language/structure.h"
#include "ui/editor/carets.h"

#include <QKeyEvent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::editor {

using S = QsciScintillaBase;
using language::Completion;
using language::CompletionItem;
using language::DocumentPtr;
using language::Workspace;

namespace {

constexpr size_t kRecent = 40;
constexpr int kLargeTextDelayMs = 120; // each question about a large text costs a copy and an analysis of it

/// A span of the text behind `from`, counted from there; of what lies before nothing is left.
language::Span moved(language::Span span, uint32_t from)
{
    return {std::max(span.begin, from) - from, std::max(span.end, from) - from};
}

bool isWordCharacter(QChar c)
{
    return c == u'_' || (c.unicode() < 128 && c.isLetterOrNumber());
}

} // namespace

CodeAssist::CodeAssist(CodeEditor *editor)
    : QObject(editor)
    , m_editor(editor)
    , m_service(new LanguageService(editor))
    , m_snippets(new SnippetSession(editor))
    , m_occurrences(new OccurrenceMarks(editor, m_service))
{
    editor->installEventFilter(this);
    editor->viewport()->installEventFilter(this);
    m_afterTyping.setSingleShot(true);
    m_afterTyping.setInterval(0);
    connect(&m_afterTyping, &QTimer::timeout, this, [this] { afterTyping(m_typed); });
    m_later.setSingleShot(true);
    m_later.setInterval(kLargeTextDelayMs);
    connect(&m_later, &QTimer::timeout, this, [this] { askForCompletion(false); });
    connect(editor, &CodeEditor::caretMoved, this, [this] {
        if (m_hover && caret() != m_hoverCaret) m_hover->hide();
        if (isListShown() && (caret() < m_word || wordStart(caret()) != m_word)) closeList();
        if (m_parameters && m_parameters->isVisible()) askForParameters();
    });
    connect(editor, &CodeEditor::edited, this, [this] { m_selections.clear(); });
    connect(editor, &QsciScintilla::SCN_UPDATEUI, this, [this](int what) {
        if ((what & (S::SC_UPDATE_V_SCROLL | S::SC_UPDATE_H_SCROLL)) != 0) onScrolled();
    });
    connect(editor, &CodeEditor::hovered, this,
            [this](const TextPlace &place) { askForHover(m_editor->marks().positionOf(place)); });
    connect(editor, &QsciScintilla::SCN_DWELLEND, this, [this] {
        m_service->cancel(LanguageService::Hover);
        if (m_hover) m_hover->hide();
    });
}

CodeAssist::~CodeAssist()
{
    // They are children of the window, which may stay.
    if (m_popup) {
        delete m_popup->documentation();
        delete m_popup;
    }
    delete m_parameters;
    delete m_hover;
}

long CodeAssist::caret() const
{
    return caretOf(*m_editor);
}

long CodeAssist::wordStart(long position) const
{
    while (position > 0 &&
           isWordCharacter(QChar(ushort(uchar(m_editor->SendScintilla(S::SCI_GETCHARAT, position - 1))))))
        --position;
    return position;
}

QPoint CodeAssist::placeOf(long position) const
{
    const QPoint place(int(m_editor->SendScintilla(S::SCI_POINTXFROMPOSITION, 0UL, position)),
                       int(m_editor->SendScintilla(S::SCI_POINTYFROMPOSITION, 0UL, position)));
    return m_editor->viewport()->mapTo(m_editor->window(), place);
}

int CodeAssist::lineHeight() const
{
    return int(m_editor->SendScintilla(S::SCI_TEXTHEIGHT));
}

// ---- keys -------------------------------------------------------------------------------------------------------

bool CodeAssist::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
        return watched == m_editor && handleKey(static_cast<QKeyEvent *>(event));
    case QEvent::ShortcutOverride: {
        // While the list is open its keys are not the window's.
        const int key = static_cast<QKeyEvent *>(event)->key();
        const bool ours = key == Qt::Key_Escape || key == Qt::Key_Tab || key == Qt::Key_Return || key == Qt::Key_Enter;
        if (watched == m_editor && isListShown() && ours) event->accept();
        return false;
    }
    case QEvent::InputMethod:
        if (watched == m_editor && !static_cast<QInputMethodEvent *>(event)->commitString().isEmpty()) {
            m_typed = u'a';
            m_afterTyping.start();
        }
        return false;
    case QEvent::FocusOut:
        if (watched == m_editor && static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason) closeAll();
        return false;
    case QEvent::Hide:
    case QEvent::Resize:
    case QEvent::MouseButtonPress:
    case QEvent::Wheel:
        closeAll();
        return false;
    default:
        return false;
    }
}

bool CodeAssist::handleKey(QKeyEvent *event)
{
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier);
    if (m_hover) m_hover->hide();
    if (isListShown() && modifiers == Qt::NoModifier && handleListKey(event)) return true;
    const bool plainEscape = event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier;
    if (plainEscape && m_parameters && m_parameters->isVisible()) {
        m_parameters->hide();
        m_service->cancel(LanguageService::Signature);
        return true;
    }
    if (plainEscape && m_snippets->isActive()) {
        m_snippets->end();
        return true;
    }
    if (m_snippets->isActive() && modifiers == Qt::NoModifier) {
        const bool forward = event->key() == Qt::Key_Tab, back = event->key() == Qt::Key_Backtab;
        if ((forward || back) && m_snippets->step(forward ? 1 : -1)) return true;
    }
    const QString text = event->text();
    const bool types = text.size() == 1 && text.front().isPrint() && modifiers == Qt::NoModifier;
    const bool deletes = event->key() == Qt::Key_Backspace;
    if (types || (deletes && isListShown())) {
        // When the editor has taken the key and shows it: a timer's turn comes after painting, that of a queued call
        // before. Of keys that came at once the last one counts.
        m_typed = types ? text.front() : QChar();
        m_afterTyping.start();
    }
    return false;
}

bool CodeAssist::handleListKey(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
        m_popup->step(-1);
        return true;
    case Qt::Key_Down:
        m_popup->step(1);
        return true;
    case Qt::Key_PageUp:
        m_popup->stepPage(-1);
        return true;
    case Qt::Key_PageDown:
        m_popup->stepPage(1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if ((event->modifiers() & Qt::ShiftModifier) != 0) return false;
        accept(false);
        return true;
    case Qt::Key_Tab:
        accept(true);
        return true;
    case Qt::Key_Escape:
        closeList();
        return true;
    default:
        return false;
    }
}

void CodeAssist::afterTyping(QChar typed)
{
    if (!m_editor->hasFocus() || m_editor->isReadOnly()) return;
    if (typed == u'(' || typed == u',') askForParameters();
    else refreshParameters();
    if (m_editor->SendScintilla(S::SCI_GETSELECTIONS) > 1) return closeList();
    const bool inWord = isWordCharacter(typed) || typed.isNull();
    if (isListShown()) {
        if (!inWord && typed != u'.') return closeList();
        refilter();
    }
    // A lone digit begins a number, not a name.
    const bool begins = isWordCharacter(typed) && !(typed.isDigit() && wordStart(caret()) == caret() - 1);
    if (!isListShown() && !(m_whileTyping && (begins || typed == u'.'))) return m_later.stop();
    if (m_editor->isLean()) m_later.start();
    else askForCompletion(m_asked && isListShown());
}

// ---- completion -------------------------------------------------------------------------------------------------

void CodeAssist::complete()
{
    if (!m_editor->isReadOnly()) askForCompletion(true);
}

void CodeAssist::askForCompletion(bool asked)
{
    language::CompletionOptions options;
    options.asked = asked;
    options.recent = m_recent;
    if (m_seenFields) options.seen = m_seenFields();
    for (const QString &name : std::as_const(m_contextNames)) options.contextNames.push_back(name.toStdString());
    m_service->ask(
        LanguageService::Completion,
        [at = uint32_t(placesFrom() + caret()), from = uint32_t(placesFrom()), options](const DocumentPtr &document,
                                                                                        const Workspace &workspace) {
            Completion found = language::completeAt(document, at, workspace, options);
            found.word = moved(found.word, from);
            for (CompletionItem &item : found.items)
                for (language::TextEdit &edit : item.also) edit.span = moved(edit.span, from);
            return found;
        },
        [this, asked](const Completion &completion) { takeCompletion(completion, asked); });
}

void CodeAssist::takeCompletion(Completion completion, bool asked)
{
    if (!m_editor->hasFocus() || caret() != long(completion.word.end)) return;
    // One item that says no more than what is written needs no list.
    const bool idle = !asked && completion.items.size() == 1 &&
                      completion.items.front().insert.size() == completion.word.end - completion.word.begin;
    if (completion.items.empty() || idle) return closeList();
    m_asked = asked;
    if (!m_popup) {
        m_popup = new CompletionPopup(m_editor->window());
        connect(m_popup, &CompletionPopup::activated, this, [this] { accept(false); });
    }
    const bool keepRow = isListShown() && m_word == long(completion.word.begin) && m_popup->current() != nullptr &&
                         m_popup->model()->items().front().label != m_popup->current()->label;
    m_word = completion.word.begin;
    m_items = completion.items;
    if (m_parameters) m_parameters->hide();
    m_popup->showItems(std::move(completion.items), placeOf(m_word), lineHeight(), keepRow);
}

// What is known already is narrowed at once, until the answer for the longer word is there.
void CodeAssist::refilter()
{
    const long end = caret();
    if (end < m_word) return closeList();
    QByteArray typed;
    for (long at = m_word; at < end; ++at) typed += char(m_editor->SendScintilla(S::SCI_GETCHARAT, at));
    std::vector<CompletionItem> left;
    for (const CompletionItem &item : m_items) {
        CompletionItem kept = item;
        if (language::matchScore(typed.toStdString(), item.label, &kept.hits) > 0) left.push_back(std::move(kept));
    }
    if (left.empty()) return;
    m_popup->showItems(std::move(left), placeOf(m_word), lineHeight(), false);
}

void CodeAssist::accept(bool replaceWord)
{
    const CompletionItem *current = isListShown() ? m_popup->current() : nullptr;
    if (current == nullptr) return closeList();
    const CompletionItem item = *current;
    closeList();
    m_service->cancel(LanguageService::Completion);
    std::erase(m_recent, item.label);
    m_recent.insert(m_recent.begin(), item.label);
    if (m_recent.size() > kRecent) m_recent.resize(kRecent);

    long from = m_word, to = caret();
    if (replaceWord) to = m_editor->SendScintilla(S::SCI_WORDENDPOSITION, (unsigned long)to, 1L);
    m_editor->SendScintilla(S::SCI_BEGINUNDOACTION);
    for (const language::TextEdit &edit : item.also) { // above the word: an import
        m_editor->SendScintilla(S::SCI_SETTARGETRANGE, (unsigned long)edit.span.begin, long(edit.span.end));
        m_editor->SendScintilla(S::SCI_REPLACETARGET, (unsigned long)edit.text.size(), edit.text.data());
        const long moved = long(edit.text.size()) - long(edit.span.end - edit.span.begin);
        from += moved;
        to += moved;
    }
    const QByteArray text = QByteArray::fromStdString(item.insert);
    if (item.isSnippet) {
        m_snippets->insert(text, from, to);
    } else {
        m_editor->SendScintilla(S::SCI_SETTARGETRANGE, (unsigned long)from, to);
        m_editor->SendScintilla(S::SCI_REPLACETARGET, (unsigned long)text.size(), text.constData());
        m_editor->SendScintilla(S::SCI_GOTOPOS, from + long(text.size()));
    }
    m_editor->SendScintilla(S::SCI_ENDUNDOACTION);
    if (item.insert.contains("($1")) askForParameters();
    emit completed(QString::fromStdString(item.label));
}

void CodeAssist::closeList()
{
    m_service->cancel(LanguageService::Completion);
    m_later.stop();
    m_asked = false;
    if (m_popup) m_popup->closeList();
}

void CodeAssist::closeAll()
{
    closeList();
    m_service->cancel(LanguageService::Hover);
    if (m_parameters) m_parameters->hide();
    if (m_hover) m_hover->hide();
}

// Panels go with the text while it is in sight.
void CodeAssist::onScrolled()
{
    if (m_hover) m_hover->hide();
    if (m_parameters && m_parameters->isVisible()) askForParameters();
    if (!isListShown()) return;
    const QRect sight(m_editor->viewport()->mapTo(m_editor->window(), QPoint()), m_editor->viewport()->size());
    if (sight.contains(placeOf(m_word))) m_popup->moveTo(placeOf(m_word), lineHeight());
    else closeList();
}

// ---- parameters -------------------------------------------------------------------------------------------------

void CodeAssist::showParameters()
{
    askForParameters();
}

void CodeAssist::refreshParameters()
{
    if (m_parameters && m_parameters->isVisible()) askForParameters();
}

void CodeAssist::askForParameters()
{
    m_service->ask(
        LanguageService::Signature,
        [at = uint32_t(placesFrom() + caret())](const DocumentPtr &document, const Workspace &workspace) {
            return language::signatureAt(document, at, workspace);
        },
        [this](const std::optional<language::SignatureHelp> &help) {
            if (!help || !m_editor->hasFocus()) {
                if (m_parameters) m_parameters->hide();
                return;
            }
            if (isListShown()) return; // one panel at a time: the list is about the same place
            TipText text;
            text.code = QString::fromStdString(help->label);
            if (help->active >= 0) {
                const auto &parameter = help->parameters[size_t(help->active)];
                text.boldFrom = int(parameter.begin);
                text.boldTo = int(parameter.end);
            }
            text.body = QString::fromStdString(help->documentation);
            text.needs = QString::fromStdString(help->needs);
            if (!m_parameters) {
                m_parameters = new CodeTip(m_editor->window());
                m_parameters->setObjectName(u"parameterTip"_s);
            }
            m_parameters->setText(text);
            m_parameters->showAt(placeOf(long(help->parenthesis) + 1 - placesFrom()), lineHeight(),
                                 CodeTip::Side::Above);
        });
}

// ---- hover ------------------------------------------------------------------------------------------------------

void CodeAssist::showHover()
{
    askForHover(caret());
}

void CodeAssist::askForHover(long position)
{
    if (isListShown()) return;
    m_hoverCaret = caret();
    m_service->ask(
        LanguageService::Hover,
        [at = uint32_t(placesFrom() + position)](const DocumentPtr &document, const Workspace &workspace) {
            return language::hoverAt(document, at, workspace);
        },
        [this, position](const std::optional<language::Hover> &hover) {
            if (!hover || isListShown()) return;
            TipText text;
            text.code = QString::fromStdString(hover->title);
            text.body = QString::fromStdString(hover->documentation);
            text.needs = QString::fromStdString(hover->needs);
            text.kind = QString::fromStdString(hover->kind);
            long definedAt = -1;
            if (placesFrom() == 0 && hover->definition && hover->definition->document) {
                const auto place = hover->definition->document->source()->position(hover->definition->span.begin);
                const QString file = QString::fromStdString(hover->definition->document->source()->path());
                const bool here = !m_editor->document() || file == m_editor->document()->path() || file.isEmpty();
                if (here) definedAt = long(hover->definition->span.begin);
                text.kind = here ? tr("%1, line %2").arg(text.kind).arg(place.line)
                                 : tr("%1, %2 line %3").arg(text.kind, file.section(u'/', -1)).arg(place.line);
            }
            if (m_hoverValue && definedAt >= 0) {
                const QByteArray name = m_editor->utf8().mid(hover->span.begin, hover->span.end - hover->span.begin);
                std::tie(text.value, text.valueNote) = m_hoverValue(QString::fromUtf8(name), definedAt);
            }
            if (m_hoverFoot) text.foot = m_hoverFoot(position);
            if (!m_hover) {
                m_hover = new CodeTip(m_editor->window());
                m_hover->setObjectName(u"hoverTip"_s);
            }
            m_hover->setText(text);
            m_hover->showAt(placeOf(long(hover->span.begin) - placesFrom()), lineHeight(), CodeTip::Side::Above);
        });
}

// ---- selection --------------------------------------------------------------------------------------------------

void CodeAssist::expandSelection()
{
    const long from = m_editor->SendScintilla(S::SCI_GETSELECTIONSTART),
               to = m_editor->SendScintilla(S::SCI_GETSELECTIONEND);
    m_service->ask(
        LanguageService::Command,
        [from, to](const DocumentPtr &document, const Workspace &) {
            return language::expandSelection(*document, {uint32_t(from), uint32_t(to)});
        },
        [this, from, to](const syntax::Span &span) {
            if (long(span.begin) == from && long(span.end) == to) return;
            m_selections.append({from, to});
            m_editor->SendScintilla(S::SCI_SETSEL, (unsigned long)span.begin, long(span.end));
        });
}

void CodeAssist::shrinkSelection()
{
    if (m_selections.isEmpty()) return;
    const auto [from, to] = m_selections.takeLast();
    m_editor->SendScintilla(S::SCI_SETSEL, (unsigned long)from, to);
}

} // namespace latchkey::editor
