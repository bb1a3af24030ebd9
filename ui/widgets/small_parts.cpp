// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/small_parts.h"

#include "ui/theme/icons.h"
#include "ui/theme/latchkey_style.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/row_painter.h"
#include "ui/widgets/spinner.h"

#include <QAction>
#include <QKeyEvent>
#include <QPainter>
#include <QStyleOptionToolButton>

using namespace Qt::StringLiterals;

namespace latchkey::widgets {

using namespace theme;

namespace {

void follow(QWidget *widget)
{
    QObject::connect(&Theme::instance(), &Theme::changed, widget, &QWidget::updateGeometry);
}

void setTurning(QWidget *widget, bool on)
{
    on ? Spinner::instance().attach(widget) : Spinner::instance().detach(widget);
}

} // namespace

// ---- StatusItem -------------------------------------------------------------------------------------------------

StatusItem::StatusItem(const QString &name, QWidget *parent)
    : QToolButton(parent)
    , m_name(name)
{
    setFocusPolicy(Qt::TabFocus);
    setAutoRaise(true);
    setPopupMode(InstantPopup);
    setButtonLook(this, ButtonLook::Flat);
    setProperty(kInnerRing, true);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setToolTip(name);
    setAccessibleName(name);
    follow(this);
}

void StatusItem::setValue(const QString &text, const QString &icon, std::optional<Token> token)
{
    if (text == this->text() && icon == m_icon && token == m_token) return;
    m_icon = icon;
    m_token = token;
    setText(text);
    setAccessibleName(u"%1: %2"_s.arg(m_name, text));
    updateGeometry();
    update();
}

void StatusItem::setSpins(bool on)
{
    if (on == m_spins) return;
    m_spins = on;
    setTurning(this, on);
}

QSize StatusItem::sizeHint() const
{
    const int icon = m_icon.isEmpty() ? 0 : kSmallIcon + kIconGap;
    return {2 * kSide + icon + RowPainter::widthOf(text(), {.size = TextSize::Small}),
            metrics().height(Part::StatusBar) - 1};
}

void StatusItem::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    const ButtonColors colors = buttonColors(ButtonLook::Flat, option.state);
    if (colors.ground.isValid()) painter.fillRect(rect(), colors.ground);
    RowPainter row(&painter, rect(), layoutDirection(), isEnabled());
    const Token token = m_token.value_or(Token::Muted);
    row.take(kSide);
    if (!m_icon.isEmpty())
        row.drawIcon(row.take(kSmallIcon + kIconGap), m_icon, token, kSmallIcon,
                     m_spins ? Spinner::instance().degrees() : 0);
    row.takeEnd(kSide);
    row.drawText(row.rest(), text(), {.size = TextSize::Small, .token = token});
    if (hasFocus()) drawFocusRing(&painter, rect(), kRadius);
}

// ---- RunStateLabel ----------------------------------------------------------------------------------------------

RunStateLabel::RunStateLabel(RunState state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(runStateLook(state).word);
    follow(this);
}

void RunStateLabel::setState(RunState state)
{
    m_state = state;
    setAccessibleName(runStateLook(state).word);
    setTurning(this, m_spins && spins(state));
    updateGeometry();
    update();
}

void RunStateLabel::setSpins(bool on)
{
    m_spins = on;
    setTurning(this, on && spins(m_state));
}

QSize RunStateLabel::sizeHint() const
{
    return {kIcon + kIconGap + RowPainter::widthOf(runStateLook(m_state).word, {.weight = QFont::Medium}),
            metrics().scaled(20)};
}

void RunStateLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    RowPainter row(&painter, rect(), layoutDirection());
    row.drawState(row.rest(), m_state, m_spins ? Spinner::instance().degrees() : 0);
}

// ---- SearchField ------------------------------------------------------------------------------------------------

SearchField::SearchField(const QString &hint, QWidget *parent)
    : QLineEdit(parent)
{
    setPlaceholderText(hint);
    setAccessibleName(hint);
    setClearButtonEnabled(true);
    auto *icon = addAction(Icons::icon(u"search"_s, Token::Muted), LeadingPosition);
    icon->setEnabled(true);
    leaveRoom();
    connect(this, &QLineEdit::textChanged, this, &SearchField::leaveRoom);
}

void SearchField::setKeys(const QString &keys)
{
    m_keys = keys;
    leaveRoom();
    update();
}

bool SearchField::showsKeys() const
{
    return !m_keys.isEmpty() && !hasFocus() && text().isEmpty();
}

// The hint must not run below the keys, and the icon keeps its distance by itself.
void SearchField::leaveRoom()
{
    constexpr int kIconSide = -2;
    const int keys = showsKeys() ? keyCapSize(m_keys).width() + kSide : 0;
    isRightToLeft() ? setTextMargins(keys, 0, kIconSide, 0) : setTextMargins(kIconSide, 0, keys, 0);
}

void SearchField::focusInEvent(QFocusEvent *event)
{
    QLineEdit::focusInEvent(event);
    leaveRoom();
}

void SearchField::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    leaveRoom();
}

void SearchField::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LayoutDirectionChange) leaveRoom();
    QLineEdit::changeEvent(event);
}

void SearchField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (!showsKeys()) return;
    QPainter painter(this);
    RowPainter row(&painter, rect(), layoutDirection(), isEnabled());
    row.takeEnd(kSide);
    row.drawKeyCap(row.rest(), m_keys);
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

// ---- BatchBar ---------------------------------------------------------------------------------------------------

BatchBar::BatchBar(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    follow(this);
}

void BatchBar::setParts(const QList<Part> &parts, int total)
{
    m_parts = parts;
    m_parts.removeIf([](const Part &part) { return part.count <= 0; });
    m_total = total;
    QStringList words;
    for (const Part &part : std::as_const(m_parts)) words << part.text;
    setAccessibleName(words.join(u", "_s));
    update();
}

void BatchBar::setNote(const QString &note)
{
    m_note = note;
    update();
}

QSize BatchBar::sizeHint() const
{
    return {400, kProgressHeight + 6 + metrics().scaled(24)};
}

void BatchBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    std::vector<Segment> segments;
    for (const Part &part : std::as_const(m_parts))
        if (m_total > 0 && part.state != RunState::Queued)
            segments.push_back({runStateLook(part.state).token, double(part.count) / m_total});
    drawSegments(&painter, QRectF(0, 0, width(), kProgressHeight), segments, layoutDirection());

    const int top = kProgressHeight + 6;
    RowPainter row(&painter, QRect(0, top, width(), height() - top), layoutDirection());
    for (const Part &part : std::as_const(m_parts)) {
        const RunStateLook look = runStateLook(part.state);
        row.drawIcon(row.take(kSmallIcon + kIconGap), look.icon, look.token, kSmallIcon);
        const RowText text{.size = TextSize::Small, .token = look.token, .weight = QFont::Medium};
        row.drawText(row.take(RowPainter::widthOf(part.text, text)), part.text, text);
        row.take(18);
    }
    // What the parts mean comes before what is said of them.
    constexpr int kLeastNote = 60;
    if (row.rest().width() >= kLeastNote)
        row.drawText(row.rest(), m_note, {.size = TextSize::Small, .token = Token::Muted, .align = Align::End});
}

} // namespace latchkey::widgets
