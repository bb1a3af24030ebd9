// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/output/output_accessible.h"

#include "ui/output/output_view.h"

#include <QAccessibleWidget>

using namespace Qt::StringLiterals;

namespace latchkey::output {
namespace {

class OutputAccessible : public QAccessibleWidget, public QAccessibleTextInterface
{
public:
    explicit OutputAccessible(OutputView *view)
        : QAccessibleWidget(view, QAccessible::Terminal)
        , m_view(view)
    {
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::TextInterface) return static_cast<QAccessibleTextInterface *>(this);
        return QAccessibleWidget::interface_cast(type);
    }

    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.readOnly = true;
        state.multiLine = true;
        state.selectableText = true;
        return state;
    }

    QString text(QAccessible::Text type) const override
    {
        // Readers without text support get the row of the caret.
        return type == QAccessible::Value ? m_view->rowText(m_view->caret().row) : QAccessibleWidget::text(type);
    }

    QString screen() const
    {
        QStringList rows;
        for (const auto &row : m_view->visibleRows()) rows.append(m_view->rowText(row.key));
        return rows.join(u'\n');
    }

    void selection(int index, int *start, int *end) const override
    {
        *start = *end = 0;
        if (index == 0 && m_view->hasSelection()) *end = characterCount();
    }
    int selectionCount() const override { return m_view->hasSelection() ? 1 : 0; }
    void addSelection(int, int) override {}
    void removeSelection(int) override { m_view->clearSelection(); }
    void setSelection(int, int, int) override {}
    int cursorPosition() const override { return outputAccessibleOffset(*m_view); }
    void setCursorPosition(int position) override
    {
        for (const auto &row : m_view->visibleRows()) {
            const int length = static_cast<int>(m_view->rowText(row.key).size());
            if (position <= length) return m_view->setCaret({row.key, position});
            position -= length + 1;
        }
    }
    QString text(int start, int end) const override { return screen().mid(start, end - start); }
    int characterCount() const override { return static_cast<int>(screen().size()); }

    QRect characterRect(int offset) const override
    {
        for (const auto &row : m_view->visibleRows()) {
            const int length = static_cast<int>(m_view->rowText(row.key).size());
            if (offset <= length) return row.rect.translated(m_view->viewport()->mapToGlobal(QPoint(0, 0)));
            offset -= length + 1;
        }
        return {};
    }
    int offsetAtPoint(const QPoint &point) const override
    {
        const auto place = m_view->placeAt(m_view->viewport()->mapFromGlobal(point));
        int offset = 0;
        for (const auto &row : m_view->visibleRows()) {
            if (row.key == place.row) return offset + static_cast<int>(place.column);
            offset += static_cast<int>(m_view->rowText(row.key).size()) + 1;
        }
        return offset;
    }
    void scrollToSubstring(int, int) override {}
    QString attributes(int, int *start, int *end) const override
    {
        *start = 0;
        *end = characterCount();
        return {};
    }

private:
    OutputView *m_view;
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *view = qobject_cast<OutputView *>(object);
    return view ? new OutputAccessible(view) : nullptr;
}

} // namespace

void installOutputAccessibility()
{
    static const bool installed = (QAccessible::installFactory(makeInterface), true);
    Q_UNUSED(installed)
}

int outputAccessibleOffset(const OutputView &view)
{
    int offset = 0;
    for (const auto &row : view.visibleRows()) {
        if (row.key == view.caret().row) return offset + static_cast<int>(view.caret().column);
        offset += static_cast<int>(view.rowText(row.key).size()) + 1;
    }
    return 0;
}

} // namespace latchkey::output
