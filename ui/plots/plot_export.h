// SPDX-License-Identifier: GPL-3.0-or-later
//
// A chart as a file: PNG in twice the size on the screen, SVG and PDF as lines, CSV with the points themselves.
#pragma once

#include "ui/plots/plot_view.h"

namespace latchkey::plots {

enum class PlotFile : quint8 { Png, Svg, Pdf, Csv };

/// "png", for file names.
QString suffixOf(PlotFile file);

/// The bytes of the picture; paints, so on the GUI thread. Not for CSV.
QByteArray pictureOf(PlotView &view, PlotFile file);

/// The points as CSV: a column for x, one for each series. On a worker.
QByteArray pointsText(const PlotPtr &plot, tables::Progress &progress);

/// Writes bytes into a file, all or none of them. Empty when done, else a sentence. On a worker.
QString saveBytes(const QByteArray &bytes, const QString &path);

} // namespace latchkey::plots
