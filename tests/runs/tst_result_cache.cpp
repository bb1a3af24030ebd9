// SPDX-License-Identifier: GPL-3.0-or-later
// The cache of results: who is served from it, who never is, what it holds. The library's own tables say which
// functions are pure; each of them is tried.
#include "engine/modules/library.h"
#include "engine/modules/purity.h"
#include "engine/runs/engine.h"
#include "engine/runs/result_cache.h"

#include <QDirIterator>
#include <QHash>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace latchkey;
using namespace latchkey::runs;
using namespace Qt::StringLiterals;

namespace {

Script scriptOf(const QByteArray &source)
{
    Script script;
    script.source = source;
    script.folder = u"/"_s;
    return script;
}

RunOptions cached(RunOptions options = {})
{
    options.useCache = true;
    return options;
}

RunResult runToEnd(Engine &engine, const Script &script, const RunOptions &options)
{
    const RunPtr run = engine.submit(script, options);
    return run->wait(20'000) ? run->result() : RunResult();
}

/// A literal of a type that the parameter takes, small and harmless.
QString argumentFor(uint16_t types)
{
    if (types == vm::kTypeAny) return u"\"abc\""_s;
    if (types & vm::kTypeString) return u"\"abc\""_s;
    if (types & vm::kTypeArray) return u"[1, 2]"_s;
    if (types & vm::kTypeInteger) return u"2"_s;
    if (types & vm::kTypeFloat) return u"0.5"_s;
    if (types & vm::kTypeBoolean) return u"true"_s;
    if (types & vm::kTypeObject) return u"{a: 1}"_s;
    if (types & vm::kTypeFunction) return u"fn(...x) => 1"_s;
    return u"null"_s;
}

/// Calls the function with as many arguments as it needs; what it raises is caught, since a refusal is an answer too.
QByteArray callOf(const vm::NativeSpec &spec)
{
    QStringList arguments;
    for (int i = 0; i < spec.compiled.required; ++i) arguments.append(argumentFor(spec.compiled.types[i]));
    const QString module = QString::fromUtf8(spec.module.data(), qsizetype(spec.module.size()));
    const QString name = QString::fromStdString(spec.qualifiedName());
    QString source = module.isEmpty() ? QString() : u"import %1;\n"_s.arg(module);
    source += u"try { %1(%2); result = 1; } except (e) { result = 2; }"_s.arg(name, arguments.join(u", "_s));
    return source.toUtf8();
}

} // namespace

class tst_ResultCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void servesEqualRuns();
    void servesOutputAndVariables();
    void neverServes_data();
    void neverServes();
    void tellsRunsApart_data();
    void tellsRunsApart();
    void everyFunctionIsClassified_data();
    void everyFunctionIsClassified();
    void clocksAndChanceAreMarked();
    void waitsForAnEqualRunUnderWay();
    void doesNotWaitForARunThatLooksOutside();
    void cancelledLeaderLeavesTheLead();
    void waitingRunTimesOut();
    void isBounded();
    void canBeEmptied();
    void offWithoutTheOption();
    void importedFilesAreReadAgain();
};

void tst_ResultCache::servesEqualRuns()
{
    Engine engine;
    const Script script = scriptOf("t = 0; for (i in range(1000)) { t = t + i; } result = {sum: t};");
    const RunResult first = runToEnd(engine, script, cached());
    QVERIFY(first.success && !first.fromCache);
    QVERIFY(first.steps >= 1000);
    const RunResult second = runToEnd(engine, script, cached());
    QVERIFY(second.success && second.fromCache);
    QCOMPARE(second.steps, quint64(0));
    QCOMPARE(second.value.toJson(), first.value.toJson());
    QVERIFY(second.runId != first.runId);
    QVERIFY(second.toJson()[u"from_cache"_s].toBool());
    QCOMPARE(second.toJson()[u"steps"_s].toInt(-1), 0);
    const CacheFigures figures = engine.resultCacheFigures();
    QCOMPARE(figures.hits, quint64(1));
    QCOMPARE(figures.misses, quint64(1));
    QCOMPARE(figures.entries, 1);
    QVERIFY(figures.bytes > 0);
}

void tst_ResultCache::servesOutputAndVariables()
{
    Engine engine;
    const Script script =
        scriptOf("import console;\nprint(\"a\"); console.error(\"b\"); print(\"c\"); x = [1, 2]; result = x;");
    const RunPtr first = engine.submit(script, cached());
    QVERIFY(first->wait(5000));
    const RunPtr second = engine.submit(script, cached());
    QVERIFY(second->wait(5000));
    QVERIFY(second->result().fromCache);
    QCOMPARE(second->output().read(0, 1000), first->output().read(0, 1000));
    OutputStream stream = OutputStream::System;
    second->output().read(2, 10, &stream);
    QCOMPARE(stream, OutputStream::Error);
    QCOMPARE(second->result().outputBytes, first->result().outputBytes);
    QCOMPARE(second->variables().size(), first->variables().size());
}

void tst_ResultCache::neverServes_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::newRow("a file") << QByteArray("import file; result = file.exists(\"/etc/hostname\");");
    QTest::newRow("a denied file") << QByteArray("import file; try { file.read(\"/x\"); } except (e) { result = 1; }");
    QTest::newRow("the clock") << QByteArray("import datetime; result = datetime.now().year;");
    QTest::newRow("chance") << QByteArray("import random; random.random(); result = 1;");
    QTest::newRow("random bytes") << QByteArray("import crypto; crypto.random_bytes(4); result = 1;");
    QTest::newRow("the environment") << QByteArray("import env; try { env.get(\"HOME\"); } except (e) { } result = 1;");
    QTest::newRow("arguments") << QByteArray("import args; result = len(args.all());");
    QTest::newRow("input") << QByteArray("try { input(); } except (e) { } result = 1;");
    QTest::newRow("a capability question") << QByteArray("result = hasCapability(\"file.read\");");
    QTest::newRow("the working folder") << QByteArray("import path; result = path.cwd();");
    QTest::newRow("the home folder") << QByteArray("import path; result = path.home();");
    QTest::newRow("sleeping") << QByteArray("import async; async.sleep(0.001); result = 1;");
    QTest::newRow("a jittered retry") << QByteArray(
        "import async; try { async.retry(fn() => 1 / 0, {attempts: 2, delay: 0.001}); } except (e) { } "
        "result = 1;");
    QTest::newRow("measuring") << QByteArray("import async; async.measure(\"m\", fn() => 1); result = 1;");
    QTest::newRow("progress") << QByteArray("import progress; progress.report(1, 2); result = 1;");
    QTest::newRow("the log") << QByteArray("import log; log.info(\"x\"); result = 1;");
    QTest::newRow("a view") << QByteArray("import show; show.value(1); result = 1;");
    QTest::newRow("a parallel task") << QByteArray("import parallel; result = parallel.map(fn(x) => x + 1, [1, 2]);");
    QTest::newRow("a failure") << QByteArray("result = 1 / 0;");
    QTest::newRow("a mistake") << QByteArray("result = ;");
    QTest::newRow("much output") << QByteArray("for (i in range(20000)) { print(\"0123456789abcdef\"); } result = 1;");
}

void tst_ResultCache::neverServes()
{
    QFETCH(QByteArray, source);
    Engine engine;
    for (int i = 0; i < 3; ++i) QVERIFY(!runToEnd(engine, scriptOf(source), cached()).fromCache);
    QCOMPARE(engine.resultCacheFigures().hits, quint64(0));
}

void tst_ResultCache::tellsRunsApart_data()
{
    QTest::addColumn<RunOptions>("other");
    QTest::addColumn<QByteArray>("source");
    const QByteArray source = "function f(a) { return a; } result = x;";
    RunOptions base;
    base.context = {{u"x"_s, 1}};
    const auto row = [&](const char *name, auto &&change) {
        RunOptions options = base;
        change(options);
        QTest::newRow(name) << options << source;
    };
    row("another context", [](RunOptions &o) { o.context = {{u"x"_s, 2}}; });
    row("a context of text", [](RunOptions &o) { o.contextText = "{\"x\": 3}"; });
    row("a function", [](RunOptions &o) { o.function = u"f"_s, o.arguments = {1}; });
    row("a memory limit", [](RunOptions &o) { o.memoryLimit = 5 << 20; });
    row("a time limit", [](RunOptions &o) { o.timeoutSeconds = 9; });
    row("an output limit", [](RunOptions &o) { o.outputLimit = 9999; });
    row("an instruction limit", [](RunOptions &o) { o.instructionLimit = 999; });
    row("a denial", [](RunOptions &o) { o.denies = QStringList{u"console.write"_s}; });
    row("a grant", [](RunOptions &o) { o.grants = QStringList{u"file.read:/tmp/**"_s}; });
    QTest::newRow("another text") << base << source + " ";
}

void tst_ResultCache::tellsRunsApart()
{
    QFETCH(RunOptions, other);
    QFETCH(QByteArray, source);
    Engine engine;
    RunOptions base;
    base.context = {{u"x"_s, 1}};
    QVERIFY(runToEnd(engine, scriptOf("function f(a) { return a; } result = x;"), cached(base)).success);
    const RunResult result = runToEnd(engine, scriptOf(source), cached(other));
    QVERIFY(result.success);
    QVERIFY(!result.fromCache);
    QVERIFY(runToEnd(engine, scriptOf(source), cached(other)).fromCache);
}

void tst_ResultCache::everyFunctionIsClassified_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<bool>("isPure");
    const auto add = [](const vm::NativeSpec &spec) {
        if (spec.name.starts_with("__") || spec.name == "exit" || spec.name == "quit") return;
        QTest::newRow(spec.qualifiedName().c_str()) << callOf(spec) << modules::isPure(spec);
    };
    const vm::Library &library = modules::standardLibrary();
    for (const vm::NativeSpec &spec : library.builtins()) add(spec);
    for (const vm::StandardModule *module : library.modules())
        for (const vm::NativeSpec &spec : module->functions) add(spec);
}

/// A function that calls itself pure is one: two runs of it agree, and nothing noticed that it looked outside. One that
/// does not is never served, unless it refused its arguments before it did anything.
void tst_ResultCache::everyFunctionIsClassified()
{
    QFETCH(QByteArray, source);
    QFETCH(bool, isPure);
    static Engine engine({0, 0, 64 << 20, true}); // time is virtual: async.sleep is called too
    RunOptions options;
    options.timeoutSeconds = 5;
    const RunResult plain = runToEnd(engine, scriptOf(source), options);
    const RunResult again = runToEnd(engine, scriptOf(source), options);
    QCOMPARE(again.success, plain.success);
    if (!plain.success) QSKIP("not to be called like this");
    QVERIFY(runToEnd(engine, scriptOf(source), cached(options)).success);
    const RunResult second = runToEnd(engine, scriptOf(source), cached(options));
    if (isPure) QVERIFY2(second.fromCache, "it calls itself pure and looked outside");
    else if (second.fromCache) QCOMPARE(second.value.toJson(), QByteArray("2"));
}

/// Where the library's sources read a clock, chance or the environment without asking the host, and which functions
/// that makes impure. A new place has to be added here, and its function marked.
void tst_ResultCache::clocksAndChanceAreMarked()
{
    const QHash<QString, QStringList> known{
        {u"log/log.cpp"_s, {u"log.info"_s}},
        {u"random/generator.cpp"_s, {u"random.random"_s}},
        {u"crypto/digest.cpp"_s, {u"crypto.random_bytes"_s}},
        {u"datetime/datetime.cpp"_s, {u"datetime.now"_s}},
        {u"path/path.cpp"_s, {u"path.tempDir"_s, u"path.home"_s}},
        {u"async/context.cpp"_s, {u"async.__now"_s, u"async.__jitter"_s}},
    };
    static const QRegularExpression kOutside(
        uR"(clock::now|random_device|getrandom|getenv|std::time\(|gettimeofday|clock_gettime)"_s);
    QDirIterator files(QStringLiteral(LATCHKEY_SOURCE_DIR) + u"/engine/modules"_s, {u"*.cpp"_s, u"*.h"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        if (!QString::fromUtf8(file.readAll()).contains(kOutside)) continue;
        const QString name = file.fileName().section(u"/modules/"_s, -1);
        QVERIFY2(known.contains(name), qPrintable(name));
    }
    const vm::Library &library = modules::standardLibrary();
    for (const QStringList &functions : known) {
        for (const QString &function : functions) {
            const vm::StandardModule *module = library.module(function.section(u'.', 0, 0).toStdString());
            QVERIFY(module);
            const std::string name = function.section(u'.', 1).toStdString();
            const vm::NativeSpec *found = nullptr;
            for (const auto table : {module->functions, module->preludeNatives})
                for (const vm::NativeSpec &spec : table)
                    if (spec.name == name) found = &spec;
            QVERIFY2(found, qPrintable(function));
            QVERIFY2(!modules::isPure(*found), qPrintable(function));
        }
    }
}

void tst_ResultCache::waitsForAnEqualRunUnderWay()
{
    Engine engine;
    const Script script = scriptOf("t = 0; for (i in range(3000000)) { t = t + i; } result = t;");
    QList<RunPtr> runs;
    for (int i = 0; i < 20; ++i) runs.append(engine.submit(script, cached()));
    int executed = 0;
    for (const RunPtr &run : runs) {
        QVERIFY(run->wait(20'000));
        QVERIFY(run->result().success);
        executed += !run->result().fromCache;
    }
    QCOMPARE(executed, 1);
    QCOMPARE(engine.resultCacheFigures().shared + engine.resultCacheFigures().hits > 0, true);
}

void tst_ResultCache::doesNotWaitForARunThatLooksOutside()
{
    Engine engine;
    // The first looks outside and then goes on for ever; the second must not wait for its end.
    const Script script = scriptOf("import path; path.cwd(); while (true) { }");
    const RunPtr first = engine.submit(script, cached());
    QTRY_COMPARE(first->state(), RunState::Running);
    const RunPtr second = engine.submit(script, cached());
    QTRY_COMPARE(second->state(), RunState::Running);
    engine.cancelAll();
    QVERIFY(engine.drain(5000));
}

void tst_ResultCache::cancelledLeaderLeavesTheLead()
{
    Engine engine;
    const Script script = scriptOf("t = 0; for (i in range(n)) { t = t + 1; } result = t;");
    RunOptions options = cached();
    options.context = {{u"n"_s, 5'000'000}};
    const RunPtr leader = engine.submit(script, options);
    QTRY_VERIFY(leader->state() == RunState::Running || leader->isFinished());
    const RunPtr follower = engine.submit(script, options);
    leader->cancel();
    QVERIFY(follower->wait(20'000));
    QVERIFY(follower->result().success);
}

void tst_ResultCache::waitingRunTimesOut()
{
    Engine engine;
    const Script script = scriptOf("while (true) { }");
    RunOptions options = cached();
    options.timeoutSeconds = 0.2;
    const RunPtr leader = engine.submit(script, options);
    const RunPtr follower = engine.submit(script, options);
    QVERIFY(leader->wait(5000));
    QVERIFY(follower->wait(5000));
    QCOMPARE(leader->state(), RunState::TimedOut);
    QCOMPARE(follower->state(), RunState::TimedOut);
}

void tst_ResultCache::isBounded()
{
    EngineOptions options;
    options.resultCacheBytes = 1 << 20;
    Engine engine(options);
    const QByteArray source = "result = \"x\" * 100000 + str(n);";
    const auto runOf = [&](int n) {
        RunOptions chosen = cached();
        chosen.context = {{u"n"_s, n}};
        return runToEnd(engine, scriptOf(source), chosen);
    };
    for (int n = 0; n < 40; ++n) {
        QVERIFY(runOf(n).success);
        QVERIFY(engine.resultCacheFigures().bytes <= options.resultCacheBytes);
    }
    QVERIFY(runOf(39).fromCache);
    QVERIFY(!runOf(0).fromCache);
    QVERIFY(engine.resultCacheFigures().entries < 20);
    // One giant does not push out the others.
    QVERIFY(runToEnd(engine, scriptOf("result = \"y\" * 900000;"), cached()).success);
    QVERIFY(!runToEnd(engine, scriptOf("result = \"y\" * 900000;"), cached()).fromCache);
    QVERIFY(runOf(39).fromCache);
}

void tst_ResultCache::canBeEmptied()
{
    Engine engine;
    const Script script = scriptOf("result = 1;");
    const RunResult held = runToEnd(engine, script, cached());
    engine.clearCaches();
    QCOMPARE(engine.resultCacheFigures().entries, 0);
    QCOMPARE(engine.resultCacheFigures().bytes, qint64(0));
    QCOMPARE(held.value.toJson(), QByteArray("1"));
    QVERIFY(!runToEnd(engine, script, cached()).fromCache);
}

void tst_ResultCache::offWithoutTheOption()
{
    Engine engine;
    const Script script = scriptOf("result = 1;");
    QVERIFY(runToEnd(engine, script, cached()).success);
    QVERIFY(!runToEnd(engine, script, {}).fromCache);
    EngineOptions none;
    none.resultCacheBytes = 0;
    Engine without(none);
    for (int i = 0; i < 2; ++i) QVERIFY(!runToEnd(without, script, cached()).fromCache);
}

void tst_ResultCache::importedFilesAreReadAgain()
{
    QTemporaryDir folder;
    const auto write = [&](const QByteArray &text) {
        QFile file(folder.filePath(u"other.ml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    Engine engine;
    Script script = scriptOf("import other; result = other.value;");
    script.folder = folder.path();
    write("value = 1;");
    QCOMPARE(runToEnd(engine, script, cached()).value.toJson(), QByteArray("1"));
    write("value = 22;");
    QCOMPARE(runToEnd(engine, script, cached()).value.toJson(), QByteArray("22"));
}

QTEST_GUILESS_MAIN(tst_ResultCache)
#include "tst_result_cache.moc"
