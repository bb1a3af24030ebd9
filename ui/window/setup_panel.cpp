// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/setup_panel.h"

#include "engine/capability/capability_string.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/window/editor_page.h"
#include "ui/window/run_desk.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace latchkey::window {

using theme::Token;

namespace {

constexpr QSize kSize(420, 260);

} // namespace

SetupPanel::SetupPanel(QWidget *window)
    : QWidget(window)
    , m_about(new QLabel(this))
    , m_field(new QPlainTextEdit(this))
    , m_fault(new QLabel(this))
    , m_run(new widgets::SmallButton(tr("Run with these"), this))
{
    setObjectName(u"setupPanel"_s);
    m_field->setObjectName(u"setupField"_s);
    m_field->setFont(theme::fonts().code());
    m_field->setTabChangesFocus(true);
    m_field->installEventFilter(this);
    m_fault->setObjectName(u"setupFault"_s);
    m_fault->setWordWrap(true);
    m_about->setForegroundRole(QPalette::PlaceholderText);
    auto *close = new widgets::SmallButton(tr("Done"), theme::ButtonLook::Flat, this);
    m_run->setObjectName(u"setupRun"_s);
    close->setObjectName(u"setupDone"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::kRowMargin, theme::kRowMargin, theme::kRowMargin, theme::kRowMargin);
    column->addWidget(m_about);
    column->addWidget(m_field, 1);
    column->addWidget(m_fault);
    auto *row = new QHBoxLayout;
    row->addWidget(m_run);
    row->addStretch(1);
    row->addWidget(close);
    column->addLayout(row);
    connect(m_field, &QPlainTextEdit::textChanged, this, &SetupPanel::take);
    connect(close, &QAbstractButton::clicked, this, &SetupPanel::finish);
    connect(m_run, &QAbstractButton::clicked, this, [this] {
        EditorPage *page = m_page;
        finish();
        if (page != nullptr) emit runRequested(page);
    });
    window->installEventFilter(this);
    hide();
}

void SetupPanel::open(Subject subject, EditorPage *page, QWidget *anchor)
{
    const bool inputs = subject == Subject::Inputs;
    m_subject = subject;
    m_page = page;
    m_anchor = anchor;
    setAccessibleName(inputs ? tr("Inputs of %1").arg(page->name()) : tr("Grants of %1").arg(page->name()));
    m_field->setAccessibleName(inputs ? tr("Inputs as a JSON object") : tr("Grants, one a line"));
    m_about->setText(inputs ? tr("Each key is a variable of the script.")
                            : tr("What every run of this file may do unasked, one a line."));
    m_field->setPlaceholderText(inputs ? u"{\"rate\": 0.19, \"names\": [\"a\", \"b\"]}"_s
                                       : u"file.read:data/**\nnetwork.https:api.example.org"_s);
    {
        const QSignalBlocker blocker(m_field);
        m_field->setPlainText(inputs ? QString::fromUtf8(page->setup.inputs) : page->setup.grants.join(u'\n'));
    }
    take();
    place();
    show();
    raise();
    m_field->setFocus();
}

void SetupPanel::place()
{
    const QWidget *window = parentWidget();
    const QSize size(std::min(kSize.width(), window->width() - 16), std::min(kSize.height(), window->height() - 100));
    const QPoint below = m_anchor && m_anchor->isVisible() ? m_anchor->mapTo(window, QPoint(0, m_anchor->height() + 4))
                                                           : QPoint(theme::kSide, 80);
    const int x = std::clamp(below.x(), theme::kSide, window->width() - size.width() - theme::kSide);
    setGeometry(QRect(QPoint(x, below.y()), size));
}

QString SetupPanel::fault() const
{
    return m_fault->text();
}

// Why the lines can not be grants; empty when they can.
static QString grantsFault(const QStringList &lines)
{
    for (const QString &line : lines) {
        const auto parsed = capability::parseCapability(line.toStdString());
        if (!parsed) return QString::fromStdString(parsed.error());
        if (parsed->isDeny) return SetupPanel::tr("A denial is no grant: %1").arg(line);
    }
    return {};
}

static QStringList linesOf(const QString &text)
{
    QStringList lines;
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts))
        if (const QString trimmed = line.trimmed(); !trimmed.isEmpty()) lines << trimmed;
    return lines;
}

void SetupPanel::take()
{
    const QString text = m_field->toPlainText();
    const QStringList lines = linesOf(text);
    const QString fault = m_subject == Subject::Inputs ? RunDesk::inputsFault(text.toUtf8()) : grantsFault(lines);
    m_fault->setText(fault);
    m_fault->setAccessibleName(fault.isEmpty() ? tr("This can be used") : fault);
    QPalette colours = m_fault->palette();
    colours.setColor(QPalette::WindowText, theme::color(Token::Fail));
    m_fault->setPalette(colours);
    m_run->setEnabled(fault.isEmpty());
    if (!m_page) return;
    RunSetup &setup = m_page->setup;
    if (m_subject == Subject::Inputs) setup.inputs = text.toUtf8(); // refused by a run while it is wrong
    else if (fault.isEmpty()) setup.grants = lines;
    emit changed(m_page);
}

void SetupPanel::finish()
{
    hide();
    if (m_page) m_page->setFocus();
}

void SetupPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Token::Window)); // behind the round corners
    theme::drawGround(&painter, rect(), theme::color(Token::Panel), theme::color(Token::Strong), theme::kPaletteRadius);
}

void SetupPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) finish();
    else QWidget::keyPressEvent(event);
}

bool SetupPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) place();
    if (watched == m_field && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        finish();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace latchkey::window
