// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/project_names.h"

#include "ui/editor/language_service.h"
#include "ui/editor/safe_file.h"

#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::window {

namespace {

constexpr qint64 kLargestScript = 10'000'000;

NameUses usesIn(const QString &path, const QByteArray &text, const language::SharedName &name)
{
    const std::string folder = QFileInfo(path).path().toStdString();
    const language::DocumentPtr document =
        language::analyse(QFileInfo(path).fileName().toStdString(), text.toStdString(), path.toStdString());
    if (!document) return {};
    return {path, text, language::usesOf(document, name, editor::LanguageService::workspaceIn(folder))};
}

} // namespace

ProjectNames::ProjectNames(QObject *parent)
    : QObject(parent)
    , m_files(new project::FolderSearch(this))
{
    connect(m_files, &project::FolderSearch::found, this, [this](const QList<project::FoundFile> &files) {
        for (const project::FoundFile &file : files) m_paths << file.path;
    });
    connect(m_files, &project::FolderSearch::finished, this, [this] {
        if (m_stop) analyseFiles(std::exchange(m_paths, {}));
    });
}

ProjectNames::~ProjectNames()
{
    cancel();
}

void ProjectNames::cancel()
{
    if (m_stop) m_stop->store(true);
    m_stop.reset();
    m_job.end();
    m_files->cancel();
}

void ProjectNames::search(const language::SharedName &name, const QString &folder,
                          const QHash<QString, QByteArray> &openTexts)
{
    cancel();
    m_name = name;
    m_openTexts = openTexts;
    m_paths.clear();
    m_stop = std::make_shared<std::atomic<bool>>(false);
    const QString shown = QString::fromStdString(name.name);
    m_job = jobs::Job(tr("Looking for %1 in %2").arg(shown, QFileInfo(folder).fileName()), [this] {
        cancel();
        emit found({});
    });
    project::FolderQuery query;
    query.folder = folder;
    query.query = {shown, false, true, true, false};
    query.names = QStringList{u"*.ml"_s};
    m_files->start(query);
}

void ProjectNames::analyseFiles(const QStringList &onDisk)
{
    // An open text may use the name though its file does not yet.
    QStringList paths = onDisk;
    for (const QString &path : m_openTexts.keys())
        if (path.endsWith(u".ml"_s) && !paths.contains(path)) paths << path;
    paths.removeAll(QString::fromStdString(m_name.path));
    paths.sort();
    auto promise = std::make_shared<QPromise<QList<NameUses>>>();
    promise->start();
    QFuture<QList<NameUses>> future = promise->future();
    editor::LanguageService::pool().start([promise, paths, name = m_name, texts = m_openTexts, stop = m_stop] {
        QList<NameUses> all;
        for (const QString &path : paths) {
            if (stop->load()) break;
            QByteArray text = texts.value(path);
            if (!texts.contains(path))
                if (const auto file = editor::SafeFile::read(path, kLargestScript)) text = file->bytes;
            if (!text.contains(name.name)) continue;
            NameUses uses = usesIn(path, text, name);
            if (!uses.uses.references.empty() || uses.uses.takenByName) all << uses;
        }
        promise->addResult(all);
        promise->finish();
    });
    future.then(this, [this, stop = m_stop](const QList<NameUses> &files) {
        if (stop != m_stop) return;
        m_stop.reset();
        m_job.end();
        emit found(files);
    });
}

} // namespace latchkey::window
