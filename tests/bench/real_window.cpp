// SPDX-License-Identifier: GPL-3.0-or-later
// The whole program as a person meets it: started on a screen of its own, driven by keys from outside, watched by its
// pixels and its processor time (virtual_screen.h). Nothing inside the program takes part. Each measure starts a
// fresh program with a fresh home.
#include "tests/bench/bench.h"
#include "tests/bench/virtual_screen.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <thread>

using namespace Qt::StringLiterals;

namespace latchkey::bench {
namespace {

// Parts of a window that fills the screen, its panes where they are at the first start.
constexpr QRect kInside(60, 100, 1100, 650);
constexpr QRect kText(70, 150, 760, 420);
constexpr QRect kOutput(10, 670, 1240, 120);

constexpr int kKeys = 40;
constexpr int kFloodLines = 300'000;
constexpr int kLongFloodLines = 3'000'000;

void pause(int milliseconds)
{
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
}

/// The program under test.
class Program
{
public:
    Program(VirtualScreen &screen, const QString &file)
        : m_screen(screen)
        , m_started(Clock::now())
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"DISPLAY"_s, screen.displayName());
        environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
        for (const QString &name : {u"HOME"_s, u"XDG_DATA_HOME"_s, u"XDG_CONFIG_HOME"_s, u"XDG_STATE_HOME"_s,
                                    u"XDG_CACHE_HOME"_s, u"XDG_RUNTIME_DIR"_s})
            environment.insert(name, m_home.path());
        m_process.setProcessEnvironment(environment);
        m_process.setStandardErrorFile(QProcess::nullDevice());
        m_process.start(QCoreApplication::applicationDirPath() + u"/latchkey-ide"_s, {file});
        m_process.waitForStarted();
    }
    ~Program()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    [[nodiscard]] double age() const { return millisecondsSince(m_started); }
    /// Waits until `part` shows that many colours; the age then, -1 after `limit`.
    double shown(const QRect &part, int colours, int limit = 20'000) const
    {
        while (age() < limit) {
            if (m_screen.coloursIn(part) >= colours) return age();
            pause(2);
        }
        return -1;
    }
    double textShown(int rows, int limit) const
    {
        while (age() < limit) {
            if (m_screen.rowsWithInk(kText) >= rows) return age();
            pause(2);
        }
        return -1;
    }

    /// Milliseconds until the key has changed `part`; -1 when it has not within a second.
    double keyLatency(const char *key, const QRect &part) const
    {
        const auto before = m_screen.pixels(part);
        const auto start = Clock::now();
        m_screen.press(key);
        while (millisecondsSince(start) < 1000) {
            if (m_screen.columnsChanged(part, before) >= VirtualScreen::kReal) return millisecondsSince(start);
            // Without it this loop keeps a processor from server and program: each that is woken there waits for the
            // end of a time slice, and whole ones of 4 ms show in the figures.
            std::this_thread::sleep_for(std::chrono::microseconds(20));
        }
        return -1;
    }

    /// Waits until `part` has not been drawn to for `still` milliseconds and the processor is nearly idle; the age at
    /// the last drawing.
    double settled(const QRect &part, int still, int limit) const
    {
        auto before = m_screen.pixels(part);
        double last = age();
        double cpu = cpuMilliseconds(), lookedAt = last;
        while (age() < limit) {
            pause(10);
            const double now = age();
            if (m_screen.columnsChanged(part, before) >= VirtualScreen::kReal) {
                before = m_screen.pixels(part);
                last = now;
            }
            const double used = cpuMilliseconds();
            const bool busy = used - cpu > (now - lookedAt) / 4;
            cpu = used;
            lookedAt = now;
            if (busy) m_lastBusy = now;
            else if (now - last > still) return last;
        }
        return -1;
    }
    /// When settled() last saw more than a quarter of a processor in use.
    [[nodiscard]] double lastBusy() const { return m_lastBusy; }

    /// Of all its threads, to the nanosecond.
    [[nodiscard]] double cpuMilliseconds() const
    {
        double sum = 0;
        const QString tasks = u"/proc/%1/task/"_s.arg(m_process.processId());
        for (const QString &task : QDir(tasks).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            QFile file(tasks + task + u"/schedstat"_s);
            if (file.open(QIODevice::ReadOnly)) sum += file.readAll().split(' ').value(0).toDouble() / 1e6;
        }
        return sum;
    }
    [[nodiscard]] double proportionalMegabytes() const
    {
        QFile file(u"/proc/%1/smaps_rollup"_s.arg(m_process.processId()));
        if (!file.open(QIODevice::ReadOnly)) return -1;
        const QList<QByteArray> lines = file.readAll().split('\n');
        for (const QByteArray &line : lines)
            if (line.startsWith("Pss:")) return line.mid(4).simplified().split(' ').value(0).toDouble() / 1024;
        return -1;
    }

    void focusText() const
    {
        m_screen.click(kText.center());
        pause(100);
    }

private:
    VirtualScreen &m_screen;
    QTemporaryDir m_home;
    Clock::time_point m_started;
    QProcess m_process;
    mutable double m_lastBusy = 0;
};

class Measure
{
public:
    QJsonObject runTyping()
    {
        if (m_screen.isUsable()) typing();
        return m_figures;
    }
    QJsonObject run()
    {
        if (!m_screen.isUsable()) {
            std::fputs("this bench needs Xvfb, openbox, libX11 and libXtst\n", stderr);
            return {};
        }
        start();
        typing();
        flood();
        longLine();
        stop(u"loop"_s, "print('begin');\nwhile (true) { x = 1; }\n");
        stop(u"print"_s, "i = 0;\nwhile (true) { i = i + 1; print(i); }\n");
        stop(u"try"_s, "print('begin');\nwhile (true) { try { while (true) { x = 1; } } except (e) { x = 2; } }\n");
        largeFile();
        return m_figures;
    }

private:
    QString write(const QString &name, const QByteArray &text)
    {
        QFile file(m_folder.filePath(name));
        if (file.open(QIODevice::WriteOnly)) file.write(text);
        return file.fileName();
    }

    void start()
    {
        const Program program(m_screen, write(u"small.ml"_s, "print(1);\n"));
        m_figures[u"window_first_paint_ms"_s] = program.shown(kInside, 12);
        m_figures[u"window_settled_ms"_s] = program.settled(kInside, 700, 20'000);
        pause(2000);
        m_figures[u"window_pss_mb"_s] = program.proportionalMegabytes();
    }

    void typing()
    {
        const Program program(m_screen, write(u"typing.ml"_s, "// \n"));
        program.shown(kInside, 12);
        pause(1500);
        program.focusText();
        m_screen.press("Control+End");
        pause(300);
        std::vector<double> samples;
        for (int i = 0; i < kKeys; ++i) {
            samples.push_back(program.keyLatency("m", kText));
            pause(150);
        }
        m_figures[u"window_key_median_ms"_s] = percentile(samples, 0.5);
        m_figures[u"window_key_p95_ms"_s] = percentile(samples, 0.95);
        m_figures[u"window_key_max_ms"_s] = samples.back();
    }

    /// Runs the file in front; the age of the program then.
    double runFile(const Program &program)
    {
        program.shown(kInside, 12);
        pause(1500);
        program.focusText();
        m_screen.press("Control+End");
        pause(200);
        m_screen.press("F5");
        return program.age();
    }

    void keysMeanwhile(const Program &program, int count, int apart, const QString &name)
    {
        std::vector<double> samples;
        for (int i = 0; i < count; ++i) {
            samples.push_back(program.keyLatency("m", kText));
            pause(apart);
        }
        m_figures[name + u"_key_median_ms"_s] = percentile(samples, 0.5);
        m_figures[name + u"_key_max_ms"_s] = samples.back();
    }

    static QByteArray floodScript(int lines)
    {
        return "for (i in range(" + QByteArray::number(lines) + ")) { print('line ' + str(i)); }\n";
    }

    void flood()
    {
        {
            const Program program(m_screen, write(u"flood.ml"_s, floodScript(kFloodLines)));
            const double start = runFile(program);
            m_figures[u"flood_300k_settled_ms"_s] = program.settled(kOutput, 400, 60'000) - start;
        }
        const Program program(m_screen, write(u"flood.ml"_s, floodScript(kLongFloodLines)));
        runFile(program);
        pause(100);
        keysMeanwhile(program, 10, 60, u"flood"_s);
    }

    void longLine()
    {
        const Program program(m_screen, write(u"line.ml"_s, "print('x' * 20000000);\n"));
        const double start = runFile(program);
        keysMeanwhile(program, 10, 10, u"long_line"_s);
        m_figures[u"long_line_settled_ms"_s] = program.settled(kOutput, 400, 60'000) - start;
    }

    void stop(const QString &name, const QByteArray &script)
    {
        const Program program(m_screen, write(u"stop.ml"_s, script));
        runFile(program);
        pause(1500);
        double start = program.age();
        m_screen.press("Shift+F5");
        const double drawn = program.settled(kOutput, 350, 60'000);
        const bool prints = name == "print"_L1;
        m_figures[u"stop_"_s + name + u"_ms"_s] = std::max(prints ? drawn : 0.0, program.lastBusy()) - start;
        start = program.age();
        m_figures[u"stop_"_s + name + u"_next_run_ms"_s] = program.keyLatency("F5", kOutput);
        m_screen.press("Shift+F5");
    }

    void largeFile()
    {
        QByteArray text;
        constexpr qsizetype kBytes = 100 << 20;
        text.reserve(kBytes + 100);
        for (int i = 0; text.size() < kBytes; ++i)
            text += "// line " + QByteArray::number(i).rightJustified(10) + QByteArray(60, 'x') + '\n';
        const Program program(m_screen, write(u"large.ml"_s, text));
        m_figures[u"large_100mb_text_ms"_s] = program.textShown(150, 60'000);
        pause(2000);
        program.focusText();
        m_figures[u"large_100mb_end_ms"_s] = program.keyLatency("Control+End", kText);
        pause(500);
        m_figures[u"large_100mb_key_ms"_s] = program.keyLatency("m", kText);
        m_figures[u"large_100mb_pss_mb"_s] = program.proportionalMegabytes();
    }

    VirtualScreen m_screen;
    QTemporaryDir m_folder;
    QJsonObject m_figures;
};

} // namespace

QJsonObject realWindow()
{
    return Measure().run();
}

QJsonObject realTyping()
{
    return Measure().runTyping();
}

} // namespace latchkey::bench
