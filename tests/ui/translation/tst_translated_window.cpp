// SPDX-License-Identifier: GPL-3.0-or-later
//
// The real window in German: every text it asks for is translated, no two mnemonics of a menu clash, and nothing is cut
// in a wide or a narrow window, from left to right and from right to left.
#include "tests/ui/translation/cut_texts.h"
#include "tests/ui/translation/translation_file.h"
#include "tests/ui/window/window_test.h"
#include "ui/permissions/permission_bar.h"
#include "ui/window/languages.h"
#include "ui/window/run_desk.h"

#include <QImage>
#include <QLabel>
#include <QMenuBar>
#include <QMutex>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::translation;
using namespace latchkey::window;
using namespace latchkey::window::test;

namespace {

/// Notes which texts are asked for, and translates none. Workers ask too.
class Recorder : public QTranslator
{
public:
    QString translate(const char *context, const char *source, const char *, int) const override
    {
        const QMutexLocker locker(&m_mutex);
        m_asked.insert({QString::fromUtf8(context), QString::fromUtf8(source)});
        return {};
    }
    bool isEmpty() const override { return false; }

    QSet<std::pair<QString, QString>> asked() const
    {
        const QMutexLocker locker(&m_mutex);
        return m_asked;
    }

private:
    mutable QMutex m_mutex;
    mutable QSet<std::pair<QString, QString>> m_asked;
};

const QByteArray kAsking = "import file;\nresult = file.read(\"notes.txt\");\n";

// Every pane is shown once, and each of the bars and pages that a command opens.
const QStringList kShown{u"goLine"_s,    u"find"_s,       u"replace"_s,  u"settings"_s,
                         u"runInputs"_s, u"fileGrants"_s, u"showAsks"_s, u"remembered"_s};

} // namespace

class tst_TranslatedWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void mnemonicsDoNotClash();
    void whatIsAskedForIsTranslated();
    void nothingIsCut_data();
    void nothingIsCut();
    void codeStaysLeftToRight();

private:
    void askForPermission(TestWindow &window);
    void showAll(TestWindow &window, const std::function<void(const QString &)> &shown);

    QTemporaryDir m_folder;
    Recorder m_recorder;
};

void tst_TranslatedWindow::initTestCase()
{
    installLanguage(u"de"_s);
    QCoreApplication::installTranslator(&m_recorder);
}

void tst_TranslatedWindow::cleanup()
{
    QApplication::setLayoutDirection(Qt::LeftToRight);
}

// A run that waits for an answer below its line.
void tst_TranslatedWindow::askForPermission(TestWindow &window)
{
    makeFile(m_folder, u"notes.txt"_s, "remember the milk");
    EditorPage *page = window.open(makeFile(m_folder, u"asking.ml"_s, kAsking));
    page->setFocus();
    const quint64 run = window.run();
    QVERIFY(run != 0);
    QTRY_VERIFY2(window->desk()->barOf(window.page()) != nullptr, qPrintable(window.entry(run).errorMessage));
    QTRY_VERIFY(window->desk()->barOf(window.page())->isVisible());
}

void tst_TranslatedWindow::showAll(TestWindow &window, const std::function<void(const QString &)> &shown)
{
    for (QAction *action : window->commands().all()) {
        const QString id = action->objectName();
        if (!id.startsWith(u"show-"_s) && !kShown.contains(id)) continue;
        if (!action->isEnabled()) continue;
        action->trigger();
        QCoreApplication::processEvents(); // layouts settle
        shown(id);
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &*window, Qt::Key_Escape);
    }
}

void tst_TranslatedWindow::mnemonicsDoNotClash()
{
    TestWindow window;
    window.newFile("a = 1;\n");
    QCOMPARE(window->menuBar()->actions().first()->text(), u"&Datei"_s);
    QCOMPARE(mnemonicClashes(*window), QStringList());
}

void tst_TranslatedWindow::whatIsAskedForIsTranslated()
{
    TestWindow window;
    askForPermission(window);
    showAll(window, [](const QString &) {});
    QSet<QString> contexts, sources;
    QSet<std::pair<QString, QString>> translated;
    for (const Text &text :
         readTranslation(QStringLiteral(LATCHKEY_SOURCE_DIR "/resources/translations/latchkey_de.ts"))) {
        contexts << text.context;
        sources << text.source;
        translated.insert({text.context, text.source});
    }
    QStringList missing;
    int seen = 0;
    for (const auto &[context, source] : m_recorder.asked()) {
        // Qt's own words have Qt's contexts, names of highlighted languages have "Language".
        const bool isOurs = context.startsWith(u"latchkey::"_s) || contexts.contains(context);
        const bool isForeign =
            context.startsWith(u'Q') || context.startsWith(u"Language"_s) || !sources.contains(source);
        if (!isOurs && isForeign) continue;
        ++seen;
        const bool isName = source == u"English"_s || source == u"Deutsch"_s; // languages are named in their own words
        if (!isName && context != u"QFileDialog"_s && !source.isEmpty() && !translated.contains({context, source}))
            missing << context + u": "_s + source;
    }
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
    QVERIFY(seen > 300);
}

void tst_TranslatedWindow::nothingIsCut_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<Qt::LayoutDirection>("direction");
    QTest::newRow("wide") << QSize(1280, 800) << Qt::LeftToRight;
    QTest::newRow("narrow") << QSize(900, 640) << Qt::LeftToRight;
    QTest::newRow("wide, right to left") << QSize(1280, 800) << Qt::RightToLeft;
    QTest::newRow("narrow, right to left") << QSize(900, 640) << Qt::RightToLeft;
}

void tst_TranslatedWindow::nothingIsCut()
{
    QFETCH(QSize, size);
    QFETCH(Qt::LayoutDirection, direction);
    QApplication::setLayoutDirection(direction);
    TestWindow window({}, size);
    askForPermission(window);
    QStringList cut;
    int states = 0;
    // What a run changes meanwhile has its room a moment later.
    const auto look = [&](const QString &id) {
        ++states;
        if (QTest::qWaitFor([&] { return cutTexts(&*window).isEmpty(); }, 2000)) return;
        for (const QString &text : cutTexts(&*window)) cut << id + u": "_s + text;
    };
    look(u"question"_s);
    showAll(window, look);
    QVERIFY(states > 10);
    cut.removeDuplicates();
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
    // What the check would see.
    QLabel narrow(u"Zeilen nach oben verschieben"_s, &*window);
    narrow.setGeometry(0, 0, 40, 20);
    narrow.show();
    QCOMPARE(cutTexts(&*window).size(), 1);
}

// The same pixels in both directions: brackets are not turned round, nothing begins at the other side.
void tst_TranslatedWindow::codeStaysLeftToRight()
{
    QList<QImage> pictures;
    for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft}) {
        QApplication::setLayoutDirection(direction);
        TestWindow window;
        window.newFile("call(a, [1, 2]); // \"(x)\"\n");
        QCOMPARE(window->layoutDirection(), direction);
        editor::CodeEditor *code = window.page()->editor();
        QCOMPARE(code->layoutDirection(), Qt::LeftToRight);
        code->resize(500, 300);
        code->clearFocus(); // no caret
        const QImage picture = code->viewport()->grab(QRect(0, 0, 400, 40)).toImage();
        QCOMPARE(QApplication::layoutDirection(), direction); // as it was before painting
        QCOMPARE(window->layoutDirection(), direction);
        pictures << picture;
    }
    QCOMPARE(pictures.last(), pictures.first());
}

QTEST_MAIN(tst_TranslatedWindow)
#include "tst_translated_window.moc"
