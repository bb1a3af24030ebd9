// SPDX-License-Identifier: GPL-3.0-or-later
//
// latchkey-gallery [--scheme light|dark|desktop] [--scale 1|2] [--font FAMILY] [--right-to-left] [--out FILE.png]:
// shows every component in every state, or saves the page as a picture and ends.
#include "ui/theme/theme.h"
#include "ui/widgets/accessibility.h"
#include "ui/widgets/gallery/gallery.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFont>
#include <QTimer>

using namespace Qt::StringLiterals;
using latchkey::gallery::Gallery;
using latchkey::theme::Theme;

static Theme::Scheme schemeNamed(const QString &name)
{
    if (name == u"light") return Theme::Scheme::Light;
    if (name == u"dark") return Theme::Scheme::Dark;
    if (name == u"desktop") return Theme::Scheme::Desktop;
    return Theme::Scheme::System;
}

static bool save(Gallery &page, const QString &file)
{
    page.settle();
    return page.grab().save(file);
}

int main(int argc, char *argv[])
{
    // The scale must be known before the application is.
    for (int i = 1; i + 1 < argc; ++i)
        if (qstrcmp(argv[i], "--scale") == 0) qputenv("QT_SCALE_FACTOR", argv[i + 1]);
    QApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions({{u"scheme"_s, u"light, dark, desktop or system"_s, u"name"_s, u"system"_s},
                       {u"scale"_s, u"1 or 2"_s, u"factor"_s, u"1"_s},
                       {u"font"_s, u"UI font family, at 13 pixels"_s, u"family"_s},
                       {u"right-to-left"_s, u"mirror the layout"_s},
                       {u"out"_s, u"save the page here and end"_s, u"file"_s}});
    parser.process(app);
    if (parser.isSet(u"font"_s)) {
        QFont font(parser.value(u"font"_s));
        font.setPixelSize(13);
        QApplication::setFont(font);
    }
    if (parser.isSet(u"right-to-left"_s)) QApplication::setLayoutDirection(Qt::RightToLeft);
    latchkey::widgets::installAccessibility();
    Theme::instance().apply();
    Theme::instance().setScheme(schemeNamed(parser.value(u"scheme"_s)));

    Gallery page;
    page.show();
    if (!parser.isSet(u"out"_s)) return QApplication::exec();
    page.activateWindow();
    bool saved = false;
    // Once the window is active, so that the focused field shows its ring.
    QTimer::singleShot(0, &page, [&] {
        page.settle();
        QTimer::singleShot(0, &page, [&] {
            saved = save(page, parser.value(u"out"_s));
            QApplication::quit();
        });
    });
    QApplication::exec();
    return saved ? 0 : 1;
}
