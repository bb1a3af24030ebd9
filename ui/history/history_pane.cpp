// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/history_pane.h"

#include "ui/history/comparison_page.h"
#include "ui/output/visible_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/notices.h"
#include "ui/widgets/small_parts.h"

#include <QApplication>
#include <QClipboard>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QStackedWidget>
#include <QtConcurrentRun>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace latchkey::history {

using journal::Outcome;
using journal::RunDetails;
using journal::RunFilter;
using theme::Token;

namespace {

constexpr auto kTyping = 200ms;
/// Below this width a page stands in the list's place.
constexpr int kSideBySide = 1000;
constexpr int kSearchWidth = 240;
/// Below it the bar says less.
constexpr int kRoomyBar = 760;
constexpr Outcome kOutcomes[] = {Outcome::Succeeded, Outcome::Failed, Outcome::TimedOut, Outcome::LimitReached,
                                 Outcome::Stopped,   Outcome::Lost,   Outcome::Going};

QString menuText(QString name)
{
    return name.replace(u'&', u"&&"_s);
}

} // namespace

HistoryPane::HistoryPane(HistoryStore *store, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_model(new HistoryModel(store, this))
    , m_view(new HistoryView(m_model, this))
    , m_search(new widgets::SearchField(tr("Script, output, error, inputs"), this))
    , m_outcomes(new widgets::SmallButton(tr("All outcomes"), theme::ButtonLook::Flat, this))
    , m_scripts(new widgets::SmallButton(tr("All scripts"), theme::ButtonLook::Flat, this))
    , m_pinned(new widgets::Chip(tr("Kept for ever"), this))
    , m_count(new QLabel(this))
    , m_compare(new widgets::SmallButton(tr("Compare"), this))
    , m_empty(new widgets::EmptyState({}, {}, this))
    , m_left(new QWidget(this))
    , m_pages(new QStackedWidget(this))
    , m_details(new DetailsPage(this))
    , m_comparison(new ComparisonPage(this))
{
    setObjectName(u"historyPane"_s);
    setAccessibleName(tr("History of runs"));
    m_pages->addWidget(m_details);
    m_pages->addWidget(m_comparison);
    m_pages->hide();
    makeBar();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(1);
    row->addWidget(m_left, 1);
    row->addWidget(m_pages, 1);
    setFocusProxy(m_view);
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTyping);
    connect(&m_typing, &QTimer::timeout, this,
            [this] { setFilter([this](RunFilter &filter) { filter.text = m_search->text().trimmed(); }); });
    connect(m_search, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_model, &HistoryModel::searchChanged, this, &HistoryPane::refreshState);
    connect(m_details, &DetailsPage::closed, this, &HistoryPane::closePage);
    connect(m_details, &DetailsPage::said, this, &HistoryPane::said);
    connect(m_comparison, &ComparisonPage::closed, this, &HistoryPane::closePage);
    connect(&m_comparing, &QFutureWatcherBase::finished, this, [this] {
        if (!m_comparing.isCanceled())
            m_compareJob.end(); // one that was cancelled ended its job, another's may be there
        if (!m_comparing.isCanceled() && m_comparing.future().resultCount() > 0)
            m_comparison->show(m_comparing.result());
    });
    connectView();
    refreshState();
}

HistoryPane::~HistoryPane()
{
    m_comparing.cancel();
}

void HistoryPane::makeBar()
{
    m_search->setObjectName(u"historySearch"_s);
    m_search->setMinimumWidth(100);
    m_search->setMaximumWidth(theme::metrics().scaledWidth(kSearchWidth));
    m_outcomes->setObjectName(u"historyOutcomes"_s);
    m_scripts->setObjectName(u"historyScripts"_s);
    m_pinned->setObjectName(u"historyPinned"_s);
    m_pinned->setCheckable(true);
    m_pinned->setAccessibleName(tr("Only runs that are kept for ever"));
    m_pinned->setIconName(u"pin"_s);
    m_count->setObjectName(u"historyCount"_s);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_compare->setObjectName(u"historyCompare"_s);
    m_compare->setIconName(u"diff"_s);
    m_compare->setToolTip(tr("Select two runs to compare them"));
    m_compare->setEnabled(false);
    auto *outcomes = new QMenu(m_outcomes);
    outcomes->setAccessibleName(tr("Outcomes"));
    m_outcomes->setMenu(outcomes);
    connect(outcomes, &QMenu::aboutToShow, this, [this, outcomes] { fillOutcomes(outcomes); });
    auto *scripts = new QMenu(m_scripts);
    scripts->setAccessibleName(tr("Scripts"));
    m_scripts->setMenu(scripts);
    fillScripts(scripts, {});
    connect(scripts, &QMenu::aboutToShow, this, [this, scripts] {
        // What it held the last time is there at once, what came since a moment later.
        m_store->journal().scripts().then(this, [this, scripts](const QStringList &all) { fillScripts(scripts, all); });
    });
    connect(m_pinned, &QAbstractButton::toggled, this,
            [this](bool on) { setFilter([on](RunFilter &filter) { filter.pinnedOnly = on; }); });
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(theme::kSide, theme::kBarGap, theme::kSide, theme::kBarGap);
    bar->setSpacing(theme::kBarGap);
    bar->addWidget(m_search, 2);
    for (QWidget *part : std::initializer_list<QWidget *>{m_outcomes, m_scripts, m_pinned}) bar->addWidget(part);
    bar->addStretch(1);
    for (QWidget *part : std::initializer_list<QWidget *>{m_count, m_compare}) bar->addWidget(part);
    m_count->setContentsMargins(0, 0, theme::kSide, 0);
    auto *column = new QVBoxLayout(m_left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_view, 1);
    column->addWidget(m_empty, 1);
}

void HistoryPane::connectView()
{
    connect(m_view, &HistoryView::opened, this, &HistoryPane::open);
    connect(m_view, &HistoryView::compareRequested, this, &HistoryPane::compare);
    connect(m_view, &HistoryView::previousRequested, this, &HistoryPane::compareWithPrevious);
    connect(m_view, &HistoryView::removeRequested, this, &HistoryPane::removeRequested);
    connect(m_view, &HistoryView::pinRequested, this,
            [this](quint64 id, bool pinned) { m_store->journal().setPinned(id, pinned); });
    const auto rerun = [this](quint64 id) {
        withDetails(id, [this](const RunDetails &details) { emit rerunRequested(details); });
    };
    connect(m_view, &HistoryView::rerunRequested, this, rerun);
    connect(m_details, &DetailsPage::rerunRequested, this, rerun);
    connect(m_view, &HistoryView::sourceRequested, this, [this](quint64 id) {
        withDetails(id, [this](const RunDetails &details) { emit sourceRequested(details); });
    });
    connect(m_view, &HistoryView::inputsRequested, this, [this](quint64 id) {
        withDetails(id, [this](const RunDetails &details) { emit inputsRequested(details); });
    });
    connect(m_view, &HistoryView::copyRequested, this, [this](quint64 id, bool asJson) {
        withDetails(id, [this, asJson](const RunDetails &details) { copy(details, asJson); });
    });
    connect(m_view, &HistoryView::selectionChangedTo, this, [this](int count) {
        m_compare->setEnabled(count == 2);
        // With a page beside the list, it follows the selection.
        if (count == 1 && m_pages->isVisible() && m_pages->currentWidget() == m_details && m_left->isVisible())
            open(m_view->currentRun());
    });
    connect(m_compare, &QAbstractButton::clicked, this, [this] {
        const QList<quint64> chosen = m_view->selectedRuns();
        if (chosen.size() == 2) compare(chosen[0], chosen[1]);
    });
    auto *more = new QMenu(m_details->moreButton());
    more->setAccessibleName(tr("More for this run"));
    m_details->moreButton()->setMenu(more);
    connect(more, &QMenu::aboutToShow, this, [this, more] {
        more->clear();
        const journal::RunRecord &record = m_details->run().details.record;
        const journal::RunRecord *present = m_model->recordAt(m_model->rowOf(record.id));
        fillRunMenu(more, m_view, record.id, present != nullptr ? present->isPinned : record.isPinned);
    });
}

void HistoryPane::withDetails(quint64 id, const std::function<void(const RunDetails &)> &then)
{
    m_store->journal().details(id).then(this, [this, then](const std::optional<RunDetails> &details) {
        if (details) then(*details);
        else emit said(tr("That run is not kept any more"));
    });
}

// ---- filter ---------------------------------------------------------------------------------------------------------

void HistoryPane::setFilter(const std::function<void(RunFilter &)> &change)
{
    RunFilter filter = m_model->filter();
    change(filter);
    m_outcomes->setText(filter.outcome ? theme::runStateLook(lookOf(*filter.outcome)).word : tr("All outcomes"));
    m_scripts->setText(filter.script.isEmpty() ? tr("All scripts") : menuText(QFileInfo(filter.script).fileName()));
    m_model->setFilter(filter);
}

void HistoryPane::fillOutcomes(QMenu *menu)
{
    menu->clear();
    const auto add = [&](const QString &text, std::optional<Outcome> outcome) {
        QAction *action = menu->addAction(
            text, this, [this, outcome] { setFilter([outcome](RunFilter &filter) { filter.outcome = outcome; }); });
        action->setCheckable(true);
        action->setChecked(m_model->filter().outcome == outcome);
    };
    add(tr("All outcomes"), {});
    menu->addSeparator();
    for (const Outcome outcome : kOutcomes) add(theme::runStateLook(lookOf(outcome)).word, outcome);
}

void HistoryPane::fillScripts(QMenu *menu, const QStringList &scripts)
{
    menu->clear();
    const auto add = [&](const QString &text, const QString &script) {
        QAction *action = menu->addAction(
            text, this, [this, script] { setFilter([script](RunFilter &filter) { filter.script = script; }); });
        action->setToolTip(script);
        action->setCheckable(true);
        action->setChecked(m_model->filter().script == script);
    };
    add(tr("All scripts"), {});
    menu->addSeparator();
    constexpr qsizetype kMost = 30;
    for (const QString &script : scripts.first(std::min(scripts.size(), kMost)))
        add(menuText(output::visibleText(QFileInfo(script).fileName())), script);
    menu->setToolTipsVisible(true);
}

void HistoryPane::refreshState()
{
    const int runs = m_model->rowCount();
    const bool filters = m_model->filter() != RunFilter{};
    const bool searching = m_model->isSearching() && !m_model->filter().text.isEmpty();
    m_count->setText(searching ? tr("Searching, %n found", nullptr, runs) : tr("%n run(s)", nullptr, runs));
    if (!searching) m_searchJob.end();
    else if (!m_searchJob.isActive())
        m_searchJob = jobs::Job(tr("Searching the history"), [this] { m_model->cancel(); });
    const bool isEmpty = runs == 0 && !m_model->isSearching();
    m_empty->setVisible(isEmpty);
    m_view->setVisible(!isEmpty);
    if (filters) m_empty->setTexts(tr("No run is like that"), tr("Search for other words, or show all"));
    else m_empty->setTexts(tr("No run is kept yet"), keptText());
}

QString HistoryPane::keptText() const
{
    if (m_bounds.bytes <= 0) return tr("The settings say that no runs are kept");
    if (m_bounds.days <= 0) return tr("Each run is kept here with its text, inputs, output and result");
    return tr("Each run is kept here with its text, inputs, output and result, for %n day(s)", nullptr, m_bounds.days);
}

void HistoryPane::setBounds(const journal::Bounds &bounds)
{
    m_bounds = bounds;
    refreshState();
}

// ---- pages ----------------------------------------------------------------------------------------------------------

bool HistoryPane::isPageShown() const
{
    return !m_pages->isHidden();
}

void HistoryPane::showPage(QWidget *page)
{
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    m_pages->setCurrentWidget(page);
    m_pages->show();
    arrange();
    if (hadFocus && !m_left->isVisible()) page->setFocus();
}

void HistoryPane::arrange()
{
    const bool wide = width() >= theme::metrics().scaledWidth(kSideBySide);
    m_left->setVisible(wide || !isPageShown());
    m_details->setAlone(!wide);
    m_comparison->setAlone(!wide);
    const bool roomy = (wide && isPageShown() ? width() / 2 : width()) >= theme::metrics().scaledWidth(kRoomyBar);
    m_count->setVisible(roomy);
    m_pinned->setText(roomy ? tr("Kept for ever") : QString());
}

void HistoryPane::closePage()
{
    m_opened = 0;
    m_comparing.cancel();
    m_compareJob.end();
    const bool hadFocus = m_pages->isAncestorOf(QApplication::focusWidget());
    m_pages->hide();
    arrange();
    if (hadFocus) m_view->setFocus();
}

void HistoryPane::open(quint64 id)
{
    if (id == 0) return;
    m_opened = id;
    withDetails(id, [this, id](const RunDetails &details) {
        if (m_opened != id) return;
        QtConcurrent::run([details] { return prepared(details); }).then(this, [this, id](const ShownRun &run) {
            if (m_opened != id) return;
            m_details->show(run);
            showPage(m_details);
        });
    });
}

void HistoryPane::compare(quint64 before, quint64 after)
{
    if (before == 0 || after == 0 || before == after) return;
    m_opened = after;
    m_comparing.cancel();
    m_comparison->wait();
    m_compareJob = jobs::Job(tr("Comparing two runs"), [this] { closePage(); });
    showPage(m_comparison);
    withDetails(before, [this, after](const RunDetails &first) {
        withDetails(after, [this, after, first](const RunDetails &second) {
            if (m_opened != after) return;
            m_comparing.setFuture(QtConcurrent::run([first, second](QPromise<Comparison> &promise) {
                promise.addResult(compareRuns(first, second, [&promise] { return promise.isCanceled(); }));
            }));
        });
    });
}

void HistoryPane::compareWithPrevious(quint64 id)
{
    withDetails(id, [this, id](const RunDetails &details) {
        const QString script = details.record.path.isEmpty() ? details.record.name : details.record.path;
        m_store->journal()
            .find({.text = {}, .outcome = {}, .script = script})
            .then(this, [this, id](const QFuture<QList<quint64>> &found) {
                for (const QList<quint64> &batch : found.results())
                    for (const quint64 other : batch)
                        if (other < id) return compare(other, id);
                emit said(tr("There is no run before it of the same script"));
            });
    });
}

void HistoryPane::copy(const RunDetails &details, bool asJson)
{
    if (!asJson) {
        QApplication::clipboard()->setText(commandLine(details));
        return emit said(tr("Copied the command line"));
    }
    QtConcurrent::run([details] { return jsonText(details); }).then(this, [this](const QByteArray &json) {
        QApplication::clipboard()->setText(QString::fromUtf8(json));
        emit said(tr("Copied the run as JSON"));
    });
}

// ---- events ---------------------------------------------------------------------------------------------------------

void HistoryPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Token::Panel));
    if (m_pages->isVisible() && m_left->isVisible()) // the line between them
        painter.fillRect(m_left->geometry().right() + 1, 0, 1, height(), theme::color(Token::Border));
}

void HistoryPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void HistoryPane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && isPageShown()) return closePage();
    if (event->matches(QKeySequence::Find) && m_left->isVisible()) return m_search->setFocus();
    QWidget::keyPressEvent(event);
}

} // namespace latchkey::history
