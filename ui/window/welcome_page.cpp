// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/welcome_page.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace latchkey::window {

using theme::TextSize;
using theme::Token;

namespace {

constexpr int kColumn = 384, kMoreWords = 160, kColumnGap = 32, kHead = 64, kLogo = 36, kSectionGap = 16;

} // namespace

WelcomePage::WelcomePage(QWidget *parent)
    : QWidget(parent)
    , m_start(new EntryView(this))
    , m_examples(new EntryView(this))
{
    setObjectName(u"welcomePage"_s);
    setAccessibleName(tr("Welcome"));
    m_start->setObjectName(u"welcomeStart"_s);
    m_start->setAccessibleName(tr("Start"));
    m_examples->setObjectName(u"welcomeExamples"_s);
    m_examples->setAccessibleName(tr("Examples"));
    for (EntryView *view : {m_start, m_examples}) {
        view->setSectionGap(kSectionGap);
        view->setBackgroundRole(QPalette::Base);
        view->viewport()->setBackgroundRole(QPalette::Base);
    }
    setFocusProxy(m_start);
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, &WelcomePage::place);
}

void WelcomePage::setEntries(const QList<Entry> &start, const QList<Entry> &examplesShown)
{
    m_start->setEntries(start);
    m_examples->setEntries(examplesShown);
    m_examples->setCurrentIndex({}); // one row of the page is chosen
    place();
}

// Two columns where there is room, the examples' words in what is left; else one below the other, and each scrolls.
void WelcomePage::place()
{
    const int column = theme::metrics().scaledWidth(kColumn);
    const int least = 2 * column + kColumnGap + 2 * theme::kPageMargin;
    const bool wide = width() >= least;
    const int second = column + (wide ? std::min(width() - least, theme::metrics().scaledWidth(kMoreWords)) : 0);
    const int used = wide ? column + kColumnGap + second : std::min(column, width() - 2 * theme::kPageMargin);
    m_left = (width() - used) / 2;
    const int start = m_start->contentHeight(), shown = m_examples->contentHeight();
    const int list = wide ? std::max(start, shown) : start + theme::kPageMargin + shown;
    const int head = theme::metrics().scaled(kHead);
    m_top = std::max(theme::kPageMargin, (height() - head - list) / 2);
    const int room = std::max(0, height() - m_top - head - theme::kSide);
    if (wide) {
        m_start->setGeometry(m_left, m_top + head, column, std::min(start, room));
        m_examples->setGeometry(m_left + column + kColumnGap, m_top + head, second, std::min(shown, room));
    } else {
        const int below = std::max(0, room - theme::kPageMargin);
        const int above = std::min(start, std::max(below - shown, below / 2));
        m_start->setGeometry(m_left, m_top + head, used, above);
        m_examples->setGeometry(m_left, m_top + head + above + theme::kPageMargin, used,
                                std::min(shown, below - above));
    }
    if (layoutDirection() == Qt::RightToLeft)
        for (EntryView *view : {m_start, m_examples})
            view->setGeometry(QStyle::visualRect(Qt::RightToLeft, rect(), view->geometry()));
    update();
}

QRect WelcomePage::headRect() const
{
    return {m_left + theme::kRowMargin, m_top, width() - 2 * m_left, theme::metrics().scaled(kHead)};
}

void WelcomePage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void WelcomePage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Token::Editor));
    const QRect head = headRect();
    const auto mirrored = [&](const QRect &part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
    theme::Icons::application().paint(&painter, mirrored({head.x(), head.y() + 4, kLogo, kLogo}));
    const QRect text = head.adjusted(kLogo + 16, 0, 0, 0);
    const QFont title = theme::fonts().ui(TextSize::PageTitle);
    const int titleHeight = QFontMetrics(title).height();
    painter.setFont(title);
    painter.setPen(theme::color(Token::Text));
    const int start = int(Qt::AlignTop | Qt::AlignLeading);
    painter.drawText(mirrored(text), int(QStyle::visualAlignment(layoutDirection(), Qt::Alignment(start))),
                     u"Latchkey"_s);
    painter.setFont(theme::fonts().ui());
    painter.setPen(theme::color(Token::Muted));
    painter.drawText(mirrored(text.adjusted(0, titleHeight, 0, 0)),
                     int(QStyle::visualAlignment(layoutDirection(), Qt::Alignment(start))),
                     tr("A script starts with no rights. You hand out the keys."));
}

} // namespace latchkey::window
