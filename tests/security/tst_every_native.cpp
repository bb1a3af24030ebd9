// SPDX-License-Identifier: GPL-3.0-or-later
// Made from the library's own tables: every function, method and built-in is called with extreme values at every one of
// its parameters, under 64 MB and two seconds. Each call answers soon, raises, or its run ends at a limit; nothing
// crashes, and no memory is taken that the run is not charged for. A function that is added to a table is tested
// without anybody's doing.
#include "tests/security/sandbox.h"

#include "engine/modules/library.h"
#include "tests/sanitized.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace latchkey;
using namespace latchkey::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMemory = qint64(64) << 20;

bool isThorough()
{
    return qEnvironmentVariableIsSet("LATCHKEY_STRESS");
}

struct Extreme {
    const char *name;
    const char *setup; ///< statements that make `v`
    bool isQuick;      ///< also in the short run
};

constexpr Extreme kExtremes[] = {
    {"10^18", "v = 1000000000000000000;", true},
    {"-10^18", "v = -1000000000000000000;", false},
    {"2^63", "v = 9223372036854775808;", false},
    {"-2^63-1", "v = -9223372036854775809;", false},
    {"2^31", "v = 2147483648;", false},
    {"10 million", "v = 10000000;", false},
    {"half a million bits", "import math; v = math.pow(2, 500000);", false},
    {"nan", "v = 1e400 - 1e400;", false},
    {"inf", "v = 1e400;", false},
    {"-inf", "v = -1e400;", false},
    {"1e300", "v = 1e300;", false},
    {"least float", "v = 5e-324;", false},
    {"20 MB of text", "v = \"x\" * 20000000;", true},
    {"wide text", "v = \"\\u00e9😀\" * 2000000;", false},
    {"text of zeros", "v = chr(0) * 1000000;", false},
    {"lines", "v = \"a\\n\" * 1000000;", false},
    {"brackets", "v = \"[(\" * 500000;", false},
    {"digits", "v = \"9\" * 1000000;", false},
    {"percents", "v = \"%\" * 300000;", false},
    {"commas and quotes", "v = \",\\\"\" * 1000000;", false},
    {"half a pair", "v = chr(55296) * 1000;", false},
    {"a long array", "v = []; for (i in range(500000)) { v.append(i); }", false},
    {"nested 100,000 deep", "v = []; for (i in range(100000)) { v = [v]; }", false},
    {"objects nested 100,000 deep", "v = {}; for (i in range(100000)) { v = {a: v}; }", false},
    {"an array that holds itself", "v = [1, 2]; v.append(v);", true},
    {"an object that holds itself", "v = {a: 1}; v.b = v;", false},
    {"shared 2^40 times", "v = [1]; for (i in range(40)) { v = [v, v]; }", false},
    {"an object of 100,000 keys", "v = {}; for (i in range(100000)) { v[i] = i; }", false},
    {"mixed values", "v = [1, \"a\", null, true, [1], {a: 1}, 1.5, print];", false},
    {"a function that fails", "v = fn(x) => 1 / 0;", false},
    {"a function that never ends", "function v(x) { while (true) { } }", false},
    {"a function that calls itself", "function v(x) { return v(x); }", false},
    {"a function that grows", "kept = []; function v(x) { kept.append(kept.concat(kept)); return true; }", false},
    {"null", "v = null;", false},
    {"empty text", "v = \"\";", false},
    {"empty array", "v = [];", false},
    {"true", "v = true;", false},
    {"a module", "import math; v = math;", false},
};

/// Modules whose functions wait for others or reach a network: their own tests look at them.
constexpr std::string_view kElsewhere[] = {"async", "parallel", "http", "show", "progress"};

/// An ordinary value for a parameter.
QString plainValue(const vm::Signature &signature, int index)
{
    const std::string_view instance = signature.instanceClass[index];
    const std::pair<std::string_view, const char *> kInstances[] = {{"DateTimeObject", "datetime.create(2024, 1, 1)"},
                                                                    {"Date", "datetime.createDate(2024, 1, 1)"},
                                                                    {"Time", "datetime.createTime(1)"},
                                                                    {"TimeDelta", "datetime.createDelta(1)"},
                                                                    {"Pattern", "regex.compile(\"a\")"},
                                                                    {"Match", "regex.search(\"a\", \"a\")"}};
    for (const auto &[name, text] : kInstances)
        if (instance == name) return QString::fromLatin1(text);
    const uint16_t types = signature.types[index];
    if (types == vm::kTypeAny) return u"[1, 2]"_s;
    if (types & vm::kTypeString) return u"\"data/a\""_s;
    if (types & vm::kTypeInteger) return u"2"_s;
    if (types & vm::kTypeFloat) return u"1.5"_s;
    if (types & vm::kTypeArray) return u"[1, 2]"_s;
    if (types & vm::kTypeObject) return u"{a: 1}"_s;
    if (types & vm::kTypeFunction) return u"(fn(x) => x)"_s;
    if (types & vm::kTypeBytes) return u"crypto.random_bytes(3)"_s;
    if (types & vm::kTypeBoolean) return u"true"_s;
    return u"null"_s;
}

/// Plain expressions that make a receiver for the methods of a class.
QString receiverOf(std::string_view className)
{
    const std::pair<std::string_view, const char *> kReceivers[] = {
        {"Pattern", "regex.compile(\"(a+)b?\")"},
        {"Match", "regex.search(\"(?P<n>a)\", \"xa\")"},
        {"DateTimeObject", "datetime.create(2024, 2, 29, 12, 30, 15)"},
        {"Date", "datetime.createDate(2024, 2, 29)"},
        {"Time", "datetime.createTime(1, 2, 3, 4)"},
        {"TimeDelta", "datetime.createDelta(1, 2)"},
        {"Logger", "log.create_logger(\"x\")"},
        {"ArgParser", "args.create_parser(\"n\", \"d\")"},
        {"ParsedArgs", "args.create_parser().parse([])"}};
    for (const auto &[name, text] : kReceivers)
        if (className == name) return QString::fromLatin1(text);
    return {};
}

/// Statements around one call; %1 makes `v`, %2 is the call.
constexpr char kProgram[] =
    "import math; import json; import collections; import functional; import random; import regex;\n"
    "import file; import path; import datetime; import csv; import env; import args;\n"
    "import crypto; import log; import console;\n"
    "%1\n"
    "try { r = %2; } except (e) { r = e.message; }\n"
    "result = 1;\n";

qint64 statusKilobytes(const char *key)
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith(key)) return line.mid(qsizetype(qstrlen(key))).trimmed().split(' ')[0].toLongLong();
    return 0;
}

void resetPeak()
{
    QFile file(u"/proc/self/clear_refs"_s);
    if (file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)) file.write("5");
}

} // namespace

class tst_EveryNative : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_box = std::make_unique<Sandbox>(); }
    void cleanupTestCase();

    void extremes_data();
    void extremes();

private:
    void addRow(const std::string &name, const QString &callee, const vm::NativeSpec &spec);
    std::unique_ptr<Sandbox> m_box;
    int m_calls = 0;
    int m_limits = 0;
    double m_slowest = 0;
    QString m_slowestCall;
};

void tst_EveryNative::cleanupTestCase()
{
    qInfo("%d calls, %d ended at a limit, slowest answer %.0f ms: %s", m_calls, m_limits, m_slowest * 1000,
          qPrintable(m_slowestCall));
    QVERIFY2(m_box->escaped().isEmpty(), qPrintable(m_box->escaped()));
}

/// `callee` is called as `callee(arguments)`; an `@` in it stands for the extreme value.
void tst_EveryNative::addRow(const std::string &name, const QString &callee, const vm::NativeSpec &spec)
{
    QTest::newRow(name.c_str()) << callee << reinterpret_cast<quintptr>(&spec);
}

void tst_EveryNative::extremes_data()
{
    QTest::addColumn<QString>("callee");
    QTest::addColumn<quintptr>("spec");
    const vm::Library &library = modules::standardLibrary();
    for (const vm::NativeSpec &spec : library.builtins()) {
        if (spec.name == "sleep" || spec.name == "input") continue;
        addRow(std::string(spec.name), QString::fromStdString(std::string(spec.name)), spec);
    }
    const std::pair<std::span<const vm::NativeSpec>, const char *> kMethods[] = {{library.stringMethods(), "\"a,b c\""},
                                                                                 {library.arrayMethods(), "[3, 1, 2]"},
                                                                                 {library.objectMethods(), "{a: 1}"}};
    for (const auto &[methods, receiver] : kMethods)
        for (const vm::NativeSpec &spec : methods) {
            const QString member = u"."_s + QString::fromStdString(std::string(spec.name));
            addRow(receiver + std::string(".") + std::string(spec.name), QString::fromLatin1(receiver) + member, spec);
            addRow("extreme." + std::string(spec.name) + " of " + receiver, u"@"_s + member, spec);
        }
    for (const vm::StandardModule *module : library.modules()) {
        if (std::ranges::find(kElsewhere, module->name) != std::end(kElsewhere)) continue;
        for (const vm::NativeSpec &spec : module->functions)
            addRow(spec.qualifiedName(), QString::fromStdString(spec.qualifiedName()), spec);
        for (const vm::ClassSpec *klass : module->classes) {
            const QString receiver = receiverOf(klass->name);
            QVERIFY2(!receiver.isEmpty(), std::string(klass->name).c_str());
            for (const vm::NativeSpec &spec : klass->methods)
                addRow(std::string(klass->name) + "." + std::string(spec.name),
                       receiver + u"."_s + QString::fromStdString(std::string(spec.name)), spec);
        }
    }
}

void tst_EveryNative::extremes()
{
    QFETCH(QString, callee);
    QFETCH(quintptr, spec);
    const vm::Signature &signature = reinterpret_cast<const vm::NativeSpec *>(spec)->compiled;
    const bool inReceiver = callee.startsWith(u'@');
    const int places = inReceiver ? 1 : signature.declared + (signature.variadic ? 1 : 0);
    runs::RunOptions options;
    options.memoryLimit = kMemory;
    options.timeoutSeconds = 2;
    options.outputLimit = 1 << 20;
    options.diskLimit = 100 << 20;
    for (int place = 0; place < places; ++place) {
        for (const Extreme &extreme : kExtremes) {
            if (!isThorough() && !extreme.isQuick) continue;
            QStringList arguments;
            const int count = std::max<int>(signature.required, inReceiver ? 0 : place + 1);
            for (int i = 0; i < count; ++i)
                arguments.append(!inReceiver && i == place ? u"v"_s
                                 : i < signature.declared  ? plainValue(signature, i)
                                                           : u"1"_s);
            QString call = callee + u'(' + arguments.join(u", "_s) + u')';
            call.replace(u"@"_s, u"v"_s);
            const QByteArray source =
                QString::fromLatin1(kProgram).arg(QString::fromUtf8(extreme.setup), call).toUtf8();
            resetPeak();
            const qint64 before = statusKilobytes("VmRSS:");
            const auto run = m_box->start(source, {u"file.*:./**"_s, u"path.*:./**"_s, u"env"_s}, options);
            QVERIFY2(run->wait(60'000), qPrintable(call + u" with "_s + QString::fromLatin1(extreme.name)));
            const runs::RunResult &result = run->result();
            const qint64 grown = statusKilobytes("VmHWM:") - before;
            const QByteArray what = (call + u" with "_s + QString::fromLatin1(extreme.name)).toUtf8();
            ++m_calls;
            const bool isLimit = result.error && (result.error->kind == syntax::ErrorKind::ResourceLimit ||
                                                  result.error->kind == syntax::ErrorKind::Timeout);
            if (isLimit) ++m_limits;
            QVERIFY2(result.success || isLimit, (what + ": " + result.toJsonText().left(300)).constData());
            QVERIFY2(result.cpuTime < (tests::kSanitized ? 12 : 3),
                     (what + " took " + QByteArray::number(result.cpuTime)).constData());
            if (result.success && result.executionTime > m_slowest) {
                m_slowest = result.executionTime;
                m_slowestCall = QString::fromUtf8(what);
            }
            if (qEnvironmentVariableIsSet("LATCHKEY_SHOW_SLOW") && (result.executionTime > 0.3 || isLimit))
                qInfo("%s: %.0f ms %s, %lld MB", what.constData(), result.executionTime * 1000,
                      isLimit ? qPrintable(result.error->name) : "", grown >> 10);
            QVERIFY2(result.peakMemory <= kMemory * 5 / 4,
                     (what + " peak " + QByteArray::number(result.peakMemory >> 20) + " MB").constData());
            // Beside the heap: texts on their way, at most as much again and a little.
            if (!tests::kSanitized)
                QVERIFY2(grown <= (kMemory >> 10) * 3,
                         (what + " grew the process by " + QByteArray::number(grown >> 10) + " MB").constData());
        }
    }
}

QTEST_GUILESS_MAIN(tst_EveryNative)
#include "tst_every_native.moc"
