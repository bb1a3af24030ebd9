// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/name_desk.h"

#include "ui/editor/carets.h"
#include "ui/window/code_desk.h"
#include "ui/window/overview_panel.h"
#include "ui/window/status_line.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace latchkey::window {

using editor::CodeEditor;
using editor::LanguageService;
using language::DocumentPtr;
using language::Workspace;
using S = QsciScintillaBase;

namespace {

/// The line `position` is in, and where in it (in UTF-16).
struct LineAt {
    int number = 1;
    qsizetype start = 0;
    QByteArray text;
};
LineAt lineAt(const QByteArray &text, qsizetype position)
{
    LineAt line;
    line.start = position == 0 ? 0 : text.lastIndexOf('\n', position - 1) + 1;
    const qsizetype end = text.indexOf('\n', position);
    line.text = text.sliced(line.start, (end < 0 ? text.size() : end) - line.start);
    if (line.text.endsWith('\r')) line.text.chop(1);
    line.number = int(QByteArrayView(text).first(line.start).count('\n')) + 1;
    return line;
}

/// The lines that edits change, as they are afterwards.
QList<editor::RenamedLine> changedLines(const QByteArray &text, const std::vector<language::TextEdit> &edits)
{
    QList<editor::RenamedLine> lines;
    for (size_t i = 0; i < edits.size();) {
        const LineAt line = lineAt(text, edits[i].span.begin);
        editor::RenamedLine changed{line.number, {}, {}};
        qsizetype at = line.start;
        for (; i < edits.size() && qsizetype(edits[i].span.begin) <= line.start + line.text.size(); ++i) {
            changed.text += QString::fromUtf8(text.sliced(at, qsizetype(edits[i].span.begin) - at));
            const QString name = QString::fromStdString(edits[i].text);
            changed.at << QPair<int, int>(int(changed.text.size()), int(name.size()));
            changed.text += name;
            at = edits[i].span.end;
        }
        changed.text += QString::fromUtf8(text.sliced(at, line.start + line.text.size() - at));
        // Indentation tells nothing here.
        const qsizetype ink = changed.text.size() - QStringView(changed.text).trimmed().size();
        const qsizetype leading = ink == 0 ? 0 : changed.text.indexOf(changed.text.trimmed());
        changed.text = changed.text.trimmed();
        for (auto &[from, length] : changed.at) from -= int(leading);
        lines << changed;
    }
    return lines;
}

std::vector<language::TextEdit> editsOf(const language::ForeignUses &uses, const QString &name)
{
    std::vector<language::TextEdit> edits;
    for (const language::Reference &reference : uses.references) edits.push_back({reference.span, name.toStdString()});
    return edits;
}

} // namespace

NameDesk::NameDesk(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_names(new ProjectNames(this))
{
    connect(m_names, &ProjectNames::found, this, &NameDesk::takeOthers);
}

void NameDesk::closePanels()
{
    if (m_panel) m_panel->closePanel();
}

// Of the folder that is open, if the file is in it; else of the file's own.
void NameDesk::askOthers(const language::SharedName &name)
{
    const QString path = m_page->path(), project = m_parts.projectFolder();
    const bool inside = !project.isEmpty() && path.startsWith(project + u'/');
    QHash<QString, QByteArray> open;
    for (const EditorPage *each : m_parts.area->pages())
        if (!each->path().isEmpty() && !each->editor()->isLean()) open.insert(each->path(), each->editor()->utf8());
    m_othersPending = true;
    m_names->search(name, inside ? project : QFileInfo(path).path(), open);
}

void NameDesk::takeOthers(const QList<NameUses> &files)
{
    m_othersPending = false;
    m_others = files;
    if (!m_page) return;
    m_others.removeIf([this](const NameUses &file) { return file.path == m_page->path(); });
    if (m_panel && m_panel->isVisible()) showPreview();
    else if (!m_others.isEmpty() && m_overview != nullptr && m_overview->isVisible()) showReferences();
}

// ---- references -------------------------------------------------------------------------------------------------

void NameDesk::findReferences()
{
    EditorPage *current = page();
    if (current == nullptr) return;
    current->assist()->closeAll();
    m_names->cancel();
    m_others.clear();
    using Answer = std::pair<std::vector<language::Reference>, std::optional<language::SharedName>>;
    current->assist()->service().ask(
        LanguageService::Command,
        [at = uint32_t(editor::caretOf(*current->editor()))](const DocumentPtr &document, const Workspace &workspace) {
            return Answer{language::referencesAt(document, at), language::sharedNameAt(document, at, workspace)};
        },
        [this, current = QPointer(current)](const Answer &answer) {
            if (!current) return;
            if (answer.first.empty()) return m_parts.status->say(tr("There is no name at the caret"));
            m_page = current;
            m_text = current->editor()->utf8();
            m_found = answer.first;
            showReferences();
            if (answer.second) askOthers(*answer.second);
        });
}

QList<Entry> NameDesk::ownEntries()
{
    QList<Entry> entries;
    for (const language::Reference &reference : m_found) {
        const LineAt line = lineAt(m_text, reference.span.begin);
        entries << Entry{.icon = reference.binds ? u"variables"_s : u"search"_s,
                         .name = QString::fromUtf8(line.text).trimmed(),
                         .end = reference.binds ? tr("line %1, set here").arg(line.number)
                                                : tr("line %1").arg(line.number),
                         .act = [this, its = m_page, span = reference.span] {
                             if (!its) return;
                             m_parts.jump([this, its, span] {
                                 m_parts.area->setCurrentPage(its);
                                 const editor::EditorMarks &marks = its->editor()->marks();
                                 its->editor()->select({marks.placeAt(span.begin), marks.placeAt(span.end)});
                             });
                             its->setFocus();
                         }};
    }
    return entries;
}

QList<Entry> NameDesk::entriesOf(const NameUses &file)
{
    QList<Entry> entries;
    for (const language::Reference &reference : file.uses.references) {
        const LineAt line = lineAt(file.text, reference.span.begin);
        const auto column =
            int(QString::fromUtf8(file.text.sliced(line.start, qsizetype(reference.span.begin) - line.start))
                    .toUcs4()
                    .size()) +
            1;
        entries << Entry{.icon = u"search"_s,
                         .name = QString::fromUtf8(line.text).trimmed(),
                         .where = QFileInfo(file.path).fileName(),
                         .end = tr("line %1").arg(line.number),
                         .act = [this, place = FilePlace{file.path, line.number, column}] {
                             m_parts.jump([this, place] { m_parts.files->open(place); });
                         }};
    }
    return entries;
}

void NameDesk::showReferences()
{
    QList<Entry> entries = ownEntries();
    for (const NameUses &file : std::as_const(m_others)) entries << entriesOf(file);
    const syntax::Span first = m_found.front().span;
    const QString name = QString::fromUtf8(m_text.sliced(first.begin, first.end - first.begin));
    if (m_overview == nullptr) m_overview = new OverviewPanel(m_parts.window);
    m_overview->open(tr("%n place(s) of %1", nullptr, int(entries.size())).arg(name), entries, {}, m_parts.panelTop());
}

// ---- another name -----------------------------------------------------------------------------------------------

void NameDesk::rename()
{
    EditorPage *current = page();
    if (current == nullptr || current->editor()->isReadOnly()) return;
    current->assist()->closeAll();
    m_names->cancel();
    const long at = editor::caretOf(*current->editor());
    struct Answer {
        std::expected<language::RenameTarget, std::string> target;
        std::optional<language::SharedName> shared;
    };
    current->assist()->service().ask(
        LanguageService::Command,
        [at](const DocumentPtr &document, const Workspace &workspace) {
            return Answer{language::renameTargetAt(document, uint32_t(at)),
                          language::sharedNameAt(document, uint32_t(at), workspace)};
        },
        [this, current = QPointer(current), at](const Answer &answer) {
            if (!current) return;
            if (!answer.target && answer.shared)
                return m_parts.status->say(tr("%1 is made in %2: F12 goes there, and there it gets its new name")
                                               .arg(QString::fromStdString(answer.shared->name),
                                                    QFileInfo(QString::fromStdString(answer.shared->path)).fileName()));
            if (!answer.target) return m_parts.status->say(QString::fromStdString(answer.target.error()));
            m_page = current;
            m_others.clear();
            m_othersPending = false;
            if (answer.shared) askOthers(*answer.shared);
            openPanel(*answer.target, at);
        });
}

void NameDesk::openPanel(const language::RenameTarget &target, long at)
{
    if (!m_panel) {
        m_panel = new editor::RenamePanel(m_parts.window);
        connect(m_panel, &editor::RenamePanel::nameChanged, this, &NameDesk::preview);
        connect(m_panel, &editor::RenamePanel::accepted, this, &NameDesk::apply);
        connect(m_panel, &editor::RenamePanel::closed, this, [this] {
            m_names->cancel();
            if (m_page) m_page->setFocus();
        });
    }
    m_at = at;
    const CodeEditor *code = m_page->editor();
    const long begin = target.span.begin;
    const QPoint place(int(code->SendScintilla(S::SCI_POINTXFROMPOSITION, 0UL, begin)),
                       int(code->SendScintilla(S::SCI_POINTYFROMPOSITION, 0UL, begin)));
    m_panel->open(QString::fromStdString(target.name), code->viewport()->mapTo(code->window(), place),
                  int(code->SendScintilla(S::SCI_TEXTHEIGHT)));
}

void NameDesk::preview(const QString &name)
{
    if (!m_page) return;
    m_edits.clear();
    m_linesPending = true;
    using Edits = std::expected<std::vector<language::TextEdit>, std::string>;
    m_page->assist()->service().ask(
        LanguageService::Command,
        [at = uint32_t(m_at), name = name.toStdString()](const DocumentPtr &document, const Workspace &) {
            return language::rename(document, at, name);
        },
        [this, name](const Edits &edits) {
            if (!m_page || !m_panel || m_panel->name() != name) return;
            m_linesPending = false;
            if (!edits) return m_panel->setRefusal(QString::fromStdString(edits.error()));
            m_edits = *edits;
            m_lines = changedLines(m_page->editor()->utf8(), *edits);
            showPreview();
        });
}

// When both are known: the lines here, and those of other files.
void NameDesk::showPreview()
{
    if (m_linesPending || m_othersPending) return;
    for (const NameUses &file : std::as_const(m_others))
        if (file.uses.takenByName && !m_edits.empty())
            return m_panel->setRefusal(tr("%1 takes it out of the module by its name, in line %2.")
                                           .arg(QFileInfo(file.path).fileName())
                                           .arg(lineAt(file.text, file.uses.takenByName->begin).number));
    QList<editor::RenamedLine> lines = m_lines;
    if (!m_edits.empty())
        for (const NameUses &file : std::as_const(m_others))
            for (editor::RenamedLine &line : changedLines(file.text, editsOf(file.uses, m_panel->name()))) {
                line.file = QFileInfo(file.path).fileName();
                lines << line;
            }
    m_panel->setPreview(lines);
}

void NameDesk::apply(const QString &name)
{
    const QPointer its = m_page;
    std::vector<language::TextEdit> edits = std::exchange(m_edits, {});
    const QList<NameUses> others = std::exchange(m_others, {});
    m_panel->closePanel();
    if (!its || edits.empty()) return;
    int places = int(edits.size());
    applyEdits(its->editor(), std::move(edits));
    for (const NameUses &file : others) {
        places += int(file.uses.references.size());
        writeInto(file, name);
    }
    m_parts.area->setCurrentPage(its);
    its->setFocus();
    const QString said = tr("Renamed %n place(s) to %1", nullptr, places).arg(name);
    m_parts.status->say(
        others.isEmpty() ? said
                         : tr("%1, in %n file(s) that are not saved yet", nullptr, int(others.size()) + 1).arg(said));
}

// Into the text that was looked at, and no other.
void NameDesk::writeInto(const NameUses &file, const QString &name)
{
    EditorPage *its = m_parts.files->open({file.path});
    if (its == nullptr) return;
    const auto write = [this, file, name, its] {
        if (its->editor()->utf8() == file.text && !its->editor()->isReadOnly())
            return applyEdits(its->editor(), editsOf(file.uses, name));
        m_parts.status->say(tr("%1 has changed meanwhile and keeps the old name").arg(its->name()));
    };
    if (!its->document()->isBusy() && !its->editor()->isLoading()) return write();
    connect(its->editor(), &CodeEditor::loaded, this, write, Qt::SingleShotConnection);
}

} // namespace latchkey::window
