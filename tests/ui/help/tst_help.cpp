// SPDX-License-Identifier: GPL-3.0-or-later
//
// Help: every name of the library and every code of a finding has its page, the examples on the pages do what they say,
// and the pane finds, shows, inserts and runs.
#include "tests/ui/window/window_test.h"

#include "engine/capability/broker.h"
#include "engine/modules/reference.h"
#include "ui/help/code_table.h"
#include "ui/help/help_book.h"
#include "ui/help/help_pane.h"
#include "ui/help/topics.h"
#include "ui/output/problems_pane.h"
#include "ui/theme/theme.h"
#include "ui/widgets/small_parts.h"
#include "ui/window/help_desk.h"
#include "ui/window/panes.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextBrowser>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::help;
using namespace latchkey::window;
using namespace latchkey::window::test;

class tst_Help : public QObject
{
    Q_OBJECT

private slots:
    void everyNameOfTheLibraryHasAPage();
    void everyCodeHasAPage();
    void codeExamples_data();
    void codeExamples();
    void topicExamplesRun_data();
    void topicExamplesRun();
    void everyReservedWordHasATopic();
    void linksLeadSomewhere();
    void searchFinds_data();
    void searchFinds();
    void aboutNames_data();
    void aboutNames();
    void namesInText_data();
    void namesInText();
    void f1OpensThePage();
    void codeOfAProblemOpensItsPage();
    void searchFieldAndBack();
    void noTextIsLargerThanATitle();
    void exampleIsInserted();
    void exampleIsRun();

private:
    std::shared_ptr<const HelpBook> m_book = HelpBook::make({});
};

// The reference is made from the same tables in another way.
void tst_Help::everyNameOfTheLibraryHasAPage()
{
    int names = 0;
    QString prefix;
    for (const QString &line : QString::fromStdString(modules::libraryReference()).split(u'\n')) {
        const QString heading = line.startsWith(u'#') ? line.section(u' ', 1) : QString();
        if (heading == u"Built-in functions") prefix.clear();
        else if (heading.startsWith(u"Methods of ")) prefix = heading.section(u' ', 2).chopped(1) + u'.';
        else if (!heading.isEmpty()) prefix = heading + u'.';
        static const QRegularExpression kCall(u"^\\| `(\\w+)\\("_s);
        const auto call = kCall.match(line);
        if (!call.hasMatch()) continue;
        const QString id = prefix + call.captured(1);
        ++names;
        QVERIFY2(m_book->page(id) != nullptr, qPrintable(id));
        QVERIFY2(!m_book->page(id)->summary.isEmpty(), qPrintable(id));
        QVERIFY2(m_book->page(id)->code.startsWith(id + u'('), qPrintable(m_book->page(id)->code));
    }
    QVERIFY2(names > 250, qPrintable(QString::number(names)));
}

// The codes stand in the sources of the checks; the table has these and no others.
void tst_Help::everyCodeHasAPage()
{
    static const QRegularExpression kCode(u"\"([EW]-[A-Z]+(?:-[A-Z0-9]+)*)\""_s);
    QStringList given, known;
    for (const QString &folder : {u"syntax"_s, u"analysis"_s, u"bytecode"_s, u"language"_s}) {
        QDirIterator files(QStringLiteral(LATCHKEY_SOURCE_DIR) + u"/engine/"_s + folder, {u"*.cpp"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            for (const auto &match : kCode.globalMatch(QString::fromUtf8(contentOf(files.next()))))
                if (!given.contains(match.captured(1))) given << match.captured(1);
        }
    }
    for (const CodeHelp &help : codeTable()) known << QString::fromStdString(std::string(help.code));
    given.sort();
    QVERIFY(std::ranges::is_sorted(known));
    QCOMPARE(known, given);
    for (const QString &code : known) QVERIFY(m_book->page(u"code:"_s + code) != nullptr);
}

void tst_Help::codeExamples_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<bool>("told");
    for (const CodeHelp &help : codeTable()) {
        const QString code = QString::fromStdString(std::string(help.code));
        if (*help.wrong == 0) continue;
        QTest::newRow(qPrintable(code + u" told"_s)) << code << QByteArray(help.wrong) << true;
        QTest::newRow(qPrintable(code + u" mended"_s)) << code << QByteArray(help.right) << false;
    }
}

void tst_Help::codeExamples()
{
    QFETCH(QString, code);
    QFETCH(QByteArray, script);
    QFETCH(bool, told);
    runs::Engine engine({.threads = 1});
    const runs::CheckResult result = engine.checkNow({script, u"example.ml"_s, {}, {}});
    QStringList codes;
    for (const syntax::Diagnostic &diagnostic : result.diagnostics) codes << QString::fromStdString(diagnostic.code);
    if (told) QVERIFY2(codes.contains(code), qPrintable(codes.join(u' ')));
    else QVERIFY2(codes.isEmpty(), qPrintable(codes.join(u' ')));
}

void tst_Help::topicExamplesRun_data()
{
    QTest::addColumn<QByteArray>("script");
    for (const Topic &topic : topics()) QTest::newRow(topic.id) << QByteArray(topic.example);
}

void tst_Help::topicExamplesRun()
{
    QFETCH(QByteArray, script);
    runs::Engine engine({.threads = 1});
    const runs::CheckResult check = engine.checkNow({script, u"example.ml"_s, {}, {}});
    for (const syntax::Diagnostic &diagnostic : check.diagnostics) QFAIL(diagnostic.message.c_str());
    runs::RunOptions options;
    options.grantAll = true;
    const runs::RunPtr run = engine.submit({script, u"example.ml"_s, {}, QDir::tempPath()}, options);
    QTRY_VERIFY(runs::isFinal(run->status().state));
    QVERIFY2(run->result().success, run->result().error ? qPrintable(run->result().error->message) : "");
}

void tst_Help::everyReservedWordHasATopic()
{
    const QStringList words =
        u"if elif else while for in break continue function fn return try except finally throw import as capability nonlocal true false null"_s
            .split(u' ');
    for (const QString &word : words) {
        QCOMPARE(m_book->about(word, {}).size(), 1);
        QVERIFY(m_book->about(word, {}).first()->id.startsWith(u"topic:"));
    }
}

void tst_Help::linksLeadSomewhere()
{
    for (const HelpPage &page : m_book->pages())
        for (const auto &[id, words] : page.rows)
            QVERIFY2(id.isEmpty() || m_book->page(id) != nullptr, qPrintable(page.id + u" to "_s + id));
}

void tst_Help::searchFinds_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("first");
    QTest::newRow("a full name") << u"file.read"_s << u"file.read"_s;
    QTest::newRow("a name without its module") << u"sqrt"_s << u"math.sqrt"_s;
    QTest::newRow("other letters") << u"LEN"_s << u"len"_s;
    QTest::newRow("a code") << u"e-name-unknown"_s << u"code:E-NAME-UNKNOWN"_s;
    QTest::newRow("a topic") << u"loops"_s << u"topic:loops"_s;
}

void tst_Help::searchFinds()
{
    QFETCH(QString, typed);
    QFETCH(QString, first);
    const QList<const HelpPage *> found = m_book->search(typed);
    QVERIFY(!found.isEmpty());
    QCOMPARE(found.first()->id, first);
}

void tst_Help::aboutNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("id");
    QTest::newRow("function of a module") << u"file.read"_s << QString() << u"file.read"_s;
    QTest::newRow("under another name") << u"f.read"_s << u"import file as f;\n"_s << u"file.read"_s;
    QTest::newRow("built-in") << u"len"_s << QString() << u"len"_s;
    QTest::newRow("module") << u"math"_s << QString() << u"module:math"_s;
    QTest::newRow("method of an unknown value") << u"rows.append"_s << QString() << u"array.append"_s;
    QTest::newRow("word of the language") << u"while"_s << QString() << u"topic:loops"_s;
    QTest::newRow("nothing") << u"myOwnName"_s << QString() << QString();
}

void tst_Help::aboutNames()
{
    QFETCH(QString, name);
    QFETCH(QString, text);
    QFETCH(QString, id);
    const QList<const HelpPage *> found = m_book->about(name, text);
    QCOMPARE(found.isEmpty() ? QString() : found.first()->id, id);
}

void tst_Help::namesInText_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QString>("name");
    QTest::newRow("in a word") << QByteArray("x = file.re") << QByteArray("ad(p)") << u"file.read"_s;
    QTest::newRow("behind it") << QByteArray("print") << QByteArray("(1)") << u"print"_s;
    QTest::newRow("before it") << QByteArray("x = ") << QByteArray("len(1)") << u"len"_s;
    QTest::newRow("on the module") << QByteArray("fi") << QByteArray("le.read") << u"file"_s;
    QTest::newRow("long chain") << QByteArray("a.b.c.ap") << QByteArray("pend(1)") << u"c.append"_s;
    QTest::newRow("nothing") << QByteArray("1 + ") << QByteArray(" + 2") << QString();
    QTest::newRow("empty") << QByteArray() << QByteArray() << QString();
}

void tst_Help::namesInText()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QString, name);
    QCOMPARE(nameAt(before + after, before.size()), name);
}

void tst_Help::f1OpensThePage()
{
    TestWindow window;
    EditorPage *page = window.newFile("import math;\nprint(math.sqrt(2));\n");
    page->editor()->goTo({2, 14});
    window.press(Qt::Key_F1);
    HelpPane *pane = window->helpDesk()->pane();
    QTRY_COMPARE(pane->shownPage(), u"math.sqrt"_s);
    QVERIFY(pane->isVisible());
    QVERIFY(pane->view()->toPlainText().contains(u"math.sqrt("_s));
    QVERIFY(page->editor()->hasFocus()); // one reads on while typing
}

void tst_Help::codeOfAProblemOpensItsPage()
{
    TestWindow window;
    window.newFile("print(totl);\n");
    auto *problems = window->findChild<output::ProblemsPane *>();
    QTRY_VERIFY(problems->model()->rowCount() > 0);
    window->panes()->show(u"problems"_s);
    output::ProblemsView *view = problems->view();
    view->setFocus();
    view->setCurrentIndex(view->model()->index(0, 0));
    window.press(Qt::Key_F1);
    QTRY_COMPARE(window->helpDesk()->pane()->shownPage(), u"code:E-NAME-UNKNOWN"_s);
}

void tst_Help::searchFieldAndBack()
{
    TestWindow window;
    window->commands()[u"show-help"_s]->trigger();
    HelpPane *pane = window->helpDesk()->pane();
    QTRY_VERIFY(pane->view()->toPlainText().contains(u"Built-in functions"_s));
    QTest::keyClicks(pane->field(), u"csv.read"_s);
    QTRY_VERIFY(pane->view()->toPlainText().contains(u"csv.read"_s));
    QTest::keyClick(pane->field(), Qt::Key_Return);
    QTRY_VERIFY(pane->shownPage().startsWith(u"csv.read"_s));
    pane->goBack();
    QCOMPARE(pane->shownPage(), QString());
    pane->goBack();
    QVERIFY(pane->view()->toPlainText().contains(u"Built-in functions"_s));
    QTest::keyClicks(pane->field(), u"qqqq"_s);
    QTRY_VERIFY(pane->view()->toPlainText().contains(u"qqqq"_s));
}

// Headings are no larger than the titles of sections elsewhere in the window.
void tst_Help::noTextIsLargerThanATitle()
{
    TestWindow window;
    HelpPane *pane = window->helpDesk()->pane();
    window->commands()[u"show-help"_s]->trigger();
    for (const QString &page : {QString(), u"csv.read"_s}) {
        if (!page.isEmpty()) pane->showPage(page);
        QTRY_COMPARE(pane->shownPage(), page);
        QTRY_VERIFY(!pane->view()->document()->isEmpty());
        int largest = 0;
        for (QTextBlock block = pane->view()->document()->begin(); block.isValid(); block = block.next())
            for (auto part = block.begin(); part != block.end(); ++part)
                largest = std::max(largest, part.fragment().charFormat().font().pixelSize());
        const int wanted = theme::fonts().pixelSize() + (page.isEmpty() ? 0 : 3);
        QCOMPARE(largest, wanted);
    }
}

void tst_Help::exampleIsInserted()
{
    TestWindow window;
    EditorPage *page = window.newFile("a = 1;\n");
    page->editor()->goTo({2, 1});
    HelpPane *pane = window->helpDesk()->pane();
    pane->showPage(u"topic:comments"_s);
    QTRY_COMPARE(pane->shownPage(), u"topic:comments"_s);
    emit pane->view()->anchorClicked(QUrl(u"insert:0"_s));
    QVERIFY(page->editor()->utf8().startsWith("a = 1;\n// a comment\n"));
    page->editor()->undo();
    QCOMPARE(page->editor()->utf8(), QByteArray("a = 1;\n"));
}

void tst_Help::exampleIsRun()
{
    TestWindow window;
    HelpPane *pane = window->helpDesk()->pane();
    pane->showPage(u"topic:loops"_s);
    QTRY_COMPARE(pane->shownPage(), u"topic:loops"_s);
    emit pane->view()->anchorClicked(QUrl(u"run:0"_s));
    QTRY_VERIFY(window.entry(window->runList()->frontRun()).isOver());
    QTRY_VERIFY(window.output().contains(u"\n2\n"_s));
}

QTEST_MAIN(tst_Help)
#include "tst_help.moc"
