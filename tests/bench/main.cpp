// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench.h"

#include <QApplication>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace latchkey::bench {

double percentile(std::vector<double> &samples, double share)
{
    if (samples.empty()) return 0;
    std::ranges::sort(samples);
    const auto index = static_cast<size_t>(share * static_cast<double>(samples.size() - 1) + 0.5);
    return samples[std::min(index, samples.size() - 1)];
}

namespace {

QByteArray statusLine(const char *key)
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly)) return {};
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines)
        if (line.startsWith(key)) return line.mid(qsizetype(qstrlen(key)) + 1).trimmed();
    return {};
}

const std::vector<Bench> &benches()
{
    static const std::vector<Bench> all = {
        {u"responsiveness"_s, u"stalls of the window, cancelling, waiting runs, tiny runs, start-up"_s, responsiveness},
        {u"ui"_s, u"keys, completion, large files, searching a folder, start, memory, in the real window"_s, ui},
        {u"async"_s, u"runs a second, waiting runs, latency beside busy ones, fair shares"_s, async},
        {u"frontend"_s, u"lines a second of parser, resolver and compiler"_s, frontEnd},
        {u"window"_s, u"the program from outside, on a screen of its own: start, keys, floods, stopping"_s, realWindow},
        {u"typing"_s, u"of `window` the keys with nothing running"_s, realTyping},
        {u"library"_s, u"JSON, patterns, sorting, tables and capability checks, beside Qt and Python"_s, library},
    };
    return all;
}

int runPartHere(const QString &name)
{
    std::vector<Part> parts = responsivenessParts();
    for (Part &part : uiParts()) parts.push_back(std::move(part));
    for (const Part &part : parts) {
        if (part.name != name) continue;
        std::fputs(QJsonDocument(part.run()).toJson(QJsonDocument::Compact).constData(), stdout);
        return 0;
    }
    std::fprintf(stderr, "no part '%s'\n", qPrintable(name));
    return 64;
}

void print(const QJsonObject &figures, bool json)
{
    if (json) {
        std::puts(QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
        return;
    }
    for (auto it = figures.begin(); it != figures.end(); ++it)
        std::printf("%-28s %.4g\n", qPrintable(it.key()), it.value().toDouble());
}

} // namespace

double processMegabytes(const char *key)
{
    return statusLine(key).split(' ').value(0).toDouble() / 1024;
}

int processThreads()
{
    return statusLine("Threads").toInt();
}

QJsonObject runPart(const QString &name)
{
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QCoreApplication::applicationFilePath(), {u"--part"_s, name});
    if (!child.waitForFinished(300'000)) return {};
    return QJsonDocument::fromJson(child.readAllStandardOutput()).object();
}

} // namespace latchkey::bench

int main(int argc, char **argv)
{
    using namespace latchkey::bench;
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && qEnvironmentVariableIsEmpty("DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    QStringList arguments = QCoreApplication::arguments().mid(1);
    if (arguments.size() == 2 && arguments.first() == "--part"_L1) return runPartHere(arguments.last());
    const bool json = arguments.removeAll(u"--json"_s) > 0;
    for (const Bench &bench : benches()) {
        if (arguments.value(0) != bench.name) continue;
        print(bench.run(), json);
        return 0;
    }
    std::fputs("usage: latchkey-bench NAME [--json]\n", stderr);
    for (const Bench &bench : benches())
        std::fprintf(stderr, "  %-16s %s\n", qPrintable(bench.name), qPrintable(bench.about));
    return 64;
}
