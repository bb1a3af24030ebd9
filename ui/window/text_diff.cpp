// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/text_diff.h"

#include "ui/compare/diff_view.h"
#include "ui/compare/line_diff.h"
#include "ui/editor/background.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace latchkey::window {

namespace {

constexpr QSize kFirstSize(820, 560);

struct Answer {
    QByteArray version;
    QString error;
    compare::Diff diff;
};

} // namespace

TextDiff::TextDiff(const QString &title, const QList<TextVersion> &versions, const QByteArray &text, QWidget *parent)
    : QDialog(parent)
    , m_versions(versions)
    , m_text(text)
    , m_choice(new QComboBox(this))
    , m_view(new compare::DiffView(this))
    , m_summary(new QLabel(this))
    , m_buttons(new QWidget(this))
{
    setObjectName(u"textDiff"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    resize(kFirstSize);
    m_choice->setAccessibleName(tr("Version to compare with"));
    for (const TextVersion &version : versions) m_choice->addItem(version.name);
    m_choice->setVisible(versions.size() > 1);
    m_view->setAccessibleName(title);
    m_summary->setObjectName(u"summary"_s);
    m_summary->setTextFormat(Qt::PlainText);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(theme::kPageMargin, theme::kRowMargin, theme::kPageMargin, theme::kRowMargin);
    top->addWidget(m_choice);
    top->addWidget(m_summary, 1);
    auto *bottom = new QHBoxLayout(m_buttons);
    bottom->setContentsMargins(theme::kPageMargin, theme::kRowMargin, theme::kPageMargin, theme::kRowMargin);
    bottom->setSpacing(theme::kAnswerGap);
    bottom->addStretch(1);
    auto *close = new widgets::SmallButton(tr("Close"), m_buttons);
    bottom->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_view, 1);
    column->addWidget(m_buttons);
    connect(close, &QAbstractButton::clicked, this, &QDialog::close);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &TextDiff::compareWith);
    m_view->setFocus();
    compareWith(0);
}

TextDiff::~TextDiff()
{
    if (m_cancelled) m_cancelled->store(true);
}

void TextDiff::addAction(const QString &text, std::function<void(const QByteArray &)> act)
{
    auto *button = new widgets::SmallButton(text, m_buttons);
    button->setObjectName(u"versionAction"_s);
    button->setEnabled(!m_version.isNull());
    auto *row = static_cast<QHBoxLayout *>(m_buttons->layout());
    row->insertWidget(row->count() - 1, button);
    connect(button, &QAbstractButton::clicked, this, [this, act] {
        act(m_version);
        close();
    });
}

QString TextDiff::summary() const
{
    return m_summary->text();
}

void TextDiff::setButtonsEnabled(bool on)
{
    for (auto *button : m_buttons->findChildren<QAbstractButton *>(u"versionAction"_s)) button->setEnabled(on);
}

void TextDiff::compareWith(int version)
{
    if (version < 0 || version >= m_versions.size()) return;
    if (m_cancelled) m_cancelled->store(true);
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    m_summary->setText(tr("Comparing"));
    setButtonsEnabled(false);
    m_job = jobs::Job(windowTitle(), [this] { close(); });
    const int turn = ++m_turn;
    editor::inBackground([read = m_versions[version].read, text = m_text, cancelled = m_cancelled] {
        Answer answer;
        auto other = read();
        if (!other) return Answer{{}, other.error(), {}};
        answer.version = *other;
        answer.diff = compare::diffLines(*other, text, [cancelled] { return cancelled->load(); });
        return answer;
    }).then(this, [this, turn, name = m_versions[version].name](const Answer &answer) {
        if (turn != m_turn) return;
        m_job.end();
        m_version = answer.error.isEmpty() && answer.version.isNull() ? QByteArray("") : answer.version;
        m_view->setDiff(answer.diff);
        m_summary->setText(
            !answer.error.isEmpty() ? answer.error
            : answer.diff.isSame
                ? tr("The text here is the same as %1.").arg(name)
                : tr("%n line(s) differ. − is %1, + is the text here.", nullptr, answer.diff.changes).arg(name));
        setButtonsEnabled(answer.error.isEmpty() && !answer.diff.isSame);
        emit shown();
    });
}

} // namespace latchkey::window
