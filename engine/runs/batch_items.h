// SPDX-License-Identifier: GPL-3.0-or-later
// The items of a batch, one by one, from a file of JSON lines, a JSON array or CSV: never the whole file at once. An
// item is JSON text; one that can not be read says why in its place, and the others go on.
#pragma once

#include <QByteArray>
#include <QString>

#include <expected>
#include <functional>
#include <memory>
#include <optional>

class QIODevice;

namespace latchkey::runs {

struct BatchItem {
    QByteArray json;
    QString problem; ///< why there is no item: "line 3: not JSON"; empty: there is one
};

/// The next item; nothing at the end. Called by one thread at a time.
using ItemSource = std::function<std::optional<BatchItem>()>;

enum class ItemFormat : quint8 {
    ByName, ///< .json, .csv, .jsonl and .ndjson
    JsonArray,
    JsonLines, ///< one value a line; empty lines are skipped
    Csv        ///< with a head line: objects of texts; what is written like a number becomes one
};

/// The error is a sentence for the user.
std::expected<ItemSource, QString> openItems(const QString &path, ItemFormat format = ItemFormat::ByName);
/// `device` is open for reading; the source keeps it. `format` is not ByName.
ItemSource readItems(std::shared_ptr<QIODevice> device, ItemFormat format);
ItemSource itemsFrom(QList<QByteArray> items);

} // namespace latchkey::runs
