// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session_pane.h"

#include "ui/editor/code_editor.h"
#include "ui/output/input_bar.h"
#include "ui/output/rich_line.h"
#include "ui/output/run_report.h"
#include "ui/permissions/permission_bar.h"
#include "ui/runs/run_list.h"
#include "ui/runs/run_words.h"
#include "ui/session/session_entry.h"
#include "ui/session/session_history.h"
#include "ui/session/session_words.h"
#include "ui/tables/pane_bar.h"
#include "ui/theme/run_state_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/spinner.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QDir>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::session {

using output::Face;
using output::RichLine;
using permissions::PermissionBar;
using theme::Part;
using theme::Token;
using widgets::IconButton;

namespace {

/// The user's own folder is written as everyone writes it.
QString shownFolder(const QString &folder)
{
    const QString home = QDir::homePath();
    if (folder == home) return u"~"_s;
    if (folder.startsWith(home + u'/')) return u'~' + folder.sliced(home.size());
    return folder;
}

} // namespace

SessionPane::SessionPane(const SessionControl::Setup &setup, const QString &historyFile, QWidget *parent)
    : QWidget(parent)
    , m_list(setup.list)
    , m_control(new SessionControl(setup, this))
    , m_transcript(new SessionTranscript(this))
    , m_history(new SessionHistory(historyFile, this))
    , m_entry(new SessionEntry(m_history, this))
    , m_input(new output::InputBar(this))
    , m_questionPlace(new QWidget(this))
{
    setObjectName(u"sessionPane"_s);
    setAccessibleName(tr("Session"));
    setFocusProxy(m_entry);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    column->addWidget(m_transcript->view(), 1);
    column->addWidget(m_welcome = makeWelcome(), 1);
    column->addWidget(m_questionPlace);
    column->addWidget(m_input);
    column->addWidget(m_entry);
    auto *place = new QHBoxLayout(m_questionPlace);
    place->setContentsMargins(theme::kRowMargin, theme::kSide, theme::kRowMargin, theme::kSide);
    place->addStretch(0);
    m_questionPlace->hide();
    m_transcript->view()->setMinimumHeight(m_transcript->view()->lineHeight()); // a question has room in a low dock
    m_entry->setHint(tr("Type code; Enter runs it"));
    m_transcript->view()->installEventFilter(this);
    connectParts(setup.list);
    connectTranscript();
    refresh();
}

SessionPane::~SessionPane() = default;

// ---- parts ------------------------------------------------------------------------------------------------------

QWidget *SessionPane::makeBar()
{
    auto *bar = new tables::PaneBar(Qt::BottomEdge, Part::FilterBar, this);
    m_status = new output::RichLabel(bar);
    m_status->setObjectName(u"sessionStatus"_s);
    bar->row()->addWidget(m_status, 1);
    const auto add = [&](const QString &icon, const QString &name, const QString &id, auto slot) {
        auto *button = new IconButton(icon, name, Part::SmallButton, bar);
        button->setObjectName(id);
        bar->row()->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, slot);
    };
    add(u"result-tree"_s, tr("Show the value in Result"), u"sessionValue"_s, &SessionPane::showValue);
    add(u"clear"_s, tr("Clear the transcript"), u"sessionClear"_s, &SessionPane::clear);
    add(u"rerun"_s, tr("New session: forget variables and permissions"), u"sessionNew"_s, &SessionPane::renew);
    return bar;
}

QWidget *SessionPane::makeWelcome()
{
    auto *page = new QWidget(this);
    page->setObjectName(u"sessionWelcome"_s);
    auto *column = new QVBoxLayout(page);
    column->setSpacing(theme::kBarGap);
    auto *fact = new QLabel(tr("A session runs what you type at once"), page);
    auto *hint = new QLabel(tr("Variables stay from input to input, beside your scripts. Try one of these:"), page);
    hint->setForegroundRole(QPalette::PlaceholderText);
    hint->setWordWrap(true);
    for (QLabel *label : {fact, hint}) label->setAlignment(Qt::AlignHCenter);
    auto *tries = new QHBoxLayout;
    tries->setSpacing(theme::kAnswerGap);
    tries->addStretch(1);
    for (const QString &code : {u"6 * 7"_s, u"squares = [1, 4, 9]; sum(squares)"_s, u".help"_s}) {
        auto *button = new widgets::SmallButton(QString(), page);
        button->setCode(code, Token::Text);
        button->setAccessibleName(tr("Try %1").arg(code));
        tries->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, [this, code] {
            submit(code);
            m_entry->setFocus();
        });
    }
    tries->addStretch(1);
    column->addStretch(1);
    column->addWidget(fact);
    column->addWidget(hint);
    column->addSpacing(theme::kSide);
    column->addLayout(tries);
    column->addStretch(1);
    return page;
}

void SessionPane::connectParts(runs::RunList *list)
{
    using runs::RunList;
    connect(m_control, &SessionControl::begun, this, &SessionPane::onBegun);
    connect(m_control, &SessionControl::ended, this, &SessionPane::onEnded);
    connect(m_control, &SessionControl::dropped, this, &SessionPane::onDropped);
    connect(m_control, &SessionControl::renewed, this, &SessionPane::refreshKnown);
    connect(m_control, &SessionControl::changed, this, &SessionPane::refresh);
    connect(list, &RunList::runChanged, this, [this](quint64 run) {
        if (run == m_control->run()) refresh();
    });
    connect(list, &RunList::outputReady, this, [this](quint64 run) {
        if (m_control->owns(run)) m_transcript->grew();
    });
    connect(list, &RunList::inputAsked, this, [this](quint64 run, const QString &prompt) {
        if (!m_control->owns(run)) return;
        m_input->ask(run, prompt);
        if (m_entry->editor()->hasFocus() && m_entry->text().isEmpty()) m_input->field()->setFocus();
    });
    connect(m_input, &output::InputBar::entered, list, &RunList::answerInput);
    connect(m_input, &output::InputBar::ended, list, &RunList::endInput);
    connect(m_input, &output::InputBar::entered, m_entry, qOverload<>(&QWidget::setFocus));
    connect(m_input, &output::InputBar::ended, m_entry, qOverload<>(&QWidget::setFocus));
    connect(list, &RunList::questionAsked, this, &SessionPane::refreshQuestion);
    connect(list, &RunList::questionSettled, this, &SessionPane::refreshQuestion);
    connect(list, &RunList::groupChanged, this, &SessionPane::refreshQuestion);
    connect(m_history, &SessionHistory::problem, this, &SessionPane::said);
    connect(m_entry, &SessionEntry::submitted, this, [this](const QString &text) {
        m_entry->setText({});
        submit(text);
    });
    connect(m_entry, &SessionEntry::stopRequested, m_control, &SessionControl::stop);
    connect(m_entry, &SessionEntry::clearRequested, this, &SessionPane::clear);
    connect(m_entry, &SessionEntry::escaped, this, &SessionPane::escaped);
    connect(m_entry, &SessionEntry::pageRequested, this, [this](int pages) {
        QScrollBar *bar = m_transcript->view()->verticalScrollBar();
        bar->setValue(bar->value() + pages * std::max(1, bar->pageStep() - 1));
    });
}

void SessionPane::connectTranscript()
{
    using output::OutputView;
    OutputView *view = m_transcript->view();
    connect(view, &OutputView::interruptRequested, m_control, &SessionControl::stop);
    connect(view, &OutputView::locationActivated, this, &SessionPane::goTo);
    connect(view, &OutputView::urlActivated, this, &SessionPane::urlActivated);
    connect(view, &OutputView::faultActivated, this, &SessionPane::faultActivated);
    connect(view, &OutputView::valueActivated, this, [this](quint64 id) {
        if (const auto *exchange = m_transcript->exchangeOf(id)) emit valueRequested(exchange->run, exchange->entry);
    });
    connect(view, &OutputView::grantActivated, this, [this](quint64, const QString &grant) {
        if (grant.isEmpty()) return;
        m_entry->setText(u".grant "_s + grant); // for the person to send it
        m_entry->setFocus();
    });
}

// ---- inputs -----------------------------------------------------------------------------------------------------

void SessionPane::submit(const QString &text)
{
    m_history->add(text);
    const auto command = runs::sessionCommandOf(text);
    if (!command) return run(text);
    using Kind = runs::SessionCommand::Kind;
    switch (command->kind) {
    case Kind::Help:
        m_transcript->say(text, helpLines());
        break;
    case Kind::Quit:
        m_transcript->say(text, {noteLine(tr("The session ends with the window; .reset begins a new one"))});
        break;
    case Kind::Reset:
        m_transcript->say(text, {});
        renew();
        break;
    default:
        connect(
            m_control, &SessionControl::replied, this,
            [this, text](const runs::SessionReply &reply) { m_transcript->say(text, replyLines(reply)); },
            Qt::SingleShotConnection);
        m_control->carryOut(*command);
    }
    refresh();
}

void SessionPane::run(const QString &source)
{
    QString code = source;
    while (code.endsWith(u'\n')) code.chop(1);
    if (code.trimmed().isEmpty()) return;
    if (!m_control->submit(code)) emit said(tr("Too many inputs wait; stop the one that runs"));
}

void SessionPane::renew()
{
    const qsizetype names = m_control->names().size();
    m_control->begin();
    m_transcript->say({}, {noteLine(tr("New session: variables and permissions are forgotten"))});
    if (names > 0) emit forgotten(tr("The session forgot %n variable(s)", nullptr, int(names)));
}

void SessionPane::clear()
{
    m_transcript->clear();
    refresh();
}

void SessionPane::onBegun(const runs::RunPtr &run, const QString &source)
{
    m_transcript->begin(source, run);
    m_transcript->view()->followEnd();
    // A quick one is over before anybody reads that it runs.
    QTimer::singleShot(widgets::kSpinnerDelayMs, this, &SessionPane::refresh);
}

void SessionPane::onEnded(quint64 run)
{
    m_transcript->end(m_list->entry(run));
    // A line that hides must not send the focus elsewhere.
    if (m_input->run() == run && m_input->isAncestorOf(window()->focusWidget())) m_entry->setFocus();
    m_input->endAsking(run);
    const auto *exchange = m_transcript->exchangeOfRun(run);
    const bool success = exchange != nullptr && exchange->run->result().success;
    if (success) m_prelude.add(exchange->run->script().source);
    refreshKnown();
    refresh();
    if (!success) return;
    const QString value =
        exchange->run->result().value.isValid() ? exchange->run->result().value.preview(200) : QString();
    if (value.isEmpty() || !m_entry->editor()->hasFocus()) return;
    QAccessibleAnnouncementEvent announcement(this, value);
    QAccessible::updateAccessibility(&announcement);
}

/// What completion knows of the session.
void SessionPane::refreshKnown()
{
    const QStringList names = m_control->names();
    if (names.isEmpty()) m_prelude.clear();
    m_entry->setKnown(names, m_prelude.code(), m_control->folder());
}

void SessionPane::onDropped(const QStringList &sources)
{
    for (const QString &source : sources) m_history->add(source); // nothing that was sent is lost
    m_transcript->say({}, {noteLine(tr("%n waiting input(s) did not run; the Up key brings them back", nullptr,
                                       int(sources.size())))});
}

void SessionPane::showValue()
{
    const auto *exchange = m_transcript->chosenValue();
    if (exchange == nullptr) return emit said(tr("No input has given a value yet"));
    emit valueRequested(exchange->run, exchange->entry);
}

// ---- questions --------------------------------------------------------------------------------------------------

/// The oldest question of our inputs stands in the pane.
void SessionPane::refreshQuestion()
{
    const QList<runs::PermissionRequest> &questions = m_list->questions();
    const auto ours = std::ranges::find_if(
        questions, [this](const runs::PermissionRequest &each) { return m_control->owns(each.run); });
    if (ours == questions.end()) return closeQuestion();
    const quint64 run = ours->run, lead = m_list->groups().leadOf(run, ours->id);
    if (m_question && (m_question->run() != run || m_question->question() != lead)) closeQuestion();
    if (!m_question) {
        m_question = new PermissionBar(m_questionPlace);
        m_question->setMaximumWidth(theme::metrics().scaledWidth(theme::kPermissionBarWidth));
        static_cast<QHBoxLayout *>(m_questionPlace->layout())->insertWidget(0, m_question, 1);
        connect(m_question, &PermissionBar::answered, m_list, &runs::RunList::answer);
        connect(m_question, &PermissionBar::escaped, m_entry, qOverload<>(&QWidget::setFocus));
        connect(m_question, &PermissionBar::placeActivated, this, &SessionPane::goTo);
    }
    const runs::RunEntry entry = m_list->entry(run);
    m_question->ask(run, m_list->leadingQuestion(run, lead), entry.number, entry.name);
    m_question->setOthers(m_list->groups().membersOf(run, lead).sliced(1));
    m_questionPlace->show();
    m_question->show();
}

void SessionPane::closeQuestion()
{
    if (!m_question) return;
    const QWidget *focus = window()->focusWidget();
    const bool hadFocus = m_question->hasFocus() || m_question->isAncestorOf(focus);
    m_question->hide();
    m_question->deleteLater(); // its own button may have been the answer
    m_question = nullptr;
    m_questionPlace->hide();
    if (hadFocus) m_entry->setFocus();
}

bool SessionPane::focusQuestion()
{
    if (!m_question) return false;
    m_question->focusQuestion();
    return true;
}

// ---- what is shown ----------------------------------------------------------------------------------------------

QString SessionPane::statusText() const
{
    return m_status->line().plainText();
}

void SessionPane::refresh()
{
    const runs::RunEntry entry = m_list->entry(m_control->run());
    const bool goesOn = m_control->isBusy() && entry.id != 0 && !entry.isOver() &&
                        entry.started.msecsTo(QDateTime::currentDateTime()) >= widgets::kSpinnerDelayMs;
    RichLine line;
    if (goesOn) {
        const theme::RunStateLook look = theme::runStateLook(entry.look());
        line.addIcon(look.icon, look.token);
        line.add(look.word, Face::SmallMedium, look.token, theme::kIconGap);
        line.add(runs::detailText(entry, true), Face::Small, Token::Muted, theme::kSide);
    } else {
        line.add(tr("Paths start in"), Face::Small, Token::Muted);
        line.add(output::middleCut(output::visibleText(shownFolder(m_control->folder())), 60), Face::CodeSmall,
                 Token::Muted, theme::kIconGap);
        if (const int grants = m_control->grantCount(); grants > 0)
            line.add(u"· "_s + tr("%n permission(s)", nullptr, grants), Face::Small, Token::Key, theme::kIconGap);
    }
    if (const auto waiting = m_control->waitingCount(); waiting > 0)
        line.add(u"· "_s + tr("%n input(s) waiting", nullptr, int(waiting)), Face::Small, Token::Muted,
                 theme::kIconGap);
    m_status->setLine(line);
    m_entry->setHint(m_control->isBusy() ? tr("An input runs; the next one waits for it")
                                         : tr("Type code; Enter runs it"));
    const bool isEmpty = m_transcript->isEmpty();
    m_welcome->setVisible(isEmpty);
    m_transcript->view()->setVisible(!isEmpty);
    emit changed();
}

/// A place in an input is in the transcript, any other is the window's.
void SessionPane::goTo(const QString &file, int line, int column)
{
    if (const auto *exchange = m_transcript->exchangeNamed(file)) m_transcript->showPlace(*exchange, line, column);
    else emit locationActivated(file, line, column);
}

// ---- events -----------------------------------------------------------------------------------------------------

bool SessionPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_transcript->view() && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool types = !key->text().isEmpty() && key->text().front().isPrint() &&
                           (key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == 0;
        if (types) {
            m_entry->setFocus();
            QCoreApplication::sendEvent(m_entry->editor(), event);
            return true;
        }
        if (key->modifiers() == Qt::ControlModifier && key->key() == Qt::Key_L) return clear(), true;
        if (key->matches(QKeySequence::Paste)) {
            m_entry->setFocus();
            QCoreApplication::sendEvent(m_entry->editor(), event);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void SessionPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // At least half of the pane is for what was said.
    m_entry->setMostLines(std::min(12, height() / 2 / theme::codeLineHeight(theme::fonts().code())));
}

void SessionPane::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme::color(Token::Panel));
}

} // namespace latchkey::session
