// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every question that waits for an answer, of all runs, oldest first. Takes plain values.
#pragma once

#include "engine/runs/run.h"

#include <QAbstractListModel>
#include <QDateTime>

namespace latchkey::permissions {

struct Prompt {
    quint64 run = 0;
    int number = 0; ///< of the run
    QString name;   ///< of the script
    runs::PermissionRequest request;
    QDateTime since;
    QList<runs::PermissionRequest> others = {}; ///< answered with it
};

class PromptsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role : int { RunRole = Qt::UserRole, QuestionRole };

    explicit PromptsModel(QObject *parent = nullptr);

    /// A new row, in the order in which they were asked, or other contents for a known one.
    void add(const Prompt &prompt);
    void remove(quint64 run, quint64 question);
    void clear();
    const Prompt *promptAt(int row) const;
    int rowOf(quint64 run, quint64 question) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

signals:
    void countChanged(int count);

private:
    QList<Prompt> m_prompts;
};

} // namespace latchkey::permissions
