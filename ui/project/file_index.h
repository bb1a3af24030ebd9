// SPDX-License-Identifier: GPL-3.0-or-later
//
// The names of all files of a folder, for opening one by a few letters. Listed and searched off the GUI thread: a
// hundred thousand names are found through in milliseconds, and typing on drops what is not wanted any more.
#pragma once

#include "ui/editor/text_search.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <vector>

namespace latchkey::project {

struct IndexedFiles; ///< an unchanging list of paths

struct FileHit {
    QString path; ///< absolute
    QString name;
    QString folder;  ///< below the indexed one, "" for itself
    QList<int> hits; ///< letters of `name` that match
    double score = 0;
};

/// The best `most` of the files for what was typed; letters may stand for name and folders ("ed/main" finds
/// "ui/editor/main_window.cpp").
[[nodiscard]] QList<FileHit> findFiles(const IndexedFiles &files, const QString &typed, int most,
                                       const editor::SearchStop &stop);

class FileIndex : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype kMaxFiles = 500'000;

    using QObject::QObject;
    ~FileIndex() override;

    /// Lists the folder, if that was not done just now.
    void refresh(const QString &folder);
    [[nodiscard]] const QString &folder() const { return m_folder; }
    [[nodiscard]] bool isListing() const { return m_stop != nullptr; }
    [[nodiscard]] qsizetype size() const;
    /// Finds on another thread and calls `answer` on this one, unless asked again meanwhile.
    void find(const QString &typed, int most, std::function<void(const QList<FileHit> &)> answer);

signals:
    void listed();

private:
    QString m_folder;
    std::shared_ptr<const IndexedFiles> m_files;
    editor::SearchStop m_stop;   ///< of a listing under way
    editor::SearchStop m_search; ///< of the last question
    qint64 m_listedAt = 0;       ///< ms of a steady clock
};

} // namespace latchkey::project
