// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the panes around a result show. A run has a result once it is over, and views (`show.table(...)`) from the
// moment it shows them; each is a subject, one of them is shown. The board is bound to one run at a time: to the front
// run as soon as that has anything to show, and never back to an older run's late answer. Values are frozen copies, so
// reading them waits for nobody; news of a run that shows something all the time arrive as the run list tells them, 30
// times a second at most. Pinned subjects stay in the list whatever runs come and go.
#pragma once

#include "ui/results/value_source.h"
#include "ui/runs/run_entry.h"

#include <QJsonObject>
#include <QObject>
#include <QPointer>

namespace latchkey::runs {
class RunList;
}

namespace latchkey::results {

struct Subject {
    static constexpr int kResult = -1;

    int number = kResult; ///< of the view in its run
    int version = 0;
    QString kind = QStringLiteral("result"); ///< "value", "table", "plot", "text"
    QString title = {};
    ValuePtr value = {};
    QJsonObject options = {};
    runs::RunEntry run = {}; ///< whose it is
    int pin = 0;             ///< number of the pin; 0: not pinned

    bool isResult() const { return number == kResult; }
    bool isSame(const Subject &other) const
    {
        return pin == other.pin && run.id == other.run.id && number == other.number;
    }
    /// What menus call it: "result", "loss over time", "table 2".
    QString name() const;
    /// The expression its nodes are counted from.
    QString path() const { return isResult() ? QStringLiteral("result") : name(); }
};

class ResultBoard : public QObject
{
    Q_OBJECT

public:
    static constexpr int kMostPins = 20;

    explicit ResultBoard(QObject *parent = nullptr);

    void follow(runs::RunList *list);
    /// Binds to a run that is over and shows its result.
    void showResult(const runs::RunEntry &entry, const ValuePtr &value, const QList<runs::RunView> &views = {});

    /// Those of the run, then those pinned.
    const QList<Subject> &subjects() const { return m_subjects; }
    /// The one shown; without a value when there is none.
    const Subject &current() const { return m_current; }
    quint64 run() const { return m_entry.id; }
    const runs::RunEntry &entry() const { return m_entry; }
    /// Results of other runs that can be compared with, newest first.
    QList<Subject> others() const;

public slots:
    /// Shows subject `index` of `subjects()`; what the user chose stays chosen when the run shows more.
    void choose(int index);
    void pin();
    void unpin();

signals:
    void subjectsChanged();
    /// Another subject is shown, or the same with a new value.
    void shown();

private:
    void update(quint64 run);
    void bind(const runs::RunEntry &entry, const ValuePtr &result, const QList<runs::RunView> &views);
    Subject chosenOf(const QList<Subject> &subjects) const;

    QPointer<runs::RunList> m_list;
    runs::RunEntry m_entry;
    QList<Subject> m_subjects;
    QList<Subject> m_pins;
    Subject m_current;
    QString m_wantedTitle; ///< of the view the user chose, kept over runs of the same file
    bool m_userChose = false;
    int m_viewChanges = -1; ///< of the run bound to
    int m_nextPin = 1;
};

} // namespace latchkey::results
