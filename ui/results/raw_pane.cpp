// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/raw_pane.h"

#include "ui/output/row_painting.h"
#include "ui/output/visible_text.h"
#include "ui/results/json_lacks.h"
#include "ui/results/value_export.h"
#include "ui/runs/run_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QBoxLayout>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::results {

using theme::Token;

namespace {

constexpr qsizetype kMostNoted = 16 << 20; ///< of a text that is gone through once more for what JSON lacks

} // namespace

RawPane::RawPane(QWidget *parent)
    : QWidget(parent)
    , m_view(new output::OutputView(this))
    , m_more(new widgets::SmallButton(QString(), this))
    , m_lacks(new output::RichLabel(this))
{
    setObjectName(u"rawPane"_s);
    setAccessibleName(tr("Raw"));
    setFocusProxy(m_view);
    m_view->setAccessibleName(tr("Result as JSON"));
    m_view->setHeadingsShown(false);
    m_more->setObjectName(u"unfoldButton"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_view, 1);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(theme::kSide, 0, theme::kSide, 0);
    row->setSpacing(theme::kSide);
    row->addWidget(m_more);
    row->addWidget(m_lacks, 1);
    row->addStretch(0); // while that says nothing
    m_lacks->setObjectName(u"rawLacks"_s);
    m_lacks->setMinimumHeight(theme::metrics().height(theme::Part::StatusBar));
    m_lacks->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_lacks->hide();
    column->addLayout(row);
    connect(m_more, &QAbstractButton::clicked, this, &RawPane::unfold);
    m_more->hide();
    m_view->hide();
}

void RawPane::setValue(const ValuePtr &value)
{
    m_making.cancel();
    m_value = value;
    m_made = false;
    m_view->removeRuns();
    m_text.reset();
    m_source.reset();
    m_shown = 0;
    m_view->setVisible(value != nullptr);
    m_more->hide();
    m_lacks->hide();
    update();
    // Nobody looks: the text is made when someone does.
    if (isVisible()) make();
}

void RawPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    make();
}

void RawPane::make()
{
    if (m_made || !m_value) return;
    m_made = true;
    m_making.start(
        this,
        [value = m_value](tables::Progress &progress) {
            ShownText shown = textOfValue(value, progress);
            Made made{tables::freedAside(std::move(shown.text)), {}, shown.isWhole, {}};
            if (made.text->size() <= kMostNoted) made.lacks = jsonLacks(engineForm(value));
            qsizetype folded = std::min(kFold, made.text->size());
            // Never inside a character.
            while (folded < made.text->size() && (uchar(made.text->at(folded)) & 0xc0) == 0x80) --folded;
            made.folded = tables::freedAside(output::TextSource(made.text->first(folded)));
            return made;
        },
        [this](const Made &made) {
            m_text = made.text;
            showSource(made.folded);
            showLacks(made);
            emit ready();
        });
}

// What JSON has no word for stands there as null, and what is very long ends somewhere; a line says so.
void RawPane::showLacks(const Made &made)
{
    constexpr qsizetype kShown = 3;
    m_lacks->setVisible(!made.isWhole || !made.lacks.isEmpty());
    const auto say = [this](const QString &text) {
        m_lacks->setLine(output::RichLine().add(text, output::Face::Small, Token::Muted));
        m_lacks->setToolTip(text.toHtmlEscaped());
    };
    if (!made.isWhole) {
        return say(tr("Only the first %1 are shown. An export has all of it").arg(runs::bytesText(kMostShown)));
    }
    const QStringList &lacks = made.lacks;
    QString text = output::visibleText(lacks.first(std::min(kShown, lacks.size())).join(u" · "_s));
    if (lacks.size() > kShown) text += u" · "_s + tr("%Ln more", nullptr, static_cast<int>(lacks.size() - kShown));
    say(tr("Not in JSON: %1").arg(text));
}

void RawPane::unfold()
{
    if (!isFolded() || m_making.isRunning()) return;
    m_more->setEnabled(false);
    m_making.start(
        this, [text = m_text](tables::Progress &) { return tables::freedAside(output::TextSource(*text)); },
        [this](const Source &source) { showSource(source); });
}

void RawPane::showSource(const Source &source)
{
    m_source = source;
    m_shown = source->byteCount();
    m_view->removeRuns();
    m_view->addRun(1, source, {});
    m_view->setCaret({{0, output::RowKind::Line, 0}, 0});
    m_view->scrollToRun(1);
    m_more->setEnabled(true);
    m_more->setVisible(isFolded());
    m_more->setText(tr("Show %1 more").arg(runs::bytesText(m_text->size() - m_shown)));
}

void RawPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Token::Panel));
    if (m_value) return;
    const int line = theme::metrics().height(theme::Part::TreeRow);
    output::paintText(&painter, QRect(0, height() / 2 - line / 2, width(), line), tr("No result to show"),
                      theme::fonts().ui(), Token::Text, Qt::AlignHCenter);
}

} // namespace latchkey::results
