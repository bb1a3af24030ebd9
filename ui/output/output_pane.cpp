// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/output/output_pane.h"

#include "ui/output/row_painting.h"
#include "ui/output/run_report.h"
#include "ui/runs/run_list.h"
#include "ui/runs/run_words.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/small_parts.h"

#include <QAction>
#include <QBoxLayout>
#include <QButtonGroup>
#include <QFileDialog>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace latchkey::output {
namespace {

using theme::Part;
using theme::Token;
using widgets::Chip;
using widgets::IconButton;

constexpr auto kSearchDelay = 150ms; // after the last key

// A strip of controls with a hairline below.
class Bar : public QWidget
{
public:
    explicit Bar(QWidget *parent)
        : QWidget(parent)
        , m_layout(new QHBoxLayout(this))
    {
        m_layout->setContentsMargins(theme::kSide, 0, theme::kSide, 1);
        m_layout->setSpacing(theme::kAnswerGap);
    }
    QHBoxLayout *row() const { return m_layout; }
    QSize sizeHint() const override { return {QWidget::sizeHint().width(), theme::metrics().height(Part::FilterBar)}; }
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), theme::color(Token::Panel));
        theme::drawEdge(&painter, rect(), Qt::BottomEdge, theme::color(Token::Border));
    }

private:
    QHBoxLayout *m_layout;
};

} // namespace

OutputPane::OutputPane(QWidget *parent)
    : QWidget(parent)
    , m_view(new OutputView(this))
    , m_search(new OutputSearch(this))
    , m_saver(new LogSaver(this))
    , m_emptyHint(tr("Press F5 to run the script"))
{
    setObjectName(u"outputPane"_s);
    setAccessibleName(tr("Output"));
    setFocusProxy(m_view);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeActions();
    column->addWidget(makeFilterBar());
    column->addWidget(m_findBar = makeFindBar());
    column->addWidget(m_view, 1);
    column->addWidget(m_input = new InputBar(this));
    m_findBar->hide();
    makeKeys();
    m_searchDelay.setSingleShot(true);
    m_searchDelay.setInterval(kSearchDelay);
    connect(&m_searchDelay, &QTimer::timeout, this, &OutputPane::restartSearch);
    connect(m_search, &OutputSearch::changed, this, &OutputPane::searchChanged);
    connect(m_input, &InputBar::entered, this, &OutputPane::inputEntered);
    connect(m_input, &InputBar::ended, this, &OutputPane::inputEnded);
    connect(m_view, &OutputView::locationActivated, this, &OutputPane::locationActivated);
    connect(m_view, &OutputView::urlActivated, this, &OutputPane::urlActivated);
    connect(m_view, &OutputView::grantActivated, this, &OutputPane::grantActivated);
    connect(m_view, &OutputView::faultActivated, this, &OutputPane::faultActivated);
    connect(m_view, &OutputView::interruptRequested, this, &OutputPane::stopRequested);
    connect(m_view, &OutputView::cleared, this, &OutputPane::cleared);
    m_view->setSourceLine([this](quint64 run, const QString &file, int line) { return sourceLine(run, file, line); });
    connect(m_saver, &LogSaver::finished, this, &OutputPane::onSaved);
    connect(m_saver, &LogSaver::cancelled, this, &OutputPane::savingCancelled);
    m_view->viewport()->installEventFilter(this);
}

OutputPane::~OutputPane() = default;

QWidget *OutputPane::makeFilterBar()
{
    auto *bar = new Bar(this);
    bar->setObjectName(u"filterBar"_s);
    auto *group = new QButtonGroup(bar);
    const auto addChip = [&](const QString &text, OutputFilter filter) {
        auto *chip = new Chip(text, bar);
        chip->setCheckable(true);
        chip->setChecked(filter == OutputFilter::All);
        group->addButton(chip, static_cast<int>(filter));
        bar->row()->addWidget(chip);
    };
    addChip(tr("All"), OutputFilter::All);
    addChip(tr("Output"), OutputFilter::Output);
    addChip(tr("Errors"), OutputFilter::Errors);
    addChip(tr("System"), OutputFilter::System);
    connect(group, &QButtonGroup::idClicked, this,
            [this](int id) { m_view->setFilter(static_cast<OutputFilter>(id)); });
    bar->row()->addStretch(1);
    const auto addButton = [&](const QString &icon, const QString &name, auto slot) {
        auto *button = new IconButton(icon, name, Part::SmallButton, bar);
        bar->row()->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, slot);
        return button;
    };
    addButton(u"search"_s, tr("Find in the output"), &OutputPane::find);
    addButton(u"copy"_s, tr("Copy the selection, or everything"), [this] { copyAs(CopyStyle::Plain); });
    addButton(u"clear"_s, tr("Clear the output"), [this] { m_view->clearOutput(); });
    IconButton *more = addButton(u"more"_s, tr("More for the output"), [] {});
    more->setObjectName(u"outputMore"_s);
    more->setMenu(makeMenu());
    more->setPopupMode(QToolButton::InstantPopup);
    return bar;
}

QWidget *OutputPane::makeFindBar()
{
    auto *bar = new Bar(this);
    bar->setObjectName(u"findBar"_s);
    m_find = new widgets::SearchField(tr("Find in the output"), bar);
    m_find->setObjectName(u"findField"_s);
    m_find->setMaximumWidth(320);
    m_find->installEventFilter(this);
    m_found = new QLabel(bar);
    m_found->setForegroundRole(QPalette::PlaceholderText);
    bar->row()->addWidget(m_find, 1);
    bar->row()->addWidget(m_found);
    const auto addButton = [&](const QString &icon, const QString &name, auto slot) {
        auto *button = new IconButton(icon, name, Part::SmallButton, bar);
        bar->row()->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, slot);
    };
    addButton(u"chevron-down"_s, tr("Next match"), &OutputPane::findNext);
    bar->row()->addStretch(1);
    addButton(u"close"_s, tr("Close the search"), &OutputPane::closeFind);
    connect(m_find, &QLineEdit::textChanged, this, [this] { m_searchDelay.start(); });
    connect(m_find, &QLineEdit::returnPressed, this, &OutputPane::findNext);
    return bar;
}

void OutputPane::makeKeys()
{
    const auto add = [this](const QString &text, const QKeySequence &key, auto slot) {
        auto *action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, slot);
        m_view->addAction(action);
    };
    add(tr("Find"), QKeySequence::Find, &OutputPane::find);
    add(tr("Find next"), QKeySequence::FindNext, &OutputPane::findNext);
    add(tr("Find previous"), QKeySequence::FindPrevious, &OutputPane::findPrevious);
    auto *separator = new QAction(this);
    separator->setSeparator(true);
    m_view->addAction(separator);
    for (QAction *action : m_actions) m_view->addAction(action);
}

void OutputPane::makeActions()
{
    const auto add = [this](Do what, const QString &text, auto slot) {
        auto *action = new QAction(text, this);
        m_actions[static_cast<size_t>(what)] = action;
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    QAction *times =
        add(Do::Times, tr("Show when each line was printed"), [this](bool on) { m_view->setTimesShown(on); });
    times->setCheckable(true);
    connect(m_view, &OutputView::timesShownChanged, times, &QAction::setChecked);
    QAction *wrap = add(Do::Wrap, tr("Wrap long lines of the output"), [this](bool on) { m_view->setWrapping(on); });
    wrap->setCheckable(true);
    connect(m_view, &OutputView::wrappingChanged, wrap, &QAction::setChecked);
    add(Do::CopyTimes, tr("Copy with time stamps"), [this] { copyAs(CopyStyle::WithTimes); });
    add(Do::CopyMarkdown, tr("Copy as Markdown"), [this] { copyAs(CopyStyle::Markdown); });
    add(Do::Save, tr("Save all output as…"), &OutputPane::saveAs);
    add(Do::Clear, tr("Clear the output"), [this] { m_view->clearOutput(); });
    QAction *undo = add(Do::UndoClear, tr("Bring back what was cleared"), [this] { m_view->undoClear(); });
    undo->setEnabled(false);
    const auto refresh = [this, undo] { undo->setEnabled(m_view->canUndoClear()); };
    connect(m_view, &OutputView::cleared, undo, refresh);
    connect(m_view, &OutputView::clearingUndone, undo, refresh);
}

QMenu *OutputPane::makeMenu()
{
    auto *menu = new QMenu(this);
    menu->setAccessibleName(tr("More for the output"));
    for (const Do what : {Do::Times, Do::Wrap, Do::CopyTimes, Do::CopyMarkdown, Do::Save, Do::Clear, Do::UndoClear}) {
        if (what == Do::CopyTimes || what == Do::Save || what == Do::Clear) menu->addSeparator();
        menu->addAction(action(what));
    }
    return menu;
}

QLineEdit *OutputPane::findField() const
{
    return m_find;
}

void OutputPane::setEmptyHint(const QString &hint)
{
    m_emptyHint = hint;
    m_view->viewport()->update();
}

void OutputPane::copyAs(CopyStyle style)
{
    if (!m_view->hasSelection()) m_view->selectAll();
    m_view->copy(style);
}

// The text as it ran, which may be another than the file has now.
QString OutputPane::sourceLine(quint64 run, const QString &file, int line) const
{
    const runs::RunPtr handle = m_list ? m_list->run(run) : nullptr;
    if (!handle || line < 1) return {};
    const runs::Script &script = handle->script();
    if (file != script.name && file != script.path) return {};
    qsizetype at = 0;
    for (int i = 1; i < line; ++i) {
        at = script.source.indexOf('\n', at) + 1;
        if (at == 0) return {};
    }
    const qsizetype end = script.source.indexOf('\n', at);
    return QString::fromUtf8(QByteArrayView(script.source).sliced(at, (end < 0 ? script.source.size() : end) - at));
}

// --- following a list -----------------------------------------------------------------------------------------------

void OutputPane::follow(runs::RunList *list)
{
    if (m_list) {
        m_list->disconnect(this);
        disconnect(m_list);
    }
    m_list = list;
    m_view->removeRuns();
    using runs::RunList;
    connect(list, &RunList::frontRunChanged, this, &OutputPane::showFront);
    connect(list, &RunList::runChanged, this, &OutputPane::updateRun);
    connect(list, &RunList::runEnded, this, &OutputPane::updateRun);
    connect(list, &RunList::runRemoved, m_view, &OutputView::removeRun);
    connect(list, &RunList::outputReady, this, [this](quint64 run) {
        if (m_view->hasRun(run)) m_view->sourceChanged();
        if (m_searched == run) m_search->resume();
    });
    connect(list, &RunList::inputAsked, this, &OutputPane::askInput);
    connect(this, &OutputPane::inputEntered, list, &RunList::answerInput);
    connect(this, &OutputPane::inputEnded, list, &RunList::endInput);
    connect(this, &OutputPane::stopRequested, list, &RunList::stop);
    showFront(list->frontRun());
}

bool OutputPane::belongs(const runs::RunEntry &entry) const
{
    if (!m_scopePath.isEmpty() && entry.path == m_scopePath) return true;
    return !m_scopeTab.isEmpty() && entry.tab == m_scopeTab;
}

void OutputPane::showFront(quint64 run)
{
    if (!m_list || !m_list->contains(run)) return;
    const runs::RunEntry front = m_list->entry(run);
    if (!belongs(front) || !m_view->hasRun(run)) {
        const bool same = belongs(front);
        m_scopeTab = front.tab;
        m_scopePath = front.path;
        if (!same) m_view->removeRuns();
        const QList<runs::RunEntry> entries = m_list->entries();
        for (const runs::RunEntry &entry : entries) {
            if (entry.id == run || belongs(entry)) addRun(entry.id);
        }
    }
    m_view->scrollToRun(run);
    if (front.status.waiting == runs::WaitKind::Input) askInput(run, front.status.inputPrompt);
    else if (m_input->run() != run) m_input->hide();
    if (m_findBar->isVisible()) restartSearch();
}

void OutputPane::addRun(quint64 run)
{
    const runs::RunPtr handle = m_list->run(run);
    if (!handle || m_view->hasRun(run)) return;
    m_view->addRun(run, std::make_shared<LogSource>(handle), headingOf(m_list->entry(run)));
    updateRun(run);
}

void OutputPane::updateRun(quint64 run)
{
    if (!m_view->hasRun(run)) return;
    const runs::RunEntry entry = m_list->entry(run);
    m_view->setHeading(run, headingOf(entry));
    if (!entry.isOver()) return;
    endAsking(run);
    const runs::RunPtr handle = m_list->run(run);
    if (!handle) return;
    const runs::RunResult result = handle->result();
    EndDetails details{{}, result.capabilities, handle->script().path};
    if (result.error) details.variables = handle->snapshot();
    m_view->setReport(run, reportOf(entry, result.error, handle->script().name, handle->script().source, details));
}

// --- input ----------------------------------------------------------------------------------------------------------

void OutputPane::askInput(quint64 run, const QString &prompt)
{
    if (m_view->hasRun(run)) m_input->ask(run, prompt);
}

void OutputPane::endAsking(quint64 run)
{
    m_input->endAsking(run);
}

// --- find -----------------------------------------------------------------------------------------------------------

void OutputPane::find()
{
    m_findBar->show();
    const QString selected = m_view->selectedText();
    if (!selected.isEmpty() && !selected.contains(u'\n') && selected.size() < 200) m_find->setText(selected);
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
    restartSearch();
}

void OutputPane::closeFind()
{
    m_findBar->hide();
    m_search->start(nullptr, {});
    m_searched = 0;
    m_view->setMarked({});
    m_view->setFocus(Qt::OtherFocusReason);
}

void OutputPane::restartSearch()
{
    const QList<quint64> runs = m_view->runs();
    m_searched = runs.isEmpty() ? 0 : runs.last();
    m_match = -1;
    m_view->setMarked(m_find->text());
    m_search->start(m_view->source(m_searched), m_find->text());
    updateFound();
}

void OutputPane::searchChanged()
{
    updateFound();
    // The first hit is shown as soon as it is known.
    if (m_match < 0 && m_findBar->isVisible() && !m_search->matches().isEmpty()) goTo(0);
}

void OutputPane::updateFound()
{
    const QLocale locale;
    QString text;
    if (m_search->wanted().isEmpty()) text.clear();
    else if (m_search->count() == 0) text = m_search->isRunning() ? tr("Searching") : tr("Not found");
    else if (m_match < 0) text = tr("%1 found").arg(locale.toString(m_search->count()));
    else text = tr("%1 of %2").arg(locale.toString(m_match + 1), locale.toString(m_search->count()));
    if (m_search->isRunning() && m_search->count() > 0) text += u" …"_s;
    m_found->setText(text);
}

void OutputPane::goTo(qsizetype match)
{
    const QList<Match> &matches = m_search->matches();
    if (matches.isEmpty()) return;
    m_match = (match + matches.size()) % matches.size();
    m_view->showMatch(m_searched, matches[m_match]);
    updateFound();
}

void OutputPane::findNext()
{
    if (m_searchDelay.isActive()) return m_searchDelay.stop(), restartSearch();
    if (!m_findBar->isVisible()) return find();
    goTo(m_match + 1);
}

void OutputPane::findPrevious()
{
    if (!m_findBar->isVisible()) return find();
    goTo(m_match < 0 ? -1 : m_match - 1);
}

// --- saving ---------------------------------------------------------------------------------------------------------

void OutputPane::saveAs()
{
    if (m_view->runs().isEmpty()) return;
    auto *dialog = new QFileDialog(this, tr("Save output as"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const quint64 run = m_view->runs().last();
    const QString script = m_list && m_list->contains(run) ? m_list->entry(run).name : QString();
    dialog->selectFile(script.isEmpty() ? u"output.txt"_s
                                        : u"%1.output.txt"_s.arg(QFileInfo(script).completeBaseName()));
    connect(dialog, &QFileDialog::fileSelected, this, &OutputPane::saveTo);
    dialog->open();
}

void OutputPane::saveTo(const QString &path)
{
    const QList<quint64> runs = m_view->runs();
    if (runs.isEmpty()) return;
    const OutputSourcePtr source = m_view->source(runs.last());
    m_saver->start(source, path);
    m_saveJob = jobs::Job(
        tr("Saving %1").arg(QFileInfo(path).fileName()), [this] { cancelSaving(); },
        [this] { return m_saver->share(); });
    m_saveJob.setDetail(runs::bytesText(source->byteCount()));
}

void OutputPane::cancelSaving()
{
    m_saveJob.end();
    m_saver->cancel();
}

void OutputPane::onSaved(const QString &path, const QString &error)
{
    m_saveJob.end();
    emit saved(path, error);
}

// --- events ---------------------------------------------------------------------------------------------------------

bool OutputPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_find && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape) return closeFind(), true;
        if (key->key() == Qt::Key_Return && key->modifiers().testFlag(Qt::ShiftModifier)) return findPrevious(), true;
    }
    if (watched == m_view->viewport() && event->type() == QEvent::Paint && m_view->rowCount() == 0) {
        QPainter painter(m_view->viewport());
        const QRect area = m_view->viewport()->rect();
        painter.fillRect(area, theme::color(Token::Panel));
        const int line = theme::metrics().height(Part::TreeRow);
        const QRect fact(0, area.height() / 2 - line / 2, area.width(), line);
        paintText(&painter, fact, m_emptyHint, theme::fonts().ui(), Token::Text, Qt::AlignHCenter);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void OutputPane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_findBar->isVisible()) return closeFind();
    QWidget::keyPressEvent(event);
}

void OutputPane::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme::color(Token::Panel));
}

} // namespace latchkey::output
