// SPDX-License-Identifier: GPL-3.0-or-later
//
// Help → About: the version, what it stands on, and under which licences. The text can be selected and copied.
#pragma once

#include <QDialog>

namespace latchkey::window {

class About : public QDialog
{
    Q_OBJECT

public:
    explicit About(QWidget *parent = nullptr);
    /// Versions of the program, Qt and the libraries, one a line.
    static QString versions();
};

} // namespace latchkey::window
