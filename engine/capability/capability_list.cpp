// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/capability_list.h"

#include "engine/capability/paths.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace latchkey::capability {

using namespace Qt::StringLiterals;

std::string folderOfFile(const QString &path)
{
    return resolveLinks(absolutePath(QFile::encodeName(QFileInfo(path).absolutePath()).toStdString(), "/"));
}

std::vector<GrantPtr> readCapabilities(const QJsonObject &object, const QString &key, Source source,
                                       const std::string &base, QStringList *written, QStringList &problems)
{
    std::vector<GrantPtr> result;
    const QJsonValue list = object.value(key);
    if (!list.isUndefined() && !list.isArray()) problems.append(u"'%1' is no array"_s.arg(key));
    for (const QJsonValue &entry : list.toArray()) {
        auto grants = entry.isObject() ? Grant::parse(entry.toObject(), source, base)
                                       : Grant::parse(entry.toString().toStdString(), source, base);
        if (written)
            written->append(entry.isObject()
                                ? QString::fromUtf8(QJsonDocument(entry.toObject()).toJson(QJsonDocument::Compact))
                                : entry.toString());
        if (!grants) problems.append(QString::fromStdString(grants.error()));
        else result.insert(result.end(), grants->begin(), grants->end());
    }
    return result;
}

} // namespace latchkey::capability
