// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/gallery/gallery.h"

#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/notices.h"
#include "ui/widgets/run_button.h"
#include "ui/widgets/run_row.h"
#include "ui/widgets/small_parts.h"
#include "ui/widgets/tab_bars.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QMenu>
#include <QMenuBar>
#include <QPainter>
#include <QProgressBar>
#include <QRadioButton>
#include <QScrollBar>
#include <QSlider>
#include <QSpinBox>
#include <QSplitter>
#include <QStandardItemModel>
#include <QTableView>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace latchkey::gallery {

using namespace theme;
using namespace widgets;

namespace {

constexpr int kLeft = 20;
constexpr int kWidth = 1440, kHeight = 1560;

enum class Pose : quint8 { Normal, Hover, Pressed, Focus };

void pose(QWidget *widget, Pose pose)
{
    widget->setAttribute(Qt::WA_UnderMouse, pose == Pose::Hover);
    if (auto *button = qobject_cast<QAbstractButton *>(widget)) button->setDown(pose == Pose::Pressed);
    widget->setAttribute(Qt::WA_TransparentForMouseEvents);
}

// A run's row in a state of its view that only a focus could make.
class RowSample : public QWidget
{
public:
    RowSample(RunRowFacts facts, std::optional<Token> ground, QWidget *parent)
        : QWidget(parent)
        , m_facts(std::move(facts))
        , m_ground(ground)
    {
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), color(m_ground.value_or(Token::Panel)));
        drawEdge(&painter, rect(), Qt::BottomEdge, color(Token::Alt));
        RowPainter row(&painter, rect(), layoutDirection());
        paintRunRow(row, m_facts, false);
    }

private:
    RunRowFacts m_facts;
    std::optional<Token> m_ground;
};

QList<RowButton> goingButtons()
{
    return {{.icon = u"stop"_s}, {.icon = u"pause"_s}};
}
QList<RowButton> endedButtons()
{
    return {{.icon = u"rerun"_s}, {.icon = u"diff"_s}};
}

} // namespace

Gallery::Gallery(QWidget *parent)
    : QWidget(parent)
{
    setWindowTitle(u"Latchkey components"_s);
    setFixedSize(kWidth, kHeight);
    addColors(18);
    addRun(126);
    addStop(220);
    addBolts(314);
    addStates(398);
    addTabs(494);
    addRunRows(572);
    addSmallParts(738);
    addToolBar(826);
    addNotices(910);
    addFields(1100);
    addViews(1180);
    addMenus(1400);
}

void Gallery::settle()
{
    if (m_focused) m_focused->setFocus();
}

void Gallery::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Window));
    for (const Paint &paint : std::as_const(m_paints)) {
        painter.save();
        paint(&painter);
        painter.restore();
    }
}

void Gallery::heading(int y, const QString &text)
{
    m_paints << [=](QPainter *painter) {
        RowPainter row(painter, QRect(kLeft, y, 600, 18));
        row.drawText(row.rest(), text, {.weight = QFont::DemiBold});
    };
}

void Gallery::caption(int x, int y, const QString &text)
{
    m_paints << [=](QPainter *painter) {
        RowPainter row(painter, QRect(x, y, 300, 16));
        row.drawText(row.rest(), text, {.size = TextSize::Tiny, .token = Token::Muted});
    };
}

QWidget *Gallery::place(QWidget *widget, int x, int y, int width, int height)
{
    widget->setParent(this);
    widget->ensurePolished();
    const QSize hint = widget->sizeHint();
    widget->setGeometry(x, y, width > 0 ? width : hint.width(), height > 0 ? height : hint.height());
    return widget;
}

void Gallery::ring(QWidget *around)
{
    m_paints << [around](QPainter *painter) { drawOuterFocusRing(painter, around->geometry()); };
}

void Gallery::addColors(int y)
{
    heading(y, u"Colour"_s);
    int x = kLeft;
    for (const Token token : {Token::Window, Token::Panel, Token::Editor, Token::Select, Token::TextSel, Token::Border,
                              Token::Strong, Token::Accent, Token::Fill, Token::Focus, Token::Ink, Token::KeyBg,
                              Token::Key, Token::Running, Token::Ok, Token::Paused, Token::Fail}) {
        m_paints << [=](QPainter *painter) {
            drawGround(painter, QRect(x, y + 26, 68, 32), color(token), color(Token::Border));
            RowPainter value(painter, QRect(x, y + 74, 90, 16));
            value.drawText(value.rest(), color(token).name(), {.size = TextSize::Tiny, .token = Token::Muted});
        };
        caption(x, y + 58, nameOf(token).toString());
        x += 80;
    }
}

void Gallery::addRun(int y)
{
    heading(y, u"Run"_s);
    struct Case {
        RunButton::Mode mode;
        Pose pose;
        QString name;
    };
    int x = kLeft;
    for (const Case &c : {Case{RunButton::Mode::Ready, Pose::Normal, u"normal"_s},
                          Case{RunButton::Mode::Ready, Pose::Hover, u"hover"_s},
                          Case{RunButton::Mode::Ready, Pose::Pressed, u"pressed"_s},
                          Case{RunButton::Mode::Ready, Pose::Focus, u"focus"_s},
                          Case{RunButton::Mode::Going, Pose::Normal, u"a run is going"_s},
                          Case{RunButton::Mode::NoFile, Pose::Normal, u"disabled"_s},
                          Case{RunButton::Mode::Paused, Pose::Normal, u"paused"_s}}) {
        auto *button = new RunButton;
        button->setKeys(QKeySequence(Qt::Key_F5));
        button->setMode(c.mode);
        place(button, x, y + 26);
        pose(button, c.pose);
        if (c.pose == Pose::Focus) ring(button);
        caption(x, y + 60, c.name);
        x += button->width() + 20;
    }
}

void Gallery::addStop(int y)
{
    heading(y, u"Stop and Pause"_s);
    struct Case {
        StopButton::Mode mode;
        Pose pose;
        QString name;
    };
    int x = kLeft;
    for (const Case &c : {Case{StopButton::Mode::Nothing, Pose::Normal, u"nothing to stop"_s},
                          Case{StopButton::Mode::Running, Pose::Normal, u"running"_s},
                          Case{StopButton::Mode::Running, Pose::Hover, u"hover"_s},
                          Case{StopButton::Mode::Stopping, Pose::Normal, u"stopping: again to skip"_s},
                          Case{StopButton::Mode::Paused, Pose::Normal, u"paused"_s}}) {
        auto *button = new StopButton;
        button->setKeys(QKeySequence(Qt::SHIFT | Qt::Key_F5));
        button->setMode(c.mode);
        place(button, x, y + 26);
        pose(button, c.pose);
        caption(x, y + 60, c.name);
        x += button->width() + 20;
    }
    for (const auto &[p, name] : {std::pair{Pose::Normal, u"pause"_s}, std::pair{Pose::Hover, u"hover"_s},
                                  std::pair{Pose::Focus, u"focus"_s}}) {
        auto *pause = new PauseButton;
        place(pause, x, y + 26);
        pose(pause, p);
        if (p == Pose::Focus) ring(pause);
        caption(x, y + 60, name);
        x += 51;
    }
    auto *off = new PauseButton;
    off->setEnabled(false);
    place(off, x, y + 26);
    caption(x, y + 60, u"disabled"_s);
}

void Gallery::addBolts(int y)
{
    heading(y, u"Bolts on the door line"_s);
    const std::pair<std::optional<DoorBolt>, QString> cases[] = {{DoorBolt::Open, u"open: would ask"_s},
                                                                 {DoorBolt::Allowed, u"drawn back: allowed"_s},
                                                                 {DoorBolt::Thrown, u"thrown: waits for you"_s},
                                                                 {DoorBolt::Denied, u"grey: denied"_s},
                                                                 {std::nullopt, u"no outside act"_s}};
    int x = kLeft;
    for (const auto &[bolt, name] : cases) {
        m_paints << [=](QPainter *painter) {
            const QRect line(x, y + 26, 210, 20);
            painter->fillRect(line, color(Token::Editor));
            painter->fillRect(QRect(x + 63, line.y(), 1, 20), color(Token::Door));
            if (bolt) drawDoorBolt(painter, {x + 63, line.y() + 10}, *bolt);
            if (bolt == DoorBolt::Thrown) {
                painter->fillRect(QRect(x + 62, line.y() + 10, 3, 14), color(Token::Key));
                Icons::paint(painter, QRect(x + 3, line.y() + 3, 14, 14), u"permission-key"_s, color(Token::Key));
            }
            RowPainter row(painter, line);
            row.drawText(row.take(51), u"16"_s, {.token = Token::LineNo, .align = Align::End, .code = true});
            row.take(25);
            row.drawText(row.rest(), u"x = file.read(p);"_s, {.code = true});
        };
        caption(x, y + 50, name);
        x += 230;
    }
}

void Gallery::addStates(int y)
{
    heading(y, u"Run states"_s);
    int i = 0;
    for (const RunState state : allRunStates()) {
        place(new RunStateLabel(state), kLeft + (i % 7) * 180, y + 28 + (i / 7) * 28);
        ++i;
    }
}

void Gallery::addTabs(int y)
{
    heading(y, u"Tabs"_s);
    auto *bar = new EditorTabBar;
    for (const QString &name :
         {u"report.ml"_s, u"lib.ml"_s, u"untitled-1"_s, u"train.ml"_s, u"fetch.ml"_s, u"calc.ml"_s})
        bar->addTab(name);
    bar->setTabDirty(2, true);
    bar->setTabState(3, RunState::Running);
    bar->setTabState(4, RunState::WaitingForYou);
    bar->setTabState(5, RunState::Paused);
    auto *strip = new TabStrip(bar);
    strip->addButton(new IconButton(u"split"_s, u"Split"_s));
    place(strip, kLeft, y + 24, 720);

    auto *docks = new DockTabBar;
    for (const QString &name : {u"Output"_s, u"Problems"_s, u"Runs"_s, u"Prompts"_s}) docks->addTab(name);
    docks->setTabBadge(1, 3, BadgeLook::Problems);
    docks->setTabBadge(2, 2);
    docks->setTabBadge(3, 1, BadgeLook::Questions);
    docks->setCurrentIndex(2);
    place(new TabStrip(docks), kLeft + 740, y + 24, 380);
}

void Gallery::addRunRows(int y)
{
    heading(y, u"Run row"_s);
    const std::pair<RunRowFacts, std::optional<Token>> rows[] = {
        {{.number = 7,
          .file = u"report.ml"_s,
          .state = RunState::WaitingForYou,
          .detail = u"normal"_s,
          .time = u"0:12"_s,
          .buttons = goingButtons()},
         {}},
        {{.number = 6,
          .file = u"train.ml"_s,
          .state = RunState::Running,
          .detail = u"hover · 3.1 M steps/s"_s,
          .progress = RunRowFacts::Progress{0.41, u"41 of 100"_s},
          .time = u"0:48"_s,
          .buttons = goingButtons()},
         Token::Hover},
        {{.number = 5,
          .file = u"score.ml"_s,
          .state = RunState::Finished,
          .detail = u"selected"_s,
          .time = u"1.2 s"_s,
          .buttons = endedButtons()},
         Token::Select},
        {{.number = 14,
          .file = u"a-very-long-name-of-a-file.ml"_s,
          .state = RunState::Lost,
          .detail = u"selected, focus elsewhere"_s,
          .time = u"30.0 s"_s,
          .buttons = endedButtons()},
         Token::Inactive}};
    int top = y + 26;
    for (const auto &[facts, ground] : rows) {
        auto *sample = new RowSample(facts, ground, this);
        sample->setGeometry(kLeft, top, 1000, metrics().height(theme::Part::RunRow));
        top += sample->height();
    }
}

void Gallery::addSmallParts(int y)
{
    heading(y, u"Small parts"_s);
    const int top = y + 26;
    auto *field = new SearchField(u"Search in result"_s);
    place(field, kLeft, top, 180, 26);
    auto *focused = new SearchField(u"Search in result"_s);
    focused->setText(u"notes"_s);
    m_focused = place(focused, kLeft + 198, top, 180, 26);
    int x = kLeft + 396;
    for (const QString &name : {u"All"_s, u"Output"_s, u"Errors"_s}) {
        auto *chip = new Chip(name);
        chip->setChecked(name == u"All");
        place(chip, x, top + 2);
        x += chip->width() + 6;
    }
    const auto button = [&](const QString &text, ButtonLook look, Pose p, bool enabled = true) {
        auto *small = new SmallButton(text, look);
        small->setEnabled(enabled);
        place(small, x, top);
        pose(small, p);
        if (p == Pose::Focus) ring(small);
        x += small->width() + 14;
        return small;
    };
    x += 10;
    button(u"Keep mine"_s, ButtonLook::Quiet, Pose::Normal);
    button(u"Keep mine"_s, ButtonLook::Quiet, Pose::Hover);
    button(u"Keep mine"_s, ButtonLook::Quiet, Pose::Focus);
    button(u"Allow once"_s, ButtonLook::Permission, Pose::Normal);
    button(u"Allow once"_s, ButtonLook::Permission, Pose::Hover);
    button(u"Allow once"_s, ButtonLook::Permission, Pose::Normal, false);
    auto *pattern = button(u"Allow for this run"_s, ButtonLook::Permission, Pose::Normal);
    pattern->setCode(u"notes/**"_s);
    pattern->setSplit(true);
    place(pattern, pattern->x(), top);
    x = pattern->geometry().right() + 15;
    place(new LinkButton(u"report.ml:20"_s), kLeft + 1180, top - 240);
}

void Gallery::addToolBar(int y)
{
    heading(y, u"Tool bar and status bar"_s);
    int x = kLeft;
    const auto add = [&](QWidget *widget) {
        place(widget, x, y + 26);
        x += widget->width() + 4;
    };
    auto *inputs = new FlatDropDown(u"inputs"_s, u"Inputs"_s);
    add(inputs);
    auto *limits = new FlatDropDown(u"limits"_s, u"Limits"_s);
    limits->setValue(u"30 s · 512 MB"_s);
    pose(limits, Pose::Hover);
    add(limits);
    auto *grants = new FlatDropDown(u"permission-key"_s, u"Grants"_s, Token::Key);
    grants->setValue(u"2 grants"_s);
    add(grants);
    auto *palette = new SearchField(u"Search commands and files"_s);
    palette->setKeys(u"Ctrl+Shift+P"_s);
    place(palette, x + 20, y + 27, 310, 28);
    x += 370;
    auto *where = new StatusItem(u"Caret"_s);
    where->setValue(u"Ln 16, Col 20"_s);
    add(where);
    auto *problems = new StatusItem(u"Problems"_s);
    problems->setValue(u"1 error"_s, u"failed"_s, Token::Fail);
    add(problems);
    auto *running = new StatusItem(u"Runs"_s);
    running->setValue(u"1 running"_s, u"running"_s, Token::Running);
    pose(running, Pose::Hover);
    add(running);
    auto *needs = new StatusItem(u"Questions"_s);
    needs->setValue(u"1 needs you"_s, u"permission-key"_s, Token::Key);
    add(needs);
    place(new KeyCap(u"Alt+P"_s), x, y + 30);
    x += 50;
    auto *bar = new QProgressBar;
    bar->setTextVisible(false);
    bar->setValue(41);
    place(bar, x + 16, y + 36, 120, 6);
    auto *newer = new SmallButton(u"3 201 new"_s);
    newer->setIconName(u"go-end"_s);
    newer->setStrongOutline(true);
    place(newer, x + 160, y + 26);
}

void Gallery::addNotices(int y)
{
    heading(y, u"Notices"_s);
    const std::pair<Notice::Kind, QString> notices[] = {
        {Notice::Kind::Information, u"**report.ml** changed on disk at 14:02."_s},
        {Notice::Kind::Warning, u"Restored 3 unsaved files."_s},
        {Notice::Kind::Error, u"report.ml may not read `/etc/hosts`. Allow it in Permissions."_s}};
    int top = y + 24;
    for (const auto &[kind, text] : notices) {
        auto *bar = new NotificationBar(this);
        bar->post({.kind = kind,
                   .text = fromMarked(text),
                   .actions = {{u"Reload"_s, {}}, {u"Keep mine"_s, {}}, {u"Show difference"_s, {}}}});
        if (kind == Notice::Kind::Information) {
            bar->post({.id = u"2"_s, .text = {{u"second"_s}}});
            bar->post({.id = u"3"_s, .text = {{u"third"_s}}});
        }
        bar->setGeometry(kLeft, top, 900, bar->sizeHint().height());
        top += 40;
    }
    auto *empty = new EmptyState(u"No runs yet"_s,
                                 u"The last 50 runs of a file stay here, with output and result, for 30 days."_s);
    empty->setButton(new SmallButton(u"Run report.ml"_s));
    place(empty, kLeft + 920, y + 20, 480, 130);
    auto *batch = new BatchBar;
    batch->setParts({{RunState::Finished, 61, u"61 finished"_s},
                     {RunState::Failed, 3, u"3 failed"_s},
                     {RunState::LimitReached, 1, u"1 over limit"_s},
                     {RunState::Running, 4, u"4 running"_s},
                     {RunState::Queued, 31, u"31 queued"_s}},
                    100);
    batch->setNote(u"93.8 % of the ended ones succeeded"_s);
    place(batch, kLeft, top + 4, 900);
    auto *toast = new QWidget(this);
    toast->setGeometry(kLeft + 960, y + 134, 440, 60);
    auto *undo = new UndoToast(toast);
    undo->present(fromMarked(u"Removed `file.read ./tmp/**`"), [] {});
}

void Gallery::addFields(int y)
{
    heading(y, u"Fields and choices"_s);
    int x = kLeft;
    const auto add = [&](QWidget *widget, int width = 0) {
        place(widget, x, y + 26, width, 26);
        x += widget->width() + 14;
    };
    auto *combo = new QComboBox;
    combo->addItems({u"1 time"_s, u"2 times"_s});
    add(combo, 100);
    auto *spin = new QSpinBox;
    spin->setValue(30);
    spin->setSuffix(u" s"_s);
    add(spin, 90);
    auto *check = new QCheckBox(u"Ask each time"_s);
    check->setChecked(true);
    add(check);
    add(new QCheckBox(u"Quietly"_s));
    auto *part = new QCheckBox(u"Some"_s);
    part->setCheckState(Qt::PartiallyChecked);
    add(part);
    auto *radio = new QRadioButton(u"Light"_s);
    radio->setChecked(true);
    add(radio);
    add(new QRadioButton(u"Dark"_s));
    auto *off = new QCheckBox(u"Disabled"_s);
    off->setChecked(true);
    off->setEnabled(false);
    add(off);
    auto *slider = new QSlider(Qt::Horizontal);
    slider->setValue(40);
    add(slider, 120);
    auto *fieldOff = new QLineEdit(u"disabled"_s);
    fieldOff->setEnabled(false);
    add(fieldOff, 100);
    auto *defaultButton = new QPushButton(u"Stop 2 runs and quit"_s);
    defaultButton->setDefault(true);
    add(defaultButton);
    add(new QPushButton(u"Cancel"_s));
    auto *chip = new Chip(u"value > 60"_s);
    chip->setChecked(true);
    chip->setIconName(u"filter"_s);
    chip->setRemovable(true);
    place(chip, x, y + 28);
}

void Gallery::addViews(int y)
{
    heading(y, u"Views"_s);
    auto *files = new QStandardItemModel(this);
    auto *root = new QStandardItem(Icons::icon(u"folder"_s, Token::Muted), u"sensors"_s);
    for (const QString &name : {u"data"_s, u"notes"_s}) {
        auto *folder = new QStandardItem(Icons::icon(u"folder"_s, Token::Muted), name);
        folder->appendRow(new QStandardItem(u"inside"_s));
        root->appendRow(folder);
    }
    for (const QString &name : {u"report.ml"_s, u"lib.ml"_s, u"train.ml"_s})
        root->appendRow(new QStandardItem(Icons::icon(u"file-ml"_s, Token::Muted), name));
    files->appendRow(root);
    auto *tree = new QTreeView;
    tree->setHeaderHidden(true);
    tree->setModel(files);
    tree->expand(root->index());
    tree->setCurrentIndex(root->child(2)->index());
    place(tree, kLeft, y + 24, 220, 180);

    auto *rows = new QStandardItemModel(40, 4, this);
    rows->setHorizontalHeaderLabels({u"id"_s, u"day"_s, u"value"_s, u"note"_s});
    for (int r = 0; r < 40; ++r) {
        const QString cells[] = {u"\"s-%1\""_s.arg(r), u"2026-06-%1"_s.arg(r % 30 + 1), QString::number(306.0 - r),
                                 u"null"_s};
        for (int c = 0; c < 4; ++c) rows->setItem(r, c, new QStandardItem(cells[c]));
        rows->item(r, 2)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
    auto *table = new QTableView;
    table->setModel(rows);
    table->setSortingEnabled(true);
    table->horizontalHeader()->setSortIndicator(2, Qt::DescendingOrder);
    table->verticalHeader()->setDefaultSectionSize(metrics().height(theme::Part::TreeRow));
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->selectRow(1);
    place(table, kLeft + 240, y + 24, 480, 180);

    auto *splitter = new QSplitter;
    for (int i = 0; i < 3; ++i) splitter->addWidget(new EmptyState(u"Nothing"_s, u"here"_s));
    place(splitter, kLeft + 740, y + 24, 300, 180);
    auto *tabs = new QTabBar;
    for (const QString &name : {u"General"_s, u"Editor"_s, u"Keys"_s}) tabs->addTab(name);
    place(tabs, kLeft + 1060, y + 24, 300);
    auto *scroll = new QScrollBar(Qt::Horizontal);
    scroll->setRange(0, 100);
    place(scroll, kLeft + 1060, y + 80, 300, 12);
    for (const auto &[p, top] : {std::pair{Pose::Normal, 100}, std::pair{Pose::Hover, 132}}) {
        auto *code = new SmallButton(u"Retry 3 failed"_s);
        code->setIconName(u"rerun"_s);
        place(code, kLeft + 1060, y + top);
        pose(code, p);
    }
}

void Gallery::addMenus(int y)
{
    heading(y, u"Menus"_s);
    auto *bar = new QMenuBar;
    for (const QString &name : {u"&File"_s, u"&Edit"_s, u"&Run"_s, u"Per&missions"_s}) bar->addMenu(name);
    place(bar, kLeft, y + 26, 320);
    auto *menu = new QMenu;
    menu->addAction(Icons::icon(u"run"_s), u"Run file"_s, QKeySequence(Qt::Key_F5), [] {});
    menu->addAction(Icons::icon(u"stop"_s), u"Stop"_s, QKeySequence(Qt::SHIFT | Qt::Key_F5), [] {})->setEnabled(false);
    menu->addSeparator();
    QAction *checked = menu->addAction(u"Pause at errors"_s);
    checked->setCheckable(true);
    checked->setChecked(true);
    menu->addMenu(u"Copy as"_s);
    menu->setActiveAction(menu->actions().first());
    menu->setWindowFlags(Qt::Widget);
    place(menu, kLeft + 360, y + 20);
}

} // namespace latchkey::gallery
