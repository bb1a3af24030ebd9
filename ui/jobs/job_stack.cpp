// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job_stack.h"

#include "ui/theme/fonts.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QStyle>

#include <utility>

using namespace Qt::StringLiterals;

namespace latchkey::jobs {

using theme::Token;

namespace {

constexpr int kWidth = 340;
constexpr int kFromRight = 16, kFromBottom = 12; // as the toast
constexpr int kSteps = 1000;

QLabel *makeLabel(QWidget *parent, bool quiet)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(theme::fonts().ui(quiet ? theme::TextSize::Small : theme::TextSize::Body));
    label->setForegroundRole(quiet ? QPalette::PlaceholderText : QPalette::WindowText);
    return label;
}

} // namespace

/// One job: title and detail in a line, the cross at its end, the bar below.
class JobRow : public QWidget
{
    Q_OBJECT

public:
    explicit JobRow(QWidget *parent)
        : QWidget(parent)
        , m_title(makeLabel(this, false))
        , m_detail(makeLabel(this, true))
        , m_bar(new QProgressBar(this))
        , m_cross(new widgets::IconButton(u"close"_s, tr("Cancel"), theme::Part::SmallButton, this))
    {
        m_title->setObjectName(u"jobTitle"_s);
        m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        m_detail->setObjectName(u"jobDetail"_s);
        m_bar->setObjectName(u"jobBar"_s);
        m_bar->setRange(0, kSteps);
        m_bar->setTextVisible(false);
        m_bar->setFixedHeight(theme::kProgressHeight);
        m_cross->setObjectName(u"jobCancel"_s);
        auto *words = new QHBoxLayout;
        words->setSpacing(theme::kIconGap);
        words->addWidget(m_title, 1);
        words->addWidget(m_detail);
        auto *column = new QVBoxLayout;
        column->setSpacing(theme::kBarGap);
        column->addStretch(1);
        column->addLayout(words);
        column->addWidget(m_bar);
        column->addStretch(1);
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(theme::kRowMargin, theme::kBarGap, theme::kBarGap, theme::kBarGap);
        row->setSpacing(theme::kSide);
        row->addLayout(column, 1);
        row->addWidget(m_cross);
        connect(m_cross, &QAbstractButton::clicked, this, [this] { emit cancelled(m_job.id); });
    }

    void setJob(const JobView &job)
    {
        m_job = job;
        m_detail->setText(job.isStopping ? tr("Stopping") : job.detail);
        m_bar->setVisible(job.share >= 0);
        m_bar->setValue(static_cast<int>(job.share * kSteps));
        m_bar->setAccessibleName(job.title);
        // Never disabled: that would take the focus away from whoever pressed it. Another press changes nothing.
        m_cross->setIconName(u"close"_s, job.isStopping ? Token::Faint : Token::Text);
        m_cross->setAccessibleName(job.isStopping ? tr("Stopping: %1").arg(job.title)
                                                  : tr("Cancel: %1").arg(job.title));
        m_cross->setToolTip(m_cross->accessibleName());
        setToolTip(job.title);
        elide();
    }
    [[nodiscard]] quint64 id() const { return m_job.id; }
    [[nodiscard]] QWidget *cross() const { return m_cross; }

signals:
    void cancelled(quint64 id);

protected:
    void resizeEvent(QResizeEvent *) override { elide(); }
    bool event(QEvent *event) override
    {
        const bool done = QWidget::event(event);
        if (event->type() == QEvent::LayoutRequest) elide();
        return done;
    }

private:
    void elide()
    {
        m_title->setText(m_title->fontMetrics().elidedText(m_job.title, Qt::ElideMiddle, m_title->width()));
        m_title->setAccessibleName(m_job.title);
    }

    JobView m_job;
    QLabel *m_title;
    QLabel *m_detail;
    QProgressBar *m_bar;
    widgets::IconButton *m_cross;
};

JobStack::JobStack(JobList *list, QWidget *window)
    : QWidget(window)
    , m_list(list)
    , m_column(new QVBoxLayout(this))
    , m_title(makeLabel(this, true))
    , m_fold(new widgets::IconButton(u"chevron-down"_s, tr("Fold away"), theme::Part::SmallButton, this))
    , m_more(makeLabel(this, true))
{
    setObjectName(u"jobStack"_s);
    setAccessibleName(tr("Background jobs"));
    m_title->setText(tr("In the background"));
    m_fold->setObjectName(u"jobFold"_s);
    m_more->setObjectName(u"jobMore"_s);
    m_more->setContentsMargins(theme::kRowMargin, 0, theme::kRowMargin, theme::kSide);
    m_column->setContentsMargins(1, 1, 1, 1);
    m_column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(theme::kRowMargin, 0, theme::kBarGap, 0);
    head->addWidget(m_title, 1);
    head->addWidget(m_fold);
    m_column->addLayout(head);
    m_column->addWidget(m_more);
    window->installEventFilter(this);
    connect(m_fold, &QAbstractButton::clicked, this, [this] { setFolded(true); });
    connect(list, &JobList::changed, this, &JobStack::refresh);
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, &JobStack::place);
    hide();
    refresh();
}

void JobStack::setBottomInset(int height)
{
    m_bottomInset = height;
    place();
}

void JobStack::setFolded(bool folded)
{
    if (std::exchange(m_folded, folded) == folded) return;
    refresh();
}

int JobStack::takenHeight() const
{
    return isHidden() ? 0 : height() + kFromBottom;
}

void JobStack::enter()
{
    setFolded(false);
    if (!m_rows.isEmpty()) m_rows.first()->cross()->setFocus(Qt::ShortcutFocusReason);
}

QSize JobStack::sizeHint() const
{
    return {theme::metrics().scaledWidth(kWidth), m_column->sizeHint().height()};
}

void JobStack::refresh()
{
    const QList<JobView> jobs = m_list->shown();
    const bool hadFocus = isAncestorOf(window()->focusWidget());
    const qsizetype at =
        std::ranges::find_if(m_rows, [this](JobRow *row) { return row->cross() == window()->focusWidget(); }) -
        m_rows.begin();
    const quint64 focused = at < m_rows.size() ? m_rows[at]->id() : 0;
    show(m_folded ? QList<JobView>() : jobs);
    setVisible(!m_rows.isEmpty());
    if (hadFocus && m_rows.isEmpty()) {
        emit focusLost();
    } else if (hadFocus && focused != 0) {
        // The focus stays with its job; when that is over it goes to the one in its place, never to a cross that the
        // next press would surprise: an ended job moves the focus to the fold button.
        const auto same = std::ranges::find(m_rows, focused, &JobRow::id);
        (same != m_rows.end() ? (*same)->cross() : m_fold)->setFocus();
    }
    place();
    if (std::exchange(m_count, int(jobs.size())) != jobs.size()) emit countChanged(m_count);
}

void JobStack::show(const QList<JobView> &jobs)
{
    const qsizetype rows = std::min<qsizetype>(jobs.size(), kMostRows);
    while (m_rows.size() > rows) delete m_rows.takeLast();
    while (m_rows.size() < rows) {
        auto *row = new JobRow(this);
        connect(row, &JobRow::cancelled, m_list, &JobList::cancel, Qt::QueuedConnection);
        m_column->insertWidget(m_column->count() - 1, row);
        m_rows.append(row);
    }
    for (qsizetype i = 0; i < rows; ++i) m_rows[i]->setJob(jobs[i]);
    m_more->setVisible(jobs.size() > rows);
    m_more->setText(tr("and %n more", nullptr, int(jobs.size() - rows)));
}

void JobStack::place()
{
    if (isHidden()) return emit takenChanged();
    const QRect window = parentWidget()->rect();
    m_column->activate();
    const QSize size = sizeHint().boundedTo(QSize(window.width() - 2 * kFromRight, window.height()));
    const QRect box(window.right() + 1 - kFromRight - size.width(),
                    window.bottom() + 1 - m_bottomInset - kFromBottom - size.height(), size.width(), size.height());
    setGeometry(QStyle::visualRect(layoutDirection(), window, box));
    raise();
    emit takenChanged();
}

bool JobStack::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize) place();
    return QWidget::eventFilter(watched, event);
}

void JobStack::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    theme::drawGround(&painter, rect(), theme::color(Token::Panel), theme::color(Token::Strong));
}

} // namespace latchkey::jobs

#include "job_stack.moc"
