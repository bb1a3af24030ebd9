// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/about.h"

#include "ui/editor/background.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/window/message_log.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSysInfo>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace latchkey::window {
namespace {

enum Column : quint8 { Name, Version, Licence, Task, Columns };
constexpr int kLogo = 48, kColumnGap = 16;
constexpr QSize kSize(740, 540);

QLabel *label(const QString &text, const QString &id)
{
    auto *made = new QLabel(text);
    made->setObjectName(id);
    made->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return made;
}

} // namespace

About::About(const QString &script, QWidget *parent)
    : QDialog(parent)
    , m_script(script)
    , m_version(label({}, u"aboutVersion"_s))
    , m_table(new QTreeWidget)
    , m_withScript(new QCheckBox(tr("With the script in front")))
    , m_copied(label({}, u"aboutCopied"_s))
{
    setObjectName(u"about"_s);
    setWindowTitle(tr("About Latchkey"));
    setAttribute(Qt::WA_DeleteOnClose);
    makeTable();
    auto *copy = new widgets::SmallButton(tr("Copy report"));
    copy->setObjectName(u"copyReport"_s);
    copy->setToolTip(tr("Versions, platform and the last lines of the log, to tell of a fault"));
    connect(copy, &QAbstractButton::clicked, this, &About::copyReport);
    auto *close = new widgets::SmallButton(tr("Close"));
    close->setObjectName(u"closeAbout"_s);
    connect(close, &QAbstractButton::clicked, this, &QWidget::close);
    m_withScript->setObjectName(u"reportScript"_s);
    m_withScript->setVisible(!script.isEmpty());
    m_copied->setForegroundRole(QPalette::PlaceholderText);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(theme::kSide);
    foot->addWidget(copy);
    foot->addWidget(m_withScript);
    foot->addWidget(m_copied, 1);
    foot->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::kPageMargin, theme::kPageMargin, theme::kPageMargin, theme::kRowMargin);
    column->setSpacing(theme::kRowMargin);
    column->addWidget(makeHead());
    column->addWidget(m_table, 1);
    column->addLayout(foot);
    resize(kSize);
    close->setFocus();
    editor::inBackground([] { return programParts(); }).then(this, [this](const QList<ProgramPart> &parts) {
        m_parts = parts;
        fill();
    });
}

QWidget *About::makeHead()
{
    auto *head = new QWidget;
    auto *logo = new QLabel;
    logo->setPixmap(theme::Icons::application().pixmap(QSize(kLogo, kLogo), devicePixelRatio()));
    logo->setAccessibleName(tr("Icon of Latchkey"));
    QLabel *name = label(u"Latchkey"_s, u"aboutName"_s);
    name->setFont(theme::fonts().ui(theme::TextSize::PageTitle));
    m_version->setText(tr("Version %1 on %2").arg(QStringLiteral(LATCHKEY_VERSION), QSysInfo::prettyProductName()));
    QLabel *licence = label(tr("Free software under the GNU General Public License, version 3 or later, without any "
                               "warranty."),
                            u"aboutLicence"_s);
    licence->setWordWrap(true);
    licence->setForegroundRole(QPalette::PlaceholderText);
    auto *text = new QVBoxLayout;
    text->setSpacing(theme::kBarGap);
    for (QLabel *each : {name, m_version, licence}) text->addWidget(each);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins({});
    row->setSpacing(theme::kPageMargin);
    row->addWidget(logo, 0, Qt::AlignTop);
    row->addLayout(text, 1);
    return head;
}

void About::makeTable()
{
    m_table->setObjectName(u"aboutParts"_s);
    m_table->setAccessibleName(tr("Parts, versions and licences"));
    m_table->setColumnCount(Columns);
    m_table->setHeaderLabels({tr("Part"), tr("Version"), tr("Licence"), tr("For")});
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->header()->setAccessibleName(tr("Columns"));
    m_table->header()->setSectionsMovable(false);
    m_table->header()->setStretchLastSection(true);
}

void About::fill()
{
    for (const ProgramPart &part : std::as_const(m_parts)) {
        auto *row = new QTreeWidgetItem(m_table, {part.name, part.version, part.licence, part.task});
        row->setForeground(Task, theme::color(theme::Token::Muted));
        row->setToolTip(Task, part.task);
    }
    for (const int column : {Name, Version, Licence}) {
        m_table->resizeColumnToContents(column);
        m_table->setColumnWidth(column, m_table->columnWidth(column) + kColumnGap);
    }
    m_table->setCurrentItem(m_table->topLevelItem(0));
}

void About::copyReport()
{
    if (m_parts.isEmpty()) return; // not known yet, a moment after opening
    const QString source = m_withScript->isChecked() ? m_script : QString();
    QGuiApplication::clipboard()->setText(programReport(m_parts, MessageLog::lines(), source));
    m_copied->setText(source.isEmpty() ? tr("The report is on the clipboard.")
                                       : tr("The report is on the clipboard, with the script."));
}

} // namespace latchkey::window
