// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draws the states of the Session pane for the eye: session_shot FOLDER light|dark|contrast WIDTHxHEIGHT [rtl]
#include "tests/ui/window/window_test.h"
#include "ui/editor/code_assist.h"
#include "ui/editor/code_editor.h"
#include "ui/output/input_bar.h"
#include "ui/permissions/permission_bar.h"
#include "ui/runs/run_list.h"
#include "ui/session/session_entry.h"
#include "ui/session/session_pane.h"
#include "ui/theme/theme.h"
#include "ui/window/panes.h"
#include "ui/window/session_desk.h"

#include <QApplication>
#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;

int main(int count, char **arguments)
{
    QApplication application(count, arguments);
    const QStringList words = QApplication::arguments();
    const QString folder = words.value(1), scheme = words.value(2);
    const QStringList size = words.value(3).split(u'x');
    if (words.value(4) == "rtl"_L1) QApplication::setLayoutDirection(Qt::RightToLeft);
    QDir().mkpath(folder);
    QTemporaryDir files;
    TestWindow window({}, {size.value(0).toInt(), size.value(1).toInt()});
    using Scheme = theme::Theme::Scheme;
    theme::Theme::instance().setScheme(scheme == "dark"_L1       ? Scheme::Dark
                                       : scheme == "contrast"_L1 ? Scheme::HighContrast
                                                                 : Scheme::Light);
    window.open(makeFile(files, u"report.ml"_s, "rows = [{id: 1, price: 12.5}];\nresult = rows;\n"));
    makeFile(files, u"notes.txt"_s, "a note\n");
    session::SessionPane *pane = window->session()->pane();
    const auto shot = [&](const QString &name) {
        (void)QTest::qWaitFor([] { return false; }, 250);
        window->grab().save(folder + u'/' + scheme + u'-' + size.join(u'x') + u'-' + name + u".png"_s);
    };
    const auto say = [&](const QString &text) {
        pane->submit(text);
        (void)QTest::qWaitFor([&] { return !pane->control()->isBusy(); }, 8000);
    };
    window->panes()->show(u"session"_s);
    shot(u"1-empty"_s);
    say(u"import math;"_s);
    say(u"function area(r) {\n    return math.pi * r * r; // of a circle\n}"_s);
    say(u"area(2)"_s);
    say(u"words = \"one two three\".split(\" \")"_s);
    say(u"words"_s);
    say(u"for (word in words) { print(word.upper()); }"_s);
    say(u"[{id: 1, price: 12.5}, {id: 2, price: 7.0}]"_s);
    say(u"'text', true"_s);
    pane->entry()->setText(u"words.leng"_s);
    shot(u"2-talk"_s);
    say(u"aera(3)"_s);
    say(u".grant file.read:./notes/**"_s);
    say(u".capabilities"_s);
    pane->entry()->setText(u"for (word in words) {\n    print(word);\n}"_s);
    shot(u"3-error"_s);
    pane->entry()->setText({});
    pane->submit(u"import file; file.read(\"/etc/hostname\")"_s);
    (void)QTest::qWaitFor([&] { return pane->question() != nullptr && !pane->question()->isDead(); }, 8000);
    shot(u"4-question"_s);
    window->runList()->stopAll();
    (void)QTest::qWaitFor([&] { return !pane->control()->isBusy(); }, 8000);
    pane->submit(u"name = input(\"Your name? \");"_s);
    (void)QTest::qWaitFor([&] { return !pane->inputBar()->isHidden(); }, 8000);
    pane->submit(u"name"_s);
    shot(u"5-input"_s);
    window->runList()->stopAll();
    (void)QTest::qWaitFor([&] { return !pane->control()->isBusy(); }, 8000);
    pane->submit(u"i = 0; while (true) { i = i + 1; print(\"line\", i); }"_s);
    (void)QTest::qWaitFor([] { return false; }, 1500);
    shot(u"6-flood"_s);
    window->runList()->stopAll();
    (void)QTest::qWaitFor([&] { return !pane->control()->isBusy(); }, 8000);
    say(u"[{id: 1, price: 12.5}, {id: 2, price: 7.0}]"_s);
    pane->showValue();
    pane->entry()->setFocus();
    pane->entry()->setText(u"math.s"_s);
    pane->entry()->assist()->complete();
    shot(u"7-value"_s);
    window->engine().cancelAll();
    return 0;
}
