// SPDX-License-Identifier: GPL-3.0-or-later
//
// Manual pages and completions, which the build makes from the programs' help texts: nothing that the help tells is
// missing, what was made is well formed, and a shell really offers it.
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QString kBin = QStringLiteral(LATCHKEY_BUILD_DIR "/bin/"),
              kMade = QStringLiteral(LATCHKEY_BUILD_DIR "/share/manual/");

QString textOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) qWarning("%s can not be read", qPrintable(path));
    return QString::fromUtf8(file.readAll());
}

struct Said {
    int status = -1;
    QString text;
};

Said call(const QString &program, const QStringList &arguments, const QString &folder = {})
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    if (!process.waitForFinished(60'000)) return {};
    return {process.exitCode(), QString::fromUtf8(process.readAll())};
}

QStringList capturesOf(const QRegularExpression &pattern, const QString &text)
{
    QStringList found;
    for (auto matches = pattern.globalMatch(text); matches.hasNext();) found << matches.next().captured(1);
    found.removeDuplicates();
    return found;
}

QStringList commandsOf(const QString &help)
{
    static const QRegularExpression kRow(u"^  ([a-z]+) +\\S"_s, QRegularExpression::MultilineOption);
    return capturesOf(kRow, help);
}

QStringList optionsOf(const QString &help)
{
    static const QRegularExpression kOption(u"(?<![-\\w])(--[a-z][-a-z]*)"_s);
    return capturesOf(kOption, help);
}

} // namespace

class tst_Manual : public QObject
{
    Q_OBJECT

private slots:
    void pagesAreWellFormed_data();
    void pagesAreWellFormed();
    void pagesTellEverything_data() { pagesAreWellFormed_data(); }
    void pagesTellEverything();
    void strangeHelpEndsTheBuild_data();
    void strangeHelpEndsTheBuild();
    void bashOffers_data();
    void bashOffers();
};

void tst_Manual::pagesAreWellFormed_data()
{
    QTest::addColumn<QString>("program");
    QTest::newRow("latchkey") << u"latchkey"_s;
    QTest::newRow("latchkey-ide") << u"latchkey-ide"_s;
}

void tst_Manual::pagesAreWellFormed()
{
    QFETCH(QString, program);
    const QString page = kMade + program + u".1"_s;
    QVERIFY(!textOf(page).isEmpty());
    static const QRegularExpression kMark(u"@[A-Z]+@"_s);
    QVERIFY2(!kMark.match(textOf(page)).hasMatch(), "a mark of the template was left");
    if (QStandardPaths::findExecutable(u"mandoc"_s).isEmpty()) QSKIP("mandoc is missing");
    const Said lint = call(u"mandoc"_s, {u"-T"_s, u"lint"_s, u"-W"_s, u"warning"_s, page});
    QVERIFY2(lint.status == 0 && lint.text.isEmpty(), qPrintable(lint.text));
    const Said shown = call(u"mandoc"_s, {u"-T"_s, u"utf8"_s, page});
    for (const QString &section : {u"SYNOPSIS"_s, u"DESCRIPTION"_s, u"FILES"_s})
        QVERIFY2(shown.text.contains(section) || shown.text.contains(u'\b'), qPrintable(section));
}

void tst_Manual::pagesTellEverything()
{
    QFETCH(QString, program);
    const QString help = call(kBin + program, {u"--help"_s}).text;
    QString all = help;
    const QStringList commands = program == u"latchkey"_s ? commandsOf(help) : QStringList();
    QCOMPARE(commands.contains(u"run"_s), program == u"latchkey"_s);
    for (const QString &command : commands) all += call(kBin + program, {command, u"--help"_s}).text;
    const QString page = textOf(kMade + program + u".1"_s).replace(u"\\-"_s, u"-"_s);
    const QString bash = textOf(kMade + program + u".bash"_s);
    const QString zsh = textOf(kMade + u'_' + program), fish = textOf(kMade + program + u".fish"_s);
    for (const QString &command : commands)
        QVERIFY2(page.contains(u"latchkey "_s + command) && bash.contains(command) && zsh.contains(command) &&
                     fish.contains(command),
                 qPrintable(command));
    const QStringList options = optionsOf(all);
    QVERIFY(options.size() > 5);
    for (const QString &option : options) {
        if (option == u"--version"_s && !fish.contains(u"version"_s)) continue; // a command of its own, told in prose
        QVERIFY2(page.contains(option), qPrintable(u"not in the manual: "_s + option));
        QVERIFY2(bash.contains(option), qPrintable(u"not offered by bash: "_s + option));
        QVERIFY2(zsh.contains(option), qPrintable(u"not offered by zsh: "_s + option));
        QVERIFY2(fish.contains(u"-l "_s + option.sliced(2)), qPrintable(u"not offered by fish: "_s + option));
    }
}

void tst_Manual::strangeHelpEndsTheBuild_data()
{
    QTest::addColumn<QString>("help");
    QTest::newRow("no usage") << u"A program.\n"_s;
    QTest::newRow("a section nobody knows") << u"Usage: p\n\nSurprises:\n  a  b\n"_s;
    QTest::newRow("an option of a new shape") << u"Usage: p\n\nOptions:\n  +x  What it does.\n"_s;
    QTest::newRow("a row that is none") << u"Usage: p\n\nOptions:\nloose words\n"_s;
}

// A page that silently leaves something out would be worse than none.
void tst_Manual::strangeHelpEndsTheBuild()
{
    QFETCH(QString, help);
    if (QStandardPaths::findExecutable(u"python3"_s).isEmpty()) QSKIP("python3 is missing");
    QTemporaryDir folder;
    QFile program(folder.filePath(u"p"_s)), frame(folder.filePath(u"p.1.in"_s));
    QVERIFY(program.open(QIODevice::WriteOnly) && frame.open(QIODevice::WriteOnly));
    program.write(u"#!/bin/sh\nprintf '%s' '%1'\n"_s.replace(u"%1"_s, help).toUtf8());
    frame.write(".TH P 1\n@OPTIONS@\n");
    program.close();
    frame.close();
    QVERIFY(program.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    const Said said =
        call(u"python3"_s, {QStringLiteral(LATCHKEY_SOURCE_DIR "/packaging/manual/from_help.py"), u"--program"_s,
                            program.fileName(), u"--template"_s, frame.fileName(), u"--version"_s, u"1"_s, u"--date"_s,
                            u"2026-01-01"_s, u"--out"_s, folder.filePath(u"out"_s)});
    QVERIFY(said.status != 0);
    QVERIFY(!QFile::exists(folder.filePath(u"out/p.1"_s)));
}

void tst_Manual::bashOffers_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("offered");
    QTest::newRow("the commands") << u"latchkey b"_s << u"batch bench"_s;
    QTest::newRow("the options of a command") << u"latchkey run --gr"_s << u"--grant --grant-all"_s;
    QTest::newRow("not those of another") << u"latchkey check --gr"_s << QString();
    QTest::newRow("scripts and folders") << u"latchkey run "_s << u"a.ml folder"_s;
    QTest::newRow("any file for an option that takes one") << u"latchkey run --policy p"_s << u"policy.json"_s;
    QTest::newRow("nothing for a number") << u"latchkey run --timeout "_s << QString();
    QTest::newRow("the options of the window") << u"latchkey-ide --new"_s << u"--new --new-session --new-window"_s;
    QTest::newRow("scripts for the window") << u"latchkey-ide a"_s << u"a.ml"_s;
}

void tst_Manual::bashOffers()
{
    QFETCH(QString, words);
    QFETCH(QString, offered);
    if (QStandardPaths::findExecutable(u"bash"_s).isEmpty()) QSKIP("bash is missing");
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(u"folder"_s));
    for (const QString &name : {u"a.ml"_s, u"policy.json"_s, u"b.txt"_s})
        QVERIFY(QFile(folder.filePath(name)).open(QIODevice::WriteOnly));
    const QString program = words.section(u' ', 0, 0);
    const QString script = uR"(source "$1"
        COMP_WORDS=($2); [[ $2 != *' ' ]] || COMP_WORDS+=('')
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE=$2; COMP_POINT=${#2}
        read -ra how < <(complete -p "$3")
        "${how[2]}"
        printf '%s\n' "${COMPREPLY[@]}" | sort -u)"_s;
    const Said said =
        call(u"bash"_s, {u"-c"_s, script, u"bash"_s, kMade + program + u".bash"_s, words, program}, folder.path());
    QCOMPARE(said.text.split(u'\n', Qt::SkipEmptyParts).join(u' '), offered);
}

QTEST_GUILESS_MAIN(tst_Manual)
#include "tst_manual.moc"
