// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/file_compare.h"

#include "ui/editor/background.h"
#include "ui/editor/backup_store.h"
#include "ui/window/commands.h"
#include "ui/window/editor_area.h"
#include "ui/window/text_diff.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace latchkey::window {

using editor::Backup;
using editor::BackupStore;

namespace {

std::expected<QByteArray, QString> readFromDisk(const QString &path)
{
    const auto file = editor::SafeFile::read(path, editor::kMaxFile);
    if (!file) return std::unexpected(file.error().message);
    return editor::decodeText(file->bytes).text;
}

std::expected<QByteArray, QString> readVersion(const Backup &backup)
{
    const auto bytes = BackupStore::read(backup);
    if (!bytes) return std::unexpected(FileCompare::tr("This version could not be read."));
    return editor::decodeText(*bytes).text;
}

QString nameOf(const Backup &backup)
{
    const QLocale locale;
    const QDateTime when = backup.when;
    const QString time = when.date() == QDate::currentDate() ? locale.toString(when.time(), u"HH:mm:ss"_s)
                                                             : locale.toString(when, QLocale::ShortFormat);
    return FileCompare::tr("what was replaced at %1").arg(time);
}

} // namespace

FileCompare::FileCompare(EditorArea *area, const QString &stateFolder, QWidget *window)
    : QObject(window)
    , m_area(area)
    , m_stateFolder(stateFolder)
    , m_window(window)
{
}

QString FileCompare::versionsFolder() const
{
    return m_stateFolder.isEmpty() ? QString() : m_stateFolder + u"/versions"_s;
}

void FileCompare::addCommands(Commands &commands)
{
    commands.add({u"compareDisk"_s, Menu::File, tr("Compare with the file on disk…"), {}, u"diff"_s}, this, [this] {
        if (m_area->currentPage() != nullptr) showDiskDifference(m_area->currentPage());
    });
    commands.add({u"compareVersions"_s,
                  Menu::File,
                  tr("Compare with an earlier version…"),
                  {},
                  u"history"_s,
                  tr("what was there before a save")},
                 this, [this] {
                     if (m_area->currentPage() != nullptr) showEarlierVersions(m_area->currentPage());
                 });
}

void FileCompare::showDiskDifference(EditorPage *page)
{
    const QString path = page->path();
    if (path.isEmpty()) return emit said(tr("%1 was never saved").arg(page->name()));
    const TextVersion disk{tr("the file on disk"), [path] { return readFromDisk(path); }};
    auto *diff =
        new TextDiff(tr("%1 and the file on disk").arg(page->name()), {disk}, page->editor()->utf8(), m_window);
    diff->addAction(tr("Take the text of the file"), [page = QPointer(page)](const QByteArray &) {
        if (page) page->document()->reload();
    });
    diff->show();
}

void FileCompare::showEarlierVersions(EditorPage *page)
{
    const QString path = page->path();
    if (path.isEmpty() || m_stateFolder.isEmpty())
        return emit said(tr("There is no earlier version of %1").arg(page->name()));
    editor::inBackground([folder = versionsFolder(), path] {
        return BackupStore::list(folder, path);
    }).then(this, [this, page = QPointer(page)](const QList<Backup> &backups) {
        if (!page) return;
        if (backups.isEmpty()) return emit said(tr("There is no earlier version of %1").arg(page->name()));
        QList<TextVersion> versions;
        for (const Backup &backup : backups)
            versions << TextVersion{nameOf(backup), [backup] { return readVersion(backup); }};
        auto *diff =
            new TextDiff(tr("Earlier versions of %1").arg(page->name()), versions, page->editor()->utf8(), m_window);
        diff->addAction(tr("Take this version"), [page](const QByteArray &version) {
            if (page && !page->document()->isReadOnly()) page->editor()->replaceText(version);
        });
        diff->show();
    });
}

} // namespace latchkey::window
