// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/result_model.h"

#include "ui/output/visible_text.h"

#include <QLocale>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::results {
namespace {

constexpr int kPreview = 200;
constexpr qsizetype kToolTip = 2000;

} // namespace

ResultModel::ResultModel(QObject *parent)
    : QAbstractItemModel(parent)
{
}

ResultModel::~ResultModel() = default;

void ResultModel::setValue(const ValuePtr &value, const QString &name)
{
    beginResetModel();
    m_root.reset();
    if (value) {
        m_root = std::make_unique<Node>();
        m_root->value = value;
        m_root->key = name;
    }
    endResetModel();
}

ResultModel::Node *ResultModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : nullptr;
}

ValuePtr ResultModel::valueAt(const QModelIndex &index) const
{
    const Node *node = nodeAt(index);
    return node ? node->value : nullptr;
}

QString ResultModel::pathAt(const QModelIndex &index) const
{
    const Node *node = nodeAt(index);
    return node ? pathOf(node) : QString();
}

QString ResultModel::pathOf(const Node *node) const
{
    QList<const Node *> chain;
    for (const Node *at = node; at && !at->value->isGroup(); at = at->parent) chain.prepend(at);
    if (chain.isEmpty()) return {};
    QString path = chain.first()->key;
    for (qsizetype i = 1; i < chain.size(); ++i)
        path = stepPath(path, chain[i]->key, chain[i - 1]->value->kind() == Kind::Array);
    return path;
}

qsizetype ResultModel::sizeOf(const Node *node)
{
    return node->cycle || !node->value->isContainer() ? 0 : node->value->size();
}

QModelIndex ResultModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount) return {};
    if (!parent.isValid()) return row == 0 && m_root ? createIndex(0, column, m_root.get()) : QModelIndex();
    const Node *node = nodeAt(parent);
    if (parent.column() != 0 || row >= static_cast<int>(node->children.size())) return {};
    return createIndex(row, column, node->children[static_cast<size_t>(row)].get());
}

QModelIndex ResultModel::parent(const QModelIndex &child) const
{
    const Node *node = nodeAt(child);
    return node && node->parent ? createIndex(node->parent->row, 0, node->parent) : QModelIndex();
}

int ResultModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid()) return m_root ? 1 : 0;
    return parent.column() == 0 ? static_cast<int>(nodeAt(parent)->children.size()) : 0;
}

int ResultModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool ResultModel::hasChildren(const QModelIndex &parent) const
{
    if (!parent.isValid()) return m_root != nullptr;
    return parent.column() == 0 && sizeOf(nodeAt(parent)) > 0;
}

bool ResultModel::canFetchMore(const QModelIndex &parent) const
{
    const Node *node = nodeAt(parent);
    return node && parent.column() == 0 && static_cast<qsizetype>(node->children.size()) < sizeOf(node);
}

void ResultModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent)) return;
    Node *node = nodeAt(parent);
    const int first = static_cast<int>(node->children.size());
    const int last = static_cast<int>(std::min<qsizetype>(first + kFetch, sizeOf(node))) - 1;
    beginInsertRows(parent, first, last);
    for (int row = first; row <= last; ++row) {
        auto child = std::make_unique<Node>();
        child->parent = node;
        child->row = row;
        child->value = node->value->child(row);
        child->key = node->value->childKey(row);
        const quintptr identity = child->value->isContainer() ? child->value->identity() : 0;
        for (const Node *above = node; above && identity != 0 && !child->cycle; above = above->parent) {
            if (above->value->identity() == identity) child->cycle = above;
        }
        node->children.push_back(std::move(child));
    }
    endInsertRows();
}

QString ResultModel::previewOf(const Node *node) const
{
    if (node->cycle) return u"↑ "_s + pathOf(node->cycle);
    return output::visibleText(node->value->preview(kPreview));
}

QString ResultModel::typeOf(const Node *node) const
{
    const ValueNode &value = *node->value;
    if (value.isGroup()) return value.typeName();
    const bool sized = value.isContainer() || value.kind() == Kind::String || value.kind() == Kind::Bytes;
    return sized ? value.typeName() + u" · "_s + QLocale().toString(static_cast<qlonglong>(value.size()))
                 : value.typeName();
}

QVariant ResultModel::data(const QModelIndex &index, int role) const
{
    const Node *node = nodeAt(index);
    if (!node) return {};
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Name) return output::visibleText(node->key);
        return index.column() == Preview ? previewOf(node) : typeOf(node);
    case Qt::AccessibleTextRole:
        if (index.column() != Name) return data(index, Qt::DisplayRole);
        return u"%1: %2, %3"_s.arg(output::visibleText(node->key), previewOf(node), typeOf(node));
    case Qt::ToolTipRole:
        if (node->value->isGroup()) return {};
        if (node->value->isContainer()) return pathOf(node);
        return output::middleCut(output::visibleText(node->value->text(kToolTip)), kToolTip).toHtmlEscaped();
    case KindRole:
        return static_cast<int>(node->value->kind());
    case PathRole:
        return pathOf(node);
    case CycleRole:
        return node->cycle != nullptr;
    default:
        return {};
    }
}

QVariant ResultModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Preview:
        return tr("Value");
    case Type:
        return tr("Type and size");
    default:
        return {};
    }
}

} // namespace latchkey::results
