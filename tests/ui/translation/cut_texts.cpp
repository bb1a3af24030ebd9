// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/translation/cut_texts.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QLabel>
#include <QMenuBar>
#include <QTabBar>
#include <QToolBar>

using namespace Qt::StringLiterals;

namespace latchkey::translation {
namespace {

QString told(const QWidget *widget, const QString &text, int has, int wants)
{
    const QString name =
        widget->objectName().isEmpty() ? QLatin1StringView(widget->metaObject()->className()) : widget->objectName();
    return u"%1 “%2”: %3 of %4 pixels"_s.arg(name, text).arg(has).arg(wants);
}

// How wide the widget is seen: its ancestors may show a part only. A panel over it is no cut.
int seenWidth(const QWidget *widget)
{
    QRect seen = widget->rect();
    for (const QWidget *at = widget; !at->isWindow() && at->parentWidget() != nullptr; at = at->parentWidget())
        seen = seen.translated(at->pos()) & at->parentWidget()->rect();
    return seen.width();
}

// What a scroll area moves is not cut.
bool isScrolled(const QWidget *widget)
{
    for (const QWidget *parent = widget->parentWidget(); parent != nullptr; parent = parent->parentWidget())
        if (qobject_cast<const QAbstractScrollArea *>(parent) != nullptr) return true;
    return false;
}

void checkButtons(const QWidget *window, QStringList &cut)
{
    for (const auto *button : window->findChildren<QAbstractButton *>()) {
        if (!button->isVisible() || button->text().isEmpty() || isScrolled(button)) continue;
        const int wants = std::min(button->sizeHint().width(), button->maximumWidth());
        // Words that have a shorter form say so with a minimum below their hint.
        const int least = std::max(button->minimumSizeHint().width(), button->minimumWidth());
        const bool hasShortForm =
            least > 0 && least < wants && button->sizePolicy().horizontalPolicy() == QSizePolicy::Maximum;
        const int needs = hasShortForm ? least : wants;
        if (seenWidth(button) < needs) cut << told(button, button->text(), seenWidth(button), needs);
    }
}

void checkLabels(const QWidget *window, QStringList &cut)
{
    for (const auto *label : window->findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty() || isScrolled(label)) continue;
        if (label->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored) continue; // shortens its text itself
        const QSize wants = label->wordWrap() ? QSize(0, label->heightForWidth(label->width())) : label->sizeHint();
        if (seenWidth(label) < wants.width()) cut << told(label, label->text(), seenWidth(label), wants.width());
        if (label->height() < wants.height()) cut << told(label, label->text(), label->height(), wants.height());
    }
}

void checkTabs(const QWidget *window, QStringList &cut)
{
    for (const auto *tabs : window->findChildren<QTabBar *>()) {
        if (!tabs->isVisible()) continue;
        for (int i = 0; i < tabs->count(); ++i) {
            const int wants = tabs->fontMetrics().horizontalAdvance(tabs->tabText(i));
            if (tabs->tabRect(i).width() < wants) cut << told(tabs, tabs->tabText(i), tabs->tabRect(i).width(), wants);
        }
    }
}

// What does not fit goes behind a button with an arrow.
void checkBars(const QWidget *window, QStringList &cut)
{
    for (const QString &name : {u"qt_menubar_ext_button"_s, u"qt_toolbar_ext_button"_s})
        for (const auto *more : window->findChildren<QWidget *>(name))
            if (more->isVisible()) cut << told(more->parentWidget(), name, more->parentWidget()->width(), 0);
}

} // namespace

QStringList cutTexts(const QWidget *window)
{
    QStringList cut;
    checkButtons(window, cut);
    checkLabels(window, cut);
    checkTabs(window, cut);
    checkBars(window, cut);
    return cut;
}

} // namespace latchkey::translation
