// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/permissions/prompts_model.h"

#include "ui/permissions/prompt_text.h"

#include <algorithm>

namespace latchkey::permissions {

PromptsModel::PromptsModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

void PromptsModel::add(const Prompt &prompt)
{
    const int known = rowOf(prompt.run, prompt.request.id);
    if (known >= 0) {
        m_prompts[known] = prompt;
        emit dataChanged(index(known), index(known));
        return;
    }
    qsizetype row = m_prompts.size();
    while (row > 0 && m_prompts[row - 1].request.id > prompt.request.id) --row;
    beginInsertRows({}, static_cast<int>(row), static_cast<int>(row));
    m_prompts.insert(row, prompt);
    endInsertRows();
    emit countChanged(static_cast<int>(m_prompts.size()));
}

void PromptsModel::remove(quint64 run, quint64 question)
{
    const int row = rowOf(run, question);
    if (row < 0) return;
    beginRemoveRows({}, row, row);
    m_prompts.removeAt(row);
    endRemoveRows();
    emit countChanged(static_cast<int>(m_prompts.size()));
}

void PromptsModel::clear()
{
    beginResetModel();
    m_prompts.clear();
    endResetModel();
    emit countChanged(0);
}

const Prompt *PromptsModel::promptAt(int row) const
{
    return row >= 0 && row < m_prompts.size() ? &m_prompts.at(row) : nullptr;
}

int PromptsModel::rowOf(quint64 run, quint64 question) const
{
    const auto it =
        std::ranges::find_if(m_prompts, [=](const Prompt &p) { return p.run == run && p.request.id == question; });
    return it == m_prompts.end() ? -1 : static_cast<int>(it - m_prompts.begin());
}

int PromptsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_prompts.size());
}

QVariant PromptsModel::data(const QModelIndex &index, int role) const
{
    const Prompt *prompt = index.isValid() ? promptAt(index.row()) : nullptr;
    if (!prompt) return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return promptText(prompt->request, prompt->number, prompt->name, false, prompt->others).who.plainText();
    case RunRole:
        return prompt->run;
    case QuestionRole:
        return prompt->request.id;
    default:
        return {};
    }
}

} // namespace latchkey::permissions
