// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/project_file.h"

#include "engine/capability/paths.h"

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

std::string folderOf(const QString &path)
{
    return resolveLinks(absolutePath(QFile::encodeName(QFileInfo(path).absolutePath()).toStdString(), "/"));
}

/// Reads an array of capability strings and objects. What is not understood becomes a problem, never a grant.
std::vector<GrantPtr> readEntries(const QJsonValue &value, Source source, const std::string &base, QStringList &written,
                                  QStringList &problems)
{
    std::vector<GrantPtr> result;
    for (const QJsonValue &entry : value.toArray()) {
        auto grants = entry.isObject() ? Grant::parse(entry.toObject(), source, base)
                                       : Grant::parse(entry.toString().toStdString(), source, base);
        written.append(entry.isObject()
                           ? QString::fromUtf8(QJsonDocument(entry.toObject()).toJson(QJsonDocument::Compact))
                           : entry.toString());
        if (!grants) problems.append(QString::fromStdString(grants.error()));
        else result.insert(result.end(), grants->begin(), grants->end());
    }
    return result;
}

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
    project.hash = QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(content, &error);
    if (!document.isObject()) {
        project.problems.append(u"%1: %2"_s.arg(path, error.errorString()));
        return project;
    }
    const std::string base = folderOf(path);
    project.grants =
        readEntries(document["allowed_capabilities"_L1], Source::Project, base, project.allowed, project.problems);
    project.denies =
        readEntries(document["denied_capabilities"_L1], Source::Project, base, project.denied, project.problems);
    moveDenies(project.grants, project.denies);
    return project;
}

Policy Policy::load(const QString &path)
{
    Policy policy;
    QFile file(path);
    if (path.isEmpty() || !file.exists()) return policy;
    policy.name = path;
    QJsonParseError error{};
    QJsonDocument document;
    if (file.open(QIODevice::ReadOnly)) document = QJsonDocument::fromJson(file.readAll(), &error);
    QStringList written;
    const std::string base = folderOf(path);
    if (document.isObject()) {
        policy.denies = readEntries(document["deny"_L1], Source::Policy, base, written, policy.problems);
        policy.ceiling = readEntries(document["ceiling"_L1], Source::Policy, base, written, policy.problems);
        policy.hasCeiling = document.object().contains("ceiling"_L1);
    } else {
        policy.problems.append(u"%1: %2"_s.arg(path, error.errorString()));
    }
    if (!policy.problems.isEmpty()) {
        policy.hasCeiling = true;
        policy.ceiling.clear();
    }
    return policy;
}

} // namespace latchkey::capability
