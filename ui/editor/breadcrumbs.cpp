// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/breadcrumbs.h"

#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace latchkey::editor {

using theme::TextSize;
using theme::Token;

namespace {

/// One crumb: text, and a chevron before it unless it is the first.
class CrumbButton : public QAbstractButton
{
public:
    CrumbButton(const QString &text, bool isFirst, QWidget *parent)
        : QAbstractButton(parent)
        , m_first(isFirst)
    {
        setText(text);
        setFocusPolicy(Qt::TabFocus);
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        const QFontMetrics metrics(theme::fonts().ui(TextSize::Small));
        return {metrics.horizontalAdvance(text()) + 2 * kPad + (m_first ? 0 : theme::kChevron),
                theme::metrics().scaled(22)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        QRect box = rect();
        if (!m_first) {
            const QRect chevron = QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, theme::kChevron, height()));
            theme::drawChevron(&painter, chevron, theme::Direction::Forward, theme::color(Token::Muted),
                               layoutDirection());
            box = QStyle::visualRect(layoutDirection(), rect(), rect().adjusted(theme::kChevron, 0, 0, 0));
        }
        if (underMouse()) theme::drawGround(&painter, box.adjusted(1, 2, -1, -2), theme::color(Token::Hover));
        painter.setFont(theme::fonts().ui(TextSize::Small));
        painter.setPen(theme::color(underMouse() ? Token::Text : Token::Muted));
        painter.drawText(box, Qt::AlignCenter, text());
        if (hasFocus()) theme::drawFocusRing(&painter, box.adjusted(1, 1, -1, -1));
    }
    void enterEvent(QEnterEvent *) override { update(); }
    void leaveEvent(QEvent *) override { update(); }

private:
    static constexpr int kPad = 6;
    bool m_first;
};

} // namespace

Breadcrumbs::Breadcrumbs(QWidget *parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
{
    setObjectName(u"breadcrumbs"_s);
    setAccessibleName(tr("Functions around the caret"));
    m_row->setContentsMargins(theme::kSide - 2, 0, theme::kSide, 1);
    m_row->setSpacing(0);
    m_row->addStretch(1);
    hide();
}

void Breadcrumbs::setCrumbs(const QString &file, const QList<Crumb> &crumbs)
{
    if (file == m_file && crumbs == m_crumbs) return;
    m_file = file;
    m_crumbs = crumbs;
    while (m_row->count() > 1) {
        QLayoutItem *item = m_row->takeAt(0);
        delete item->widget();
        delete item;
    }
    const auto add = [this](const QString &text, const QString &name, long position) {
        auto *button = new CrumbButton(text, m_row->count() == 1, this);
        button->setAccessibleName(name);
        connect(button, &QAbstractButton::clicked, this, [this, position] { emit activated(position); });
        m_row->insertWidget(m_row->count() - 1, button);
        button->show();
    };
    add(file, tr("Start of %1").arg(file), 0);
    for (const Crumb &crumb : crumbs) add(crumb.name + crumb.detail, tr("Function %1").arg(crumb.name), crumb.position);
}

QSize Breadcrumbs::sizeHint() const
{
    return {200, theme::metrics().scaled(24)};
}

void Breadcrumbs::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Token::Editor));
    theme::drawEdge(&painter, rect(), Qt::BottomEdge, theme::color(Token::Border));
}

} // namespace latchkey::editor
