// SPDX-License-Identifier: GPL-3.0-or-later
//
// The language the window speaks. Its texts are written in English, with plurals made by `English`; the translations in
// resources/translations come with the program as resources and are asked first, together with Qt's own words for
// dialogs and keys where the system has them. A change of the language shows at the next start: texts are set once,
// when their widget is made.
#pragma once

#include <QString>
#include <QStringList>

namespace latchkey::window {

/// The languages besides English that the program has all its texts in, as codes: "de".
QStringList translatedLanguages();
/// What `wish` means: "system" stands for the first of `preferred` (codes as the system names them, best first) that
/// the program speaks, and anything else for itself. "en" when there is none.
QString languageFor(const QString &wish, const QStringList &preferred);
/// What the user's settings wish for: "system", "en" or a code. Only reads, and so can be asked before anything else.
QString wishedLanguage();
/// Installs English and the wished language. Once, before the first text is asked for.
void installLanguage(const QString &wish);

} // namespace latchkey::window
