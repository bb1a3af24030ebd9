// SPDX-License-Identifier: GPL-3.0-or-later
//
// The page of settings and keys in the real window: each kind of control takes effect at once, and everything can be
// found, reset and reached by keys.
#include "tests/ui/window/window_test.h"

#include "ui/editor/syntax.h"
#include "ui/history/history_pane.h"
#include "ui/settings/key_presets.h"
#include "ui/settings/setting_row.h"
#include "ui/settings/settings_page.h"
#include "ui/settings/shortcut_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/notices.h"
#include "ui/widgets/small_parts.h"
#include "ui/widgets/spans.h"
#include "ui/window/panes.h"
#include "ui/window/run_notifier.h"
#include "ui/window/settings_desk.h"
#include "ui/window/tool_bar.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QTreeWidget>
#include <private/qguiapplication_p.h>
#include <qpa/qplatformtheme.h>
#include <qpa/qwindowsysteminterface.h>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::settings;
using namespace latchkey::window;
using namespace latchkey::window::test;

namespace {

/// A desktop whose colours can be changed, in place of the test platform's, as long as it lives.
class Desktop : public QPlatformTheme
{
public:
    Desktop()
        : m_before(std::exchange(QGuiApplicationPrivate::platform_theme, this))
    {
    }
    ~Desktop() override
    {
        becomes(Qt::ColorScheme::Light);
        QGuiApplicationPrivate::platform_theme = m_before;
    }
    void becomes(Qt::ColorScheme scheme)
    {
        m_scheme = scheme;
        QWindowSystemInterface::handleThemeChange<QWindowSystemInterface::SynchronousDelivery>();
    }
    Qt::ColorScheme colorScheme() const override { return m_scheme; }

private:
    QPlatformTheme *m_before;
    Qt::ColorScheme m_scheme = Qt::ColorScheme::Light;
};

} // namespace

class tst_SettingsPage : public QObject
{
    Q_OBJECT

private slots:
    void cleanup();
    void everySettingHasARow();
    void searchFindsByWords_data();
    void searchFindsByWords();
    void searchThatFindsNothing();
    void groupsScroll();
    void switchesWorkAtOnce();
    void numbersWorkAtOnce();
    void limitsAreCheckedAsTyped();
    void grantsAreCheckedAsTyped();
    void resetOne();
    void resetAllAsks();
    void wheelOverAFieldChangesNothing();
    void editsOfTheFileShow();
    void openFilePutsItIntoATab();
    void badValueInTheFileIsTold();
    void editorColoursOfAnyTheme();
    void rule74_systemSchemeIsFollowed();
    void highContrastCanBeRead();
    void saveRules();
    void autosaveAfterADelay();
    void autosaveOnLeavingTheTab();
    void newFilesTakeTheUsualGrants();
    void recoveryCanBeSwitchedOff();
    void shortcutsFoundByNameAndKeys();
    void shortcutAddedAndRemoved();
    void shortcutClashIsShownAndTakenOver();
    void menuKeysCanNotBeTaken();
    void presetsHaveNoClashes_data();
    void presetsHaveNoClashes();
    void toolBarShowsOtherKeys();
    void firstStartNamesTheKeysInForce();
    void workersWorkAtOnce();
    void historyIsKeptAsLongAsSaid();
    void notificationsAsTheSettingsSay();
    void pageByKeysAlone();

private:
    template<typename Control>
    static Control *field(SettingsPage *page, QLatin1StringView key)
    {
        auto *control = page->findChild<Control *>(key);
        if (control == nullptr) qFatal("no control for %s", key.data());
        return control;
    }
};

void tst_SettingsPage::cleanup()
{
    Settings settings; // the files of this test's home
    settings.resetAll();
    Keymap(&settings).resetAll();
    settings.file().remove(u"keyPreset"_s);
    theme::Theme::instance().setScheme(theme::Theme::Scheme::System);
}

void tst_SettingsPage::everySettingHasARow()
{
    TestWindow window;
    SettingsPage *page = window->settingsDesk()->openPage();
    QCOMPARE(page->rows().size(), std::ranges::count_if(schema(), isOffered));
    QVERIFY(page->rows().size() > 30);
    QCOMPARE(window->settingsDesk()->openPage(), page); // one
}

void tst_SettingsPage::searchFindsByWords_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("key");
    QTest::newRow("title") << u"caret width"_s << u"editor/caretWidth"_s;
    QTest::newRow("help") << u"trailing"_s << u"files/trimOnSave"_s;
    QTest::newRow("key") << u"run/steps"_s << u"run/steps"_s;
    QTest::newRow("choice") << u"high contrast"_s << u"look/colours"_s;
    QTest::newRow("words in any order") << u"SPACES show"_s << u"editor/whitespace"_s;
}

void tst_SettingsPage::searchFindsByWords()
{
    QFETCH(QString, typed);
    QFETCH(QString, key);
    TestWindow window;
    SettingsPage *page = window->settingsDesk()->openPage();
    QTest::keyClicks(page->searchField(), typed);
    QStringList shown;
    for (const SettingRow *row : page->rows())
        if (row->isVisible()) shown << row->setting().key;
    QVERIFY2(shown.contains(key), qPrintable(shown.join(u' ')));
    QVERIFY(shown.size() < 6);
}

void tst_SettingsPage::searchThatFindsNothing()
{
    TestWindow window;
    SettingsPage *page = window->settingsDesk()->openPage();
    QTest::keyClicks(page->searchField(), u"zzzz"_s);
    for (const SettingRow *row : page->rows()) QVERIFY(!row->isVisible());
    page->searchField()->clear();
    QVERIFY(page->rows().first()->isVisible());
}

void tst_SettingsPage::groupsScroll()
{
    TestWindow window;
    SettingsPage *page = window->settingsDesk()->openPage();
    auto *groups = page->findChild<QListWidget *>(u"settingsGroups"_s);
    const auto *scroll = page->findChild<QScrollArea *>(u"settingsScroll"_s);
    groups->setCurrentRow(int(Group::Runs));
    const QWidget *seconds = field<QLineEdit>(page, key::kSeconds);
    QTRY_VERIFY(scroll->viewport()->rect().contains(seconds->mapTo(scroll->viewport(), QPoint(1, 1))));
    scroll->verticalScrollBar()->setValue(0);
    QCOMPARE(groups->currentRow(), 0);
}

void tst_SettingsPage::switchesWorkAtOnce()
{
    TestWindow window;
    EditorPage *file = window.newFile("a = 1;\n");
    SettingsPage *page = window->settingsDesk()->openPage();
    QVERIFY(!file->editor()->softWrap());
    QTest::mouseClick(field<QCheckBox>(page, key::kWrap), Qt::LeftButton, {}, {8, 8});
    QVERIFY(file->editor()->softWrap());
    QVERIFY(window->commands()[u"wrap"_s]->isChecked());
    window->commands()[u"whitespace"_s]->trigger(); // from the menu to the page
    QVERIFY(field<QCheckBox>(page, key::kWhitespace)->isChecked());
    QVERIFY(file->editor()->whitespaceVisibility() != QsciScintilla::WsInvisible);
}

void tst_SettingsPage::numbersWorkAtOnce()
{
    TestWindow window;
    EditorPage *file = window.newFile("a = 1;\n");
    SettingsPage *page = window->settingsDesk()->openPage();
    field<QSpinBox>(page, key::kTabWidth)->setValue(8);
    QCOMPARE(file->editor()->tabWidth(), 8);
    field<QSpinBox>(page, key::kZoom)->setValue(150);
    QCOMPARE(theme::fonts().zoom(), 150);
    window->commands()[u"zoomNormal"_s]->trigger();
    QCOMPARE(field<QSpinBox>(page, key::kZoom)->value(), 100);
    auto *box = field<QComboBox>(page, key::kIndentWith);
    box->setCurrentIndex(box->findData(u"tabs"_s));
    QVERIFY(file->editor()->indentationsUseTabs());
    EditorPage *other = window.newFile("if (a) {\n    b = 1;\n}\n");
    QVERIFY(!other->editor()->indentationsUseTabs()); // the file says otherwise
    field<QCheckBox>(page, key::kDetectIndent)->setChecked(false);
    QVERIFY(other->editor()->indentationsUseTabs());
}

void tst_SettingsPage::limitsAreCheckedAsTyped()
{
    TestWindow window;
    SettingsPage *page = window->settingsDesk()->openPage();
    auto *time = field<QLineEdit>(page, key::kSeconds);
    auto *fault = page->findChild<QLabel *>(u"fault-"_s + key::kSeconds);
    QCOMPARE(time->text(), u"30 s"_s);
    time->setFocus();
    time->selectAll();
    QTest::keyClicks(time, u"2 m"_s);
    QCOMPARE(window->userSettings()->limits().seconds, 120.0);
    QTest::keyClicks(time, u"onths"_s);
    QVERIFY(fault->isVisible());
    QVERIFY(fault->text().contains(u"2 months"_s));
    QCOMPARE(window->userSettings()->limits().seconds, 120.0); // what held holds
    time->selectAll();
    QTest::keyClicks(time, u"5 min"_s);
    QVERIFY(!fault->isVisible());
    QCOMPARE(time->text(), u"5 min"_s); // in the user's own words
    const auto *bar = window->findChild<ToolBar *>();
    QVERIFY2(bar->limits()->value().startsWith(u"5 min"_s), qPrintable(bar->limits()->value()));
    time->clear();
    QCOMPARE(window->userSettings()->limits().seconds, 0.0);
    auto *memory = field<QLineEdit>(page, key::kMegabytes);
    memory->selectAll();
    QTest::keyClicks(memory, u"100 kB"_s); // below the least
    QVERIFY(page->findChild<QLabel *>(u"fault-"_s + key::kMegabytes)->isVisible());
}

void tst_SettingsPage::grantsAreCheckedAsTyped()
{
    TestWindow window;
    SettingsPage *page = window->settingsDesk()->openPage();
    auto *grants = field<QPlainTextEdit>(page, key::kGrants);
    grants->setPlainText(u"file.read:/data/**\nnonsense!"_s);
    QVERIFY(page->findChild<QLabel *>(u"fault-"_s + key::kGrants)->isVisible());
    QVERIFY(window->userSettings()->usualGrants().isEmpty());
    grants->setPlainText(u"file.read:/data/**\n\n"_s);
    QVERIFY(!page->findChild<QLabel *>(u"fault-"_s + key::kGrants)->isVisible());
    QCOMPARE(window->userSettings()->usualGrants(), QStringList{u"file.read:/data/**"_s});
}

void tst_SettingsPage::resetOne()
{
    TestWindow window;
    SettingsPage *page = window->settingsDesk()->openPage();
    auto *reset = page->findChild<QAbstractButton *>(u"reset-"_s + key::kCaretWidth);
    QVERIFY(!reset->isVisible());
    field<QSpinBox>(page, key::kCaretWidth)->setValue(5);
    QVERIFY(reset->isVisible());
    reset->click();
    QCOMPARE(field<QSpinBox>(page, key::kCaretWidth)->value(), 2);
    QVERIFY(!reset->isVisible());
}

void tst_SettingsPage::resetAllAsks()
{
    TestWindow window;
    Person person(1);
    SettingsPage *page = window->settingsDesk()->openPage();
    auto *all = page->findChild<QAbstractButton *>(u"resetAllSettings"_s);
    QVERIFY(!all->isEnabled());
    field<QSpinBox>(page, key::kCaretWidth)->setValue(5);
    QVERIFY(all->isEnabled());
    all->click();
    QTRY_COMPARE(person.asked, QStringList{u"resetSettings"_s});
    QCOMPARE(field<QSpinBox>(page, key::kCaretWidth)->value(), 5);
    person.button = 0;
    all->click();
    QTRY_COMPARE(field<QSpinBox>(page, key::kCaretWidth)->value(), 2);
}

void tst_SettingsPage::wheelOverAFieldChangesNothing()
{
    TestWindow window;
    SettingsPage *page = window->settingsDesk()->openPage();
    page->searchField()->setFocus();
    auto *width = field<QSpinBox>(page, key::kZoom);
    QWheelEvent wheel(QPointF(4, 4), width->mapToGlobal(QPointF(4, 4)), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(width, &wheel);
    QCOMPARE(width->value(), 100);
}

void tst_SettingsPage::editsOfTheFileShow()
{
    TestWindow window;
    EditorPage *file = window.newFile("a = 1;\n");
    SettingsPage *page = window->settingsDesk()->openPage();
    window->userSettings()->set(key::kTabWidth, 3);
    window->userSettings()->file().flush();
    QFile json(window->userSettings()->file().path());
    QVERIFY(json.open(QIODevice::ReadWrite));
    QByteArray text = json.readAll().replace("\"editor/tabWidth\": 3", "\"editor/tabWidth\": 7");
    json.resize(0);
    json.seek(0);
    json.write(text);
    json.close();
    QTRY_COMPARE(field<QSpinBox>(page, key::kTabWidth)->value(), 7);
    QCOMPARE(file->editor()->tabWidth(), 7);
}

void tst_SettingsPage::openFilePutsItIntoATab()
{
    TestWindow window;
    SettingsPage *page = window->settingsDesk()->openPage();
    field<QSpinBox>(page, key::kTabWidth)->setValue(3);
    page->findChild<QAbstractButton *>(u"openSettingsFile"_s)->click();
    QTRY_VERIFY(window.page() != nullptr && window.page()->name() == u"settings.json"_s);
    QTRY_VERIFY(window.page()->editor()->utf8().contains("\"editor/tabWidth\": 3"));
}

void tst_SettingsPage::badValueInTheFileIsTold()
{
    TestWindow window;
    window->userSettings()->file().set(key::kZoom, 7);
    QCOMPARE(window->editors()->notices()->current(), u"settings"_s);
    QCOMPARE(theme::fonts().zoom(), 100);
    window->userSettings()->file().remove(key::kZoom);
    QVERIFY(window->editors()->notices()->current() != u"settings"_s);
}

void tst_SettingsPage::editorColoursOfAnyTheme()
{
    TestWindow window;
    EditorPage *file = window.newFile("total = 1; // one\n");
    SettingsPage *page = window->settingsDesk()->openPage();
    auto *box = field<QComboBox>(page, key::kEditorColours);
    QVERIFY(box->count() > 10);
    for (int i = 1; i < box->count(); ++i) {
        box->setCurrentIndex(i);
        const theme::Tokens &tokens = editor::editorTokens();
        const double contrast = theme::contrast(tokens[theme::Token::Text], tokens[theme::Token::Editor]);
        QVERIFY2(contrast >= 4, qPrintable(u"%1: %2"_s.arg(box->currentText()).arg(contrast)));
        for (const auto token : {theme::Token::LineNo, theme::Token::Muted, theme::Token::Fail})
            QVERIFY2(theme::contrast(tokens[token], tokens[theme::Token::Editor]) >= 4.4,
                     qPrintable(box->currentText()));
    }
    box->setCurrentIndex(box->findData(u"Dracula"_s));
    const QImage picture = file->editor()->grab().toImage();
    QCOMPARE(picture.pixelColor(picture.width() / 2, picture.height() - 30), QColor(0x28, 0x2a, 0x36));
    box->setCurrentIndex(0);
    QCOMPARE(editor::editorTokens(), theme::tokens());
}

/// The desktop goes dark and light again while the window is open: frame, panes and the editor's text go along, until
/// the user wants one of the two.
void tst_SettingsPage::rule74_systemSchemeIsFollowed()
{
    TestWindow window;
    EditorPage *file = window.newFile("total = 1; // one\n");
    Desktop desktop;
    const auto isDark = [&] {
        const QImage picture = file->editor()->grab().toImage();
        const bool editor = picture.pixelColor(picture.width() / 2, picture.height() - 30).lightness() < 80;
        const bool frame = QApplication::palette().color(QPalette::Window).lightness() < 80;
        return editor && frame ? 1 : editor || frame ? -1 : 0;
    };
    desktop.becomes(Qt::ColorScheme::Light);
    QCOMPARE(isDark(), 0);
    desktop.becomes(Qt::ColorScheme::Dark);
    QCOMPARE(isDark(), 1);
    auto *box = field<QComboBox>(window->settingsDesk()->openPage(), key::kColours);
    box->setCurrentIndex(box->findData(u"light"_s));
    QCOMPARE(isDark(), 0);
    desktop.becomes(Qt::ColorScheme::Light);
    desktop.becomes(Qt::ColorScheme::Dark);
    QCOMPARE(isDark(), 0);
    box->setCurrentIndex(box->findData(u"system"_s));
    QCOMPARE(isDark(), 1);
    desktop.becomes(Qt::ColorScheme::Light);
    QCOMPARE(isDark(), 0);
}

void tst_SettingsPage::highContrastCanBeRead()
{
    TestWindow window;
    SettingsPage *page = window->settingsDesk()->openPage();
    auto *box = field<QComboBox>(page, key::kColours);
    box->setCurrentIndex(box->findData(u"contrast"_s));
    using theme::Token;
    for (const bool dark : {false, true}) {
        const theme::Tokens tokens = theme::Tokens::highContrast(dark);
        for (const Token ground : {Token::Window, Token::Panel, Token::Editor}) {
            QVERIFY(theme::contrast(tokens[Token::Text], tokens[ground]) > 20);
            for (const Token token : {Token::Muted, Token::LineNo, Token::Queued, Token::Running, Token::Key,
                                      Token::Paused, Token::Ok, Token::Fail, Token::Link})
                QVERIFY2(theme::contrast(tokens[token], tokens[ground]) >= 4.5,
                         qPrintable(theme::nameOf(token).toString()));
            QVERIFY(theme::contrast(tokens[Token::Border], tokens[ground]) >= 3);
            QVERIFY(theme::contrast(tokens[Token::Focus], tokens[ground]) >= 3);
        }
        QVERIFY(theme::contrast(tokens[Token::Text], tokens[Token::Select]) >= 4.5);
        QVERIFY(theme::contrast(tokens[Token::OnAccent], tokens[Token::Fill]) >= 4.5);
        QVERIFY(theme::contrast(tokens[Token::OnInk], tokens[Token::Ink]) >= 4.5);
    }
    QVERIFY(theme::tokens().isDerived());
}

void tst_SettingsPage::saveRules()
{
    QTemporaryDir folder;
    TestWindow window;
    EditorPage *file = window.open(makeFile(folder, u"a.ml"_s, "a = 1;  \nb = 2;\t\nc = 3;"));
    window->userSettings()->set(key::kTrimOnSave, true);
    window->commands()[u"save"_s]->trigger();
    QTRY_COMPARE(contentOf(file->path()), QByteArray("a = 1;\nb = 2;\nc = 3;"));
    window->userSettings()->set(key::kFinalNewline, true);
    window->commands()[u"save"_s]->trigger();
    QTRY_COMPARE(contentOf(file->path()), QByteArray("a = 1;\nb = 2;\nc = 3;\n"));
    QTRY_VERIFY(!file->document()->isModified());
}

void tst_SettingsPage::autosaveAfterADelay()
{
    QTemporaryDir folder;
    TestWindow window;
    EditorPage *file = window.open(makeFile(folder, u"a.ml"_s, "a = 1;\n"));
    window->userSettings()->set(key::kAutosave, u"delay"_s);
    window->userSettings()->set(key::kAutosaveSeconds, 1);
    window->userSettings()->set(key::kTrimOnSave, true);
    file->editor()->setFocus();
    window.type(u"x "_s);
    QTRY_COMPARE(contentOf(file->path()), QByteArray("x a = 1;\n"));
    QTRY_VERIFY(!file->document()->isModified());
}

void tst_SettingsPage::autosaveOnLeavingTheTab()
{
    QTemporaryDir folder;
    TestWindow window;
    EditorPage *file = window.open(makeFile(folder, u"a.ml"_s, "a = 1;\n"));
    window->userSettings()->set(key::kAutosave, u"focus"_s);
    file->editor()->setFocus();
    window.type(u"y"_s);
    QVERIFY(file->document()->isModified());
    window.newFile();
    QTRY_COMPARE(contentOf(file->path()), QByteArray("ya = 1;\n"));
}

void tst_SettingsPage::newFilesTakeTheUsualGrants()
{
    TestWindow window;
    window->userSettings()->set(key::kGrants, QJsonArray{u"file.read:/data/**"_s});
    window->userSettings()->set(key::kAsk, u"deny"_s);
    const EditorPage *file = window.newFile();
    QCOMPARE(file->setup.grants, QStringList{u"file.read:/data/**"_s});
    QVERIFY(!file->setup.mayAsk);
}

void tst_SettingsPage::recoveryCanBeSwitchedOff()
{
    TestWindow window;
    EditorPage *file = window.newFile("a = 1;\n");
    window.type(u"secret"_s);
    const QDir journals(window.stateFolder() + u"/journals"_s);
    QTRY_VERIFY(!journals.entryList(QDir::Files).isEmpty());
    window->userSettings()->set(key::kRecovery, false);
    QTRY_VERIFY(journals.entryList(QDir::Files).isEmpty());
    window.type(u"more"_s);
    QVERIFY(file->editor()->journal() == nullptr);
    window->userSettings()->set(key::kRecovery, true);
    window.type(u"again"_s);
    QTRY_VERIFY(!journals.entryList(QDir::Files).isEmpty());
}

// ---- keys -------------------------------------------------------------------------------------------------------

static QStringList shownCommands(const ShortcutPage *page)
{
    QStringList ids;
    for (int i = 0; i < page->list()->topLevelItemCount(); ++i)
        if (const QTreeWidgetItem *row = page->list()->topLevelItem(i); !row->isHidden())
            ids << row->data(0, Qt::UserRole).toString();
    return ids;
}

void tst_SettingsPage::shortcutsFoundByNameAndKeys()
{
    TestWindow window;
    SettingsPage *page = window->settingsDesk()->openPage(true);
    const ShortcutPage *keys = page->shortcuts();
    QVERIFY(keys->isVisible());
    QCOMPARE(shownCommands(keys).size(), window->commands().all().size());
    QTest::keyClicks(page->searchField(), u"toggle comm"_s);
    QCOMPARE(shownCommands(keys), QStringList{u"comment"_s});
    QCOMPARE(keys->chosen(), u"comment"_s);
    page->searchField()->clear();
    auto *find = page->findChild<QKeySequenceEdit *>(u"findKeys"_s);
    find->setFocus();
    QTest::keyClick(find, Qt::Key_F5, Qt::ShiftModifier);
    QCOMPARE(shownCommands(keys), QStringList{u"stop"_s});
}

void tst_SettingsPage::shortcutAddedAndRemoved()
{
    TestWindow window;
    SettingsPage *page = window->settingsDesk()->openPage(true);
    page->shortcuts()->choose(u"saveAll"_s);
    auto *typed = page->findChild<QKeySequenceEdit *>(u"typedKeys"_s);
    auto *add = page->findChild<QAbstractButton *>(u"addKeys"_s);
    QVERIFY(!add->isEnabled());
    typed->setFocus();
    QTest::keyClick(typed, Qt::Key_F7, Qt::ControlModifier | Qt::AltModifier);
    QVERIFY(add->isEnabled());
    QVERIFY(!page->findChild<QLabel *>(u"shortcutClash"_s)->isVisible());
    add->click();
    const QKeySequence key(u"Ctrl+Alt+F7"_s);
    QCOMPARE(window->commands()[u"saveAll"_s]->shortcuts(), QList{key});
    page->findChild<QAbstractButton *>(u"resetKeys"_s)->click();
    QVERIFY(window->commands()[u"saveAll"_s]->shortcuts().isEmpty());
}

void tst_SettingsPage::shortcutClashIsShownAndTakenOver()
{
    TestWindow window;
    SettingsPage *page = window->settingsDesk()->openPage(true);
    page->shortcuts()->choose(u"saveAll"_s);
    auto *typed = page->findChild<QKeySequenceEdit *>(u"typedKeys"_s);
    auto *add = page->findChild<QAbstractButton *>(u"addKeys"_s);
    auto *clash = page->findChild<QLabel *>(u"shortcutClash"_s);
    typed->setFocus();
    QTest::keyClick(typed, Qt::Key_W, Qt::ControlModifier);
    QVERIFY(clash->isVisible());
    QVERIFY(clash->text().contains(u"Close"_s));
    QCOMPARE(add->text(), u"Take keys over"_s);
    add->click();
    QVERIFY(window->commands()[u"close"_s]->shortcuts().isEmpty());
    QCOMPARE(window->commands()[u"saveAll"_s]->shortcut(), QKeySequence(u"Ctrl+W"_s));
    QCOMPARE(window->settingsDesk()->keymap()->allClashes(), QStringList());
}

void tst_SettingsPage::menuKeysCanNotBeTaken()
{
    TestWindow window;
    SettingsPage *page = window->settingsDesk()->openPage(true);
    page->shortcuts()->choose(u"saveAll"_s);
    auto *typed = page->findChild<QKeySequenceEdit *>(u"typedKeys"_s);
    typed->setFocus();
    QTest::keyClick(typed, Qt::Key_F, Qt::AltModifier);
    QVERIFY(page->findChild<QLabel *>(u"shortcutClash"_s)->text().contains(u"File"_s));
    QVERIFY(!page->findChild<QAbstractButton *>(u"addKeys"_s)->isEnabled());
}

void tst_SettingsPage::presetsHaveNoClashes_data()
{
    QTest::addColumn<QString>("preset");
    for (const QString &preset : Keymap::presets()) QTest::newRow(qPrintable(preset)) << preset;
}

void tst_SettingsPage::presetsHaveNoClashes()
{
    QFETCH(QString, preset);
    TestWindow window;
    window->settingsDesk()->openPage(true); // the keys of menus and panes are known to it
    Keymap *keymap = window->settingsDesk()->keymap();
    QStringList unknown;
    for (const KeyPreset &each : keyPresets())
        for (const PresetKey &key : each.keys) {
            const QString id = QString::fromLatin1(key.id);
            if (preset == QLatin1StringView(each.name) &&
                std::ranges::find(keymap->entries(), id, &KeyEntry::id) == keymap->entries().end())
                unknown << id;
            const QStringList texts = QString::fromLatin1(key.keys).split(u' ', Qt::SkipEmptyParts);
            QCOMPARE(fromText(texts).size(), texts.size());
        }
    QCOMPARE(unknown, QStringList());
    keymap->setPreset(preset);
    QCOMPARE(keymap->allClashes().join(u", "_s), QString());
    // They are the keys of the real actions.
    for (const KeyEntry &entry : keymap->entries())
        QCOMPARE(window->commands()[entry.id]->shortcuts(), keymap->keysOf(entry.id));
}

void tst_SettingsPage::toolBarShowsOtherKeys()
{
    TestWindow window;
    EditorPage *file = window.newFile("print(1);\n");
    window->settingsDesk()->keymap()->setKeys(u"run"_s, {QKeySequence(u"F9"_s)});
    file->editor()->setFocus();
    const quint64 before = window->runList()->frontRun();
    window.press(Qt::Key_F5);
    QCOMPARE(window->runList()->frontRun(), before);
    window.press(Qt::Key_F9);
    QVERIFY(window->runList()->frontRun() != before);
}

void tst_SettingsPage::firstStartNamesTheKeysInForce()
{
    Settings settings; // the one of the window below reads the same files
    settings.state().remove(u"window/introSeen"_s);
    settings.file().set(u"keys/run"_s, u"F9"_s);
    settings.file().set(u"keys/stop"_s, QJsonArray());
    settings.file().flush();
    settings.state().flush();
    WindowOptions options;
    options.firstScript = true;
    MainWindow window(options);
    const auto *label = window.editors()->notices()->findChild<widgets::SpanLabel *>();
    QVERIFY(label != nullptr);
    const QString text = widgets::plainText(label->spans());
    QVERIFY2(text.contains(u"F9  runs"), qPrintable(text));
    QVERIFY2(!text.contains(u"F5") && !text.contains(u"stops"), qPrintable(text)); // a command without keys is left out
    QVERIFY2(text.contains(u"Alt+P  goes"), qPrintable(text));
}

void tst_SettingsPage::workersWorkAtOnce()
{
    TestWindow window;
    SettingsPage *page = window->settingsDesk()->openPage();
    auto *workers = field<QSpinBox>(page, key::kWorkers);
    workers->setFocus();
    workers->setValue(3);
    QTRY_COMPARE(window->engine().threadCount(), 3);
    const auto *shown = window->findChild<widgets::StatusItem *>(u"statusWorkers"_s);
    QTRY_VERIFY2(shown->text().contains(u"/ 3"), qPrintable(shown->text()));
    window->userSettings()->reset(key::kWorkers);
    QTRY_COMPARE(window->engine().threadCount(), QThread::idealThreadCount());
}

void tst_SettingsPage::historyIsKeptAsLongAsSaid()
{
    TestWindow window;
    Settings *settings = window->userSettings();
    window->panes()->show(u"history"_s);
    auto *empty = window->historyPane()->findChild<widgets::EmptyState *>();
    QTRY_VERIFY(empty->isVisible());
    settings->set(key::kHistoryDays, 7);
    QTRY_VERIFY(empty->accessibleName().contains(u"7 days") || empty->accessibleDescription().contains(u"7 days"));
    settings->set(key::kHistoryKeep, false);
    QTRY_COMPARE(SettingsDesk::historyBounds(*settings).bytes, 0);
    window.newFile("print(1);\n");
    quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    settings->set(key::kHistoryKeep, true);
    window.page()->editor()->setFocus();
    run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    QTRY_COMPARE(window->historyPane()->model()->rowCount(), 1); // the second
    settings->set(key::kHistoryMegabytes, 0);
    QCOMPARE(SettingsDesk::historyBounds(*settings).bytes, std::numeric_limits<qint64>::max());
}

void tst_SettingsPage::notificationsAsTheSettingsSay()
{
    TestWindow window;
    const auto *notifier = window->findChild<RunNotifier *>();
    Settings *settings = window->userSettings();
    QCOMPARE(notifier->leastSeconds(), 10);
    settings->set(key::kNotifySeconds, 45);
    QTRY_COMPARE(notifier->leastSeconds(), 45);
    settings->set(key::kNotify, false);
    QTRY_VERIFY(notifier->leastSeconds() < 0);
    settings->file().flush();
    TestWindow next; // holds from its start
    QVERIFY(next->findChild<RunNotifier *>()->leastSeconds() < 0);
}

void tst_SettingsPage::pageByKeysAlone()
{
    TestWindow window;
    SettingsPage *page = window->settingsDesk()->openPage();
    QVERIFY(QTest::qWaitForWindowActive(page));
    QTRY_COMPARE(QApplication::focusWidget(), page->searchField());
    QSet<QWidget *> reached;
    for (int i = 0; i < 200; ++i) {
        QWidget *focus = QApplication::focusWidget();
        QVERIFY(focus != nullptr);
        reached.insert(focus);
        QTest::keyClick(focus, Qt::Key_Tab);
    }
    for (const SettingRow *row : page->rows())
        QVERIFY2(reached.contains(row->field()->control()), row->setting().key.data());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QTRY_VERIFY(window->findChild<SettingsPage *>() == nullptr || !page->isVisible());
}

QTEST_MAIN(tst_SettingsPage)
#include "tst_settings_page.moc"
