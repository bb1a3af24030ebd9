// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/tool_bar.h"

#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/row_painter.h"

#include <QDir>
#include <QHBoxLayout>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace latchkey::window {

using theme::Part;
using theme::Token;

namespace {

constexpr int kPaletteWidth = 312, kPaletteLeast = 120, kGroupGap = 12;

// The hairline between the run controls and what a run is given.
class Divider : public QWidget
{
public:
    using QWidget::QWidget;
    [[nodiscard]] QSize sizeHint() const override
    {
        return {2 * kGroupGap + 1, theme::metrics().height(Part::ToolButton)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(width() / 2, 5, 1, height() - 10, theme::color(Token::Border));
    }
};

} // namespace

PaletteButton::PaletteButton(const QKeySequence &keys, QWidget *parent)
    : QToolButton(parent)
    , m_keys(keys.toString(QKeySequence::NativeText))
{
    setObjectName(u"paletteButton"_s);
    setText(tr("Search commands and files"));
    setAccessibleName(tr("Search commands and files"));
    setToolTip(tr("Search commands and files (%1)").arg(m_keys));
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

QSize PaletteButton::sizeHint() const
{
    return {theme::metrics().scaledWidth(kPaletteWidth), theme::metrics().height(Part::ToolButton)};
}

QSize PaletteButton::minimumSizeHint() const
{
    return {kPaletteLeast, sizeHint().height()};
}

void PaletteButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    theme::drawGround(&painter, rect(), theme::color(underMouse() ? Token::Hover : Token::Panel),
                      theme::color(Token::Border));
    widgets::RowPainter row(&painter, rect(), layoutDirection());
    row.take(theme::kSide + 2);
    row.drawIcon(row.take(theme::kIcon), u"search"_s, Token::Muted);
    row.take(theme::kIconGap);
    row.takeEnd(theme::kSide);
    const int keys = theme::keyCapSize(m_keys).width();
    // In a narrow bar the shorter words, and no keys if they would not fit beside them.
    const QString full = tr("Search commands and files"), few = tr("Commands");
    const bool room = row.rest().width() >= widgets::RowPainter::widthOf(full) + keys + theme::kSide;
    if (room || row.rest().width() >= widgets::RowPainter::widthOf(few) + keys + theme::kSide)
        row.drawKeyCap(row.takeEnd(keys), m_keys);
    row.drawText(row.rest(), room ? full : few, {.token = Token::Muted});
}

ToolBar::ToolBar(QWidget *parent)
    : QToolBar(parent)
    , m_run(new widgets::RunButton)
    , m_stop(new widgets::StopButton)
    , m_pause(new widgets::PauseButton)
    , m_inputs(new widgets::FlatDropDown(u"inputs"_s, tr("Inputs")))
    , m_limits(new widgets::FlatDropDown(u"limits"_s, tr("Limits")))
    , m_grants(new widgets::FlatDropDown(u"permission-key"_s, tr("Grants"), Token::Key))
    , m_folder(new widgets::FlatDropDown(u"folder"_s, tr("Folder of relative paths")))
    , m_more(new widgets::IconButton(u"more"_s, tr("More for this run"), Part::ToolButton))
    , m_palette(new PaletteButton(QKeySequence(u"Ctrl+Shift+P"_s)))
{
    setObjectName(u"toolBar"_s);
    setAccessibleName(tr("Tool bar"));
    setWindowTitle(tr("Tool bar"));
    setMovable(false);
    setFloatable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    toggleViewAction()->setVisible(false); // Run and Stop are never hidden
    m_inputs->setObjectName(u"inputsButton"_s);
    m_limits->setObjectName(u"limitsButton"_s);
    m_grants->setObjectName(u"grantsButton"_s);
    m_folder->setObjectName(u"folderButton"_s);
    m_more->setObjectName(u"moreButton"_s);
    m_pause->setObjectName(u"pauseButton"_s);
    m_stop->setObjectName(u"stopButton"_s);
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(2, 0, 2, 0); // the bar itself keeps 6 free all around
    layout->setSpacing(theme::kBarGap);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_run, m_stop, m_pause, new Divider, m_inputs, m_limits,
                                                            m_grants, m_folder, m_more})
        layout->addWidget(widget);
    layout->addStretch(1);
    layout->addWidget(m_palette, 100);
    row->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    addWidget(row);
    for (widgets::FlatDropDown *box : {m_inputs, m_limits, m_grants, m_folder})
        box->setPopupMode(QToolButton::InstantPopup);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_folder->hide();
    m_more->hide();
}

void ToolBar::paintEvent(QPaintEvent *event)
{
    QToolBar::paintEvent(event);
    QPainter painter(this);
    theme::drawEdge(&painter, rect(), Qt::BottomEdge, theme::color(Token::Border));
}

void ToolBar::setFolder(const QString &path)
{
    constexpr int kShown = 28; // characters of its name
    m_path = path;
    QString name = QDir(path).dirName();
    if (name.size() > kShown) name = name.first(kShown - 1) + u'…';
    m_folder->setValue(name.isEmpty() ? path : name);
    m_folder->setToolTip(tr("Relative paths start in %1").arg(QDir::toNativeSeparators(path)));
    m_folder->setVisible(!path.isEmpty() && !m_narrow);
}

void ToolBar::setNarrow(bool narrow)
{
    m_narrow = narrow;
    m_folder->setVisible(!m_path.isEmpty() && !narrow);
    m_inputs->setVisible(!narrow);
    m_limits->setVisible(!narrow);
    m_more->setVisible(narrow);
}

} // namespace latchkey::window
