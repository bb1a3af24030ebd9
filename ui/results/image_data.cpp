// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/image_data.h"

#include "ui/runs/run_words.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageReader>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace latchkey::results {
namespace {

using tables::Progress;

constexpr qsizetype kHead = 64;          // bytes or characters that tell what it is
constexpr int kSmallestLevel = 256;      // pixels
constexpr qsizetype kLeastBase64 = 40;   // shorter text is a word, not a picture
constexpr auto kData = "data:image/"_L1; // then the kind, ";base64,"

struct Magic {
    QByteArrayView starts;
    const char *format; ///< as the reader names it
};
constexpr std::array kMagic{Magic{"\x89PNG\r\n\x1a\n", "png"}, Magic{"\xff\xd8\xff", "jpeg"}, Magic{"GIF8", "gif"},
                            Magic{"BM", "bmp"}};

QString tr(const char *text)
{
    return QCoreApplication::translate("latchkey::results", text);
}

QByteArray formatOf(QByteArrayView head)
{
    for (const Magic &magic : kMagic)
        if (head.startsWith(magic.starts)) return magic.format;
    if (head.startsWith("RIFF") && head.size() >= 12 && head.sliced(8, 4) == "WEBP") return "webp";
    return {};
}

/// Where the base64 text begins in text that stands for a picture; -1: it is none.
qsizetype base64At(const QString &head)
{
    if (head.startsWith(kData, Qt::CaseInsensitive)) {
        const auto mark = ";base64,"_L1;
        const qsizetype at = head.indexOf(mark, kData.size(), Qt::CaseInsensitive);
        return at < 0 ? -1 : at + mark.size();
    }
    // As JSON has bytes. BMP begins with two letters, which a word may.
    const QByteArray begins = QByteArray::fromBase64(head.left(24).toLatin1());
    const QByteArray format = formatOf(begins);
    const bool clear = format == "png" || format == "jpeg" || format == "gif" || format == "webp";
    return head.size() >= kLeastBase64 && clear ? 0 : -1;
}

QByteArray bytesOf(const ValuePtr &value)
{
    if (value->kind() == Kind::Bytes) return value->engine().bytes(kMostPictureBytes + 1);
    const QString text = value->text(kMostPictureBytes / 3 * 4 + kHead);
    const qsizetype at = base64At(text.left(kHead));
    if (at < 0) return {};
    return QByteArray::fromBase64(QStringView(text).sliced(at).toLatin1());
}

QString pixelsText(QSize size)
{
    const QLocale locale;
    return u"%1 × %2"_s.arg(locale.toString(size.width()), locale.toString(size.height()));
}

// What the file claims is believed only as far as it can be afforded.
QString faultOf(QSize size)
{
    if (!size.isValid() || size.isEmpty()) return tr("The picture is damaged.");
    if (qint64(size.width()) * size.height() > kMostClaimedPixels)
        return tr("The picture has %1 pixels, more than can be shown. It can be saved.").arg(pixelsText(size));
    return {};
}

QList<QImage> levelsOf(QImage image, const Progress &progress)
{
    const bool clear = image.hasAlphaChannel();
    QList<QImage> levels{image.convertToFormat(clear ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32)};
    while (std::max(levels.last().width(), levels.last().height()) > kSmallestLevel && !progress.isCancelled())
        levels << levels.last().scaled(std::max(1, levels.last().width() / 2), std::max(1, levels.last().height() / 2),
                                       Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return levels;
}

} // namespace

double Picture::reduction() const
{
    return levels.isEmpty() || size.isEmpty() ? 1.0 : double(levels.first().width()) / size.width();
}

bool looksLikePicture(const ValuePtr &value)
{
    if (!value) return false;
    if (value->kind() == Kind::Bytes) return !formatOf(value->engine().bytes(kHead)).isEmpty();
    return value->kind() == Kind::String && base64At(value->text(kHead)) >= 0;
}

Picture pictureOf(const ValuePtr &value, Progress &progress)
{
    Picture picture;
    picture.bytes = bytesOf(value);
    const QByteArray format = formatOf(picture.bytes);
    if (picture.bytes.size() > kMostPictureBytes) {
        picture.fault =
            tr("The picture has more than %1, too much to be shown.").arg(runs::bytesText(kMostPictureBytes));
        return picture;
    }
    if (format.isEmpty()) {
        picture.fault = tr("This is no picture of a kind that can be shown.");
        return picture;
    }
    picture.format = QString::fromLatin1(format).toUpper();
    if (progress.isCancelled()) return picture;
    QBuffer buffer(&picture.bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format);
    reader.setAutoDetectImageFormat(false); // the kind is known; nothing else may have a look at it
    reader.setAutoTransform(true);
    const QSize claimed = reader.size();
    picture.fault = faultOf(claimed);
    if (!picture.fault.isEmpty()) return picture;
    const double pixels = double(claimed.width()) * claimed.height();
    if (pixels > double(kMostPixels)) reader.setScaledSize(claimed * std::sqrt(double(kMostPixels) / pixels));
    const QImage image = reader.read();
    if (image.isNull()) {
        picture.fault = tr("The picture could not be read: %1").arg(reader.errorString());
        return picture;
    }
    const bool turned = (reader.transformation() & QImageIOHandler::TransformationRotate90) != 0;
    picture.size = turned ? claimed.transposed() : claimed;
    picture.levels = levelsOf(image, progress);
    return picture;
}

QString pictureSuffix(const QString &format)
{
    const QString suffix = format.toLower();
    return suffix == "jpeg"_L1 ? u"jpg"_s : suffix;
}

} // namespace latchkey::results
