// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Table pane: a bar with the table's name and size, its conditions as chips and the buttons to copy and export; the
// view; and a foot that says what is selected, how the rows are ordered, and, while a worker is busy, how far it is,
// with a cross to cancel. Menus of columns and cells are filled here, so that other parts can add to them.
#pragma once

#include "ui/tables/table_text.h"
#include "ui/tables/table_view.h"

#include <QHash>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QWidget>

class QHBoxLayout;

namespace latchkey::widgets {
class Chip;
class EmptyState;
class IconButton;
class SmallButton;
} // namespace latchkey::widgets

namespace latchkey::tables {

/// Asks the user for a file to write and calls `chosen` with its path, or never.
using FileAsker =
    std::function<void(const QString &title, const QString &name, std::function<void(const QString &path)> chosen)>;

class TablePane : public QWidget
{
    Q_OBJECT

public:
    explicit TablePane(QWidget *parent = nullptr);

    /// Shows a table; null says that there is none. `name` is how the list is called, an expression.
    void setTable(const TablePtr &table, const QString &name);
    void setFileAsker(const FileAsker &asker) { m_askFile = asker; }

    TableModel *model() const { return m_model; }
    TableView *view() const { return m_view; }
    /// What the foot says at its two ends.
    QString selectionText() const;
    QString orderText() const;
    QString filterFault() const;

public slots:
    /// Opens the field for a condition; `column` -1: for any.
    void addFilter(int column = -1);
    void copyRows(latchkey::tables::TextForm form = latchkey::tables::TextForm::Tsv);
    void copyCell();
    void copyPath();
    void exportRows(latchkey::tables::TextForm form);
    /// Drops what a worker is doing for this pane.
    void cancelWork();

signals:
    /// Others add their actions before the menu appears.
    void columnMenuFilling(QMenu *menu, int column);
    void cellMenuFilling(QMenu *menu, const QModelIndex &index);
    void said(const QString &sentence); ///< for the status bar
    void failed(const QString &sentence);
    void worked(); ///< a copy or an export ended

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeBar();
    QWidget *makeFoot();
    void makeActions();
    void takeFilter();
    void showFilters();
    void showSize();
    void showFoot();
    void showColumnMenu(int column, const QPoint &place);
    void showCellMenu(const QModelIndex &index, const QPoint &place);
    void addFormActions(QMenu *menu, bool exports);
    TableCut selectedCut() const;
    TableCut shownCut() const;
    QList<int> shownColumns() const;
    void popup(QMenu *menu, const QPoint &place);

    TableModel *m_model;
    TableView *m_view;
    QWidget *m_bar = nullptr;
    QLabel *m_name = nullptr;
    QLabel *m_size = nullptr;
    QHBoxLayout *m_chips = nullptr;
    QLineEdit *m_field = nullptr;
    widgets::SmallButton *m_add = nullptr;
    widgets::SmallButton *m_copy = nullptr;
    widgets::SmallButton *m_export = nullptr;
    QWidget *m_foot = nullptr;
    QLabel *m_selection = nullptr;
    QLabel *m_order = nullptr;
    widgets::EmptyState *m_empty;
    FileAsker m_askFile;
    Work m_writing;
    QTimer m_tick; ///< refreshes the foot while something is worked on
};

} // namespace latchkey::tables
