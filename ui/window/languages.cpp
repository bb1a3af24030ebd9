// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/languages.h"

#include "ui/settings/json_text.h"
#include "ui/settings/schema.h"
#include "ui/window/english.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLibraryInfo>
#include <QLocale>
#include <QStandardPaths>
#include <QTranslator>

#include <memory>

using namespace Qt::StringLiterals;

namespace latchkey::window {
namespace {

const QString kFolder = u":/latchkey/translations"_s, kPrefix = u"latchkey_"_s, kEnglish = u"en"_s;
constexpr qint64 kMaxSettings = 8 << 20;

void installFrom(const QString &file, const QString &folder)
{
    auto translator = std::make_unique<QTranslator>(QCoreApplication::instance());
    if (translator->load(file, folder)) QCoreApplication::installTranslator(translator.release());
}

// Dates and numbers follow the words; what the country decides stays as the system has it. Words in one script with
// figures in the digits of another would be read wrongly.
void followInNumbers(const QString &language)
{
    const QLocale system = QLocale::system();
    const QLocale::Language wanted = QLocale(language).language();
    if (wanted != system.language()) QLocale::setDefault(QLocale(wanted, system.territory()));
}

} // namespace

QStringList translatedLanguages()
{
    QStringList codes;
    for (const QString &file : QDir(kFolder).entryList({kPrefix + u"*.qm"_s}, QDir::Files, QDir::Name))
        codes << file.sliced(kPrefix.size()).chopped(3);
    return codes;
}

QString languageFor(const QString &wish, const QStringList &preferred)
{
    const QStringList spoken = translatedLanguages() << kEnglish;
    for (const QString &code : wish == u"system"_s ? preferred : QStringList(wish)) {
        const QString language = code.section(u'-', 0, 0).section(u'_', 0, 0);
        if (spoken.contains(language)) return language;
    }
    return kEnglish;
}

QString wishedLanguage()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/latchkey"_s;
    QFile file(folder + u"/settings.json"_s);
    if (!file.open(QIODevice::ReadOnly)) return u"system"_s;
    const auto values = settings::parseJsonText(file.read(kMaxSettings));
    const QString wish = values ? values->value(settings::key::kLanguage).toString() : QString();
    return wish.isEmpty() ? u"system"_s : wish;
}

void installLanguage(const QString &wish)
{
    English::install();
    const QString language = languageFor(wish, QLocale::system().uiLanguages());
    const bool hasOtherDigits = QLocale::system().zeroDigit() != QLocale(language).zeroDigit();
    if (wish != u"system"_s || hasOtherDigits) followInNumbers(language);
    if (language == kEnglish) return;
    // Asked in the order last to first.
    const QString shared = QLibraryInfo::path(QLibraryInfo::TranslationsPath);
    installFrom(u"qscintilla_"_s + language, shared);
    installFrom(u"qtbase_"_s + language, shared);
    installFrom(kPrefix + language, kFolder);
}

} // namespace latchkey::window
