// SPDX-License-Identifier: GPL-3.0-or-later
//
// The surface that shows what runs printed. It paints the rows that are visible and holds none: OutputRows says which
// rows there are, LineCache makes the few lines on screen ready. However fast logs grow the view looks at them at most
// 30 times a second, each time in time that depends on its height only.
//
// It follows the end until the user scrolls, selects or moves the caret; then it stays where it is, and a button counts
// what is new and leads back. Lines that leave memory while one reads them are fetched from disk by a worker.
//
// Parts: output_view.cpp has the runs and how they grow, output_scrolling.cpp where the view is, output_text.cpp what
// rows say, output_selection.cpp, output_copy.cpp, output_keys.cpp and output_links.cpp what their names tell;
// output_painting.cpp paints, output_accessible.cpp lets screen readers read rows.
#pragma once

#include "ui/output/line_cache.h"
#include "ui/output/output_rows.h"
#include "ui/output/output_search.h"
#include "ui/output/rich_line.h"

#include <QAbstractScrollArea>
#include <QTimer>
#include <QUrl>

#include <functional>

namespace latchkey::widgets {
class SmallButton;
}

namespace latchkey::output {

enum class OutputFilter : quint8 { All, Output, Errors, System };

/// A row that says something about a run, below its output.
struct ReportRow {
    RichLine line = {};
    QString icon = {};
    theme::Token iconToken = theme::Token::Text;
};

/// How text is put on the clipboard.
enum class CopyStyle : quint8 { Plain, WithTimes, Markdown };

/// What a link to the value of a run carries.
inline const QString kValueTarget = QStringLiteral("value:");

/// What a RichLine's link to a place carries, and back.
QString placeTarget(const QString &file, int line, int column);

class OutputView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit OutputView(QWidget *parent = nullptr);
    ~OutputView() override;

    // What is shown.
    /// Adds a run below the others. Runs beyond the last 20, or what was set, are dropped from the view.
    void addRun(quint64 run, const OutputSourcePtr &source, const RichLine &heading);
    void removeRun(quint64 run);
    void removeRuns();
    bool hasRun(quint64 run) const { return indexOf(run) >= 0; }
    QList<quint64> runs() const;
    void setHeading(quint64 run, const RichLine &heading);
    void setReport(quint64 run, const QList<ReportRow> &rows);
    void setMostRuns(int most) { m_mostRuns = most; }
    /// Whether runs have headings; a lone text needs none.
    void setHeadingsShown(bool shown);
    /// Call when a source grew: the view looks at it with the next frame.
    void sourceChanged();
    /// Shows the heading of a run at the top.
    void scrollToRun(quint64 run);

    OutputFilter filter() const { return m_filter; }
    void setFilter(OutputFilter filter);
    bool isWrapping() const { return m_wrap; }
    void setWrapping(bool wrap);
    /// Whether each line says when it was printed, in minutes and seconds since its run began.
    bool showsTimes() const { return m_times; }
    void setTimesShown(bool shown);
    /// Shows also what is on disk only.
    void openFullLog(quint64 run);

    /// Hides everything so far; undoClear() brings it back.
    void clearOutput();
    void undoClear();
    bool canUndoClear() const { return !m_clearings.isEmpty(); }

    // Where the view is.
    bool isFollowing() const { return m_following; }
    void followEnd();
    qint64 newLines() const { return m_newLines; }
    qint64 rowCount() const { return m_rows.rowCount(); }
    /// First row on screen.
    qint64 topRow() const { return m_rows.rowOf(m_top); }
    /// Text of a row as it is read out and copied; empty while it is fetched.
    QString rowText(qint64 row) const;
    QString rowText(const RowKey &key) const;

    // Selection.
    struct Place {
        RowKey row;
        qsizetype column = 0;
        friend std::strong_ordering operator<=>(const Place &, const Place &) = default;
        friend bool operator==(const Place &a, const Place &b) { return (a <=> b) == 0; }
    };
    bool hasSelection() const { return m_anchor != m_caret; }
    void selectAll();
    void clearSelection();
    /// Puts the selection on the clipboard; a large one is gathered by a worker, and copied() tells.
    void copy(CopyStyle style = CopyStyle::Plain);
    /// The selected text as far as it is in memory.
    QString selectedText() const;
    Place caret() const { return m_caret; }
    void setCaret(const Place &place, bool extend = false);
    Place placeAt(const QPoint &point) const;
    QRect rectOf(const RowKey &row) const;

    // Found text.
    /// Marks `text` wherever it is on screen.
    void setMarked(const QString &text);
    /// Selects a match of a run and brings it to view, opening the gap for it.
    void showMatch(quint64 run, const Match &match);
    OutputSourcePtr source(quint64 run) const;
    /// Gives the source line a link leads to, for its tool tip; empty when it is not known at once.
    using SourceLine = std::function<QString(quint64 run, const QString &file, int line)>;
    void setSourceLine(const SourceLine &line) { m_sourceLine = line; }
    /// What the tool tip at a point of the viewport says.
    QString toolTipAt(const QPoint &point) const;

    struct VisibleRow {
        RowKey key;
        qint64 row = 0;
        QRect rect;      ///< in the viewport
        int skipped = 0; ///< wrapped rows above the viewport
    };
    QList<VisibleRow> visibleRows() const;
    int lineHeight() const { return m_lineHeight; }
    /// How often the viewport was painted: for tests.
    qint64 paintCount() const { return m_paints; }

signals:
    void locationActivated(const QString &file, int line, int column);
    void urlActivated(const QUrl &url);
    void grantActivated(quint64 run, const QString &grant);
    /// A fault of Latchkey itself is to be told of.
    void faultActivated();
    /// A link to kValueTarget: the value of that run is to be seen whole.
    void valueActivated(quint64 run);
    void followingChanged(bool following);
    void newLinesChanged(qint64 lines);
    void selectionChanged();
    void copied(qint64 lines);
    void cleared();
    void clearingUndone();
    void wrappingChanged(bool wrap);
    void timesShownChanged(bool shown);
    /// Ctrl+C with nothing selected: stop, by the rule of terminals.
    void interruptRequested(quint64 run);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    friend class OutputPainter;
    static constexpr int kTimeCells = 9; // "59:59.999"
    struct Run {
        quint64 id = 0;
        OutputSourcePtr source;
        RichLine heading;
        QList<ReportRow> report;
        bool hidden = false;    ///< cleared away as a whole
        bool full = false;      ///< its gap was opened
        bool filtering = false; ///< a worker sorts its lines
        qint64 filteredTo = 0;  ///< lines sorted so far
        QList<qint64> filtered;
    };
    struct Clearing {
        quint64 run = 0;
        qint64 firstShown = 0;
        bool hidden = false;
    };

    int indexOf(quint64 run) const;
    void refresh();
    void readCounts(int run);
    void updateFilter(int run);
    void takeFiltered(quint64 run, OutputFilter filter, const QList<qint64> &lines, qint64 end);
    void resetFilter();
    void updateMetrics();
    void updateBars();
    void updateNewLines();
    void prepareVisible();
    void setFollowing(bool following);
    void setTop(const RowKey &row, int skipped = 0);
    void showRow(qint64 row);
    void showCaret();

    std::shared_ptr<const ReadyLine> ready(const RowKey &key) const;
    int heightOf(const RowKey &key) const;
    int wrappedRows(const RowKey &key) const;
    int headingHeight() const;
    int stickyHeight() const;
    int timesLeft() const;
    int timesWidth() const;
    int textLeft() const;
    qreal wrapWidth() const;
    /// The row, and how many of its wrapped rows are above, at which the last row ends at the bottom.
    std::pair<qint64, int> lastTop() const;
    std::pair<qint64, int> reportTop() const;
    const ReportRow *reportRow(const RowKey &key) const;
    RichLine gapLine(int run) const;
    qsizetype columnAt(const VisibleRow &row, const QPoint &point) const;
    qsizetype lengthOf(const RowKey &key) const;
    void layOut(const ReadyLine &line) const;

    void moveCaret(QKeyEvent *event);
    void moveRows(qint64 by, bool extend);
    void moveWord(int by, bool extend);
    void selectWord(const Place &place);
    bool followLinkAt(const Place &place, bool exact);
    void followTarget(const RowKey &row, const QString &target);
    static inline const QString kGapTarget = QStringLiteral("gap:");
    /// The link at a point, and its row.
    QString linkAt(const QPoint &point, RowKey *row = nullptr) const;
    void autoScroll();
    void announceCaret();
    struct CopyPiece;
    QList<CopyPiece> selectedPieces() const;

    QList<Run> m_runs;
    OutputRows m_rows;
    LineCache *m_cache;
    QTimer m_frame;
    QTimer m_autoScroll;
    widgets::SmallButton *m_newButton;
    OutputFilter m_filter = OutputFilter::All;
    bool m_wrap = false;
    bool m_times = false;
    int m_timeCells = kTimeCells; ///< more once a run goes on for hours
    bool m_following = true;
    bool m_reportFirst = false; ///< following shows the start of a report that does not fit
    bool m_settingBars = false;
    bool m_headings = true;
    int m_mostRuns = 20;
    bool m_selecting = false;
    bool m_keyboard = false; ///< the caret was moved by keys: its row has the ring
    RowKey m_top;
    int m_skipped = 0; ///< wrapped rows of the top row above the viewport
    Place m_anchor;
    Place m_caret;
    qsizetype m_wantedColumn = 0; ///< kept while moving up and down
    QPoint m_pressedAt;
    QPoint m_pointer;
    QString m_marked;
    SourceLine m_sourceLine;
    std::optional<std::pair<RowKey, Match>> m_currentMatch;
    QList<Clearing> m_clearings;
    qint64 m_linesSeen = 0; ///< lines there were when following ended
    qint64 m_newLines = 0;
    qint64 m_paints = 0;
    qreal m_cell = 8;
    int m_lineHeight = 20;
    qreal m_ascent = 12;
    int m_widest = 0; ///< pixels of the widest line seen
};

} // namespace latchkey::output
