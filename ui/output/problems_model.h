// SPDX-License-Identifier: GPL-3.0-or-later
//
// The findings about open files as a list: errors before warnings before hints, then by file and place. It takes plain
// values by file, so that the checker, a run and a language server can all feed it.
#pragma once

#include <QAbstractListModel>
#include <QHash>
#include <QList>
#include <QString>

namespace latchkey::syntax {
struct Diagnostic;
}

namespace latchkey::output {

struct Problem {
    enum class Severity : quint8 { Error, Warning, Hint };

    Severity severity = Severity::Error;
    QString message;
    QString code; ///< "E-NAME-UNKNOWN"
    QString hint;
    QString file; ///< its key: the path, or the tab of an unsaved one
    QString name; ///< what is shown: "report.ml"
    int line = 0;
    int column = 0;
    QStringList fixes; ///< titles, in the order of the diagnostic's
    friend bool operator==(const Problem &, const Problem &) = default;
};

/// A finding of the engine as a problem of `file`.
Problem problemOf(const syntax::Diagnostic &diagnostic, const QString &file, const QString &name);

class ProblemsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role : int { SeverityRole = Qt::UserRole, CodeRole, PlaceRole };

    explicit ProblemsModel(QObject *parent = nullptr);

    /// Replaces all problems of one file.
    void setProblems(const QString &file, const QList<Problem> &problems);
    void clear();
    const Problem *problemAt(const QModelIndex &index) const;
    int count(Problem::Severity severity) const;
    /// The row of the problem after (or before) a place in a file, going round; -1 when there is none.
    int rowNear(const QString &file, int line, int column, bool forward) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

signals:
    void countsChanged();

private:
    QList<Problem> m_problems;
};

/// Icon of a severity.
QString iconOf(Problem::Severity severity);

} // namespace latchkey::output
