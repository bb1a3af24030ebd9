// SPDX-License-Identifier: GPL-3.0-or-later
//
// The translations as files: complete, and true to the texts they translate. The rules are tried on wrong ones too.
#include "tests/ui/translation/translation_file.h"
#include "ui/window/languages.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::translation;

namespace {

const QString kTop = QStringLiteral(LATCHKEY_SOURCE_DIR);
const QString kGerman = kTop + u"/resources/translations/latchkey_de.ts"_s;

struct NamedRule {
    const char *name;
    Rule rule;
};
constexpr NamedRule kRules[] = {{"finished", notFinished},       {"number forms", otherNumberOfForms},
                                {"places", otherPlaces},         {"mnemonics", otherMnemonic},
                                {"spaces and ends", otherEdges}, {"marks", otherMarks}};

Text made(const QString &source, const QStringList &translations, bool isPlural = false)
{
    return {.context = u"Made"_s,
            .source = source,
            .comment = {},
            .translations = translations,
            .isPlural = isPlural,
            .isFinished = true};
}

QSet<QString> keysOf(const QList<Text> &texts)
{
    QSet<QString> keys;
    for (const Text &text : texts) keys << text.key() + (text.isPlural ? u"\nplural"_s : QString());
    return keys;
}

struct Source {
    QString path;
    QString text;
};

QList<Source> allSources()
{
    QList<Source> all;
    for (const QString &folder : {u"/ui"_s, u"/app/ide"_s, u"/engine"_s})
        for (QDirIterator it(kTop + folder, {u"*.cpp"_s, u"*.h"_s}, QDir::Files, QDirIterator::Subdirectories);
             it.hasNext();) {
            QFile file(it.next());
            if (file.open(QIODevice::ReadOnly)) all.append({it.fileName(), QString::fromUtf8(file.readAll())});
        }
    return all;
}

// The context a function `tr` of the file hands to translate(); empty when there is none.
QString passedOnContext(const QString &source)
{
    static const QRegularExpression kFunction(
        uR"re(\btr(?:\(const char| = \[)[^{]*\{\s*return QCoreApplication::translate\("([^"]+)", [a-z]+)re"_s);
    return kFunction.match(source).captured(1);
}

// The texts given to a `tr` that is not called through a class.
QStringList freeTexts(const QString &source)
{
    static const QRegularExpression kCall(uR"re((?<![:\w])tr\(((?:\s*"(?:[^"\\]|\\.)*")+))re"_s);
    static const QRegularExpression kJoint(uR"("\s*")"_s);
    QStringList texts;
    for (const auto &match : kCall.globalMatch(source)) {
        QString text = match.captured(1).trimmed().remove(kJoint);
        if (text.startsWith(u'"')) text = text.sliced(1).chopped(1);
        texts << text.replace(u"\\n"_s, u"\n"_s).replace(u"\\\""_s, u"\""_s);
    }
    return texts;
}

} // namespace

Q_DECLARE_METATYPE(Rule)

class tst_Translation : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyTextKeepsTheRule_data();
    void everyTextKeepsTheRule();
    void rulesFindWhatIsWrong_data();
    void rulesFindWhatIsWrong();
    void noTextIsForgotten();
    void contextsAreThoseOfTheRunningProgram();
    void functionsNameTheContextOfTheirTexts();
    void languages_data();
    void languages();
    void wishOfTheSettings_data();
    void wishOfTheSettings();
    void numberFormsInUse();

private:
    QList<Text> m_texts;
};

void tst_Translation::initTestCase()
{
    m_texts = readTranslation(kGerman);
    QVERIFY(m_texts.size() > 800);
}

void tst_Translation::everyTextKeepsTheRule_data()
{
    QTest::addColumn<Rule>("rule");
    for (const NamedRule &one : kRules) QTest::newRow(one.name) << one.rule;
}

void tst_Translation::everyTextKeepsTheRule()
{
    QFETCH(Rule, rule);
    QStringList faults;
    for (const Text &text : std::as_const(m_texts))
        if (const QString fault = rule(text); !fault.isEmpty()) faults << fault;
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

void tst_Translation::rulesFindWhatIsWrong_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QStringList>("forms");
    QTest::addColumn<bool>("isPlural");
    QTest::addColumn<QString>("broken"); // the rule; none when empty
    const auto row = [](const char *name, const QString &source, const QStringList &forms, const QString &broken,
                        bool isPlural = false) { QTest::newRow(name) << source << forms << isPlural << broken; };
    row("a good one", u"&Open %1…"_s, {u"%1 ö&ffnen…"_s}, {});
    row("a good plural", u"%n file(s)"_s, {u"%n Datei"_s, u"%n Dateien"_s}, {}, true);
    row("a unit with a dot", u"%1 k"_s, {u"%1 Tsd."_s}, {});
    row("nothing", u"Open"_s, {QString()}, u"finished"_s);
    row("one form of two", u"%n file(s)"_s, {u"%n Datei"_s}, u"number forms"_s, true);
    row("a place lost", u"%1 of %2"_s, {u"%1 von"_s}, u"places"_s);
    row("a place twice", u"%1"_s, {u"%1 %1"_s}, u"places"_s);
    row("a local number", u"%L1 rows"_s, {u"%1 Zeilen"_s}, u"places"_s);
    row("the changed mark of a title", u"%1[*]"_s, {u"%1"_s}, u"places"_s);
    row("mnemonic lost", u"&Open"_s, {u"Öffnen"_s}, u"mnemonics"_s);
    row("mnemonic added", u"Open"_s, {u"Ö&ffnen"_s}, u"mnemonics"_s);
    row("dots lost", u"Open…"_s, {u"Öffnen"_s}, u"spaces and ends"_s);
    row("colon lost", u"Line:"_s, {u"Zeile"_s}, u"spaces and ends"_s);
    row("space before lost", u" in "_s, {u"in "_s}, u"spaces and ends"_s);
    row("space behind lost", u" in "_s, {u" in"_s}, u"spaces and ends"_s);
    row("bold lost", u"**%1** changed."_s, {u"%1 geändert."_s}, u"marks"_s);
    row("line lost", u"a\nb"_s, {u"a b"_s}, u"marks"_s);
}

void tst_Translation::rulesFindWhatIsWrong()
{
    QFETCH(QString, source);
    QFETCH(QStringList, forms);
    QFETCH(bool, isPlural);
    QStringList broken;
    for (const NamedRule &one : kRules)
        if (!one.rule(made(source, forms, isPlural)).isEmpty()) broken << QLatin1StringView(one.name);
    QTEST(broken.join(u", "_s), "broken");
}

// A new text anywhere in the sources fails here until it is translated.
void tst_Translation::noTextIsForgotten()
{
    const QString lupdate = QStringLiteral(LATCHKEY_LUPDATE);
    if (!QFile::exists(lupdate))
        QSKIP("lupdate (package qt6-l10n-tools) is not installed: new texts are not looked for");
    const QTemporaryDir folder;
    const QString copy = folder.filePath(u"latchkey_de.ts"_s);
    QVERIFY(QFile::copy(kGerman, copy));
    QProcess update;
    update.setProcessChannelMode(QProcess::MergedChannels);
    update.start(kTop + u"/resources/translations/update.sh"_s, {lupdate, copy});
    QVERIFY2(update.waitForFinished(60'000), qPrintable(update.errorString()));
    QVERIFY2(update.exitCode() == 0, update.readAll().constData());
    const QSet<QString> now = keysOf(readTranslation(copy)), translated = keysOf(m_texts);
    QVERIFY(now.size() > 800);
    const auto told = [](const QSet<QString> &keys) { return QStringList(keys.values()).join(u"\n\n"_s); };
    QVERIFY2((now - translated).isEmpty(),
             qPrintable(u"not translated (ninja update_translations):\n"_s + told(now - translated)));
    QVERIFY2((translated - now).isEmpty(),
             qPrintable(u"not used any more (ninja update_translations):\n"_s + told(translated - now)));
}

// A class is asked for its texts under its full name; one written in the sources is asked for as it stands there.
void tst_Translation::contextsAreThoseOfTheRunningProgram()
{
    QString sources;
    for (const Source &source : allSources()) sources += source.text;
    QSet<QString> contexts;
    for (const Text &text : std::as_const(m_texts)) contexts << text.context;
    for (const QString &context : std::as_const(contexts)) {
        const bool isWritten = sources.contains(u'"' + context + u'"');
        const bool isClass = context.startsWith(u"latchkey::"_s);
        QVERIFY2(isClass || isWritten || context == u"QFileDialog"_s, qPrintable(u"context: "_s + context));
    }
}

// A function of a file that passes texts on with a context of its own: the texts of that file must have been collected
// in this context, or they are never found.
void tst_Translation::functionsNameTheContextOfTheirTexts()
{
    QSet<std::pair<QString, QString>> known;
    for (const Text &text : std::as_const(m_texts)) known.insert({text.context, text.source});
    QStringList lost;
    int seen = 0;
    for (const Source &source : allSources()) {
        const QString context = passedOnContext(source.text);
        if (context.isEmpty()) continue;
        ++seen;
        for (const QString &text : freeTexts(source.text))
            if (!known.contains({context, text})) lost << u"%1: %2: %3"_s.arg(source.path, context, text);
    }
    QVERIFY2(lost.isEmpty(), qPrintable(lost.join(u'\n')));
    QVERIFY(seen > 5);
    // What the check reads.
    const QString sample = u"QString tr(const char *t) { return QCoreApplication::translate(\"a::b\", t); }\n"
                           "x = tr(\"One \"\n    \"two\"); y = Other::tr(\"three\");"_s;
    QCOMPARE(passedOnContext(sample), u"a::b"_s);
    QCOMPARE(freeTexts(sample), QStringList{u"One two"_s});
}

void tst_Translation::languages_data()
{
    QTest::addColumn<QString>("wish");
    QTest::addColumn<QStringList>("preferred");
    QTest::addColumn<QString>("language");
    const QStringList german{u"de-DE"_s, u"de"_s}, none{u"C"_s};
    QTest::newRow("German system") << u"system"_s << german << u"de"_s;
    QTest::newRow("Austrian system") << u"system"_s << QStringList{u"de_AT"_s} << u"de"_s;
    QTest::newRow("system without a language") << u"system"_s << none << u"en"_s;
    QTest::newRow("English first") << u"system"_s << QStringList{u"en-GB"_s, u"de-DE"_s} << u"en"_s;
    QTest::newRow("an unknown language first") << u"system"_s << QStringList{u"eo"_s, u"de"_s} << u"de"_s;
    QTest::newRow("English wished") << u"en"_s << german << u"en"_s;
    QTest::newRow("German wished") << u"de"_s << none << u"de"_s;
    QTest::newRow("an unknown one wished") << u"tlh"_s << german << u"en"_s;
}

void tst_Translation::languages()
{
    QFETCH(QString, wish);
    QFETCH(QStringList, preferred);
    QTEST(window::languageFor(wish, preferred), "language");
}

void tst_Translation::wishOfTheSettings_data()
{
    QTest::addColumn<QByteArray>("settings");
    QTest::addColumn<QString>("wish");
    QTest::newRow("no file") << QByteArray() << u"system"_s;
    QTest::newRow("German") << QByteArray("// mine\n{\"look/language\": \"de\",}") << u"de"_s;
    QTest::newRow("nothing said") << QByteArray("{}") << u"system"_s;
    QTest::newRow("no text") << QByteArray("{\"look/language\": 7}") << u"system"_s;
    QTest::newRow("damaged") << QByteArray("{\"look/language\": ") << u"system"_s;
}

void tst_Translation::wishOfTheSettings()
{
    QFETCH(QByteArray, settings);
    const QTemporaryDir folder;
    const QByteArray before = qgetenv("XDG_CONFIG_HOME");
    qputenv("XDG_CONFIG_HOME", folder.path().toUtf8());
    const auto restore = qScopeGuard([&] { qputenv("XDG_CONFIG_HOME", before); });
    if (!settings.isEmpty()) {
        QVERIFY(QDir(folder.path()).mkdir(u"latchkey"_s));
        QFile file(folder.filePath(u"latchkey/settings.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(settings) == settings.size());
    }
    QTEST(window::wishedLanguage(), "wish");
    QCOMPARE(QDir(folder.path()).isEmpty(), settings.isEmpty()); // asking makes no folder
}

void tst_Translation::numberFormsInUse()
{
    QCOMPARE(window::translatedLanguages(), QStringList{u"de"_s});
    QTranslator german;
    QVERIFY(german.load(u":/latchkey/translations/latchkey_de.qm"_s));
    const auto text = [&german](int n) { return german.translate("latchkey::runs", "%n row(s)", nullptr, n); };
    QCOMPARE(text(0), u"%n Zeilen"_s);
    QCOMPARE(text(1), u"%n Zeile"_s);
    QCOMPARE(text(2), u"%n Zeilen"_s);
}

QTEST_GUILESS_MAIN(tst_Translation)
#include "tst_translation.moc"
