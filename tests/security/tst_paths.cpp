// SPDX-License-Identifier: GPL-3.0-or-later
// Every spelling of a way out of a granted folder, with every function that takes a path; and folders and links that
// are swapped while a script uses them.
#include "tests/security/sandbox.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <atomic>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace latchkey;
using namespace latchkey::tests;
using namespace Qt::StringLiterals;

namespace {

/// Tries everything with the path OUT, which comes as context, and says what came of it.
constexpr char kEverything[] = R"(
import file; import path; import csv; import crypto; import log; import json;
function attempt(name, action) {
    try { print(name, "->", action()); } except (e) { print(name, "!", e.name, e.message); }
}
for (to in targets) {
    attempt("read", fn() => file.read(to));
    attempt("readBytes", fn() => file.readBytes(to));
    attempt("readLines", fn() => file.readLines(to));
    attempt("csv", fn() => csv.read(to, ",", false));
    attempt("headers", fn() => csv.get_headers(to));
    attempt("count", fn() => csv.count_rows(to));
    attempt("hash", fn() => crypto.hash_file(to));
    attempt("list", fn() => path.listDir(to));
    attempt("walk", fn() => path.walk(to));
    attempt("glob", fn() => path.glob(to + "/" + "*"));
    attempt("glob itself", fn() => path.glob(to));
    attempt("glob deep", fn() => path.glob(to + "/" + "**"));
    attempt("copy out", fn() => file.copy("data/in.txt", to));
    attempt("copy in", fn() => file.copy(to, "data/stolen.txt"));
    attempt("move in", fn() => file.move(to, "data/stolen2.txt"));
    attempt("move out", fn() => file.move("data/in.txt", to));
    attempt("write", fn() => file.write(to, "x"));
    attempt("write below", fn() => file.write(to + "/new.txt", "x"));
    attempt("writeLines", fn() => file.writeLines(to, ["x"]));
    attempt("append", fn() => file.append(to, "x"));
    attempt("csv append", fn() => csv.append(to, ["x"]));
    attempt("csv write", fn() => csv.write(to, [["x"]]));
    attempt("log", fn() => log.add_file(to));
    attempt("log named", fn() => log.create_logger("a").add_file(to));
    attempt("make", fn() => path.createDir(to + "/made"));
    attempt("remove", fn() => path.removeDir(to));
    attempt("remove tree", fn() => path.removeDirRecursive(to));
    attempt("delete", fn() => file.delete(to));
}
log.info("a line for the log");
)";

const QStringList kInside{u"file.*:./data/**"_s, u"path.*:./data/**"_s};

bool isThorough()
{
    return qEnvironmentVariableIsSet("LATCHKEY_STRESS");
}

} // namespace

class tst_Paths : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_box = std::make_unique<Sandbox>(); }
    void cleanup() { m_box.reset(); }

    void spellings_data();
    void spellings();
    void specialFiles_data();
    void specialFiles();
    void hardLinkIsTheFileItself();
    void refusalsTellNothing_data();
    void refusalsTellNothing();
    void strangeNamesInside_data();
    void strangeNamesInside();
    void hiddenFilesNeedTheirDot();
    void linksInsideMayBeUsed();
    void racer_data();
    void racer();
    void ownFilesAreNeverGranted();
    void modulesAcrossFolders();

private:
    QByteArray attack(const QStringList &targets, const QStringList &grants);
    std::unique_ptr<Sandbox> m_box;
};

QByteArray tst_Paths::attack(const QStringList &targets, const QStringList &grants)
{
    runs::RunOptions options;
    options.context = {{u"targets"_s, QJsonArray::fromStringList(targets)}};
    const QByteArray output = m_box->run(kEverything, grants, options);
    if (!m_box->last()->result().success)
        qWarning("%s", qPrintable(m_box->last()->result().error ? m_box->last()->result().error->message : QString()));
    return output;
}

void tst_Paths::spellings_data()
{
    QTest::addColumn<QStringList>("targets"); // OUT stands for the folder outside
    const auto row = [](const char *name, const QStringList &targets) { QTest::newRow(name) << targets; };
    row("absolute", {u"OUT/secret.txt"_s, u"OUT"_s});
    row("one up", {u"../outside/secret.txt"_s, u"../outside"_s});
    row("through the folder", {u"data/../../outside/secret.txt"_s, u"./data/.././../outside"_s});
    row("through a folder that is not there", {u"data/none/../../../outside/secret.txt"_s});
    row("through a file", {u"data/in.txt/../../../outside/secret.txt"_s});
    row("doubled slashes", {u"data//..//..//outside//secret.txt"_s, u"//OUT/secret.txt"_s, u"/./OUT/secret.txt"_s});
    row("trailing slash", {u"OUT/secret.txt/"_s, u"OUT/"_s, u"OUT/more/"_s});
    row("trailing dot", {u"OUT/secret.txt/."_s, u"OUT/."_s, u"OUT/more/.."_s});
    row("many ups", {u"../"_s.repeated(50) + u"OUT/secret.txt"_s});
    row("home", {u"~"_s, u"~/"_s, u"~/../"_s, u"~root/.bashrc"_s});
    row("sibling with the same beginning", {u"../data-secret/s.txt"_s, u"data-secret"_s, u"data/../../data-secret"_s});
    row("percent escapes", {u"data/%2e%2e/%2e%2e/outside/secret.txt"_s, u"data/..%2f..%2foutside%2fsecret.txt"_s});
    row("backslashes", {u"data\\..\\..\\outside\\secret.txt"_s, u"..\\outside\\secret.txt"_s});
    row("zero", {u"data/in.txt"_s + QChar(0) + u"/../../outside/secret.txt"_s, u"OUT/secret.txt"_s + QChar(0)});
    row("newline", {u"data/\n../../outside/secret.txt"_s, u"OUT/secret.txt\n"_s});
    row("wide dots", {u"data/\uFF0E\uFF0E/\uFF0E\uFF0E/outside/secret.txt"_s, u"data/\u2025/\u2025/outside"_s});
    row("wide slash", {u"data/..\uFF0F..\uFF0Foutside\uFF0Fsecret.txt"_s, u"..\u2215outside\u2215secret.txt"_s});
    row("other case", {u"DATA/../../OUTSIDE/secret.txt"_s, u"Data/in.txt"_s, u"DATA"_s});
    row("composed and decomposed", {u"d\u0061\u0301ta/../../outside/secret.txt"_s, u"d\u00E1ta/../../outside"_s});
    row("five thousand characters", {u"data/"_s + u"x/../"_s.repeated(2000) + u"../../outside/secret.txt"_s});
    row("long name", {u"data/"_s + QString(5000, u'x') + u"/../../../outside/secret.txt"_s});
    row("link to a file", {u"data/link-file"_s});
    row("link to a folder", {u"data/link-folder"_s, u"data/link-folder/secret.txt"_s, u"data/link-folder/"_s});
    row("link in the middle", {u"data/deep/../link-folder/more/other.txt"_s, u"data/deep/up/outside/secret.txt"_s});
    row("link to a link", {u"data/link-link"_s, u"data/link-link/secret.txt"_s});
    row("link that leads nowhere yet", {u"data/dangling"_s, u"data/dangling-folder/new"_s});
    row("relative link", {u"data/link-relative/secret.txt"_s, u"data/link-relative"_s});
    row("ring of links", {u"data/ring"_s, u"data/ring/../../outside/secret.txt"_s});
    row("current folder of the process", {u"/proc/self/cwd"_s, u"/proc/self/root/OUT/secret.txt"_s});
    row("environment of the process", {u"/proc/self/environ"_s, u"/proc/thread-self/environ"_s, u"/proc/self/mem"_s});
    row("descriptors", {u"/dev/fd/0"_s, u"/proc/self/fd/0"_s, u"/dev/stdin"_s, u"/proc/self/fd"_s});
    row("names of temporary files", {u".latchkey-"_s, u"../.latchkey-x"_s, u"data/../.latchkey-abcdefghijkl"_s});
    row("empty", {QString(), u" "_s, u"."_s, u"./"_s, u".."_s, u"/"_s});
    row("URL", {u"file://OUT/secret.txt"_s, u"file:OUT/secret.txt"_s});
    row("pattern as a name", {u"*"_s, u"../*"_s, u"../**"_s, u"data/[.][.]/../outside"_s, u"../outside/s?cret.txt"_s});
}

void tst_Paths::spellings()
{
    QFETCH(QStringList, targets);
    const QString out = m_box->outside();
    const QString data = m_box->home() + u"/data"_s;
    QVERIFY(QFile::link(out + u"/secret.txt"_s, data + u"/link-file"_s));
    QVERIFY(QFile::link(out, data + u"/link-folder"_s));
    QVERIFY(QFile::link(data + u"/link-folder"_s, data + u"/link-link"_s));
    QVERIFY(QFile::link(u"../../outside"_s, data + u"/link-relative"_s));
    QVERIFY(QFile::link(u"../../.."_s, data + u"/deep/up"_s));
    QVERIFY(QFile::link(out + u"/not-there-yet"_s, data + u"/dangling"_s));
    QVERIFY(QFile::link(out + u"/no-folder-yet"_s, data + u"/dangling-folder"_s));
    QVERIFY(QFile::link(data + u"/ring2"_s, data + u"/ring"_s));
    QVERIFY(QFile::link(data + u"/ring"_s, data + u"/ring2"_s));
    for (QString &target : targets) target.replace(u"OUT"_s, out);
    const QByteArray output = attack(targets, kInside);
    QVERIFY2(m_box->escaped().isEmpty(), qPrintable(m_box->escaped() + u'\n' + QString::fromUtf8(output)));
    QVERIFY(!output.contains("root:x:0")); // of /etc/passwd
}

void tst_Paths::specialFiles_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QStringList>("grants");
    QTest::newRow("device by a wide grant") << u"/dev/zero"_s << QStringList{u"file"_s, u"path"_s};
    QTest::newRow("device by two stars") << u"/dev/zero"_s << QStringList{u"file.*:**"_s};
    QTest::newRow("device by its name") << u"/dev/zero"_s << QStringList{u"file.*:/dev/zero"_s};
    QTest::newRow("null device") << u"/dev/null"_s << QStringList{u"file.*:/dev/**"_s};
    QTest::newRow("environment by a wide grant") << u"/proc/self/environ"_s << QStringList{u"file"_s};
    QTest::newRow("kernel's switches by a wide grant") << u"/sys/kernel/notes"_s << QStringList{u"*"_s};
    QTest::newRow("pipe without a writer") << u"PIPE"_s << QStringList{u"file"_s, u"path"_s};
    QTest::newRow("link to a pipe") << u"PIPELINK"_s << QStringList{u"file"_s};
    QTest::newRow("socket") << u"SOCKET"_s << QStringList{u"file"_s};
}

/// A device would never end, a pipe would hold a thread for ever: both are refused at once.
void tst_Paths::specialFiles()
{
    QFETCH(QString, target);
    QFETCH(QStringList, grants);
    const QString pipe = m_box->home() + u"/pipe"_s;
    QCOMPARE(mkfifo(pipe.toUtf8().constData(), 0600), 0);
    QVERIFY(QFile::link(pipe, m_box->home() + u"/pipe-link"_s));
    QCOMPARE(mknod((m_box->home() + u"/socket"_s).toUtf8().constData(), S_IFSOCK | 0600, 0), 0);
    target.replace(u"PIPELINK"_s, m_box->home() + u"/pipe-link"_s).replace(u"PIPE"_s, pipe);
    target.replace(u"SOCKET"_s, m_box->home() + u"/socket"_s);
    runs::RunOptions options;
    options.context = {{u"to"_s, target}};
    options.timeoutSeconds = 10;
    const QByteArray output = m_box->run(R"(
import file; import csv; import crypto; import log;
count = 0;
for (action in [fn() => file.read(to), fn() => file.readBytes(to), fn() => csv.read(to), fn() => crypto.hash_file(to),
                fn() => file.append(to, "x"), fn() => file.write(to, "x"), fn() => log.add_file(to),
                fn() => file.copy(to, "copied")]) {
    try { action(); print("went through", count); } except (e) { print(e.name); }
    count = count + 1;
}
)",
                                         grants, options);
    QVERIFY2(m_box->last()->result().success, output.constData());
    QVERIFY2(!output.contains("went through"), output.constData());
    QVERIFY(m_box->last()->result().cpuTime < 5);
    QVERIFY(m_box->escaped().isEmpty());
}

/// A second name of a file is the file: nothing can tell. But nobody makes one from a script.
void tst_Paths::hardLinkIsTheFileItself()
{
    const QByteArray from = (m_box->outside() + u"/secret.txt"_s).toUtf8();
    const QByteArray to = (m_box->home() + u"/data/hard.txt"_s).toUtf8();
    QCOMPARE(link(from.constData(), to.constData()), 0);
    const QByteArray output = m_box->run("import file; print(file.read('data/hard.txt'));", kInside);
    QVERIFY(output.contains(Sandbox::kCanary));
    // Writing replaces the name, not the file behind both.
    m_box->run("import file; file.write('data/hard.txt', 'mine');", kInside);
    QCOMPARE(m_box->get(m_box->outside() + u"/secret.txt"_s), QByteArray(Sandbox::kCanary));
}

void tst_Paths::refusalsTellNothing_data()
{
    QTest::addColumn<QString>("call");
    for (const char *call :
         {"file.read(to)",           "file.readLines(to)",    "file.write(to, 'x')",     "file.append(to, 'x')",
          "file.delete(to)",         "file.exists(to)",       "file.isFile(to)",         "file.isDirectory(to)",
          "file.size(to)",           "file.modifiedTime(to)", "path.exists(to)",         "path.isFile(to)",
          "path.isDirectory(to)",    "path.listDir(to)",      "path.walk(to)",           "path.glob(to + '/*')",
          "path.createDir(to)",      "path.removeDir(to)",    "file.copy(to, 'data/x')", "file.copy('data/in.txt', to)",
          "file.move(to, 'data/y')", "csv.read(to)",          "crypto.hash_file(to)"})
        QTest::newRow(call) << QString::fromUtf8(call);
}

/// A denied call says the same whether the thing is there, is a folder, or is not there at all.
void tst_Paths::refusalsTellNothing()
{
    QFETCH(QString, call);
    QStringList seen;
    for (const char *name : {"secret.txt", "absent.txt", "more/", "more/none"}) {
        runs::RunOptions options;
        const QString target = m_box->outside() + u'/' + QLatin1StringView(name);
        options.context = {{u"to"_s, target}};
        QByteArray output = m_box->run("import file; import path; import csv; import crypto;\ntry { print('through', " +
                                           call.toUtf8() + "); } except (e) { print(e.name, e.message); }",
                                       kInside, options);
        QString clean = target;
        while (clean.endsWith(u'/')) clean.chop(1);
        // An existing folder stands for the entry in it, as the specification of copying asks.
        seen.append(QString::fromUtf8(output).replace(clean, u"TARGET"_s).replace(u"TARGET/in.txt"_s, u"TARGET"_s));
    }
    QVERIFY2(seen[0].startsWith("capability_error"_L1), qPrintable(seen[0]));
    QCOMPARE(seen.count(seen[0]), seen.size());
}

void tst_Paths::strangeNamesInside_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("newline") << u"a\nb"_s;
    QTest::newRow("return and tab") << u"a\r\tb"_s;
    QTest::newRow("escape code") << u"a\x1b[31mb"_s;
    QTest::newRow("turned text") << u"a\u202Eb"_s;
    QTest::newRow("only a space") << u" "_s;
    QTest::newRow("spaces at the ends") << u" a "_s;
    QTest::newRow("dots at the end") << u"a..."_s;
    QTest::newRow("three dots") << u"..."_s;
    QTest::newRow("stars") << u"*"_s;
    QTest::newRow("set") << u"[a]"_s;
    QTest::newRow("backslash") << u"a\\b"_s;
    QTest::newRow("minus") << u"-rf"_s;
    QTest::newRow("tilde") << u"~"_s;
    QTest::newRow("quotes") << u"a'\"b"_s;
    QTest::newRow("percent") << u"%2e%2e"_s;
    QTest::newRow("beyond 16 bits") << u"😀"_s;
    QTest::newRow("decomposed") << u"e\u0301"_s;
    QTest::newRow("255 bytes") << QString(255, u'n');
}

/// Names that are odd but legal work like any other, whole and without a change.
void tst_Paths::strangeNamesInside()
{
    QFETCH(QString, name);
    runs::RunOptions options;
    options.context = {{u"name"_s, name}};
    QStringList grants = kInside;
    if (name.startsWith(u'.')) grants = {u"file.*:./data/.*"_s, u"path.*:./data/**"_s, u"file.*:./data/*"_s};
    const QByteArray output = m_box->run(R"(
import file; import path;
function assert(ok) { if (!ok) { throw { message: "not so: " + name }; } }
function contains(items, x) { for (i in items) { if (i == x) { return true; } } return false; }
p = "data/./" + name;
file.write(p, "content");
file.append(p, "!");
assert(file.read(p) == "content!");
assert(file.exists(p) && file.isFile(p) && file.size(p) == 8);
assert(contains(path.listDir("data"), name));
file.copy(p, "data/copy");
assert(file.read("data/copy") == "content!");
file.move("data/copy", "data/moved");
assert(file.delete(p));
assert(!file.exists(p));
print("good");
)",
                                         grants, options);
    QVERIFY2(output == "good\n",
             qPrintable(QString::fromUtf8(output) +
                        (m_box->last()->result().error ? m_box->last()->result().error->message : QString())));
    QVERIFY(m_box->escaped().isEmpty());
}

void tst_Paths::hiddenFilesNeedTheirDot()
{
    m_box->put(m_box->home() + u"/data/.env"_s, Sandbox::kCanary);
    m_box->put(m_box->home() + u"/data/.git/config"_s, Sandbox::kCanary);
    const QByteArray output = attack({u"data/.env"_s, u"data/.git/config"_s, u"data/.git"_s}, kInside);
    QVERIFY2(!output.contains(Sandbox::kCanary), output.constData());
    QCOMPARE(m_box->get(m_box->home() + u"/data/.env"_s), QByteArray(Sandbox::kCanary));
}

void tst_Paths::linksInsideMayBeUsed()
{
    QVERIFY(QFile::link(u"in.txt"_s, m_box->home() + u"/data/here"_s));
    const QByteArray output = m_box->run("import file; file.write('data/here', 'new'); "
                                         "print(file.read('data/in.txt')); print(file.delete('data/here'));",
                                         kInside);
    QCOMPARE(output, "new\ntrue\n"); // through the link; but deleting takes the link
    QCOMPARE(m_box->get(m_box->home() + u"/data/in.txt"_s), "new");
}

void tst_Paths::racer_data()
{
    QTest::addColumn<QString>("body");
    QTest::newRow("reading") << u"try { print(file.read('data/flip/secret.txt')); } except (e) { }"_s;
    QTest::newRow("writing") << u"try { file.write('data/flip/secret.txt', 'x'); } except (e) { }"_s;
    QTest::newRow("appending") << u"try { file.append('data/flip/secret.txt', 'x'); } except (e) { }"_s;
    QTest::newRow("deleting") << u"try { file.delete('data/flip/secret.txt'); } except (e) { }"_s;
    QTest::newRow("listing")
        << u"try { path.listDir('data/flip/more'); print(path.walk('data/flip')); } except (e) { }"_s;
    QTest::newRow("moving")
        << u"try { file.move('data/flip/secret.txt', 'data/got.txt'); } except (e) { } try { file.delete('data/got.txt'); } except (e) { }"_s;
    QTest::newRow("copying") << u"try { file.copy('data/flip/secret.txt', 'data/got.txt'); } except (e) { }"_s;
    QTest::newRow("removing trees") << u"try { path.removeDirRecursive('data/flip/more'); } except (e) { }"_s;
    QTest::newRow("making") << u"try { path.createDir('data/flip/new/newer'); } except (e) { }"_s;
    QTest::newRow("logging")
        << u"try { l = log.create_logger(str(i)); l.add_file('data/flip/secret.txt'); l.info('x'); } except (e) { }"_s;
}

/// A thread puts a folder and a link to the outside in turn where the script works.
void tst_Paths::racer()
{
    QFETCH(QString, body);
    const QByteArray flip = (m_box->home() + u"/data/flip"_s).toUtf8();
    const QByteArray folder = (m_box->home() + u"/data/flip-folder"_s).toUtf8();
    const QByteArray other = (m_box->home() + u"/data/flip-link"_s).toUtf8();
    m_box->put(QString::fromUtf8(folder) + u"/secret.txt"_s, "mine");
    m_box->put(QString::fromUtf8(folder) + u"/more/other.txt"_s, "mine");
    QCOMPARE(symlink(m_box->outside().toUtf8().constData(), other.constData()), 0);
    std::atomic<bool> isOver = false;
    std::thread swapper([&] {
        while (!isOver.load(std::memory_order_relaxed)) {
            rename(folder.constData(), flip.constData());
            rename(flip.constData(), folder.constData());
            rename(other.constData(), flip.constData());
            rename(flip.constData(), other.constData());
        }
    });
    const int rounds = isThorough() ? 100'000 : 400;
    runs::RunOptions options;
    options.timeoutSeconds = isThorough() ? 600 : 20;
    options.outputLimit = 0;
    m_box->run("import file; import path; import log;\nlog.set_level('CRITICAL');\nfor (i in range(" +
                   QByteArray::number(rounds) + ")) { " + body.toUtf8() + " }",
               kInside, options);
    isOver = true;
    swapper.join();
    rename(flip.constData(), QFileInfo(QString::fromUtf8(flip)).isSymLink() ? other.constData() : folder.constData());
    QVERIFY2(m_box->escaped().isEmpty(), qPrintable(m_box->escaped()));
}

void tst_Paths::ownFilesAreNeverGranted()
{
    const QString state = QDir::cleanPath(m_box->home() + u"/../state"_s);
    const QStringList everything{u"*"_s,
                                 u"file"_s,
                                 u"path"_s,
                                 u"file.*:**"_s,
                                 u"file.*:"_s + state + u"/**"_s,
                                 u"file.*:"_s + state + u"/audit.jsonl"_s};
    m_box->run("import file; try { file.read('data/in.txt'); } except (e) { }", everything); // makes the log
    const QByteArray output = m_box->run(R"(
import file; import path;
for (p in ["../state/audit.jsonl", "../state/permissions.sqlite", "../state"]) {
    for (action in [fn() => file.read(p), fn() => file.write(p, "x"), fn() => file.append(p, "x"), fn() => file.delete(p),
                    fn() => path.listDir(p), fn() => path.removeDirRecursive(p), fn() => file.move(p, "data/got")]) {
        try { action(); print("went through"); } except (e) { print(e.name); }
    }
}
)",
                                         everything);
    QCOMPARE(output.count("capability_error\n"), 21);
}

/// A module of the program's own is found beside it and nowhere else.
void tst_Paths::modulesAcrossFolders()
{
    m_box->put(m_box->outside() + u"/evil.ml"_s, "x = 'evil ran';");
    QVERIFY(QFile::link(m_box->outside() + u"/evil.ml"_s, m_box->home() + u"/linked.ml"_s));
    for (const char *source :
         {"import outside.evil; print(outside.evil.x);", "import ..outside.evil;", "import \"../outside/evil\";",
          "import ../outside/evil;", "import data.../outside.evil;"}) {
        const QByteArray output = m_box->run(source, {});
        QVERIFY2(!output.contains("evil ran"), source);
    }
}

QTEST_GUILESS_MAIN(tst_Paths)
#include "tst_paths.moc"
