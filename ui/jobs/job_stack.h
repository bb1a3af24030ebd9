// SPDX-License-Identifier: GPL-3.0-or-later
//
// The background jobs in the lower right corner of the window, above the status bar: a row each with its title, a bar
// where the end is known, and a cross that cancels. In sight only while there are any. It can be folded away into the
// item of the status bar, which tells their number and unfolds it; so it never has to stay over what one reads.
#pragma once

#include "ui/jobs/job_list.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace latchkey::widgets {
class IconButton;
class SmallButton;
} // namespace latchkey::widgets

namespace latchkey::jobs {

class JobRow;

class JobStack : public QWidget
{
    Q_OBJECT

public:
    /// More jobs than these are counted in a last line.
    static constexpr int kMostRows = 4;

    /// A child of `window`, in which it keeps its place.
    JobStack(JobList *list, QWidget *window);

    /// The height of the status bar, above which it stands.
    void setBottomInset(int height);
    void setFolded(bool folded);
    [[nodiscard]] bool isFolded() const { return m_folded; }
    /// What it takes of the corner now, with the gap below; 0 when out of sight.
    [[nodiscard]] int takenHeight() const;
    /// Unfolds it and moves the focus to the first cross.
    void enter();

    [[nodiscard]] QSize sizeHint() const override;

signals:
    /// How many jobs there are to see, folded or not.
    void countChanged(int count);
    /// Its height changed, or whether it is in sight.
    void takenChanged();
    /// What had the focus in it is gone.
    void focusLost();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh();
    void show(const QList<JobView> &jobs);
    void place();

    JobList *m_list;
    QVBoxLayout *m_column;
    QLabel *m_title;
    widgets::IconButton *m_fold;
    QList<JobRow *> m_rows;
    QLabel *m_more;
    int m_bottomInset = 0;
    int m_count = 0;
    bool m_folded = false;
};

} // namespace latchkey::jobs
