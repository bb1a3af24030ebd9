// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/output/problems_pane.h"

#include "ui/output/rich_line.h"
#include "ui/output/row_painting.h"
#include "ui/output/visible_text.h"
#include "ui/theme/latchkey_style.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/row_painter.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <cmath>

using namespace Qt::StringLiterals;

namespace latchkey::output {
namespace {

using theme::Part;
using theme::Token;
using widgets::RowPainter;

constexpr int kPlace = -2; // hitAt(): the place; fixes count from 0, -1 explains
constexpr int kPlaceColumn = 96;
constexpr int kIconColumn = theme::kSide + theme::kIcon + theme::kSide;

Token tokenOf(Problem::Severity severity)
{
    switch (severity) {
    case Problem::Severity::Error:
        return Token::Fail;
    case Problem::Severity::Warning:
        return Token::Paused;
    case Problem::Severity::Hint:
        return Token::Running;
    }
    return Token::Text;
}

class ProblemDelegate : public QStyledItemDelegate
{
public:
    ProblemDelegate(ProblemsView *view, const ProblemsModel *model)
        : QStyledItemDelegate(view)
        , m_view(view)
        , m_model(model)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const Problem *problem = m_model->problemAt(index);
        const bool open = problem && index == m_view->currentIndex() && m_view->selectionModel()->isSelected(index) &&
                          !m_view->buttons(index, {}).isEmpty();
        const auto &metrics = theme::metrics();
        return {100, metrics.height(Part::ProblemRow) + (open ? metrics.height(Part::FixesLine) : 0)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Problem *problem = m_model->problemAt(index);
        if (!problem) return;
        painter->save();
        RowPainter ground(painter, option);
        ground.drawGround(true);
        const int line = theme::metrics().height(Part::ProblemRow);
        QRect first = option.rect;
        first.setHeight(line);
        paintFacts(painter, first, option.direction, *problem);
        if (option.rect.height() > line) paintButtons(painter, option.rect, index);
        ground.drawFocus();
        painter->restore();
    }

private:
    void paintFacts(QPainter *painter, const QRect &rect, Qt::LayoutDirection direction, const Problem &problem) const
    {
        RowPainter row(painter, rect, direction);
        row.take(theme::kRowMargin);
        row.drawIcon(row.take(kIconColumn - theme::kRowMargin + theme::kBarGap), iconOf(problem.severity),
                     tokenOf(problem.severity));
        row.takeEnd(theme::kRowMargin);
        const QString place = placeText(problem);
        const int width = std::max(theme::metrics().scaledWidth(kPlaceColumn), RowPainter::widthOf(place));
        row.drawText(row.takeEnd(std::min(width, rect.width() / 2)), place,
                     {.token = Token::Link, .align = widgets::Align::End, .elide = Qt::ElideMiddle, .underline = true});
        row.takeEnd(theme::kRowMargin);
        const widgets::RowText codeLook{.size = theme::TextSize::Tiny, .token = Token::Muted, .code = true};
        // Where there is no room for both, the message stands.
        if (rect.width() > 480)
            row.drawText(row.takeEnd(RowPainter::widthOf(problem.code, codeLook) + 1), problem.code, codeLook);
        row.takeEnd(theme::kRowMargin);
        RichLine().addMessage(visibleText(problem.message)).paint(painter, row.rest());
    }

    static QString placeText(const Problem &problem)
    {
        return problem.line > 0 ? u"%1:%2"_s.arg(visibleText(problem.name)).arg(problem.line)
                                : visibleText(problem.name);
    }

    void paintButtons(QPainter *painter, const QRect &rect, const QModelIndex &index) const
    {
        for (const ProblemsView::Button &button : m_view->buttons(index, rect)) {
            const bool over = button.rect.contains(m_view->pointer());
            const QColor outline = button.fix >= 0 ? theme::color(Token::Border) : QColor();
            const QColor ground = over              ? theme::color(Token::Hover)
                                  : button.fix >= 0 ? theme::color(Token::Panel)
                                                    : QColor();
            theme::drawGround(painter, button.rect, ground, outline);
            RichLine line;
            if (button.fix < 0) line.addIcon(u"help"_s, Token::Text);
            line.addMessage(button.text);
            line.paint(painter, QRectF(button.rect).adjusted(theme::kSide, 0, -theme::kSide, 0));
        }
    }

    ProblemsView *m_view;
    const ProblemsModel *m_model;
};

} // namespace

ProblemsView::ProblemsView(ProblemsModel *model, QWidget *parent)
    : QListView(parent)
    , m_model(model)
{
    setModel(model);
    setObjectName(u"problemsView"_s);
    setAccessibleName(tr("Problems"));
    setItemDelegate(new ProblemDelegate(this, model));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setResizeMode(QListView::Adjust);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setBackgroundRole(QPalette::AlternateBase);
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] { scheduleDelayedItemsLayout(); });
}

QList<ProblemsView::Button> ProblemsView::buttons(const QModelIndex &index, const QRect &row) const
{
    QList<Button> buttons;
    const Problem *problem = m_model->problemAt(index);
    if (!problem) return buttons;
    for (int fix = 0; fix < problem->fixes.size(); ++fix) buttons.append({visibleText(problem->fixes[fix]), fix, {}});
    if (!problem->code.isEmpty()) buttons.append({tr("Explain"), -1, {}});
    const auto &metrics = theme::metrics();
    const int height = metrics.height(Part::SmallButton);
    int x = row.left() + theme::kRowMargin + theme::kIcon + theme::kSide;
    const int y = row.top() + metrics.height(Part::ProblemRow) - 1;
    for (Button &button : buttons) {
        RichLine line;
        if (button.fix < 0) line.addIcon(u"help"_s, Token::Text);
        line.addMessage(button.text);
        const int width = static_cast<int>(std::ceil(line.width())) + 2 * theme::kSide;
        button.rect = mirroredRect(layoutDirection(), row, QRect(x, y, width, height));
        x += width + theme::kAnswerGap;
    }
    return buttons;
}

void ProblemsView::activate(const QModelIndex &index)
{
    if (const Problem *problem = m_model->problemAt(index))
        emit activated(problem->file, problem->line, problem->column);
}

void ProblemsView::press(const QModelIndex &index, int fix)
{
    const Problem *problem = m_model->problemAt(index);
    if (!problem) return;
    if (fix < 0) emit explainRequested(problem->code);
    else if (fix < problem->fixes.size()) emit fixRequested(Problem(*problem), fix);
}

void ProblemsView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    scheduleDelayedItemsLayout(); // the line of fixes moves
}

void ProblemsView::mouseMoveEvent(QMouseEvent *event)
{
    m_pointer = event->position().toPoint();
    viewport()->update();
    QListView::mouseMoveEvent(event);
}

void ProblemsView::leaveEvent(QEvent *event)
{
    m_pointer = {-1, -1};
    viewport()->update();
    QListView::leaveEvent(event);
}

void ProblemsView::mousePressEvent(QMouseEvent *event)
{
    // What was pressed is found before the row is selected: selecting opens and closes lines, and rows move away.
    const QPoint point = event->position().toPoint();
    const QModelIndex index = indexAt(point);
    m_pressed = {};
    if (event->button() == Qt::LeftButton && index.isValid())
        m_pressed = {QPersistentModelIndex(index), point, hitAt(index, point)};
    QListView::mousePressEvent(event);
}

void ProblemsView::mouseReleaseEvent(QMouseEvent *event)
{
    QListView::mouseReleaseEvent(event);
    const Pressed pressed = std::exchange(m_pressed, {});
    const int moved = (event->position().toPoint() - pressed.point).manhattanLength();
    if (!pressed.hit || !pressed.index.isValid() || moved >= QApplication::startDragDistance()) return;
    if (*pressed.hit == kPlace) activate(pressed.index);
    else press(pressed.index, *pressed.hit);
}

std::optional<int> ProblemsView::hitAt(const QModelIndex &index, const QPoint &point) const
{
    const QRect row = visualRect(index);
    const int line = theme::metrics().height(Part::ProblemRow);
    if (row.height() > line) {
        for (const Button &button : buttons(index, row)) {
            if (button.rect.contains(point)) return button.fix;
        }
    }
    // The place is a link: one click follows it.
    const int place = theme::metrics().scaledWidth(kPlaceColumn) + theme::kRowMargin;
    const bool atEnd = layoutDirection() == Qt::RightToLeft ? point.x() < place : point.x() > row.right() - place;
    if (atEnd && point.y() < row.top() + line) return kPlace;
    return std::nullopt;
}

void ProblemsView::mouseDoubleClickEvent(QMouseEvent *event)
{
    activate(indexAt(event->position().toPoint()));
}

void ProblemsView::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers().testFlag(Qt::AltModifier)) return press(currentIndex(), 0);
    if (enter) return activate(currentIndex());
    if (event->key() == Qt::Key_F1) return press(currentIndex(), -1);
    QListView::keyPressEvent(event);
}

void ProblemsView::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index = currentIndex();
    if (!index.isValid()) return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Go to"), this, [this, index = QPersistentModelIndex(index)] { activate(index); });
    for (const Button &button : buttons(index, {})) {
        menu->addAction(QString(button.text).remove(u'`'), this,
                        [this, index = QPersistentModelIndex(index), fix = button.fix] { press(index, fix); });
    }
    menu->popup(event->globalPos());
}

ProblemsPane::ProblemsPane(QWidget *parent)
    : QWidget(parent)
    , m_model(new ProblemsModel(this))
    , m_view(new ProblemsView(m_model, this))
{
    setObjectName(u"problemsPane"_s);
    setAccessibleName(tr("Problems"));
    setFocusProxy(m_view);
    connect(m_view, &ProblemsView::activated, this, &ProblemsPane::activated);
    connect(m_view, &ProblemsView::fixRequested, this, &ProblemsPane::fixRequested);
    connect(m_view, &ProblemsView::explainRequested, this, &ProblemsPane::explainRequested);
    connect(m_model, &ProblemsModel::countsChanged, this, [this] {
        m_view->setVisible(m_model->rowCount() > 0);
        update();
        emit countsChanged(m_model->count(Problem::Severity::Error), m_model->count(Problem::Severity::Warning));
    });
    m_view->hide();
}

void ProblemsPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Token::Panel));
    if (m_model->rowCount() > 0) return;
    const int line = theme::metrics().height(Part::TreeRow);
    const QRect fact(0, height() / 2 - line, width(), line);
    paintText(&painter, fact, tr("No problems"), theme::fonts().ui(), Token::Text, Qt::AlignHCenter);
    paintText(&painter, fact.translated(0, line), tr("Open files are checked while you type"), theme::fonts().ui(),
              Token::Muted, Qt::AlignHCenter);
}

void ProblemsPane::resizeEvent(QResizeEvent *)
{
    m_view->setGeometry(rect());
}

} // namespace latchkey::output
