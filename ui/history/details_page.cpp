// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/details_page.h"

#include "ui/editor/syntax.h"
#include "ui/history/comparison.h"
#include "ui/output/output_view.h"
#include "ui/results/result_model.h"
#include "ui/results/result_view.h"
#include "ui/results/value_writer.h"
#include "ui/runs/run_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/notices.h"
#include "ui/widgets/row_view.h"

#include <KSyntaxHighlighting/SyntaxHighlighter>
#include <QAbstractListModel>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace latchkey::history {

using output::Face;
using output::RichLine;
using theme::Token;

namespace {

/// Colours of a larger text would hold up the window.
constexpr qsizetype kMostColoured = 128 << 10;
constexpr int kFactColumn = 140;
constexpr const char *kPartNames[] = {
    QT_TRANSLATE_NOOP("latchkey::history", "Output"), QT_TRANSLATE_NOOP("latchkey::history", "Result"),
    QT_TRANSLATE_NOOP("latchkey::history", "Text"), QT_TRANSLATE_NOOP("latchkey::history", "Facts")};

QString nameOf(DetailsPage::Part part)
{
    return QCoreApplication::translate("latchkey::history", kPartNames[int(part)]);
}

class FactsDelegate : public widgets::RowDelegate
{
public:
    explicit FactsDelegate(QObject *parent)
        : RowDelegate(theme::Part::TreeRow, parent)
    {
    }
    void paintRow(widgets::RowPainter &row, const QStyleOptionViewItem &, const QModelIndex &index) const override;
};

} // namespace

class FactsModel : public QAbstractListModel
{
public:
    using QAbstractListModel::QAbstractListModel;

    void setFacts(const QList<Fact> &facts)
    {
        beginResetModel();
        m_facts = facts;
        endResetModel();
    }
    [[nodiscard]] const Fact &factAt(int row) const { return m_facts[row]; }
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_facts.size()); }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)) return {};
        const Fact &fact = m_facts[index.row()];
        return fact.name.isEmpty() || fact.value.isEmpty() ? fact.name + fact.value : fact.name + u": "_s + fact.value;
    }

private:
    QList<Fact> m_facts;
};

void FactsDelegate::paintRow(widgets::RowPainter &row, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const Fact &fact = static_cast<const FactsModel *>(index.model())->factAt(index.row());
    row.take(theme::kRowMargin);
    row.takeEnd(theme::kRowMargin);
    if (fact.value.isEmpty()) {
        row.drawText(row.rest(), fact.name, {.weight = QFont::DemiBold});
        return;
    }
    row.drawText(row.take(theme::metrics().scaledWidth(kFactColumn)), fact.name, {.token = Token::Muted});
    row.drawText(row.rest(), fact.value, {.elide = Qt::ElideMiddle, .code = fact.isCode});
}

ShownRun prepared(const journal::RunDetails &details)
{
    ShownRun run{details, {}, {}, factsOf(details)};
    auto log = std::make_shared<runs::OutputLog>();
    for (const journal::OutputPart &part : details.output.head) log->append(part.stream, part.text);
    if (details.output.missingBytes > 0)
        log->append(runs::OutputStream::System,
                    QCoreApplication::translate("latchkey::history", "%1 in between were not kept\n")
                        .arg(runs::bytesText(details.output.missingBytes))
                        .toUtf8());
    for (const journal::OutputPart &part : details.output.tail) log->append(part.stream, part.text);
    log->finish();
    if (log->byteCount() > 0) run.output = std::make_shared<output::LogSource>(std::move(log));
    run.value = valueOf(details.result);
    return run;
}

DetailsPage::DetailsPage(QWidget *parent)
    : QWidget(parent)
    , m_title(new output::RichLabel(this))
    , m_back(new widgets::SmallButton(tr("All runs"), theme::ButtonLook::Flat, this))
    , m_close(new widgets::IconButton(u"close"_s, tr("Close this run"), theme::Part::SmallButton, this))
    , m_rerun(new widgets::SmallButton(tr("Run again"), this))
    , m_more(new widgets::IconButton(u"more"_s, tr("More for this run"), theme::Part::SmallButton, this))
    , m_pages(new QStackedWidget(this))
    , m_output(new output::OutputView(this))
    , m_resultModel(new results::ResultModel(this))
    , m_result(new results::ResultView(m_resultModel, this))
    , m_source(new QPlainTextEdit(this))
    , m_colours(new KSyntaxHighlighting::SyntaxHighlighter(m_source->document()))
    , m_factsModel(new FactsModel(this))
    , m_facts(new widgets::RowView(this))
    , m_empty(new widgets::EmptyState({}, {}, this))
{
    setObjectName(u"detailsPage"_s);
    setAccessibleName(tr("A run of the history"));
    m_output->setObjectName(u"historyOutput"_s);
    m_output->setAccessibleName(tr("Output of then"));
    m_output->setHeadingsShown(false);
    m_result->setObjectName(u"historyResult"_s);
    m_result->setAccessibleName(tr("Result of then"));
    m_source->setObjectName(u"historySource"_s);
    m_source->setAccessibleName(tr("Text of then"));
    m_source->setReadOnly(true);
    m_source->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_source->setFrameShape(QFrame::NoFrame);
    m_source->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_source->setFont(theme::fonts().code());
    m_source->document()->setDocumentMargin(theme::kRowMargin);
    m_facts->setObjectName(u"historyFacts"_s);
    m_facts->setAccessibleName(tr("Facts about the run"));
    m_facts->setModel(m_factsModel);
    m_facts->setItemDelegate(new FactsDelegate(m_facts));
    for (QWidget *page : std::initializer_list<QWidget *>{m_output, m_result, m_source, m_facts, m_empty})
        m_pages->addWidget(page);
    makeBar();
    const auto colour = [this] {
        m_colours->setTheme(editor::currentEditorTheme());
        m_colours->rehighlight();
        m_source->setFont(theme::fonts().code());
    };
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, colour);
    m_colours->setTheme(editor::currentEditorTheme());
}

void DetailsPage::makeBar()
{
    m_back->setObjectName(u"detailsBack"_s);
    m_close->setObjectName(u"detailsClose"_s);
    connect(m_close, &QAbstractButton::clicked, this, &DetailsPage::closed);
    m_rerun->setObjectName(u"detailsRerun"_s);
    m_rerun->setIconName(u"rerun"_s);
    m_more->setObjectName(u"detailsMore"_s);
    m_more->setPopupMode(QToolButton::InstantPopup);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(theme::kBarGap, theme::kBarGap, theme::kSide, theme::kBarGap);
    bar->setSpacing(theme::kBarGap);
    bar->addWidget(m_back);
    m_title->setMinimumWidth(1); // elided where there is no room
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    bar->addWidget(m_title, 1);
    auto *group = new QButtonGroup(this);
    for (int i = 0; i < int(std::size(kPartNames)); ++i) {
        auto *chip = new widgets::Chip(nameOf(Part(i)), this);
        chip->setObjectName(u"part%1"_s.arg(i));
        chip->setCheckable(true);
        group->addButton(chip, i);
        bar->addWidget(chip);
        m_chips << chip;
    }
    auto *writer = new results::ValueWriter(this);
    bar->addWidget(m_rerun);
    bar->addWidget(m_more);
    bar->addWidget(m_close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_pages, 1);
    connect(group, &QButtonGroup::idClicked, this, [this](int id) { showPart(Part(id)); });
    connect(m_back, &QAbstractButton::clicked, this, &DetailsPage::closed);
    connect(m_result, &results::ResultView::jsonWanted, writer, &results::ValueWriter::copy);
    connect(writer, &results::ValueWriter::said, this, &DetailsPage::said);
    connect(writer, &results::ValueWriter::failed, this, &DetailsPage::said);
    connect(m_rerun, &QAbstractButton::clicked, this, [this] { emit rerunRequested(m_run.details.record.id); });
}

void DetailsPage::setAlone(bool alone)
{
    m_back->setVisible(alone);
    m_close->setVisible(!alone);
}

void DetailsPage::show(const ShownRun &run)
{
    const bool isSame = m_run.details.record.id == run.details.record.id;
    m_run = run;
    const journal::RunRecord &record = run.details.record;
    const theme::RunStateLook look = theme::runStateLook(lookOf(record.outcome));
    RichLine title;
    title.add(nameText(record), Face::UiSemibold);
    title.addIcon(look.icon, look.token, theme::kRowMargin).add(look.word, Face::Ui, look.token, theme::kIconGap);
    title.add(
        QStringList{whenText(record.started), durationText(record)}.filter(QRegularExpression(u"."_s)).join(u" · "_s),
        Face::Ui, Token::Muted, theme::kRowMargin);
    m_title->setLine(title);
    m_output->removeRuns();
    if (run.output) m_output->addRun(1, run.output, {});
    m_resultModel->setValue(run.value);
    if (run.value) m_result->expand(m_resultModel->index(0, 0));
    const bool isColoured = run.details.source.size() <= kMostColoured;
    m_colours->setDefinition(isColoured ? editor::definitionForFile(u"then.ml"_s) : KSyntaxHighlighting::Definition());
    m_source->setPlainText(QString::fromUtf8(run.details.source));
    m_factsModel->setFacts(run.facts);
    // What one most likely wants to see of it.
    const Part first = run.output ? Part::Output : run.value ? Part::Result : Part::Facts;
    showPart(isSame ? m_part : first);
}

QWidget *DetailsPage::pageOf(Part part) const
{
    switch (part) {
    case Part::Output:
        return m_run.output ? static_cast<QWidget *>(m_output) : m_empty;
    case Part::Result:
        return m_run.value ? static_cast<QWidget *>(m_result) : m_empty;
    case Part::Source:
        return m_run.details.source.isEmpty() ? static_cast<QWidget *>(m_empty) : m_source;
    case Part::Facts:
        return m_facts;
    }
    return m_empty;
}

void DetailsPage::showPart(Part part)
{
    m_part = part;
    m_chips[int(part)]->setChecked(true);
    if (part == Part::Output) m_empty->setTexts(tr("It printed nothing"), {});
    if (part == Part::Result) m_empty->setTexts(tr("It did not set `result`"), {});
    if (part == Part::Source) m_empty->setTexts(tr("Its text is not kept"), tr("Texts over 4 MB are not"));
    m_pages->setCurrentWidget(pageOf(part));
}

} // namespace latchkey::history
