// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/batch_window.h"

#include "ui/batch/batch_export.h"
#include "ui/batch/batch_form.h"
#include "ui/batch/batch_item_view.h"
#include "ui/batch/batch_table.h"
#include "ui/jobs/job_stack.h"
#include "ui/output/visible_text.h"
#include "ui/permissions/permission_bar.h"
#include "ui/runs/run_words.h"
#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/notices.h"
#include "ui/widgets/small_parts.h"
#include "ui/widgets/spans.h"
#include "ui/widgets/tab_bars.h"

#include <QCloseEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace latchkey::batch {

namespace {

using theme::RunState;
using theme::Token;
using widgets::Span;

constexpr QSize kFirstSize(1180, 720), kLeastSize(640, 420);
constexpr int kSideWidth = 360, kNarrowSide = 260;

/// What a filter lets through; the first one everything.
struct Filter {
    const char *name;
    QList<RunState> states;
};
const QList<Filter> &filters()
{
    static const QList<Filter> all{
        {QT_TRANSLATE_NOOP("BatchWindow", "All"), {}},
        {QT_TRANSLATE_NOOP("BatchWindow", "Finished"), {RunState::Finished}},
        {QT_TRANSLATE_NOOP("BatchWindow", "Failed"),
         {RunState::Failed, RunState::TimedOut, RunState::LimitReached, RunState::Stopped}},
        {QT_TRANSLATE_NOOP("BatchWindow", "Running"), {RunState::Running, RunState::Stopping}},
        {QT_TRANSLATE_NOOP("BatchWindow", "Queued"), {RunState::Queued}},
    };
    return all;
}

/// "about 20 s", rounded to what one can believe.
QString aboutText(double seconds)
{
    if (seconds < 10) return BatchWindow::tr("a few seconds left");
    if (seconds < 90) return BatchWindow::tr("about %1 s left").arg(static_cast<int>(seconds / 5 + 0.5) * 5);
    if (seconds < 5400) return BatchWindow::tr("about %n min left", nullptr, static_cast<int>(seconds / 60 + 0.5));
    return BatchWindow::tr("about %n h left", nullptr, static_cast<int>(seconds / 3600 + 0.5));
}

} // namespace

BatchWindow::BatchWindow(runs::Engine &engine, const runs::Script &script, const runs::RunOptions &options,
                         QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_session(new BatchSession(engine, this))
    , m_script(script)
    , m_form(new BatchForm)
    , m_item(new BatchItemView)
    , m_notices(new widgets::NotificationBar(this))
    , m_splitter(new QSplitter(this))
    , m_tabs(new widgets::DockTabBar)
    , m_side(new QStackedWidget)
{
    setObjectName(u"batchWindow"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowIcon(theme::Icons::application());
    setWindowTitle(tr("Batch: %1 — Latchkey").arg(output::visibleText(script.name)));
    setMinimumSize(kLeastSize);
    resize(kFirstSize);
    m_form->setScript(script, options);
    new jobs::JobStack(jobs::JobList::instance(), this); // an export begun here is cancelled here

    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins({});
    column->setSpacing(0);
    makeHead(page);
    makeFilters(page);
    m_table = new BatchTable(m_session->model(), page);
    column->addWidget(m_table, 1);
    m_empty = new widgets::EmptyState({}, {}, page);
    m_empty->setObjectName(u"batchEmpty"_s);
    m_emptyButton = new widgets::SmallButton(QString(), m_empty);
    m_emptyButton->setObjectName(u"batchEmptyButton"_s);
    m_empty->setButton(m_emptyButton);
    column->addWidget(m_empty, 1);

    auto *side = new QWidget;
    auto *sideColumn = new QVBoxLayout(side);
    sideColumn->setContentsMargins({});
    sideColumn->setSpacing(0);
    sideColumn->addWidget(new widgets::TabStrip(m_tabs));
    sideColumn->addWidget(m_side, 1);
    m_tabs->setAccessibleName(tr("Beside the table"));
    m_tabs->addTab(tr("Item"));
    m_tabs->addTab(tr("Setup"));
    m_side->addWidget(m_item);
    m_side->addWidget(m_form);
    m_tabs->setCurrentIndex(1);
    m_side->setCurrentIndex(1);
    m_splitter->addWidget(page);
    m_splitter->addWidget(side);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({kFirstSize.width() - kSideWidth, kSideWidth});

    auto *all = new QVBoxLayout(this);
    m_column = all;
    all->setContentsMargins({});
    all->setSpacing(0);
    all->addWidget(m_notices);
    all->addWidget(m_splitter, 1);
    connectParts();
    refresh();
}

BatchWindow::~BatchWindow()
{
    if (m_exporting) *m_exporting = true;
}

void BatchWindow::makeHead(QWidget *page)
{
    auto *head = new QWidget(page);
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(16, theme::kRowMargin, 16, theme::kSide);
    column->setSpacing(theme::kSide);
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::kAnswerGap);
    m_head = new widgets::SpanLabel(head);
    m_head->setObjectName(u"batchHead"_s);
    m_head->setTextSize(theme::TextSize::SectionTitle);
    m_facts = new widgets::SpanLabel(head);
    m_facts->setObjectName(u"batchFacts"_s);
    m_facts->setToken(Token::Muted);
    m_start = new widgets::SmallButton(tr("Start"), theme::ButtonLook::Filled, head);
    m_start->setObjectName(u"batchStart"_s);
    m_retry = new widgets::SmallButton(tr("Retry failed"), head);
    m_retry->setObjectName(u"batchRetry"_s);
    m_retry->setIconName(u"rerun"_s);
    m_export = new widgets::SmallButton(tr("Export…"), head);
    m_export->setObjectName(u"batchExport"_s);
    m_export->setIconName(u"export"_s);
    row->addWidget(m_head);
    row->addSpacing(theme::kSide);
    row->addWidget(m_facts);
    row->addStretch(1);
    row->addWidget(m_retry);
    row->addWidget(m_export);
    row->addWidget(m_start);
    column->addLayout(row);
    m_headRow = row;
    m_headColumn = column;
    m_bar = new widgets::BatchBar(head);
    column->addWidget(m_bar);
    page->layout()->addWidget(head);
}

void BatchWindow::makeFilters(QWidget *page)
{
    auto *bar = new QWidget(page);
    bar->setFixedHeight(theme::metrics().height(theme::Part::FilterBar));
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(16, 0, 16, theme::kBarGap);
    row->setSpacing(theme::kBarGap);
    for (qsizetype i = 0; i < filters().size(); ++i) {
        auto *chip = new widgets::Chip(tr(filters()[i].name), bar);
        chip->setCheckable(true);
        chip->setChecked(i == 0);
        chip->setObjectName(u"batchFilter%1"_s.arg(i));
        connect(chip, &QAbstractButton::clicked, this, [this, i] {
            for (qsizetype other = 0; other < m_chips.size(); ++other) m_chips[other]->setChecked(other == i);
            filter();
        });
        m_chips.append(chip);
        row->addWidget(chip);
    }
    row->addStretch(1);
    m_search = new widgets::SearchField(tr("Find in inputs and results"), bar);
    m_search->setObjectName(u"batchSearch"_s);
    m_search->setMaximumWidth(260);
    connect(m_search, &QLineEdit::textChanged, this, &BatchWindow::filter);
    row->addWidget(m_search, 1);
    page->layout()->addWidget(bar);
}

/// The oldest question of the items, above everything: its answer is for all that have it.
void BatchWindow::showQuestion()
{
    const QList<runs::PermissionRequest> questions = m_session->asker()->questions();
    if (questions.isEmpty()) {
        if (m_question) m_question->deleteLater(); // it may be what asked
        m_question.clear();
        return;
    }
    if (!m_question) {
        m_question = new permissions::PermissionBar(this);
        m_question->setObjectName(u"permissionBar"_s);
        m_column->insertWidget(1, m_question);
        connect(m_question, &permissions::PermissionBar::answered, this,
                [this](quint64, quint64 question, runs::PermissionAnswer answer, const QString &pattern) {
                    m_session->asker()->answer(question, answer, pattern);
                });
        connect(m_question, &permissions::PermissionBar::escaped, m_table, qOverload<>(&QWidget::setFocus));
        connect(m_question, &permissions::PermissionBar::placeActivated, this, &BatchWindow::placeActivated);
    }
    m_question->ask(questions.first().run, questions.first(), 0, m_script.name);
    m_question->setMore(questions.size() > 1 ? u"+%1"_s.arg(questions.size() - 1) : QString());
}

void BatchWindow::connectParts()
{
    connect(m_tabs, &QTabBar::currentChanged, m_side, &QStackedWidget::setCurrentIndex);
    connect(m_start, &QAbstractButton::clicked, this, [this] {
        if (m_session->isRunning()) m_session->cancel();
        else start();
    });
    connect(m_retry, &QAbstractButton::clicked, m_session, &BatchSession::retryFailures);
    connect(m_export, &QAbstractButton::clicked, this, [this] {
        if (chooseFile) chooseFile(File::Export, [this](const QString &path) { exportTo(path); });
    });
    connect(m_form, &BatchForm::chooseItemsRequested, this, [this] {
        if (chooseFile) chooseFile(File::Items, [this](const QString &path) { openItems(path); });
    });
    connect(m_emptyButton, &QAbstractButton::clicked, this, [this] {
        if (m_session->model()->itemCount() == 0) return emit m_form->chooseItemsRequested();
        m_search->clear();
        m_chips.first()->click();
    });
    connect(m_session->model(), &BatchModel::arranged, this, &BatchWindow::refreshEmpty);
    connect(m_session->model(), &QAbstractItemModel::modelReset, this, &BatchWindow::refreshEmpty);
    connect(m_form, &BatchForm::chooseFallbackRequested, this, [this] {
        if (chooseFile) chooseFile(File::Fallback, [this](const QString &path) { m_form->setFallback(path); });
    });
    connect(m_session, &BatchSession::changed, this, &BatchWindow::refresh);
    connect(m_session, &BatchSession::refused, this, [this](const QString &why) { tell(why, true); });
    connect(m_session, &BatchSession::itemsRead, this, [this](const QString &error) {
        if (!error.isEmpty()) tell(error, true);
        refresh();
    });
    connect(m_session, &BatchSession::finished, this, [this] {
        refresh();
        emit finished();
    });
    connect(m_session->asker(), &runs::GroupAsker::asked, this, &BatchWindow::showQuestion);
    connect(m_session->asker(), &runs::GroupAsker::settled, this, &BatchWindow::showQuestion);
    connect(m_table, &BatchTable::currentItemChanged, this, &BatchWindow::showItem);
    connect(m_table, &BatchTable::activatedItem, this, [this](int item) {
        showItem(item);
        m_tabs->setCurrentIndex(0);
    });
    connect(m_table, &BatchTable::cancelRequested, this, [this](const QList<qsizetype> &items) {
        for (const qsizetype item : items) m_session->cancelItem(item);
    });
    connect(m_table, &BatchTable::retryRequested, m_session, &BatchSession::retry);
    connect(m_table, &BatchTable::openRequested, this, &BatchWindow::runOne);
    connect(m_item, &BatchItemView::retryRequested, this, [this](int item) { m_session->retry({item}); });
    connect(m_item, &BatchItemView::cancelRequested, this, [this](int item) { m_session->cancelItem(item); });
    connect(m_item, &BatchItemView::openRequested, this, &BatchWindow::runOne);
    connect(m_item, &BatchItemView::placeActivated, this, &BatchWindow::placeActivated);
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] { update(); });
}

// ---- what is asked of it ----------------------------------------------------------------------------------------

void BatchWindow::openItems(const QString &path)
{
    m_session->readItems(path);
    refresh();
}

void BatchWindow::setItems(const QList<QByteArray> &items, const QString &name)
{
    m_session->setItems(items, name);
}

void BatchWindow::start()
{
    m_session->start(m_form->setup());
}

void BatchWindow::exportTo(const QString &path)
{
    if (path.isEmpty()) return;
    if (m_exporting) *m_exporting = true;
    const auto stop = m_exporting = std::make_shared<std::atomic<bool>>(false);
    m_exportJob = jobs::Job(tr("Exporting %1").arg(QFileInfo(path).fileName()), [stop] { *stop = true; });
    QtConcurrent::run([rows = m_session->model()->rows(), path, stop] {
        return exportRows(rows, path, *stop);
    }).then(this, [this, path, stop](const std::expected<void, QString> &written) {
        if (stop != m_exporting) return;
        m_exporting.reset();
        m_exportJob.end();
        if (written) tell(tr("%1 is written.").arg(QFileInfo(path).fileName()), false);
        else if (!written.error().isEmpty()) tell(written.error(), true);
    });
}

/// The item by itself, as any run of the window: with questions, output and result in the panes.
void BatchWindow::runOne(int item)
{
    if (item < 0 || item >= m_session->model()->itemCount()) return;
    const BatchSetup setup = m_form->setup();
    runs::BatchOptions batch;
    batch.script = m_script;
    batch.options = setup.options;
    batch.options.timeoutSeconds = setup.timeoutSeconds;
    batch.options.label = tr("%1, item %2").arg(m_script.name).arg(item + 1);
    batch.function = setup.function;
    batch.timeoutKey = setup.timeoutKey;
    const BatchRow &row = m_session->model()->item(item);
    const runs::Task task = runs::taskFor(batch, item, {row.item, row.problem});
    if (task.refusal.isEmpty()) emit runRequested(task.script, task.options);
    else tell(task.refusal, true);
}

void BatchWindow::tell(const QString &text, bool isError)
{
    using Kind = widgets::Notice::Kind;
    m_notices->post({u"told"_s, isError ? Kind::Error : Kind::Information, {{output::visibleText(text)}}, {}});
}

void BatchWindow::filter()
{
    Arrangement wanted = m_session->model()->arrangement();
    wanted.text = m_search->text();
    wanted.hidden = {};
    for (qsizetype i = 1; i < m_chips.size(); ++i) {
        if (!m_chips[i]->isChecked()) continue;
        wanted.hidden.fill(true);
        for (const RunState state : filters()[i].states) wanted.hidden[static_cast<size_t>(state)] = false;
    }
    m_session->model()->setArrangement(wanted);
}

// ---- what it shows ----------------------------------------------------------------------------------------------

QString BatchWindow::headText() const
{
    return widgets::plainText(m_head->spans()) + u" · "_s + widgets::plainText(m_facts->spans());
}

void BatchWindow::refresh()
{
    const BatchModel *model = m_session->model();
    const int count = static_cast<int>(model->itemCount());
    const bool running = m_session->isRunning();
    const QString name = output::visibleText(m_script.name);
    m_head->setSpans({{count > 0 ? tr("%1 over %n input(s)", nullptr, count).arg(name) : name, Span::Voice::Strong}});
    QStringList facts;
    if (m_session->isReading()) facts.append(tr("reading the items"));
    else if (count == 0) facts.append(tr("choose the items it runs over"));
    else if (!m_session->hasStarted() && !running) facts.append(tr("from %1").arg(m_session->itemsName()));
    else facts.append(tr("%1 of %2 done").arg(QLocale().toString(m_session->doneCount()), QLocale().toString(count)));
    if (const double left = m_session->secondsLeft(); left >= 0) facts.append(aboutText(left));
    if (running && m_session->setup().limit > 0) facts.append(tr("%n at once", nullptr, m_session->setup().limit));
    m_facts->setSpans({{facts.join(u" · "_s)}});
    const int failures = static_cast<int>(model->failureCount());
    m_retry->setText(failures > 0 ? tr("Retry %n failed", nullptr, failures) : tr("Retry failed"));
    m_retry->setVisible(m_session->hasStarted());
    m_retry->setEnabled(failures > 0 && !running);
    m_export->setVisible(m_session->hasStarted());
    m_export->setEnabled(m_session->doneCount() > 0);
    m_start->setText(running ? tr("Stop all") : m_session->hasStarted() ? tr("Run all again") : tr("Start"));
    m_start->setIconName(running ? u"stop"_s : u"run"_s);
    m_start->setLook(running || !m_session->hasStarted() ? theme::ButtonLook::Filled : theme::ButtonLook::Quiet);
    m_start->setEnabled(running || (count > 0 && !m_session->isReading()));
    m_form->setEditable(!running);
    m_form->setItemsText(count > 0 ? tr("%1: %n item(s)", nullptr, count).arg(m_session->itemsName()) : QString());
    refreshBar();
    refreshEmpty();
    if (m_item->item() >= 0) showItem(m_table->currentItem());
}

/// No items yet, none in the file, none that fits: what that means, and the one thing to do about it.
void BatchWindow::refreshEmpty()
{
    const bool hasRows = m_session->model()->rowCount() > 0;
    const bool hasItems = m_session->model()->itemCount() > 0;
    m_table->setVisible(hasRows);
    m_empty->setVisible(!hasRows);
    if (hasRows) return;
    const bool reads = m_session->isReading();
    m_emptyButton->setVisible(!reads);
    m_emptyButton->setText(hasItems ? tr("Show all items") : tr("Choose the items…"));
    if (reads) m_empty->setTexts(tr("Reading the items"), {});
    else if (hasItems)
        m_empty->setTexts(tr("No item is like that"), tr("Others are hidden by the filter or the search"));
    else m_empty->setTexts(tr("No items yet"), tr("A file with a JSON array, JSON lines, or CSV with a head line"));
}

void BatchWindow::refreshBar()
{
    const BatchModel *model = m_session->model();
    const auto part = [model](RunState state, const QString &one) {
        const int count = static_cast<int>(model->countOf(state));
        return widgets::BatchBar::Part{state, count, one.arg(QLocale().toString(count))};
    };
    m_bar->setParts({part(RunState::Finished, tr("%1 finished")), part(RunState::Failed, tr("%1 failed")),
                     part(RunState::TimedOut, tr("%1 timed out")), part(RunState::LimitReached, tr("%1 over limit")),
                     part(RunState::Stopped, tr("%1 stopped")), part(RunState::Running, tr("%1 running")),
                     part(RunState::Stopping, tr("%1 stopping")), part(RunState::Queued, tr("%1 queued"))},
                    static_cast<int>(model->itemCount()));
    const double rate = m_session->successRate();
    QStringList note;
    if (rate >= 0) note << tr("%1 % of the ended ones succeeded").arg(QLocale().toString(rate, 'f', 1));
    if (const QString measures = measureText(); !measures.isEmpty()) note << measures;
    m_bar->setNote(note.join(u" · "_s));
    m_bar->setToolTip(note.join(u'\n'));
    m_bar->setAccessibleDescription(note.join(u". "_s));
}

/// How long the items that succeeded took; empty until the batch is over.
QString BatchWindow::measureText() const
{
    QStringList said;
    for (const runs::Measure &measure : m_session->measures())
        if (measure.successes > 0)
            said
                << tr("mean %1, longest %2").arg(runs::durationText(measure.mean), runs::durationText(measure.longest));
    return said.join(u" · "_s);
}

void BatchWindow::showItem(int item)
{
    if (item < 0 || item >= m_session->model()->itemCount()) {
        m_item->showNone();
        m_tabs->setTabText(0, tr("Item"));
        return;
    }
    m_tabs->setTabText(0, tr("Item %1").arg(QLocale().toString(item + 1)));
    const bool canRetry = m_session->hasStarted() && !m_session->isRunning();
    m_item->show(item, m_session->model()->item(item), canRetry);
}

void BatchWindow::closeForGood()
{
    m_closeForGood = true;
    m_session->cancel();
    close();
}

void BatchWindow::closeEvent(QCloseEvent *event)
{
    if (m_session->isRunning() && !m_closeForGood) {
        event->ignore();
        emit closeAsked();
        return;
    }
    QWidget::closeEvent(event);
}

void BatchWindow::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme::color(Token::Panel));
}

void BatchWindow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool wasNarrow = event->oldSize().width() < theme::kNarrowWindow && event->oldSize().isValid();
    const bool narrow = width() < theme::kNarrowWindow;
    const int side = narrow ? kNarrowSide : kSideWidth;
    if (narrow == wasNarrow && event->oldSize().isValid()) return;
    m_splitter->setSizes({width() - side, side});
    // Beside the title there is no room for the facts: they stand below it.
    m_headRow->removeWidget(m_facts);
    m_headColumn->removeWidget(m_facts);
    if (narrow) m_headColumn->insertWidget(1, m_facts);
    else m_headRow->insertWidget(2, m_facts);
}

void BatchWindow::keyPressEvent(QKeyEvent *event)
{
    if (m_question && event->key() == Qt::Key_P && event->modifiers() == Qt::AltModifier)
        return m_question->focusQuestion();
    if (event->matches(QKeySequence::Find)) return m_search->setFocus();
    if (event->matches(QKeySequence::Close)) return void(close());
    QWidget::keyPressEvent(event);
}

} // namespace latchkey::batch
