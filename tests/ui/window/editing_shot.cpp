// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draws the states of editing and output in the real window, light and dark, large and small: editing_shot FOLDER.
#include "tests/ui/window/window_test.h"

#include "ui/editor/code_tip.h"
#include "ui/output/output_pane.h"
#include "ui/theme/theme.h"
#include "ui/window/editor_area.h"
#include "ui/window/panes.h"
#include "ui/window/text_diff.h"

#include <QApplication>
#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;

namespace {

const QByteArray kOutput = "import time;\n"
                           "total = 0;\n"
                           "rows = [];\n"
                           "for (i in range(1, 41)) {\n"
                           "    total = total + i;\n"
                           "    rows.append({id: i, value: i * 100});\n"
                           "    print(\"\\x1b[32mok\\x1b[0m   row\", i, \"\\x1b[1mtotal\\x1b[22m\", total);\n"
                           "    if (i % 10 == 0) {\n"
                           "        print(\"\\x1b[33mwarning\\x1b[0m  \\x1b[31mslow\\x1b[0m, see report.ml:5:4\");\n"
                           "    }\n"
                           "}\n"
                           "result = rows;\n";

struct Shooter {
    QString folder;
    QString suffix;

    void shoot(QWidget &widget, const QString &name) const
    {
        QCoreApplication::processEvents();
        widget.grab().save(u"%1/%2-%3.png"_s.arg(folder, name, suffix));
    }
};

void shootOutput(TestWindow &window, const Shooter &shooter)
{
    EditorPage *page = window.newFile(kOutput);
    page->document()->setUntitledName(u"report.ml"_s);
    const quint64 run = window.run();
    (void)QTest::qWaitFor([&] { return window.entry(run).isOver(); }, 10'000);
    window->panes()->show(u"output"_s);
    (void)QTest::qWaitFor([&] { return window->outputPane()->view()->rowCount() > 40; }, 5000);
    shooter.shoot(*window, u"output"_s);
    window->outputPane()->action(output::OutputPane::Do::Times)->trigger();
    shooter.shoot(*window, u"output-times"_s);
    window->outputPane()->action(output::OutputPane::Do::Clear)->trigger();
    shooter.shoot(*window, u"output-cleared"_s);
    window->outputPane()->action(output::OutputPane::Do::UndoClear)->trigger();
    page->editor()->goTo({5, 5});
    page->assist()->showHover();
    (void)QTest::qWaitFor(
        [&] { return page->assist()->hoverTip() != nullptr && page->assist()->hoverTip()->isVisible(); }, 5000);
    shooter.shoot(*window, u"hover-value"_s);
    page->assist()->closeAll();
    page->findBar()->openReplace();
    shooter.shoot(*window, u"replace"_s);
}

void shootDifference(TestWindow &window, const QTemporaryDir &files, const Shooter &shooter)
{
    const QString path = makeFile(files, u"report.ml"_s, kOutput);
    EditorPage *page = window.open(path);
    QByteArray other = kOutput;
    makeFile(files, u"report.ml"_s, other.replace("total + i", "total + i * 2").replace("41", "61"));
    page->document()->checkDisk();
    (void)QTest::qWaitFor([&] { return page->notices()->current() == u"changed"_s; }, 5000);
    shooter.shoot(*window, u"changed-on-disk"_s);
    window->files()->compare().showDiskDifference(page);
    auto *diff = window->findChild<TextDiff *>();
    (void)QTest::qWaitFor([&] { return diff->summary().contains(u"differ"_s); }, 5000);
    shooter.shoot(*diff, u"difference"_s);
    diff->close();
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    const QString folder = QDir(app.arguments().value(1, u"."_s)).absolutePath();
    QDir().mkpath(folder);
    using Scheme = theme::Theme::Scheme;
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        for (const QSize size : {QSize(1440, 900), QSize(900, 640)}) {
            const QTemporaryDir files;
            TestWindow window({}, size);
            theme::Theme::instance().setScheme(scheme);
            const Shooter shooter{folder,
                                  u"%1-%2"_s.arg(scheme == Scheme::Light ? u"light"_s : u"dark"_s).arg(size.width())};
            shootOutput(window, shooter);
            shootDifference(window, files, shooter);
        }
    }
    return 0;
}
