// SPDX-License-Identifier: GPL-3.0-or-later
//
// Help → About: the version, and every part the program stands on with its version and licence. "Copy report" puts what
// somebody who looks for a fault needs on the clipboard: versions, platform, the last lines of the log; the script in
// front only if it is asked for.
#pragma once

#include "ui/window/program_parts.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QTreeWidget;

namespace latchkey::window {

class About : public QDialog
{
    Q_OBJECT

public:
    /// `script`: text of the one in front; empty: there is none.
    explicit About(const QString &script = {}, QWidget *parent = nullptr);

private:
    QWidget *makeHead();
    void makeTable();
    void fill();
    void copyReport();

    QString m_script;
    QList<ProgramPart> m_parts; ///< empty until they are known
    QLabel *m_version;
    QTreeWidget *m_table;
    QCheckBox *m_withScript;
    QLabel *m_copied;
};

} // namespace latchkey::window
