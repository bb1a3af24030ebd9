// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/search_page.h"

#include "ui/output/row_painting.h"
#include "ui/output/visible_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/row_painter.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLocale>
#include <QStyledItemDelegate>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace latchkey::results {
namespace {

constexpr int kPathCharacters = 60, kPreview = 200;
constexpr auto kTick = 100ms;

class FoundDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {100, theme::metrics().height(theme::Part::TreeRow)};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        widgets::RowPainter row(painter, option);
        row.drawGround();
        row.take(theme::kRowMargin);
        row.takeEnd(theme::kRowMargin);
        const QFont font = theme::fonts().code();
        const QString path = index.data().toString();
        const int width = std::min(QFontMetrics(font).horizontalAdvance(path), row.rest().width() * 2 / 3);
        output::paintText(painter, row.take(width), path, font, theme::Token::Text, Qt::AlignLeft, Qt::ElideLeft);
        row.take(16);
        output::paintText(painter, row.rest(), index.data(Qt::UserRole).toString(), font, theme::Token::Muted);
        row.drawFocus();
        painter->restore();
    }
};

} // namespace

void FoundModel::setFound(const Found &found)
{
    beginResetModel();
    m_found = found;
    endResetModel();
}

int FoundModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_found.places.size());
}

QVariant FoundModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_found.places.size()) return {};
    const FoundPlace &place = m_found.places[index.row()];
    const QString path = output::middleCut(output::visibleText(place.path), kPathCharacters);
    if (role == Qt::DisplayRole) return path;
    if (role != Qt::UserRole && role != Qt::AccessibleTextRole) return {};
    const QString value = output::visibleText(place.value->preview(kPreview));
    return role == Qt::UserRole ? value : u"%1: %2"_s.arg(path, value);
}

SearchPage::SearchPage(QWidget *parent)
    : QListView(parent)
    , m_model(new FoundModel(this))
{
    setObjectName(u"searchPage"_s);
    setAccessibleName(tr("Places found"));
    setModel(m_model);
    setItemDelegate(new FoundDelegate(this));
    setUniformItemSizes(true);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    viewport()->setBackgroundRole(QPalette::AlternateBase);
    auto *copy = new QAction(tr("Copy path"), this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &SearchPage::copyPath);
    addAction(copy);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    m_tick.setInterval(kTick);
    connect(&m_tick, &QTimer::timeout, this, &SearchPage::changed);
}

void SearchPage::search(const ValuePtr &value, const QString &name, const QString &text)
{
    m_searching.startShown(
        tr("Searching in %1").arg(name), this,
        [value, name, text](tables::Progress &progress) { return searchValue(value, name, text, progress); },
        [this](const Found &found) {
            m_tick.stop();
            m_model->setFound(found);
            emit changed();
        },
        [this] { cancel(); });
    m_tick.start();
    emit changed();
}

void SearchPage::cancel()
{
    m_searching.cancel();
    m_tick.stop();
    m_model->setFound({});
    emit changed();
}

QString SearchPage::countText() const
{
    const QLocale locale;
    if (m_searching.isRunning())
        return tr("Looking %1 %").arg(locale.toString(static_cast<int>(m_searching.share() * 100)));
    const Found &found = m_model->found();
    if (found.looked == 0) return {};
    QString text = tr("%Ln place(s)", nullptr, static_cast<int>(found.count));
    if (found.count > found.places.size())
        text = tr("%1, %2 listed").arg(text, locale.toString(static_cast<int>(found.places.size())));
    return found.isWhole ? text : tr("%1 so far").arg(text);
}

QString SearchPage::currentPath() const
{
    const QModelIndex index = currentIndex();
    return index.isValid() ? m_model->found().places[index.row()].path : QString();
}

void SearchPage::copyPath()
{
    if (const QString path = currentPath(); !path.isEmpty()) QApplication::clipboard()->setText(path);
}

void SearchPage::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    emit currentPathChanged();
}

} // namespace latchkey::results
