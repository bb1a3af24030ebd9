// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/rename_panel.h"

#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/row_painter.h"
#include "ui/widgets/small_parts.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace latchkey::editor {

using theme::Part;
using theme::Token;

namespace {

constexpr int kWidth = 420, kPad = 10;

/// Lines as they would be, the new name marked.
class LinesView : public QWidget
{
public:
    LinesView(const QList<RenamedLine> *lines, QWidget *parent)
        : QWidget(parent)
        , m_lines(lines)
    {
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        const int rows = std::min(int(m_lines->size()), RenamePanel::kShownLines);
        return {100, rows * theme::metrics().height(Part::OutputLine)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setLayoutDirection(Qt::LeftToRight); // lines of code
        const int height = theme::metrics().height(Part::OutputLine);
        const QFont font = theme::fonts().code();
        const QFontMetrics metrics(font);
        painter.setFont(font);
        int numbers = metrics.horizontalAdvance(u"00000"_s);
        const auto placeOf = [](const RenamedLine &line) {
            return line.file.isEmpty() ? QString::number(line.line) : u"%1:%2"_s.arg(line.file).arg(line.line);
        };
        for (const RenamedLine &line : m_lines->first(std::min<qsizetype>(m_lines->size(), RenamePanel::kShownLines)))
            numbers = std::clamp(metrics.horizontalAdvance(placeOf(line)) + 8, numbers, width() / 3);
        for (int row = 0; row < std::min(int(m_lines->size()), RenamePanel::kShownLines); ++row) {
            const RenamedLine &line = (*m_lines)[row];
            const QRect box(0, row * height, width(), height);
            painter.setPen(theme::color(Token::LineNo));
            painter.drawText(QRect(0, box.y(), numbers - 8, height), Qt::AlignRight | Qt::AlignVCenter,
                             metrics.elidedText(placeOf(line), Qt::ElideLeft, numbers - 8));
            for (const auto &[from, length] : line.at) {
                const int x = numbers + metrics.horizontalAdvance(line.text.first(from));
                painter.fillRect(
                    QRect(x, box.y() + 2, metrics.horizontalAdvance(line.text.mid(from, length)), height - 4),
                    theme::color(Token::Match));
            }
            painter.setPen(theme::color(Token::Text));
            painter.drawText(QRect(numbers, box.y(), width() - numbers, height), Qt::AlignLeft | Qt::AlignVCenter,
                             line.text);
        }
    }

private:
    const QList<RenamedLine> *m_lines;
};

} // namespace

RenamePanel::RenamePanel(QWidget *window)
    : QWidget(window)
    , m_field(new QLineEdit(this))
    , m_summary(new QLabel(this))
    , m_lines(new LinesView(&m_shown, this))
{
    setObjectName(u"renamePanel"_s);
    setAccessibleName(tr("Rename"));
    m_field->setObjectName(u"renameField"_s);
    m_field->setAccessibleName(tr("New name"));
    m_field->setFont(theme::fonts().code());
    m_field->installEventFilter(this);
    m_summary->setObjectName(u"renameSummary"_s);
    m_summary->setAccessibleName(tr("What renaming changes"));
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setFont(theme::fonts().ui(theme::TextSize::Small));
    m_lines->setAccessibleName(tr("Lines after renaming"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kPad, kPad, kPad, kPad);
    column->setSpacing(6);
    column->addWidget(m_field);
    column->addWidget(m_summary);
    column->addWidget(m_lines);
    connect(m_field, &QLineEdit::textEdited, this, [this] {
        m_pending = true;
        m_acceptWhenReady = false;
        emit nameChanged(name());
    });
    hide();
}

QString RenamePanel::name() const
{
    return m_field->text().trimmed();
}

void RenamePanel::open(const QString &name, const QPoint &place, int lineHeight)
{
    m_place = place;
    m_lineHeight = lineHeight;
    m_shown.clear();
    m_refused = false;
    m_pending = true;
    m_acceptWhenReady = false;
    m_summary->setText({});
    m_field->setText(name);
    m_field->selectAll();
    lay();
    show();
    raise();
    m_field->setFocus();
    emit nameChanged(name);
}

void RenamePanel::closePanel()
{
    if (!isVisible()) return;
    hide();
    emit closed();
}

void RenamePanel::setPreview(const QList<RenamedLine> &lines)
{
    m_refused = m_pending = false;
    m_shown = lines;
    if (std::exchange(m_acceptWhenReady, false)) return void(emit accepted(name()));
    int places = 0;
    for (const RenamedLine &line : lines) places += int(line.at.size());
    QString text = lines.isEmpty() ? tr("The same name") : tr("%n place(s)", nullptr, places);
    QStringList files;
    for (const RenamedLine &line : lines)
        if (!files.contains(line.file)) files << line.file;
    if (files.size() > 1) text = tr("%1 in %n file(s)", nullptr, int(files.size())).arg(text);
    if (lines.size() > kShownLines) text = tr("%1, the first %2 lines are shown").arg(text).arg(kShownLines);
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    QPalette colors = m_summary->palette();
    colors.setColor(QPalette::PlaceholderText, theme::color(Token::Muted));
    m_summary->setPalette(colors);
    m_summary->setText(lines.isEmpty() ? text : tr("%1. Enter renames, Escape leaves it").arg(text));
    lay();
}

void RenamePanel::setRefusal(const QString &why)
{
    m_refused = true;
    m_pending = m_acceptWhenReady = false;
    m_shown.clear();
    QPalette colors = m_summary->palette();
    colors.setColor(QPalette::PlaceholderText, theme::color(Token::Fail));
    m_summary->setPalette(colors);
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    m_summary->setText(why);
    lay();
}

void RenamePanel::lay()
{
    m_lines->setVisible(!m_shown.isEmpty());
    m_lines->updateGeometry();
    m_lines->setFixedHeight(m_lines->sizeHint().height());
    layout()->invalidate();
    const int width = std::min(theme::metrics().scaledWidth(kWidth), parentWidget()->width() - 2 * theme::kSide);
    const int height =
        layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width) : layout()->totalSizeHint().height();
    const int x = std::clamp(m_place.x() - kPad, 0, std::max(0, parentWidget()->width() - width - theme::kSide));
    const int below = m_place.y() + m_lineHeight + 2;
    const int y = below + height <= parentWidget()->height() ? below : std::max(0, m_place.y() - height - 2);
    setGeometry(x, y, width, height);
    update();
}

void RenamePanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Token::Editor)); // behind the round corners
    theme::drawGround(&painter, rect(), theme::color(Token::Panel), theme::color(Token::Strong));
}

bool RenamePanel::eventFilter(QObject *, QEvent *event)
{
    if (event->type() == QEvent::FocusOut) {
        const auto reason = static_cast<QFocusEvent *>(event)->reason();
        if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason) closePanel();
        return false;
    }
    if (event->type() != QEvent::KeyPress) return false;
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Escape:
        closePanel();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_pending) m_acceptWhenReady = true;
        else if (!m_refused) emit accepted(name());
        return true;
    default:
        return false;
    }
}

} // namespace latchkey::editor
