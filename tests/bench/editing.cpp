// SPDX-License-Identifier: GPL-3.0-or-later
// `ui`: what one feels while editing, in the real window. Keys are posted by another thread with the time they were
// made at, so that waiting in the queue counts; a key ends with the paint that shows it. Each part is a process of its
// own. What other panes add to this bench are rows of `uiParts`.
#include "tests/bench/bench.h"

#include "ui/editor/code_assist.h"
#include "ui/project/file_index.h"
#include "ui/project/folder_search.h"
#include "ui/window/main_window.h"
#include "ui/window/stall_watchdog.h"

#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QInputDevice>
#include <QKeyEvent>
#include <QTemporaryDir>
#include <QTimer>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;

namespace latchkey::bench {

namespace {

using editor::CodeEditor;
using S = QsciScintillaBase;

/// Runs the event loop until `done`, or for so long.
template<typename Done>
bool waitFor(Done done, int milliseconds)
{
    QEventLoop loop;
    QTimer look;
    bool reached = false;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        reached = done();
        if (reached) loop.quit();
    });
    look.start(2);
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
    return reached || done();
}

void settle(int milliseconds = 500)
{
    waitFor([] { return false; }, milliseconds);
}

/// A window in a home of its own.
struct BenchWindow {
    QTemporaryDir home;
    std::unique_ptr<window::MainWindow> window;

    BenchWindow()
    {
        for (const char *name : {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"})
            qputenv(name, home.path().toUtf8());
        window::WindowOptions options;
        options.restoreSession = false;
        window = std::make_unique<window::MainWindow>(options);
        window->resize(1280, 800);
        window->show();
        settle();
    }
    ~BenchWindow() { window->engine().cancelAll(); }

    CodeEditor *open(const QString &path) const
    {
        window::EditorPage *page = window->files()->open({path});
        waitFor([page] { return !page->document()->isBusy() && !page->editor()->isLoading(); }, 60'000);
        page->editor()->setFocus();
        return page->editor();
    }
};

QString writeScript(const QTemporaryDir &folder, int lines)
{
    QFile file(folder.filePath(u"bench.ml"_s));
    if (!file.open(QIODevice::WriteOnly)) return {};
    file.write("import math;\nimport file;\n");
    for (int i = 0; i < lines / 8; ++i) {
        const QByteArray n = QByteArray::number(i);
        file.write("// Number " + n + ".\nfunction work_" + n + "(rows, start) {\n    total_" + n +
                   " = start;\n    for (row in rows) {\n        total_" + n + " = total_" + n +
                   " + math.sqrt(row.value);\n    }\n    return {total: total_" + n + ", count: len(rows)};\n}\n");
    }
    return file.fileName();
}

/// Notes when a key was made, and when the paint that shows it was over.
class KeyWatch : public QObject
{
public:
    explicit KeyWatch(CodeEditor *editor)
        : m_editor(editor)
    {
        editor->installEventFilter(this);
        editor->viewport()->installEventFilter(this);
    }

    /// Posts keys from another thread, one each `gap` milliseconds; the milliseconds to their paints.
    std::vector<double> type(int keys, int gap)
    {
        m_samples.clear();
        QInputDevice::primaryKeyboard(); // made here: events of another thread may not make it
        std::atomic<bool> ended = false;
        std::thread typist([&] {
            for (int i = 0; i < keys; ++i) {
                const bool newLine = i % 40 == 39;
                const QString text = newLine ? u"\n"_s : i % 6 == 5 ? u" "_s : QString(QChar(u'a' + i % 26));
                auto *event = new QKeyEvent(QEvent::KeyPress, newLine ? Qt::Key_Return : Qt::Key_A, {}, text);
                event->setTimestamp(quint64(
                    std::chrono::duration_cast<std::chrono::microseconds>(Clock::now().time_since_epoch()).count()));
                QCoreApplication::postEvent(m_editor, event, Qt::HighEventPriority);
                std::this_thread::sleep_for(std::chrono::milliseconds(gap));
            }
            ended = true;
        });
        waitFor([&] { return ended && m_waiting == 0; }, keys * (gap + 200));
        typist.join();
        return m_samples;
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (watched == m_editor && event->type() == QEvent::KeyPress) {
            if (m_waiting == 0) m_waiting = static_cast<QKeyEvent *>(event)->timestamp();
        } else if (event->type() == QEvent::Paint && m_waiting != 0) {
            // The filter comes before the paint: look when it is over.
            QMetaObject::invokeMethod(
                this,
                [this, made = std::exchange(m_waiting, 0)] {
                    const auto now =
                        std::chrono::duration_cast<std::chrono::microseconds>(Clock::now().time_since_epoch());
                    m_samples.push_back(double(quint64(now.count()) - made) / 1000);
                },
                Qt::QueuedConnection);
        }
        return false;
    }

private:
    CodeEditor *m_editor;
    quint64 m_waiting = 0;
    std::vector<double> m_samples;
};

QJsonObject keyFigures(const QString &name, std::vector<double> samples)
{
    return {{name + u"_p50_ms"_s, percentile(samples, 0.5)},
            {name + u"_p99_ms"_s, percentile(samples, 0.99)},
            {name + u"_max_ms"_s, percentile(samples, 1)}};
}

void merge(QJsonObject &into, const QJsonObject &more)
{
    for (auto it = more.begin(); it != more.end(); ++it) into[it.key()] = it.value();
}

/// Typing: nothing running, four scripts running, and in a large text.
QJsonObject keys()
{
    const BenchWindow bench;
    const QTemporaryDir folder;
    QJsonObject figures;
    CodeEditor *editor = bench.open(writeScript(folder, 400));
    editor->SendScintilla(S::SCI_GOTOLINE, 200L);
    settle();
    merge(figures, keyFigures(u"key_idle"_s, KeyWatch(editor).type(150, 25)));
    for (const char *source : {"while (true) { x = 1; }", "while (true) { x = \"a\" * 100; }",
                               "for (i in range(100000000)) { print(\"line\", i); }",
                               "rows = []; while (true) { rows.append(1); if (len(rows) > 1000) { rows = []; } }"}) {
        runs::Script script;
        script.source = source;
        script.name = u"bench"_s;
        bench.window->runList()->add(bench.window->engine().submit(script));
    }
    settle();
    merge(figures, keyFigures(u"key_to_paint"_s, KeyWatch(editor).type(300, 25)));
    bench.window->engine().cancelAll();
    settle();
    QFile large(folder.filePath(u"large.ml"_s));
    if (large.open(QIODevice::WriteOnly))
        for (int i = 0; i < 60'000; ++i)
            large.write("value_" + QByteArray::number(i) + " = " + QByteArray::number(i) + " + 1;\n");
    large.close();
    editor = bench.open(large.fileName());
    editor->SendScintilla(S::SCI_GOTOLINE, 30'000L);
    settle(2000);
    merge(figures, keyFigures(u"key_2mb"_s, KeyWatch(editor).type(200, 25)));
    return figures;
}

QJsonObject largeFile()
{
    const BenchWindow bench;
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"large.txt"_s));
    constexpr qint64 kBytes = 100 * 1024 * 1024;
    QByteArray block;
    for (int i = 0; i < 10'000; ++i)
        block +=
            "line " + QByteArray::number(i) + " of a large text with seventy-nine characters in it, or so, xxxxxx\n";
    if (!file.open(QIODevice::WriteOnly)) return {};
    while (file.size() < kBytes) file.write(block);
    file.close();
    window::StallWatchdog watchdog;
    const auto start = Clock::now();
    window::EditorPage *page = bench.window->files()->open({file.fileName()});
    double shown = 0;
    waitFor(
        [&] {
            if (shown == 0 && page->editor()->SendScintilla(S::SCI_GETLENGTH) > 100'000)
                shown = millisecondsSince(start);
            return !page->document()->isBusy() && !page->editor()->isLoading();
        },
        60'000);
    const double opened = millisecondsSince(start);
    const window::StallReport report = watchdog.report();
    page->editor()->setFocus();
    page->editor()->SendScintilla(S::SCI_DOCUMENTEND);
    settle(1000);
    const QJsonObject typing = keyFigures(u"key_100mb"_s, KeyWatch(page->editor()).type(60, 40));
    QJsonObject figures{{u"open_100mb_ms"_s, opened},
                        {u"open_100mb_shown_ms"_s, shown},
                        {u"open_100mb_stall_ms"_s, report.longest},
                        {u"open_100mb_rss_mb"_s, processMegabytes("VmRSS:")}};
    merge(figures, typing);
    return figures;
}

/// From asking to the list on the screen, the text another one each time so that nothing is known beforehand.
QJsonObject completion()
{
    const BenchWindow bench;
    const QTemporaryDir folder;
    CodeEditor *editor = bench.open(writeScript(folder, 5000));
    editor::CodeAssist *assist = bench.window->editors()->currentPage()->assist();
    assist->setCompletesWhileTyping(false);
    std::vector<double> samples;
    window::StallWatchdog watchdog;
    for (int i = 0; i < 200; ++i) {
        const long line = 20 + (i * 37) % 4900;
        const long end = editor->SendScintilla(S::SCI_GETLINEENDPOSITION, line);
        editor->SendScintilla(S::SCI_GOTOPOS, end);
        const QByteArray text = i % 3 == 0 ? "\nmath." : i % 3 == 1 ? "\nwork_4" : "\nto";
        editor->SendScintilla(S::SCI_REPLACESEL, text.constData());
        const auto start = Clock::now();
        assist->complete();
        if (waitFor([assist] { return assist->isListShown(); }, 1000)) samples.push_back(millisecondsSince(start));
        assist->closeAll();
        editor->undo();
    }
    return {{u"completion_p50_ms"_s, percentile(samples, 0.5)},
            {u"completion_p99_ms"_s, percentile(samples, 0.99)},
            {u"completion_max_ms"_s, percentile(samples, 1)},
            {u"completion_answers"_s, double(samples.size())},
            {u"completion_stall_p99_ms"_s, watchdog.report().p99}};
}

QJsonObject folder()
{
    constexpr int kFolders = 500, kFiles = 200;
    const QTemporaryDir home;
    for (int f = 0; f < kFolders; ++f) {
        const QString folder = home.filePath(u"folder_%1"_s.arg(f));
        QDir().mkpath(folder);
        for (int i = 0; i < kFiles; ++i) {
            QFile file(folder + u"/file_%1.ml"_s.arg(i));
            if (!file.open(QIODevice::WriteOnly)) return {};
            file.write(QByteArray("total = total + row.value; // a line of a script\n").repeated(10));
            if (i == 7) file.write("needle = 1;\n");
        }
    }
    const auto searched = [&home](const editor::SearchQuery &query) {
        project::FolderSearch search;
        const auto start = Clock::now();
        search.start({home.path(), query, {}});
        waitFor([&search] { return !search.isRunning(); }, 120'000);
        return QPair(millisecondsSince(start) / 1000, search.totals());
    };
    window::StallWatchdog watchdog;
    const auto [plain, totals] = searched({u"needle"_s, false, false, false});
    const auto [regex, other] = searched({u"need(le|les)\\b"_s, true, false, false});
    project::FileIndex index;
    const auto start = Clock::now();
    index.refresh(home.path());
    waitFor([&index] { return !index.isListing(); }, 60'000);
    const double listed = millisecondsSince(start);
    const auto asked = Clock::now();
    bool answered = false;
    index.find(u"folder_33/file_7"_s, 60, [&answered](const QList<project::FileHit> &) { answered = true; });
    waitFor([&answered] { return answered; }, 10'000);
    return {{u"search_100000_files_s"_s, plain},  {u"search_100000_files_regex_s"_s, regex},
            {u"search_files"_s, totals.files},    {u"search_hits"_s, totals.hits},
            {u"search_regex_hits"_s, other.hits}, {u"search_stall_ms"_s, watchdog.report().longest},
            {u"index_100000_files_ms"_s, listed}, {u"quick_open_ms"_s, millisecondsSince(asked)}};
}

QJsonObject smallFile()
{
    const BenchWindow bench;
    const QTemporaryDir folder;
    bench.open(writeScript(folder, 80));
    settle(2000);
    return {{u"rss_mb"_s, processMegabytes("VmRSS:")}};
}

} // namespace

std::vector<Part> uiParts()
{
    std::vector<Part> parts{{u"uiKeys"_s, keys},
                            {u"uiLargeFile"_s, largeFile},
                            {u"uiCompletion"_s, completion},
                            {u"uiFolder"_s, folder},
                            {u"uiSmallFile"_s, smallFile},
                            {u"uiFirstWindow"_s, [] { return runPart(u"firstWindow"_s); }}};
    for (Part &part : tableParts()) parts.push_back(std::move(part));
    return parts;
}

QJsonObject ui()
{
    QJsonObject figures;
    for (const Part &part : uiParts()) merge(figures, runPart(part.name));
    return figures;
}

} // namespace latchkey::bench
