// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/image_page.h"

#include "ui/output/rich_line.h"
#include "ui/results/value_export.h"
#include "ui/runs/run_words.h"
#include "ui/tables/pane_bar.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/notices.h"

#include <QFileInfo>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace latchkey::results {

using output::Face;
using output::RichLine;
using theme::ButtonLook;
using theme::Part;
using theme::Token;

ImagePage::ImagePage(QWidget *parent)
    : QWidget(parent)
    , m_facts(new output::RichLabel(this))
    , m_out(new widgets::IconButton(u"zoom-out"_s, tr("Smaller"), Part::SmallButton, this))
    , m_level(new widgets::SmallButton(QString(), ButtonLook::Flat, this))
    , m_in(new widgets::IconButton(u"zoom-in"_s, tr("Larger"), Part::SmallButton, this))
    , m_fit(new widgets::SmallButton(tr("Fit"), ButtonLook::Flat, this))
    , m_copy(new widgets::IconButton(u"copy"_s, tr("Copy the picture"), Part::SmallButton, this))
    , m_save(new widgets::IconButton(u"save"_s, tr("Save the picture…"), Part::SmallButton, this))
    , m_view(new ImageView(this))
    , m_empty(new widgets::EmptyState(QString(), QString(), this))
{
    setObjectName(u"imagePage"_s);
    setAccessibleName(tr("Picture"));
    setFocusProxy(m_view);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    column->addWidget(m_view, 1);
    column->addWidget(m_empty, 1);
    connect(m_view, &ImageView::zoomChanged, this, &ImagePage::showFacts);
    clear();
}

QWidget *ImagePage::makeBar()
{
    auto *bar = new tables::PaneBar(Qt::BottomEdge, Part::FilterBar, this);
    m_level->setToolTip(tr("Its own size"));
    m_level->setObjectName(u"imageZoom"_s);
    m_fit->setToolTip(tr("All of the picture"));
    m_save->setObjectName(u"imageSave"_s);
    QMargins margins = bar->row()->contentsMargins();
    margins.setLeft(theme::kRowMargin); // text begins where it does in the line above
    bar->row()->setContentsMargins(margins);
    bar->row()->addWidget(m_facts, 1);
    for (QWidget *button : std::initializer_list<QWidget *>{m_out, m_level, m_in, m_fit, m_copy, m_save})
        bar->row()->addWidget(button);
    connect(m_out, &QAbstractButton::clicked, m_view, &ImageView::zoomOut);
    connect(m_in, &QAbstractButton::clicked, m_view, &ImageView::zoomIn);
    connect(m_level, &QAbstractButton::clicked, m_view, [this] { m_view->setZoom(1); });
    connect(m_fit, &QAbstractButton::clicked, m_view, &ImageView::fit);
    connect(m_copy, &QAbstractButton::clicked, m_view, &ImageView::copy);
    connect(m_save, &QAbstractButton::clicked, this,
            [this] { emit saveRequested(u"picture."_s + pictureSuffix(m_view->picture().format)); });
    return bar;
}

void ImagePage::clear()
{
    m_unpacking.cancel();
    m_value.reset();
    m_view->setPicture({});
    say({});
}

void ImagePage::setValue(const ValuePtr &value)
{
    if (value == m_value) return;
    m_value = value;
    if (!m_view->picture().isValid()) say(tr("Reading the picture"));
    m_unpacking.start(
        this, [value](tables::Progress &progress) { return pictureOf(value, progress); },
        [this](const Picture &picture) { present(picture); });
}

void ImagePage::present(const Picture &picture)
{
    m_view->setPicture(picture);
    say(picture.fault);
    emit ready();
}

void ImagePage::say(const QString &sentence)
{
    m_sentence = sentence;
    m_empty->setTexts(sentence, {});
    m_empty->setVisible(!sentence.isEmpty());
    m_view->setVisible(sentence.isEmpty());
    const bool seen = m_view->picture().isValid();
    for (QWidget *part : std::initializer_list<QWidget *>{m_out, m_level, m_in, m_fit, m_copy}) part->setVisible(seen);
    m_save->setVisible(!m_view->picture().bytes.isEmpty());
    showFacts();
}

void ImagePage::showFacts()
{
    const Picture &picture = m_view->picture();
    const QLocale locale;
    QStringList facts;
    if (picture.isValid())
        facts << tr("%1 × %2").arg(locale.toString(picture.size.width()), locale.toString(picture.size.height()));
    if (!picture.format.isEmpty()) facts << picture.format << runs::bytesText(picture.bytes.size());
    if (picture.isValid() && picture.reduction() < 0.999) facts << tr("shown smaller");
    m_facts->setLine(RichLine().add(facts.join(u" · "_s), Face::Small, Token::Muted));
    m_facts->setToolTip(facts.join(u" · "_s));
    const QString percent = locale.toString(m_view->zoom() * 100, 'f', m_view->zoom() < 0.1 ? 1 : 0);
    m_level->setText(tr("%1 %").arg(percent));
    m_level->setAccessibleName(tr("Zoom: %1 %. Shows the picture in its own size.").arg(percent));
}

QString ImagePage::factsText() const
{
    return m_facts->line().plainText();
}

void ImagePage::save(const QString &path)
{
    m_saving.startShown(
        tr("Saving %1").arg(QFileInfo(path).fileName()), this,
        [bytes = m_view->picture().bytes, path](tables::Progress &) { return saveContent(bytes, path); },
        [this, path](const QString &fault) {
            if (fault.isEmpty()) emit said(tr("Saved as %1").arg(path));
            else emit failed(fault);
        });
}

void ImagePage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Token::Panel));
}

} // namespace latchkey::results
