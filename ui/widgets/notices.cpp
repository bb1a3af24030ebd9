// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/notices.h"

#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/row_painter.h"

#include <QEnterEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QTextLayout>

using namespace Qt::StringLiterals;

namespace latchkey::widgets {

using namespace theme;

namespace {

constexpr int kToastSide = 12, kToastRight = 16, kToastBottom = 12;
constexpr int kHintWidth = 520; ///< longer hints break: no line across a wide pane

struct NoticeLook {
    Token ground, line, icon;
    QString iconName;
};

NoticeLook lookOf(Notice::Kind kind)
{
    switch (kind) {
    case Notice::Kind::Warning:
        return {Token::WarnBg, Token::WarnBorder, Token::Paused, u"warning"_s};
    case Notice::Kind::Error:
        return {Token::ErrBg, Token::ErrBorder, Token::Fail, u"failed"_s};
    case Notice::Kind::Information:
        break;
    }
    return {Token::InfoBg, Token::InfoBorder, Token::Running, u"info"_s};
}

} // namespace

// ---- NotificationBar --------------------------------------------------------------------------------------------

NotificationBar::NotificationBar(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QHBoxLayout(this))
    , m_text(new SpanLabel(this))
    , m_more(new SpanLabel(this))
    , m_close(new IconButton(u"close"_s, tr("Close this notice"), Part::SmallButton, this))
{
    setObjectName(u"notificationBar"_s);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_layout->setContentsMargins(0, 0, 0, 1);
    m_layout->setSpacing(kAnswerGap);
    // Spaces, unlike margins, change sides in a right-to-left layout. The icon is painted into the first.
    m_layout->addSpacing(kRowMargin + kIcon + kSide);
    m_layout->addWidget(m_text, 1);
    m_layout->addWidget(m_more);
    m_layout->addWidget(m_close);
    m_layout->addSpacing(kBarGap);
    m_more->setToken(Token::Muted);
    m_more->setTextSize(TextSize::Small);
    m_close->setIconName(u"close"_s, Token::Muted);
    connect(m_close, &QAbstractButton::clicked, this, &NotificationBar::close);
    connect(&Theme::instance(), &Theme::changed, this, &QWidget::updateGeometry);
    hide();
}

void NotificationBar::post(const Notice &notice)
{
    const auto same = std::ranges::find(m_notices, notice.id, &Notice::id);
    if (same != m_notices.end() && !notice.id.isEmpty()) *same = notice;
    else m_notices.append(notice);
    showFirst();
}

void NotificationBar::withdraw(const QString &id)
{
    if (m_notices.removeIf([&](const Notice &notice) { return notice.id == id; }) > 0) showFirst();
}

void NotificationBar::close()
{
    if (m_notices.isEmpty()) return;
    const QString id = m_notices.takeFirst().id;
    showFirst();
    emit closed(id);
}

void NotificationBar::showFirst()
{
    if (m_notices.isEmpty()) {
        hide();
        return;
    }
    const Notice &notice = m_notices.first();
    m_text->setSpans(notice.text);
    setAccessibleName(plainText(notice.text));
    const auto others = m_notices.size() - 1;
    m_more->setSpans(others > 0 ? Spans{{tr("and %n more", nullptr, static_cast<int>(others)), Span::Voice::Muted, {}}}
                                : Spans{});
    m_more->setVisible(others > 0);
    m_close->setVisible(notice.closable);
    rebuildActions();
    show();
    update();
}

void NotificationBar::rebuildActions()
{
    if (m_actions) {
        m_actions->hide();
        m_actions->deleteLater(); // one of its buttons may be calling us
    }
    m_actions = new QWidget(this);
    auto *row = new QHBoxLayout(m_actions);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kAnswerGap);
    row->addSpacing(kAnswerGap);
    const QList<Notice::Action> &actions = m_notices.first().actions;
    for (qsizetype i = 0; i < actions.size(); ++i) {
        const bool flat = actions.size() > 1 && i == actions.size() - 1;
        auto *button = new SmallButton(actions[i].text, flat ? ButtonLook::Flat : ButtonLook::Quiet, m_actions);
        row->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, [this, action = actions[i], id = m_notices.first().id] {
            if (!action.keepsOpen) withdraw(id);
            if (action.act) action.act();
        });
    }
    m_layout->insertWidget(m_layout->indexOf(m_close), m_actions);
}

QSize NotificationBar::sizeHint() const
{
    return {m_layout->sizeHint().width(), metrics().height(Part::NotificationBar)};
}

QSize NotificationBar::minimumSizeHint() const
{
    return {0, metrics().height(Part::NotificationBar)};
}

void NotificationBar::paintEvent(QPaintEvent *)
{
    if (m_notices.isEmpty()) return;
    const NoticeLook look = lookOf(m_notices.first().kind);
    QPainter painter(this);
    painter.fillRect(rect(), color(look.ground));
    drawEdge(&painter, rect(), Qt::BottomEdge, color(look.line));
    const QRect icon(kRowMargin, 0, kIcon, height() - 1);
    Icons::paint(&painter, QStyle::visualRect(layoutDirection(), rect(), icon), look.iconName, color(look.icon));
}

void NotificationBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_notices.isEmpty() && m_notices.first().closable) close();
    else QWidget::keyPressEvent(event);
}

// ---- UndoToast --------------------------------------------------------------------------------------------------

UndoToast::UndoToast(QWidget *window)
    : QWidget(window)
    , m_text(new SpanLabel(this))
    , m_button(new SmallButton(tr("Undo"), ButtonLook::OnInk, this))
{
    setObjectName(u"undoToast"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(kAnswerGap, 0, kAnswerGap, 0);
    layout->setSpacing(kAnswerGap);
    layout->addSpacing(kToastSide - kAnswerGap);
    layout->addWidget(m_text, 1);
    layout->addSpacing(kToastSide);
    layout->addWidget(m_button);
    m_text->setToken(Token::OnInk);
    m_timer.setSingleShot(true);
    window->installEventFilter(this);
    m_button->installEventFilter(this);
    connect(&m_timer, &QTimer::timeout, this, &UndoToast::dismiss);
    connect(m_button, &QAbstractButton::clicked, this, [this] {
        const auto undo = std::exchange(m_undo, nullptr);
        m_timer.stop();
        hide();
        if (undo) undo();
        emit finished(true);
    });
    hide();
}

void UndoToast::present(const Spans &text, std::function<void()> undo)
{
    if (isVisible()) dismiss(); // what the last one offered is final now
    m_undo = std::move(undo);
    m_text->setSpans(text);
    setAccessibleName(plainText(text));
    m_remaining = kLifetimeMs;
    place();
    show();
    raise();
    updateClock();
}

void UndoToast::setBottomInset(int height)
{
    m_bottomInset = height;
    place();
}

void UndoToast::dismiss()
{
    if (!isVisible()) return;
    m_timer.stop();
    m_undo = nullptr;
    hide();
    emit finished(false);
}

// A coarse timer may claim a little more than it was given: the time left never grows.
int UndoToast::remaining() const
{
    return m_timer.isActive() ? std::min(m_remaining, m_timer.remainingTime()) : m_remaining;
}

QSize UndoToast::sizeHint() const
{
    return {layout()->sizeHint().width(), metrics().height(Part::UndoToast)};
}

void UndoToast::place()
{
    const QRect window = parentWidget()->rect();
    const QSize size = sizeHint().boundedTo(QSize(window.width() - 2 * kToastRight, window.height()));
    const QRect box(window.right() + 1 - kToastRight - size.width(),
                    window.bottom() + 1 - m_bottomInset - kToastBottom - size.height(), size.width(), size.height());
    setGeometry(QStyle::visualRect(layoutDirection(), window, box));
}

// Nobody loses the chance while reading: the clock stands under the pointer or the focus.
void UndoToast::updateClock()
{
    const bool held = underMouse() || m_button->hasFocus();
    if (held && m_timer.isActive()) {
        m_remaining = remaining();
        m_timer.stop();
    } else if (!held && !m_timer.isActive() && isVisible()) {
        m_timer.start(std::max(0, m_remaining));
    }
}

void UndoToast::enterEvent(QEnterEvent *)
{
    updateClock();
}

void UndoToast::leaveEvent(QEvent *)
{
    updateClock();
}

void UndoToast::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) dismiss();
    else QWidget::keyPressEvent(event);
}

bool UndoToast::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) place();
    if (watched == m_button && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        QMetaObject::invokeMethod(this, &UndoToast::updateClock, Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

void UndoToast::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawGround(&painter, rect(), color(Token::Ink));
}

// ---- EmptyState -------------------------------------------------------------------------------------------------

EmptyState::EmptyState(const QString &fact, const QString &hint, QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setTexts(fact, hint);
}

void EmptyState::setTexts(const QString &fact, const QString &hint)
{
    m_fact = fact;
    m_hint = hint;
    setAccessibleName(u"%1. %2"_s.arg(fact, hint));
    placeButton();
    update();
}

void EmptyState::setButton(SmallButton *button)
{
    delete m_button;
    m_button = button;
    button->setParent(this);
    button->show();
    placeButton();
}

QStringList EmptyState::hintLines() const
{
    QTextLayout layout(m_hint, fonts().ui());
    QStringList lines;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::clamp(width() - 2 * kPageMargin, 60, metrics().scaledWidth(kHintWidth)));
        lines << m_hint.sliced(line.textStart(), line.textLength()).trimmed();
    }
    layout.endLayout();
    return lines;
}

QSize EmptyState::sizeHint() const
{
    return {240, metrics().scaled(24) * 4};
}

void EmptyState::placeButton()
{
    if (!m_button) return;
    const int line = metrics().scaled(22);
    const auto lines = static_cast<int>(hintLines().size()) + 1;
    const QSize size = m_button->sizeHint();
    const int top = (height() - lines * line - kRowMargin - size.height()) / 2;
    m_button->setGeometry((width() - size.width()) / 2, top + lines * line + kRowMargin, size.width(), size.height());
}

void EmptyState::resizeEvent(QResizeEvent *)
{
    placeButton();
}

void EmptyState::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int line = metrics().scaled(22);
    const QStringList hints = hintLines();
    const int below = m_button ? kRowMargin + m_button->height() : 0;
    int y = (height() - (static_cast<int>(hints.size()) + 1) * line - below) / 2;
    const auto drawLine = [&](const QString &text, Token token) {
        RowPainter row(&painter, QRect(kRowMargin, y, width() - 2 * kRowMargin, line), layoutDirection());
        row.drawText(row.rest(), text, {.token = token, .align = Align::Centre});
        y += line;
    };
    drawLine(m_fact, Token::Text);
    for (const QString &hint : hints) drawLine(hint, Token::Muted);
}

} // namespace latchkey::widgets
