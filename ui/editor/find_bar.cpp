// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/find_bar.h"

#include "ui/editor/background.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/indicators.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace latchkey::editor {

namespace {

using Scintilla = QsciScintillaBase;
using indicator::kMatch, indicator::kMatchCurrent;
constexpr qsizetype kMaxMarked = 5000; // hits beyond are found and counted, not painted
constexpr int kDelayMs = 60;           // typing on, one search for several keys
constexpr int kFullAlpha = 255;

long rgb(const QColor &color)
{
    return color.red() | color.green() << 8 | color.blue() << 16;
}

} // namespace

FindBar::FindBar(CodeEditor *editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
{
    setObjectName(u"findBar"_s);
    setAccessibleName(tr("Find and replace"));
    setAutoFillBackground(true);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(theme::kSide, 4, theme::kSide, 4);
    rows->setSpacing(4);
    auto *findRow = new QWidget(this);
    m_replaceRow = new QWidget(this);
    rows->addWidget(findRow);
    rows->addWidget(m_replaceRow);
    buildFindRow(findRow);
    buildReplaceRow(m_replaceRow);
    m_replaceRow->hide();
    refreshIcons();
    m_delay.setSingleShot(true);
    m_delay.setInterval(kDelayMs);
    connect(&m_delay, &QTimer::timeout, this, &FindBar::search);
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, &FindBar::refreshIcons);
    connect(editor, &CodeEditor::edited, this, [this] {
        if (isVisible()) m_delay.start();
    });
    hide();
}

FindBar::~FindBar()
{
    cancel();
}

void FindBar::buildFindRow(QWidget *row)
{
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::kBarGap);
    m_pattern = new QLineEdit(row);
    m_pattern->setObjectName(u"findPattern"_s);
    m_pattern->setPlaceholderText(tr("Find in this file"));
    m_pattern->setAccessibleName(tr("Find"));
    m_pattern->installEventFilter(this);
    layout->addWidget(m_pattern, 1);
    m_case = makeSwitch(row, u"Aa"_s, tr("Match case"));
    m_words = makeSwitch(row, u"W"_s, tr("Whole words"));
    m_regex = makeSwitch(row, u".*"_s, tr("Regular expression"));
    m_count = new QLabel(row);
    m_count->setObjectName(u"findCount"_s);
    m_count->setAccessibleName(tr("Hits"));
    // Room for the usual, so that buttons do not move while one types.
    m_count->setMinimumWidth(m_count->fontMetrics().horizontalAdvance(tr("%1 of %2").arg(9999).arg(9999)));
    layout->addWidget(m_count);
    makeButton(row, u"chevron-down"_s, tr("Previous hit"), &FindBar::findPrevious);
    makeButton(row, u"chevron-down"_s, tr("Next hit"), &FindBar::findNext);
    makeButton(row, u"close"_s, tr("Close the find bar"), &FindBar::close);
    connect(m_pattern, &QLineEdit::textChanged, this, [this] {
        m_jump = true;
        m_delay.start();
    });
}

void FindBar::buildReplaceRow(QWidget *row)
{
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::kBarGap);
    m_replacement = new QLineEdit(row);
    m_replacement->setObjectName(u"findReplacement"_s);
    m_replacement->setPlaceholderText(tr("Replace with"));
    m_replacement->setAccessibleName(tr("Replace with"));
    m_replacement->installEventFilter(this);
    layout->addWidget(m_replacement, 1);
    m_keepCase = makeSwitch(row, u"AB"_s, tr("Keep the case of what is replaced"));
    m_keepCase->setObjectName(u"keepCase"_s);
    auto *one = new QPushButton(tr("Replace"), row);
    one->setObjectName(u"replaceOne"_s);
    connect(one, &QPushButton::clicked, this, &FindBar::replaceOne);
    layout->addWidget(one);
    auto *all = new QPushButton(tr("Replace all"), row);
    all->setObjectName(u"replaceAll"_s);
    connect(all, &QPushButton::clicked, this, &FindBar::replaceAllHits);
    layout->addWidget(all);
}

QToolButton *FindBar::makeSwitch(QWidget *row, const QString &text, const QString &name)
{
    auto *button = new QToolButton(row);
    button->setText(text);
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    row->layout()->addWidget(button);
    connect(button, &QToolButton::toggled, this, [this] {
        m_jump = true;
        search();
    });
    return button;
}

QToolButton *FindBar::makeButton(QWidget *row, const QString &icon, const QString &name, void (FindBar::*action)())
{
    auto *button = new QToolButton(row);
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    row->layout()->addWidget(button);
    m_icons.append({button, icon});
    connect(button, &QToolButton::clicked, this, action);
    return button;
}

void FindBar::refreshIcons()
{
    for (const auto &[button, icon] : m_icons) button->setIcon(theme::Icons::icon(icon));
    // The set has one chevron; up is the same one turned over.
    QToolButton *previous = m_icons.front().first;
    const QPixmap down =
        theme::Icons::pixmap(u"chevron-down"_s, theme::color(theme::Token::Text), theme::kIcon, devicePixelRatioF());
    previous->setIcon(down.transformed(QTransform::fromScale(1, -1)));
    if (!m_editor) return;
    const auto define = [this](int indicator, theme::Token token) {
        m_editor->SendScintilla(Scintilla::SCI_INDICSETSTYLE, indicator, int(Scintilla::INDIC_STRAIGHTBOX));
        m_editor->SendScintilla(Scintilla::SCI_INDICSETFORE, (unsigned long)indicator, rgb(theme::color(token)));
        m_editor->SendScintilla(Scintilla::SCI_INDICSETALPHA, indicator, kFullAlpha);
        m_editor->SendScintilla(Scintilla::SCI_INDICSETOUTLINEALPHA, indicator, kFullAlpha);
        m_editor->SendScintilla(Scintilla::SCI_INDICSETUNDER, indicator, 1);
    };
    define(kMatch, theme::Token::Match);
    define(kMatchCurrent, theme::Token::MatchCur);
}

// Opening and closing

void FindBar::openFind()
{
    if (!m_editor) return;
    m_origin = m_editor->SendScintilla(Scintilla::SCI_GETSELECTIONSTART);
    const QString selected = QString::fromUtf8(m_editor->selectedUtf8());
    if (!selected.isEmpty() && !selected.contains(u'\n')) m_pattern->setText(selected);
    show();
    m_pattern->setFocus(Qt::ShortcutFocusReason);
    m_pattern->selectAll();
    search();
}

void FindBar::openReplace()
{
    m_replaceRow->setVisible(m_editor && !m_editor->isReadOnly());
    openFind();
}

void FindBar::close()
{
    cancel();
    m_delay.stop();
    hideHits();
    hide();
    m_replaceRow->hide();
    if (m_editor) m_editor->setFocus(Qt::OtherFocusReason);
    emit closed();
}

SearchQuery FindBar::query() const
{
    return {m_pattern->text(), m_regex->isChecked(), m_case->isChecked(), m_words->isChecked(),
            m_keepCase->isChecked()};
}

void FindBar::setQuery(const SearchQuery &query)
{
    m_pattern->setText(query.pattern);
    m_regex->setChecked(query.regex);
    m_keepCase->setChecked(query.keepCase);
    m_case->setChecked(query.matchCase);
    m_words->setChecked(query.wholeWords);
    m_jump = true;
    search();
}

// Searching

void FindBar::cancel()
{
    if (m_stop) m_stop->store(true, std::memory_order_relaxed);
    m_stop.reset();
}

void FindBar::search()
{
    cancel();
    m_delay.stop();
    if (!m_editor) return;
    if (query().pattern.isEmpty()) {
        take({}, m_editor->revision());
        return;
    }
    const SearchStop stop = std::make_shared<std::atomic<bool>>(false);
    m_stop = stop;
    const TextSnapshot text = m_editor->snapshot();
    inBackground([text = text.text, query = query(), stop] {
        return findAll(text, query, stop);
    }).then(this, [this, stop, revision = text.revision](const SearchResult &result) {
        if (m_stop != stop) return; // another search took its place
        m_stop.reset();
        if (m_editor && revision == m_editor->revision()) take(result, revision);
        else search(); // typed on meanwhile
    });
}

void FindBar::take(const SearchResult &result, quint64 revision)
{
    m_result = result;
    m_revision = revision;
    showHits();
    if (const int direction = std::exchange(m_pendingMove, 0); direction != 0 && !m_result.hits.isEmpty()) {
        m_jump = false;
        move(direction > 0);
    } else if (std::exchange(m_jump, false) && !m_result.hits.isEmpty()) {
        const auto first =
            std::ranges::find_if(m_result.hits, [this](const SearchHit &hit) { return hit.from >= m_origin; });
        const bool wrapped = first == m_result.hits.end();
        goToHit(wrapped ? 0 : first - m_result.hits.begin(), wrapped);
    } else {
        showCount();
    }
    emit searched();
}

void FindBar::showHits()
{
    hideHits();
    if (!isVisible()) return;
    m_editor->SendScintilla(Scintilla::SCI_SETINDICATORCURRENT, kMatch);
    const qsizetype count = std::min(kMaxMarked, m_result.hits.size());
    for (qsizetype i = 0; i < count; ++i) {
        const SearchHit &hit = m_result.hits[i];
        m_editor->SendScintilla(Scintilla::SCI_INDICATORFILLRANGE, (unsigned long)hit.from, long(hit.to - hit.from));
    }
}

void FindBar::hideHits()
{
    if (!m_editor) return;
    for (const int indicator : {kMatch, kMatchCurrent}) {
        m_editor->SendScintilla(Scintilla::SCI_SETINDICATORCURRENT, indicator);
        m_editor->SendScintilla(Scintilla::SCI_INDICATORCLEARRANGE, 0UL,
                                m_editor->SendScintilla(Scintilla::SCI_GETLENGTH));
    }
}

// Moving

void FindBar::findNext()
{
    move(true);
}

void FindBar::findPrevious()
{
    move(false);
}

void FindBar::move(bool forward)
{
    if (!m_editor) return;
    if (m_stop || m_delay.isActive() || m_revision != m_editor->revision()) {
        m_pendingMove = forward ? 1 : -1;
        if (!m_stop) search();
        return;
    }
    if (m_result.hits.isEmpty()) return showCount();
    const auto &hits = m_result.hits;
    const long from = m_editor->SendScintilla(Scintilla::SCI_GETSELECTIONSTART),
               to = m_editor->SendScintilla(Scintilla::SCI_GETSELECTIONEND);
    if (forward) {
        const auto next = std::ranges::lower_bound(hits, qsizetype(to), {}, &SearchHit::from);
        goToHit(next == hits.end() ? 0 : next - hits.begin(), next == hits.end());
    } else {
        const auto next = std::ranges::lower_bound(hits, qsizetype(from), {}, &SearchHit::from);
        const bool wrapped = next == hits.begin();
        goToHit(wrapped ? hits.size() - 1 : next - hits.begin() - 1, wrapped);
    }
}

void FindBar::goToHit(qsizetype index, bool wrapped)
{
    const SearchHit hit = m_result.hits[index];
    m_editor->select({m_editor->marks().placeAt(hit.from), m_editor->marks().placeAt(hit.to)});
    m_editor->SendScintilla(Scintilla::SCI_SETINDICATORCURRENT, kMatchCurrent);
    m_editor->SendScintilla(Scintilla::SCI_INDICATORCLEARRANGE, 0UL, m_editor->SendScintilla(Scintilla::SCI_GETLENGTH));
    m_editor->SendScintilla(Scintilla::SCI_INDICATORFILLRANGE, (unsigned long)hit.from, long(hit.to - hit.from));
    showCount(wrapped ? tr("from the other end") : QString());
}

qsizetype FindBar::currentHit() const
{
    const long from = m_editor->SendScintilla(Scintilla::SCI_GETSELECTIONSTART),
               to = m_editor->SendScintilla(Scintilla::SCI_GETSELECTIONEND);
    return m_result.hits.indexOf(SearchHit{from, to});
}

void FindBar::showCount(const QString &notice)
{
    const QLocale locale;
    QString text;
    if (!m_result.error.isEmpty()) text = m_result.error;
    else if (query().pattern.isEmpty()) text.clear();
    else if (m_result.hits.isEmpty()) text = tr("No hits");
    else {
        const QString total = locale.toString(m_result.hits.size()) + (m_result.more ? u"+"_s : QString());
        const qsizetype current = currentHit();
        text = current < 0 ? tr("%1 hits").arg(total) : tr("%1 of %2").arg(locale.toString(current + 1), total);
    }
    if (!notice.isEmpty()) text += u" · "_s + notice;
    m_count->setText(text);
}

// Replacing

void FindBar::replaceOne()
{
    if (!m_editor || m_editor->isReadOnly()) return;
    const qsizetype current = m_revision == m_editor->revision() ? currentHit() : -1;
    if (current < 0) return findNext();
    const SearchHit hit = m_result.hits[current];
    const QByteArray text = replacementFor(m_editor->utf8(), hit, query(), m_replacement->text());
    m_editor->SendScintilla(Scintilla::SCI_SETTARGETRANGE, (unsigned long)hit.from, long(hit.to));
    m_editor->SendScintilla(Scintilla::SCI_REPLACETARGET, (unsigned long)text.size(), text.constData());
    m_editor->SendScintilla(Scintilla::SCI_SETEMPTYSELECTION, long(hit.from + text.size()));
    m_pendingMove = 1;
    search();
}

void FindBar::replaceAllHits()
{
    if (!m_editor || m_editor->isReadOnly()) return;
    const TextSnapshot before = m_editor->snapshot();
    inBackground([text = before.text, query = query(), to = m_replacement->text()] {
        return replaceAll(text, query, to);
    }).then(this, [this, revision = before.revision](const ReplaceAllResult &result) {
        if (!m_editor || revision != m_editor->revision()) return replaceAllHits(); // typed on: once more
        if (result.error.isEmpty() && result.count > 0) m_editor->replaceText(result.text);
        search();
        m_count->setText(result.error.isEmpty() ? tr("%n replaced", nullptr, int(result.count)) : result.error);
    });
}

// Keys

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() != Qt::Key_Return && key->key() != Qt::Key_Enter) return QWidget::eventFilter(watched, event);
    if (watched == m_replacement) replaceOne();
    else move((key->modifiers() & Qt::ShiftModifier) == 0);
    return true;
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) return close();
    QWidget::keyPressEvent(event);
}

} // namespace latchkey::editor
