// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/run_button.h"

#include "ui/theme/icons.h"
#include "ui/theme/latchkey_style.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/spans.h"

#include <QEvent>
#include <QFontMetrics>
#include <QPainter>
#include <QStyleOptionToolButton>

using namespace Qt::StringLiterals;

namespace latchkey::widgets {

using namespace theme;

namespace {

constexpr int kRunWidth = 116, kArrowWidth = 24, kStopWidth = 124;
constexpr double kKeysOpacity = 0.85;
constexpr double kDividerOpacity = 0.35;

// Icon, word and keys of one of the two buttons.
struct Face {
    QString icon;
    QString word;
    QString keys;
    QColor iconColor;
    QColor text;
    bool strong = false;
};

QFont wordFont(bool strong)
{
    return fonts().ui(TextSize::Body, strong ? QFont::DemiBold : QFont::Normal);
}

int faceWidth(const QString &word, const QString &keys)
{
    const int keysWidth =
        keys.isEmpty() ? 0 : kIconGap + QFontMetrics(fonts().ui(TextSize::Tiny)).horizontalAdvance(keys);
    return kIcon + kIconGap + QFontMetrics(wordFont(true)).horizontalAdvance(word) + keysWidth;
}

// Draws icon, word and keys in the middle of `rect`, as if the word were semibold: it does not move when it is not.
void drawFace(QPainter *painter, const QRect &rect, const Face &face, Qt::LayoutDirection layout)
{
    const int baseline = baselineIn(rect);
    int x = rect.x() + (rect.width() - faceWidth(face.word, face.keys)) / 2;
    const auto place = [&](int width) {
        const QRect box(x, rect.y(), width, rect.height());
        x += width;
        return QStyle::visualRect(layout, rect, box);
    };
    Icons::paint(painter, place(kIcon), face.icon, face.iconColor);
    x += kIconGap;
    const int wordWidth = QFontMetrics(wordFont(true)).horizontalAdvance(face.word);
    painter->setFont(wordFont(face.strong));
    painter->setPen(face.text);
    drawTextAt(painter, QPoint(place(wordWidth).x(), baseline), face.word);
    if (face.keys.isEmpty()) return;
    x += kIconGap;
    const QFont keysFont = fonts().ui(TextSize::Tiny);
    painter->setFont(keysFont);
    painter->setOpacity(kKeysOpacity);
    drawTextAt(painter, QPoint(place(QFontMetrics(keysFont).horizontalAdvance(face.keys)).x(), baseline), face.keys);
    painter->setOpacity(1);
}

QSize buttonSize(const QStringList &words, const QString &keys, int least)
{
    int width = least;
    for (const QString &word : words) width = std::max(width, faceWidth(word, keys) + 2 * kSide);
    return {width, metrics().height(Part::ToolButton)};
}

// Ink is the text's colour: pointer and press move it a little towards its own text.
QColor inkGround(QStyle::State state)
{
    const double share = state & QStyle::State_Sunken ? 0.25 : state & QStyle::State_MouseOver ? 0.14 : 0.0;
    return mixed(color(Token::Ink), color(Token::OnInk), share);
}

void prepare(QToolButton *button)
{
    button->setFocusPolicy(Qt::TabFocus);
    button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    button->setAttribute(Qt::WA_Hover);
    QObject::connect(&Theme::instance(), &Theme::changed, button, &QWidget::updateGeometry);
}

QString withKeys(const QString &text, const QKeySequence &keys)
{
    return keys.isEmpty() ? text : u"%1 (%2)"_s.arg(text, keys.toString(QKeySequence::NativeText));
}

} // namespace

RunButton::RunButton(QWidget *parent)
    : QToolButton(parent)
{
    prepare(this);
    setObjectName(u"runButton"_s);
    setPopupMode(MenuButtonPopup);
    setButtonLook(this, ButtonLook::Filled);
    describe();
}

void RunButton::setMode(Mode mode)
{
    m_mode = mode;
    setButtonLook(this, mode == Mode::Going ? ButtonLook::Quiet : ButtonLook::Filled);
    setEnabled(mode != Mode::NoFile);
    describe();
    update();
}

void RunButton::setKeys(const QKeySequence &keys)
{
    m_keys = keys;
    describe();
    updateGeometry();
}

void RunButton::describe()
{
    const QString word = m_mode == Mode::Paused ? tr("Resume") : tr("Run");
    setText(word);
    setAccessibleName(word);
    setToolTip(withKeys(m_mode == Mode::Paused ? tr("Resume the paused run") : tr("Run the file in front"), m_keys));
}

QSize RunButton::sizeHint() const
{
    return buttonSize({tr("Run"), tr("Resume")}, m_keys.toString(QKeySequence::NativeText), kRunWidth) +
           QSize(kArrowWidth, 0);
}

void RunButton::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) describe();
    QToolButton::changeEvent(event);
}

void RunButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    const bool quiet = m_mode == Mode::Going;
    const bool filled = !quiet && isEnabled();
    option.state.setFlag(QStyle::State_On, false);
    const ButtonColors colors = buttonColors(quiet ? ButtonLook::Quiet : ButtonLook::Filled, option.state);
    drawGround(&painter, rect(), colors.ground, colors.outline);

    const QRect main = QStyle::visualRect(layoutDirection(), rect(), rect().adjusted(0, 0, -kArrowWidth, 0));
    const QRect arrow =
        QStyle::visualRect(layoutDirection(), rect(), QRect(width() - kArrowWidth, 0, kArrowWidth, height()));
    const QColor divider = filled ? tokens().color(Token::OnAccent, kDividerOpacity) : color(Token::Border);
    drawEdge(&painter, arrow.adjusted(0, 1, 0, -1), isRightToLeft() ? Qt::RightEdge : Qt::LeftEdge, divider);
    drawChevron(&painter, arrow, Direction::Down, colors.text);
    const Face face{.icon = m_mode == Mode::Paused ? u"resume"_s : u"run"_s,
                    .word = text(),
                    .keys = m_keys.toString(QKeySequence::NativeText),
                    .iconColor = quiet ? color(Token::Accent) : colors.text,
                    .text = colors.text,
                    .strong = filled};
    drawFace(&painter, main, face, layoutDirection());
}

StopButton::StopButton(QWidget *parent)
    : QToolButton(parent)
{
    prepare(this);
    setObjectName(u"stopButton"_s);
    setMode(Mode::Nothing);
}

void StopButton::setMode(Mode mode)
{
    m_mode = mode;
    setEnabled(mode != Mode::Nothing);
    describe();
    update();
}

void StopButton::setKeys(const QKeySequence &keys)
{
    m_keys = keys;
    describe();
    updateGeometry();
}

void StopButton::describe()
{
    setText(tr("Stop"));
    const bool again = m_mode == Mode::Stopping;
    setAccessibleName(again ? tr("Stop without clean-up") : tr("Stop"));
    setToolTip(
        withKeys(again ? tr("Stopping. Press again to skip the clean-up") : tr("Stop the run in front"), m_keys));
}

QSize StopButton::sizeHint() const
{
    return buttonSize({tr("Stop")}, m_keys.toString(QKeySequence::NativeText), kStopWidth);
}

void StopButton::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) describe();
    QToolButton::changeEvent(event);
}

void StopButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    const bool inked = isEnabled() && m_mode != Mode::Paused;
    const ButtonColors quiet = buttonColors(ButtonLook::Quiet, option.state);
    const QColor text = inked ? color(Token::OnInk) : quiet.text;
    drawGround(&painter, rect(), inked ? inkGround(option.state) : quiet.ground, inked ? QColor() : quiet.outline);
    const Face face{.icon = m_mode == Mode::Stopping ? u"stopping"_s : u"stop"_s,
                    .word = this->text(),
                    .keys = m_keys.toString(QKeySequence::NativeText),
                    .iconColor = text,
                    .text = text,
                    .strong = inked};
    drawFace(&painter, rect(), face, layoutDirection());
}

PauseButton::PauseButton(QWidget *parent)
    : IconButton(u"pause"_s, tr("Pause"), Part::ToolButton, parent)
{
    setObjectName(u"pauseButton"_s);
}

} // namespace latchkey::widgets
