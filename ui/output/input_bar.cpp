// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/output/input_bar.h"

#include "ui/output/visible_text.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>

#include <utility>

using namespace Qt::StringLiterals;

namespace latchkey::output {

using theme::Token;
using widgets::SmallButton;

InputBar::InputBar(QWidget *parent)
    : QWidget(parent)
    , m_prompt(new QLabel(this))
    , m_field(new QLineEdit(this))
{
    setObjectName(u"inputBar"_s);
    m_prompt->setTextFormat(Qt::PlainText);
    m_field->setObjectName(u"inputField"_s);
    m_field->setAccessibleName(tr("Line for the script"));
    auto *send = new SmallButton(tr("Send line"), this);
    auto *end = new SmallButton(tr("End input"), theme::ButtonLook::Flat, this);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme::kSide, 1, theme::kSide, 0);
    row->setSpacing(theme::kAnswerGap);
    row->addWidget(m_prompt);
    row->addWidget(m_field, 1);
    row->addWidget(send);
    row->addWidget(end);
    connect(send, &QAbstractButton::clicked, this, &InputBar::send);
    connect(m_field, &QLineEdit::returnPressed, this, &InputBar::send);
    connect(end, &QAbstractButton::clicked, this, &InputBar::end);
    hide();
}

void InputBar::ask(quint64 run, const QString &prompt)
{
    m_run = run;
    m_prompt->setText(middleCut(visibleText(prompt.isEmpty() ? tr("The script asks for a line:") : prompt), 80));
    show();
}

void InputBar::endAsking(quint64 run)
{
    if (m_run != run) return;
    m_run = 0;
    hide();
}

void InputBar::send()
{
    const quint64 run = std::exchange(m_run, 0);
    const QString line = m_field->text();
    hide();
    m_field->clear();
    emit entered(run, line);
}

void InputBar::end()
{
    const quint64 run = std::exchange(m_run, 0);
    hide();
    emit ended(run);
}

QSize InputBar::sizeHint() const
{
    return {QWidget::sizeHint().width(), theme::metrics().height(theme::Part::FilterBar)};
}

void InputBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Token::Panel));
    theme::drawEdge(&painter, rect(), Qt::TopEdge, theme::color(Token::Border));
}

} // namespace latchkey::output
