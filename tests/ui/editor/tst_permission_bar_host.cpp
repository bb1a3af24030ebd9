// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/editor/editor_test.h"
#include "ui/editor/permission_bar_host.h"
#include "ui/theme/theme.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;
using namespace latchkey::editor;
using S = QsciScintillaBase;

namespace {

class Bar : public QWidget
{
public:
    explicit Bar(int height)
        : m_height(height)
    {
        auto *layout = new QVBoxLayout(this);
        layout->setSizeConstraint(QLayout::SetNoConstraint);
        layout->addWidget(new QPushButton(u"Allow once"_s));
    }
    QSize sizeHint() const override { return {400, m_height}; }
    QSize minimumSizeHint() const override { return {100, 20}; }
    void setHeight(int height)
    {
        m_height = height;
        updateGeometry();
        QCoreApplication::postEvent(this, new QEvent(QEvent::LayoutRequest));
    }

private:
    int m_height;
};

} // namespace

class tst_PermissionBarHost : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_editor = test::shownEditor(QByteArray("line\n").repeated(100), {640, 480});
        m_row = int(m_editor->SendScintilla(S::SCI_TEXTHEIGHT, 0));
    }
    void cleanup() { m_editor.reset(); }

    void liesBelowItsLineAndCoversNothing_data()
    {
        QTest::addColumn<int>("height");
        for (const int height : {20, 100, 116, 135}) QTest::addRow("%d high", height) << height;
    }
    void liesBelowItsLineAndCoversNothing()
    {
        QFETCH(int, height);
        auto *bar = new Bar(height);
        m_editor->permissionBars().show(bar, 5);
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->x(), m_editor->doorX());
        QCOMPARE(bar->y(), top(5) + m_row);
        QCOMPARE(bar->height(), height);
        QVERIFY(top(6) - bar->geometry().bottom() - 1 >= 6);        // so much stays free
        QVERIFY(top(6) - bar->geometry().bottom() - 1 < 6 + m_row); // and no more than a line
        QCOMPARE(m_editor->permissionBars().line(), 5);
        m_editor->permissionBars().remove();
        QCOMPARE(top(6), top(5) + m_row);
    }

    void takesNoFocus()
    {
        QVERIFY(m_editor->hasFocus());
        m_editor->permissionBars().show(new Bar(100), 5);
        QVERIFY(m_editor->hasFocus());
        QTest::keyClicks(m_editor.get(), u"x"_s);
        QVERIFY(m_editor->utf8().startsWith("xline"));
        QVERIFY(m_editor->hasFocus());
    }

    void followsTheText()
    {
        auto *bar = new Bar(100);
        m_editor->permissionBars().show(bar, 5);
        const int before = bar->y();
        m_editor->SendScintilla(S::SCI_LINESCROLL, 0UL, 2L);
        QTRY_COMPARE(bar->y(), before - 2 * m_row);
        m_editor->SendScintilla(S::SCI_LINESCROLL, 0UL, -2L);
        m_editor->insertAt(u"new\n"_s, 0, 0);
        QTRY_COMPARE(bar->y(), before + m_row);
        QCOMPARE(m_editor->permissionBars().line(), 6);
    }

    void isNoEdit()
    {
        const quint64 revision = m_editor->revision();
        const QByteArray text = m_editor->utf8();
        m_editor->permissionBars().show(new Bar(100), 5);
        m_editor->permissionBars().remove();
        QCOMPARE(m_editor->revision(), revision);
        QCOMPARE(m_editor->utf8(), text);
        QVERIFY(!m_editor->isUndoAvailable());
    }

    void theCaretStaysWhereItIs()
    {
        m_editor->goTo({40, 1});
        const int before = top(40);
        QVERIFY(before > 0 && before < m_editor->viewport()->height());
        m_editor->permissionBars().show(new Bar(100), 39); // above the caret
        QCOMPARE(top(40), before);
        m_editor->permissionBars().remove();
        QCOMPARE(top(40), before);
    }

    void growsWithItsWidget()
    {
        auto *bar = new Bar(60);
        m_editor->permissionBars().show(bar, 5);
        const int before = top(6);
        bar->setHeight(160);
        QTRY_VERIFY(top(6) >= before + 90);
        QCOMPARE(bar->height(), 160);
    }

    void followsZoom()
    {
        auto *bar = new Bar(100);
        m_editor->permissionBars().show(bar, 5);
        latchkey::theme::Theme::instance().setZoom(200);
        const int row = int(m_editor->SendScintilla(S::SCI_TEXTHEIGHT, 0));
        QTRY_COMPARE(bar->y(), top(5) + row);
        QVERIFY(top(6) - bar->geometry().bottom() - 1 >= 6);
        latchkey::theme::Theme::instance().setZoom(100);
    }

    void opensAFoldAroundIt()
    {
        m_editor->setInitialText("if (a) {\n  b;\n}\n");
        test::styleAll(*m_editor);
        m_editor->foldEverything();
        QCOMPARE(m_editor->SendScintilla(S::SCI_GETLINEVISIBLE, 1), 0);
        m_editor->permissionBars().show(new Bar(60), 2);
        QCOMPARE(m_editor->SendScintilla(S::SCI_GETLINEVISIBLE, 1), 1);
    }

    void oneAtATime()
    {
        auto *first = new Bar(60);
        QSignalSpy gone(first, &QObject::destroyed);
        m_editor->permissionBars().show(first, 5);
        m_editor->permissionBars().show(new Bar(60), 9);
        QTRY_COMPARE(gone.size(), 1);
        QCOMPARE(top(6), top(5) + m_row);
        QCOMPARE(m_editor->permissionBars().line(), 9);
    }

    void revealScrollsToIt()
    {
        auto *bar = new Bar(100);
        m_editor->permissionBars().show(bar, 80);
        QVERIFY(bar->y() > m_editor->viewport()->height());
        m_editor->permissionBars().reveal();
        QVERIFY(top(80) >= 0);
        QVERIFY(bar->geometry().bottom() <= m_editor->viewport()->height());
    }

    void survivesAnErrorOnTheSameLine()
    {
        m_editor->setRunError(5, u"failed before"_s);
        auto *bar = new Bar(100);
        m_editor->permissionBars().show(bar, 5);
        QCOMPARE(bar->y(), top(5) + m_row);
        m_editor->permissionBars().remove();
        QCOMPARE(top(6), top(5) + 2 * m_row); // the error's text is there again
    }

private:
    int top(int line) const
    {
        return int(m_editor->SendScintilla(S::SCI_POINTYFROMPOSITION, 0UL,
                                           m_editor->SendScintilla(S::SCI_POSITIONFROMLINE, line - 1)));
    }

    std::unique_ptr<CodeEditor> m_editor;
    int m_row = 0;
};

QTEST_MAIN(tst_PermissionBarHost)
#include "tst_permission_bar_host.moc"
