// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/raw_pane.h"

#include "ui/output/row_painting.h"
#include "ui/runs/run_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QBoxLayout>
#include <QPainter>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace latchkey::results {

using theme::Token;

RawPane::RawPane(QWidget *parent)
    : QWidget(parent)
    , m_view(new output::OutputView(this))
    , m_more(new widgets::SmallButton(QString(), this))
{
    setObjectName(u"rawPane"_s);
    setAccessibleName(tr("Raw"));
    setFocusProxy(m_view);
    m_view->setAccessibleName(tr("Result as JSON"));
    m_view->setHeadingsShown(false);
    m_more->setObjectName(u"unfoldButton"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_view, 1);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(theme::kSide, 0, theme::kSide, 0);
    row->addWidget(m_more);
    row->addStretch(1);
    column->addLayout(row);
    connect(m_more, &QAbstractButton::clicked, this, &RawPane::unfold);
    m_more->hide();
    m_view->hide();
}

void RawPane::setValue(const ValuePtr &value)
{
    ++m_turn;
    m_value = value;
    m_made = false;
    m_text.clear();
    m_shown = 0;
    m_view->removeRuns();
    m_view->setVisible(value != nullptr);
    m_more->hide();
    update();
    // Nobody looks: the text is made when someone does.
    if (isVisible()) make();
}

void RawPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    make();
}

void RawPane::make()
{
    if (m_made || !m_value) return;
    m_made = true;
    QtConcurrent::run([value = m_value] {
        return indentedJson(value->json());
    }).then(this, [this, turn = m_turn](const QByteArray &text) {
        if (turn != m_turn) return;
        m_text = text;
        showText(kFold);
        emit ready();
    });
}

void RawPane::unfold()
{
    showText(m_text.size());
}

void RawPane::showText(qsizetype bytes)
{
    m_shown = std::min(bytes, m_text.size());
    // Never inside a character.
    while (m_shown < m_text.size() && (static_cast<uchar>(m_text[m_shown]) & 0xc0) == 0x80) --m_shown;
    m_view->removeRuns();
    m_view->addRun(1, std::make_shared<output::TextSource>(m_text.first(m_shown)), {});
    m_view->setCaret({{0, output::RowKind::Line, 0}, 0});
    m_view->scrollToRun(1);
    m_more->setVisible(isFolded());
    m_more->setText(tr("Show %1 more").arg(runs::bytesText(m_text.size() - m_shown)));
}

void RawPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Token::Panel));
    if (m_value) return;
    const int line = theme::metrics().height(theme::Part::TreeRow);
    output::paintText(&painter, QRect(0, height() / 2 - line / 2, width(), line), tr("No result to show"),
                      theme::fonts().ui(), Token::Text, Qt::AlignHCenter);
}

} // namespace latchkey::results
