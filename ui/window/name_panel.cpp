// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/name_panel.h"

#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace latchkey::window {

namespace {
constexpr int kWidth = 360;
constexpr int kMostLetters = 60;
} // namespace

NamePanel::NamePanel(QWidget *window)
    : QWidget(window)
    , m_title(new QLabel(this))
    , m_field(new QLineEdit(this))
    , m_save(new widgets::SmallButton(tr("Save"), this))
{
    setObjectName(u"namePanel"_s);
    m_field->setObjectName(u"nameField"_s);
    m_field->setMaxLength(kMostLetters);
    m_save->setObjectName(u"nameSave"_s);
    m_title->setFont(theme::fonts().ui(theme::TextSize::Body, QFont::DemiBold));
    auto *row = new QHBoxLayout;
    row->addWidget(m_field, 1);
    row->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::kRowMargin, theme::kRowMargin, theme::kRowMargin, theme::kRowMargin);
    column->addWidget(m_title);
    column->addLayout(row);
    connect(m_save, &QAbstractButton::clicked, this, &NamePanel::take);
    connect(m_field, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_save->setEnabled(!text.trimmed().isEmpty()); });
    hide();
}

void NamePanel::open(const QString &title, const QString &present, int top, std::function<void(const QString &)> named)
{
    m_named = std::move(named);
    m_title->setText(title);
    setAccessibleName(title);
    m_field->setAccessibleName(title);
    m_field->setText(present);
    m_save->setEnabled(!present.isEmpty());
    const int width = std::min(theme::metrics().scaledWidth(kWidth), parentWidget()->width() - 2 * theme::kSide);
    setGeometry((parentWidget()->width() - width) / 2, top, width, sizeHint().height());
    show();
    raise();
    m_field->selectAll();
    m_field->setFocus();
}

void NamePanel::take()
{
    const QString name = m_field->text().trimmed();
    if (name.isEmpty()) return;
    finish();
    if (m_named) std::exchange(m_named, nullptr)(name);
}

void NamePanel::finish()
{
    hide();
    parentWidget()->setFocus();
}

void NamePanel::paintEvent(QPaintEvent *)
{
    using theme::Token;
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Token::Window)); // behind the round corners
    theme::drawGround(&painter, rect(), theme::color(Token::Panel), theme::color(Token::Strong), theme::kPaletteRadius);
}

void NamePanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) finish();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) take();
    else QWidget::keyPressEvent(event);
}

} // namespace latchkey::window
