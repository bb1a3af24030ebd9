// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of settings, what it refuses, amounts as people type them, and the keys of commands.
#include "ui/settings/key_presets.h"
#include "ui/settings/keymap.h"
#include "ui/settings/settings.h"

#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::settings;

class tst_Settings : public QObject
{
    Q_OBJECT

private slots:
    void tableIsSound();
    void faults_data();
    void faults();
    void amounts_data();
    void amounts();
    void amountsAreReadBack_data();
    void amountsAreReadBack();
    void usualValuesAreNotWritten();
    void badValuesInTheFileAreToldAndNotUsed();
    void resetAllKeepsWhatIsNotInTheTable();
    void lookReachesTheTheme();
    void recentFiles();
    void keysFollowPresetAndUser();
    void takingAKeyOver();
    void resetGivesBack();
    void contextsThatDoNotMeet();
    void chordsClashWithTheirBeginning();
    void exportAndImport();
    void importRefuses_data();
    void importRefuses();
};

void tst_Settings::tableIsSound()
{
    QSet<QString> keys;
    int group = 0;
    for (const Setting &setting : schema()) {
        QVERIFY2(!keys.contains(setting.key), setting.key.data());
        keys.insert(setting.key);
        QVERIFY2(*setting.title != 0, setting.key.data());
        QCOMPARE(faultOf(setting, setting.usual), QString());
        QVERIFY2(int(setting.group) >= group, setting.key.data()); // groups are not torn apart
        group = int(setting.group);
        QCOMPARE(settingOf(QString(setting.key)), &setting);
    }
    QCOMPARE(group, kGroups - 1);
}

void tst_Settings::faults_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<bool>("good");
    const auto row = [](const char *name, QLatin1StringView key, const QJsonValue &value, bool good) {
        QTest::newRow(name) << QString(key) << value << good;
    };
    row("zoom least", key::kZoom, 50, true);
    row("zoom below", key::kZoom, 49, false);
    row("zoom most", key::kZoom, 300, true);
    row("zoom above", key::kZoom, 301, false);
    row("zoom half", key::kZoom, 100.5, false);
    row("zoom zero has no meaning", key::kZoom, 0, false);
    row("zoom as text", key::kZoom, u"100"_s, false);
    row("font size none", key::kUiSize, 0, true);
    row("font size too small", key::kUiSize, 7, false);
    row("no time limit", key::kSeconds, 0, true);
    row("half a second", key::kSeconds, 0.5, true);
    row("time below nothing", key::kSeconds, -1, false);
    row("memory", key::kMegabytes, 1, true);
    row("too little memory", key::kMegabytes, 0.5, false);
    row("unknown colours", key::kColours, u"pink"_s, false);
    row("switch as number", key::kWrap, 1, false);
    row("grants", key::kGrants, QJsonArray{u"file.read:/data/**"_s}, true);
    row("grant that is none", key::kGrants, QJsonArray{u"everything please"_s}, false);
    row("grant that denies", key::kGrants, QJsonArray{u"!file.read"_s}, false);
    row("grant as number", key::kGrants, QJsonArray{1}, false);
    row("grants as text", key::kGrants, u"file.read"_s, false);
}

void tst_Settings::faults()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    QFETCH(bool, good);
    const QString fault = faultOf(*settingOf(key), value);
    QVERIFY2(fault.isEmpty() == good, qPrintable(fault));
}

void tst_Settings::amounts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("seconds");
    QTest::addColumn<double>("megabytes");
    QTest::addColumn<double>("count");
    const double no = -1;
    QTest::newRow("nothing") << QString() << 0.0 << 0.0 << 0.0;
    QTest::newRow("a number") << u"30"_s << 30.0 << 30.0 << 30.0;
    QTest::newRow("with unit") << u"2 min"_s << 120.0 << no << no;
    QTest::newRow("without space") << u"500ms"_s << 0.5 << no << no;
    QTest::newRow("comma") << u"1,5 GB"_s << no << 1536.0 << no;
    QTest::newRow("small letters") << u"2 gb"_s << no << 2048.0 << no;
    QTest::newRow("m means what it usually means") << u"5 M"_s << 300.0 << 5.0 << 5e6;
    QTest::newRow("groups") << u"5 000 000"_s << 5e6 << 5e6 << 5e6;
    QTest::newRow("minus") << u"-3"_s << no << no << no;
    QTest::newRow("words") << u"soon"_s << no << no << no;
    QTest::newRow("two numbers") << u"3 s 4"_s << no << no << no;
    QTest::newRow("exponent") << u"1e5"_s << no << no << no;
}

void tst_Settings::amounts()
{
    QFETCH(QString, text);
    QFETCH(double, seconds);
    QFETCH(double, megabytes);
    QFETCH(double, count);
    QCOMPARE(parseSeconds(text).value_or(-1), seconds);
    QCOMPARE(parseMegabytes(text).value_or(-1), megabytes);
    QCOMPARE(parseCount(text).value_or(-1), count);
}

void tst_Settings::amountsAreReadBack_data()
{
    QTest::addColumn<double>("amount");
    for (const double amount : {0.25, 1.0, 30.0, 90.0, 120.0, 512.0, 1536.0, 2048.0, 3600.0, 86400.0, 1e6})
        QTest::newRow(qPrintable(QString::number(amount))) << amount;
}

void tst_Settings::amountsAreReadBack()
{
    QFETCH(double, amount);
    QCOMPARE(parseSeconds(secondsText(amount)).value_or(-1), amount);
    QCOMPARE(parseMegabytes(megabytesText(amount)).value_or(-1), amount);
    if (amount >= 1) QCOMPARE(parseCount(countText(amount)).value_or(-1), amount);
}

void tst_Settings::usualValuesAreNotWritten()
{
    QTemporaryDir folder;
    Settings settings(nullptr, folder.path());
    QSignalSpy changed(&settings, &Settings::changed);
    settings.set(key::kTabWidth, 8);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(settings.number(key::kTabWidth), 8.0);
    settings.set(key::kTabWidth, 8);
    QCOMPARE(changed.size(), 1);
    settings.set(key::kTabWidth, 400); // can not be
    QCOMPARE(settings.number(key::kTabWidth), 8.0);
    settings.set(key::kTabWidth, 4);
    QVERIFY(settings.file().values().isEmpty());
    QVERIFY(settings.isUsual(key::kTabWidth));
    QCOMPARE(changed.size(), 2);
}

void tst_Settings::badValuesInTheFileAreToldAndNotUsed()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"settings.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\n  \"look/zoom\": 5000,\n  \"editor/tabWidth\": 2\n}\n");
    file.close();
    const Settings settings(nullptr, folder.path());
    QCOMPARE(settings.number(key::kZoom), 100.0);
    QCOMPARE(settings.number(key::kTabWidth), 2.0);
    QCOMPARE(settings.problems().size(), 1);
    QVERIFY(settings.problems().first().contains(u"line 2"_s));
    QVERIFY(settings.problems().first().contains(u"look/zoom"_s));
}

void tst_Settings::resetAllKeepsWhatIsNotInTheTable()
{
    QTemporaryDir folder;
    Settings settings(nullptr, folder.path());
    settings.set(key::kTabWidth, 8);
    settings.set(key::kWrap, true);
    settings.file().set(u"keys/run"_s, QJsonArray{u"F9"_s});
    settings.file().set(u"of/tomorrow"_s, 1);
    settings.resetAll();
    QCOMPARE(settings.file().values().keys(), (QStringList{u"keys/run"_s, u"of/tomorrow"_s}));
}

void tst_Settings::lookReachesTheTheme()
{
    QTemporaryDir folder;
    Settings settings(nullptr, folder.path());
    settings.applyLook();
    theme::Theme &theme = theme::Theme::instance();
    settings.set(key::kColours, u"dark"_s);
    QVERIFY(theme.tokens().isDark());
    settings.set(key::kZoom, 200);
    QCOMPARE(theme.fonts().zoom(), 200);
    theme.setZoom(150); // by the wheel
    QCOMPARE(settings.number(key::kZoom), 150.0);
    const int usual = theme.fonts().editor().pixelSize();
    settings.set(key::kCodeSize, 40);
    QCOMPARE(theme.fonts().editor().pixelSize(), 60);
    settings.reset(key::kCodeSize);
    QCOMPARE(theme.fonts().editor().pixelSize(), usual);
    settings.set(key::kUiSize, 24);
    QCOMPARE(theme.fonts().pixelSize(), 24);
    settings.resetAll();
    QCOMPARE(theme.fonts().zoom(), 100);
    QVERIFY(theme.fonts().pixelSize() < 24);
}

void tst_Settings::recentFiles()
{
    QTemporaryDir folder;
    {
        Settings settings(nullptr, folder.path());
        QSignalSpy changed(&settings, &Settings::recentFilesChanged);
        for (int i = 0; i < 30; ++i) settings.addRecentFile(u"/w/%1.ml"_s.arg(i));
        settings.addRecentFile(u"/w/20.ml"_s);
        QCOMPARE(changed.size(), 31);
    }
    const Settings settings(nullptr, folder.path());
    QCOMPARE(settings.recentFiles().size(), Settings::kRecentFiles);
    QCOMPARE(settings.recentFiles().first(2), (QStringList{u"/w/20.ml"_s, u"/w/29.ml"_s}));
}

// ---- keys -------------------------------------------------------------------------------------------------------

static QList<QKeySequence> keys(const QStringList &texts)
{
    return fromText(texts);
}

static void addSome(Keymap &keymap)
{
    keymap.add({u"run"_s, u"Run file"_s, u"Run"_s, {}, {}, keys({u"F5"_s, u"Ctrl+R"_s})});
    keymap.add({u"stop"_s, u"Stop"_s, u"Run"_s, {}, {}, keys({u"Shift+F5"_s})});
    keymap.add({u"comment"_s, u"Toggle comment"_s, u"Edit"_s, {}, u"editor"_s, keys({u"Ctrl+/"_s})});
    keymap.add({u"copyValue"_s, u"Copy value"_s, u"Edit"_s, {}, u"result"_s, keys({u"Ctrl+Shift+C"_s})});
}

void tst_Settings::keysFollowPresetAndUser()
{
    QTemporaryDir folder;
    Settings settings(nullptr, folder.path());
    Keymap keymap(&settings);
    addSome(keymap);
    QSignalSpy changed(&keymap, &Keymap::keysChanged);
    keymap.setPreset(u"RStudio"_s);
    QCOMPARE(keymap.keysOf(u"comment"_s), keys({u"Ctrl+Shift+C"_s}));
    QVERIFY(keymap.isUsual(u"comment"_s));
    keymap.setKeys(u"comment"_s, keys({u"F7"_s}));
    QVERIFY(!keymap.isUsual(u"comment"_s));
    keymap.setPreset(u"Latchkey"_s);
    QCOMPARE(keymap.keysOf(u"comment"_s), keys({u"F7"_s})); // the user's word counts for every preset
    keymap.resetAll();
    QCOMPARE(keymap.keysOf(u"comment"_s), keys({u"Ctrl+/"_s}));
    QVERIFY(changed.size() >= 3);
    QVERIFY(settings.file().values().isEmpty());
}

void tst_Settings::takingAKeyOver()
{
    QTemporaryDir folder;
    Settings settings(nullptr, folder.path());
    Keymap keymap(&settings);
    addSome(keymap);
    QCOMPARE(keymap.clashes(u"stop"_s, QKeySequence(u"Ctrl+R"_s)), QStringList{u"Run file"_s});
    keymap.setKeys(u"stop"_s, keys({u"Shift+F5"_s, u"Ctrl+R"_s}));
    QCOMPARE(keymap.keysOf(u"run"_s), keys({u"F5"_s}));
    QCOMPARE(keymap.allClashes(), QStringList());
}

void tst_Settings::resetGivesBack()
{
    QTemporaryDir folder;
    Settings settings(nullptr, folder.path());
    Keymap keymap(&settings);
    addSome(keymap);
    keymap.setKeys(u"stop"_s, keys({u"Ctrl+R"_s}));
    keymap.reset(u"stop"_s);
    QCOMPARE(keymap.keysOf(u"stop"_s), keys({u"Shift+F5"_s}));
    QCOMPARE(keymap.keysOf(u"run"_s), keys({u"F5"_s, u"Ctrl+R"_s}));
    // A command that was given keys of its own keeps them.
    keymap.setKeys(u"run"_s, keys({u"F9"_s}));
    keymap.setKeys(u"stop"_s, keys({u"F5"_s}));
    keymap.reset(u"stop"_s);
    QCOMPARE(keymap.keysOf(u"run"_s), keys({u"F9"_s}));
    // Resetting one whose keys went elsewhere takes them again.
    keymap.resetAll();
    keymap.setKeys(u"stop"_s, keys({u"F5"_s}));
    keymap.reset(u"run"_s);
    QCOMPARE(keymap.keysOf(u"run"_s), keys({u"F5"_s, u"Ctrl+R"_s}));
    QCOMPARE(keymap.allClashes(), QStringList());
}

void tst_Settings::contextsThatDoNotMeet()
{
    QTemporaryDir folder;
    Settings settings(nullptr, folder.path());
    Keymap keymap(&settings);
    addSome(keymap);
    keymap.setFixed(
        {{QKeySequence(u"Alt+F"_s), u"the menu File"_s, {}}, {QKeySequence(u"Ctrl+L"_s), u"Clear"_s, u"output"_s}});
    QCOMPARE(keymap.clashes(u"comment"_s, QKeySequence(u"Ctrl+Shift+C"_s)), QStringList()); // another pane's
    QCOMPARE(keymap.clashes(u"run"_s, QKeySequence(u"Ctrl+Shift+C"_s)), QStringList{u"Copy value"_s});
    QCOMPARE(keymap.clashes(u"comment"_s, QKeySequence(u"Alt+F"_s)), QStringList{u"the menu File"_s});
    QCOMPARE(keymap.clashes(u"comment"_s, QKeySequence(u"Ctrl+L"_s)), QStringList());
    QCOMPARE(keymap.clashes(u"run"_s, QKeySequence(u"Ctrl+L"_s)), QStringList{u"Clear"_s});
}

void tst_Settings::chordsClashWithTheirBeginning()
{
    QTemporaryDir folder;
    Settings settings(nullptr, folder.path());
    Keymap keymap(&settings);
    addSome(keymap);
    QCOMPARE(keymap.clashes(u"stop"_s, QKeySequence(u"Ctrl+R, Ctrl+S"_s)), QStringList{u"Run file"_s});
    keymap.setKeys(u"stop"_s, keys({u"Ctrl+K, Ctrl+S"_s}));
    QCOMPARE(keymap.clashes(u"run"_s, QKeySequence(u"Ctrl+K"_s)), QStringList{u"Stop"_s});
    QCOMPARE(keymap.clashes(u"run"_s, QKeySequence(u"Ctrl+K, Ctrl+R"_s)), QStringList());
}

void tst_Settings::exportAndImport()
{
    QTemporaryDir one, two;
    Settings from(nullptr, one.path()), to(nullptr, two.path());
    Keymap source(&from), target(&to);
    addSome(source);
    addSome(target);
    source.setPreset(u"Spyder"_s);
    source.setKeys(u"stop"_s, keys({u"Ctrl+F2"_s, u"Ctrl+K, Ctrl+S"_s}));
    source.setKeys(u"copyValue"_s, {});
    target.setKeys(u"run"_s, keys({u"F12"_s}));
    QCOMPARE(target.import(source.exported()), QString());
    QCOMPARE(target.preset(), u"Spyder"_s);
    for (const KeyEntry &entry : source.entries()) QCOMPARE(target.keysOf(entry.id), source.keysOf(entry.id));
}

void tst_Settings::importRefuses_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("no JSON") << QByteArray("keys");
    QTest::newRow("other JSON") << QByteArray("{\"a\": 1}");
    QTest::newRow("unknown preset") << QByteArray(R"({"preset": "Emacs", "keys": {}})");
}

void tst_Settings::importRefuses()
{
    QFETCH(QByteArray, json);
    QTemporaryDir folder;
    Settings settings(nullptr, folder.path());
    Keymap keymap(&settings);
    addSome(keymap);
    keymap.setKeys(u"run"_s, keys({u"F12"_s}));
    QVERIFY(!keymap.import(json).isEmpty());
    QCOMPARE(keymap.keysOf(u"run"_s), keys({u"F12"_s}));
}

QTEST_MAIN(tst_Settings)
#include "tst_settings.moc"
