// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_export.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <map>

using namespace Qt::StringLiterals;

namespace latchkey::plots {

namespace {

constexpr double kPngScale = 2;

void paintInto(PlotView &view, QPaintDevice &device, const QSize &size)
{
    QCPPainter painter(&device);
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    view.toPainter(&painter, size.width(), size.height());
}

QString quoted(const QString &text)
{
    if (!text.contains(u',') && !text.contains(u'"') && !text.contains(u'\n')) return text;
    return u'"' + QString(text).replace(u'"', u"\"\""_s) + u'"';
}

} // namespace

QString suffixOf(PlotFile file)
{
    switch (file) {
    case PlotFile::Png:
        return u"png"_s;
    case PlotFile::Svg:
        return u"svg"_s;
    case PlotFile::Pdf:
        return u"pdf"_s;
    case PlotFile::Csv:
        break;
    }
    return u"csv"_s;
}

QByteArray pictureOf(PlotView &view, PlotFile file)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const QSize size = view.size();
    if (file == PlotFile::Png) {
        view.toPixmap(size.width(), size.height(), kPngScale).save(&buffer, "PNG");
    } else if (file == PlotFile::Svg) {
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setSize(size);
        generator.setViewBox(QRect(QPoint(), size));
        paintInto(view, generator, size);
    } else {
        QPdfWriter writer(&buffer);
        writer.setResolution(96);
        writer.setPageSize(QPageSize(QSizeF(size) * 72.0 / 96.0, QPageSize::Point));
        writer.setPageMargins({});
        paintInto(view, writer, size);
    }
    return buffer.data();
}

QByteArray pointsText(const PlotPtr &plot, tables::Progress &progress)
{
    // Series may have their points at different places: one line for each place.
    QByteArray text = "x";
    for (const Series &series : plot->series) text += ',' + quoted(series.name).toUtf8();
    text += "\r\n";
    std::vector<size_t> next(plot->series.size());
    const auto line = [&](double x, size_t only) {
        QByteArray cells = plot->xIsDate                 ? tables::dateText(x / 86400).toUtf8()
                           : !plot->categories.isEmpty() ? quoted(plot->categories.value(qsizetype(x))).toUtf8()
                                                         : QByteArray::number(x, 'g', 17);
        for (size_t i = 0; i < plot->series.size(); ++i) {
            const Series &series = plot->series[i];
            cells += ',';
            const bool here = plot->xIsSorted ? next[i] < series.x.size() && series.x[next[i]] == x : i == only;
            if (here) cells += QByteArray::number(series.y[next[i]++], 'g', 17);
        }
        text += cells + "\r\n";
    };
    if (!plot->xIsSorted) {
        for (size_t i = 0; i < plot->series.size(); ++i)
            while (next[i] < plot->series[i].x.size() && !progress.isCancelled()) line(plot->series[i].x[next[i]], i);
        return text;
    }
    while (!progress.isCancelled()) {
        double least = std::numeric_limits<double>::infinity();
        for (size_t i = 0; i < plot->series.size(); ++i)
            if (next[i] < plot->series[i].x.size()) least = std::min(least, plot->series[i].x[next[i]]);
        if (!std::isfinite(least)) break;
        line(least, 0);
    }
    return text;
}

QString saveBytes(const QByteArray &bytes, const QString &path)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit()) return {};
    return QCoreApplication::translate("latchkey::plots", "%1 could not be written: %2. The old file is untouched.")
        .arg(path, file.errorString());
}

} // namespace latchkey::plots
