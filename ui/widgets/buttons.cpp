// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/buttons.h"

#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/row_painter.h"

#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionButton>
#include <QStyleOptionToolButton>

using namespace Qt::StringLiterals;

namespace latchkey::widgets {

using namespace theme;

namespace {

constexpr int kSplitWidth = 20;

void prepare(QAbstractButton *button)
{
    button->setFocusPolicy(Qt::TabFocus);
    button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    button->setAttribute(Qt::WA_Hover);
    QObject::connect(&Theme::instance(), &Theme::changed, button, &QWidget::updateGeometry);
}

// Text with mnemonics marked is measured without them.
QString shown(QString text)
{
    text.replace(u"&&"_s, QString(QChar(1)));
    text.remove(u'&');
    return text.replace(QChar(1), u'&');
}

QStyle::State stateOf(const QToolButton *button, const QStyleOptionToolButton &option)
{
    QStyle::State state = option.state;
    state.setFlag(QStyle::State_Sunken, button->isDown() || (button->menu() && button->menu()->isVisible()));
    state.setFlag(QStyle::State_On, button->isCheckable() && button->isChecked());
    return state;
}

} // namespace

// ---- IconButton -------------------------------------------------------------------------------------------------

IconButton::IconButton(const QString &icon, const QString &name, Part part, QWidget *parent)
    : QToolButton(parent)
    , m_part(part)
{
    prepare(this);
    setButtonLook(this, ButtonLook::Flat);
    setPopupMode(InstantPopup);
    setAutoRaise(true);
    setAccessibleName(name);
    setToolTip(name);
    setIconName(icon);
}

void IconButton::setIconName(const QString &icon, Token token)
{
    m_icon = icon;
    m_token = token;
    update();
}

QSize IconButton::sizeHint() const
{
    const int side = metrics().height(m_part);
    return {side, side};
}

void IconButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    const ButtonColors colors = buttonColors(ButtonLook::Flat, stateOf(this, option));
    drawGround(&painter, rect(), colors.ground);
    const QRect box = QStyle::alignedRect(layoutDirection(), Qt::AlignCenter, QSize(kIcon, kIcon), rect());
    Icons::paint(&painter, box, m_icon, color(isEnabled() ? m_token : Token::Faint));
}

// ---- FlatDropDown -----------------------------------------------------------------------------------------------

FlatDropDown::FlatDropDown(const QString &icon, const QString &name, Token iconToken, QWidget *parent)
    : QToolButton(parent)
    , m_icon(icon)
    , m_name(name)
    , m_iconToken(iconToken)
{
    prepare(this);
    setButtonLook(this, ButtonLook::Flat);
    setPopupMode(InstantPopup);
    setAutoRaise(true);
    setValue(name);
}

void FlatDropDown::setValue(const QString &value)
{
    setText(value);
    setToolTip(m_name);
    setAccessibleName(value == m_name ? m_name : u"%1: %2"_s.arg(m_name, value));
    updateGeometry();
}

QSize FlatDropDown::sizeHint() const
{
    return {kSide + kIcon + kIconGap + RowPainter::widthOf(text()) + kIconGap + kChevron + kSide,
            metrics().height(Part::ToolButton)};
}

void FlatDropDown::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    const ButtonColors colors = buttonColors(ButtonLook::Flat, stateOf(this, option));
    drawGround(&painter, rect(), colors.ground);
    RowPainter row(&painter, rect(), layoutDirection(), isEnabled());
    row.take(kSide);
    row.drawIcon(row.take(kIcon + kIconGap), m_icon, m_iconToken);
    row.takeEnd(kSide);
    drawChevron(&painter, row.takeEnd(kChevron), Direction::Down, colors.text);
    row.drawText(row.rest(), text());
}

// ---- SmallButton ------------------------------------------------------------------------------------------------

SmallButton::SmallButton(const QString &text, QWidget *parent)
    : SmallButton(text, ButtonLook::Quiet, parent)
{
}

SmallButton::SmallButton(const QString &text, ButtonLook look, QWidget *parent)
    : QPushButton(text, parent)
{
    prepare(this);
    setAutoDefault(false);
    setLook(look);
    describe();
}

void SmallButton::setLook(ButtonLook look)
{
    setButtonLook(this, look);
}

void SmallButton::setIconName(const QString &icon, std::optional<Token> token)
{
    m_icon = icon;
    m_iconToken = token;
    updateGeometry();
    update();
}

void SmallButton::setCode(const QString &code, Token token)
{
    m_code = code;
    m_codeToken = token;
    describe();
    updateGeometry();
    update();
}

void SmallButton::setSplit(bool on)
{
    m_split = on;
    updateGeometry();
}

void SmallButton::setStrongOutline(bool on)
{
    m_strongOutline = on;
    update();
}

void SmallButton::describe()
{
    setAccessibleName(m_code.isEmpty() ? shown(text()) : u"%1 %2"_s.arg(shown(text()), m_code));
}

QRect SmallButton::arrowRect() const
{
    if (!m_split) return {};
    return QStyle::visualRect(layoutDirection(), rect(), QRect(width() - kSplitWidth, 0, kSplitWidth, height()));
}

QSize SmallButton::sizeHint() const
{
    const bool strong = buttonLook(this) == ButtonLook::OnInk || buttonLook(this) == ButtonLook::Filled;
    int width =
        2 * kSide + 1 + RowPainter::widthOf(shown(text()), {.weight = strong ? QFont::DemiBold : QFont::Normal});
    if (!m_icon.isEmpty()) width += kIcon + (text().isEmpty() ? 0 : kIconGap);
    if (!m_code.isEmpty()) width += kIconGap + RowPainter::widthOf(m_code, {.code = true});
    if (menu()) width += kIconGap + kChevron;
    return {width + (m_split ? kSplitWidth : 0), metrics().height(Part::SmallButton)};
}

void SmallButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    option.state.setFlag(QStyle::State_On, isChecked() || (menu() && menu()->isVisible()));
    const ButtonLook look = buttonLook(this);
    ButtonColors colors = buttonColors(look, option.state);
    if (m_strongOutline) colors.outline = color(Token::Strong);
    drawGround(&painter, rect(), colors.ground, colors.outline);

    RowPainter row(&painter, rect(), layoutDirection());
    if (m_split) {
        const QRect arrow = row.takeEnd(kSplitWidth);
        drawEdge(&painter, arrow, isRightToLeft() ? Qt::RightEdge : Qt::LeftEdge, colors.outline);
        drawChevron(&painter, arrow, Direction::Down, colors.text);
    }
    row.take(kSide);
    row.takeEnd(kSide);
    const Token faint = Token::Faint;
    if (!m_icon.isEmpty()) {
        const QRect place = row.take(kIcon + kIconGap);
        const QRect box =
            QStyle::alignedRect(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter, {kIcon, kIcon}, place);
        Icons::paint(&painter, box, m_icon, isEnabled() && m_iconToken ? color(*m_iconToken) : colors.text);
    }
    if (menu()) {
        drawChevron(&painter, row.takeEnd(kChevron), Direction::Down, colors.text);
        row.takeEnd(kIconGap);
    }
    const bool strong = look == ButtonLook::OnInk || look == ButtonLook::Filled;
    painter.setFont(fonts().ui(TextSize::Body, strong ? QFont::DemiBold : QFont::Normal));
    painter.setPen(colors.text);
    const QRect words = row.take(QFontMetrics(painter.font()).horizontalAdvance(shown(text())));
    drawTextAt(&painter, QPoint(words.x(), row.baseline()), shown(text()));
    if (m_code.isEmpty()) return;
    row.take(kIconGap);
    row.drawText(row.rest(), m_code, {.token = isEnabled() ? m_codeToken : faint, .code = true});
}

void SmallButton::mousePressEvent(QMouseEvent *event)
{
    if (m_split && event->button() == Qt::LeftButton && arrowRect().contains(event->position().toPoint())) {
        emit arrowClicked();
        return;
    }
    QPushButton::mousePressEvent(event);
}

// Down opens what the arrow opens: the arrow is no stop of Tab of its own.
void SmallButton::keyPressEvent(QKeyEvent *event)
{
    if (m_split && event->key() == Qt::Key_Down) {
        emit arrowClicked();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QPushButton::keyPressEvent(event);
}

// ---- Chip -------------------------------------------------------------------------------------------------------

Chip::Chip(const QString &text, QWidget *parent)
    : QToolButton(parent)
{
    prepare(this);
    setButtonLook(this, ButtonLook::Chip);
    setCheckable(true);
    setText(text);
    setAccessibleName(text);
}

void Chip::setIconName(const QString &icon)
{
    m_icon = icon;
    updateGeometry();
}

void Chip::setRemovable(bool on)
{
    m_removable = on;
    updateGeometry();
}

QRect Chip::crossRect() const
{
    if (!m_removable) return {};
    const int side = kSmallIcon + kSide;
    return QStyle::visualRect(layoutDirection(), rect(), QRect(width() - side, 0, side, height()));
}

QSize Chip::sizeHint() const
{
    int width = 2 * kSide + 1 + RowPainter::widthOf(text());
    if (!m_icon.isEmpty()) width += kSmallIcon + kIconGap;
    if (m_removable) width += kSmallIcon + kIconGap;
    return {width, metrics().scaled(22)};
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    const ButtonColors colors = buttonColors(ButtonLook::Chip, stateOf(this, option));
    drawGround(&painter, rect(), colors.ground, colors.outline);
    RowPainter row(&painter, rect(), layoutDirection(), isEnabled());
    row.take(kSide);
    if (!m_icon.isEmpty()) row.drawIcon(row.take(kSmallIcon + kIconGap), m_icon, Token::Text, kSmallIcon);
    if (m_removable) {
        row.takeEnd(kSide - 2);
        row.drawIcon(row.takeEnd(kSmallIcon), u"close"_s, Token::Text, kSmallIcon);
    }
    painter.setFont(fonts().ui());
    painter.setPen(colors.text);
    const int textWidth = RowPainter::widthOf(text());
    const QRect place = row.take(textWidth);
    drawTextAt(&painter, QPoint(place.x(), row.baseline()), text());
}

void Chip::mousePressEvent(QMouseEvent *event)
{
    if (m_removable && event->button() == Qt::LeftButton && crossRect().contains(event->position().toPoint())) {
        emit removeRequested();
        return;
    }
    QToolButton::mousePressEvent(event);
}

void Chip::keyPressEvent(QKeyEvent *event)
{
    if (m_removable && (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)) {
        emit removeRequested();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QToolButton::keyPressEvent(event);
}

// ---- LinkButton -------------------------------------------------------------------------------------------------

LinkButton::LinkButton(const QString &text, QWidget *parent)
    : QAbstractButton(parent)
{
    prepare(this);
    setText(text);
    setAccessibleName(text);
    setCursor(Qt::PointingHandCursor);
}

QSize LinkButton::sizeHint() const
{
    return {RowPainter::widthOf(text()) + 6, metrics().scaled(20)};
}

void LinkButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    RowPainter row(&painter, rect(), layoutDirection(), isEnabled());
    row.take(3);
    row.takeEnd(3);
    row.drawText(row.rest(), text(), {.token = Token::Link, .underline = true});
    if (hasFocus()) drawFocusRing(&painter, rect(), kBadgeRadius);
}

void LinkButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

// ---- KeyCap -----------------------------------------------------------------------------------------------------

KeyCap::KeyCap(const QString &keys, QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setKeys(keys);
    connect(&Theme::instance(), &Theme::changed, this, &QWidget::updateGeometry);
}

void KeyCap::setKeys(const QString &keys)
{
    m_keys = keys;
    setAccessibleName(keys);
    updateGeometry();
    update();
}

QSize KeyCap::sizeHint() const
{
    return keyCapSize(m_keys);
}

void KeyCap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawKeyCap(&painter, rect(), m_keys, isEnabled());
}

} // namespace latchkey::widgets
