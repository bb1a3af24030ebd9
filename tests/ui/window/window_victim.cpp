// SPDX-License-Identifier: GPL-3.0-or-later
//
// A whole window at work, to be killed: window_victim STATE-FOLDER FILE SCRIPT. It opens FILE and a new tab and types
// into both in turns, letter by letter, and has SCRIPT running. After each letter it tells on standard output how many
// it has typed. Goes on until it is killed.
#include "tests/ui/window/window_test.h"

#include "ui/window/run_desk.h"

#include <QApplication>
#include <QTest>

#include <cstdio>

using namespace latchkey::window;
using namespace latchkey::window::test;

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    if (argc != 4) return 2;
    TestWindow window(QString::fromLocal8Bit(argv[1]));
    EditorPage *file = window.open(QString::fromLocal8Bit(argv[2]));
    window->openAndRun(QString::fromLocal8Bit(argv[3]));
    EditorPage *fresh = window.newFile();
    for (int i = 0;; ++i) {
        EditorPage *page = i / 20 % 2 == 0 ? fresh : file;
        if (window.page() != page) window->editors()->setCurrentPage(page);
        page->editor()->SendScintilla(QsciScintillaBase::SCI_DOCUMENTEND);
        QTest::keyClick(page->editor(), char('a' + i % 26));
        if (page == fresh) std::printf("%d\n", i / 40 * 20 + i % 20 + 1);
        std::fflush(stdout);
        QTest::qWait(4);
    }
}
