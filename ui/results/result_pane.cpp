// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/result_pane.h"

#include "ui/output/visible_text.h"
#include "ui/runs/run_list.h"
#include "ui/runs/run_words.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/notices.h"

#include <QBoxLayout>
#include <QLocale>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace latchkey::results {
namespace {

using output::Face;
using output::RichLine;
using theme::Part;
using theme::Token;

// The foot: a strip as high as a filter bar, hairline above.
class Foot : public QWidget
{
public:
    using QWidget::QWidget;
    QSize sizeHint() const override { return {QWidget::sizeHint().width(), theme::metrics().scaled(30)}; }
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), theme::color(Token::Panel));
        theme::drawEdge(&painter, rect(), Qt::TopEdge, theme::color(Token::Border));
    }
};

RichLine headLine(const runs::RunEntry &entry)
{
    const theme::RunStateLook look = theme::runStateLook(entry.look());
    const QString format = QLocale().timeFormat(QLocale::ShortFormat).remove(u":ss"_s);
    const QString time = entry.ended.isValid() ? QLocale().toString(entry.ended.time(), format) : QString();
    RichLine line;
    line.addIcon(look.icon, look.token);
    const QString fact = time.isEmpty()
                             ? ResultPane::tr("Run %1, %2").arg(entry.number).arg(look.word.toLower())
                             : ResultPane::tr("Run %1, %2 %3").arg(entry.number).arg(look.word.toLower(), time);
    line.add(fact + u" · "_s + runs::durationText(entry.seconds), Face::Small, Token::Muted);
    return line;
}

} // namespace

ResultPane::ResultPane(QWidget *parent)
    : QWidget(parent)
    , m_model(new ResultModel(this))
    , m_view(new ResultView(m_model, this))
    , m_head(new output::RichLabel(this))
    , m_foot(new Foot(this))
    , m_path(new output::RichLabel(m_foot))
    , m_insert(new widgets::SmallButton(tr("Insert it"), this))
    , m_empty(new widgets::EmptyState(QString(), QString(), this))
{
    setObjectName(u"resultPane"_s);
    setAccessibleName(tr("Result"));
    setFocusProxy(m_view);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(theme::kRowMargin, 5, theme::kRowMargin, 5);
    head->addWidget(m_head, 1);
    column->addLayout(head);
    column->addWidget(m_view, 1);
    column->addWidget(m_empty, 1);
    m_empty->setButton(m_insert);
    column->addWidget(m_foot);
    auto *foot = new QHBoxLayout(m_foot);
    foot->setContentsMargins(theme::kRowMargin, 1, theme::kSide, 0);
    foot->setSpacing(theme::kSide);
    foot->addWidget(m_path);
    auto *copy = new widgets::IconButton(u"copy"_s, tr("Copy the path"), Part::SmallButton, m_foot);
    foot->addWidget(copy);
    foot->addStretch(1);
    m_insert->setObjectName(u"insertResult"_s);
    connect(copy, &QAbstractButton::clicked, m_view, &ResultView::copyPath);
    connect(m_insert, &QAbstractButton::clicked, this, [this] { emit insertResultRequested(m_file); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &ResultPane::showPath);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ResultPane::showPath);
    say(tr("No run is shown"), tr("The value a script puts into result is shown here"), false);
}

void ResultPane::follow(runs::RunList *list)
{
    if (m_list) m_list->disconnect(this);
    m_list = list;
    connect(list, &runs::RunList::frontRunChanged, this, &ResultPane::showRun);
    const auto update = [this](quint64 run) {
        if (run == m_list->frontRun()) showRun(run);
    };
    connect(list, &runs::RunList::runEnded, this, update);
    // A value shown here keeps its heap alive: rows that are gone do not matter.
    showRun(list->frontRun());
}

void ResultPane::showRun(quint64 run)
{
    if (!m_list || !m_list->contains(run)) return;
    const runs::RunEntry entry = m_list->entry(run);
    // Until the new run has a value the old one stays readable, with its own heading.
    if (!entry.isOver()) return;
    const runs::RunPtr handle = m_list->run(run);
    showResult(entry, handle ? engineValue(handle->result().value) : nullptr);
}

void ResultPane::showResult(const runs::RunEntry &entry, const ValuePtr &value)
{
    m_run = entry.id;
    m_file = entry.path.isEmpty() ? entry.tab : entry.path;
    m_head->setLine(headLine(entry));
    m_model->setValue(value);
    m_head->show();
    if (value) {
        m_empty->hide();
        m_view->show();
        m_foot->show();
        m_view->expand(m_model->index(0, 0));
    } else if (entry.isOver() && !entry.hasValues) {
        say(tr("The value of run %1 is no longer kept").arg(entry.number), tr("Run it again to see it"), false);
    } else if (entry.success) {
        say(tr("%1 did not set result").arg(output::middleCut(output::visibleText(entry.name), 60)),
            tr("The value a script puts into result is shown here"), true);
    } else {
        say(tr("Run %1 left no result").arg(entry.number), runs::detailText(entry), false);
    }
    update();
    emit valueChanged(value);
}

void ResultPane::say(const QString &fact, const QString &hint, bool canInsert)
{
    m_empty->setTexts(fact, hint);
    m_empty->show();
    m_view->hide();
    m_foot->hide();
    m_insert->setVisible(canInsert);
    update();
}

QString ResultPane::pathText() const
{
    return m_path->line().plainText();
}

void ResultPane::showPath()
{
    const QModelIndex current = m_view->currentIndex();
    const QString path = m_model->pathAt(current.isValid() ? current : m_model->index(0, 0));
    m_path->setLine(RichLine().add(output::middleCut(output::visibleText(path), 120), Face::CodeSmall));
}

void ResultPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Token::Panel));
}

} // namespace latchkey::results
