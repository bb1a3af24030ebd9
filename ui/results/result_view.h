// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tree of a value: each row painted whole, chevron, name, preview, type and size. Ctrl+C copies the row's path as
// an expression of the language, Ctrl+Shift+C its JSON.
#pragma once

#include "ui/results/result_model.h"

#include <QTreeView>

namespace latchkey::results {

class ResultView : public QTreeView
{
    Q_OBJECT

public:
    explicit ResultView(ResultModel *model, QWidget *parent = nullptr);

    int depthOf(const QModelIndex &index) const;
    /// Where the chevron of a row is.
    QRect chevronRect(const QModelIndex &index) const;

    /// The paths of the open nodes, a hundred at most, parents first.
    QStringList openPaths() const;
    /// Opens nodes that have these paths among those fetched, and makes the one with the path `current` current.
    void openAgain(const QStringList &paths, const QString &current);

public slots:
    void copyPath();
    /// Asks for the JSON of the current node on the clipboard.
    void copyJson();

signals:
    void copied(); ///< the path
    /// Whoever shows the view writes it (value_writer.h): a large value takes its time.
    void jsonWanted(const latchkey::results::ValuePtr &value);

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    ResultModel *m_model;
};

} // namespace latchkey::results
