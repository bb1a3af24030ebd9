// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window of a batch, beside the main one and never in its way: how far it is, the table of all items, one item in
// full, and what is set. Files are chosen through `chooseFile`, which whoever makes the window provides.
#pragma once

#include "ui/batch/batch_session.h"
#include "ui/jobs/job.h"

#include <QPointer>
#include <QWidget>

#include <functional>

class QHBoxLayout;
class QSplitter;
class QStackedWidget;
class QVBoxLayout;

namespace latchkey::widgets {
class BatchBar;
class Chip;
class DockTabBar;
class EmptyState;
class NotificationBar;
class SearchField;
class SmallButton;
class SpanLabel;
} // namespace latchkey::widgets

namespace latchkey::permissions {
class PermissionBar;
}

namespace latchkey::batch {

class BatchForm;
class BatchItemView;
class BatchTable;

class BatchWindow : public QWidget
{
    Q_OBJECT

public:
    enum class File : quint8 { Items, Fallback, Export };
    using Chosen = std::function<void(const QString &path)>;

    BatchWindow(runs::Engine &engine, const runs::Script &script, const runs::RunOptions &options,
                QWidget *parent = nullptr);
    ~BatchWindow() override;

    /// Asks for a file and calls back with its path, or not at all.
    std::function<void(File what, Chosen chosen)> chooseFile;
    bool tellsEnd = true; ///< the desktop may be told of its end

    void openItems(const QString &path);
    void setItems(const QList<QByteArray> &items, const QString &name);
    void start();
    void exportTo(const QString &path);

    [[nodiscard]] BatchSession *session() const { return m_session; }
    [[nodiscard]] BatchForm *form() const { return m_form; }
    [[nodiscard]] BatchTable *table() const { return m_table; }
    [[nodiscard]] QString headText() const;
    [[nodiscard]] const runs::Script &script() const { return m_script; }
    /// May be closed without a question.
    void closeForGood();

signals:
    /// One item is to be run by itself, with its output and result in the panes.
    void runRequested(const latchkey::runs::Script &script, const latchkey::runs::RunOptions &options);
    void placeActivated(const QString &file, int line, int column);
    /// It is to be closed while it runs: somebody has to ask first.
    void closeAsked();
    void finished();

protected:
    void closeEvent(QCloseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void makeHead(QWidget *page);
    void makeFilters(QWidget *page);
    void connectParts();
    void refresh();
    void refreshBar();
    void refreshEmpty();
    [[nodiscard]] QString measureText() const;
    void showItem(int item);
    void showQuestion();
    void runOne(int item);
    void filter();
    void tell(const QString &text, bool isError);

    BatchSession *m_session;
    runs::Script m_script;
    BatchForm *m_form;
    BatchItemView *m_item;
    BatchTable *m_table;
    widgets::EmptyState *m_empty; ///< instead of the table, when that has no row
    widgets::SmallButton *m_emptyButton;
    widgets::NotificationBar *m_notices;
    QVBoxLayout *m_column = nullptr; ///< of the whole window; the question stands in it
    QPointer<permissions::PermissionBar> m_question;
    QHBoxLayout *m_headRow = nullptr;
    QVBoxLayout *m_headColumn = nullptr;
    widgets::SpanLabel *m_head;
    widgets::SpanLabel *m_facts;
    widgets::SmallButton *m_start;
    widgets::SmallButton *m_retry;
    widgets::SmallButton *m_export;
    widgets::BatchBar *m_bar;
    QList<widgets::Chip *> m_chips;
    widgets::SearchField *m_search;
    QSplitter *m_splitter;
    widgets::DockTabBar *m_tabs;
    QStackedWidget *m_side;
    std::shared_ptr<std::atomic<bool>> m_exporting; ///< set to give up
    jobs::Job m_exportJob;
    bool m_closeForGood = false;
};

} // namespace latchkey::batch
