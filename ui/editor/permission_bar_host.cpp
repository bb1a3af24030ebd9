// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/permission_bar_host.h"

#include "ui/editor/carets.h"
#include "ui/editor/code_editor.h"
#include "ui/theme/metrics.h"

#include <QEvent>

#include <algorithm>

namespace latchkey::editor {

namespace {

using Scintilla = QsciScintillaBase;
constexpr int kFreeBelow = 6; // the look: so much of the gap stays free
constexpr int kFreeRight = 24;

} // namespace

PermissionBarHost::PermissionBarHost(CodeEditor *editor)
    : QObject(editor)
    , m_editor(editor)
{
    connect(editor, &CodeEditor::SCN_UPDATEUI, this, &PermissionBarHost::place);
    connect(editor, &CodeEditor::lookChanged, this, [this] {
        reserve();
        place();
    });
    editor->viewport()->installEventFilter(this);
}

PermissionBarHost::~PermissionBarHost()
{
    delete m_bar.data();
}

void PermissionBarHost::show(QWidget *bar, int line)
{
    remove();
    m_bar = bar;
    bar->setParent(m_editor->viewport());
    bar->setAttribute(Qt::WA_ShowWithoutActivating);
    bar->installEventFilter(this);
    const int there =
        int(m_editor->SendScintilla(Scintilla::SCI_LINEFROMPOSITION, m_editor->marks().positionOf({line, 1})));
    m_editor->SendScintilla(Scintilla::SCI_ENSUREVISIBLE, there); // not inside a closed fold
    m_handle = int(m_editor->SendScintilla(Scintilla::SCI_MARKERADD, (unsigned long)there, long(Mark::BarAnchor)));
    reserve();
    place();
    bar->show();
}

void PermissionBarHost::remove()
{
    if (m_bar != nullptr) {
        m_bar->removeEventFilter(this);
        m_bar->hide();
        m_bar->deleteLater();
        m_bar.clear();
    }
    dropHandle();
}

void PermissionBarHost::dropHandle()
{
    if (m_handle < 0) return;
    reserve(); // without bar: closes the gap
    m_editor->SendScintilla(Scintilla::SCI_MARKERDELETEHANDLE, std::exchange(m_handle, -1));
}

int PermissionBarHost::lineOfHandle() const
{
    return m_handle < 0 ? -1 : int(m_editor->SendScintilla(Scintilla::SCI_MARKERLINEFROMHANDLE, m_handle));
}

int PermissionBarHost::line() const
{
    const int there = lineOfHandle();
    return there < 0 ? 0
                     : m_editor->marks().placeAt(m_editor->SendScintilla(Scintilla::SCI_POSITIONFROMLINE, there)).line;
}

// Makes the gap as high as the bar needs. If it opens or closes above the caret, the view moves with it: the text
// under the user's hands stays where it is.
void PermissionBarHost::reserve()
{
    const int there = lineOfHandle();
    if (there < 0) return;
    int lines = 0;
    if (m_bar != nullptr) {
        const int width =
            std::min(theme::kPermissionBarWidth, m_editor->viewport()->width() - m_editor->doorX() - kFreeRight);
        const int height = m_bar->hasHeightForWidth() ? m_bar->heightForWidth(width) : m_bar->sizeHint().height();
        m_bar->resize(std::max(width, m_bar->minimumSizeHint().width()),
                      std::max(height, m_bar->minimumSizeHint().height()));
        const int row = int(m_editor->SendScintilla(Scintilla::SCI_TEXTHEIGHT, 0));
        lines = (m_bar->height() + kFreeBelow + row - 1) / row;
    }
    if (lines == m_lines) return;
    const long caret = caretOf(*m_editor);
    const int before = int(m_editor->SendScintilla(Scintilla::SCI_POINTYFROMPOSITION, 0UL, caret));
    const bool inSight = before >= 0 && before < m_editor->viewport()->height();
    m_lines = lines;
    m_editor->marks().setBlankLines(m_handle, lines);
    const int after = int(m_editor->SendScintilla(Scintilla::SCI_POINTYFROMPOSITION, 0UL, caret));
    const int row = int(m_editor->SendScintilla(Scintilla::SCI_TEXTHEIGHT, 0));
    if (inSight && after != before)
        m_editor->SendScintilla(Scintilla::SCI_LINESCROLL, 0UL, long((after - before) / row));
}

void PermissionBarHost::place()
{
    const int there = lineOfHandle();
    if (m_bar == nullptr) return;
    if (there < 0) { // its line was deleted; the question lives on in Prompts
        m_bar->hide();
        return;
    }
    const long start = m_editor->SendScintilla(Scintilla::SCI_POSITIONFROMLINE, there);
    const int top = int(m_editor->SendScintilla(Scintilla::SCI_POINTYFROMPOSITION, 0UL, start));
    const int rows = int(m_editor->SendScintilla(Scintilla::SCI_WRAPCOUNT, there));
    const int row = int(m_editor->SendScintilla(Scintilla::SCI_TEXTHEIGHT, there));
    m_bar->move(m_editor->doorX(), top + rows * row);
    const bool folded = m_editor->SendScintilla(Scintilla::SCI_GETLINEVISIBLE, there) == 0;
    m_bar->setVisible(!folded);
}

void PermissionBarHost::reveal()
{
    const int there = lineOfHandle();
    if (there < 0) return;
    m_editor->SendScintilla(Scintilla::SCI_ENSUREVISIBLE, there);
    const long first = m_editor->SendScintilla(Scintilla::SCI_GETFIRSTVISIBLELINE);
    const long shown = m_editor->SendScintilla(Scintilla::SCI_LINESONSCREEN);
    const long line = m_editor->SendScintilla(Scintilla::SCI_VISIBLEFROMDOCLINE, there);
    if (line < first) m_editor->SendScintilla(Scintilla::SCI_SETFIRSTVISIBLELINE, line);
    else if (line + m_lines >= first + shown) // of a bar higher than the view its head, which says what is asked
        m_editor->SendScintilla(Scintilla::SCI_SETFIRSTVISIBLELINE, std::min(line + m_lines + 1 - shown, line + 1));
    place();
}

bool PermissionBarHost::eventFilter(QObject *watched, QEvent *event)
{
    const bool sizes = (watched == m_bar && event->type() == QEvent::LayoutRequest) ||
                       (watched == m_editor->viewport() && event->type() == QEvent::Resize);
    if (sizes) {
        reserve();
        place();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace latchkey::editor
