// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/outline_pane.h"

#include "ui/theme/theme.h"
#include "ui/widgets/small_parts.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::project {

using language::OutlineItem;
using language::SymbolKind;
using theme::TextSize;
using theme::Token;
using widgets::RowPainter;

namespace {

struct KindLook {
    char16_t letter;
    Token token;
};

// The letters of completion.
KindLook lookOf(SymbolKind kind)
{
    switch (kind) {
    case SymbolKind::Function:
        return {u'f', Token::SyntaxFunc};
    case SymbolKind::Import:
        return {u'm', Token::SyntaxKeyword};
    default:
        return {u'v', Token::Muted};
    }
}

class ItemDelegate : public widgets::RowDelegate
{
public:
    explicit ItemDelegate(QObject *parent)
        : RowDelegate(theme::Part::TreeRow, parent)
    {
    }
    void paintRow(RowPainter &row, const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const KindLook look = lookOf(SymbolKind(index.data(OutlineModel::Kind).toInt()));
        row.takeEnd(theme::kSide);
        row.drawText(row.take(theme::kIcon), QString(QChar(look.letter)),
                     {TextSize::Small, look.token, widgets::Align::Centre, QFont::Bold, Qt::ElideNone, true});
        row.take(theme::kIconGap);
        const QString name = index.data().toString(), detail = index.data(OutlineModel::Detail).toString();
        row.take(row.drawText(row.rest(), name, {.code = true}).width());
        row.drawText(row.rest(), detail, {.size = TextSize::Small, .token = Token::Muted, .code = true});
    }
};

QString kindName(SymbolKind kind)
{
    if (kind == SymbolKind::Function) return OutlinePane::tr("function");
    return kind == SymbolKind::Import ? OutlinePane::tr("import") : OutlinePane::tr("variable");
}

} // namespace

void OutlineModel::add(Rows &rows, const OutlineItem &item, int parent)
{
    const int id = int(rows.all.size());
    if (id >= kMaxRows) return;
    OutlineItem own{item.name, item.detail, item.kind, item.nameSpan, item.fullSpan, {}};
    QList<int> &siblings = parent < 0 ? rows.top : rows.all[parent].children;
    const int row = int(siblings.size());
    siblings << id;
    rows.all << Row{std::move(own), parent, row, {}};
    for (const OutlineItem &child : item.children) add(rows, child, id);
}

bool OutlineModel::sameBuild(const Rows &a, const Rows &b)
{
    return std::ranges::equal(a.all, b.all, [](const Row &x, const Row &y) {
        return x.parent == y.parent && x.item.kind == y.item.kind && x.item.name == y.item.name &&
               x.item.detail == y.item.detail;
    });
}

void OutlineModel::setItems(const std::vector<OutlineItem> &items)
{
    Rows rows;
    for (const OutlineItem &item : items) add(rows, item, -1);
    if (sameBuild(rows, m_rows)) {
        m_rows = std::move(rows);
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

QModelIndex OutlineModel::indexAt(uint32_t offset) const
{
    int best = -1;
    for (int id = 0; id < m_rows.all.size(); ++id) {
        const OutlineItem &item = m_rows.all[id].item;
        if (item.fullSpan.begin <= offset && offset < item.fullSpan.end) best = id; // inner ones come later
    }
    return best < 0 ? QModelIndex() : createIndex(m_rows.all[best].row, 0, quintptr(best));
}

QModelIndex OutlineModel::index(int row, int column, const QModelIndex &parent) const
{
    const QList<int> &siblings = parent.isValid() ? m_rows.all[int(parent.internalId())].children : m_rows.top;
    if (row < 0 || row >= siblings.size() || column != 0) return {};
    return createIndex(row, 0, quintptr(siblings[row]));
}

QModelIndex OutlineModel::parent(const QModelIndex &index) const
{
    if (!index.isValid()) return {};
    const int id = m_rows.all[int(index.internalId())].parent;
    return id < 0 ? QModelIndex() : createIndex(m_rows.all[id].row, 0, quintptr(id));
}

int OutlineModel::rowCount(const QModelIndex &parent) const
{
    if (parent.column() > 0) return 0;
    return int(parent.isValid() ? m_rows.all[int(parent.internalId())].children.size() : m_rows.top.size());
}

QVariant OutlineModel::data(const QModelIndex &index, int role) const
{
    const OutlineItem &item = m_rows.all[int(index.internalId())].item;
    switch (role) {
    case Qt::DisplayRole:
        return QString::fromStdString(item.name);
    case Qt::AccessibleTextRole:
        return u"%1, %2"_s.arg(QString::fromStdString(item.name + item.detail), kindName(item.kind));
    case Detail:
        return QString::fromStdString(item.detail);
    case Position:
        return item.nameSpan.begin;
    case Kind:
        return int(item.kind);
    default:
        return {};
    }
}

OutlinePane::OutlinePane(QWidget *parent)
    : QWidget(parent)
    , m_model(new OutlineModel(this))
    , m_filtered(new QSortFilterProxyModel(this))
    , m_field(new widgets::SearchField(tr("Find in the outline"), this))
    , m_view(new widgets::RowView(this))
    , m_empty(new QLabel(tr("Nothing is defined here"), this))
{
    setObjectName(u"outlinePane"_s);
    setAccessibleName(tr("Outline"));
    m_field->setObjectName(u"outlineField"_s);
    m_view->setObjectName(u"outlineView"_s);
    m_view->setAccessibleName(tr("Outline of the file"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_filtered->setSourceModel(m_model);
    m_filtered->setRecursiveFilteringEnabled(true);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_view->setTree(true);
    m_view->setIndentation(theme::kTreeIndent);
    m_view->setModel(m_filtered);
    m_view->setItemDelegate(new ItemDelegate(m_view));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(6, 6, 6, 6);
    top->addWidget(m_field);
    column->addLayout(top);
    column->addWidget(m_view, 1);
    column->addWidget(m_empty, 1);
    const auto go = [this](const QModelIndex &index) {
        if (index.isValid()) emit activated(index.data(OutlineModel::Position).toUInt());
    };
    connect(m_filtered, &QAbstractItemModel::modelReset, m_view, &QTreeView::expandAll);
    connect(m_view, &QAbstractItemView::clicked, this, go);
    connect(m_view, &QAbstractItemView::activated, this, go);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString &typed) {
        m_filtered->setFilterFixedString(typed);
        m_view->expandAll();
    });
    connect(m_field, &QLineEdit::returnPressed, this, [this, go] {
        const QModelIndex current = m_view->currentIndex();
        go(current.isValid() ? current : m_filtered->index(0, 0));
    });
    setItems({});
}

void OutlinePane::setItems(const std::vector<OutlineItem> &items)
{
    m_model->setItems(items);
    m_view->setVisible(!items.empty());
    m_empty->setVisible(items.empty());
}

void OutlinePane::setCaret(uint32_t offset)
{
    const QModelIndex index = m_filtered->mapFromSource(m_model->indexAt(offset));
    if (index == m_view->currentIndex()) return;
    m_view->setCurrentIndex(index);
    if (index.isValid() && m_view->isVisible()) m_view->scrollTo(index);
}

} // namespace latchkey::project
