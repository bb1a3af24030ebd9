// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/batch_desk.h"

#include "ui/batch/batch_window.h"
#include "ui/editor/background.h"
#include "ui/window/ask.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace latchkey::window {

using batch::BatchWindow;

BatchDesk::BatchDesk(runs::Engine *engine, QWidget *window)
    : QObject(window)
    , m_engine(engine)
    , m_window(window)
{
}

BatchDesk::~BatchDesk()
{
    // They hold runs of the engine, which goes next.
    for (const QPointer<BatchWindow> &window : std::as_const(m_windows)) delete window;
}

BatchWindow *BatchDesk::open(const runs::Script &script, const runs::RunOptions &options)
{
    auto *window = new BatchWindow(*m_engine, script, options);
    m_windows.removeAll(nullptr);
    m_windows.append(window);
    window->chooseFile = [this, window](BatchWindow::File what, const BatchWindow::Chosen &chosen) {
        choose(window, static_cast<int>(what), chosen);
    };
    connect(window, &BatchWindow::runRequested, this, &BatchDesk::runRequested);
    connect(window, &BatchWindow::placeActivated, this, &BatchDesk::placeActivated);
    connect(window, &BatchWindow::finished, this, [this, window] {
        emit said(window->headText());
        if (window->tellsEnd) emit ended(window->headText(), window->session()->secondsTaken());
    });
    connect(window, &BatchWindow::closeAsked, this, [window] {
        ask(window,
            {u"close-batch"_s,
             tr("The batch still runs"),
             window->headText(),
             {tr("Stop it and close"), tr("Keep it open")},
             -1},
            [window](int button) {
                if (button == 0) window->closeForGood();
            });
    });
    window->show();
    return window;
}

BatchWindow *BatchDesk::openBatch(const runs::Script &script, const runs::RunOptions &options,
                                  const QList<QByteArray> &items, const QString &name)
{
    BatchWindow *window = open(script, options);
    window->setItems(items, name);
    return window;
}

BatchWindow *BatchDesk::openValue(const runs::Script &script, const runs::RunOptions &options,
                                  const runs::ResultValue &value, const QString &name)
{
    BatchWindow *window = open(script, options);
    editor::inBackground([value] {
        QList<QByteArray> items;
        const qsizetype count = std::min(value.size(), batch::BatchSession::kMostItems);
        for (qsizetype i = 0; i < count; ++i) items.append(value.child(i).toJson());
        return items;
    }).then(window, [window, name](const QList<QByteArray> &items) { window->setItems(items, name); });
    return window;
}

QStringList BatchDesk::running() const
{
    QStringList names;
    for (const QPointer<BatchWindow> &window : m_windows)
        if (window && window->session()->isRunning()) names.append(window->headText());
    return names;
}

void BatchDesk::closeAll()
{
    const QList<QPointer<BatchWindow>> windows = m_windows;
    for (const QPointer<BatchWindow> &window : windows)
        if (window) window->closeForGood();
}

void BatchDesk::choose(BatchWindow *window, int what, const std::function<void(const QString &)> &chosen)
{
    const auto file = static_cast<BatchWindow::File>(what);
    FileQuestion question;
    question.id = u"batch-%1"_s.arg(what);
    switch (file) {
    case BatchWindow::File::Items:
        question.title = tr("Items of the batch");
        question.filters = {tr("Items (*.json *.jsonl *.ndjson *.csv)"), tr("All files (*)")};
        break;
    case BatchWindow::File::Fallback:
        question.title = tr("Script to fall back on");
        break;
    case BatchWindow::File::Export:
        question.title = tr("Export the outcomes");
        question.name = u"outcomes.csv"_s;
        question.save = true;
        question.filters = {tr("CSV table (*.csv)"), tr("JSON (*.json)"), tr("JSON lines (*.jsonl)")};
        break;
    }
    const QString path = window->script().path;
    question.folder = path.isEmpty() ? QString() : QFileInfo(path).absolutePath();
    askFiles(window, question, [chosen](const QStringList &paths) {
        if (!paths.isEmpty()) chosen(paths.first());
    });
}

} // namespace latchkey::window
