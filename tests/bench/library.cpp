// SPDX-License-Identifier: GPL-3.0-or-later
// Speed of the standard library, beside Qt's JSON and, where it is installed, Python; and what a capability check
// costs.
#include "tests/bench/bench.h"

#include "engine/capability/broker.h"
#include "engine/capability/run_grants.h"
#include "engine/runs/engine.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace latchkey::bench {

namespace {

constexpr double kMega = 1e6;

/// Rows as they come from services: numbers, text with an escape, a nested object, an array.
QByteArray document(qsizetype bytes)
{
    QByteArray text = "[";
    for (int i = 0; text.size() < bytes; ++i) {
        if (i > 0) text += ", ";
        const QByteArray n = QByteArray::number(i);
        text += "{\"id\": " + n + ", \"name\": \"customer \\u00e9 " + n + "\", \"score\": " + n +
                ".25, \"active\": true, \"tags\": [\"a\", \"bc\", \"def\"], \"address\": {\"city\": \"Berlin\", "
                "\"zip\": null}}";
    }
    return text + "]";
}

/// Seconds that the body of a script takes, its set-up not counted; the best of three.
double seconds(runs::Engine &engine, const QByteArray &setUp, const QByteArray &body)
{
    const auto measure = [&](const QByteArray &source) {
        runs::RunOptions options;
        options.grantAll = true;
        options.memoryLimit = qint64(8) << 30;
        const auto run = engine.submit({source, u"bench"_s, {}, {}}, options);
        run->wait();
        if (!run->result().success)
            qWarning("%s", qPrintable(run->result().error ? run->result().error->message : QString()));
        return run->result().executionTime;
    };
    double all = 1e9;
    double before = 1e9;
    for (int i = 0; i < 3; ++i) {
        all = std::min(all, measure(setUp + body));
        before = std::min(before, measure(setUp));
    }
    return std::max(all - before, 1e-9);
}

/// What a Python program prints as JSON; empty where there is no Python.
QJsonObject python(const QByteArray &program, const QStringList &arguments)
{
    QProcess process;
    process.start(u"python3"_s, QStringList{u"-c"_s, QString::fromUtf8(program)} + arguments);
    if (!process.waitForFinished(300'000)) return {};
    return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
}

QByteArray quoted(const QString &path)
{
    return "\"" + path.toUtf8() + "\"";
}

void json(runs::Engine &engine, const QTemporaryDir &folder, QJsonObject &figures)
{
    const QByteArray text = document(50'000'000);
    const QString path = folder.filePath(u"document.json"_s);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return;
    file.write(text);
    file.close();
    const double mega = double(text.size()) / kMega;
    const QByteArray setUp = "import json; import file; t = file.read(" + quoted(path) + ");\n";
    const double parse = seconds(engine, setUp, "v = json.parse(t);");
    figures[u"json_50mb_parse_s"_s] = parse;
    figures[u"json_parse_mb_s"_s] = mega / parse;
    figures[u"json_stringify_mb_s"_s] =
        mega / seconds(engine, setUp + "v = json.parse(t);\n", "w = json.stringify(v);");

    auto start = Clock::now();
    const QJsonDocument read = QJsonDocument::fromJson(text);
    figures[u"qjson_parse_mb_s"_s] = mega / millisecondsSince(start) * 1000;
    start = Clock::now();
    const qsizetype written = read.toJson(QJsonDocument::Compact).size();
    figures[u"qjson_stringify_mb_s"_s] = double(written) / kMega / millisecondsSince(start) * 1000;

    const QJsonObject other = python(R"(
import json, sys, time
t = open(sys.argv[1]).read(); a = time.perf_counter(); v = json.loads(t); b = time.perf_counter(); w = json.dumps(v); c = time.perf_counter()
print(json.dumps({"parse": len(t) / 1e6 / (b - a), "write": len(w) / 1e6 / (c - b)})))",
                                     {path});
    if (other.contains("parse"_L1)) figures[u"python_json_parse_mb_s"_s] = other["parse"_L1];
    if (other.contains("write"_L1)) figures[u"python_json_stringify_mb_s"_s] = other["write"_L1];
}

void regex(runs::Engine &engine, QJsonObject &figures)
{
    // Words, numbers and addresses in 13 MB of text.
    const QByteArray setUp =
        "import regex; t = 'the quick brown fox 12345 someone@example.org jumps 2024-05-06 over ' * 200000;\n"
        "m = len(t) / 1e6;\n";
    const auto rate = [&](const char *pattern) {
        const double size = 200000 * 66 / kMega;
        return size / seconds(engine, setUp, "r = len(regex.findall('" + QByteArray(pattern) + "', t));");
    };
    constexpr std::pair<const char *, const char *> kPatterns[] = {
        {"digits", "[0-9]+"}, {"words", "[a-z]+"}, {"address", "[a-z.]+@[a-z.]+"}, {"absent", "xyzzy"}};
    for (const auto &[name, pattern] : kPatterns)
        figures[u"regex_%1_mb_s"_s.arg(QLatin1StringView(name))] = rate(pattern);
    const QJsonObject other = python(R"(
import json, re, time
t = 'the quick brown fox 12345 someone@example.org jumps 2024-05-06 over ' * 200000
out = {}
for name, p in (("digits", "[0-9]+"), ("words", "[a-z]+"), ("address", "[a-z.]+@[a-z.]+"), ("absent", "xyzzy")):
    a = time.perf_counter(); len(re.findall(p, t)); out[name] = len(t) / 1e6 / (time.perf_counter() - a)
print(json.dumps(out)))",
                                     {});
    for (auto it = other.begin(); it != other.end(); ++it) figures[u"python_re_%1_mb_s"_s.arg(it.key())] = it.value();
}

void sorting(runs::Engine &engine, QJsonObject &figures)
{
    const QByteArray setUp = "import collections; import random; random.setSeed(1);\n"
                             "a = []; for (i in range(1000000)) { a.append(random.random()); }\n";
    figures[u"sort_1m_s"_s] = seconds(engine, setUp, "b = collections.sort(a);");
    figures[u"sort_1m_by_key_s"_s] = seconds(engine, setUp, "b = collections.sortBy(a, fn(x) => -x);");
    const QJsonObject other = python(R"(
import json, random, time
a = [random.random() for i in range(1000000)]
s = time.perf_counter(); sorted(a); m = time.perf_counter(); sorted(a, key=lambda x: -x); e = time.perf_counter()
print(json.dumps({"sort": m - s, "key": e - m})))",
                                     {});
    if (other.contains("sort"_L1)) figures[u"python_sort_1m_s"_s] = other["sort"_L1];
    if (other.contains("key"_L1)) figures[u"python_sort_1m_by_key_s"_s] = other["key"_L1];
}

void tables(runs::Engine &engine, const QTemporaryDir &folder, QJsonObject &figures)
{
    constexpr int kRows = 300'000;
    const QString path = folder.filePath(u"table.csv"_s);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return;
    QByteArray text = "id,name,city,score\r\n";
    for (int i = 0; i < kRows; ++i) {
        const QByteArray n = QByteArray::number(i);
        text += n + ",\"Smith, " + n + "\",Berlin," + n + ".5\r\n";
    }
    file.write(text);
    file.close();
    const QByteArray setUp = "import csv; p = " + quoted(path) + ";\n";
    figures[u"csv_read_objects_rows_s"_s] = kRows / seconds(engine, setUp, "r = csv.read(p);");
    figures[u"csv_read_arrays_rows_s"_s] = kRows / seconds(engine, setUp, "r = csv.read(p, ',', false);");
    figures[u"csv_count_rows_s"_s] = kRows / seconds(engine, setUp, "r = csv.count_rows(p);");
    const QByteArray read = setUp + "r = csv.read(p, ',', false);\n";
    figures[u"csv_write_rows_s"_s] = kRows / seconds(engine, read, "csv.write_string(r);");
}

/// Nanoseconds of one decision about something that is granted: the same again and again, and a new one every time.
void checks(const QTemporaryDir &folder, QJsonObject &figures)
{
    using namespace capability;
    Broker broker(folder.filePath(u"state"_s));
    broker.waitUntilLoaded();
    const auto run = std::make_shared<RunGrants>(broker, RunIdentity{u"r-1"_s, u"/s/a.ml"_s, "/s", false});
    (void)run->add("file.read:/data/**");
    std::vector<Need> needs;
    for (int i = 0; i < 2000; ++i) {
        const std::string path = "/data/some/folder/file" + std::to_string(i) + ".txt";
        needs.push_back({"file.read", canonicalResource(ResourceForm::Path, path, "/s").value(), path});
    }
    const auto nowhere = [] { return CallPlace(); };
    constexpr int kTimes = 1'000'000;
    auto start = Clock::now();
    for (int i = 0; i < kTimes; ++i) (void)run->decide({needs.data(), 1}, nowhere, 17);
    figures[u"check_granted_ns"_s] = millisecondsSince(start) * 1e6 / kTimes;
    start = Clock::now();
    for (const Need &need : needs) (void)run->peek(need);
    figures[u"check_without_record_ns"_s] = millisecondsSince(start) * 1e6 / double(needs.size());
    start = Clock::now();
    for (const Need &need : needs) (void)run->decide({&need, 1}, nowhere, 17);
    figures[u"check_and_record_ns"_s] = millisecondsSince(start) * 1e6 / double(needs.size());
}

} // namespace

QJsonObject library()
{
    const QTemporaryDir folder;
    runs::EngineOptions options;
    options.threads = 1;
    runs::Engine engine(options);
    QJsonObject figures;
    checks(folder, figures);
    json(engine, folder, figures);
    regex(engine, figures);
    sorting(engine, figures);
    tables(engine, folder, figures);
    figures[u"gate_call_ns"_s] =
        seconds(engine, "import env; env.set('APP_X', '1');\n", "for (i in range(200000)) { env.get('APP_X'); }") *
        1e9 / 200000;
    return figures;
}

} // namespace latchkey::bench
