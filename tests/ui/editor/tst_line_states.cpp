// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/line_states.h"

#include <QTest>

using namespace latchkey::editor;

using Edits = QList<QPair<int, int>>; // line and lines added

// The states here are all equal (only a highlighter can make others), so these tests see which lines are asked for.
class tst_LineStates : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_states.clear();
        for (int line = 0; line < 10; ++line) m_states.done(m_states.next(), {});
    }

    void goesForward() { QCOMPARE(m_states.frontier(), 10); }

    void editsAskForTheirLines_data()
    {
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("added");
        QTest::addColumn<QList<int>>("asked");
        QTest::addColumn<int>("frontier");
        QTest::newRow("in a line") << 3 << 0 << QList{3} << 10;
        QTest::newRow("two new lines") << 3 << 2 << QList{3, 4, 5} << 12;
        QTest::newRow("two lines gone") << 3 << -2 << QList{3} << 8;
        QTest::newRow("the last line") << 9 << 0 << QList{9} << 10;
        QTest::newRow("all lines after it gone") << 0 << -9 << QList{0} << 1;
        QTest::newRow("below what was done") << 10 << 3 << QList<int>() << 10;
    }
    void editsAskForTheirLines()
    {
        QFETCH(int, line);
        QFETCH(int, added);
        m_states.edited(line, added);
        QTEST(m_states.frontier(), "frontier");
        QTEST(askedFor(), "asked");
    }

    void editsAddUp_data()
    {
        QTest::addColumn<Edits>("edits");
        QTest::addColumn<QList<int>>("must");
        QTest::newRow("far apart") << Edits{{2, 0}, {7, 0}} << QList{2, 7};
        QTest::newRow("the lower first") << Edits{{7, 0}, {2, 0}} << QList{2, 7};
        QTest::newRow("lines put in above") << Edits{{7, 0}, {2, 3}} << QList{2, 3, 4, 5, 10};
        QTest::newRow("lines taken out above") << Edits{{7, 0}, {2, -3}} << QList{2, 4};
        QTest::newRow("the dirty line taken out") << Edits{{4, 0}, {2, -3}} << QList{2};
    }
    void editsAddUp()
    {
        QFETCH(Edits, edits);
        QFETCH(QList<int>, must);
        for (const auto &[line, added] : edits) m_states.edited(line, added);
        const QList<int> asked = askedFor();
        for (const int line : must) QVERIFY2(asked.contains(line), qPrintable(QString::number(line)));
    }

    void tellsWhenDepthsBelowMove()
    {
        m_states.edited(3, 0);
        LineStates::Line opening;
        opening.net = 1;
        opening.opens = true;
        QVERIFY(m_states.done(3, opening));
        m_states.edited(3, 0);
        QVERIFY(!m_states.done(3, opening));
        m_states.edited(3, 1); // one more line that opens
        m_states.done(3, opening);
        QVERIFY(m_states.done(4, opening));
    }

private:
    QList<int> askedFor()
    {
        QList<int> asked;
        while (!m_states.isClean()) {
            asked << m_states.next();
            m_states.done(m_states.next(), {});
        }
        return asked;
    }

    LineStates m_states;
};

QTEST_GUILESS_MAIN(tst_LineStates)
#include "tst_line_states.moc"
