// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/table_pane.h"

#include "ui/output/visible_text.h"
#include "ui/tables/pane_bar.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/notices.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace latchkey::tables {

using theme::Part;
using theme::TextSize;
using theme::Token;

namespace {

constexpr auto kTick = 100ms;
/// Below this width there is no room for words on the buttons.
constexpr int kWordsWidth = 560;
/// More than a clipboard is good for.
constexpr qsizetype kMostCopied = 100'000'000;

} // namespace

TablePane::TablePane(QWidget *parent)
    : QWidget(parent)
    , m_model(new TableModel(this))
    , m_view(new TableView(m_model, this))
    , m_empty(new widgets::EmptyState(tr("No table to show"),
                                      tr("A list of objects or of lists is shown here as a table"), this))
{
    setObjectName(u"tablePane"_s);
    setAccessibleName(tr("Table"));
    setFocusProxy(m_view);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar = makeBar());
    column->addWidget(m_view, 1);
    column->addWidget(m_empty, 1);
    column->addWidget(m_foot = makeFoot());
    makeActions();
    m_tick.setInterval(kTick);
    connect(&m_tick, &QTimer::timeout, this, &TablePane::showFoot);
    connect(m_model, &TableModel::arrangingChanged, this, [this] {
        showFilters();
        showFoot();
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        showSize();
        showFoot();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TablePane::showFoot);
    connect(m_view, &TableView::columnMenuRequested, this, &TablePane::showColumnMenu);
    connect(m_view, &TableView::cellMenuRequested, this, &TablePane::showCellMenu);
    setTable(nullptr, {});
}

QWidget *TablePane::makeBar()
{
    auto *bar = new PaneBar(Qt::BottomEdge, Part::FilterBar, this);
    bar->setObjectName(u"tableBar"_s);
    m_name = new QLabel(bar);
    m_size = new QLabel(bar);
    m_size->setObjectName(u"tableSize"_s);
    m_size->setForegroundRole(QPalette::PlaceholderText);
    m_name->setTextFormat(Qt::PlainText);
    m_add = new widgets::SmallButton(tr("Add filter"), theme::ButtonLook::Flat, bar);
    m_add->setIconName(u"filter"_s);
    m_add->setObjectName(u"addFilter"_s);
    m_field = new QLineEdit(bar);
    m_field->setObjectName(u"filterField"_s);
    m_field->setAccessibleName(tr("Condition for rows"));
    m_field->setPlaceholderText(tr("value > 60"));
    m_field->setMaximumWidth(260);
    m_field->installEventFilter(this);
    m_field->hide();
    m_copy = new widgets::SmallButton(tr("Copy"), theme::ButtonLook::Flat, bar);
    m_copy->setIconName(u"copy"_s);
    m_copy->setMenu(new QMenu(m_copy));
    m_export = new widgets::SmallButton(tr("Export"), theme::ButtonLook::Flat, bar);
    m_export->setIconName(u"export"_s);
    m_export->setMenu(new QMenu(m_export));
    addFormActions(m_copy->menu(), false);
    addFormActions(m_export->menu(), true);
    bar->row()->addWidget(m_name);
    bar->row()->addWidget(m_size);
    m_chips = new QHBoxLayout;
    m_chips->setSpacing(theme::kBarGap);
    bar->row()->addLayout(m_chips);
    bar->row()->addWidget(m_field, 1);
    bar->row()->addWidget(m_add);
    bar->row()->addStretch(1);
    bar->row()->addWidget(m_copy);
    bar->row()->addWidget(m_export);
    connect(m_add, &QAbstractButton::clicked, this, [this] { addFilter(); });
    connect(m_field, &QLineEdit::returnPressed, this, &TablePane::takeFilter);
    connect(m_field, &QLineEdit::textEdited, this, &TablePane::showFoot);
    return bar;
}

QWidget *TablePane::makeFoot()
{
    auto *foot = new PaneBar(Qt::TopEdge, Part::StatusBar, this);
    foot->setObjectName(u"tableFoot"_s);
    m_selection = new QLabel(foot);
    m_selection->setObjectName(u"tableSelection"_s);
    m_order = new QLabel(foot);
    m_order->setObjectName(u"tableOrder"_s);
    for (QLabel *label : {m_selection, m_order}) {
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setTextFormat(Qt::PlainText);
        label->setMinimumWidth(0);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }
    m_order->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    foot->row()->addWidget(m_selection, 1);
    foot->row()->addWidget(m_order, 1);
    return foot;
}

void TablePane::makeActions()
{
    const auto add = [this](const QString &text, const QKeySequence &key, auto slot) {
        auto *action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
    };
    add(tr("Copy rows"), QKeySequence::Copy, [this] { copyRows(); });
    add(tr("Copy the cell"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), &TablePane::copyCell);
    add(tr("Add filter"), QKeySequence::Find, [this] { addFilter(); });
}

void TablePane::addFormActions(QMenu *menu, bool exports)
{
    const std::pair<TextForm, QString> forms[] = {{TextForm::Tsv, tr("As TSV, for spreadsheets")},
                                                  {TextForm::Csv, tr("As CSV")},
                                                  {TextForm::Json, tr("As JSON")},
                                                  {TextForm::Ml, tr("As an ML expression")}};
    for (const auto &[form, text] : forms) {
        QAction *action = menu->addAction(exports ? text + u"…"_s : text);
        connect(action, &QAction::triggered, this,
                [this, form, exports] { exports ? exportRows(form) : copyRows(form); });
    }
}

void TablePane::setTable(const TablePtr &table, const QString &name)
{
    m_model->setPath(name);
    m_model->setTable(table);
    m_name->setText(output::middleCut(output::visibleText(name), 40));
    m_name->setFont(theme::fonts().code(TextSize::Body));
    for (QWidget *part : std::initializer_list<QWidget *>{m_bar, m_view, m_foot}) part->setVisible(table != nullptr);
    m_empty->setVisible(table == nullptr);
    if (!table)
        m_empty->setTexts(name.isEmpty() ? tr("No table to show") : tr("%1 has no rows").arg(m_name->text()),
                          tr("A list of objects or of lists is shown here as a table"));
    showFilters();
    showSize();
    showFoot();
}

// ---- bar and foot -------------------------------------------------------------------------------------------------

void TablePane::showSize()
{
    if (!m_model->table()) return;
    const QLocale locale;
    const QString all = locale.toString(static_cast<qlonglong>(m_model->table()->rowCount()));
    const QString columns =
        locale.toString(m_model->columnCount()) + (m_model->table()->table().hasMoreColumns() ? u"+"_s : QString());
    const bool filtered = !m_model->filters().isEmpty() && m_model->rowCount() != m_model->table()->rowCount();
    m_size->setText(filtered ? tr("%1 of %2 rows × %3").arg(locale.toString(m_model->rowCount()), all, columns)
                             : tr("%1 rows × %2").arg(all, columns));
}

void TablePane::showFilters()
{
    while (QLayoutItem *item = m_chips->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    for (const RowFilter &filter : m_model->filters()) {
        auto *chip = new widgets::Chip(output::middleCut(output::visibleText(filter.text()), 40), m_bar);
        chip->setIconName(u"filter"_s);
        chip->setRemovable(true);
        chip->setCheckable(true);
        chip->setChecked(true);
        m_chips->addWidget(chip);
        const auto remove = [this, filter] {
            QList<RowFilter> filters = m_model->filters();
            filters.removeOne(filter);
            m_model->setFilters(filters);
        };
        connect(chip, &widgets::Chip::removeRequested, this, remove);
        connect(chip, &QAbstractButton::clicked, this, remove);
    }
}

QString TablePane::selectionText() const
{
    return m_selection->text();
}

QString TablePane::orderText() const
{
    return m_order->text();
}

QString TablePane::filterFault() const
{
    if (!m_field->isVisibleTo(this) || m_field->text().isEmpty() || !m_model->table()) return {};
    const auto parsed = parseFilter(m_field->text(), *m_model->table());
    return parsed ? QString() : parsed.error();
}

void TablePane::showFoot()
{
    if (!m_model->table()) return;
    qint64 rows = 0;
    for (const QItemSelectionRange &range : m_view->selectionModel()->selection()) rows += range.height();
    const QString fault = filterFault();
    const QString selected = rows > 0 ? tr("%Ln row(s) selected", nullptr, static_cast<int>(rows)) : QString();
    m_selection->setText(fault.isEmpty() ? selected : fault);
    m_selection->setForegroundRole(fault.isEmpty() ? QPalette::PlaceholderText : QPalette::WindowText);
    const bool busy = m_model->isArranging() || m_writing.isRunning();
    busy ? m_tick.start() : m_tick.stop();
    const auto percent = [](double share) { return QLocale().toString(static_cast<int>(share * 100)) + u" %"_s; };
    if (m_writing.isRunning()) return m_order->setText(tr("Writing %1").arg(percent(m_writing.share())));
    if (m_model->isArranging()) return m_order->setText(tr("Ordering rows %1").arg(percent(m_model->arrangingShare())));
    const SortKey &sort = m_model->sort();
    QString text;
    if (sort.column >= 0 && sort.column < m_model->columnCount()) {
        const QString name = output::visibleText(m_model->table()->columns()[sort.column].name);
        text = sort.order == Qt::AscendingOrder ? tr("sorted by %1, ascending").arg(name)
                                                : tr("sorted by %1, descending").arg(name);
    }
    if (!text.isEmpty() || !m_model->filters().isEmpty()) {
        if (!text.isEmpty()) text += u" · "_s;
        text += tr("%1 s").arg(QLocale().toString(m_model->arrangedIn(), 'f', 3));
    }
    m_order->setText(text);
}

void TablePane::addFilter(int column)
{
    if (!m_model->table()) return;
    m_field->show();
    if (column >= 0) {
        const Column &about = m_model->table()->columns()[column];
        m_field->setText(about.name + (isNumeric(about.type) ? u" > "_s : u" contains "_s));
    } else {
        m_field->clear();
    }
    m_field->setFocus(Qt::OtherFocusReason);
    m_field->end(false);
    showFoot();
}

void TablePane::takeFilter()
{
    const auto parsed = parseFilter(m_field->text(), *m_model->table());
    if (!parsed) return showFoot();
    QList<RowFilter> filters = m_model->filters();
    if (!filters.contains(*parsed)) filters.append(*parsed);
    m_field->hide();
    m_view->setFocus();
    m_model->setFilters(filters);
}

bool TablePane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        m_field->hide();
        m_view->setFocus();
        showFoot();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void TablePane::cancelWork()
{
    m_writing.cancel();
    m_model->cancelArranging();
    showFoot();
}

// ---- menus --------------------------------------------------------------------------------------------------------

void TablePane::popup(QMenu *menu, const QPoint &place)
{
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(place);
}

void TablePane::showColumnMenu(int column, const QPoint &place)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"columnMenu"_s);
    const ColumnStatistics *about = m_model->statistics(column);
    const ColumnType type = m_model->table()->columns()[column].type;
    const auto note = [menu](const QString &text) { menu->addAction(text)->setEnabled(false); };
    const auto figure = [type](double number) {
        return type == ColumnType::Date ? dateText(number) : numberText(number);
    };
    if (about && about->hasNumbers) {
        note(tr("Minimum %1").arg(figure(about->least)));
        note(tr("Mean %1").arg(figure(about->mean)));
        note(tr("Maximum %1").arg(figure(about->greatest)));
    }
    if (about) note(tr("%Ln null", nullptr, static_cast<int>(about->nulls)));
    else note(tr("Counting"));
    menu->addSeparator();
    connect(menu->addAction(tr("Sort ascending")), &QAction::triggered, this,
            [this, column] { m_model->setSort({column, Qt::AscendingOrder}); });
    connect(menu->addAction(tr("Sort descending")), &QAction::triggered, this,
            [this, column] { m_model->setSort({column, Qt::DescendingOrder}); });
    QAction *unsort = menu->addAction(tr("As the list lies"));
    unsort->setEnabled(m_model->sort().column >= 0);
    connect(unsort, &QAction::triggered, this, [this] { m_model->setSort({}); });
    menu->addSeparator();
    connect(menu->addAction(tr("Filter this column")), &QAction::triggered, this,
            [this, column] { addFilter(column); });
    connect(menu->addAction(tr("Fit the width")), &QAction::triggered, this,
            [this, column] { m_view->fitColumn(column); });
    connect(menu->addAction(tr("Copy the name")), &QAction::triggered, this,
            [this, column] { QApplication::clipboard()->setText(m_model->table()->columns()[column].name); });
    emit columnMenuFilling(menu, column);
    popup(menu, place);
}

void TablePane::showCellMenu(const QModelIndex &index, const QPoint &place)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"cellMenu"_s);
    connect(menu->addAction(tr("Copy the cell")), &QAction::triggered, this, &TablePane::copyCell);
    connect(menu->addAction(tr("Copy the path")), &QAction::triggered, this, &TablePane::copyPath);
    addFormActions(menu->addMenu(tr("Copy rows")), false);
    menu->addSeparator();
    const QString name = m_model->table()->columns()[index.column()].name;
    const runs::ResultValue cell = m_model->table()->table().cell(m_model->sourceRow(index.row()), index.column());
    const RowFilter same{index.column(), name, RowFilter::Test::Equal, cell.isValid() ? cell.text(200) : u"null"_s};
    connect(menu->addAction(tr("Only rows like this one")), &QAction::triggered, this, [this, same] {
        QList<RowFilter> filters = m_model->filters();
        filters.append(same);
        m_model->setFilters(filters);
    });
    emit cellMenuFilling(menu, index);
    popup(menu, place);
}

// ---- copying ------------------------------------------------------------------------------------------------------

QList<int> TablePane::shownColumns() const
{
    QList<int> columns;
    for (int place = 0; place < m_view->header()->count(); ++place)
        if (const int column = m_view->header()->logicalIndex(place); !m_view->header()->isSectionHidden(column))
            columns.append(column);
    return columns;
}

TableCut TablePane::shownCut() const
{
    TableCut cut{m_model->table(), {}, m_model->sort().column < 0 && m_model->filters().isEmpty(), shownColumns()};
    if (!cut.all) cut.rows = m_model->order().rows;
    return cut;
}

// The selected rows; all when none is.
TableCut TablePane::selectedCut() const
{
    QItemSelection selection = m_view->selectionModel()->selection();
    if (selection.isEmpty()) return shownCut();
    std::ranges::sort(selection, {}, &QItemSelectionRange::top);
    if (selection.first().height() == m_model->rowCount()) return shownCut();
    TableCut cut{m_model->table(), {}, false, shownColumns()};
    for (const QItemSelectionRange &range : std::as_const(selection))
        for (int row = range.top(); row <= range.bottom(); ++row)
            cut.rows.push_back(static_cast<quint32>(m_model->sourceRow(row)));
    return cut;
}

void TablePane::copyRows(TextForm form)
{
    if (!m_model->table()) return;
    struct Copied {
        QByteArray text;
        bool whole = false;
    };
    m_writing.startShown(
        tr("Copying rows"), this,
        [cut = selectedCut(), form](Progress &progress) {
            Copied copied;
            const auto take = [&copied](QByteArrayView piece) {
                copied.text += piece;
                return copied.text.size() <= kMostCopied;
            };
            copied.whole = writeTable(cut, form, take, progress);
            return copied;
        },
        [this](const Copied &copied) {
            if (copied.whole) QApplication::clipboard()->setText(QString::fromUtf8(copied.text));
            else emit failed(tr("These rows are too long for the clipboard. Export them to a file."));
            if (copied.whole) emit said(tr("Copied the rows"));
            showFoot();
            emit worked();
        },
        [this] { showFoot(); });
    showFoot();
}

void TablePane::copyCell()
{
    const QModelIndex index = m_view->currentIndex();
    if (!index.isValid()) return;
    const runs::ResultValue cell = m_model->table()->table().cell(m_model->sourceRow(index.row()), index.column());
    QApplication::clipboard()->setText(cell.isValid() ? cell.text() : QString());
}

void TablePane::copyPath()
{
    const QModelIndex index = m_view->currentIndex();
    if (index.isValid()) QApplication::clipboard()->setText(index.data(TableModel::PathRole).toString());
}

void TablePane::exportRows(TextForm form)
{
    if (!m_model->table() || !m_askFile) return;
    m_askFile(tr("Export the table"), u"table."_s + suffixOf(form),
              [this, form, cut = shownCut()](const QString &path) {
                  m_writing.startShown(
                      tr("Exporting %1").arg(QFileInfo(path).fileName()), this,
                      [cut, form, path](Progress &progress) { return saveTable(cut, form, path, progress); },
                      [this, path](const QString &fault) {
                          if (fault.isEmpty()) emit said(tr("Exported as %1").arg(path));
                          else emit failed(fault);
                          showFoot();
                          emit worked();
                      },
                      [this] { showFoot(); });
                  showFoot();
              });
}

// In a narrow pane the buttons are icons; their names stay for those who listen.
void TablePane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool narrow = width() < theme::metrics().scaledWidth(kWordsWidth);
    const std::pair<widgets::SmallButton *, QString> buttons[] = {
        {m_add, tr("Add filter")}, {m_copy, tr("Copy")}, {m_export, tr("Export")}};
    for (const auto &[button, name] : buttons) {
        button->setText(narrow ? QString() : name);
        button->setAccessibleName(name);
        button->setToolTip(narrow ? name : QString());
    }
}

void TablePane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Token::Panel));
}

} // namespace latchkey::tables
