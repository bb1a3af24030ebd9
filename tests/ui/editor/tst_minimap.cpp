// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/editor/editor_test.h"
#include "ui/editor/minimap.h"
#include "ui/editor/syntax.h"
#include "ui/theme/theme.h"

#include <QFile>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <ctime>

using namespace Qt::Literals::StringLiterals;
using namespace latchkey::editor;
using latchkey::theme::Token;
using S = QsciScintillaBase;

namespace {

std::unique_ptr<CodeEditor> editorWithMinimap(const QByteArray &text, QSize size = {640, 400})
{
    auto editor = test::shownEditor(text, size);
    EditorOptions options;
    options.showsMinimap = true;
    editor->setOptions(options);
    return editor;
}

QByteArray codeOf(int lines)
{
    QByteArray text;
    for (int i = 0; i < lines; ++i) text += i % 3 == 0 ? "// a comment\n" : "    value = value + 1;\n";
    return text;
}

long firstShown(const CodeEditor &editor)
{
    return editor.SendScintilla(S::SCI_GETFIRSTVISIBLELINE);
}

long lastFirst(const CodeEditor &editor)
{
    return editor.SendScintilla(S::SCI_GETLINECOUNT) - 1; // the last line at the top
}

/// Pixels of the picture that are not ground, in the rows of a line and the columns from `from` to `to`.
int inkOf(const QImage &picture, int row, int from, int to)
{
    const QRgb ground = editorColor(Token::Editor).rgb();
    int ink = 0;
    for (int x = from; x < to; ++x) ink += picture.pixel(x, row) != ground;
    return ink;
}

/// Of this thread, which other programs do not change.
double cpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

} // namespace

class tst_Minimap : public QObject
{
    Q_OBJECT

private slots:
    void isThereOnlyWhenWanted()
    {
        const auto editor = test::shownEditor(codeOf(10));
        QVERIFY(editor->minimap() == nullptr);
        const int wide = editor->viewport()->width();
        EditorOptions options;
        options.showsMinimap = true;
        editor->setOptions(options);
        QVERIFY(editor->minimap()->isVisible());
        QCOMPARE(editor->viewport()->width(), wide - Minimap::kWidth);
        QCOMPARE(editor->minimap()->geometry().left(), editor->viewport()->geometry().right() + 1);
        editor->setOptions({});
        QVERIFY(editor->minimap() == nullptr);
        QCOMPARE(editor->viewport()->width(), wide);
    }

    void givesWayInANarrowEditor()
    {
        const auto editor = editorWithMinimap(codeOf(10));
        editor->resize(Minimap::kLeastEditor - 1, 300);
        QTRY_VERIFY(!editor->minimap()->isVisible());
        QVERIFY(editor->viewport()->width() > Minimap::kLeastEditor - Minimap::kWidth);
        editor->resize(Minimap::kLeastEditor + 50, 300);
        QTRY_VERIFY(editor->minimap()->isVisible());
    }

    void showsTheCode()
    {
        const auto editor = editorWithMinimap("abcdefghij\n\n    abcd\n");
        const QImage picture = editor->minimap()->grab().toImage();
        const int left = 6;
        QCOMPARE(inkOf(picture, 200, left, 96), 0); // below the text
        editor->goTo({1, 1});
        // The stretch lies over the lines in sight: count what differs from the empty second line.
        const auto differs = [&](int row, int x) { return picture.pixel(x, row) != picture.pixel(x, 2); };
        int first = 0, third = 0, indentation = 0;
        for (int x = left; x < 90; ++x) {
            first += differs(0, x);
            third += differs(4, x);
            if (x < left + 4) indentation += differs(4, x);
        }
        QCOMPARE(first, 10);
        QCOMPARE(third, 4);
        QCOMPARE(indentation, 0);
    }

    void coloursWhatIsNotInSight()
    {
        const auto editor = editorWithMinimap(codeOf(150), {640, 400});
        const long styled = editor->SendScintilla(S::SCI_GETENDSTYLED);
        QVERIFY(styled < editor->SendScintilla(S::SCI_GETLENGTH));
        editor->minimap()->grab();
        QTRY_VERIFY(editor->SendScintilla(S::SCI_GETENDSTYLED) >= editor->SendScintilla(S::SCI_GETLENGTH) - 1);
    }

    void clickAndDragScroll()
    {
        const auto editor = editorWithMinimap(codeOf(3000));
        Minimap *map = editor->minimap();
        QTest::mouseClick(map, Qt::LeftButton, {}, QPoint(40, map->height() / 2));
        const long middle = firstShown(*editor);
        // What was there in the minimap is in the middle of the editor now.
        QVERIFY2(middle > 60 && middle < 140, qPrintable(QString::number(middle)));
        QTest::mousePress(map, Qt::LeftButton, {}, map->stretch().center());
        QTest::mouseMove(map, QPoint(40, map->height() + 500));
        QCOMPARE(firstShown(*editor), lastFirst(*editor));
        QTest::mouseMove(map, QPoint(40, -500));
        QCOMPARE(firstShown(*editor), 0L);
        QTest::mouseRelease(map, Qt::LeftButton, {}, QPoint(40, -500));
        QTest::mouseMove(map, QPoint(40, map->height() / 2));
        QCOMPARE(firstShown(*editor), 0L); // no button, no drag
    }

    void stretchKeepsInside_data()
    {
        QTest::addColumn<int>("lines");
        QTest::newRow("an empty text") << 0;
        QTest::newRow("shorter than the editor") << 5;
        QTest::newRow("shorter than the minimap") << 100;
        QTest::newRow("longer than the minimap") << 5000;
    }
    void stretchKeepsInside()
    {
        QFETCH(int, lines);
        const auto editor = editorWithMinimap(codeOf(lines));
        Minimap *map = editor->minimap();
        for (const double share : {0.0, 0.3, 1.0}) {
            editor->verticalScrollBar()->setValue(int(share * editor->verticalScrollBar()->maximum()));
            const QRect stretch = map->stretch();
            QVERIFY(stretch.top() >= 0);
            QVERIFY2(stretch.bottom() <= map->height() + 2, qPrintable(QString::number(stretch.bottom())));
            QVERIFY(stretch.height() > 0);
        }
    }

    void wheelScrollsTheCode()
    {
        const auto editor = editorWithMinimap(codeOf(3000));
        QWheelEvent down(QPointF(10, 10), editor->minimap()->mapToGlobal(QPointF(10, 10)), {}, QPoint(0, -120),
                         Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(editor->minimap(), &down);
        QVERIFY(firstShown(*editor) > 0);
    }

    void marksAreTicks()
    {
        const auto editor = editorWithMinimap(codeOf(100));
        EditorDiagnostic error;
        error.line = 90;
        error.endLine = 90;
        error.endColumn = 5;
        QVERIFY(editor->setDiagnostics(editor->revision(), {error}));
        const int row = editor->minimap()->rowOf(89);
        QCOMPARE(row, 178);
        QTRY_COMPARE(editor->minimap()->grab().toImage().pixelColor(94, row).rgb(), editorColor(Token::Fail).rgb());
        QVERIFY(editor->setDiagnostics(editor->revision(), {}));
        QTRY_VERIFY(editor->minimap()->grab().toImage().pixelColor(94, row).rgb() != editorColor(Token::Fail).rgb());
    }

    void foldedLinesAreLeftOut()
    {
        const auto editor = editorWithMinimap("if (a) {\n    b;\n    c;\n}\nd;\n");
        test::styleAll(*editor);
        QCOMPARE(editor->minimap()->rowOf(4), 8);
        editor->foldEverything();
        QTRY_VERIFY(editor->minimap()->rowOf(4) < 8);
    }

    void typingDoesNotPaintItEachTime()
    {
        const auto editor = editorWithMinimap(codeOf(300));
        Minimap *map = editor->minimap();
        map->grab();
        QTRY_VERIFY(editor->SendScintilla(S::SCI_GETENDSTYLED) > 0);
        const int before = map->inkPaintings();
        for (int i = 0; i < 30; ++i) {
            QTest::keyClick(editor.get(), Qt::Key_M);
            editor->viewport()->repaint();
        }
        QVERIFY2(map->inkPaintings() - before <= 10, qPrintable(QString::number(map->inkPaintings() - before)));
        QTRY_VERIFY(map->inkPaintings() > before); // and then it does
    }

    // Only the lines shown are read of a text of 100 MB, and none is coloured: one that is costs 8 ms for nothing.
    void largeTextIsCheap()
    {
        QByteArray text;
        text.reserve(100 << 20);
        for (int i = 0; text.size() < 100 << 20; ++i) text += "value = value + 1; // " + QByteArray(60, 'x') + '\n';
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"large.ml"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
        file.close();
        Document document;
        const auto editor = editorWithMinimap({});
        editor->setDocument(&document);
        QSignalSpy loaded(editor.get(), &CodeEditor::loaded);
        document.open(path);
        QTRY_COMPARE_WITH_TIMEOUT(loaded.count(), 1, 30'000);
        Minimap *map = editor->minimap();
        map->grab();
        QList<double> samples;
        for (int i = 0; i < 20; ++i) {
            editor->verticalScrollBar()->setValue(i * (editor->verticalScrollBar()->maximum() / 20));
            const int before = map->inkPaintings();
            const double from = cpuMs();
            const QPixmap picture = map->grab(); // of the minimap alone
            samples << cpuMs() - from;
            QVERIFY(!picture.isNull());
            QVERIFY(map->inkPaintings() > before || i == 0);
        }
        std::ranges::sort(samples);
        QVERIFY2(samples[samples.size() / 2] < 4, qPrintable(u"median %1 ms"_s.arg(samples[samples.size() / 2])));
        qInfo("minimap of 100 MB: median %.2f ms, longest %.2f ms", samples[samples.size() / 2], samples.last());
    }
};

QTEST_MAIN(tst_Minimap)
#include "tst_minimap.moc"
