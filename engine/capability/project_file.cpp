// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/project_file.h"

#include "engine/capability/capability_list.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace latchkey::capability {

using namespace Qt::StringLiterals;

namespace {

/// Names that the older project files use, apart from those every capability string accepts.
constexpr QLatin1StringView kFileNames[] = {"latchkey.json"_L1, "mlpy.json"_L1};

/// A `!` entry among the allowed ones is a deny.
void moveDenies(std::vector<GrantPtr> &grants, std::vector<GrantPtr> &denies)
{
    for (const GrantPtr &grant : grants)
        if (grant->capability().isDeny) denies.push_back(grant);
    std::erase_if(grants, [](const GrantPtr &grant) { return grant->capability().isDeny; });
}

} // namespace

QString ProjectFile::find(const QString &folder)
{
    if (folder.isEmpty()) return {};
    QDir dir(folder);
    const QString home = QDir::homePath();
    for (;;) {
        for (QLatin1StringView name : kFileNames)
            if (QFileInfo(dir.filePath(name)).isFile()) return dir.absoluteFilePath(name);
        if (dir.absolutePath() == home || dir.isRoot() || !dir.cdUp()) return {};
    }
}

ProjectFile ProjectFile::load(const QString &path)
{
    ProjectFile project;
    QFile file(path);
    if (path.isEmpty() || !file.open(QIODevice::ReadOnly)) return project;
    const QByteArray content = file.read(1 << 20);
    project.path = path;
    project.folder = folderOfFile(path);
    project.hash = QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(content, &error);
    if (!document.isObject()) {
        project.problems.append(u"%1: %2"_s.arg(path, error.errorString()));
        return project;
    }
    project.grants = readCapabilities(document.object(), u"allowed_capabilities"_s, Source::Project, project.folder,
                                      &project.allowed, project.problems);
    project.denies = readCapabilities(document.object(), u"denied_capabilities"_s, Source::Project, project.folder,
                                      &project.denied, project.problems);
    moveDenies(project.grants, project.denies);
    return project;
}

} // namespace latchkey::capability
