// SPDX-License-Identifier: GPL-3.0-or-later
//
// The list the palette, the welcome page and small overviews share: rows of icon, name, where it lives, and keys or a
// fact at the end; headings between them that can not be chosen. What a row does is a function it carries.
#pragma once

#include "ui/widgets/row_view.h"

#include <QAbstractListModel>
#include <QList>

#include <functional>

namespace latchkey::window {

struct Entry {
    QString icon = {};
    QString name = {};
    QString where = {};                       ///< small, behind the name
    QString end = {};                         ///< small, at the end of the row
    QString keys = {};                        ///< as key cap at the end
    theme::Token token = theme::Token::Muted; ///< of the icon
    bool heading = false;
    std::function<void()> act = {};
    QList<int> hits = {}; ///< positions in `name` the search found
};

class EntryModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setEntries(const QList<Entry> &entries);
    [[nodiscard]] const QList<Entry> &entries() const { return m_entries; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    QList<Entry> m_entries;
};

class EntryView : public widgets::RowView
{
    Q_OBJECT

public:
    explicit EntryView(QWidget *parent = nullptr);

    [[nodiscard]] EntryModel *entries() const { return m_model; }
    /// Shows the rows; the first that can be chosen is current.
    void setEntries(const QList<Entry> &entries);
    /// Goes `by` rows on, over headings.
    void step(int by);
    void activateCurrent();
    /// Room above each heading but the first, in pixels; usually none.
    void setSectionGap(int gap);
    [[nodiscard]] int gapAbove(int row) const;
    /// The height of all rows.
    [[nodiscard]] int contentHeight() const;

signals:
    void chosen(); ///< before the row's function is called

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void selectRow(int from, int by);

    EntryModel *m_model;
    int m_gap = 0;
};

} // namespace latchkey::window
