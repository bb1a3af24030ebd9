// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/question_groups.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::runs {

QString QuestionGroups::placeOf(const PermissionRequest &request)
{
    // Several things at once, and the question beforehand, stand for themselves.
    if (request.patterns.isEmpty() || !request.wishes.isEmpty()) return {};
    const QString kind = request.capability.section(u'.', 0, 0);
    if (kind == "file"_L1 || kind == "path"_L1) {
        const qsizetype slash = request.resource.lastIndexOf(u'/', -2);
        return slash < 0 ? QString() : request.resource.first(slash + 1);
    }
    if (kind != "network"_L1) return {};
    const qsizetype host = request.resource.indexOf("://"_L1);
    const qsizetype begin = host < 0 ? 0 : host + 3;
    return request.resource.sliced(
        begin, request.resource.indexOf(u'/', begin) < 0 ? -1 : request.resource.indexOf(u'/', begin) - begin);
}

QuestionGroups::Key QuestionGroups::keyOf(const PermissionRequest &request)
{
    const QString place = placeOf(request);
    return {request.run, place.isEmpty() ? u"#%1"_s.arg(request.id) : request.capability + u' ' + place};
}

void QuestionGroups::add(const PermissionRequest &request)
{
    const std::pair id(request.run, request.id);
    if (m_keys.contains(id)) return;
    const Key key = keyOf(request);
    m_keys.insert(id, key);
    m_groups[key].append(request);
    m_ofRun[request.run].append(request.id);
}

quint64 QuestionGroups::remove(quint64 run, quint64 question)
{
    const auto key = m_keys.constFind({run, question});
    if (key == m_keys.constEnd()) return 0;
    const auto group = m_groups.find(*key);
    const auto member = std::ranges::find(*group, question, &PermissionRequest::id);
    if (member != group->end()) group->erase(member);
    const quint64 lead = group->isEmpty() ? 0 : group->first().id;
    if (group->isEmpty()) m_groups.erase(group);
    m_keys.erase(key);
    QList<quint64> &ofRun = m_ofRun[run];
    ofRun.removeOne(question);
    if (ofRun.isEmpty()) m_ofRun.remove(run);
    return lead;
}

quint64 QuestionGroups::leadOf(quint64 run, quint64 question) const
{
    const auto key = m_keys.constFind({run, question});
    return key == m_keys.constEnd() ? 0 : m_groups.value(*key).first().id;
}

QList<PermissionRequest> QuestionGroups::membersOf(quint64 run, quint64 question) const
{
    const auto key = m_keys.constFind({run, question});
    return key == m_keys.constEnd() ? QList<PermissionRequest>() : m_groups.value(*key);
}

qsizetype QuestionGroups::sizeOf(quint64 run, quint64 question) const
{
    return membersOf(run, question).size();
}

quint64 QuestionGroups::oldestOf(quint64 run) const
{
    const QList<quint64> questions = m_ofRun.value(run);
    return questions.isEmpty() ? 0 : questions.first();
}

} // namespace latchkey::runs
