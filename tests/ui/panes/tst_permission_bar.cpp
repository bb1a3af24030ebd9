// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/panes/samples.h"
#include "ui/permissions/act_sentences.h"
#include "ui/permissions/permission_bar.h"
#include "ui/permissions/permissions_pane.h"
#include "ui/permissions/prompts_pane.h"
#include "ui/runs/run_words.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::permissions;
using runs::PermissionAnswer;

Q_DECLARE_METATYPE(latchkey::runs::PermissionAnswer)

class tst_PermissionBar : public QObject
{
    Q_OBJECT

private slots:
    void namesNearTheScript_data();
    void namesNearTheScript();
    void init();
    void cleanup();

    void rule32_saysEverythingInOrder();
    void rule39_textIsData_data();
    void rule39_textIsData();
    void rule39_cutInTheMiddleUntilAsked();
    void linksThatLeadElsewhereAreNamed();
    void verbs_data();
    void verbs();
    void rule33_deadForSixHundredMilliseconds();
    void rule33_deadAgainAfterMoving();
    void rule33_deadAgainForANewQuestion();
    void rule33_neverTakesTheFocus();
    void rule33_clickLeavesTheFocusInTheEditor();
    void rule33_deliberateKeys();
    void rule33_escapeLeavesItWaiting();
    void heldKeysAnswerNothing();
    void rule34_answers_data();
    void rule34_answers();
    void answersOnce();
    void whatIsShownIsGranted();
    void moreAnswers();
    void placesCanBeFollowed();
    void whyShowsTheCallsAndTheirLines();
    void manyCallersAreCounted();
    void rule40_promptsAreRows();
    void tenThousandPrompts();
    void focusOldest();
    void usesOfARun();
    void namesAndSizes();

private:
    template<typename T>
    T *part(const QString &name) const
    {
        return m_bar->findChild<T *>(name);
    }
    void show()
    {
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_editor->setFocus();
        m_bar->ask(7, samples::question(), 7, u"report.ml"_s);
        m_bar->show();
    }
    void waitAlive() { QTRY_VERIFY(!m_bar->isDead()); }

    std::unique_ptr<QWidget> m_window;
    QPlainTextEdit *m_editor = nullptr;
    PermissionBar *m_bar = nullptr;
};

void tst_PermissionBar::namesNearTheScript_data()
{
    QTest::addColumn<QString>("resource");
    QTest::addColumn<QString>("name");
    QTest::newRow("a file below") << u"/home/me/notes/a.csv"_s << u"notes/a.csv"_s;
    QTest::newRow("a pattern below") << u"/home/me/notes/**"_s << u"notes/**"_s;
    QTest::newRow("everything in the folder itself") << u"/home/me/**"_s << u"./**"_s;
    QTest::newRow("some files of the folder itself") << u"/home/me/*.csv"_s << u"./*.csv"_s;
    QTest::newRow("elsewhere") << u"/etc/hosts"_s << u"/etc/hosts"_s;
    QTest::newRow("a folder that begins alike") << u"/home/menu/a"_s << u"/home/menu/a"_s;
}

void tst_PermissionBar::namesNearTheScript()
{
    QFETCH(QString, resource);
    QTEST(latchkey::runs::nearName(resource, u"/home/me/a.ml"_s), "name");
}

void tst_PermissionBar::init()
{
    m_window = std::make_unique<QWidget>();
    m_window->resize(800, 400);
    m_editor = new QPlainTextEdit(m_window.get());
    m_editor->setGeometry(0, 0, 800, 200);
    m_bar = new PermissionBar(m_window.get());
    m_bar->setGeometry(20, 220, 720, 120);
    m_bar->hide();
}

void tst_PermissionBar::cleanup()
{
    m_window.reset();
}

void tst_PermissionBar::rule32_saysEverythingInOrder()
{
    const PromptText text = promptText(samples::question(), 7, u"report.ml"_s);
    QCOMPARE(text.who.plainText(), u"report.ml · run 7 wants to read notes/s-07.txt"_s);
    QCOMPARE(text.about.plainText(),
             u"Exists, 412 bytes · asked at line 16 in summarise ← line 24 ← line 26 · Why am I asked?"_s);
    QCOMPARE(text.has.plainText(),
             u"It may already read data/**. If you deny, the call raises an error that the script may catch."_s);
    QCOMPARE(text.more, u"+2 more"_s);
    QCOMPARE(text.pattern, u"notes/**"_s);
    QCOMPARE(text.denyKind, u"Deny all reading"_s);
    QVERIFY(text.spoken.startsWith(text.who.plainText()));
}

void tst_PermissionBar::rule39_textIsData_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("escape codes") << u"a\u001b[2J\u001b]0;x\a.csv"_s;
    QTest::newRow("new line") << u"a\nAllow once.csv"_s;
    QTest::newRow("bidi") << u"a\u202evsc.exe"_s;
    QTest::newRow("zero width") << u"no\u200btes.csv"_s;
    QTest::newRow("other spaces") << u"a\u00a0\u2003b.csv"_s;
    QTest::newRow("backticks and marks") << u"`**<b>x</b>&amp;`.csv"_s;
    QTest::newRow("ten thousand letters") << QString(10'000, u'x');
}

void tst_PermissionBar::rule39_textIsData()
{
    QFETCH(QString, name);
    runs::PermissionRequest request = samples::question();
    request.resource = u"/data/"_s + name;
    request.written = name;
    request.about = name;
    request.function = name;
    request.patterns = {name};
    request.alreadyHas = {name};
    request.note = name;
    const PromptText text = promptText(request, 7, name);
    QVERIFY(text.spoken.size() < 2000);
    for (const QChar c : text.spoken) QVERIFY(c.isPrint() || c == u' ');
    for (const char16_t c : {u'\u202e', u'\u200b', u'\u00a0', u'\u2003', u'\n', u'\u001b'})
        QVERIFY(!text.spoken.contains(c));
    if (name.startsWith(u'`')) QVERIFY(text.who.plainText().contains(name)); // no markup is read
    m_bar->ask(7, request, 7, name);
    m_bar->show();
    m_bar->grab();
}

void tst_PermissionBar::rule39_cutInTheMiddleUntilAsked()
{
    runs::PermissionRequest request = samples::question();
    request.resource = u"/begin/"_s + QString(600, u'x') + u"/end.csv"_s;
    const PromptText cut = promptText(request, 7, u"report.ml"_s);
    QVERIFY(cut.isCut);
    QVERIFY(cut.who.plainText().contains(u"/begin/"_s));
    QVERIFY(cut.who.plainText().contains(u"/end.csv"_s));
    QVERIFY(!cut.who.links().isEmpty());
    const PromptText whole = promptText(request, 7, u"report.ml"_s, true);
    QVERIFY(whole.who.plainText().contains(request.resource));
    request.resource = u"/"_s + QString(199, u'x');
    QVERIFY(!promptText(request, 7, u"report.ml"_s).isCut);
}

void tst_PermissionBar::linksThatLeadElsewhereAreNamed()
{
    runs::PermissionRequest request = samples::question();
    request.resource = u"/home/ada/secret"_s;
    request.written = u"notes/link.txt"_s;
    const QString about = promptText(request, 7, u"report.ml"_s).about.plainText();
    QVERIFY2(about.contains(u"written as notes/link.txt → /home/ada/secret"_s), qPrintable(about));
    request.written = u"./notes/../../ada/secret"_s;
    QVERIFY(promptText(request, 7, u"report.ml"_s).about.plainText().contains(u"→ /home/ada/secret"_s));
    // A plain relative spelling of the same place is no news.
    request = samples::question();
    request.written = u"./notes/s-07.txt"_s;
    QVERIFY(!promptText(request, 7, u"report.ml"_s).about.plainText().contains(u'→'));
    request.resource = u"/home/ada/notes"_s;
    request.written = u"."_s;
    QVERIFY(!promptText(request, 7, u"report.ml"_s).about.plainText().contains(u'→'));
    request.written = u".."_s;
    QVERIFY(promptText(request, 7, u"report.ml"_s).about.plainText().contains(u'→'));
}

void tst_PermissionBar::verbs_data()
{
    QTest::addColumn<QString>("capability");
    QTest::addColumn<QString>("wish");
    QTest::addColumn<QString>("deny");
    QTest::newRow("read") << u"file.read"_s << u"wants to read %1"_s << u"Deny all reading"_s;
    QTest::newRow("append") << u"file.append"_s << u"wants to add to %1"_s << u"Deny all writing"_s;
    QTest::newRow("delete") << u"file.delete"_s << u"wants to delete %1"_s << u"Deny all deleting"_s;
    QTest::newRow("network") << u"network.https.get"_s << u"wants to connect to %1"_s << u"Deny all network"_s;
    QTest::newRow("environment") << u"env.read"_s << u"wants to read the variable %1"_s << u"Deny all environment"_s;
    QTest::newRow("of a host") << u"robot.move"_s << u"wants to use robot.move on %1"_s << u"Deny all of this kind"_s;
}

void tst_PermissionBar::verbs()
{
    QFETCH(QString, capability);
    QTEST(sentencesOf(capability).wants, "wish");
    runs::PermissionRequest request = samples::question();
    request.capability = capability;
    QTEST(promptText(request, 1, u"a.ml"_s).denyKind, "deny");
}

void tst_PermissionBar::rule33_deadForSixHundredMilliseconds()
{
    QSignalSpy answered(m_bar, &PermissionBar::answered);
    QElapsedTimer timer;
    timer.start();
    show();
    auto *allow = part<QAbstractButton>(u"allowOnce"_s);
    while (timer.elapsed() < 550) {
        QTest::mouseClick(allow, Qt::LeftButton);
        QTest::keyClick(m_bar, Qt::Key_Return);
        QTest::keyClick(allow, Qt::Key_Return);
        QCoreApplication::processEvents();
    }
    QCOMPARE(answered.count(), 0);
    QVERIFY(m_bar->isDead());
    waitAlive();
    QVERIFY(timer.elapsed() >= 600);
    QTest::mouseClick(allow, Qt::LeftButton);
    QCOMPARE(answered.count(), 1);
}

void tst_PermissionBar::rule33_deadAgainAfterMoving()
{
    show();
    waitAlive();
    m_bar->move(m_bar->x(), m_bar->y() + 20);
    QVERIFY(m_bar->isDead());
    QVERIFY(!part<QAbstractButton>(u"allowOnce"_s)->isEnabled());
    waitAlive();
}

void tst_PermissionBar::rule33_deadAgainForANewQuestion()
{
    show();
    waitAlive();
    m_bar->ask(7, samples::question(1), 7, u"report.ml"_s); // the same one
    QVERIFY(!m_bar->isDead());
    m_bar->ask(7, samples::question(2), 7, u"report.ml"_s);
    QVERIFY(m_bar->isDead());
}

void tst_PermissionBar::rule33_neverTakesTheFocus()
{
    show();
    QVERIFY(m_editor->hasFocus());
    waitAlive();
    QVERIFY(m_editor->hasFocus());
    QTest::keyClicks(m_editor, u"y "_s);
    QTest::keyClick(m_editor, Qt::Key_Return);
    QTest::keyClick(m_editor, Qt::Key_Tab);
    QCOMPARE(m_editor->toPlainText(), u"y \n\t"_s);
    for (const auto *button : m_bar->findChildren<QPushButton *>()) {
        QVERIFY(!button->isDefault());
        QVERIFY(!button->autoDefault());
        QVERIFY(button->shortcut().isEmpty());
        QVERIFY2(!button->text().contains(u'&'), "no key works from outside");
    }
}

void tst_PermissionBar::rule33_clickLeavesTheFocusInTheEditor()
{
    show();
    waitAlive();
    QTest::mouseClick(m_bar, Qt::LeftButton, {}, {5, 5});
    QVERIFY(m_editor->hasFocus());
    QTest::mouseClick(part<QAbstractButton>(u"deny"_s), Qt::LeftButton);
    QVERIFY(m_editor->hasFocus());
}

void tst_PermissionBar::rule33_deliberateKeys()
{
    QSignalSpy answered(m_bar, &PermissionBar::answered);
    show();
    waitAlive();
    m_bar->focusQuestion();
    QVERIFY(m_bar->hasFocus());
    QTest::keyClick(m_bar, Qt::Key_Return);
    QTest::keyClick(m_bar, Qt::Key_Space);
    QCOMPARE(answered.count(), 0); // on no button yet
    QTest::keyClick(m_bar, Qt::Key_Right);
    QVERIFY(part<QWidget>(u"allowOnce"_s)->hasFocus());
    QTest::keyClick(part<QWidget>(u"allowOnce"_s), Qt::Key_Right);
    QVERIFY(part<QWidget>(u"allowForRun"_s)->hasFocus());
    QTest::keyClick(part<QWidget>(u"allowForRun"_s), Qt::Key_Left);
    QTest::keyClick(part<QWidget>(u"allowOnce"_s), Qt::Key_Return);
    QCOMPARE(answered.count(), 1);
    QCOMPARE(answered.first()[2].value<PermissionAnswer>(), PermissionAnswer::AllowOnce);
}

void tst_PermissionBar::rule33_escapeLeavesItWaiting()
{
    QSignalSpy answered(m_bar, &PermissionBar::answered);
    QSignalSpy escaped(m_bar, &PermissionBar::escaped);
    show();
    waitAlive();
    m_bar->focusQuestion();
    QTest::keyClick(m_bar, Qt::Key_Escape);
    QTest::keyClick(m_bar, Qt::Key_Right);
    QTest::keyClick(part<QWidget>(u"allowOnce"_s), Qt::Key_Escape);
    QCOMPARE(escaped.count(), 2);
    QCOMPARE(answered.count(), 0);
    QVERIFY(m_bar->isVisible());
}

void tst_PermissionBar::heldKeysAnswerNothing()
{
    QSignalSpy answered(m_bar, &PermissionBar::answered);
    show();
    waitAlive();
    auto *allow = part<QWidget>(u"allowOnce"_s);
    allow->setFocus();
    QKeyEvent held(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, u"\r"_s, true);
    QCoreApplication::sendEvent(allow, &held);
    QCOMPARE(answered.count(), 0);
}

void tst_PermissionBar::rule34_answers_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<PermissionAnswer>("answer");
    QTest::addColumn<QString>("pattern");
    QTest::newRow("once") << u"allowOnce"_s << PermissionAnswer::AllowOnce << QString();
    QTest::newRow("for this run") << u"allowForRun"_s << PermissionAnswer::AllowForRun << u"notes/**"_s;
    QTest::newRow("deny") << u"deny"_s << PermissionAnswer::DenyOnce << QString();
    QTest::newRow("deny all") << u"denyKind"_s << PermissionAnswer::DenyKindForRun << QString();
}

void tst_PermissionBar::rule34_answers()
{
    QFETCH(QString, button);
    QSignalSpy answered(m_bar, &PermissionBar::answered);
    show();
    waitAlive();
    part<QAbstractButton>(button)->click();
    QCOMPARE(answered.count(), 1);
    QCOMPARE(answered.first()[0].toULongLong(), 7);
    QCOMPARE(answered.first()[1].toULongLong(), 1);
    QTEST(answered.first()[2].value<PermissionAnswer>(), "answer");
    QTEST(answered.first()[3].toString(), "pattern");
}

void tst_PermissionBar::answersOnce()
{
    QSignalSpy answered(m_bar, &PermissionBar::answered);
    show();
    waitAlive();
    part<QAbstractButton>(u"deny"_s)->click();
    part<QAbstractButton>(u"allowOnce"_s)->click();
    m_bar->hide();
    m_bar->show(); // shown again before the engine took it away
    QTest::mouseClick(part<QAbstractButton>(u"allowOnce"_s), Qt::LeftButton);
    QCOMPARE(answered.count(), 1);
}

void tst_PermissionBar::whatIsShownIsGranted()
{
    QSignalSpy answered(m_bar, &PermissionBar::answered);
    show();
    waitAlive();
    auto *field = part<QLineEdit>(u"patternField"_s);
    QVERIFY(!field->isVisible());
    auto *forRun = part<QWidget>(u"allowForRun"_s);
    forRun->setFocus();
    QTest::keyClick(forRun, Qt::Key_Return, Qt::AltModifier);
    QVERIFY(field->isVisible());
    QCOMPARE(field->text(), u"notes/**"_s);
    field->setText(u"notes/s-*.txt"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(!field->isVisible());
    QCOMPARE(answered.count(), 0); // editing is not answering
    QVERIFY(forRun->accessibleName().contains(u"notes/s-*.txt"_s));
    part<QAbstractButton>(u"allowForRun"_s)->click();
    QCOMPARE(answered.first()[3].toString(), u"notes/s-*.txt"_s);
}

void tst_PermissionBar::moreAnswers()
{
    QSignalSpy answered(m_bar, &PermissionBar::answered);
    show();
    waitAlive();
    auto *menu = part<QPushButton>(u"moreAnswers"_s)->menu();
    emit menu->aboutToShow();
    QAction *script = nullptr;
    QAction *narrow = nullptr;
    for (QAction *action : menu->actions()) {
        if (action->text().contains(u"for this script"_s)) script = action;
        if (action->text().contains(u"notes/s-07.txt"_s)) narrow = action;
    }
    QVERIFY(script && narrow);
    narrow->trigger();
    QCOMPARE(m_bar->pattern(), u"notes/s-07.txt"_s);
    script->trigger();
    QCOMPARE(answered.first()[2].value<PermissionAnswer>(), PermissionAnswer::AlwaysForScript);
    QCOMPARE(answered.first()[3].toString(), u"notes/s-07.txt"_s);
}

void tst_PermissionBar::placesCanBeFollowed()
{
    QSignalSpy place(m_bar, &PermissionBar::placeActivated);
    show();
    waitAlive();
    for (auto *label : m_bar->findChildren<output::RichLabel *>()) {
        if (label->line().links().size() < 3) continue;
        label->setFocus(Qt::TabFocusReason);
        QTest::keyClick(label, Qt::Key_Right);
        QTest::keyClick(label, Qt::Key_Return);
    }
    QCOMPARE(place.count(), 1);
    QCOMPARE(place.first(), (QVariantList{samples::question().file, 24, 22}));
}

// "Why am I asked?" unfolds the calls that led to the question, each with its source line and its place.
void tst_PermissionBar::whyShowsTheCallsAndTheirLines()
{
    QSignalSpy place(m_bar, &PermissionBar::placeActivated);
    show();
    waitAlive();
    const int folded = m_bar->sizeHint().height();
    auto *why = part<QWidget>(u"whyAsked"_s);
    QVERIFY(why->isHidden());
    for (auto *label : m_bar->findChildren<output::RichLabel *>())
        if (label->line().links().contains(kWhyTarget)) emit label->linkActivated(kWhyTarget);
    QVERIFY(!why->isHidden());
    QVERIFY2(m_bar->isDead(), "the answers have moved");
    QVERIFY(m_bar->sizeHint().height() > folded);
    QStringList calls;
    const auto labels = why->findChildren<output::RichLabel *>();
    for (const auto *label : labels) calls.append(label->line().plainText());
    QCOMPARE(calls, (QStringList{u"line 16 in summarise text = file.read(path);"_s,
                                 u"line 24 in above return summarise(path);"_s, u"line 26 result = above(notes);"_s}));
    emit labels[1]->linkActivated(labels[1]->line().links().first());
    QCOMPARE(place.first(), (QVariantList{samples::question().file, 24, 22}));
    // A new question begins folded.
    auto next = samples::question();
    ++next.id;
    m_bar->ask(7, next, 7, u"report.ml"_s);
    QVERIFY(why->isHidden());
    QCOMPARE(m_bar->sizeHint().height(), folded);
}

void tst_PermissionBar::manyCallersAreCounted()
{
    auto request = samples::question();
    while (request.chain.size() < 20) {
        request.chain.append({u"deep"_s, request.file, 30, 1});
        request.chainSource.append(u"deep(n - 1);"_s);
    }
    const auto why = promptText(request, 7, u"report.ml"_s).why;
    QCOMPARE(why.size(), 9);
    QVERIFY(why.last().plainText().startsWith(u"and 12 caller"_s));
}

void tst_PermissionBar::rule40_promptsAreRows()
{
    PromptsPane pane;
    QAbstractItemModelTester tester(pane.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    pane.resize(900, 220);
    pane.show();
    QSignalSpy count(&pane, &PromptsPane::countChanged);
    pane.model()->add({7, 7, u"report.ml"_s, samples::question(1, 7), {}});
    QVERIFY(pane.bar()->isVisible());
    QVERIFY(!pane.view()->isVisible());
    pane.model()->add({9, 9, u"fetch.ml"_s, samples::question(2, 9), {}});
    QVERIFY(pane.view()->isVisible());
    QCOMPARE(pane.bar()->question(), 1);
    QVERIFY(pane.model()->index(1).data().toString().contains(u"run 9"_s));
    pane.view()->setCurrentIndex(pane.model()->index(1));
    QCOMPARE(pane.bar()->question(), 2);
    QSignalSpy answered(&pane, &PromptsPane::answered);
    QTRY_VERIFY(!pane.bar()->isDead());
    pane.bar()->findChild<QAbstractButton *>(u"deny"_s)->click();
    QCOMPARE(answered.first()[0].toULongLong(), 9);
    pane.model()->remove(9, 2);
    QCOMPARE(pane.bar()->question(), 1);
    pane.model()->remove(7, 1);
    QVERIFY(!pane.bar()->isVisible());
    QCOMPARE(count.last().first().toInt(), 0);
    pane.grab();
}

void tst_PermissionBar::tenThousandPrompts()
{
    PromptsPane pane;
    pane.resize(900, 400);
    pane.show();
    QElapsedTimer timer;
    timer.start();
    for (quint64 i = 1; i <= 10'000; ++i)
        pane.model()->add({i, static_cast<int>(i), u"a.ml"_s, samples::question(1, i), {}});
    QCoreApplication::processEvents();
    qInfo("10000 questions shown in %lld ms", timer.elapsed());
    QCOMPARE(pane.model()->rowCount(), 10'000);
    QCOMPARE(pane.bar()->run(), 1);
    pane.model()->remove(1, 1);
    QCOMPARE(pane.bar()->run(), 2);
}

void tst_PermissionBar::focusOldest()
{
    PromptsPane pane;
    pane.resize(900, 400);
    pane.show();
    QVERIFY(QTest::qWaitForWindowActive(&pane));
    QVERIFY(!pane.focusOldest());
    pane.model()->add({7, 7, u"a.ml"_s, samples::question(1, 7), {}});
    pane.model()->add({8, 8, u"b.ml"_s, samples::question(2, 8), {}});
    pane.view()->setCurrentIndex(pane.model()->index(1));
    QVERIFY(pane.focusOldest());
    QCOMPARE(pane.bar()->run(), 7);
    QVERIFY(pane.bar()->hasFocus());
}

void tst_PermissionBar::usesOfARun()
{
    PermissionsPane pane;
    QAbstractItemModelTester tester(pane.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    pane.resize(800, 200);
    pane.show();
    pane.showUses(6, u"report.ml"_s,
                  {{u"file.read"_s, u"data/a\u202e.csv"_s, true, u"run"_s, 1204, 23, 0, 0, {}},
                   {u"file.write"_s, u"/x"_s, false, u"user"_s, 1, 30, 0, 0, {}}});
    QCOMPARE(pane.model()->rowCount(), 2);
    QCOMPARE(pane.model()->index(0, 1).data().toString(), u"data/a⟨U+202E⟩.csv"_s);
    QCOMPARE(pane.model()->index(1, 4).data().toString(), u"1 · user"_s);
    QCOMPARE(pane.model()->index(0, 5).data().toString(), QLocale().toString(1204));
    pane.grab();
}

void tst_PermissionBar::namesAndSizes()
{
    show();
    waitAlive();
    QVERIFY(!m_bar->accessibleName().isEmpty());
    QVERIFY(m_bar->accessibleDescription().contains(u"wants to read"_s));
    for (const auto *button : m_bar->findChildren<QAbstractButton *>())
        QVERIFY(!button->text().isEmpty() || !button->accessibleName().isEmpty());
    QVERIFY(m_bar->sizeHint().width() <= 760);
    // Nothing is cut at the width it asks for.
    m_bar->resize(m_bar->sizeHint());
    m_bar->layout()->activate();
    for (const auto *button : m_bar->findChildren<QPushButton *>()) {
        if (button->isVisible()) QVERIFY(button->width() >= button->sizeHint().width());
    }
    m_bar->setLayoutDirection(Qt::RightToLeft);
    m_bar->grab();
}

QTEST_MAIN(tst_PermissionBar)
#include "tst_permission_bar.moc"
