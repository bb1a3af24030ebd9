// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/english.h"

#include <QCoreApplication>

#include <cstring>

using namespace Qt::StringLiterals;

namespace latchkey::window {

QString English::translate(const char *, const char *source, const char *, int n) const
{
    if (n < 0 || source == nullptr || std::strstr(source, "(s)") == nullptr) return {};
    return QString::fromUtf8(source).replace("(s)"_L1, n == 1 ? ""_L1 : "s"_L1);
}

void English::install()
{
    static bool installed = false;
    if (std::exchange(installed, true)) return;
    QCoreApplication::installTranslator(new English(QCoreApplication::instance()));
}

} // namespace latchkey::window
