// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/value_writer.h"

#include "ui/output/rich_line.h"
#include "ui/results/value_export.h"
#include "ui/runs/run_words.h"
#include "ui/widgets/buttons.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace latchkey::results {

namespace {

constexpr int kTickMs = 100; // and nothing is shown of what is done within the first

} // namespace

ValueWriter::ValueWriter(QWidget *parent)
    : QWidget(parent)
    , m_text(new output::RichLabel(this))
{
    setObjectName(u"valueWriter"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::kBarGap);
    auto *stop = new widgets::IconButton(u"close"_s, tr("Stop writing"), theme::Part::SmallButton, this);
    stop->setObjectName(u"stopWriting"_s);
    row->addWidget(m_text);
    row->addWidget(stop);
    connect(stop, &QAbstractButton::clicked, this, &ValueWriter::cancel);
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &ValueWriter::showProgress);
    hide();
}

void ValueWriter::save(const ValuePtr &value, const QString &path)
{
    if (!value) return;
    m_work.start(
        this, [value, path](tables::Progress &progress) { return saveValue(value, path, progress); },
        [this, path](const QString &fault) {
            end();
            if (fault.isEmpty()) emit said(tr("Exported as %1").arg(path));
            else emit failed(fault);
        });
    begin();
}

void ValueWriter::copy(const ValuePtr &value)
{
    if (!value) return;
    m_work.start(
        this, [value](tables::Progress &progress) { return QString::fromUtf8(copiedValue(value, progress)); },
        [this](const QString &text) {
            end();
            if (text.isNull())
                return emit failed(tr("The value is longer than %1, too much for the clipboard. Export it instead.")
                                       .arg(runs::bytesText(kMostCopied)));
            QGuiApplication::clipboard()->setText(text);
            emit said(tr("Copied as JSON"));
        });
    begin();
}

void ValueWriter::cancel()
{
    if (!isWriting()) return;
    m_work.cancel();
    end();
    emit said(tr("Nothing was written"));
}

void ValueWriter::begin()
{
    m_text->setLine({});
    m_tick.start();
}

void ValueWriter::end()
{
    m_tick.stop();
    hide();
}

void ValueWriter::showProgress()
{
    const QString percent = QLocale().toString(static_cast<int>(m_work.share() * 100));
    m_text->setLine(output::RichLine().add(tr("Writing %1 %").arg(percent), output::Face::Small, theme::Token::Muted));
    show();
}

} // namespace latchkey::results
