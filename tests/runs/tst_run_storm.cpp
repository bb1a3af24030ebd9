// SPDX-License-Identifier: GPL-3.0-or-later
// A storm: runs of every kind of wait and of long work are submitted, cancelled (once, twice, without clean-up),
// paused, asked about, answered, revoked and looked at by several threads at random moments, with watchers that come
// and go. Whatever happens, each run ends once in one final state that fits its result, its `finally` ran, and
// afterwards no socket, descriptor, thread or memory is left. Two seconds by default; LATCHKEY_STRESS makes it ten
// minutes, and LATCHKEY_SEED repeats one.
#include "engine/runs/engine.h"
#include "tests/network/test_server.h"
#include "tests/sanitized.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <malloc.h>
#include <mutex>
#include <thread>
#include <vector>

using namespace latchkey;
using namespace latchkey::runs;
using namespace Qt::StringLiterals;

namespace {

constexpr int kLive = 40;    ///< runs at once
constexpr int kMeddlers = 2; ///< further threads
constexpr const char *kBroken = "does not compile";
const QByteArray kImports =
    "import async; import collections; import env; import file; import http; import json; import math; "
    "import parallel; import progress; import regex; import show;\n";
const QByteArray kMark = "clean-up ran\n";

/// What a script does all the time it is left alone. Each is put into a `try` whose `finally` prints the mark.
struct Kind {
    const char *name;
    QByteArray body;
};

std::vector<Kind> kinds(const tests::TestServer &server)
{
    const QByteArray url = server.base().toUtf8();
    return {
        {"loop", "while (true) { x = 1; }"},
        {"short", "x = 0; for (i in range(100)) { x = x + i; }"},
        {"sleep", "async.sleep(1000);"},
        {"sleep a moment", "async.sleep(0.003);"},
        {"deep calls", "function f(n) { return n == 0 ? 0 : 1 + f(n - 1); } while (true) { f(2000); }"},
        {"sort", "a = range(50000); while (true) { sorted(a, true); }"},
        {"sort with a function", "while (true) { collections.sortBy(range(9000), fn(x) => -x); }"},
        {"big integers", "n = math.pow(3, 20000); while (true) { m = n * n; }"},
        {"regular expression", "t = 'a' * 30 + '!'; while (true) { try { regex.test('(a+)+$', t); } except (e) { } }"},
        {"text", "while (true) { t = 'abc' * 100000; u = t.replace('b', 'xy'); }"},
        {"json", "v = range(5000); while (true) { json.parse(json.stringify(v)); }"},
        {"garbage", "while (true) { a = []; for (i in range(1000)) { a.append([i]); } }"},
        {"too much", "a = []; while (true) { a.append('x' * 10000 + str(len(a))); }"},
        {"stream left", "s = async.stream(fn(emit) => { i = 0; while (true) { emit(i); i = i + 1; } });"
                        "while (true) { for (v in s) { break; } async.sleep(0); }"},
        {"fibers", "async.map(fn(i) => async.sleep(1000), range(50));"},
        {"fibers at work", "q = async.queue(4); p = async.spawn(fn() => { while (true) { q.put(1); } });"
                           "while (true) { q.get(); }"},
        {"group", "async.group(fn(g) => { for (i in range(10)) { g.spawn(fn() => async.sleep(1000)); } });"},
        {"parallel", "parallel.map(fn(n) => { x = 0; while (true) { x = x + n; } }, range(4));"},
        {"short parallel", "x = parallel.map(fn(n) => n * n, range(20));"},
        {"read a file", "while (true) { file.read('in.txt'); }"},
        {"write a file", "i = 0; while (true) { file.write('out-' + str(i % 5), 'x' * 10000); i = i + 1; }"},
        {"ask", "while (true) { try { env.get('HOME', ''); } except (e) { x = e; } }"},
        {"ask in fibers", "async.map(fn(i) => env.get('HOME', ''), range(20));"},
        {"input", "while (true) { try { input('name? '); } except (e) { break; } }"},
        {"mute server", "http.get('" + url + "/mute', {timeout: 1000});"},
        {"slow body", "http.get('" + url + "/slow', {timeout: 1000});"},
        {"quick answer", "while (true) { http.get('" + url + "/quick'); }"},
        {"progress and views", "i = 0;"
                               "while (true) { progress.report(i, 100000); show.value(i, 'n'); i = i + 1; }"},
        {"error", "throw 'no';"},
        {kBroken, "x = ;"},
    };
}

/// One run of the storm and what has happened to it.
struct Live {
    RunPtr run;
    const char *kind = "";
    std::unique_ptr<RunWatcher> watcher; ///< on the main thread; some go before their run
    std::shared_ptr<int> ends = std::make_shared<int>(0);
    bool wasWatched = false;
};

qint64 statusField(const QByteArray &name)
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly)) return -1;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith(name)) return line.mid(name.size() + 1).simplified().split(' ').value(0).toLongLong();
    return -1;
}

/// Resident memory in KiB once the allocator gave back what it merely kept.
qint64 residentAfterTrim()
{
    malloc_trim(0);
    return statusField("VmRSS:");
}

qsizetype openDescriptors()
{
    return QDir(u"/proc/self/fd"_s).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System).size();
}

/// The runs that meddlers may touch. A run is handed out as a shared pointer: it may end meanwhile.
class Pool
{
public:
    void set(const std::vector<std::unique_ptr<Live>> &live)
    {
        const std::lock_guard lock(m_mutex);
        m_runs.clear();
        for (const auto &entry : live) m_runs.push_back(entry->run);
    }
    RunPtr pick(QRandomGenerator &random) const
    {
        const std::lock_guard lock(m_mutex);
        return m_runs.empty() ? nullptr : m_runs[random.bounded(quint32(m_runs.size()))];
    }

private:
    mutable std::mutex m_mutex;
    std::vector<RunPtr> m_runs;
};

void answerSomething(Run &run, QRandomGenerator &random)
{
    constexpr PermissionAnswer kAnswers[] = {PermissionAnswer::AllowOnce, PermissionAnswer::AllowForRun,
                                             PermissionAnswer::DenyOnce, PermissionAnswer::DenyKindForRun};
    const RunStatus status = run.status();
    for (const PermissionRequest &question : status.questions) run.answer(question.id, kAnswers[random.bounded(4)]);
    if (status.inputRequest != 0) random.bounded(4) ? run.answerInput(u"somebody"_s) : run.endInput();
}

/// Does something to a run, or only looks.
void meddle(Run &run, QRandomGenerator &random)
{
    switch (random.bounded(14)) {
    case 0:
        if (random.bounded(4) == 0) run.cancel();
        return;
    case 1:
        if (random.bounded(8) == 0) run.cancelWithoutCleanup();
        return;
    case 2:
        return run.pause();
    case 3:
    case 4:
        return run.resume();
    case 5:
        return run.revokeEverything();
    case 6:
        run.grant(u"env.read:HOME"_s);
        run.revoke(u"file.read"_s);
        return;
    case 7:
        for (const HeldGrant &grant : run.grants()) run.revokeGrant(grant.id);
        return;
    case 8: {
        const RunStatus status = run.status();
        if (!status.tasks.isEmpty()) run.cancelTask(status.tasks[random.bounded(quint32(status.tasks.size()))].number);
        return;
    }
    case 9:
        run.views();
        run.capabilityUses();
        run.output().read(0, 1000);
        return;
    default:
        answerSomething(run, random);
    }
}

} // namespace

class tst_RunStorm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void storm();

private:
    std::unique_ptr<Live> submit(Engine &engine, const Kind &kind, QRandomGenerator &random) const;
    /// Why the ended run is not as it must be; empty when it is.
    static QString fault(const Live &live);
    void rage(Engine &engine, QDeadlineTimer deadline, QRandomGenerator &random);

    QTemporaryDir m_folder;
    std::unique_ptr<tests::TestServer> m_server;
    std::vector<Kind> m_kinds;
    QStringList m_faults;
    int m_ended = 0;
    QHash<int, int> m_states;
};

void tst_RunStorm::initTestCase()
{
    QFile file(m_folder.filePath(u"in.txt"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("inside");
    m_server = std::make_unique<tests::TestServer>();
    // Else the client keeps the connection for its next request, rightly.
    m_server->reply("/quick", tests::TestServer::response("quick", "200 OK", "Connection: close\r\n"));
    m_server->reply("/slow", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nbegin");
    m_server->on("/mute", [](QTcpSocket &, const tests::Seen &) {});
    m_kinds = kinds(*m_server);
}

std::unique_ptr<Live> tst_RunStorm::submit(Engine &engine, const Kind &kind, QRandomGenerator &random) const
{
    auto live = std::make_unique<Live>();
    live->kind = kind.name;
    Script script;
    script.source = kImports + "try { " + kind.body + " } finally { print('" + kMark.trimmed() + "'); }";
    script.folder = m_folder.path();
    RunOptions options;
    options.canAsk = options.canAskInput = random.bounded(4) != 0;
    options.grants = {u"file.read:./*"_s, u"file.write:./*"_s, u"network.http:"_s + m_server->base() + u"/**"_s};
    if (random.bounded(3) == 0) options.timeoutSeconds = 0.001 * random.bounded(1, 100);
    if (random.bounded(8) == 0) options.memoryLimit = 8 << 20;
    options.priority = static_cast<Priority>(random.bounded(3));
    live->run = engine.submit(script, options);
    live->wasWatched = random.bounded(2) == 0;
    if (live->wasWatched) {
        live->watcher = std::make_unique<RunWatcher>(live->run);
        connect(live->watcher.get(), &RunWatcher::finished, [ends = live->ends] { ++*ends; });
    }
    return live;
}

QString tst_RunStorm::fault(const Live &live)
{
    const Run &run = *live.run;
    const RunState state = run.state();
    const RunResult &result = run.result();
    const auto told = [&](const QString &what) {
        return u"%1 (state %2, error %3): %4"_s.arg(QString::fromUtf8(live.kind))
            .arg(int(state))
            .arg(result.error ? result.error->message : u"none"_s, what);
    };
    if (!isFinal(state)) return told(u"not final"_s);
    if (result.success != (state == RunState::Succeeded)) return told(u"success does not fit"_s);
    if (result.success == result.error.has_value()) return told(u"error does not fit"_s);
    const QString error = result.error ? result.error->name : QString();
    const bool isSlip = error == "syntax_error"_L1 || error == "name_error"_L1 || error == "type_error"_L1 ||
                        error == "attribute_error"_L1 || error == "value_error"_L1;
    if (isSlip != (live.kind == kBroken) && (isSlip || state != RunState::Cancelled))
        return told(u"the script is not what it is meant to be"_s);
    if (live.watcher && *live.ends != 1) return told(u"finished was emitted %1 times"_s.arg(*live.ends));
    const QByteArray output = run.output().read(0, 1 << 20);
    if (output.count(kMark) > 1) return told(u"clean-up ran twice"_s);
    // A second cancel, and memory that is used up, may leave the clean-up out.
    const bool mustClean = state == RunState::Succeeded || state == RunState::Failed || state == RunState::TimedOut;
    if (mustClean && result.steps > 0 && !output.endsWith(kMark)) return told(u"no clean-up"_s);
    if (!run.status().questions.isEmpty()) return told(u"a question outlived it"_s);
    return {};
}

void tst_RunStorm::rage(Engine &engine, QDeadlineTimer deadline, QRandomGenerator &random)
{
    std::vector<std::unique_ptr<Live>> live;
    Pool pool;
    std::vector<std::jthread> meddlers;
    for (int i = 0; i < kMeddlers; ++i) {
        meddlers.emplace_back([&pool, seed = random.generate()](const std::stop_token &stop) {
            QRandomGenerator own(seed);
            while (!stop.stop_requested()) {
                if (const RunPtr run = pool.pick(own)) meddle(*run, own);
                std::this_thread::sleep_for(std::chrono::microseconds(own.bounded(2000)));
            }
        });
    }
    while (!deadline.hasExpired() || !live.empty()) {
        while (!deadline.hasExpired() && live.size() < size_t(kLive))
            live.push_back(submit(engine, m_kinds[random.bounded(quint32(m_kinds.size()))], random));
        pool.set(live);
        QCoreApplication::processEvents(QEventLoop::AllEvents, 2);
        std::this_thread::sleep_for(std::chrono::microseconds(200)); // else runs would hardly begin before they end
        const auto &some = live[random.bounded(quint32(live.size()))];
        if (deadline.hasExpired()) some->run->cancel();
        else if (random.bounded(200) == 0) some->watcher.reset();
        else if (random.bounded(100) == 0) some->run->cancel();
        std::erase_if(live, [this](const std::unique_ptr<Live> &entry) {
            if (!entry->run->isFinished() || (entry->watcher && *entry->ends == 0)) return false;
            if (const QString why = fault(*entry); !why.isEmpty() && m_faults.size() < 20) m_faults.append(why);
            ++m_ended;
            ++m_states[int(entry->run->state())];
            return true;
        });
    }
}

void tst_RunStorm::storm()
{
    const bool isStress = qEnvironmentVariableIsSet("LATCHKEY_STRESS");
    bool isGiven = false;
    quint32 seed = qEnvironmentVariable("LATCHKEY_SEED").toUInt(&isGiven);
    if (!isGiven) seed = QRandomGenerator::global()->generate();
    qInfo("LATCHKEY_SEED=%u", seed);
    QRandomGenerator random(seed);
    Engine engine;
    // One short storm first: caches and pools fill.
    rage(engine, QDeadlineTimer(isStress ? 20'000 : 500), random);
    QVERIFY(engine.drain(10'000));
    QTRY_COMPARE(m_server->open(), 0);
    const qsizetype descriptors = openDescriptors();
    const qint64 threads = statusField("Threads:");
    const qint64 memory = residentAfterTrim();
    rage(engine, QDeadlineTimer(isStress ? 600'000 : 1500), random);
    QVERIFY2(m_faults.isEmpty(), qPrintable(m_faults.join(u'\n')));
    QVERIFY(engine.drain(10'000));
    QVERIFY(engine.liveRuns().isEmpty());
    QTRY_COMPARE(m_server->open(), 0);
    QTRY_VERIFY2(openDescriptors() <= descriptors + 4, qPrintable(QString::number(openDescriptors() - descriptors)));
    QTRY_VERIFY2(statusField("Threads:") <= threads + 4, qPrintable(QString::number(statusField("Threads:"))));
    // A run is over before its worker has freed all that it held: one that gathered half a gigabyte takes a moment.
    const auto isBack = [&] { return tests::kSanitized || residentAfterTrim() - memory < 96 << 10; };
    (void)QTest::qWaitFor(isBack, 10'000);
    const qint64 grown = residentAfterTrim() - memory;
    qInfo("{\"runs\": %d, \"succeeded\": %d, \"failed\": %d, \"timed_out\": %d, \"limit\": %d, \"cancelled\": %d, "
          "\"grown_kb\": %lld}",
          m_ended, m_states[int(RunState::Succeeded)], m_states[int(RunState::Failed)],
          m_states[int(RunState::TimedOut)], m_states[int(RunState::LimitReached)], m_states[int(RunState::Cancelled)],
          grown);
    // Every kind of end must have been met, or the storm was none.
    for (const RunState state :
         {RunState::Succeeded, RunState::Failed, RunState::TimedOut, RunState::LimitReached, RunState::Cancelled})
        QVERIFY(m_states[int(state)] > 0 || !isStress);
    if (!tests::kSanitized) QVERIFY2(grown < 96 << 10, qPrintable(QString::number(grown)));
}

QTEST_GUILESS_MAIN(tst_RunStorm)
#include "tst_run_storm.moc"
