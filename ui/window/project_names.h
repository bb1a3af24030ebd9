// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where other files of a folder use a name of one file: those that hold the letters are found by the folder search,
// then read as scripts on the language's threads. Texts of open tabs are taken as they are there, saved or not. One
// search at a time; it is among the background jobs and can be ended there.
#pragma once

#include "engine/language/navigation.h"
#include "ui/jobs/job.h"
#include "ui/project/folder_search.h"

#include <QHash>
#include <QObject>

namespace latchkey::window {

/// One file that uses the name.
struct NameUses {
    QString path;
    QByteArray text; ///< the places are in this one
    language::ForeignUses uses;
};

class ProjectNames : public QObject
{
    Q_OBJECT

public:
    explicit ProjectNames(QObject *parent);
    ~ProjectNames() override;

    /// Looks in all scripts below `folder` but the name's own; `openTexts` by path. Answers `found`, once, unless
    /// another search begins.
    void search(const language::SharedName &name, const QString &folder, const QHash<QString, QByteArray> &openTexts);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_stop != nullptr; }

signals:
    /// All files that use it, by path; those found so far when the search was ended.
    void found(const QList<latchkey::window::NameUses> &files);

private:
    void analyseFiles(const QStringList &paths);

    project::FolderSearch *m_files;
    QStringList m_paths;
    language::SharedName m_name;
    QHash<QString, QByteArray> m_openTexts;
    editor::SearchStop m_stop;
    jobs::Job m_job;
};

} // namespace latchkey::window
