// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a search in a value found: a list of places with their values, and how many there are. The list is filled when
// the worker is done; until then it says how far that is.
#pragma once

#include "ui/results/value_search.h"

#include <QAbstractListModel>
#include <QListView>
#include <QTimer>

namespace latchkey::results {

class FoundModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;
    void setFound(const Found &found);
    const Found &found() const { return m_found; }
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    Found m_found;
};

class SearchPage : public QListView
{
    Q_OBJECT

public:
    explicit SearchPage(QWidget *parent = nullptr);

    /// Looks for `text`; an empty one ends the search.
    void search(const ValuePtr &value, const QString &name, const QString &text);
    void cancel();
    bool isSearching() const { return m_searching.isRunning(); }
    FoundModel *model() const { return m_model; }
    /// "3 places", "1,204 places, the first 1,000 are listed", "Looking 40 %".
    QString countText() const;
    QString currentPath() const;

public slots:
    void copyPath();

signals:
    void changed(); ///< countText() is another
    void currentPathChanged();

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    FoundModel *m_model;
    tables::Work m_searching;
    QTimer m_tick;
};

} // namespace latchkey::results
