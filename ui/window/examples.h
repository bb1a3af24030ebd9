// SPDX-License-Identifier: GPL-3.0-or-later
//
// The example scripts that come with the program: their titles, what each shows, and their text.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace latchkey::window {

struct Example {
    QString file;
    QString title;
    QString about;
    QByteArray inputs; ///< JSON text it wants as inputs
};

/// All examples, in the order they are shown. Read once.
const QList<Example> &examples();
QByteArray exampleText(const Example &example);
/// Whether its text mentions a call that can ask for a permission.
bool asksForSomething(const Example &example);

} // namespace latchkey::window
