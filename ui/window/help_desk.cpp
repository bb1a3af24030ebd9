// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/help_desk.h"

#include "ui/editor/carets.h"
#include "ui/help/help_pane.h"
#include "ui/output/problems_pane.h"
#include "ui/window/examples.h"
#include "ui/window/file_desk.h"
#include "ui/window/panes.h"
#include "ui/window/run_desk.h"

#include <QApplication>

using namespace Qt::StringLiterals;

namespace latchkey::window {
namespace {

QList<help::ShownExample> shownExamples()
{
    QList<help::ShownExample> shown;
    for (const Example &example : examples())
        shown << help::ShownExample{example.file, example.title, QString::fromUtf8(exampleText(example))};
    return shown;
}

bool isNameByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

} // namespace

QString nameAt(const QByteArray &text, qsizetype position)
{
    qsizetype begin = std::clamp<qsizetype>(position, 0, text.size()), end = begin;
    while (end < text.size() && isNameByte(text[end])) ++end;
    while (begin > 0 && isNameByte(text[begin - 1])) --begin;
    if (begin == end) return {};
    while (begin > 1 && text[begin - 1] == '.' && isNameByte(text[begin - 2])) {
        --begin;
        while (begin > 0 && isNameByte(text[begin - 1])) --begin;
    }
    // Of a longer chain the last two say it.
    return QString::fromUtf8(text.sliced(begin, end - begin)).section(u'.', -2);
}

HelpDesk::HelpDesk(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_pane(new help::HelpPane)
{
    (void)examples(); // read here, then only looked at by the thread that makes the book
    m_pane->setExamples(shownExamples);
    parts.panes->add(u"help"_s, tr("Help"), m_pane, Qt::RightDockWidgetArea);
    connect(m_pane, &help::HelpPane::insertRequested, this, &HelpDesk::insert);
    connect(m_pane, &help::HelpPane::runRequested, this, &HelpDesk::run);
    connect(m_pane, &help::HelpPane::exampleRequested, this, parts.openExample);
    connect(parts.problems, &output::ProblemsPane::explainRequested, this, &HelpDesk::showCode);
}

void HelpDesk::helpHere()
{
    if (QWidget *focus = QApplication::focusWidget(); focus != nullptr && m_parts.problems->isAncestorOf(focus)) {
        const QModelIndex current = m_parts.problems->view()->currentIndex();
        if (const output::Problem *problem = m_parts.problems->model()->problemAt(current))
            return showCode(problem->code);
    }
    QString name;
    QByteArray text;
    if (EditorPage *page = m_parts.area->currentPage()) {
        text = page->editor()->utf8();
        name = nameAt(text, editor::caretOf(*page->editor()));
    }
    m_parts.panes->show(u"help"_s, name.isEmpty());
    if (!name.isEmpty()) m_pane->showName(name, QString::fromUtf8(text));
}

void HelpDesk::showCode(const QString &code)
{
    m_parts.panes->show(u"help"_s, false);
    m_pane->showCode(code);
}

void HelpDesk::insert(const QString &script)
{
    EditorPage *page = m_parts.area->currentPage();
    if (page == nullptr || page->document()->isReadOnly()) page = m_parts.files->newFile();
    page->editor()->SendScintilla(QsciScintillaBase::SCI_REPLACESEL, script.toUtf8().constData());
    page->setFocus();
}

void HelpDesk::run(const QString &script)
{
    m_parts.runs->run(m_parts.files->newFile(script.toUtf8()));
}

} // namespace latchkey::window
