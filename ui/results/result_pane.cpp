// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/result_pane.h"

#include "ui/output/visible_text.h"
#include "ui/results/image_page.h"
#include "ui/results/search_page.h"
#include "ui/results/text_page.h"
#include "ui/results/value_writer.h"
#include "ui/runs/run_words.h"
#include "ui/tables/pane_bar.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/notices.h"
#include "ui/widgets/small_parts.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace latchkey::results {
namespace {

using output::Face;
using output::RichLine;
using theme::Part;
using theme::Token;

// The foot: a strip as high as a filter bar, hairline above.
class Foot : public QWidget
{
public:
    using QWidget::QWidget;
    QSize sizeHint() const override { return {QWidget::sizeHint().width(), theme::metrics().scaled(30)}; }
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), theme::color(Token::Panel));
        theme::drawEdge(&painter, rect(), Qt::TopEdge, theme::color(Token::Border));
    }
};

// The word of a run inside a sentence. Not every language writes it small there.
QString wordInside(theme::RunState state, const QString &word)
{
    switch (state) {
    case theme::RunState::Finished:
        return ResultPane::tr("finished");
    case theme::RunState::Failed:
        return ResultPane::tr("failed");
    case theme::RunState::TimedOut:
        return ResultPane::tr("timed out");
    case theme::RunState::LimitReached:
        return ResultPane::tr("limit reached");
    case theme::RunState::Stopped:
        return ResultPane::tr("stopped");
    case theme::RunState::Running:
        return ResultPane::tr("running");
    case theme::RunState::Waiting:
        return ResultPane::tr("waiting");
    case theme::RunState::Paused:
        return ResultPane::tr("paused");
    default:
        return word;
    }
}

RichLine headLine(const runs::RunEntry &entry)
{
    const theme::RunStateLook look = theme::runStateLook(entry.look());
    const QString format = QLocale().timeFormat(QLocale::ShortFormat).remove(u":ss"_s);
    const QString time = entry.ended.isValid() ? QLocale().toString(entry.ended.time(), format) : QString();
    RichLine line;
    line.addIcon(look.icon, look.token);
    const QString word = wordInside(entry.look(), look.word);
    const QString fact = time.isEmpty() ? ResultPane::tr("Run %1, %2").arg(entry.number).arg(word)
                                        : ResultPane::tr("Run %1, %2 %3").arg(entry.number).arg(word, time);
    const QString duration = entry.isOver() ? u" · "_s + runs::durationText(entry.seconds) : QString();
    line.add(fact + duration, Face::Small, Token::Muted);
    return line;
}

/// Worth reading for itself: of several lines, or longer than a row.
bool isLongText(const ValuePtr &value)
{
    constexpr qsizetype kLong = 60;
    if (!value || value->kind() != Kind::String) return false;
    return value->size() > kLong || value->text(4 * kLong).contains(u'\n');
}

} // namespace

ResultPane::ResultPane(QWidget *parent)
    : QWidget(parent)
    , m_board(new ResultBoard(this))
    , m_model(new ResultModel(this))
    , m_view(new ResultView(m_model, this))
    , m_head(new output::RichLabel(this))
    , m_choice(new widgets::SmallButton(QString(), theme::ButtonLook::Flat, this))
    , m_table(new widgets::SmallButton(tr("Table"), theme::ButtonLook::Flat, this))
    , m_picture(new widgets::SmallButton(tr("Picture"), theme::ButtonLook::Flat, this))
    , m_read(new widgets::SmallButton(tr("Text"), theme::ButtonLook::Flat, this))
    , m_pin(new widgets::IconButton(u"pin"_s, tr("Pin this value"), Part::SmallButton, this))
    , m_found(new SearchPage(this))
    , m_text(new TextPage(this))
    , m_image(new ImagePage(this))
    , m_foot(new Foot(this))
    , m_path(new output::RichLabel(m_foot))
    , m_insert(new widgets::SmallButton(tr("Insert it"), this))
    , m_empty(new widgets::EmptyState(QString(), QString(), this))
{
    setObjectName(u"resultPane"_s);
    setAccessibleName(tr("Result"));
    setFocusProxy(m_view);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(theme::kRowMargin, 3, theme::kSide, 3);
    head->setSpacing(theme::kBarGap);
    head->addWidget(m_head, 1);
    head->addWidget(m_choice);
    head->addWidget(m_table);
    head->addWidget(m_picture);
    head->addWidget(m_read);
    head->addWidget(m_pin);
    column->addLayout(head);
    column->addWidget(m_searchBar = makeSearchBar());
    column->addWidget(m_view, 1);
    column->addWidget(m_found, 1);
    column->addWidget(m_text, 1);
    column->addWidget(m_image, 1);
    column->addWidget(m_empty, 1);
    m_empty->setButton(m_insert);
    column->addWidget(m_foot);
    makeFoot();
    makeImagePage(m_image);
    connect(m_text, &TextPage::linkActivated, this, &ResultPane::linkActivated);
    connect(m_found, &SearchPage::currentPathChanged, this, &ResultPane::showPath);
    connect(m_pin, &QAbstractButton::clicked, this, &ResultPane::togglePin);
    makeNodeActions();
    m_insert->setObjectName(u"insertResult"_s);
    m_choice->setObjectName(u"subjectChoice"_s);
    m_choice->setAccessibleName(tr("What is shown"));
    m_choice->hide();
    m_table->hide();
    m_picture->hide();
    m_read->hide();
    m_read->setObjectName(u"showText"_s);
    m_read->setIconName(u"output"_s);
    m_read->setToolTip(tr("Show this text with its lines"));
    connect(m_read, &QAbstractButton::clicked, this, &ResultPane::showText);
    m_picture->setObjectName(u"showPicture"_s);
    m_picture->setIconName(u"image"_s);
    connect(m_picture, &QAbstractButton::clicked, this, &ResultPane::showPicture);
    m_choice->setMenu(new QMenu(m_choice));
    m_table->setObjectName(u"showTable"_s);
    m_table->setIconName(u"table"_s);
    connect(m_table, &QAbstractButton::clicked, this, [this] {
        const QModelIndex index = chosenNode();
        if (const ValuePtr value = m_model->valueAt(index)) emit tableRequested(value, m_model->pathAt(index));
    });
    connect(m_insert, &QAbstractButton::clicked, this, [this] {
        const runs::RunEntry &entry = m_shown.run;
        emit insertResultRequested(entry.path.isEmpty() ? entry.tab : entry.path);
    });
    connect(m_board, &ResultBoard::shown, this, &ResultPane::showSubject);
    connect(m_board, &ResultBoard::subjectsChanged, this, &ResultPane::showSubjects);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &ResultPane::showPath);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ResultPane::showPath);
    say(tr("No result yet"), tr("The value a script puts into result is shown here"), false);
}

void ResultPane::follow(runs::RunList *list)
{
    m_board->follow(list);
}

void ResultPane::showResult(const runs::RunEntry &entry, const ValuePtr &value)
{
    m_board->showResult(entry, value);
}

QWidget *ResultPane::makeSearchBar()
{
    auto *bar = new tables::PaneBar(Qt::BottomEdge, Part::FilterBar, this);
    m_search = new widgets::SearchField(tr("Search in the value"), bar);
    m_search->setObjectName(u"valueSearch"_s);
    m_count = new output::RichLabel(bar);
    bar->row()->addWidget(m_search, 1);
    bar->row()->addWidget(m_count);
    connect(m_search, &QLineEdit::textChanged, this, &ResultPane::search);
    connect(m_found, &SearchPage::changed, this, [this] {
        m_count->setLine(RichLine().add(m_found->countText(), Face::Small, Token::Muted));
        m_count->setVisible(!m_search->text().isEmpty());
    });
    m_count->hide(); // the field has all the room until there is something to count
    return bar;
}

void ResultPane::makeFoot()
{
    auto *foot = new QHBoxLayout(m_foot);
    foot->setContentsMargins(theme::kRowMargin, 1, theme::kSide, 0);
    foot->setSpacing(theme::kSide);
    foot->addWidget(m_path);
    auto *copy = new widgets::IconButton(u"copy"_s, tr("Copy the path"), Part::SmallButton, m_foot);
    foot->addWidget(copy);
    foot->addStretch(1);
    m_writer = new ValueWriter(this);
    auto *exports = new widgets::IconButton(u"export"_s, tr("Export the value as JSON…"), Part::SmallButton, m_foot);
    exports->setObjectName(u"exportValue"_s);
    foot->addWidget(exports);
    m_compare = new widgets::SmallButton(tr("Compare"), theme::ButtonLook::Flat, m_foot);
    m_compare->setIconName(u"diff"_s);
    m_compare->setObjectName(u"compareButton"_s);
    m_compare->setMenu(new QMenu(m_compare));
    foot->addWidget(m_compare);
    connect(copy, &QAbstractButton::clicked, this,
            [this] { m_found->isHidden() ? m_view->copyPath() : m_found->copyPath(); });
    connect(exports, &QAbstractButton::clicked, this, &ResultPane::exportValue);
    connect(m_compare->menu(), &QMenu::aboutToShow, this, [this] { fillCompareMenu(m_compare->menu()); });
    connect(m_writer, &ValueWriter::said, this, &ResultPane::said);
    connect(m_writer, &ValueWriter::failed, this, &ResultPane::failed);
    connect(m_view, &ResultView::jsonWanted, m_writer, &ValueWriter::copy);
}

void ResultPane::makeImagePage(ImagePage *page)
{
    connect(page, &ImagePage::said, this, &ResultPane::said);
    connect(page, &ImagePage::failed, this, &ResultPane::failed);
    connect(page, &ImagePage::saveRequested, this, [this, page](const QString &name) {
        if (!m_askFile) return;
        m_askFile(tr("Save the picture"), name, [page = QPointer(page)](const QString &path) {
            if (page) page->save(path);
        });
    });
}

void ResultPane::makeNodeActions()
{
    auto *send = new QAction(tr("Send to Inputs"), m_view);
    connect(send, &QAction::triggered, this, &ResultPane::sendToInputs);
    m_view->addAction(send);
    auto *exports = new QAction(tr("Export as JSON…"), m_view);
    connect(exports, &QAction::triggered, this, &ResultPane::exportValue);
    m_view->addAction(exports);
    auto *find = new QAction(tr("Search in the value"), this);
    find->setShortcut(QKeySequence::Find);
    find->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QAction::triggered, this, &ResultPane::openSearch);
    addAction(find);
}

// ---- what is done with a value ------------------------------------------------------------------------------------

QModelIndex ResultPane::chosenNode() const
{
    const QModelIndex current = m_view->currentIndex();
    return current.isValid() ? current : m_model->index(0, 0);
}

ValuePtr ResultPane::chosenValue() const
{
    return m_model->valueAt(chosenNode());
}

void ResultPane::openSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
}

void ResultPane::togglePin()
{
    m_board->current().pin == 0 ? m_board->pin() : m_board->unpin();
}

void ResultPane::sendToInputs()
{
    const QString key = chosenNode().siblingAtColumn(ResultModel::Name).data().toString();
    if (const ValuePtr value = chosenValue()) emit inputRequested(value, key);
}

void ResultPane::copyJson()
{
    m_writer->copy(chosenValue());
}

void ResultPane::exportValue()
{
    const ValuePtr value = chosenValue();
    if (!value || !m_askFile) return;
    const QString name = chosenNode().siblingAtColumn(ResultModel::Name).data().toString();
    QString file;
    for (const QChar c : name.left(60)) file += c.isLetterOrNumber() || c == u'_' || c == u'-' ? c : QChar(u'_');
    m_askFile(tr("Export the value"), (file.isEmpty() ? u"value"_s : file) + u".json"_s,
              [pane = QPointer(this), value](const QString &path) {
                  if (pane) pane->m_writer->save(value, path);
              });
}

void ResultPane::openCompareMenu()
{
    if (m_foot->isVisible()) m_compare->showMenu();
}

// A picture somewhere inside a value lies over the tree until Escape.
void ResultPane::showPicture()
{
    auto *page = new ImagePage(this);
    makeImagePage(page);
    page->setValue(chosenValue());
    showPage(page);
}

// So does a text, which is one long line in the tree.
void ResultPane::showText()
{
    const ValuePtr value = chosenValue();
    if (!value) return;
    auto *page = new TextPage(this);
    page->setText(value->text(TextPage::kMostPlain), false);
    connect(page, &TextPage::linkActivated, this, &ResultPane::linkActivated);
    showPage(page);
}

void ResultPane::search()
{
    const QString text = m_search->text();
    m_count->setVisible(!text.isEmpty());
    if (text.isEmpty() || !m_shown.value) m_found->cancel();
    else m_found->search(m_shown.value, m_shown.path(), text);
    showContent();
}

// One of: what was laid over, what a search found, a text, the tree.
void ResultPane::showContent()
{
    if (!m_shown.value) return;
    const bool found = !m_search->text().isEmpty();
    const bool text = m_shown.kind == "text"_L1;
    const bool image = !text && looksLikePicture(m_shown.value);
    if (image) m_image->setValue(m_shown.value);
    else m_image->clear();
    if (text) {
        const QString format = m_shown.options.value(u"format"_s).toString();
        m_text->setText(m_shown.value->text(TextPage::kMostPlain), format == "markdown"_L1);
    }
    m_empty->hide();
    if (m_page) m_page->show();
    m_found->setVisible(!m_page && found);
    m_text->setVisible(!m_page && !found && text);
    m_image->setVisible(!m_page && !found && image);
    m_view->setVisible(!m_page && !found && !text && !image);
    m_searchBar->setVisible(!m_page && !image);
    m_foot->show();
    m_pin->show();
    m_pin->setToolTip(m_shown.pin == 0 ? tr("Pin this value") : tr("Take the pin out"));
    m_pin->setAccessibleName(m_pin->toolTip());
    showPath();
}

void ResultPane::showPage(QWidget *page)
{
    dropPage();
    m_page = page;
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->insertWidget(column->indexOf(m_view), page, 1);
    showContent();
    page->setFocus();
}

void ResultPane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape || (!m_page && m_search->text().isEmpty())) return QWidget::keyPressEvent(event);
    m_search->clear();
    closePage();
}

// Not at once: its own button may have asked for it.
void ResultPane::dropPage()
{
    if (!m_page) return;
    m_page->hide();
    m_page->deleteLater();
    m_page = nullptr;
}

void ResultPane::closePage()
{
    dropPage();
    showContent();
    m_image->isHidden() ? m_view->setFocus() : m_image->setFocus();
}

void ResultPane::fillCompareMenu(QMenu *menu)
{
    menu->clear();
    const QList<Subject> others = m_board->others();
    for (const Subject &other : others) {
        const QString name = output::middleCut(output::visibleText(other.run.name), 40).replace(u'&', u"&&"_s);
        const QString text = other.pin == 0 ? tr("With run %1, %2").arg(other.run.number).arg(name)
                                            : tr("With %1 of run %2, pinned").arg(other.name()).arg(other.run.number);
        connect(menu->addAction(text), &QAction::triggered, this,
                [this, other] { emit compareRequested(other, m_board->current()); });
    }
    if (others.isEmpty()) menu->addAction(tr("No other result is kept"))->setEnabled(false);
}

void ResultPane::showSubjects()
{
    QMenu *menu = m_choice->menu();
    menu->clear();
    const QList<Subject> &subjects = m_board->subjects();
    for (int i = 0; i < subjects.size(); ++i) {
        const Subject &each = subjects[i];
        const QString name = output::middleCut(output::visibleText(each.name()), 60).replace(u'&', u"&&"_s);
        const QString text = each.pin == 0 ? name : tr("%1 of run %2, pinned").arg(name).arg(each.run.number);
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(each.isSame(m_board->current()));
        connect(action, &QAction::triggered, this, [this, i] { m_board->choose(i); });
    }
    m_choice->setVisible(subjects.size() > 1);
}

void ResultPane::showSubject()
{
    const Subject subject = m_board->current();
    const bool same = subject.isSame(m_shown) && subject.value && m_shown.value;
    m_shown = subject;
    m_head->setLine(headLine(subject.run));
    m_head->show();
    m_choice->setText(output::middleCut(output::visibleText(subject.name()), 24));
    m_choice->setAccessibleName(tr("Shown: %1").arg(subject.name()));
    if (!subject.value) {
        m_model->setValue(nullptr);
        showEmpty(subject);
    } else {
        // A view that changes while its run goes on keeps what was opened.
        const QStringList open = same ? m_view->openPaths() : QStringList();
        const QString current = m_model->pathAt(m_view->currentIndex());
        m_model->setValue(subject.value, subject.path());
        m_view->expand(m_model->index(0, 0));
        if (same) m_view->openAgain(open, current);
        if (!same) dropPage();
        if (!same || m_search->text().isEmpty()) m_search->clear();
        showContent();
        emit valueChanged(true);
    }
    showSubjects();
    showPath();
    update();
}

void ResultPane::showEmpty(const Subject &subject)
{
    const runs::RunEntry &entry = subject.run;
    if (entry.isOver() && !entry.hasValues)
        say(tr("The value of run %1 is no longer kept").arg(entry.number), tr("Run it again to see it"), false);
    else if (entry.success)
        say(tr("%1 did not set result").arg(output::middleCut(output::visibleText(entry.name), 60)),
            tr("The value a script puts into result is shown here"), true);
    else {
        const QString detail = runs::detailText(entry);
        const bool isStopped = entry.look() == theme::RunState::Stopped;
        say(tr("Run %1 left no result").arg(entry.number), isStopped ? tr("Stopped %1").arg(detail) : detail, false);
    }
}

void ResultPane::say(const QString &fact, const QString &hint, bool canInsert)
{
    m_empty->setTexts(fact, hint);
    m_empty->show();
    dropPage();
    for (QWidget *part : std::initializer_list<QWidget *>{m_view, m_found, m_text, m_image, m_searchBar, m_pin, m_table,
                                                          m_picture, m_read, m_foot})
        part->hide();
    m_image->clear();
    emit valueChanged(false);
    m_insert->setVisible(canInsert);
    update();
}

QString ResultPane::pathText() const
{
    return m_path->line().plainText();
}

void ResultPane::showPath()
{
    const QString inTree = m_model->pathAt(chosenNode());
    const QString path = m_found->isHidden() || m_found->currentPath().isEmpty() ? inTree : m_found->currentPath();
    const ValuePtr value = chosenValue();
    m_table->setVisible(value && tables::tableOf(value->engine()) != nullptr);
    m_picture->setVisible(!m_page && m_image->isHidden() && m_found->isHidden() && looksLikePicture(value));
    m_read->setVisible(!m_page && m_picture->isHidden() && m_found->isHidden() && m_view->isVisibleTo(this) &&
                       isLongText(value));
    m_path->setLine(RichLine().add(output::middleCut(output::visibleText(path), 120), Face::CodeSmall));
}

void ResultPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Token::Panel));
}

} // namespace latchkey::results
