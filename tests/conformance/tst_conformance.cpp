// SPDX-License-Identifier: GPL-3.0-or-later
// Runs every program of the conformance folders through the engine and compares byte for byte. See README.md.
#include "engine/runs/engine.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;

namespace {

constexpr int kLimitSeconds = 10;

QStringList g_folders; ///< from the command line; empty: all of ours

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// "line 3: expected ..., got ..." for the first line that differs; empty when all are equal.
QString firstDifference(const QByteArray &expected, const QByteArray &actual)
{
    const QList<QByteArray> want = expected.split('\n');
    const QList<QByteArray> have = actual.split('\n');
    for (qsizetype i = 0; i < std::max(want.size(), have.size()); ++i) {
        const QByteArray a = i < want.size() ? want[i] : "(end)";
        const QByteArray b = i < have.size() ? have[i] : "(end)";
        if (a != b)
            return u"line %1: expected '%2', got '%3'"_s.arg(i + 1).arg(QString::fromUtf8(a), QString::fromUtf8(b));
    }
    return {};
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(path));
    file.write(content);
}

void copyTree(const QString &from, const QString &to)
{
    QDirIterator it(from, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString file = it.next();
        const QString target = to + u'/' + QDir(from).relativeFilePath(file);
        QDir().mkpath(QFileInfo(target).absolutePath());
        QFile::copy(file, target);
    }
}

/// The value of a head comment such as `// grants: A, B`.
QString headComment(const QByteArray &source, const QString &name)
{
    for (const QByteArray &line : source.split('\n').first(std::min<qsizetype>(2, source.count('\n') + 1))) {
        const QString text = QString::fromUtf8(line);
        if (text.startsWith(u"// %1: "_s.arg(name))) return text.sliced(name.size() + 5);
    }
    return {};
}

/// Makes what `// setup:` asks for. Only the last word of a `file` step is its text; it may hold spaces.
void prepare(const QString &folder, const QString &setup)
{
    for (const QString &step : setup.split(u"; "_s, Qt::SkipEmptyParts)) {
        const QString path = folder + u'/' + step.section(u' ', 1, 1);
        const QString rest = step.section(u' ', 2);
        if (step.startsWith(u"dir "_s)) QVERIFY(QDir().mkpath(path));
        else if (step.startsWith(u"file "_s)) write(path, rest.toUtf8());
        else if (step.startsWith(u"link "_s)) QVERIFY(QFile::link(rest, path));
        else QFAIL(qPrintable(u"unknown step: "_s + step));
    }
}

QString kindOf(const runs::RunError &error)
{
    const std::string_view name = syntax::kindName(error.kind);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

} // namespace

static runs::EngineOptions virtualTime()
{
    runs::EngineOptions options;
    options.virtualTime = true;
    return options;
}

class tst_Conformance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void programs_data();
    void programs();

private:
    void expectOutput(const runs::Run &run, const QByteArray &expected);
    void expectError(const runs::Run &run, const QByteArray &expected);
    runs::Engine m_engine;
    runs::Engine m_virtualEngine{virtualTime()}; ///< for async/: the order of things depends on no machine
};

void tst_Conformance::programs_data()
{
    QTest::addColumn<QString>("path");
    QStringList folders = g_folders;
    if (folders.isEmpty())
        for (const char *name : {"async", "core", "errors", "modules", "security", "stdlib"})
            folders.append(QStringLiteral(LATCHKEY_SOURCE_DIR "/tests/conformance/") + QLatin1StringView(name));
    for (const QString &folder : folders) {
        const QDir dir(folder);
        for (const QString &name : dir.entryList({u"*.ml"_s}, QDir::Files, QDir::Name))
            QTest::newRow(qPrintable(dir.dirName() + u'/' + name.chopped(3))) << dir.absoluteFilePath(name);
    }
}

/// What a program must give: the file beside it, or where that contradicts the language's rules, what the rules ask for
/// (README.md lists those with the reason).
static QByteArray expectation(const QString &file)
{
    const QString ruled = file + u".ruled"_s;
    return contentOf(QFile::exists(ruled) ? ruled : file);
}

void tst_Conformance::programs()
{
    QFETCH(QString, path);
    const QFileInfo info(path);
    const QByteArray source = contentOf(path);

    QTemporaryDir fresh;
    runs::Script script;
    script.source = source;
    script.name = info.fileName();
    script.folder = info.absolutePath();
    script.path = path;
    runs::RunOptions options;
    options.timeoutSeconds = kLimitSeconds;
    options.grantAll = true;
    const QString grants = headComment(source, u"grants"_s);
    const bool isSecurity = !grants.isEmpty();
    const QString beside = info.absolutePath() + u"/modules"_s;
    if (isSecurity || QFileInfo(beside).isDir()) { // works in a copy
        script.folder = fresh.path();
        script.path = fresh.filePath(info.fileName());
        write(script.path, source);
        if (!isSecurity) copyTree(beside, fresh.path());
    }
    if (isSecurity) {
        options.grantAll = false;
        for (const QString &grant : grants.split(u", "_s, Qt::SkipEmptyParts))
            if (grant != "none"_L1) options.grants.append(grant);
        prepare(fresh.path(), headComment(source, u"setup"_s));
    }
    const bool isAsync = info.dir().dirName() == "async"_L1;
    const auto run = (isAsync ? m_virtualEngine : m_engine).submit(script, options);
    QVERIFY2(run->wait((kLimitSeconds + 5) * 1000), "does not end");
    QVERIFY2(run->state() != runs::RunState::TimedOut, "still running after 10 seconds");
    const QString base = path.chopped(3);
    if (QFile::exists(base + u".err"_s)) expectError(*run, expectation(base + u".err"_s));
    else if (QFile::exists(base + u".out"_s)) expectOutput(*run, expectation(base + u".out"_s));
    else QFAIL("neither .out nor .err");
}

void tst_Conformance::expectOutput(const runs::Run &run, const QByteArray &expected)
{
    const runs::RunResult &result = run.result();
    QByteArray actual;
    for (qint64 offset = 0;;) { // standard output only, whole lines whatever their length
        auto stream = runs::OutputStream::Output;
        const QByteArray part = run.output().read(offset, 1 << 20, &stream);
        if (part.isEmpty()) break;
        if (stream == runs::OutputStream::Output) actual += part;
        offset += part.size();
    }
    if (result.value.isValid()) {
        if (!actual.isEmpty() && !actual.endsWith('\n')) actual += '\n';
        actual += "=> result = " + result.value.toJson() + '\n';
    }
    if (result.error)
        QFAIL(
            qPrintable(u"line %1: %2: %3"_s.arg(result.error->line).arg(kindOf(*result.error), result.error->message)));
    const QString difference = firstDifference(expected, actual);
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
}

void tst_Conformance::expectError(const runs::Run &run, const QByteArray &expected)
{
    const runs::RunResult &result = run.result();
    QVERIFY2(result.error, "ended normally");
    const QString message = result.error->message;
    const QStringList lines = QString::fromUtf8(expected).split(u'\n');
    const QString actual = u"%1 %2"_s.arg(kindOf(*result.error)).arg(result.error->line);
    QVERIFY2(actual == lines.value(0),
             qPrintable(u"expected '%1', got '%2' (%3)"_s.arg(lines.value(0), actual, message)));
    QVERIFY2(message.contains(lines.value(1)), qPrintable(u"'%1' is not in '%2'"_s.arg(lines.value(1), message)));
    const bool mustBeSilent =
        result.error->kind == syntax::ErrorKind::SyntaxError || result.error->kind == syntax::ErrorKind::SecurityError;
    if (mustBeSilent) QCOMPARE(run.output().byteCount(), 0);
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QStringList rest;
    for (const QString &argument : QCoreApplication::arguments()) {
        if (!rest.isEmpty() && QFileInfo(argument).isDir()) g_folders.append(argument);
        else rest.append(argument);
    }
    tst_Conformance test;
    return QTest::qExec(&test, rest);
}

#include "tst_conformance.moc"
