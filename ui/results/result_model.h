// SPDX-License-Identifier: GPL-3.0-or-later
//
// A value as a tree that is read as far as one looks: a node's children are fetched a hundred at a time, when it is
// opened and when the view comes to the end of those it has. A container that contains itself shows where it is
// ("↑ result.parent") and has no children. Paths are expressions of the language.
#pragma once

#include "ui/results/value_source.h"
#include "ui/tables/table_data.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace latchkey::results {

using tables::stepPath;

class ResultModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column : quint8 { Name, Preview, Type, ColumnCount };
    enum Role : int { KindRole = Qt::UserRole, PathRole, CycleRole };
    static constexpr int kFetch = 100;

    explicit ResultModel(QObject *parent = nullptr);
    ~ResultModel() override;

    /// Shows `value` as one node called `name`; null shows nothing.
    void setValue(const ValuePtr &value, const QString &name = QStringLiteral("result"));
    ValuePtr valueAt(const QModelIndex &index) const;
    QString pathAt(const QModelIndex &index) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node {
        Node *parent = nullptr;
        int row = 0;
        ValuePtr value;
        QString key;
        const Node *cycle = nullptr; ///< the ancestor that this is
        std::vector<std::unique_ptr<Node>> children;
    };

    Node *nodeAt(const QModelIndex &index) const;
    QString pathOf(const Node *node) const;
    static qsizetype sizeOf(const Node *node);
    QString previewOf(const Node *node) const;
    QString typeOf(const Node *node) const;

    std::unique_ptr<Node> m_root;
};

} // namespace latchkey::results
