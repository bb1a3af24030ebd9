// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/result_board.h"

#include "ui/runs/run_list.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::results {

QString Subject::name() const
{
    if (isResult()) return u"result"_s;
    return title.isEmpty() ? u"%1 %2"_s.arg(kind).arg(number + 1) : title;
}

ResultBoard::ResultBoard(QObject *parent)
    : QObject(parent)
{
}

void ResultBoard::follow(runs::RunList *list)
{
    if (m_list) m_list->disconnect(this);
    m_list = list;
    connect(list, &runs::RunList::frontRunChanged, this, &ResultBoard::update);
    connect(list, &runs::RunList::runEnded, this, &ResultBoard::update);
    connect(list, &runs::RunList::runChanged, this, [this](quint64 run) {
        if (m_list->entry(run).status.viewChanges > 0) update(run);
    });
    // A value shown here keeps its heap alive: rows that are gone do not matter.
    update(list->frontRun());
}

// Until the front run has something to show, what was there before stays readable, with its own heading.
void ResultBoard::update(quint64 run)
{
    if (!m_list || run != m_list->frontRun() || !m_list->contains(run)) return;
    const runs::RunEntry entry = m_list->entry(run);
    const runs::RunPtr handle = m_list->run(run);
    if (!entry.isOver()) {
        if (!handle || entry.status.viewChanges == 0) return;
        if (m_entry.id == run && m_viewChanges == entry.status.viewChanges) return;
        m_viewChanges = entry.status.viewChanges;
        return bind(entry, nullptr, handle->views());
    }
    m_viewChanges = -1;
    bind(entry, handle ? engineValue(handle->result().value) : nullptr,
         handle ? handle->result().views : QList<runs::RunView>());
}

void ResultBoard::showResult(const runs::RunEntry &entry, const ValuePtr &value, const QList<runs::RunView> &views)
{
    bind(entry, value, views);
}

void ResultBoard::bind(const runs::RunEntry &entry, const ValuePtr &result, const QList<runs::RunView> &views)
{
    const bool otherFile = entry.path != m_entry.path || entry.tab != m_entry.tab;
    if (otherFile || (entry.id != m_entry.id && m_current.pin != 0)) {
        m_userChose = false;
        m_wantedTitle.clear();
    }
    m_entry = entry;
    m_subjects.clear();
    if (result || views.isEmpty()) m_subjects.append({.value = result, .run = entry});
    for (const runs::RunView &view : views)
        m_subjects.append({.number = view.number,
                           .version = view.version,
                           .kind = view.kind,
                           .title = view.title,
                           .value = engineValue(view.data),
                           .options = view.options,
                           .run = entry});
    m_subjects.append(m_pins);
    m_current = chosenOf(m_subjects);
    emit subjectsChanged();
    emit shown();
}

// What the user chose; else the result, while there is none the newest view.
Subject ResultBoard::chosenOf(const QList<Subject> &subjects) const
{
    const auto isWanted = [this](const Subject &each) {
        return each.pin == 0 && (m_current.isResult() ? each.isResult() : each.name() == m_wantedTitle);
    };
    if (m_userChose)
        if (const auto found = std::ranges::find_if(subjects, isWanted); found != subjects.end()) return *found;
    if (subjects.first().isResult()) return subjects.first();
    return subjects[subjects.size() - m_pins.size() - 1];
}

void ResultBoard::choose(int index)
{
    if (index < 0 || index >= m_subjects.size()) return;
    m_current = m_subjects[index];
    m_userChose = true;
    m_wantedTitle = m_current.name();
    emit shown();
}

void ResultBoard::pin()
{
    if (!m_current.value || m_current.pin != 0) return;
    Subject pinned = m_current;
    pinned.pin = m_nextPin++;
    m_pins.append(pinned);
    m_subjects.append(pinned);
    if (m_pins.size() > kMostPins) {
        const int oldest = m_pins.takeFirst().pin;
        m_subjects.removeIf([oldest](const Subject &each) { return each.pin == oldest; });
    }
    emit subjectsChanged();
}

void ResultBoard::unpin()
{
    const int pin = m_current.pin;
    if (pin == 0) return;
    const auto isIt = [pin](const Subject &each) { return each.pin == pin; };
    m_pins.removeIf(isIt);
    m_subjects.removeIf(isIt);
    m_userChose = false;
    m_current = m_subjects.isEmpty() ? Subject() : chosenOf(m_subjects);
    emit subjectsChanged();
    emit shown();
}

QList<Subject> ResultBoard::others() const
{
    QList<Subject> others;
    for (auto pin = m_pins.crbegin(); pin != m_pins.crend(); ++pin)
        if (pin->pin != m_current.pin) others.append(*pin);
    if (!m_list) return others;
    const QList<runs::RunEntry> entries = m_list->entries();
    for (auto entry = entries.crbegin(); entry != entries.crend(); ++entry) {
        const runs::RunPtr handle = m_list->run(entry->id);
        if (!handle || !entry->isOver() || (entry->id == m_current.run.id && m_current.pin == 0)) continue;
        if (const ValuePtr value = engineValue(handle->result().value)) others.append({.value = value, .run = *entry});
    }
    return others;
}

} // namespace latchkey::results
