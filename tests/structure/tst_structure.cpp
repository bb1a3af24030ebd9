// SPDX-License-Identifier: GPL-3.0-or-later
//
// The house rules that a compiler does not see: which folder may include which, no widgets in the engine, no Qt in its
// pure rooms, a licence line in every source file, no marks of unfinished work. The rules are the tables below; a
// second set of tests feeds each rule a file that breaks it, so that a rule that sees nothing does not pass for one
// that is kept.
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QLibraryInfo>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <vector>

using namespace Qt::StringLiterals;

namespace {

struct SourceFile {
    QString path; ///< From the root of the repository.
    QString text;
};

struct Include {
    QString header;
    int line = 0;
};

/// What each room of the engine may include besides itself. A script passes through the rooms from top to bottom.
const QHash<QString, QSet<QString>> &engineArrows()
{
    static const QHash<QString, QSet<QString>> arrows = [] {
        QHash<QString, QSet<QString>> table;
        table[u"text"_s] = {};
        table[u"syntax"_s] = {};
        table[u"analysis"_s] = {u"syntax"_s, u"text"_s};
        table[u"bytecode"_s] = table[u"analysis"_s] + QSet{u"analysis"_s};
        table[u"vm"_s] = table[u"bytecode"_s] + QSet{u"bytecode"_s};
        table[u"capability"_s] = {u"text"_s};
        table[u"threads"_s] = {};
        table[u"network"_s] = table[u"vm"_s] + QSet{u"vm"_s, u"capability"_s, u"threads"_s};
        table[u"modules"_s] = table[u"vm"_s] + QSet{u"vm"_s, u"capability"_s};
        table[u"runs"_s] = table[u"modules"_s] + QSet{u"modules"_s, u"network"_s, u"threads"_s};
        table[u"language"_s] = table[u"runs"_s] + QSet{u"runs"_s};
        table[u"debug"_s] = table[u"runs"_s] + QSet{u"runs"_s};
        table[u"journal"_s] = table[u"runs"_s] + QSet{u"runs"_s};
        return table;
    }();
    return arrows;
}

/// Rooms without any Qt, usable and fast everywhere.
const QSet<QString> kPureRooms = {u"text"_s, u"syntax"_s, u"analysis"_s, u"bytecode"_s, u"vm"_s};

QString folder(const QString &path, int depth)
{
    return path.section(u'/', depth, depth);
}

QList<Include> includesOf(const QString &text)
{
    static const QRegularExpression pattern(uR"(^\s*#\s*include\s*[<"]([^>"]+)[>"])"_s);
    QList<Include> found;
    int line = 0;
    for (const QString &row : text.split(u'\n')) {
        ++line;
        if (const auto match = pattern.match(row); match.hasMatch()) found.append({match.captured(1), line});
    }
    return found;
}

/// True when `header` is one of Qt Widgets, asked of the Qt that is installed.
bool isWidgetHeader(const QString &header)
{
    if (header.startsWith("QtWidgets"_L1) || header.startsWith("Qsci/"_L1)) return true;
    static const QString folder = QLibraryInfo::path(QLibraryInfo::HeadersPath) + "/QtWidgets/"_L1;
    return !header.contains(u'/') && QFile::exists(folder + header);
}

bool isQtHeader(const QString &header)
{
    static const QRegularExpression pattern(u"^(Qt?[A-Z]|q[a-z]+\\.h$)"_s);
    return pattern.match(header).hasMatch();
}

/// Why `path` must not include `header`, or nothing.
QString arrowFault(const QString &path, const QString &header)
{
    const QString from = folder(path, 0);
    const QString to = folder(header, 0);
    if (from == "engine"_L1) {
        if (to == "ui"_L1 || to == "app"_L1) return u"the engine knows neither window nor programs"_s;
        const QString room = folder(path, 1);
        const QString target = folder(header, 1);
        if (to != "engine"_L1 || path.count(u'/') < 2 || room == target) return {};
        if (!engineArrows().contains(room)) return u"the room %1 has no row in engineArrows()"_s.arg(room);
        if (!engineArrows()[room].contains(target)) return u"%1 may not include %2"_s.arg(room, target);
    }
    if (from == "ui"_L1) {
        if (to == "app"_L1) return u"the window does not know the programs"_s;
        if (to != "ui"_L1) return {};
        const QString room = folder(path, 1);
        const QString target = folder(header, 1);
        if (room == "theme"_L1 && target != "theme"_L1) return u"theme is the lowest folder of the window"_s;
        if (room == "widgets"_L1 && target != "widgets"_L1 && target != "theme"_L1)
            return u"widgets know only the theme"_s;
        if (target == "window"_L1 && room != "window"_L1) return u"parts do not know the window that holds them"_s;
    }
    return {};
}

/// Why an engine file must not include `header`, or nothing.
QString libraryFault(const QString &path, const QString &header)
{
    if (folder(path, 0) != "engine"_L1) return {};
    if (isWidgetHeader(header)) return u"a widget header in the engine"_s;
    if (kPureRooms.contains(folder(path, 1)) && isQtHeader(header)) return u"a Qt header in a room without Qt"_s;
    return {};
}

QStringList includeFaults(const SourceFile &file)
{
    QStringList faults;
    for (const Include &include : includesOf(file.text)) {
        for (const QString &why : {arrowFault(file.path, include.header), libraryFault(file.path, include.header)}) {
            if (!why.isEmpty()) faults += u"%1:%2: %3: %4"_s.arg(file.path).arg(include.line).arg(include.header, why);
        }
    }
    return faults;
}

QStringList licenceFaults(const SourceFile &file)
{
    if (file.text.startsWith("// SPDX-License-Identifier: GPL-3.0-or-later\n"_L1)) return {};
    return {u"%1:1: the first line is not the SPDX licence line"_s.arg(file.path)};
}

QStringList markFaults(const SourceFile &file)
{
    // Put together here, so that this file keeps its own rule.
    static const QRegularExpression pattern(
        u"\\b(%1|%2|XX[X]|HAC[K])\\b|^(<{7}|>{7}) "_s.arg(u"TO"_s + u"DO"_s, u"FIX"_s + u"ME"_s),
        QRegularExpression::MultilineOption);
    QStringList faults;
    for (auto matches = pattern.globalMatch(file.text); matches.hasNext();) {
        const auto match = matches.next();
        const qsizetype line = file.text.left(match.capturedStart()).count(u'\n') + 1;
        faults += u"%1:%2: %3"_s.arg(file.path).arg(line).arg(match.captured());
    }
    return faults;
}

std::vector<SourceFile> sourceFiles()
{
    const QString root = QStringLiteral(LATCHKEY_SOURCE_DIR);
    std::vector<SourceFile> files;
    for (const QString &top : {u"app"_s, u"engine"_s, u"ui"_s, u"tests"_s}) {
        QDirIterator paths(root + u'/' + top, {u"*.cpp"_s, u"*.h"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (paths.hasNext()) {
            QFile file(paths.next());
            if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", qPrintable(file.fileName()));
            files.push_back({file.fileName().mid(root.size() + 1), QString::fromUtf8(file.readAll())});
        }
    }
    return files;
}

using Rule = QStringList (*)(const SourceFile &);

} // namespace

class tst_Structure : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyFileKeeps_data();
    void everyFileKeeps();
    void everyEngineRoomHasArrows();
    void rulesSeeFaults_data();
    void rulesSeeFaults();
    void rulesAllow_data();
    void rulesAllow();

private:
    std::vector<SourceFile> m_files;
};

Q_DECLARE_METATYPE(Rule)

void tst_Structure::initTestCase()
{
    m_files = sourceFiles();
    QVERIFY2(!m_files.empty(), "no source files found under " LATCHKEY_SOURCE_DIR);
}

void tst_Structure::everyFileKeeps_data()
{
    QTest::addColumn<Rule>("rule");

    QTest::newRow("the arrows between folders and libraries") << Rule(includeFaults);
    QTest::newRow("the licence line") << Rule(licenceFaults);
    QTest::newRow("no marks of unfinished work") << Rule(markFaults);
}

void tst_Structure::everyFileKeeps()
{
    QFETCH(Rule, rule);

    QStringList faults;
    for (const SourceFile &file : m_files) faults += rule(file);
    faults.sort();
    QVERIFY2(faults.isEmpty(), qPrintable(u'\n' + faults.join(u'\n')));
}

void tst_Structure::everyEngineRoomHasArrows()
{
    for (const QString &room :
         QDir(QStringLiteral(LATCHKEY_SOURCE_DIR "/engine")).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        QVERIFY2(engineArrows().contains(room), qPrintable(u"engine/%1 has no row in engineArrows()"_s.arg(room)));
}

void tst_Structure::rulesSeeFaults_data()
{
    QTest::addColumn<Rule>("rule");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");

    const Rule includes = includeFaults;
    QTest::newRow("widget in the engine") << includes << u"engine/runs/a.cpp"_s << u"#include <QLabel>\n"_s;
    QTest::newRow("widget by its module") << includes << u"engine/runs/a.cpp"_s << u"#include <QtWidgets/QLabel>\n"_s;
    QTest::newRow("Qt in a pure room") << includes << u"engine/vm/a.cpp"_s << u"#include <QString>\n"_s;
    QTest::newRow("engine includes the window")
        << includes << u"engine/runs/a.h"_s << u"#include \"ui/theme/fonts.h\"\n"_s;
    QTest::newRow("syntax includes analysis")
        << includes << u"engine/syntax/a.h"_s << u"#include \"engine/analysis/a.h\"\n"_s;
    QTest::newRow("vm includes modules") << includes << u"engine/vm/a.cpp"_s << u"#include \"engine/modules/a.h\"\n"_s;
    QTest::newRow("vm includes capability")
        << includes << u"engine/vm/a.cpp"_s << u"# include \"engine/capability/a.h\"\n"_s;
    QTest::newRow("modules include runs")
        << includes << u"engine/modules/a.cpp"_s << u"#include \"engine/runs/a.h\"\n"_s;
    QTest::newRow("a room nobody drew") << includes << u"engine/attic/a.cpp"_s << u"#include \"engine/vm/a.h\"\n"_s;
    QTest::newRow("window includes a program") << includes << u"ui/runs/a.cpp"_s << u"#include \"app/ide/a.h\"\n"_s;
    QTest::newRow("theme includes the editor") << includes << u"ui/theme/a.cpp"_s << u"#include \"ui/editor/a.h\"\n"_s;
    QTest::newRow("a part includes the window")
        << includes << u"ui/editor/a.cpp"_s << u"#include \"ui/window/a.h\"\n"_s;

    QTest::newRow("no licence") << Rule(licenceFaults) << u"ui/a.cpp"_s << u"#include <vector>\n"_s;
    QTest::newRow("licence not first") << Rule(licenceFaults) << u"ui/a.cpp"_s
                                       << u"\n// SPDX-License-Identifier: GPL-3.0-or-later\n"_s;
    QTest::newRow("a mark") << Rule(markFaults) << u"ui/a.cpp"_s << u"int a; // FIX%1: later\n"_s.arg(u"ME"_s);
    QTest::newRow("a merge conflict") << Rule(markFaults) << u"ui/a.cpp"_s << u"int a;\n<<<<<<< HEAD\n"_s;
}

void tst_Structure::rulesSeeFaults()
{
    QFETCH(Rule, rule);
    QFETCH(QString, path);
    QFETCH(QString, text);

    QCOMPARE(rule({path, text}).size(), 1);
}

void tst_Structure::rulesAllow_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");

    QTest::newRow("a room includes itself") << u"engine/vm/a.cpp"_s << u"#include \"engine/vm/a.h\"\n"_s;
    QTest::newRow("runs includes syntax") << u"engine/runs/a.cpp"_s << u"#include \"engine/syntax/a.h\"\n"_s;
    QTest::newRow("runs includes QtCore") << u"engine/runs/a.cpp"_s << u"#include <QThreadPool>\n"_s;
    QTest::newRow("the window includes the engine") << u"ui/window/a.cpp"_s << u"#include \"engine/runs/a.h\"\n"_s;
    QTest::newRow("a program includes the window") << u"app/ide/a.cpp"_s << u"#include \"ui/window/a.h\"\n"_s;
    QTest::newRow("a commented include") << u"engine/vm/a.cpp"_s << u"// #include <QLabel>\n"_s;
}

void tst_Structure::rulesAllow()
{
    QFETCH(QString, path);
    QFETCH(QString, text);

    QCOMPARE(includeFaults({path, text}), QStringList());
}

QTEST_GUILESS_MAIN(tst_Structure)
#include "tst_structure.moc"
