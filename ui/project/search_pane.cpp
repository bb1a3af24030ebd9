// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/search_pane.h"

#include "ui/editor/background.h"
#include "ui/tables/work.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/small_parts.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace latchkey::project {

using theme::TextSize;
using theme::Token;
using widgets::RowPainter;

namespace {

constexpr int kDelayMs = 250;
constexpr int kOpenedFiles = 30; // shown with their lines at once

class HitDelegate : public widgets::RowDelegate
{
public:
    HitDelegate(const SearchModel *model, QObject *parent)
        : RowDelegate(theme::Part::TreeRow, parent)
        , m_model(model)
    {
    }

    void paintRow(RowPainter &row, const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        row.takeEnd(theme::kSide);
        if (const FoundLine *line = m_model->lineAt(index)) paintLine(row, *line);
        else if (const FoundFile *file = m_model->fileAt(index)) paintFile(row, *file);
    }

private:
    void paintFile(RowPainter &row, const FoundFile &file) const
    {
        const QString count = QString::number(file.lines.size());
        row.drawText(row.takeEnd(RowPainter::widthOf(count, {TextSize::Small})), count,
                     {TextSize::Small, Token::Muted, widgets::Align::End});
        row.takeEnd(theme::kSide);
        row.drawIcon(row.take(theme::kIcon), u"file-ml"_s, Token::Muted);
        row.take(theme::kIconGap);
        const widgets::RowText name{.weight = QFont::DemiBold};
        row.take(row.drawText(row.rest(), QFileInfo(file.path).fileName(), name).width() + theme::kSide);
        row.drawText(row.rest(), m_model->folderOf(file), {TextSize::Small, Token::Muted});
    }

    void paintLine(RowPainter &row, const FoundLine &line) const
    {
        const widgets::RowText number{TextSize::Small, Token::LineNo, widgets::Align::End,
                                      QFont::Normal,   Qt::ElideNone, true};
        row.drawText(row.take(std::max(28, RowPainter::widthOf(QString::number(line.line), number))),
                     QString::number(line.line), number);
        row.take(theme::kSide);
        const QString before = line.text.first(line.matchFrom);
        qsizetype indent = 0;
        while (indent < before.size() && before[indent].isSpace()) ++indent;
        const widgets::RowText plain{.code = true};
        const auto part = [&row](const QString &text, const widgets::RowText &look) {
            if (!text.isEmpty()) row.take(row.drawText(row.rest(), text, look).width());
        };
        part(before.sliced(indent), plain);
        const bool replaces = !m_model->replacement().isEmpty();
        part(line.text.mid(line.matchFrom, line.matchLength), {.token = replaces ? Token::Fail : Token::Accent,
                                                               .weight = QFont::Bold,
                                                               .code = true,
                                                               .underline = replaces});
        if (replaces) part(m_model->replacement(), {.token = Token::Ok, .weight = QFont::Bold, .code = true});
        part(line.text.sliced(line.matchFrom + line.matchLength), plain);
    }

    const SearchModel *m_model;
};

QLineEdit *makeField(const QString &hint, const QString &id, QWidget *parent)
{
    auto *field = new QLineEdit(parent);
    field->setObjectName(id);
    field->setPlaceholderText(hint);
    field->setAccessibleName(hint);
    field->setClearButtonEnabled(false);
    return field;
}

widgets::Chip *makeChip(const QString &text, const QString &name, QWidget *parent)
{
    auto *chip = new widgets::Chip(text, parent);
    chip->setCheckable(true);
    chip->setAccessibleName(name);
    chip->setToolTip(name);
    return chip;
}

} // namespace

SearchPane::SearchPane(QWidget *parent)
    : QWidget(parent)
    , m_search(new FolderSearch(this))
    , m_model(new SearchModel(this))
    , m_field(new widgets::SearchField(tr("Find in the folder"), this))
    , m_replace(makeField(tr("Replace with"), u"folderReplaceField"_s, this))
    , m_names(makeField(tr("In files: *.ml"), u"folderNamesField"_s, this))
    , m_case(makeChip(u"Aa"_s, tr("Match case"), this))
    , m_words(makeChip(u"W"_s, tr("Whole words"), this))
    , m_regex(makeChip(u".*"_s, tr("Regular expression"), this))
    , m_replaceAll(new widgets::SmallButton(tr("Replace all…"), this))
    , m_summary(new QLabel(this))
    , m_view(new widgets::RowView(this))
{
    setObjectName(u"searchPane"_s);
    setAccessibleName(tr("Find in the folder"));
    m_field->setObjectName(u"folderSearchField"_s);
    m_summary->setObjectName(u"folderSearchSummary"_s);
    m_summary->setAccessibleName(tr("What the search found"));
    m_summary->setFont(theme::fonts().ui(TextSize::Small));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_view->setObjectName(u"folderSearchView"_s);
    m_view->setAccessibleName(tr("Files and lines found"));
    m_view->setTree(true);
    m_view->setIndentation(theme::kTreeIndent);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new HitDelegate(m_model, m_view));
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_replaceAll->setEnabled(false);

    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    auto *column = new QVBoxLayout; // the list below goes to the edges
    column->setContentsMargins(6, 6, 6, 4);
    column->setSpacing(theme::kBarGap);
    whole->addLayout(column);
    column->addWidget(m_field);
    auto *options = new QHBoxLayout;
    options->setSpacing(theme::kBarGap);
    for (widgets::Chip *chip : {m_case, m_words, m_regex}) options->addWidget(chip);
    options->addWidget(m_names, 1);
    column->addLayout(options);
    auto *replacing = new QHBoxLayout;
    replacing->setSpacing(theme::kBarGap);
    replacing->addWidget(m_replace, 1);
    replacing->addWidget(m_replaceAll);
    column->addLayout(replacing);
    column->addWidget(m_summary);
    whole->addWidget(m_view, 1);

    m_delay.setSingleShot(true);
    m_delay.setInterval(kDelayMs);
    connect(&m_delay, &QTimer::timeout, this, &SearchPane::searchNow);
    connect(m_field, &QLineEdit::textChanged, this, [this] { m_delay.start(); });
    connect(m_names, &QLineEdit::textChanged, this, [this] { m_delay.start(); });
    for (widgets::Chip *chip : {m_case, m_words, m_regex})
        connect(chip, &QAbstractButton::toggled, this, [this] { m_delay.start(0); });
    connect(m_field, &QLineEdit::returnPressed, this, &SearchPane::searchNow);
    connect(m_replace, &QLineEdit::textChanged, this, [this](const QString &text) { m_model->setReplacement(text); });
    connect(m_replaceAll, &QAbstractButton::clicked, this,
            [this] { emit replaceRequested(m_search->totals().hits, int(m_model->files().size())); });
    connect(m_search, &FolderSearch::found, this, [this](const QList<FoundFile> &files) {
        const int first = m_model->rowCount();
        m_model->append(files);
        for (int row = first; row < std::min(m_model->rowCount(), kOpenedFiles); ++row)
            m_view->expand(m_model->index(row, 0));
    });
    connect(m_search, &FolderSearch::progressed, this, [this](int files) {
        showSummary(tr("%n file(s) searched", nullptr, files));
        m_job.setDetail(tr("%n file(s)", nullptr, files));
    });
    connect(m_search, &FolderSearch::finished, this, &SearchPane::onFinished);
    connect(m_view, &QAbstractItemView::activated, this, &SearchPane::activate);
    connect(m_view, &QAbstractItemView::clicked, this, &SearchPane::activate);
    showSummary({});
}

void SearchPane::setFolder(const QString &folder)
{
    if (std::exchange(m_folder, folder) == folder) return;
    m_field->setToolTip(folder);
    if (m_model->files().isEmpty()) showSummary(folder.isEmpty() ? QString() : tr("In %1").arg(folder));
}

void SearchPane::open(const QString &text)
{
    if (!text.isEmpty()) {
        m_field->setText(text);
        m_delay.start(0);
    }
    m_field->setFocus();
    m_field->selectAll();
}

editor::SearchQuery SearchPane::query() const
{
    return {m_field->text(), m_regex->isChecked(), m_case->isChecked(), m_words->isChecked()};
}

void SearchPane::searchNow()
{
    m_delay.stop();
    m_model->clear(m_folder);
    m_replaceAll->setEnabled(false);
    if (m_folder.isEmpty()) return showSummary(tr("Open a file or a folder to search in."));
    if (m_field->text().isEmpty()) {
        m_search->cancel();
        return showSummary(tr("In %1").arg(m_folder));
    }
    showSummary(tr("Searching"));
    m_job = jobs::Job(tr("Searching for %1").arg(m_field->text()), [this] { m_search->cancel(); });
    m_search->start({m_folder, query(), m_names->text().split(u',', Qt::SkipEmptyParts)});
}

void SearchPane::onFinished(const SearchTotals &totals)
{
    m_job.end();
    if (!totals.error.isEmpty()) return showSummary(totals.error, true);
    if (m_field->text().isEmpty()) return;
    QString text = tr("%n place(s)", nullptr, totals.hits);
    text = tr("%1 in %n file(s)", nullptr, totals.matched).arg(text);
    if (totals.more) text = tr("%1, and more: narrow the search").arg(text);
    else if (totals.cancelled) text = tr("%1, stopped").arg(text);
    else if (totals.hits == 0) text = tr("Not found in %n file(s)", nullptr, totals.files);
    showSummary(text);
    m_replaceAll->setEnabled(totals.hits > 0 && !totals.more && !totals.cancelled);
}

void SearchPane::showSummary(const QString &text, bool isError)
{
    QPalette colors = m_summary->palette();
    colors.setColor(QPalette::WindowText, theme::color(isError ? Token::Fail : Token::Muted));
    m_summary->setPalette(colors);
    m_summary->setText(text);
}

void SearchPane::activate(const QModelIndex &index)
{
    const FoundFile *file = m_model->fileAt(index);
    if (file == nullptr) return;
    const FoundLine *line = m_model->lineAt(index);
    if (line != nullptr) emit activated(file->path, line->line, line->column, line->length);
    else m_view->setExpanded(index, !m_view->isExpanded(index));
}

void SearchPane::replaceAll()
{
    auto matcher = Matcher::make(query());
    if (m_replacing || !matcher) return;
    m_replacing = true;
    m_replaceAll->setEnabled(false);
    showSummary(tr("Replacing"));
    // Ended early, the files that were changed stay so; each is written whole or not at all.
    const auto replaceEach = [files = m_model->files(), matcher = *matcher,
                              text = m_replace->text()](tables::Progress &progress) {
        QList<ReplacedFile> done;
        for (const FoundFile &file : files) {
            if (progress.isCancelled()) break;
            done << replaceInFile(file, matcher, text);
            progress.setShare(double(done.size()) / double(files.size()));
        }
        return done;
    };
    auto progress = std::make_shared<tables::Progress>();
    m_job = jobs::Job(
        tr("Replacing in %n file(s)", nullptr, int(m_model->files().size())), [progress] { progress->cancel(); },
        [progress] { return progress->share(); });
    editor::inBackground([replaceEach, progress] {
        return replaceEach(*progress);
    }).then(this, [this](const QList<ReplacedFile> &done) {
        m_job.end();
        m_replacing = false;
        int hits = 0, files = 0;
        QStringList errors;
        for (const ReplacedFile &file : done) {
            hits += file.count;
            files += file.count > 0;
            if (!file.error.isEmpty()) errors << file.error;
        }
        m_model->clear(m_folder);
        QString text = tr("%n place(s)", nullptr, hits);
        text = tr("Replaced %1 in %n file(s)", nullptr, files).arg(text);
        showSummary(errors.isEmpty() ? text : text + u". "_s + errors.first(), !errors.isEmpty());
        emit replaced(hits, files, errors);
    });
}

void SearchPane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_search->isRunning()) return m_search->cancel();
    if (event->key() == Qt::Key_Down && m_field->hasFocus()) {
        m_view->setFocus();
        if (!m_view->currentIndex().isValid()) m_view->setCurrentIndex(m_model->index(0, 0));
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace latchkey::project
