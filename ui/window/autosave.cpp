// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/autosave.h"

#include <QApplication>

namespace latchkey::window {

namespace key = settings::key;

Autosave::Autosave(EditorArea *area, settings::Settings *settings, QObject *parent)
    : QObject(parent)
    , m_area(area)
    , m_settings(settings)
{
    for (EditorPage *page : area->pages()) follow(page);
    connect(area, &EditorArea::pageAdded, this, &Autosave::follow);
    connect(area, &EditorArea::currentPageChanged, this, [this](EditorPage *front) {
        const QPointer<EditorPage> left = std::exchange(m_front, front);
        if (left && left != front && when() == When::Leaving) save(left);
    });
    connect(qApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state != Qt::ApplicationActive && when() == When::Leaving) saveAll();
    });
    connect(settings, &settings::Settings::changed, this, [this](const QString &changed) {
        if (changed == key::kAutosave && when() != When::Never) saveAll();
    });
}

Autosave::When Autosave::when() const
{
    const QString chosen = m_settings->text(key::kAutosave);
    return chosen == u"focus" ? When::Leaving : chosen == u"delay" ? When::Later : When::Never;
}

void Autosave::follow(EditorPage *page)
{
    auto *timer = new QTimer(page);
    timer->setSingleShot(true);
    m_timers.insert(page, timer);
    connect(timer, &QTimer::timeout, this, [this, page] { save(page); });
    connect(page, &QObject::destroyed, this, [this, page] { m_timers.remove(page); });
    connect(page->editor(), &editor::CodeEditor::edited, timer, [this, timer] {
        if (when() == When::Later) timer->start(int(m_settings->number(key::kAutosaveSeconds) * 1000));
    });
}

// Not through the editor's own saving: nothing is tidied under the hands of somebody who types.
void Autosave::save(EditorPage *page)
{
    editor::Document *document = page->document();
    if (document->path().isEmpty() || !document->isModified() || document->isReadOnly() || page->editor()->isLoading())
        return;
    if (document->isBusy()) return m_timers.value(page)->start(1000); // it is being saved or read
    const editor::TextSnapshot now = page->editor()->snapshot();
    document->save(now.text, now.revision, editor::Overwrite::No);
}

void Autosave::saveAll()
{
    for (EditorPage *page : m_area->pages()) save(page);
}

} // namespace latchkey::window
