// SPDX-License-Identifier: GPL-3.0-or-later
//
// The question before the first statement of a run: all that the script can ask for, by line, each with a tick, and one
// answer for those that are ticked. What is known only when the script runs is listed without a tick and asked for
// then.
#pragma once

#include "engine/runs/run.h"
#include "ui/permissions/question_bar.h"

class QCheckBox;
class QGridLayout;
class QMenu;
class QScrollArea;

namespace latchkey::output {
class RichLabel;
}
namespace latchkey::widgets {
class KeyCap;
class SmallButton;
} // namespace latchkey::widgets

namespace latchkey::permissions {

class PreflightBar : public QuestionBar
{
    Q_OBJECT

public:
    explicit PreflightBar(QWidget *parent = nullptr);

    /// Shows a question that lists wishes. The same one again changes nothing.
    void ask(quint64 run, const runs::PermissionRequest &request, int number, const QString &name);
    quint64 run() const { return m_run; }
    quint64 question() const { return m_request.id; }
    const runs::PermissionRequest &request() const { return m_request; }
    /// The wishes that an answer allows now.
    QList<int> ticked() const;

    QSize sizeHint() const override;

signals:
    void answered(quint64 run, quint64 question, latchkey::runs::PermissionAnswer answer, const QList<int> &wishes);
    void placeActivated(const QString &file, int line, int column);

protected:
    QList<QWidget *> stops() const override;
    void setAlive(bool alive) override;
    void stepped(QWidget *stop) override;

private:
    void makeAnswers(QLayout *column);
    void fill();
    void addRow(int index);
    void updateAnswers();
    void answer(runs::PermissionAnswer answer, const QList<int> &wishes);

    runs::PermissionRequest m_request;
    quint64 m_run = 0;
    int m_number = 0;
    QString m_name;
    widgets::KeyCap *m_keys;
    QScrollArea *m_area;
    QWidget *m_rows = nullptr;
    QList<QCheckBox *> m_ticks; ///< as long as the wishes; null for what is not known
    QList<output::RichLabel *> m_labels;
    widgets::SmallButton *m_allow;
    widgets::SmallButton *m_more;
    widgets::SmallButton *m_later;
};

} // namespace latchkey::permissions
