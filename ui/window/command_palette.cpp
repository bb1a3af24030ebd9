// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/command_palette.h"

#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/small_parts.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::window {

using theme::Part;
using theme::Token;

int matchScore(const QString &typed, const QString &name, QList<int> *hits)
{
    if (typed.isEmpty()) return 1;
    const auto mark = [hits](qsizetype from, qsizetype count) {
        for (qsizetype i = 0; hits != nullptr && i < count; ++i) hits->append(int(from + i));
    };
    qsizetype at = name.indexOf(typed, 0, Qt::CaseInsensitive);
    // The start of a word is better than its middle.
    for (qsizetype next = at; next >= 0; next = name.indexOf(typed, next + 1, Qt::CaseInsensitive)) {
        if (next == 0 || !name[next - 1].isLetterOrNumber()) {
            mark(next, typed.size());
            return next == 0 ? 1000 : 800 - int(std::min<qsizetype>(next, 100));
        }
    }
    if (at >= 0) {
        mark(at, typed.size());
        return 500 - int(std::min<qsizetype>(at, 100));
    }
    // The letters in their order, the fewer gaps the better.
    QList<int> places;
    qsizetype from = 0;
    for (const QChar letter : typed) {
        if (letter.isSpace()) continue;
        from = name.indexOf(letter, from, Qt::CaseInsensitive);
        if (from < 0) return 0;
        places << int(from++);
    }
    if (places.isEmpty()) return 0;
    const int gaps = places.last() - places.first() + 1 - int(places.size());
    if (gaps > 2 * int(places.size())) return 0;
    if (hits != nullptr) *hits = places;
    return 200 - std::min(gaps, 100);
}

CommandPalette::CommandPalette(QWidget *window)
    : QWidget(window)
    , m_field(new widgets::SearchField(tr("Type a file, a command, @ symbol or : line"), this))
    , m_view(new EntryView(this))
    , m_prefixes(new QLabel(tr("> commands    @ symbols    : line    ? help"), this))
    , m_count(new QLabel(this))
{
    setObjectName(u"commandPalette"_s);
    setAccessibleName(tr("Commands"));
    m_field->setObjectName(u"paletteField"_s);
    m_view->setObjectName(u"paletteView"_s);
    m_view->setAccessibleName(tr("Commands and files found"));
    m_view->setFocusPolicy(Qt::NoFocus);
    m_prefixes->setAccessibleName(tr("Prefixes"));
    m_count->setObjectName(u"paletteCount"_s);
    m_count->setAccessibleName(tr("Number found"));
    for (QLabel *label : {m_prefixes, m_count}) {
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setFont(theme::fonts().ui(theme::TextSize::Tiny));
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 7, 1, 1);
    column->setSpacing(0);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(7, 0, 7, 7);
    top->addWidget(m_field);
    column->addLayout(top);
    column->addWidget(m_view, 1);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(theme::kRowMargin, 0, theme::kRowMargin, 0);
    foot->addWidget(m_prefixes);
    foot->addStretch(1);
    foot->addWidget(m_count);
    column->addLayout(foot);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_view, &EntryView::chosen, this, &CommandPalette::close);
    hide();
}

void CommandPalette::open(const QString &typed, int top)
{
    m_top = top;
    m_indexed.clear();
    if (!isVisible()) m_focusBefore = window()->focusWidget();
    m_commands = m_sources.commands ? m_sources.commands() : QList<Entry>();
    m_files = m_sources.files ? m_sources.files() : QList<Entry>();
    m_symbols = m_sources.symbols ? m_sources.symbols() : QList<Entry>();
    m_field->setText(typed);
    search();
    show();
    raise();
    m_field->setFocus();
    m_field->end(false);
    window()->installEventFilter(this);
}

void CommandPalette::close()
{
    if (!isVisible()) return;
    window()->removeEventFilter(this);
    const bool hadFocus = isAncestorOf(window()->focusWidget());
    hide();
    if (hadFocus && m_focusBefore) m_focusBefore->setFocus();
}

void CommandPalette::refresh()
{
    if (isVisible()) search();
}

QList<Entry> CommandPalette::found(const QString &typed) const
{
    struct Hit {
        int score;
        Entry entry;
    };
    const bool commandsOnly = typed.startsWith(u'>'), symbolsOnly = typed.startsWith(u'@');
    const QString wanted = (commandsOnly || symbolsOnly ? typed.sliced(1) : typed).trimmed();
    QList<Hit> hits;
    const auto take = [&](const QList<Entry> &entries, int bonus) {
        for (Entry entry : entries) {
            int score = matchScore(wanted, entry.name, &entry.hits);
            if (score == 0) score = matchScore(wanted, entry.where) / 8;
            if (score > 0) hits.append({score + bonus, entry});
        }
    };
    if (symbolsOnly) take(m_symbols, 0);
    else if (!commandsOnly) take(m_files, 50);
    if (!symbolsOnly) take(m_commands, 0);
    if (!wanted.isEmpty()) std::ranges::stable_sort(hits, std::greater(), &Hit::score);
    QList<Entry> entries;
    for (const Hit &hit : hits) entries << hit.entry;
    return entries;
}

QList<Entry> CommandPalette::helpEntries()
{
    const auto line = [this](const QString &prefix, const QString &what) {
        return Entry{.icon = u"help"_s, .name = what, .keys = prefix, .act = [this, prefix] { open(prefix, m_top); }};
    };
    return {line(u">"_s, tr("Commands only")), line(u"@"_s, tr("Functions and variables of the file in front")),
            line(u":"_s, tr("Go to a line of the file in front"))};
}

void CommandPalette::search()
{
    const QString typed = m_field->text();
    QList<Entry> entries;
    if (typed.startsWith(u'?')) {
        entries = helpEntries();
    } else if (typed.startsWith(u':')) {
        if (const int line = QStringView(typed).sliced(1).trimmed().toInt(); line > 0)
            entries << Entry{.icon = u"go-end"_s, .name = tr("Go to line %1").arg(line), .act = [this, line] {
                                 if (m_sources.goToLine) m_sources.goToLine(line);
                             }};
    } else {
        if (typed.startsWith(u'@') && m_sources.symbols) m_symbols = m_sources.symbols();
        const bool plain = !typed.startsWith(u'>') && !typed.startsWith(u'@') && !typed.trimmed().isEmpty();
        entries = plain ? withIndexed(typed) : found(typed);
        if (plain && m_sources.findFiles)
            m_sources.findFiles(typed.trimmed(), [self = QPointer(this), typed](const QList<Entry> &files) {
                if (!self || !self->isVisible() || self->m_field->text() != typed) return;
                self->m_indexed = files;
                self->m_indexedFor = typed;
                self->showEntries(self->withIndexed(typed));
            });
    }
    showEntries(entries);
}

// What was open or recent comes first, then the folder's files, then commands.
// Until the answer for a longer word is there, what still fits of the last one stays.
QList<Entry> CommandPalette::withIndexed(const QString &typed) const
{
    QList<Entry> first, files, last;
    const QString name = typed.trimmed().section(u'/', -1);
    for (const Entry &entry : m_indexed)
        if (typed == m_indexedFor || matchScore(name, entry.name) > 0) files << entry;
    for (const Entry &entry : found(typed)) {
        const auto same = [&](const Entry &other) { return other.name == entry.name && other.icon == entry.icon; };
        const bool isFile = std::ranges::any_of(m_files, same);
        if (!isFile) last << entry;
        else if (std::ranges::none_of(files, same)) first << entry;
    }
    return first + files + last;
}

void CommandPalette::showEntries(const QList<Entry> &entries)
{
    m_view->setEntries(entries);
    m_count->setText(tr("%1 of %2").arg(entries.size()).arg(m_commands.size() + m_files.size()));
    place();
}

void CommandPalette::place()
{
    const QWidget *parent = parentWidget();
    const int rowHeight = theme::metrics().height(Part::PaletteRow);
    const int width = std::min(theme::metrics().scaledWidth(theme::kPaletteWidth), parent->width() - 2 * theme::kSide);
    const int chrome = theme::metrics().scaled(44) + theme::metrics().height(Part::PaletteFoot) + 2;
    const int room = (parent->height() - m_top - chrome - theme::kSide) / rowHeight;
    const int rows = std::clamp(int(m_view->entries()->rowCount()), 1, std::clamp(room, 1, kRows));
    m_view->setFixedHeight(rows * rowHeight);
    setGeometry((parent->width() - width) / 2, m_top, width, rows * rowHeight + chrome);
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Token::Window)); // behind the round corners
    theme::drawGround(&painter, rect(), theme::color(Token::Panel), theme::color(Token::Strong), theme::kPaletteRadius);
    theme::drawEdge(&painter, m_view->geometry().adjusted(0, -1, 0, 0), Qt::TopEdge, theme::color(Token::Border));
    theme::drawEdge(&painter, m_view->geometry().adjusted(0, 0, 0, 1), Qt::BottomEdge, theme::color(Token::Border));
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == window()) {
        if (event->type() == QEvent::Resize) place();
        return false;
    }
    if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason &&
        static_cast<QFocusEvent *>(event)->reason() != Qt::ActiveWindowFocusReason)
        close();
    if (event->type() != QEvent::KeyPress) return false;
    switch (const auto *key = static_cast<QKeyEvent *>(event); key->key()) {
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Up:
        m_view->step(-1);
        return true;
    case Qt::Key_Down:
        m_view->step(1);
        return true;
    case Qt::Key_PageUp:
        m_view->step(-kRows + 1);
        return true;
    case Qt::Key_PageDown:
        m_view->step(kRows - 1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_view->activateCurrent();
        return true;
    default:
        return false;
    }
}

} // namespace latchkey::window
