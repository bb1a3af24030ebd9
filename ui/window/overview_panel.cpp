// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/overview_panel.h"

#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace latchkey::window {

using theme::Part;
using theme::Token;

namespace {

constexpr int kMostRows = 12;

} // namespace

OverviewPanel::OverviewPanel(QWidget *window)
    : QWidget(window)
    , m_title(new QLabel(this))
    , m_nothing(new QLabel(this))
    , m_view(new EntryView(this))
{
    setObjectName(u"overviewPanel"_s);
    m_view->setObjectName(u"overviewView"_s);
    m_nothing->setObjectName(u"overviewNothing"_s);
    m_title->setFont(theme::fonts().ui(theme::TextSize::Body, QFont::DemiBold));
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->setContentsMargins(theme::kRowMargin, 0, theme::kRowMargin, theme::kRowMargin);
    m_nothing->setWordWrap(true);
    auto *close = new widgets::IconButton(u"close"_s, tr("Close this list"), Part::SmallButton, this);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(theme::kRowMargin, 0, 6, 0);
    head->addWidget(m_title, 1);
    head->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 6, 1, 1);
    column->setSpacing(6);
    column->addLayout(head);
    column->addWidget(m_view, 1);
    column->addWidget(m_nothing);
    connect(close, &QAbstractButton::clicked, this, &OverviewPanel::close);
    connect(m_view, &EntryView::chosen, this, [this] {
        if (!m_stays) this->close();
    });
    hide();
}

void OverviewPanel::open(const QString &title, const QList<Entry> &entries, const QString &nothing, int top, bool stays)
{
    if (!isVisible()) m_focusBefore = window()->focusWidget();
    m_stays = stays;
    m_title->setText(title);
    setAccessibleName(title);
    m_view->setAccessibleName(title);
    m_nothing->setText(nothing);
    m_view->setEntries(entries);
    m_view->setVisible(!entries.isEmpty());
    m_nothing->setVisible(entries.isEmpty());
    const QWidget *parent = parentWidget();
    const int width = std::min(theme::metrics().scaledWidth(theme::kPaletteWidth), parent->width() - 2 * theme::kSide);
    const int rows = std::clamp(int(entries.size()), 1, kMostRows);
    const int height = theme::metrics().scaled(44) + rows * theme::metrics().height(Part::PaletteRow) + theme::kSide;
    setGeometry((parent->width() - width) / 2, top, width, std::min(height, parent->height() - top - theme::kSide));
    show();
    raise();
    entries.isEmpty() ? setFocus() : m_view->setFocus();
}

void OverviewPanel::close()
{
    if (!isVisible()) return;
    const bool hadFocus = hasFocus() || isAncestorOf(window()->focusWidget());
    hide();
    if (hadFocus && m_focusBefore) m_focusBefore->setFocus();
}

void OverviewPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Token::Window)); // behind the round corners
    theme::drawGround(&painter, rect(), theme::color(Token::Panel), theme::color(Token::Strong), theme::kPaletteRadius);
}

void OverviewPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) close();
    else QWidget::keyPressEvent(event);
}

} // namespace latchkey::window
