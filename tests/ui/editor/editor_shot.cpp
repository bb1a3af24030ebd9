// SPDX-License-Identifier: GPL-3.0-or-later
//
// Saves pictures of the editor in the states of the look's pictures, to be compared by eye:
//   editor_shot FOLDER   writes editor-STATE-light.png and -dark.png
#include "ui/editor/code_editor.h"
#include "ui/editor/find_bar.h"
#include "ui/editor/permission_bar_host.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QPainter>
#include <QTimer>
#include <QVBoxLayout>

#include <functional>

using namespace Qt::Literals::StringLiterals;
using namespace latchkey::editor;
namespace theme = latchkey::theme;

namespace {

constexpr auto kReport = R"(// Adds up a month of readings and keeps the notes on outliers.
import csv;
import file;

capability reader {
    resource "data/*";
    allow read "data/*";
}

function summarise(rows, limit) {
    total = 0;
    flagged = [];
    for (row in rows) {
        total = total + row.value;
        if (row.value > limit) {
            note = file.read("notes/" + row.id + ".txt");
            flagged.append({id: row.id, value: row.value, note: note});
        }
    }
    return {count: len(rows), mean: totl / len(rows), flagged: flagged};
}

rows = csv.read("data/june.csv");
above = fn(limit) => summarise(rows, limit);
print("read", len(rows), "rows");
result = above(250);
print(len(result.flagged), "of", result.count, "rows above 250\n");
)";

// Stands in for the permission bar: its ground, outline and left edge.
class Bar : public QWidget
{
public:
    QSize sizeHint() const override { return {theme::kPermissionBarWidth, 116}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), theme::color(theme::Token::KeyBg));
        painter.setPen(theme::color(theme::Token::KeyBorder));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
        painter.fillRect(0, 0, 3, height(), theme::color(theme::Token::Key));
    }
};

struct State {
    QString name;
    std::function<void(CodeEditor &)> prepare;
};

QList<State> states()
{
    return {
        {u"permission"_s,
         [](CodeEditor &editor) {
             editor.goTo({16, 20});
             editor.setWaitingLine(16);
             editor.setBolts({{16, Bolt::Waiting}, {23, Bolt::Allowed}});
             editor.permissionBars().show(new Bar, 16);
         }},
        {u"error"_s,
         [](CodeEditor &editor) {
             editor.goTo({20, 37});
             editor.setBolts({{16, Bolt::Asks}, {23, Bolt::Allowed}, {25, Bolt::Denied}});
             editor.setDiagnostics(editor.revision(),
                                   {{EditorDiagnostic::Severity::Error, 20, 37, 20, 41, u"Unknown name"_s, {}, {}},
                                    {EditorDiagnostic::Severity::Warning, 2, 8, 2, 11, u"unused"_s, {}, {}},
                                    {EditorDiagnostic::Severity::Hint, 16, 20, 16, 29, u"will ask"_s, {}, {}}});
             editor.setRunError(20, u"Unknown name totl. Did you mean total?"_s);
         }},
        {u"paused"_s,
         [](CodeEditor &editor) {
             editor.goTo({15, 9});
             editor.setBreakpoints({14, 26});
             editor.setPausedLine(15);
             editor.setInlineValues({{14, u"total = 1032.4"_s}, {15, u"row.value = 306.0, limit = 250 → true"_s}});
         }},
        {u"folded"_s,
         [](CodeEditor &editor) {
             editor.goTo({13, 1});
             editor.toggleFoldAtCaret();
             editor.select({{11, 5}, {12, 12}});
         }},
    };
}

void shoot(const QDir &folder, const State &state, const QString &scheme)
{
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *editor = new CodeEditor(&window);
    auto *find = new FindBar(editor, &window);
    layout->addWidget(editor, 1);
    layout->addWidget(find);
    window.resize(830, 620);
    editor->setInitialText(kReport);
    window.show();
    QTimer::singleShot(50, &window, [&] {
        state.prepare(*editor);
        if (state.name == u"folded") {
            QObject::connect(find, &FindBar::searched, qApp, [find] {
                if (!find->result().hits.isEmpty()) QApplication::quit();
            });
            find->openReplace();
            find->setQuery({u"row"_s});
        } else {
            QTimer::singleShot(100, qApp, &QApplication::quit);
        }
    });
    QApplication::exec();
    window.grab().save(folder.filePath(u"editor-%1-%2.png"_s.arg(state.name, scheme)));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    const QDir folder(argc > 1 ? QString::fromLocal8Bit(argv[1]) : u"."_s);
    folder.mkpath(u"."_s);
    auto &look = theme::Theme::instance();
    QFont font(u"Inter"_s);
    font.setPixelSize(13);
    QApplication::setFont(font);
    look.apply();
    for (const bool dark : {false, true}) {
        look.setScheme(dark ? theme::Theme::Scheme::Dark : theme::Theme::Scheme::Light);
        for (const State &state : states()) shoot(folder, state, dark ? u"dark"_s : u"light"_s);
    }
}
