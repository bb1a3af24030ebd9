// SPDX-License-Identifier: GPL-3.0-or-later
//
// The panes of the project as a user meets them: Search, Files, Outline.
#include "ui/project/outline_pane.h"
#include "ui/project/project_tree.h"
#include "ui/project/search_pane.h"
#include "ui/theme/theme.h"
#include "ui/widgets/small_parts.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::project;

class tst_ProjectPanes : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { theme::Theme::instance().apply(); }
    void searchShowsFilesAndLines();
    void replacingShowsBothAndWritesFiles();
    void badPatternIsSaid();
    void treeFollowsTheDisk();
    void treeMakesRenamesAndTrashes();
    void newNameGivesWayToAnotherFile();
    void hiddenFileIsLookedForOnce();
    void projectFolders();
    void outlineModelHolds();

private:
    static QString write(const QTemporaryDir &folder, const QString &name, const QByteArray &text)
    {
        QDir().mkpath(QFileInfo(folder.filePath(name)).path());
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly)) qFatal("could not write");
        file.write(text);
        return file.fileName();
    }
};

void tst_ProjectPanes::searchShowsFilesAndLines()
{
    const QTemporaryDir folder;
    write(folder, u"a.ml"_s, "one\n  two = 1;\ntwo;\n");
    write(folder, u"deep/b.ml"_s, "two\n");
    SearchPane pane;
    const QAbstractItemModelTester tester(pane.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    pane.resize(300, 400);
    pane.setFolder(folder.path());
    pane.show();
    QVERIFY(QTest::qWaitForWindowExposed(&pane));
    pane.open({});
    QTest::keyClicks(pane.field(), u"two"_s);
    QTRY_COMPARE(pane.model()->rowCount(), 2);
    QTRY_COMPARE(pane.summary()->text(), u"3 place(s) in 2 file(s)"_s);
    const QModelIndex file = pane.model()->index(0, 0);
    QVERIFY(pane.view()->isExpanded(file));
    QVERIFY(!file.data(Qt::AccessibleTextRole).toString().isEmpty());
    QSignalSpy activated(&pane, &SearchPane::activated);
    QTest::keyClick(pane.field(), Qt::Key_Down);
    QVERIFY(pane.view()->hasFocus());
    const QModelIndex line = pane.model()->index(0, 0, file);
    pane.view()->setCurrentIndex(line);
    QTest::keyClick(pane.view(), Qt::Key_Return);
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated[0][3].toInt(), 3);
    // Fewer letters, more hits; none at all, nothing.
    pane.field()->clear();
    QTRY_COMPARE(pane.model()->rowCount(), 0);
    QTest::keyClicks(pane.field(), u"nowhere"_s);
    QTRY_COMPARE(pane.summary()->text(), u"Not found in 2 file(s)"_s);
}

void tst_ProjectPanes::replacingShowsBothAndWritesFiles()
{
    const QTemporaryDir folder;
    const QString a = write(folder, u"a.ml"_s, "two two\n"), b = write(folder, u"b.ml"_s, "two\n");
    SearchPane pane;
    pane.setFolder(folder.path());
    pane.show();
    pane.open(u"two"_s);
    QTRY_COMPARE(pane.summary()->text(), u"3 place(s) in 2 file(s)"_s);
    QTest::keyClicks(pane.replaceField(), u"three"_s);
    QCOMPARE(pane.model()->replacement(), u"three"_s);
    const QSignalSpy asked(&pane, &SearchPane::replaceRequested);
    QSignalSpy replaced(&pane, &SearchPane::replaced);
    for (QAbstractButton *button : pane.findChildren<QAbstractButton *>())
        if (button->text() == u"Replace all…"_s) QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(QFileInfo(a).size(), 8); // only asked so far
    pane.replaceAll();
    QTRY_COMPARE(replaced.size(), 1);
    QCOMPARE(replaced[0][0].toInt(), 3);
    QFile file(a);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "three three\n");
    QVERIFY(QFileInfo(b).size() == 6);
}

void tst_ProjectPanes::badPatternIsSaid()
{
    const QTemporaryDir folder;
    SearchPane pane;
    pane.setFolder(folder.path());
    pane.show();
    for (QAbstractButton *button : pane.findChildren<QAbstractButton *>())
        if (button->text() == u".*"_s) button->click();
    QTest::keyClicks(pane.field(), u"(two"_s);
    QTRY_VERIFY2(pane.summary()->text().startsWith(u"The pattern is not complete"_s),
                 qPrintable(pane.summary()->text()));
}

void tst_ProjectPanes::treeFollowsTheDisk()
{
    const QTemporaryDir folder;
    const QString path = write(folder, u"a.ml"_s, "");
    ProjectTree tree;
    tree.show();
    tree.setFile(path);
    QCOMPARE(tree.folder(), folder.path());
    QTRY_COMPARE(tree.currentPath(), path);
    const QModelIndex root = tree.rootIndex();
    QTRY_COMPARE(tree.model()->rowCount(root), 1);
    write(folder, u"b.ml"_s, "");
    QTRY_COMPARE(tree.model()->rowCount(root), 2);
    QFile::remove(folder.filePath(u"b.ml"_s));
    QTRY_COMPARE(tree.model()->rowCount(root), 1);
}

void tst_ProjectPanes::treeMakesRenamesAndTrashes()
{
    const QTemporaryDir folder;
    const QString path = write(folder, u"a.ml"_s, "");
    ProjectTree tree;
    tree.show();
    QVERIFY(QTest::qWaitForWindowExposed(&tree));
    tree.setFile(path);
    QTRY_COMPARE(tree.currentPath(), path);
    const QSignalSpy renamed(&tree, &ProjectTree::renamed);
    tree.createFile();
    QVERIFY(QFileInfo::exists(folder.filePath(u"script.ml"_s)));
    // The one that asks for this name: one just closed may still be waiting to be deleted.
    const auto editor = [&tree](const QString &name) -> QLineEdit * {
        for (auto *field : tree.findChildren<QLineEdit *>())
            if (field->isVisible() && field->text() == name) return field;
        return nullptr;
    };
    QTRY_VERIFY(editor(u"script.ml"_s) != nullptr);
    auto *field = editor(u"script.ml"_s);
    field->selectAll();
    QTest::keyClicks(field, u"new.ml"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY(QFileInfo::exists(folder.filePath(u"new.ml"_s)));
    QTRY_COMPARE(renamed.size(), 1);
    tree.createFolder();
    QVERIFY(QFileInfo(folder.filePath(u"folder"_s)).isDir());
    const QSignalSpy asked(&tree, &ProjectTree::trashRequested), failed(&tree, &ProjectTree::failed);
    QTRY_VERIFY(editor(u"folder"_s) != nullptr);
    QTest::keyClick(editor(u"folder"_s), Qt::Key_Escape);
    tree.setFocus();
    tree.setFile(folder.filePath(u"new.ml"_s));
    QTRY_COMPARE(tree.currentPath(), folder.filePath(u"new.ml"_s));
    QTest::keyClick(&tree, Qt::Key_Delete);
    QCOMPARE(asked.size(), 1);
    QVERIFY(QFileInfo::exists(folder.filePath(u"new.ml"_s)));
    tree.trash(folder.filePath(u"new.ml"_s));
    QTRY_VERIFY(!QFileInfo::exists(folder.filePath(u"new.ml"_s)) || !failed.isEmpty());
}

// Going on to another file before the row of a new folder is there must not be undone when the row comes.
void tst_ProjectPanes::newNameGivesWayToAnotherFile()
{
    const QTemporaryDir folder;
    const QString path = write(folder, u"a.ml"_s, ""), other = write(folder, u"b.ml"_s, "");
    ProjectTree tree;
    tree.show();
    QVERIFY(QTest::qWaitForWindowExposed(&tree));
    tree.setFile(path);
    QTRY_COMPARE(tree.currentPath(), path);
    tree.createFolder();
    tree.setFile(other);
    QTRY_COMPARE(tree.model()->rowCount(tree.rootIndex()), 3);
    QTRY_COMPARE(tree.currentPath(), other);
}

// A file that the tree does not list must not have its model made anew for ever.
void tst_ProjectPanes::hiddenFileIsLookedForOnce()
{
    const QTemporaryDir folder;
    const QString path = write(folder, u"a.ml"_s, ""), hidden = write(folder, u".hidden.ml"_s, "");
    ProjectTree tree;
    tree.show();
    QVERIFY(QTest::qWaitForWindowExposed(&tree));
    tree.setFile(path);
    QTRY_COMPARE(tree.currentPath(), path);
    tree.setFile(hidden);
    QVERIFY(QMetaObject::invokeMethod(&tree, "revealAgain"));
    const QPointer<QAbstractItemModel> model = tree.model();
    QVERIFY(QMetaObject::invokeMethod(&tree, "revealAgain"));
    QCOMPARE(tree.model(), model.data());
}

void tst_ProjectPanes::projectFolders()
{
    const QTemporaryDir folder;
    const QString deep = write(folder, u"src/deep/a.ml"_s, "");
    QCOMPARE(projectFolderOf(deep), QFileInfo(deep).path());
    write(folder, u".git/HEAD"_s, "");
    QCOMPARE(projectFolderOf(deep), folder.path());
}

void tst_ProjectPanes::outlineModelHolds()
{
    OutlinePane pane;
    const QAbstractItemModelTester tester(pane.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    language::OutlineItem inner{"inner", "(b)", language::SymbolKind::Function, {20, 25}, {10, 40}, {}};
    language::OutlineItem outer{"outer", "(a)", language::SymbolKind::Function, {5, 9}, {0, 50}, {inner}};
    pane.setItems({outer});
    QCOMPARE(pane.model()->rowCount(), 1);
    QCOMPARE(pane.model()->indexAt(15).data().toString(), u"inner"_s);
    QCOMPARE(pane.model()->indexAt(45).data().toString(), u"outer"_s);
    QVERIFY(!pane.model()->indexAt(60).isValid());
    QCOMPARE(pane.model()->parent(pane.model()->indexAt(15)).data().toString(), u"outer"_s);
    pane.setItems({});
    QCOMPARE(pane.model()->rowCount(), 0);
}

QTEST_MAIN(tst_ProjectPanes)
#include "tst_project_panes.moc"
