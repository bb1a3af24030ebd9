// SPDX-License-Identifier: GPL-3.0-or-later
//
// ML shares its suffix with OCaml. What a file manager takes a file for is decided by its text: the rules of our type
// are tried beside those of the system, with Qt's database and with GLib's, the two that desktops use.
#include <QDirIterator>
#include <QFile>
#include <QMimeDatabase>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr char kSystemTypes[] = "/usr/share/mime/packages/freedesktop.org.xml";
const QString kMl = u"text/x-ml-script"_s, kOcaml = u"text/x-ocaml"_s;

} // namespace

class tst_FileType : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void contentDecides_data();
    void contentDecides();
    void withoutSuffix_data();
    void withoutSuffix();
    void theNameAloneIsOcaml();
    void examplesAreScripts();

private:
    [[nodiscard]] QString make(const QString &name, const QByteArray &text) const;
    static QString typeByGlib(const QString &path);

    QTemporaryDir m_data;
    QTemporaryDir m_files;
};

// A data folder with the system's types and ours, and none of what the machine has besides.
void tst_FileType::initTestCase()
{
    if (!QFile::exists(QLatin1StringView(kSystemTypes))) QSKIP("shared-mime-info is missing");
    if (QStandardPaths::findExecutable(u"update-mime-database"_s).isEmpty()) QSKIP("shared-mime-info is missing");
    const QString packages = m_data.filePath(u"mime/packages"_s);
    QVERIFY(QDir().mkpath(packages));
    QVERIFY(QFile::copy(QLatin1StringView(kSystemTypes), packages + u"/freedesktop.org.xml"_s));
    QVERIFY(QFile::copy(QStringLiteral(LATCHKEY_SOURCE_DIR "/packaging/desktop/latchkey.xml"),
                        packages + u"/latchkey.xml"_s));
    QProcess update;
    update.start(u"update-mime-database"_s, {u"-V"_s, m_data.filePath(u"mime"_s)});
    QVERIFY(update.waitForFinished());
    const QByteArray said = update.readAllStandardError();
    QCOMPARE(update.exitCode(), 0);
    // Its complaints end nothing, but lose rules.
    QVERIFY2(!said.contains("rror") && !said.contains("nvalid") && !said.contains("arning"), said.constData());
    qputenv("XDG_DATA_DIRS", m_data.path().toUtf8());
    qputenv("XDG_DATA_HOME", m_data.filePath(u"none"_s).toUtf8());
    QVERIFY(QMimeDatabase().mimeTypeForName(kMl).isValid());
    QVERIFY(QMimeDatabase().mimeTypeForName(kMl).inherits(u"text/plain"_s));
}

QString tst_FileType::make(const QString &name, const QByteArray &text) const
{
    QFile file(m_files.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) qWarning("a file could not be made");
    return file.fileName();
}

QString tst_FileType::typeByGlib(const QString &path)
{
    QProcess gio;
    gio.start(u"gio"_s, {u"info"_s, u"-a"_s, u"standard::content-type"_s, path});
    gio.waitForFinished();
    static const QRegularExpression kType(u"standard::content-type: (\\S+)"_s);
    return kType.match(QString::fromUtf8(gio.readAllStandardOutput())).captured(1);
}

void tst_FileType::contentDecides_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("type");
    const auto row = [](const char *name, const QByteArray &text, const QString &type) {
        QTest::newRow(name) << text << type;
    };
    row("an import first", "import math;\nresult = math.sqrt(2);\n", kMl);
    row("an import below a comment", "// What it does.\nimport file;\nprint(file.read(\"a\"));\n", kMl);
    row("an import under another name", "import collections as c;\nx = c.range(3);\n", kMl);
    row("a function and a result", "function f(x) {\n    return x * x;\n}\nresult = f(3);\n", kMl);
    row("a loop and a result", "total = 0;\nfor (n in [1, 2]) {\n    total = total + n;\n}\nresult = total;\n", kMl);
    row("elif", "if (a) {\n    b();\n} elif (c) {\n    d();\n}\n", kMl);
    row("except", "try {\n    a();\n} except (e) {\n    print(e);\n}\n", kMl);
    row("a request for permissions", "capability Notes {\n    resource \"notes/**\";\n    allow read;\n}\n", kMl);
    row("an arrow function", "double = 1;\nf = fn(x) => x * 2;\nresult = f(4);\n", kMl);
    row("Windows line ends", "// Sums.\r\nimport json;\r\nresult = 1;\r\n", kMl);
    row("OCaml", "let rec fact n = if n < 2 then 1 else n * fact (n - 1)\nlet () = print_int (fact 5)\n", kOcaml);
    row("OCaml with a comment", "(* import math; *)\nopen Printf\nlet () = printf \"%d\\n\" 3\n", kOcaml);
    row("OCaml with `function`", "let f = function\n  | Some x -> x\n  | None -> 0\n\nlet result = f (Some 3)\n",
        kOcaml);
    row("an OCaml record", "let r = {\n  result = 3;\n  count = 4;\n}\n", kOcaml);
    row("an OCaml module", "module M = struct\n  type t = int\nend\nlet for_ = fun (x, y) -> x in ()\n", kOcaml);
    row("Standard ML",
        "fun fact 0 = 1\n  | fact n = n * fact (n - 1);\nval result = fact 5;\nprint (Int.toString result);\n", kOcaml);
    row("an empty file", "", kOcaml);
    row("prose", "Notes for tomorrow\n\n* call them\n", kOcaml);
}

void tst_FileType::contentDecides()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, type);
    const QString path = make(u"script.ml"_s, text);
    // Without content nobody looks inside.
    if (!text.isEmpty()) QCOMPARE(QMimeDatabase().mimeTypeForFile(path).name(), type);
    if (QStandardPaths::findExecutable(u"gio"_s).isEmpty()) QSKIP("gio is missing");
    if (!text.isEmpty()) QCOMPARE(typeByGlib(path), type);
}

// A file without a suffix is judged by its text alone: nobody else's language may be taken for ML.
void tst_FileType::withoutSuffix_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("script");
    const auto row = [](const char *name, const QByteArray &text, bool script) {
        QTest::newRow(name) << text << script;
    };
    row("ML", "import async;\nasync.sleep(1);\n", true);
    row("JavaScript", "// Sums.\nfunction sum(a, b) {\n    return a + b;\n}\nconsole.log(sum(1, 2));\n", false);
    row("JavaScript modules", "import math from \"math\";\nconst result = math.sqrt(2);\nfor (const x in o) {\n}\n",
        false);
    row("TypeScript", "import { json } from 'x';\n\nexport function f(x: number) {\n    return x;\n}\n", false);
    row("Python", "import math\nimport json as j\n\nresult = math.sqrt(2)\nprint(result)\nfor (a) in b:\n    pass\n",
        false);
    row("Python in prose of Python", "\"\"\"Text; more.\n\"\"\"\nimport collections as c\nresult = c.OrderedDict()\n",
        false);
    row("R", "f <- function(x) {\n  x * 2\n}\nfor (n in 1:3) {\n  print(f(n))\n}\n", false);
    row("C", "// Sums.\n#include <stdio.h>\nint main(void)\n{\n    int result = 2;\n    return result;\n}\n", false);
    row("Java",
        "package a;\n\nimport java.util.*;\n\nclass A {\n    int random(int x) {\n        return x;\n    }\n}\n",
        false);
    row("Lua", "local function f(x)\n  return x\nend\nprint(f(2))\nresult = f(3)\n", false);
    row("a shell script without its first line", "function f() {\n    echo a;\n}\nresult=$(f)\n", false);
    row("AWK", "function f(x) {\n    return x\n}\n{ print(f($1)); }\n", false);
    row("Rust", "fn main() {\n    let f = |x| x;\n    match f(2) {\n        Some(x) => print!(\"a\"),\n    }\n}\n",
        false);
    row("Octave", "function y = f(x)\n  y = x * 2;\nend\nresult = f(3);\n", false);
    row("a settings file", "[a]\nresult = 3;\nname = import\n", false);
}

void tst_FileType::withoutSuffix()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, script);
    const QString path = make(u"script"_s, text);
    QCOMPARE(QMimeDatabase().mimeTypeForFile(path).name() == kMl, script);
    if (QStandardPaths::findExecutable(u"gio"_s).isEmpty()) QSKIP("gio is missing");
    QCOMPARE(typeByGlib(path) == kMl, script);
}

// The default of others is not stolen.
void tst_FileType::theNameAloneIsOcaml()
{
    QCOMPARE(QMimeDatabase().mimeTypeForFile(u"script.ml"_s, QMimeDatabase::MatchExtension).name(), kOcaml);
}

void tst_FileType::examplesAreScripts()
{
    int count = 0;
    for (QDirIterator it(QStringLiteral(LATCHKEY_SOURCE_DIR "/resources/examples"), {u"*.ml"_s}); it.hasNext(); ++count)
        QVERIFY2(QMimeDatabase().mimeTypeForFile(it.next()).name() == kMl, qPrintable(it.fileName()));
    QVERIFY(count > 10);
}

QTEST_GUILESS_MAIN(tst_FileType)
#include "tst_file_type.moc"
