// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/batch_item_view.h"

#include "ui/batch/batch_model.h"
#include "ui/output/visible_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/notices.h"
#include "ui/widgets/small_parts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::batch {

namespace {

constexpr qsizetype kShown = 16 << 10; // more is for the file that is exported

/// JSON with one member a line, in the order and spelling of the text; cut where nobody reads on.
QString pretty(const QByteArray &json)
{
    QByteArray text;
    qsizetype depth = 0;
    bool quoted = false;
    const qsizetype end = std::min(json.size(), kShown);
    const auto newLine = [&] { text += '\n' + QByteArray(std::min<qsizetype>(depth, 20) * 2, ' '); };
    for (qsizetype i = 0; i < end; ++i) {
        const char c = json[i];
        if (quoted) {
            text += c;
            if (c == '\\' && i + 1 < end) text += json[++i];
            else quoted = c != '"';
            continue;
        }
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r') continue;
        if (c == '}' || c == ']') {
            --depth;
            if (!text.endsWith('{') && !text.endsWith('[')) newLine();
        } else if (text.endsWith('{') || text.endsWith('[')) {
            newLine();
        }
        text += c;
        quoted = c == '"';
        if (c == '{' || c == '[') ++depth;
        else if (c == ',') newLine();
        else if (c == ':') text += ' ';
    }
    const QString shown = QString::fromUtf8(text);
    return end < json.size() ? shown + u'\n' + BatchItemView::tr("… cut here") : shown;
}

QPlainTextEdit *textField(const QString &name, QWidget *parent)
{
    auto *field = new QPlainTextEdit(parent);
    field->setAccessibleName(name);
    field->setReadOnly(true);
    field->setFont(theme::fonts().code());
    field->setTabChangesFocus(true);
    field->setLineWrapMode(QPlainTextEdit::NoWrap);
    return field;
}

QLabel *title(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setFont(theme::fonts().ui(theme::TextSize::Small, QFont::DemiBold));
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

} // namespace

BatchItemView::BatchItemView(QWidget *parent)
    : QWidget(parent)
    , m_empty(new widgets::EmptyState(tr("No item is chosen"), tr("A row of the table is shown here in full"), this))
    , m_page(new QWidget(this))
    , m_state(new widgets::RunStateLabel(theme::RunState::Queued, m_page))
    , m_facts(new QLabel(m_page))
    , m_message(new QLabel(m_page))
    , m_place(new widgets::LinkButton(QString(), m_page))
    , m_again(new widgets::SmallButton(tr("Retry this one"), m_page))
    , m_open(new widgets::SmallButton(tr("Run in the window"), theme::ButtonLook::Flat, m_page))
    , m_input(textField(tr("Input"), m_page))
    , m_value(textField(tr("Result"), m_page))
{
    setObjectName(u"batchItem"_s);
    m_message->setObjectName(u"batchMessage"_s);
    m_again->setObjectName(u"batchRetryOne"_s);
    m_open->setObjectName(u"batchOpenOne"_s);
    m_place->setObjectName(u"batchPlace"_s);
    m_again->setIconName(u"rerun"_s);
    m_open->setToolTip(tr("Runs it once more by itself, with its output and result in the panes"));
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    m_facts->setTextFormat(Qt::PlainText);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_message->setFocusPolicy(Qt::NoFocus); // the next Tab is the place of the error
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins({});
    all->addWidget(m_empty);
    all->addWidget(m_page);
    auto *column = new QVBoxLayout(m_page);
    column->setContentsMargins(theme::kRowMargin, theme::kRowMargin, theme::kRowMargin, theme::kRowMargin);
    column->setSpacing(theme::kAnswerGap);
    auto *head = new QHBoxLayout;
    head->setSpacing(theme::kRowMargin);
    head->addWidget(m_state);
    head->addWidget(m_facts, 1);
    column->addLayout(head);
    column->addWidget(m_message);
    column->addWidget(m_place, 0, Qt::AlignLeft);
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::kAnswerGap);
    row->addWidget(m_again);
    row->addWidget(m_open);
    row->addStretch(1);
    column->addLayout(row);
    column->addSpacing(theme::kBarGap);
    column->addWidget(title(tr("Input"), m_page));
    column->addWidget(m_input, 1);
    column->addWidget(title(tr("Result"), m_page));
    column->addWidget(m_value, 1);
    connect(m_again, &QAbstractButton::clicked, this, [this] {
        if (m_row.isOver()) emit retryRequested(m_item);
        else emit cancelRequested(m_item);
    });
    connect(m_open, &QAbstractButton::clicked, this, [this] { emit openRequested(m_item); });
    connect(m_place, &QAbstractButton::clicked, this,
            [this] { emit placeActivated(m_row.errorFile, m_row.errorLine, m_row.errorColumn); });
    showNone();
}

void BatchItemView::showNone()
{
    m_item = -1;
    m_page->hide();
    m_empty->show();
}

void BatchItemView::show(int item, const BatchRow &row, bool canRetry)
{
    const bool sameInput = m_item == item && m_row.item == row.item && !m_page->isHidden();
    const bool sameValue = sameInput && m_row.value == row.value && m_row.state == row.state;
    m_item = item;
    m_row = row;
    m_empty->hide();
    m_page->show();
    m_state->setState(row.state);
    QStringList facts;
    if (row.isFailure() && !row.errorName.isEmpty()) facts.append(output::visibleText(row.errorName));
    if (row.attempts > 1) facts.append(tr("%n attempt(s)", nullptr, row.attempts));
    if (const QString time = itemTimeText(row); !time.isEmpty()) facts.append(time);
    if (!row.answeredBy.isEmpty()) facts.append(tr("answered by %1").arg(output::visibleText(row.answeredBy)));
    m_facts->setText(facts.join(u" · "_s));
    QString message = row.isFailure() ? output::visibleText(row.errorMessage) : QString();
    if (row.isFailure() && !row.errorHint.isEmpty()) message += u'\n' + output::visibleText(row.errorHint);
    m_message->setText(message);
    m_message->setVisible(!message.isEmpty());
    m_place->setText(tr("Open at line %1").arg(row.errorLine));
    m_place->setVisible(row.isFailure() && row.errorLine > 0);
    m_again->setText(row.isOver() ? tr("Retry this one") : tr("Cancel this one"));
    m_again->setIconName(row.isOver() ? u"rerun"_s : u"close"_s);
    m_again->setEnabled(row.isOver() ? canRetry : !canRetry);
    if (!sameInput) m_input->setPlainText(row.item.isEmpty() ? row.problem : pretty(row.item));
    if (sameValue) return;
    const bool wasCut = row.state == theme::RunState::Finished && row.value.isEmpty() && !row.preview.isEmpty();
    m_value->setPlainText(wasCut ? row.preview : pretty(row.value));
    m_value->setPlaceholderText(row.isOver() ? tr("no result") : tr("not yet"));
}

} // namespace latchkey::batch
