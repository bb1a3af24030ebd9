// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/clipboard_run.h"

#include "ui/window/main_window.h"
#include "ui/window/run_desk.h"

#include <QApplication>
#include <QClipboard>

using namespace Qt::StringLiterals;

namespace latchkey::window {
namespace {

constexpr int kPatienceMs = 3000; // for a window that is about to appear

} // namespace

ClipboardRun::ClipboardRun(MainWindow *window)
    : QObject(window)
    , m_window(window)
{
    connect(qApp, &QGuiApplication::focusWindowChanged, this, &ClipboardRun::look);
    connect(QApplication::clipboard(), &QClipboard::dataChanged, this, &ClipboardRun::look);
    connect(&m_patience, &QTimer::timeout, this, &ClipboardRun::giveUp);
    m_patience.setSingleShot(true);
    m_patience.start(window->isActiveWindow() ? 0 : kPatienceMs);
    look();
}

void ClipboardRun::look()
{
    const QString text = QApplication::clipboard()->text();
    if (text.trimmed().isEmpty()) return;
    disconnect(qApp, nullptr, this, nullptr);
    disconnect(QApplication::clipboard(), nullptr, this, nullptr);
    m_patience.stop();
    deleteLater();
    // Typed, not given: soon it may be nowhere else, so closing asks and a crash brings it back.
    EditorPage *page = m_window->files()->newFile();
    page->editor()->replaceText(text.toUtf8());
    m_window->desk()->runInSandbox(page);
}

void ClipboardRun::giveUp()
{
    deleteLater();
    m_window->editors()->notices()->post(
        {u"clipboard"_s, widgets::Notice::Kind::Information, {{tr("The clipboard holds no text to run.")}}});
}

} // namespace latchkey::window
