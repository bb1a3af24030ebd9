// SPDX-License-Identifier: GPL-3.0-or-later
//
// English plurals. Texts are written once with "(s)" where the number decides ("%n file(s)"); this translator writes
// them as English does, so that no translation file is needed for the language the texts are in. Translations into
// other languages are installed after it and are asked first.
#pragma once

#include <QTranslator>

namespace latchkey::window {

class English : public QTranslator
{
    Q_OBJECT

public:
    using QTranslator::QTranslator;

    [[nodiscard]] QString translate(const char *context, const char *source, const char *disambiguation,
                                    int n) const override;
    [[nodiscard]] bool isEmpty() const override { return false; }

    /// Installs it for the program, once.
    static void install();
};

} // namespace latchkey::window
