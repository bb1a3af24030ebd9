// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of capabilities in JSON files, as project files and policies hold them.
#pragma once

#include "engine/capability/grant.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace latchkey::capability {

/// The canonical folder of a file, where its relative patterns start.
std::string folderOfFile(const QString &path);

/// The array `key` of strings and objects. What is not understood becomes a problem, never a grant. `written` gets the
/// entries as they stand, for people.
std::vector<GrantPtr> readCapabilities(const QJsonObject &object, const QString &key, Source source,
                                       const std::string &base, QStringList *written, QStringList &problems);

} // namespace latchkey::capability
