// SPDX-License-Identifier: GPL-3.0-or-later
// What a script shows while it runs. The data is a copy of that moment in a heap of its own, so that panes read it
// while the run goes on.
#include "engine/runs/engine_private.h"
#include "engine/runs/held_value.h"
#include "engine/runs/run_private.h"
#include "engine/runs/view_text.h"

#include <QJsonDocument>

namespace latchkey::runs {

namespace {

/// More than anyone looks at; the last ones win.
constexpr qsizetype kMostViews = 1000;

} // namespace

void RunPrivate::show(vm::Isolate &isolate, vm::ViewRequest request)
{
    if (m_parent) return m_parent->show(isolate, std::move(request));
    noteOutside();
    RunView view;
    view.kind = QString::fromStdString(request.kind);
    view.title = QString::fromStdString(request.title);
    view.options = QJsonDocument::fromJson(QByteArray::fromStdString(request.options)).object();
    view.data = heldValue(m_program->modules, *request.data);
    {
        const std::lock_guard lock(m_mutex);
        Extras &held = extras();
        ++held.viewChanges;
        const auto isSame = [&](const RunView &other) { return !view.title.isEmpty() && other.title == view.title; };
        const auto known = std::ranges::find_if(held.views, isSame);
        if (known != held.views.end()) {
            view.number = known->number;
            view.version = known->version + 1;
            *known = view;
        } else {
            view.number = held.views.isEmpty() ? 0 : held.views.last().number + 1;
            held.views.append(view);
            if (held.views.size() > kMostViews) held.views.removeFirst();
        }
    }
    if (m_options.viewsAsText) takeOutput(isolate, OutputStream::Output, viewText(view).toStdString());
    notify(WatcherLink::Status);
}

QList<RunView> RunPrivate::views() const
{
    const std::lock_guard lock(m_mutex);
    return m_extras ? m_extras->views : QList<RunView>();
}

} // namespace latchkey::runs
