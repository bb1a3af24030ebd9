// SPDX-License-Identifier: GPL-3.0-or-later
//
// latchkey-ide [FILE[:LINE[:COLUMN]]...] [--new | --new-session | --run-clipboard] [--new-window] [--screenshot
// FILE.png [--run SCRIPT]
// [--scheme light|dark] [--size WxH] [--scale N]]: the window. LATCHKEY_TRACE_START=1 tells on standard error how many
// milliseconds after the start of the process the window first painted.
#include "engine/capability/broker.h"
#include "ui/theme/theme.h"
#include "ui/widgets/accessibility.h"
#include "ui/window/languages.h"
#include "ui/window/main_window.h"
#include "ui/window/message_log.h"
#include "ui/window/screenshot.h"
#include "ui/window/single_instance.h"
#include "ui/window/stall_watchdog.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <cstdio>
#include <ctime>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace latchkey;

namespace {

// Milliseconds since the kernel started this process, to its clock tick.
double millisecondsSinceStart()
{
    QFile stat(u"/proc/self/stat"_s);
    if (!stat.open(QIODevice::ReadOnly)) return 0;
    // Behind the name in brackets, which may hold anything, the start is the 20th field.
    const QByteArray line = stat.readAll();
    const QList<QByteArray> fields = line.sliced(line.lastIndexOf(')') + 2).split(' ');
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    const double started = fields.value(19).toDouble() / double(sysconf(_SC_CLK_TCK));
    return (double(now.tv_sec) + double(now.tv_nsec) / 1e9 - started) * 1000;
}

/// Tells when the window has painted for the first time.
class StartTrace : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::Paint) return false;
        watched->removeEventFilter(this);
        std::fprintf(stderr, "first paint after %.0f ms\n", millisecondsSinceStart());
        return false;
    }
};

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(QCoreApplication::translate("main", "Latchkey: an IDE for ML."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions(
        {{u"new"_s, QCoreApplication::translate("main", "Begin a new script.")},
         {u"new-session"_s, QCoreApplication::translate("main", "Begin a new session, to try out code in.")},
         {u"run-clipboard"_s,
          QCoreApplication::translate("main", "Run the text of the clipboard as a new script without any permission.")},
         {{u"new-window"_s, u"standalone"_s}, QCoreApplication::translate("main", "Do not use a window that is open.")},
         {u"screenshot"_s, QCoreApplication::translate("main", "Save a picture of the window and end."), u"file"_s},
         {u"run"_s, QCoreApplication::translate("main", "For a picture: run this first."), u"script"_s},
         {u"command"_s, QCoreApplication::translate("main", "For a picture: this command first, e.g. settings."),
          u"id"_s},
         {u"scheme"_s, QCoreApplication::translate("main", "light, dark or contrast"), u"name"_s},
         {u"size"_s, QCoreApplication::translate("main", "Size of the window, e.g. 1440x900."), u"WxH"_s},
         {u"scale"_s, QCoreApplication::translate("main", "Scale of the picture, e.g. 2."), u"factor"_s}});
    parser.addPositionalArgument(u"files"_s,
                                 QCoreApplication::translate("main", "Files to open, each with an optional :line."),
                                 u"[files...]"_s);
}

QSize sizeOf(const QString &text)
{
    static const QRegularExpression kSize(uR"(^(\d+)x(\d+)$)"_s);
    const QRegularExpressionMatch match = kSize.match(text);
    return match.hasMatch() ? QSize(match.captured(1).toInt(), match.captured(2).toInt()) : QSize();
}

window::StartWish wishOf(const QCommandLineParser &parser)
{
    using Task = window::StartWish::Task;
    window::StartWish wish;
    for (const QString &argument : parser.positionalArguments())
        wish.places << window::placeFromArgument(argument, QDir::currentPath());
    if (parser.isSet(u"run-clipboard"_s)) wish.task = Task::RunClipboard;
    else if (parser.isSet(u"new"_s)) wish.task = Task::NewScript;
    else if (parser.isSet(u"new-session"_s)) wish.task = Task::NewSession;
    return wish;
}

} // namespace

int main(int argc, char *argv[])
{
    // The scale must be known before the application is.
    for (int i = 1; i + 1 < argc; ++i)
        if (qstrcmp(argv[i], "--scale") == 0) qputenv("QT_SCALE_FACTOR", argv[i + 1]);
    QApplication app(argc, argv);
    QApplication::setApplicationName(u"latchkey-ide"_s);
    QApplication::setApplicationDisplayName(u"Latchkey"_s);
    QApplication::setApplicationVersion(QStringLiteral(LATCHKEY_VERSION));
    QApplication::setDesktopFileName(u"latchkey-ide"_s);
    window::installLanguage(window::wishedLanguage());
    QCommandLineParser parser;
    addOptions(parser);
    parser.process(app);

    const window::StartWish wish = wishOf(parser);
    const QString picture = parser.value(u"screenshot"_s);
    bool alone = parser.isSet(u"new-window"_s) || !picture.isEmpty();
    window::SingleInstance instance;
    if (!alone) {
        const window::SingleInstance::Start start = instance.handOver(wish);
        if (start == window::SingleInstance::Start::HandedOver) return 0;
        alone = start == window::SingleInstance::Start::Beside;
    }

    window::MessageLog::install();
    widgets::installAccessibility();
    theme::Theme::instance().apply();
    window::WindowOptions options;
    if (picture.isEmpty()) options.stateFolder = window::defaultStateFolder();
    options.restoreSession = !alone;
    options.firstScript =
        picture.isEmpty() && wish.places.isEmpty() && wish.task == window::StartWish::Task::None && !alone;
    window::MainWindow main(options);
    main.engine().broker().setPolicies(capability::loadPolicies()); // before any script can run
    if (parser.isSet(u"scheme"_s))
        theme::Theme::instance().setScheme(parser.value(u"scheme"_s) == u"dark" ? theme::Theme::Scheme::Dark
                                           : parser.value(u"scheme"_s) == u"contrast"
                                               ? theme::Theme::Scheme::HighContrast
                                               : theme::Theme::Scheme::Light);
    if (const QSize size = sizeOf(parser.value(u"size"_s)); size.isValid()) main.resize(size);
    StartTrace trace;
    if (qEnvironmentVariableIntValue("LATCHKEY_TRACE_START") == 1) main.installEventFilter(&trace);
    QObject::connect(&instance, &window::SingleInstance::wishArrived, &main,
                     [&main](const window::StartWish &arrived, const QString &token) {
                         if (!token.isEmpty()) qputenv("XDG_ACTIVATION_TOKEN", token.toUtf8());
                         main.show();
                         main.raise();
                         main.activateWindow();
                         main.fulfil(arrived);
                     });
#ifndef NDEBUG
    const window::StallWatchdog watchdog(window::StallWatchdog::Culprits::Named);
#endif
    main.fulfil(wish);
    main.show();
    if (!picture.isEmpty()) new window::Screenshot(&main, picture, parser.value(u"run"_s), parser.values(u"command"_s));
    return QApplication::exec();
}
