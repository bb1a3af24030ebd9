// SPDX-License-Identifier: GPL-3.0-or-later
//
// The status bar. Left: place, language, encoding, line end, problems of the file in front; right: what runs, who
// needs you, workers, memory. Each item is a button to what it tells about. Messages of success live here for five
// seconds; nothing important is said only here.
#pragma once

#include "ui/widgets/small_parts.h"

#include <QLabel>
#include <QStatusBar>
#include <QTimer>

namespace latchkey::window {

class StatusLine : public QStatusBar
{
    Q_OBJECT

public:
    explicit StatusLine(QWidget *parent = nullptr);

    void setPlace(int line, int column, int selected = 0);
    void setFormat(const QString &language, const QString &encoding, const QString &lineEnd);
    void setProblems(int errors, int warnings);
    void clearFile(); ///< no file is open
    void setRuns(int running, int needsYou);
    void setJobs(int count);
    void setWorkers(int busy, int all);
    /// What the whole program holds.
    void setMemory(qint64 bytes);
    /// In a narrow window encoding, line end and memory are left out.
    void setNarrow(bool narrow);
    void say(const QString &message);

    widgets::StatusItem *const place;
    widgets::StatusItem *const language;
    widgets::StatusItem *const encoding;
    widgets::StatusItem *const lineEnd;
    widgets::StatusItem *const problems;
    widgets::StatusItem *const jobs; ///< of the window itself, in the background
    widgets::StatusItem *const running;
    widgets::StatusItem *const needsYou;
    widgets::StatusItem *const workers;
    widgets::StatusItem *const memory;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();

    QWidget *m_row; ///< holds all items
    QLabel *m_message;
    QTimer m_clear;
    bool m_narrow = false;
    bool m_hasFile = false;
};

} // namespace latchkey::window
