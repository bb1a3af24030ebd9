// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/about.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSysInfo>
#include <QVBoxLayout>
#include <Qsci/qsciglobal.h>

using namespace Qt::StringLiterals;

namespace latchkey::window {

QString About::versions()
{
    return QStringList{u"Latchkey %1"_s.arg(QStringLiteral(LATCHKEY_VERSION)),
                       u"Qt %1"_s.arg(QString::fromLatin1(qVersion())),
                       u"QScintilla %1"_s.arg(QStringLiteral(QSCINTILLA_VERSION_STR)),
                       u"%1, %2"_s.arg(QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture())}
        .join(u'\n');
}

About::About(QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"about"_s);
    setWindowTitle(tr("About Latchkey"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *logo = new QLabel;
    logo->setPixmap(theme::Icons::application().pixmap(QSize(64, 64), devicePixelRatio()));
    logo->setAccessibleName(tr("Icon of Latchkey"));
    auto *name = new QLabel(u"Latchkey"_s);
    name->setFont(theme::fonts().ui(theme::TextSize::PageTitle));
    auto *version = new QLabel(versions());
    version->setObjectName(u"aboutVersions"_s);
    auto *licences = new QLabel(tr(
        "Latchkey is free software under the GNU General Public License, version 3 or later, without any warranty.\n\n"
        "It stands on Qt (LGPL 3), QScintilla (GPL 3) with Scintilla (HPND), KSyntaxHighlighting (MIT), GMP (LGPL 3), "
        "PCRE2 (BSD), double-conversion (BSD) and ICU (Unicode licence)."));
    licences->setObjectName(u"aboutLicences"_s);
    licences->setWordWrap(true);
    for (QLabel *label : {version, licences})
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QWidget::close);
    auto *text = new QVBoxLayout;
    text->setSpacing(theme::kRowMargin);
    for (QLabel *label : {name, version, licences}) text->addWidget(label);
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::kSectionGap);
    row->addWidget(logo, 0, Qt::AlignTop);
    row->addLayout(text, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::kPageMargin, theme::kPageMargin, theme::kPageMargin, theme::kRowMargin);
    column->addLayout(row);
    column->addWidget(buttons);
    setMinimumWidth(480);
}

} // namespace latchkey::window
