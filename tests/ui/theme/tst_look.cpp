// SPDX-License-Identifier: GPL-3.0-or-later
//
// Icons, fonts, sizes, words of run states, and the theme that follows the desktop.
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/latchkey_style.h"
#include "ui/theme/metrics.h"
#include "ui/theme/run_state_look.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>
#include <QWidget>
#include <set>

using namespace Qt::StringLiterals;
using namespace latchkey::theme;

namespace {

// The colours of all pixels that are not transparent, without their alpha.
std::set<QRgb> solidColors(const QImage &image)
{
    std::set<QRgb> colors;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (qAlpha(image.pixel(x, y)) == 255) colors.insert(image.pixel(x, y) & 0xffffff);
    return colors;
}

int painted(const QImage &image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) count += qAlpha(image.pixel(x, y)) > 0;
    return count;
}

} // namespace

class tst_Look : public QObject
{
    Q_OBJECT

private slots:
    void cleanup();
    void everyIconDraws_data();
    void everyIconDraws();
    void iconTakesTheTokensColor();
    void disabledIconIsFaint();
    void iconFollowsTheScheme();
    void iconHasThePixelsOfItsScale();
    void backIsTheMirrorOfForward();
    void applicationIconKeepsItsColors();
    void metricsAtTheReference_data();
    void metricsAtTheReference();
    void metricsGrowWithTheFont();
    void comfortableAddsFourToRowsOnly();
    void fiveSizes();
    void digitsAreTabular();
    void codeFontHasNoLigatures();
    void codeFontOfTheUser();
    void codeFontNotInstalled();
    void zoomIsClamped();
    void runStates_data();
    void runStates();
    void onlyRunningSpins();
    void themeSwitches();
    void themeKeepsQuietWhenNothingChanges();
    void desktopStyleAndBack();
    void editorThemesAgreeWithTokens_data();
    void editorThemesAgreeWithTokens();
};

void tst_Look::cleanup()
{
    Theme::instance().setScheme(Theme::Scheme::System);
    Theme::instance().setComfortable(false);
    Theme::instance().setZoom(100);
}

void tst_Look::everyIconDraws_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : Icons::names()) QTest::newRow(qPrintable(name)) << name;
}

void tst_Look::everyIconDraws()
{
    QFETCH(QString, name);
    for (const int size : {kChevron, kSmallIcon, kIcon, 32})
        QVERIFY(painted(Icons::pixmap(name, Qt::black, size, 1.0).toImage()) >= size / 2);
}

void tst_Look::iconTakesTheTokensColor()
{
    for (const Token token : {Token::Text, Token::Fail, Token::Key}) {
        const QImage image = Icons::icon(u"stop"_s, token).pixmap(QSize(16, 16), 1.0).toImage();
        QCOMPARE(solidColors(image), std::set<QRgb>{color(token).rgb() & 0xffffff});
    }
}

void tst_Look::disabledIconIsFaint()
{
    const QImage image = Icons::icon(u"stop"_s, Token::Fail).pixmap(QSize(16, 16), 1.0, QIcon::Disabled).toImage();
    QCOMPARE(solidColors(image), std::set<QRgb>{color(Token::Faint).rgb() & 0xffffff});
}

void tst_Look::iconFollowsTheScheme()
{
    const QIcon icon = Icons::icon(u"stop"_s, Token::Ok);
    Theme::instance().setScheme(Theme::Scheme::Light);
    const auto light = solidColors(icon.pixmap(QSize(16, 16), 1.0).toImage());
    Theme::instance().setScheme(Theme::Scheme::Dark);
    const auto dark = solidColors(icon.pixmap(QSize(16, 16), 1.0).toImage());
    QCOMPARE(light, std::set<QRgb>{Tokens::light()[Token::Ok].rgb() & 0xffffff});
    QCOMPARE(dark, std::set<QRgb>{Tokens::dark()[Token::Ok].rgb() & 0xffffff});
}

void tst_Look::iconHasThePixelsOfItsScale()
{
    const QPixmap pixmap = Icons::icon(u"run"_s).pixmap(QSize(16, 16), 2.0);
    QCOMPARE(pixmap.size(), QSize(32, 32));
    QCOMPARE(pixmap.devicePixelRatio(), 2.0);
    QCOMPARE(Icons::icon(u"run"_s).pixmap(QSize(14, 14), 1.0).size(), QSize(14, 14));
}

void tst_Look::backIsTheMirrorOfForward()
{
    const QImage forward = Icons::pixmap(u"chevron-right"_s, Qt::black, 16, 1.0).toImage();
    const QImage back = Icons::pixmap(u"chevron-left"_s, Qt::black, 16, 1.0).toImage();
    QCOMPARE(back, forward.mirrored(true, false));
    QVERIFY(back != forward);
    QCOMPARE(Icons::forwardChevron(Qt::RightToLeft), u"chevron-left"_s);
    QCOMPARE(Icons::forwardChevron(Qt::LeftToRight), u"chevron-right"_s);
}

void tst_Look::applicationIconKeepsItsColors()
{
    const auto colors = solidColors(Icons::application().pixmap(QSize(64, 64), 1.0).toImage());
    QVERIFY(colors.contains(0x34527a));
    QVERIFY(colors.contains(0xc3a4f2));
}

void tst_Look::metricsAtTheReference_data()
{
    QTest::addColumn<int>("part");
    QTest::addColumn<int>("height");
    const auto row = [](const char *name, Part part, int height) {
        QTest::newRow(name) << static_cast<int>(part) << height;
    };
    row("menu bar", Part::MenuBar, 28);
    row("tool bar", Part::ToolBar, 42);
    row("tool button", Part::ToolButton, 30);
    row("editor tab", Part::EditorTab, 32);
    row("dock tab", Part::DockTab, 32);
    row("filter bar", Part::FilterBar, 34);
    row("small button", Part::SmallButton, 26);
    row("run row", Part::RunRow, 30);
    row("problem row", Part::ProblemRow, 30);
    row("palette row", Part::PaletteRow, 32);
    row("palette field", Part::PaletteField, 30);
    row("notification bar", Part::NotificationBar, 36);
    row("output line", Part::OutputLine, 20);
    row("tree row", Part::TreeRow, 24);
    row("batch row", Part::BatchRow, 26);
    row("permissions row", Part::PermissionsRow, 30);
    row("table header", Part::TableHeader, 28);
    row("statistics strip", Part::StatisticsStrip, 46);
    row("status bar", Part::StatusBar, 26);
}

void tst_Look::metricsAtTheReference()
{
    QFETCH(int, part);
    QFETCH(int, height);
    QCOMPARE(Metrics::forFontHeight(16).height(static_cast<Part>(part)), height);
    QCOMPARE(Metrics::forFontHeight(12).height(static_cast<Part>(part)), height); // never less
}

void tst_Look::metricsGrowWithTheFont()
{
    const Metrics large = Metrics::forFontHeight(30);
    QCOMPARE(large.height(Part::RunRow), 44); // 30 + (30 - 16)
    QCOMPARE(large.height(Part::OutputLine), 34);
    QCOMPARE(large.scaledWidth(32), 60);
    QCOMPARE(Metrics::forFontHeight(16).scaledWidth(32), 32);
}

void tst_Look::comfortableAddsFourToRowsOnly()
{
    const Metrics plain = Metrics::forFontHeight(16);
    const Metrics comfortable = Metrics::forFontHeight(16, true);
    QCOMPARE(comfortable.height(Part::RunRow), plain.height(Part::RunRow) + 4);
    QCOMPARE(comfortable.height(Part::TreeRow), plain.height(Part::TreeRow) + 4);
    QCOMPARE(comfortable.height(Part::StatusBar), plain.height(Part::StatusBar));
    QCOMPARE(comfortable.height(Part::ToolButton), plain.height(Part::ToolButton));
}

void tst_Look::fiveSizes()
{
    QFont system;
    system.setPixelSize(15);
    const Fonts fonts(system);
    QCOMPARE(fonts.ui(TextSize::PageTitle).pixelSize(), 22);
    QCOMPARE(fonts.ui(TextSize::SectionTitle).pixelSize(), 18);
    QCOMPARE(fonts.ui(TextSize::Body).pixelSize(), 15);
    QCOMPARE(fonts.ui(TextSize::Small).pixelSize(), 14);
    QCOMPARE(fonts.ui(TextSize::Tiny).pixelSize(), 13);
    QCOMPARE(fonts.ui(TextSize::PageTitle).weight(), QFont::DemiBold);
    QCOMPARE(fonts.ui(TextSize::Body).weight(), QFont::Normal);
    QCOMPARE(fonts.editor().pixelSize(), 15);
    QCOMPARE(fonts.code().pixelSize(), 14);
}

void tst_Look::digitsAreTabular()
{
    QCOMPARE(Fonts().ui().featureValue("tnum"), 1u);
}

void tst_Look::codeFontHasNoLigatures()
{
    const QFont code = Fonts().editor();
    QVERIFY(code.isFeatureSet("calt") && code.isFeatureSet("liga"));
    QCOMPARE(code.featureValue("calt"), 0u);
    QCOMPARE(code.featureValue("liga"), 0u);
}

void tst_Look::codeFontOfTheUser()
{
    const QStringList installed = QFontDatabase::families();
    if (installed.isEmpty()) QSKIP("no fonts on this machine");
    QCOMPARE(chooseCodeFamily(installed.last()), installed.last());
}

void tst_Look::codeFontNotInstalled()
{
    const QString chosen = chooseCodeFamily(u"No Such Font 4711"_s);
    QVERIFY(chosen != u"No Such Font 4711");
    QVERIFY(!chosen.isEmpty());
}

void tst_Look::zoomIsClamped()
{
    QFont system;
    system.setPixelSize(20);
    QCOMPARE(Fonts(system, {}, 200).editor().pixelSize(), 40);
    QCOMPARE(Fonts(system, {}, 301).zoom(), 300);
    QCOMPARE(Fonts(system, {}, 49).zoom(), 50);
    QCOMPARE(Fonts(system, {}, 200).ui().pixelSize(), 20);
}

void tst_Look::runStates_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("icon");
    QTest::addColumn<QString>("light");
    QTest::addColumn<QString>("dark");
    QTest::addColumn<bool>("over");
    const auto row = [](RunState state, const char *word, const char *icon, const char *light, const char *dark,
                        bool over) {
        QTest::newRow(word) << static_cast<int>(state) << QString::fromLatin1(word) << QString::fromLatin1(icon)
                            << QString::fromLatin1(light) << QString::fromLatin1(dark) << over;
    };
    row(RunState::Queued, "Queued", "queued", "#5a6168", "#a8b0b8", false);
    row(RunState::Compiling, "Compiling", "compiling", "#1f5fa8", "#7cb8ff", false);
    row(RunState::Running, "Running", "running", "#1f5fa8", "#7cb8ff", false);
    row(RunState::WaitingForYou, "Waiting for you", "permission-key", "#6b3fa0", "#c3a4f2", false);
    row(RunState::Waiting, "Waiting", "waiting", "#1f5fa8", "#7cb8ff", false);
    row(RunState::Paused, "Paused", "pause", "#8a5300", "#f2b84b", false);
    row(RunState::Stopping, "Stopping", "stopping", "#8a5300", "#f2b84b", false);
    row(RunState::Finished, "Finished", "finished", "#1a7a3c", "#6fd08c", true);
    row(RunState::Failed, "Failed", "failed", "#b3261e", "#ff9a94", true);
    row(RunState::TimedOut, "Timed out", "timed-out", "#b3261e", "#ff9a94", true);
    row(RunState::LimitReached, "Limit reached", "limit", "#8a5300", "#f2b84b", true);
    row(RunState::Stopped, "Stopped", "stopped", "#5a6168", "#a8b0b8", true);
    row(RunState::Lost, "Lost", "lost", "#8a5300", "#f2b84b", true);
}

void tst_Look::runStates()
{
    QFETCH(int, state);
    QFETCH(bool, over);
    const RunStateLook look = runStateLook(static_cast<RunState>(state));
    QTEST(look.word, "word");
    QTEST(look.icon, "icon");
    QTEST(Tokens::light()[look.token].name(), "light");
    QTEST(Tokens::dark()[look.token].name(), "dark");
    QCOMPARE(isOver(static_cast<RunState>(state)), over);
    QVERIFY(Icons::exists(look.icon));
    QVERIFY(!look.desktopIcon.isEmpty());
}

void tst_Look::onlyRunningSpins()
{
    for (const RunState state : allRunStates()) QCOMPARE(spins(state), state == RunState::Running);
}

void tst_Look::themeSwitches()
{
    Theme &theme = Theme::instance();
    theme.setScheme(Theme::Scheme::Light);
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setScheme(Theme::Scheme::Dark);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(tokens(), Tokens::dark());
    QCOMPARE(QApplication::palette().color(QPalette::Window), Tokens::dark()[Token::Window]);
    theme.setScheme(Theme::Scheme::Light);
    QCOMPARE(QApplication::palette().color(QPalette::Window), Tokens::light()[Token::Window]);
    QCOMPARE(QApplication::palette("QLineEdit").color(QPalette::Highlight), Tokens::light()[Token::TextSel]);
    theme.setScheme(Theme::Scheme::Desktop);
    QVERIFY(tokens().isDerived());
}

void tst_Look::themeKeepsQuietWhenNothingChanges()
{
    Theme &theme = Theme::instance();
    theme.setComfortable(true);
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setComfortable(true);
    QCOMPARE(changed.size(), 0);
    theme.setZoom(150);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(fonts().zoom(), 150);
    QVERIFY(metrics().isComfortable());
}

void tst_Look::desktopStyleAndBack()
{
    Theme &theme = Theme::instance();
    QVERIFY(qobject_cast<LatchkeyStyle *>(QApplication::style()));
    theme.setUseDesktopStyle(true);
    QVERIFY(!qobject_cast<LatchkeyStyle *>(QApplication::style()));
    QVERIFY(tokens().isDerived());
    theme.setUseDesktopStyle(false);
    QVERIFY(qobject_cast<LatchkeyStyle *>(QApplication::style()));
    QVERIFY(!tokens().isDerived());
}

void tst_Look::editorThemesAgreeWithTokens_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << u"latchkey-light"_s << false;
    QTest::newRow("dark") << u"latchkey-dark"_s << true;
}

void tst_Look::editorThemesAgreeWithTokens()
{
    QFETCH(QString, file);
    QFETCH(bool, dark);
    QFile json(u":/org.kde.syntax-highlighting/themes-addons/%1.theme"_s.arg(file));
    QVERIFY(json.open(QIODevice::ReadOnly));
    const QJsonObject theme = QJsonDocument::fromJson(json.readAll()).object();
    const Tokens tokens = dark ? Tokens::dark() : Tokens::light();
    QCOMPARE(theme[u"metadata"].toObject()[u"name"].toString(), tokens.editorTheme());
    const QJsonObject styles = theme[u"text-styles"].toObject();
    const std::pair<QString, Token> pairs[] = {
        {u"Normal"_s, Token::Text},         {u"Keyword"_s, Token::SyntaxKeyword}, {u"Function"_s, Token::SyntaxFunc},
        {u"Extension"_s, Token::SyntaxCap}, {u"String"_s, Token::SyntaxString},   {u"DecVal"_s, Token::SyntaxNumber},
        {u"Operator"_s, Token::SyntaxOp},   {u"Comment"_s, Token::SyntaxComment},
    };
    for (const auto &[style, token] : pairs)
        QCOMPARE(styles[style].toObject()[u"text-color"].toString(), tokens[token].name());
}

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    Theme::instance().apply();
    tst_Look test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_look.moc"
