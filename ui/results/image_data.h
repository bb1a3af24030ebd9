// SPDX-License-Identifier: GPL-3.0-or-later
//
// Values that are pictures: bytes as a file of a picture has them, text such as "data:image/png;base64,...", and the
// base64 text that bytes become in JSON. Only kinds that are nothing but pixels are taken (PNG, JPEG, GIF, BMP, WebP):
// SVG may name other files. What a picture says of its size is looked at before it is unpacked, since a few kilobytes
// may claim a picture of gigabytes.
#pragma once

#include "ui/results/value_source.h"
#include "ui/tables/work.h"

#include <QImage>
#include <QList>
#include <QSize>

namespace latchkey::results {

/// Of the file.
inline constexpr qsizetype kMostPictureBytes = qsizetype(64) << 20;
/// Shown pixel by pixel up to here; a larger picture is shown smaller.
inline constexpr qint64 kMostPixels = 32'000'000;
/// Beyond this it is not unpacked at all.
inline constexpr qint64 kMostClaimedPixels = 256'000'000;

struct Picture {
    /// The picture, then each of half its size, so that painting it small costs little.
    QList<QImage> levels;
    QSize size;       ///< as the file says, in pixels
    QString format;   ///< "PNG"
    QByteArray bytes; ///< of the file, for saving
    QString fault;    ///< why there is nothing to see, a sentence

    [[nodiscard]] bool isValid() const { return !levels.isEmpty(); }
    /// Of the first level to the file's, below 1 for a picture shown smaller.
    [[nodiscard]] double reduction() const;
};

/// Whether the value begins like a picture. Looks at a few bytes, on any thread.
bool looksLikePicture(const ValuePtr &value);

/// Unpacks it. On a worker.
Picture pictureOf(const ValuePtr &value, tables::Progress &progress);

/// "png", for file names; of the format as pictureOf() names it.
QString pictureSuffix(const QString &format);

} // namespace latchkey::results
