// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draws the window of a batch in its states, light and dark, large and small, into the folder given: for comparing with
// the drawings of the look by eye.
#include "engine/runs/engine.h"
#include "ui/batch/batch_form.h"
#include "ui/batch/batch_table.h"
#include "ui/batch/batch_window.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QTabBar>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace latchkey;

namespace {

void settle(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

const QByteArray kScript = R"(import async;
import progress;

function score(row) {
    if (row.site == "delta") { return row.missing + 1; }
    if (row.site == "haven") { async.sleep(1000); }
    for (i in range(50)) {
        progress.report(i, 50);
        async.sleep(row.pause);
    }
    return row.days / 41.3;
}
)";

void shoot(runs::Engine &engine, const QDir &folder, const QString &scheme, const QSize &size, const QString &name)
{
    runs::Script script;
    script.source = kScript;
    script.name = u"score.ml"_s;
    batch::BatchWindow window(engine, script, {});
    window.setAttribute(Qt::WA_DeleteOnClose, false);
    window.resize(size);
    window.show();
    const auto save = [&](const QString &state) {
        settle(150);
        window.grab().save(folder.filePath(u"batch-%1-%2-%3.png"_s.arg(state, name, scheme)));
    };
    save(u"empty"_s);
    QList<QByteArray> items;
    const char *sites[] = {"amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "haven", "inlet", "jetty"};
    for (int i = 0; i < 100; ++i)
        items.append(QByteArray("{\"site\": \"") + sites[i % 10] + "\", \"days\": " + QByteArray::number(30 + i) +
                     ", \"limit\": 0.5, \"pause\": " + (i < 40 ? "0.001" : "0.05") + "}");
    window.setItems(items, u"sites.csv"_s);
    window.form()->setFunction(u"score"_s);
    save(u"ready"_s);
    window.start();
    settle(1500);
    window.table()->selectItem(3);
    emit window.table()->activatedItem(3);
    save(u"running"_s);
    window.session()->cancel();
    settle(700);
    save(u"stopped"_s);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    const QDir folder(app.arguments().value(1, u"."_s));
    folder.mkpath(u"."_s);
    runs::Engine engine({.threads = 4, .queueLimit = 0, .stateFolder = {}});
    theme::Theme::instance().apply();
    for (const bool dark : {false, true}) {
        theme::Theme::instance().setScheme(dark ? theme::Theme::Scheme::Dark : theme::Theme::Scheme::Light);
        const QString scheme = dark ? u"dark"_s : u"light"_s;
        shoot(engine, folder, scheme, {1440, 900}, u"large"_s);
        shoot(engine, folder, scheme, {900, 640}, u"small"_s);
    }
    return 0;
}
