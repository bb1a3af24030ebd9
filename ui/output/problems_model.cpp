// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/output/problems_model.h"

#include "engine/syntax/diagnostic.h"
#include "ui/output/visible_text.h"

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace latchkey::output {
namespace {

auto orderOf(const Problem &problem)
{
    return std::tuple(problem.severity, problem.name, problem.file, problem.line, problem.column);
}

QString placeOf(const Problem &problem)
{
    const QString name = visibleText(problem.name);
    return problem.line > 0 ? u"%1:%2"_s.arg(name).arg(problem.line) : name;
}

QString wordOf(Problem::Severity severity)
{
    switch (severity) {
    case Problem::Severity::Error:
        return ProblemsModel::tr("Error");
    case Problem::Severity::Warning:
        return ProblemsModel::tr("Warning");
    case Problem::Severity::Hint:
        return ProblemsModel::tr("Hint");
    }
    return {};
}

} // namespace

QString iconOf(Problem::Severity severity)
{
    switch (severity) {
    case Problem::Severity::Error:
        return u"failed"_s;
    case Problem::Severity::Warning:
        return u"warning"_s;
    case Problem::Severity::Hint:
        return u"info"_s;
    }
    return {};
}

Problem problemOf(const syntax::Diagnostic &diagnostic, const QString &file, const QString &name)
{
    Problem problem;
    problem.severity = static_cast<Problem::Severity>(diagnostic.severity);
    problem.message = QString::fromStdString(diagnostic.message);
    problem.code = QString::fromStdString(diagnostic.code);
    problem.hint = QString::fromStdString(diagnostic.hint);
    problem.file = file;
    problem.name = name;
    const auto position = diagnostic.position();
    problem.line = static_cast<int>(position.line);
    problem.column = static_cast<int>(position.column);
    for (const syntax::Fix &fix : diagnostic.fixes) problem.fixes.append(QString::fromStdString(fix.title));
    return problem;
}

ProblemsModel::ProblemsModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

void ProblemsModel::setProblems(const QString &file, const QList<Problem> &problems)
{
    QList<Problem> next;
    for (const Problem &problem : std::as_const(m_problems)) {
        if (problem.file != file) next.append(problem);
    }
    next.append(problems);
    std::ranges::stable_sort(next, {}, orderOf);
    if (next == m_problems) return;
    // A check gives a new list each time; most of it is the old one, so rows before and after the change stay.
    const auto [oldFrom, newFrom] = std::ranges::mismatch(m_problems, next);
    const qsizetype first = oldFrom - m_problems.begin();
    qsizetype after = 0;
    while (after < std::min(m_problems.size(), next.size()) - first &&
           m_problems[m_problems.size() - 1 - after] == next[next.size() - 1 - after])
        ++after;
    const qsizetype removed = m_problems.size() - after - first;
    const qsizetype added = next.size() - after - first;
    if (removed > 0) {
        beginRemoveRows({}, static_cast<int>(first), static_cast<int>(first + removed - 1));
        m_problems.remove(first, removed);
        endRemoveRows();
    }
    if (added > 0) {
        beginInsertRows({}, static_cast<int>(first), static_cast<int>(first + added - 1));
        m_problems = next;
        endInsertRows();
    }
    emit countsChanged();
}

void ProblemsModel::clear()
{
    beginResetModel();
    m_problems.clear();
    endResetModel();
    emit countsChanged();
}

const Problem *ProblemsModel::problemAt(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_problems.size() ? &m_problems.at(index.row()) : nullptr;
}

int ProblemsModel::count(Problem::Severity severity) const
{
    return static_cast<int>(std::ranges::count(m_problems, severity, &Problem::severity));
}

int ProblemsModel::rowNear(const QString &file, int line, int column, bool forward) const
{
    // In the order of the text, this file's first.
    QList<int> rows;
    for (int row = 0; row < m_problems.size(); ++row) {
        if (m_problems[row].file == file) rows.append(row);
    }
    if (rows.isEmpty()) return m_problems.isEmpty() ? -1 : 0;
    const auto place = [this](int row) { return std::pair(m_problems[row].line, m_problems[row].column); };
    std::ranges::sort(rows, {}, place);
    const std::pair here(line, column);
    if (forward) {
        const auto it = std::ranges::upper_bound(rows, here, {}, place);
        return it == rows.end() ? rows.first() : *it;
    }
    const auto it = std::ranges::lower_bound(rows, here, {}, place);
    return it == rows.begin() ? rows.last() : *(it - 1);
}

int ProblemsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_problems.size());
}

QVariant ProblemsModel::data(const QModelIndex &index, int role) const
{
    const Problem *problem = problemAt(index);
    if (!problem) return {};
    switch (role) {
    case Qt::DisplayRole:
        return visibleText(problem->message);
    case Qt::ToolTipRole:
        return problem->hint.isEmpty() ? visibleText(problem->message)
                                       : visibleText(problem->message) + u'\n' + visibleText(problem->hint);
    case Qt::AccessibleTextRole:
        return u"%1: %2, %3, %4"_s.arg(wordOf(problem->severity), visibleText(problem->message), placeOf(*problem),
                                       problem->code);
    case SeverityRole:
        return static_cast<int>(problem->severity);
    case CodeRole:
        return problem->code;
    case PlaceRole:
        return placeOf(*problem);
    default:
        return {};
    }
}

} // namespace latchkey::output
