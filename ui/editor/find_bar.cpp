// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/find_bar.h"

#include "ui/editor/background.h"
#include "ui/editor/carets.h"
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
constexpr int kDelayMs = 60;               // typing on, one search for several keys
constexpr qsizetype kMaxSelected = 10'000; // carets; each is painted and edited by itself
constexpr qsizetype kMaxHistory = 50;

// What was looked for, in any file, the last first.
QStringList &history()
{
    static QStringList patterns;
    return patterns;
}

} // namespace

FindBar::FindBar(CodeEditor *editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_marks(editor)
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
    m_fault = new QLabel(this);
    m_fault->setObjectName(u"findFault"_s);
    m_fault->setAccessibleName(tr("Why nothing is found"));
    m_fault->setWordWrap(true);
    m_fault->hide();
    rows->addWidget(m_fault);
    buildFindRow(findRow);
    buildReplaceRow(m_replaceRow);
    m_replaceRow->hide();
    refreshIcons();
    m_delay.setSingleShot(true);
    m_delay.setInterval(kDelayMs);
    connect(&m_delay, &QTimer::timeout, this, [this] {
        const bool gone = m_inSelection->isChecked() && m_editor && m_marks.range().to < 0; // all of it was deleted
        if (gone) m_inSelection->setChecked(false);
        search();
    });
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
    m_inSelection = makeSwitch(row, u"[…]"_s, tr("Only in the selection"));
    m_inSelection->setObjectName(u"findInSelection"_s);
    m_inSelection->disconnect(this); // what is selected is looked at before anything is searched, and selected
    connect(m_inSelection, &QToolButton::toggled, this, &FindBar::lookOnlyIn);
    m_count = new QLabel(row);
    m_count->setObjectName(u"findCount"_s);
    m_count->setAccessibleName(tr("Hits"));
    // Room for the usual, so that buttons do not move while one types.
    m_count->setMinimumWidth(m_count->fontMetrics().horizontalAdvance(tr("%1 of %2").arg(9999).arg(9999)));
    layout->addWidget(m_count);
    makeButton(row, u"chevron-down"_s, tr("Previous hit"), &FindBar::findPrevious);
    makeButton(row, u"chevron-down"_s, tr("Next hit"), &FindBar::findNext);
    makeButton(row, u"close"_s, tr("Close the find bar"), &FindBar::close);
    connect(m_pattern, &QLineEdit::textEdited, this, [this] { m_inHistory = -1; });
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
    if (m_editor) m_marks.refreshLook();
}

// Opening and closing

void FindBar::openFind()
{
    if (!m_editor) return;
    m_origin = m_editor->SendScintilla(Scintilla::SCI_GETSELECTIONSTART);
    const QByteArray selected = m_editor->selectedUtf8();
    const bool lines = selected.contains('\n');
    if (!selected.isEmpty() && !lines) m_pattern->setText(QString::fromUtf8(selected));
    else if (m_pattern->text().isEmpty()) m_pattern->setText(history().value(0));
    m_inHistory = -1;
    show();
    if (m_inSelection->isChecked() == lines) lookOnlyIn(lines); // another stretch
    else m_inSelection->setChecked(lines);
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
    remember();
    cancel();
    m_delay.stop();
    if (m_editor) {
        m_marks.hide();
        m_marks.clearRange();
    }
    m_inSelection->setChecked(false);
    cancel();
    m_jump = false;
    m_pendingMove = 0;
    hide();
    m_replaceRow->hide();
    if (m_editor) m_editor->setFocus(Qt::OtherFocusReason);
    emit closed();
}

// The stretch that is selected now is where hits are looked for, until it is closed or switched off.
void FindBar::lookOnlyIn(bool selection)
{
    if (!m_editor) return;
    m_marks.clearRange();
    const long from = m_editor->SendScintilla(Scintilla::SCI_GETSELECTIONSTART),
               to = m_editor->SendScintilla(Scintilla::SCI_GETSELECTIONEND);
    if (selection && from == to) return m_inSelection->setChecked(false); // nothing is selected
    if (selection) m_marks.setRange({from, to});
    if (selection) m_origin = from;
    search();
}

void FindBar::remember()
{
    const QString pattern = m_pattern->text();
    if (pattern.isEmpty() || history().value(0) == pattern) return;
    history().removeAll(pattern);
    history().prepend(pattern);
    if (history().size() > kMaxHistory) history().removeLast();
}

void FindBar::walkHistory(int by)
{
    // What is being written is the newest of all.
    if (m_inHistory < 0 && by > 0 && history().value(0) != m_pattern->text()) {
        const qsizetype before = history().size();
        remember();
        m_inHistory = history().size() > before || history().value(0) == m_pattern->text() ? 0 : -1;
    }
    if (m_inHistory < 0) m_inHistory = history().indexOf(m_pattern->text());
    const qsizetype wanted = m_inHistory + by;
    if (wanted < 0 || wanted >= history().size()) return;
    m_pattern->setText(history()[wanted]);
    m_inHistory = wanted;
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
    m_job.end();
}

// Ended by the user, among the background jobs: what is known by then is nothing.
void FindBar::stopSearch()
{
    cancel();
    m_pendingMove = 0;
    m_jump = false;
    m_result = {};
    if (m_editor) m_marks.hide();
    showFault({});
    m_count->setText(tr("Search stopped"));
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
    m_job = jobs::Job(tr("Finding %1").arg(query().pattern), [this] { stopSearch(); });
    const TextSnapshot text = m_editor->snapshot();
    inBackground([text = text.text, query = query(), stop, range = m_marks.range()] {
        return findAll(text, query, stop, range);
    }).then(this, [this, stop, revision = text.revision](const SearchResult &result) {
        if (m_stop != stop) return; // another search took its place
        m_stop.reset();
        m_job.end();
        if (m_editor && revision == m_editor->revision()) take(result, revision);
        else search(); // typed on meanwhile
    });
}

void FindBar::take(const SearchResult &result, quint64 revision)
{
    m_result = result;
    m_revision = revision;
    if (isVisible()) m_marks.show(m_result.hits);
    else m_marks.hide();
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
    if (m_pattern->text().isEmpty()) m_pattern->setText(history().value(0)); // F3: what was looked for elsewhere
    remember();
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
    if (isVisible()) m_marks.showCurrent(hit);
    showCount(wrapped ? tr("from the other end") : QString());
}

void FindBar::selectHits()
{
    if (!m_editor || m_result.hits.isEmpty() || m_revision != m_editor->revision()) return;
    remember();
    std::vector<Caret> carets;
    for (const SearchHit &hit : m_result.hits.first(std::min(kMaxSelected, m_result.hits.size())))
        carets.push_back({long(hit.from), long(hit.to)});
    const qsizetype current = std::clamp<qsizetype>(currentHit(), 0, qsizetype(carets.size()) - 1);
    close();
    setCarets(*m_editor, carets, size_t(current));
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
    showFault(m_result.error);
    if (query().pattern.isEmpty()) text.clear();
    else if (m_result.hits.isEmpty()) text = m_result.error.isEmpty() ? tr("No hits") : QString();
    else {
        const QString total = locale.toString(m_result.hits.size()) + (m_result.more ? u"+"_s : QString());
        const qsizetype current = currentHit();
        text = current < 0 ? tr("%1 hits").arg(total) : tr("%1 of %2").arg(locale.toString(current + 1), total);
    }
    if (!notice.isEmpty()) text += u" · "_s + notice;
    m_count->setText(text);
}

void FindBar::showFault(const QString &fault)
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, theme::color(theme::Token::Fail));
    m_fault->setPalette(colors);
    m_fault->setText(fault);
    m_fault->setVisible(!fault.isEmpty());
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
    remember();
    cancel();
    m_delay.stop();
    const SearchStop stop = std::make_shared<std::atomic<bool>>(false);
    m_stop = stop;
    m_job = jobs::Job(tr("Replacing %1").arg(query().pattern), [this] { stopSearch(); });
    const TextSnapshot before = m_editor->snapshot();
    inBackground([text = before.text, query = query(), to = m_replacement->text(), stop, range = m_marks.range()] {
        return replaceAll(text, query, to, stop, range);
    }).then(this, [this, stop, revision = before.revision](const ReplaceAllResult &result) {
        if (m_stop != stop) return;
        m_stop.reset();
        m_job.end();
        if (!m_editor || revision != m_editor->revision()) return replaceAllHits(); // typed on: once more
        const SearchRange range = m_marks.range();
        const qsizetype longer = result.text.size() - m_editor->utf8().size();
        if (result.error.isEmpty() && result.count > 0) {
            m_editor->replaceText(result.text);
            if (range.to >= 0) m_marks.setRange({range.from, range.to + longer});
        }
        search();
        showFault(result.error);
        if (result.error.isEmpty()) m_count->setText(tr("%n replaced", nullptr, int(result.count)));
    });
}

// Keys

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    const bool override = event->type() == QEvent::ShortcutOverride;
    if (event->type() != QEvent::KeyPress && !override) return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (watched == m_pattern && !override && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
        walkHistory(key->key() == Qt::Key_Up ? 1 : -1);
        return true;
    }
    if (key->key() != Qt::Key_Return && key->key() != Qt::Key_Enter) return QWidget::eventFilter(watched, event);
    if (override) { // Alt+Enter is this bar's here
        event->accept();
        return true;
    }
    if ((key->modifiers() & Qt::AltModifier) != 0) selectHits();
    else if (watched == m_replacement) replaceOne();
    else move((key->modifiers() & Qt::ShiftModifier) == 0);
    return true;
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) return close();
    QWidget::keyPressEvent(event);
}

} // namespace latchkey::editor
