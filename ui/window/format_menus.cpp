// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/format_menus.h"

#include "ui/window/editor_page.h"

#include <QActionGroup>
#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace latchkey::window {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("latchkey::window", text);
}

template<typename Act>
void addChoice(QMenu *menu, const QString &text, bool present, EditorPage *page, Act act)
{
    QAction *action = menu->addAction(text, page, act);
    action->setCheckable(true);
    action->setChecked(present);
}

void saveIn(EditorPage *page, const QString &encoding, bool mark)
{
    editor::TextFormat format = page->document()->format();
    if (format.encoding == encoding && format.byteOrderMark == mark) return;
    format.encoding = encoding;
    format.byteOrderMark = mark;
    page->document()->setFormat(format);
    page->document()->setModified(true);
}

void fillEncodings(QMenu *menu, EditorPage *page)
{
    const editor::TextFormat format = page->document()->format();
    const bool editable = !page->document()->isReadOnly();
    menu->addSection(tr("Save in"));
    const auto save = [&](const QString &text, const QString &encoding, bool mark) {
        const bool present = editable && format.encoding == encoding && format.byteOrderMark == mark;
        addChoice(menu, text, present, page, [page, encoding, mark] { saveIn(page, encoding, mark); });
        menu->actions().last()->setEnabled(editable);
    };
    save(tr("UTF-8"), {}, false);
    save(tr("UTF-8 with byte-order mark"), {}, true);
    save(u"UTF-16LE"_s, u"UTF-16LE"_s, true); // without its mark nobody knows it again
    if (!format.encoding.isEmpty() && format.encoding != u"UTF-16LE"_s)
        save(format.encoding, format.encoding, format.byteOrderMark);
    if (page->path().isEmpty()) return;
    menu->addSection(tr("Read again as"));
    // What was edited would be gone.
    const bool fresh = !page->document()->isModified();
    for (const QString &encoding : editor::otherEncodings()) {
        QAction *read = menu->addAction(encoding, page, [page, encoding] { page->document()->readAs(encoding); });
        read->setEnabled(fresh);
    }
}

void fillLineEnds(QMenu *menu, EditorPage *page)
{
    using editor::LineEnd;
    const editor::TextFormat format = page->document()->format();
    const auto add = [&](const QString &text, LineEnd end) {
        const bool present = format.lineEnd == end && !format.mixedLineEnds;
        addChoice(menu, text, present, page, [page, end] { page->editor()->convertLineEnds(end); });
        menu->actions().last()->setEnabled(!page->document()->isReadOnly());
    };
    add(tr("LF (Linux, macOS)"), LineEnd::Lf);
    add(tr("CRLF (Windows)"), LineEnd::CrLf);
}

void keep(QMenu *menu, const std::function<EditorPage *()> &page, void (*fill)(QMenu *, EditorPage *))
{
    QObject::connect(menu, &QMenu::aboutToShow, menu, [menu, page, fill] {
        menu->clear();
        if (EditorPage *its = page()) fill(menu, its);
    });
}

} // namespace

void keepEncodingMenu(QMenu *menu, std::function<EditorPage *()> page)
{
    keep(menu, page, fillEncodings);
}

void keepLineEndMenu(QMenu *menu, std::function<EditorPage *()> page)
{
    keep(menu, page, fillLineEnds);
}

} // namespace latchkey::window
