// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/accessibility.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/notices.h"
#include "ui/widgets/small_parts.h"
#include "ui/widgets/spans.h"

#include <QAccessibleWidget>
#include <QKeySequenceEdit>
#include <optional>

namespace latchkey::widgets {
namespace {

// Buttons keep Qt's interface (press, toggle, menu), so only what is no button is listed here.
std::optional<QAccessible::Role> roleOf(const QWidget *widget)
{
    if (qobject_cast<const NotificationBar *>(widget)) return QAccessible::AlertMessage;
    if (qobject_cast<const UndoToast *>(widget)) return QAccessible::AlertMessage;
    if (qobject_cast<const SpanLabel *>(widget) || qobject_cast<const EmptyState *>(widget) ||
        qobject_cast<const RunStateLabel *>(widget) || qobject_cast<const KeyCap *>(widget))
        return QAccessible::StaticText;
    if (qobject_cast<const BatchBar *>(widget)) return QAccessible::Indicator;
    if (const QVariant own = widget->property(kAccessibleRole); own.isValid()) return QAccessible::Role(own.toInt());
    return {};
}

class LinkInterface : public QAccessibleWidget
{
public:
    explicit LinkInterface(LinkButton *link)
        : QAccessibleWidget(link, QAccessible::Link)
    {
        addControllingSignal(QStringLiteral("clicked()"));
    }

    QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }

    void doAction(const QString &name) override
    {
        if (name == pressAction()) static_cast<LinkButton *>(object())->click();
        else QAccessibleWidget::doAction(name);
    }
};

// A field that takes keys; Qt gives it no role and no value.
class KeyFieldInterface : public QAccessibleWidget
{
public:
    explicit KeyFieldInterface(QKeySequenceEdit *field)
        : QAccessibleWidget(field, QAccessible::HotkeyField)
    {
    }

    QString text(QAccessible::Text kind) const override
    {
        if (kind != QAccessible::Value) return QAccessibleWidget::text(kind);
        return static_cast<QKeySequenceEdit *>(object())->keySequence().toString(QKeySequence::NativeText);
    }
};

QAccessibleInterface *make(const QString &, QObject *object)
{
    if (auto *link = qobject_cast<LinkButton *>(object)) return new LinkInterface(link);
    if (auto *field = qobject_cast<QKeySequenceEdit *>(object)) return new KeyFieldInterface(field);
    auto *widget = qobject_cast<QWidget *>(object);
    if (!widget) return nullptr;
    const auto role = roleOf(widget);
    return role ? new QAccessibleWidget(widget, *role) : nullptr;
}

} // namespace

void installAccessibility()
{
    static bool installed = false;
    if (std::exchange(installed, true)) return;
    QAccessible::installFactory(make);
}

} // namespace latchkey::widgets
