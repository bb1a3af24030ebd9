// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/completion_popup.h"

#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::editor {

using language::CompletionItem;
using language::ItemKind;
using theme::TextSize;
using theme::Token;
using widgets::RowPainter;

namespace {

constexpr int kLetterColumn = 24, kNarrowest = 260, kWidest = 420, kDocumentationWidth = 360;
constexpr int kMeasuredRows = 60;

struct KindLook {
    char16_t letter;
    Token token;
};

// A letter in the colour the thing has in the code says more than a set of nine small pictures.
KindLook lookOf(ItemKind kind)
{
    switch (kind) {
    case ItemKind::Variable:
        return {u'v', Token::Text};
    case ItemKind::Parameter:
        return {u'p', Token::Text};
    case ItemKind::Function:
    case ItemKind::Method:
        return {u'f', Token::SyntaxFunc};
    case ItemKind::Property:
        return {u'•', Token::Text};
    case ItemKind::Constant:
        return {u'c', Token::SyntaxNumber};
    case ItemKind::Module:
        return {u'm', Token::SyntaxKeyword};
    case ItemKind::Keyword:
        return {u'k', Token::SyntaxKeyword};
    case ItemKind::Snippet:
        return {u'…', Token::Muted};
    }
    return {u' ', Token::Muted};
}

QString kindName(ItemKind kind)
{
    switch (kind) {
    case ItemKind::Variable:
        return CompletionPopup::tr("variable");
    case ItemKind::Parameter:
        return CompletionPopup::tr("parameter");
    case ItemKind::Function:
        return CompletionPopup::tr("function");
    case ItemKind::Method:
        return CompletionPopup::tr("method");
    case ItemKind::Property:
        return CompletionPopup::tr("property");
    case ItemKind::Constant:
        return CompletionPopup::tr("constant");
    case ItemKind::Module:
        return CompletionPopup::tr("module");
    case ItemKind::Keyword:
        return CompletionPopup::tr("keyword");
    case ItemKind::Snippet:
        return CompletionPopup::tr("snippet");
    }
    return {};
}

class ItemDelegate : public widgets::RowDelegate
{
public:
    ItemDelegate(const CompletionModel *model, QObject *parent)
        : RowDelegate(theme::Part::TreeRow, parent)
        , m_model(model)
    {
    }

    void paintRow(RowPainter &row, const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const CompletionItem &item = m_model->items()[size_t(index.row())];
        const KindLook look = lookOf(item.kind);
        row.drawText(row.take(kLetterColumn), QString(QChar(look.letter)),
                     {TextSize::Small, look.token, widgets::Align::Centre, QFont::Bold, Qt::ElideNone, true});
        row.takeEnd(theme::kSide);
        if (!item.needs.empty()) {
            row.drawIcon(row.takeEnd(theme::kSmallIcon), u"permission-key"_s, Token::Key, theme::kSmallIcon);
            row.takeEnd(theme::kIconGap);
        }
        const QString label = QString::fromStdString(item.label), detail = QString::fromStdString(item.detail);
        const widgets::RowText code{.code = true}, small{TextSize::Small, Token::Muted, widgets::Align::End};
        const int room = row.rest().width() - RowPainter::widthOf(label, code) - theme::kRowMargin;
        if (!detail.isEmpty() && room > 0)
            row.drawText(row.takeEnd(std::min(room, RowPainter::widthOf(detail, small))), detail, small);
        drawLabel(row, label, item);
    }

private:
    /// The label in the code font, what was typed in bold `accent`.
    /// In pieces from left to right in every layout: a name is code.
    static void drawLabel(RowPainter &row, const QString &label, const CompletionItem &item)
    {
        QList<std::pair<QString, widgets::RowText>> pieces;
        int width = 0;
        for (int at = 0; at < label.size();) {
            const bool hit = isHit(item, at);
            int end = at + 1;
            while (end < label.size() && isHit(item, end) == hit) ++end;
            const widgets::RowText look{
                .token = hit ? Token::Accent : Token::Text, .weight = hit ? QFont::Bold : QFont::Normal, .code = true};
            pieces.append({label.sliced(at, end - at), look});
            width += RowPainter::widthOf(pieces.last().first, look);
            at = end;
        }
        QRect place = row.take(width);
        for (const auto &[part, look] : pieces) {
            place.setWidth(RowPainter::widthOf(part, look));
            row.drawText(place, part, look);
            place.moveLeft(place.right() + 1);
        }
    }
    static bool isHit(const CompletionItem &item, int at)
    {
        return std::ranges::binary_search(item.hits, uint32_t(at));
    }

    const CompletionModel *m_model;
};

} // namespace

void CompletionModel::setItems(std::vector<CompletionItem> items)
{
    beginResetModel();
    m_items = std::move(items);
    endResetModel();
}

int CompletionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

QVariant CompletionModel::data(const QModelIndex &index, int role) const
{
    const CompletionItem &item = m_items[size_t(index.row())];
    if (role == Qt::DisplayRole) return QString::fromStdString(item.label);
    if (role != Qt::AccessibleTextRole) return {};
    QStringList parts{QString::fromStdString(item.label), kindName(item.kind), QString::fromStdString(item.detail)};
    if (!item.needs.empty()) parts << CompletionPopup::tr("needs %1").arg(QString::fromStdString(item.needs));
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

CompletionPopup::CompletionPopup(QWidget *window)
    : QWidget(window)
    , m_model(new CompletionModel(this))
    , m_view(new widgets::RowView(this))
    , m_documentation(new CodeTip(window))
{
    setObjectName(u"completionPopup"_s);
    setAccessibleName(tr("Completions"));
    setFocusPolicy(Qt::NoFocus);
    m_documentation->setObjectName(u"completionDocumentation"_s);
    m_view->setObjectName(u"completionView"_s);
    m_view->setAccessibleName(tr("Completions"));
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new ItemDelegate(m_model, m_view));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 4, 1, 4);
    column->addWidget(m_view);
    connect(m_view, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        m_view->setCurrentIndex(index);
        emit activated();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &CompletionPopup::showDocumentation);
    hide();
}

int CompletionPopup::widthOfItems() const
{
    int widest = 0;
    for (size_t i = 0; i < std::min<size_t>(m_model->items().size(), kMeasuredRows); ++i) {
        const CompletionItem &item = m_model->items()[i];
        widest = std::max(
            widest, RowPainter::widthOf(QString::fromStdString(item.label), {.weight = QFont::Bold, .code = true}) +
                        RowPainter::widthOf(QString::fromStdString(item.detail), {TextSize::Small}));
    }
    const theme::Metrics &metrics = theme::metrics();
    return std::clamp(widest + kLetterColumn + theme::kSmallIcon + 4 * theme::kSide + theme::kScrollBar,
                      metrics.scaledWidth(kNarrowest), metrics.scaledWidth(kWidest));
}

void CompletionPopup::showItems(std::vector<CompletionItem> items, const QPoint &at, int lineHeight, bool keepRow)
{
    const std::string label = keepRow && current() != nullptr ? current()->label : std::string();
    m_model->setItems(std::move(items));
    int row = 0;
    for (size_t i = 0; !label.empty() && i < m_model->items().size(); ++i)
        if (m_model->items()[i].label == label) row = int(i);
    place(at, lineHeight);
    show();
    raise();
    m_view->setCurrentIndex(m_model->index(row, 0));
    m_view->scrollTo(m_view->currentIndex());
    showDocumentation();
}

void CompletionPopup::place(const QPoint &at, int lineHeight)
{
    const QWidget *window = parentWidget();
    const int rowHeight = theme::metrics().height(theme::Part::TreeRow);
    const int chrome = 10;
    const int roomBelow = window->height() - at.y() - lineHeight - chrome, roomAbove = at.y() - chrome;
    const int wanted = std::clamp(m_model->rowCount(), 1, kRows);
    const bool below = roomBelow >= std::min(wanted, 5) * rowHeight || roomBelow >= roomAbove;
    const int rows = std::clamp((below ? roomBelow : roomAbove) / rowHeight, 1, wanted);
    const int height = rows * rowHeight + chrome, width = std::min(widthOfItems(), window->width());
    const int y = below ? at.y() + lineHeight + 1 : at.y() - height - 1;
    setGeometry(std::clamp(at.x() - kLetterColumn, 0, std::max(0, window->width() - width)), y, width, height);
}

void CompletionPopup::showDocumentation()
{
    const CompletionItem *item = current();
    if (item == nullptr || !isVisible()) return m_documentation->hide();
    TipText text;
    text.code = QString::fromStdString(item->signature);
    text.body = QString::fromStdString(item->documentation);
    text.needs = QString::fromStdString(item->needs);
    if (text.isEmpty()) return m_documentation->hide();
    m_documentation->setText(text);
    // At the right if there is room, else at the left, else not at all: the list comes first.
    const int window = parentWidget()->width(), gap = 4;
    const int right = window - geometry().right() - gap - 1, left = geometry().left() - gap;
    const int room = std::max(right, left);
    if (room < theme::metrics().scaledWidth(kNarrowest) * 3 / 4) return m_documentation->hide();
    const QSize size = m_documentation->sizeFor(std::min(room, theme::metrics().scaledWidth(kDocumentationWidth)));
    const int x = right >= size.width() ? geometry().right() + gap : geometry().left() - gap - size.width();
    const int y = std::clamp(geometry().top(), 0, std::max(0, parentWidget()->height() - size.height()));
    m_documentation->showIn({x, y}, size.width(), size.height());
}

void CompletionPopup::moveTo(const QPoint &at, int lineHeight)
{
    place(at, lineHeight);
    showDocumentation();
}

void CompletionPopup::closeList()
{
    hide();
    m_documentation->hide();
}

void CompletionPopup::step(int by)
{
    const int count = m_model->rowCount();
    if (count == 0) return;
    const int row = m_view->currentIndex().row(), next = row + by;
    // One step goes round, a page stops at the ends.
    const int wanted = std::abs(by) == 1 ? (next + count) % count : std::clamp(next, 0, count - 1);
    m_view->setCurrentIndex(m_model->index(wanted, 0));
}

const CompletionItem *CompletionPopup::current() const
{
    const int row = m_view->currentIndex().row();
    return row < 0 || size_t(row) >= m_model->items().size() ? nullptr : &m_model->items()[size_t(row)];
}

void CompletionPopup::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Token::Editor)); // behind the round corners
    theme::drawGround(&painter, rect(), theme::color(Token::Panel), theme::color(Token::Strong));
}

} // namespace latchkey::editor
