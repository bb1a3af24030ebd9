// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/status_line.h"

#include "ui/runs/run_words.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace latchkey::window {

using theme::Token;
using widgets::StatusItem;

namespace {

constexpr int kMessageMs = 5000;

StatusItem *item(const QString &name, const QString &id)
{
    auto *made = new StatusItem(name);
    made->setObjectName(id);
    return made;
}

} // namespace

StatusLine::StatusLine(QWidget *parent)
    : QStatusBar(parent)
    , place(item(tr("Place of the caret"), u"statusPlace"_s))
    , language(item(tr("Language"), u"statusLanguage"_s))
    , encoding(item(tr("Encoding"), u"statusEncoding"_s))
    , lineEnd(item(tr("Line ends"), u"statusLineEnd"_s))
    , problems(item(tr("Problems"), u"statusProblems"_s))
    , jobs(item(tr("Background jobs"), u"statusJobs"_s))
    , running(item(tr("Runs"), u"statusRunning"_s))
    , needsYou(item(tr("Questions"), u"statusNeedsYou"_s))
    , workers(item(tr("Workers"), u"statusWorkers"_s))
    , memory(item(tr("Memory"), u"statusMemory"_s))
    , m_row(new QWidget(this))
    , m_message(new QLabel)
{
    setObjectName(u"statusBar"_s);
    setAccessibleName(tr("Status bar"));
    setSizeGripEnabled(false);
    auto *layout = new QHBoxLayout(m_row);
    layout->setContentsMargins(theme::kBarGap, 0, theme::kBarGap, 0);
    layout->setSpacing(0);
    for (StatusItem *one : {place, language, encoding, lineEnd, problems}) layout->addWidget(one);
    m_message->setObjectName(u"statusMessage"_s);
    m_message->setAccessibleName(tr("Message"));
    m_message->setForegroundRole(QPalette::PlaceholderText);
    m_message->setFont(theme::fonts().ui(theme::TextSize::Small));
    m_message->setMinimumWidth(0);
    m_message->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    layout->addSpacing(theme::kSide);
    layout->addWidget(m_message, 1);
    for (StatusItem *one : {jobs, running, needsYou, workers, memory}) layout->addWidget(one);
    m_clear.setSingleShot(true);
    m_clear.setInterval(kMessageMs);
    connect(&m_clear, &QTimer::timeout, m_message, &QLabel::clear);
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] {
        m_message->setFont(theme::fonts().ui(theme::TextSize::Small));
        setFixedHeight(theme::metrics().height(theme::Part::StatusBar));
    });
    setFixedHeight(theme::metrics().height(theme::Part::StatusBar));
    clearFile();
    setRuns(0, 0);
    setJobs(0);
}

// The layout of QStatusBar keeps five pixels for itself; here the row has all below the hairline.
void StatusLine::resizeEvent(QResizeEvent *event)
{
    QStatusBar::resizeEvent(event);
    m_row->setGeometry(rect().adjusted(0, 1, 0, 0));
}

void StatusLine::arrange()
{
    for (StatusItem *one : {place, language, problems}) one->setVisible(m_hasFile);
    for (StatusItem *one : {encoding, lineEnd}) one->setVisible(m_hasFile && !m_narrow);
    memory->setVisible(!m_narrow);
}

void StatusLine::setPlace(int line, int column, int selected)
{
    const QString text = tr("Ln %1, Col %2").arg(line).arg(column);
    place->setValue(selected > 0 ? tr("%1 (%n selected)", nullptr, selected).arg(text) : text);
    if (!std::exchange(m_hasFile, true)) arrange();
}

void StatusLine::setFormat(const QString &languageName, const QString &encodingName, const QString &lineEndName)
{
    language->setValue(languageName);
    encoding->setValue(encodingName);
    lineEnd->setValue(lineEndName);
}

void StatusLine::setProblems(int errors, int warnings)
{
    if (errors > 0) problems->setValue(tr("%n error(s)", nullptr, errors), u"failed"_s, Token::Fail);
    else if (warnings > 0) problems->setValue(tr("%n warning(s)", nullptr, warnings), u"warning"_s, Token::Paused);
    else problems->setValue(tr("No problems"), u"check"_s);
}

void StatusLine::clearFile()
{
    m_hasFile = false;
    arrange();
}

void StatusLine::setJobs(int count)
{
    jobs->setVisible(count > 0);
    jobs->setValue(tr("%n job(s)", nullptr, count), u"queued"_s);
}

void StatusLine::setRuns(int count, int questions)
{
    if (count > 0) running->setValue(tr("%n running", nullptr, count), u"running"_s, Token::Running);
    else running->setValue(tr("Nothing running"), u"runs"_s);
    running->setVisible(count > 0 || questions == 0);
    needsYou->setVisible(questions > 0);
    needsYou->setValue(questions == 1 ? tr("1 needs you") : tr("%1 need you").arg(questions), u"permission-key"_s,
                       Token::Key);
}

void StatusLine::setWorkers(int busy, int all)
{
    workers->setValue(tr("%1 / %n worker(s)", nullptr, all).arg(busy));
}

void StatusLine::setMemory(qint64 bytes)
{
    memory->setValue(runs::bytesText(bytes));
}

void StatusLine::setNarrow(bool narrow)
{
    m_narrow = narrow;
    arrange();
}

void StatusLine::say(const QString &message)
{
    m_message->setText(message);
    m_clear.start();
}

} // namespace latchkey::window
