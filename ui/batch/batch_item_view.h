// SPDX-License-Identifier: GPL-3.0-or-later
//
// One item of a batch in full: how it ended, what went wrong and where, what went in and what came out.
#pragma once

#include "ui/batch/batch_rows.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace latchkey::widgets {
class EmptyState;
class LinkButton;
class RunStateLabel;
class SmallButton;
} // namespace latchkey::widgets

namespace latchkey::batch {

class BatchItemView : public QWidget
{
    Q_OBJECT

public:
    explicit BatchItemView(QWidget *parent = nullptr);

    /// `canRetry`: nothing is going, so that it can be run again.
    void show(int item, const BatchRow &row, bool canRetry);
    void showNone();
    [[nodiscard]] int item() const { return m_item; }

signals:
    void retryRequested(int item);
    void cancelRequested(int item);
    void openRequested(int item);
    void placeActivated(const QString &file, int line, int column);

private:
    int m_item = -1;
    BatchRow m_row;
    widgets::EmptyState *m_empty;
    QWidget *m_page;
    widgets::RunStateLabel *m_state;
    QLabel *m_facts;
    QLabel *m_message;
    widgets::LinkButton *m_place;
    widgets::SmallButton *m_again;
    widgets::SmallButton *m_open;
    QPlainTextEdit *m_input;
    QPlainTextEdit *m_value;
};

} // namespace latchkey::batch
