// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draws the states of the History pane for the eye: history_shot FOLDER light|dark WIDTHxHEIGHT
#include "tests/ui/window/window_test.h"
#include "ui/history/comparison_page.h"
#include "ui/history/history_pane.h"
#include "ui/widgets/tabbed_dock.h"
#include "ui/window/call_panel.h"
#include "ui/window/configuration_desk.h"
#include "ui/window/panes.h"

#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;

namespace {

void runText(TestWindow &window, const QByteArray &text)
{
    window.page()->editor()->replaceText(text);
    const quint64 run = window.run();
    (void)QTest::qWaitFor([&] { return window.entry(run).isOver(); }, 8000);
}

} // namespace

int main(int count, char **arguments)
{
    QApplication application(count, arguments);
    const QStringList words = QApplication::arguments();
    const QString folder = words.value(1), scheme = words.value(2);
    const QStringList size = words.value(3).split(u'x');
    QTemporaryDir files;
    TestWindow window({}, {size.value(0).toInt(), size.value(1).toInt()});
    theme::Theme::instance().setScheme(scheme == "dark"_L1 ? theme::Theme::Scheme::Dark : theme::Theme::Scheme::Light);
    const QByteArray report =
        "rows = [{id: 1, price: 12.5}, {id: 2, price: 7.0}];\ntotal = 0;\n"
        "for (row in rows) {\n    total = total + row.price;\n    print(\"row\", row.id, total);\n}\n"
        "result = {total: total, rows: rows};\n";
    window.open(makeFile(files, u"report.ml"_s, report));
    runText(window, report);
    runText(window, QByteArray(report).replace("7.0", "9.25").replace("print(\"row\"", "print(\"Row\""));
    runText(window, "x = 0;\ny = 10 / x;\n");
    runText(window, "import console;\nfor (i in [1, 2, 3]) { print(\"train epoch\", i); }\nwhile (true) {}\n");
    window.open(makeFile(files, u"train.ml"_s, ""));
    runText(window, "print(\"loss 0.25\");\nresult = \"done\";\n");
    window->panes()->show(u"history"_s);
    history::HistoryPane *pane = window->historyPane();
    const auto shoot = [&](const QString &name) {
        QTest::qWait(700);
        window->grab().save(u"%1/%2-%3-%4.png"_s.arg(folder, name, scheme, words.value(3)));
    };
    (void)QTest::qWaitFor([&] { return pane->model()->rowCount() >= 5; });
    pane->view()->setCurrentIndex(pane->model()->index(2, 0));
    shoot(u"list"_s);
    pane->open(pane->model()->idAt(pane->model()->rowCount() - 1));
    shoot(u"output"_s);
    pane->details()->showPart(history::DetailsPage::Part::Source);
    shoot(u"source"_s);
    pane->details()->showPart(history::DetailsPage::Part::Facts);
    shoot(u"facts"_s);
    pane->details()->showPart(history::DetailsPage::Part::Result);
    shoot(u"result"_s);
    const int last = pane->model()->rowCount() - 1;
    pane->compare(pane->model()->idAt(last), pane->model()->idAt(last - 1));
    shoot(u"compare-result"_s);
    pane->comparison()->showSide(history::Side::Source);
    shoot(u"compare-source"_s);
    pane->comparison()->showSide(history::Side::Inputs);
    shoot(u"compare-equal"_s);
    window.page()->editor()->replaceText(
        "function analyse(rows: array, start: number) {\n    return rows[start];\n}\n");
    window->commands()[u"callFunction"_s]->trigger();
    QTest::qWait(400);
    auto *form = window->findChild<CallPanel *>();
    if (form != nullptr && form->fields().size() == 2) {
        form->fields()[0]->setText(u"[1, 2, {a: 3}]"_s);
        form->fields()[1]->setText(u"zero"_s);
    }
    shoot(u"call"_s);
    if (form != nullptr) form->hide();
    window->configurations()->add(window.page(), u"Large"_s);
    QMenu menu(&*window);
    window->configurations()->fill(&menu, window.page());
    menu.popup(window->mapToGlobal(QPoint(40, 80)));
    QTest::qWait(200);
    menu.grab().save(u"%1/menu-%2-%3.png"_s.arg(folder, scheme, words.value(3)));
    return 0;
}
