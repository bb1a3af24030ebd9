// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/code_desk.h"

#include "engine/language/formatter.h"
#include "ui/editor/breadcrumbs.h"
#include "ui/editor/carets.h"
#include "ui/project/outline_pane.h"
#include "ui/window/code_checker.h"
#include "ui/window/last_values.h"
#include "ui/window/name_desk.h"
#include "ui/window/run_desk.h"
#include "ui/window/status_line.h"

#include <QFileInfo>
#include <QMenu>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::window {

using editor::CodeEditor;
using editor::LanguageService;
using language::DocumentPtr;
using language::Workspace;
using S = QsciScintillaBase;

namespace {

constexpr int kStructureDelayMs = 250;
constexpr int kMaxHistory = 100;

long caretOf(const CodeEditor *code)
{
    return editor::caretOf(*code);
}

QPoint placeInWindow(const CodeEditor *code, long position)
{
    const QPoint place(int(code->SendScintilla(S::SCI_POINTXFROMPOSITION, 0UL, position)),
                       int(code->SendScintilla(S::SCI_POINTYFROMPOSITION, 0UL, position)));
    return code->viewport()->mapTo(code->window(), place);
}

} // namespace

void applyEdits(CodeEditor *code, std::vector<language::TextEdit> edits)
{
    std::ranges::sort(edits, {}, [](const language::TextEdit &edit) { return edit.span.begin; });
    code->SendScintilla(S::SCI_BEGINUNDOACTION);
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
        code->SendScintilla(S::SCI_SETTARGETRANGE, (unsigned long)edit->span.begin, long(edit->span.end));
        code->SendScintilla(S::SCI_REPLACETARGET, (unsigned long)edit->text.size(), edit->text.data());
    }
    code->SendScintilla(S::SCI_ENDUNDOACTION);
}

CodeDesk::CodeDesk(const Parts &parts)
    : QObject(parts.window)
    , m_parts(parts)
    , m_names(new NameDesk({parts.area, parts.files, parts.status, parts.window, parts.panelTop, parts.projectFolder,
                            [this](const std::function<void()> &move) { jump(move); }},
                           this))
{
    m_structureDelay.setSingleShot(true);
    m_structureDelay.setInterval(kStructureDelayMs);
    connect(&m_structureDelay, &QTimer::timeout, this, &CodeDesk::refreshStructure);
    m_caretDelay.setSingleShot(true);
    m_caretDelay.setInterval(0);
    connect(&m_caretDelay, &QTimer::timeout, this, &CodeDesk::followCaret);
    connect(parts.area, &EditorArea::currentPageChanged, this, &CodeDesk::onPageChanged);
    connect(parts.area, &EditorArea::pageAdded, this, [this](EditorPage *added) {
        added->assist()->setHoverValue([this, added](const QString &name, long definedAt) {
            return isInFunction(definedAt) ? std::pair<QString, QString>()
                                           : lastValueOf(*m_parts.runs->list(), *added, name);
        });
        added->assist()->setSeenFields([this, added] { return seenFieldsOf(*m_parts.runs->list(), *added); });
        added->assist()->setHoverFoot([this, added](long position) { return fixFoot(added, position); });
        connect(added->breadcrumbs(), &editor::Breadcrumbs::activated, this, [this, added](long position) {
            jump([added, position] { added->editor()->goTo(added->editor()->marks().placeAt(position)); });
            added->setFocus();
        });
        connect(added->editor(), &CodeEditor::fixesRequested, this, &CodeDesk::showFixes);
        connect(added->editor(), &CodeEditor::loaded, &m_structureDelay, [this] { m_structureDelay.start(0); });
    });
    connect(parts.outline, &project::OutlinePane::activated, this, [this](uint32_t offset) {
        if (page() == nullptr) return;
        jump([this, offset] { page()->editor()->goTo(page()->editor()->marks().placeAt(long(offset))); });
        page()->setFocus();
    });
}

// ---- commands ---------------------------------------------------------------------------------------------------

void CodeDesk::addEditCommands(Commands &c)
{
    const auto add = [&](const QString &id, const QString &text, const QList<QKeySequence> &keys, auto act,
                         const QString &hint = {}) {
        c.add({id, Menu::Edit, text, keys, {}, hint, m_parts.area}, this, [this, act] {
            if (page() != nullptr) act(*page());
        });
    };
    add(
        u"complete"_s, tr("Complete"), {QKeySequence(u"Ctrl+Space"_s)}, [](EditorPage &p) { p.assist()->complete(); },
        tr("names, members, modules"));
    add(u"parameters"_s, tr("Show the parameters of the call"), {QKeySequence(u"Ctrl+Shift+Space"_s)},
        [](EditorPage &p) { p.assist()->showParameters(); });
    add(
        u"quickFix"_s, tr("Mend what is wrong here…"), {QKeySequence(u"Alt+Return"_s)},
        [this](EditorPage &) { showFixes(); }, tr("quick fixes"));
    add(
        u"rename"_s, tr("Rename…"), {QKeySequence(u"F2"_s)}, [this](EditorPage &) { renameSymbol(); },
        tr("the variable or function at the caret"));
    add(u"format"_s, tr("Format file"), {QKeySequence(u"Ctrl+Shift+I"_s)}, [this](EditorPage &) { format(false); });
    add(u"formatSelection"_s, tr("Format selection"), {}, [this](EditorPage &) { format(true); });
    add(u"expandSelection"_s, tr("Select more of the program"), {QKeySequence(u"Ctrl+E"_s)},
        [](EditorPage &p) { p.assist()->expandSelection(); });
    add(u"shrinkSelection"_s, tr("Select less of the program"), {QKeySequence(u"Ctrl+Shift+E"_s)},
        [](EditorPage &p) { p.assist()->shrinkSelection(); });
}

void CodeDesk::addGoCommands(Commands &c)
{
    c.add({u"definition"_s, Menu::Go, tr("&Definition"), {QKeySequence(u"F12"_s)}, {}, tr("of the name at the caret")},
          this, &CodeDesk::goToDefinition);
    c.add({u"references"_s,
           Menu::Go,
           tr("Find referen&ces"),
           {QKeySequence(u"Shift+F12"_s)},
           {},
           tr("of the name at the caret")},
          this, &CodeDesk::findReferences);
    c.add({u"hover"_s,
           Menu::Go,
           tr("What is th&is?"),
           {QKeySequence(u"Ctrl+I"_s)},
           u"help"_s,
           tr("the name at the caret")},
          this, [this] {
              if (page() != nullptr) page()->assist()->showHover();
          });
    c.add({u"back"_s, Menu::Go, tr("Back"), {QKeySequence(u"Alt+Left"_s)}}, this, &CodeDesk::goBack);
    c.add({u"forward"_s, Menu::Go, tr("Forward"), {QKeySequence(u"Alt+Right"_s)}}, this, &CodeDesk::goForward);
}

// ---- structure --------------------------------------------------------------------------------------------------

void CodeDesk::onPageChanged(EditorPage *current)
{
    disconnect(m_edited);
    disconnect(m_moved);
    m_names->closePanels();
    m_outline.clear();
    if (current == nullptr) return m_parts.outline->setItems({});
    m_edited = connect(current->editor(), &CodeEditor::edited, &m_structureDelay, [this] { m_structureDelay.start(); });
    m_moved = connect(current->editor(), &CodeEditor::caretMoved, &m_caretDelay, qOverload<>(&QTimer::start));
    refreshStructure();
}

void CodeDesk::refreshStructure()
{
    EditorPage *current = page();
    if (current == nullptr) return;
    if (!current->assist()->service().isAvailable()) return takeOutline(current, {});
    current->assist()->service().ask(
        LanguageService::Structure,
        [](const DocumentPtr &document, const Workspace &) { return language::outline(*document); },
        [this, current = QPointer(current)](std::vector<language::OutlineItem> outline) {
            if (current && current == page()) takeOutline(current, std::move(outline));
        });
}

void CodeDesk::takeOutline(EditorPage *current, std::vector<language::OutlineItem> outline)
{
    m_outline = std::move(outline);
    m_parts.outline->setItems(m_outline);
    emit outlineChanged();
    const bool functions = std::ranges::any_of(
        m_outline, [](const language::OutlineItem &item) { return item.kind == language::SymbolKind::Function; });
    current->breadcrumbs()->setVisible(functions);
    QList<int> callable;
    for (const language::OutlineItem &item : m_outline)
        if (item.kind == language::SymbolKind::Function)
            callable << current->editor()->marks().placeAt(long(item.nameSpan.begin)).line;
    current->editor()->setCallableLines(callable);
    followCaret();
}

void CodeDesk::followCaret()
{
    EditorPage *current = page();
    if (current == nullptr) return;
    const auto caret = uint32_t(caretOf(current->editor()));
    m_parts.outline->setCaret(caret);
    QList<editor::Crumb> crumbs;
    for (const language::OutlineItem &item : language::pathTo(m_outline, caret))
        crumbs << editor::Crumb{QString::fromStdString(item.name), QString::fromStdString(item.detail),
                                long(item.nameSpan.begin)};
    current->breadcrumbs()->setCrumbs(current->name(), crumbs);
}

QList<Entry> CodeDesk::symbols() const
{
    QList<Entry> entries;
    const auto add = [&](const auto &self, const std::vector<language::OutlineItem> &items,
                         const QString &where) -> void {
        for (const language::OutlineItem &item : items) {
            const QString name = QString::fromStdString(item.name);
            entries << Entry{.icon = u"outline"_s,
                             .name = name,
                             .where = where.isEmpty() ? QString::fromStdString(item.detail) : where,
                             .act = [desk = QPointer(const_cast<CodeDesk *>(this)), at = long(item.nameSpan.begin)] {
                                 if (!desk || desk->page() == nullptr) return;
                                 CodeEditor *code = desk->page()->editor();
                                 desk->jump([code, at] { code->goTo(code->marks().placeAt(at)); });
                                 desk->page()->setFocus();
                             }};
            self(self, item.children, name);
        }
    };
    add(add, m_outline, {});
    return entries;
}

// ---- going ------------------------------------------------------------------------------------------------------

std::optional<CodeDesk::Place> CodeDesk::here() const
{
    if (page() == nullptr) return std::nullopt;
    return Place{page()->key(), page()->path(), page()->editor()->caretPlace()};
}

// Remembers where one was, then moves.
void CodeDesk::jump(const std::function<void()> &move)
{
    if (const auto from = here()) {
        m_back << *from;
        if (m_back.size() > kMaxHistory) m_back.removeFirst();
        m_forward.clear();
    }
    move();
    emit historyChanged();
}

void CodeDesk::go(const Place &place)
{
    EditorPage *its = m_parts.area->pageOfKey(place.key);
    if (its == nullptr && !place.path.isEmpty()) {
        m_parts.files->open({place.path, place.place.line, place.place.column});
        return;
    }
    if (its == nullptr) return;
    m_parts.area->setCurrentPage(its);
    its->editor()->goTo(place.place);
    its->setFocus();
}

void CodeDesk::goBack()
{
    if (m_back.isEmpty()) return;
    if (const auto from = here()) m_forward << *from;
    go(m_back.takeLast());
    emit historyChanged();
}

void CodeDesk::goForward()
{
    if (m_forward.isEmpty()) return;
    if (const auto from = here()) m_back << *from;
    go(m_forward.takeLast());
    emit historyChanged();
}

void CodeDesk::goToDefinition()
{
    EditorPage *current = page();
    if (current == nullptr) return;
    current->assist()->closeAll();
    current->assist()->service().ask(
        LanguageService::Command,
        [at = uint32_t(caretOf(current->editor()))](const DocumentPtr &document, const Workspace &workspace) {
            return language::definitionAt(document, at, workspace);
        },
        [this, current = QPointer(current)](const std::optional<language::Location> &location) {
            if (!current) return;
            if (location) goTo(*location, current);
            else m_parts.status->say(tr("Nothing here is defined in a file"));
        });
}

void CodeDesk::goTo(const language::Location &location, const EditorPage *from)
{
    const QString path = QString::fromStdString(location.document->source()->path());
    const auto place = location.document->source()->position(location.span.begin);
    jump([&] {
        if (path.isEmpty() || path == from->path()) {
            m_parts.area->setCurrentPage(const_cast<EditorPage *>(from));
            page()->editor()->goTo({int(place.line), int(place.column)});
            page()->setFocus();
        } else {
            m_parts.files->open({path, int(place.line), int(place.column)});
        }
    });
}

void CodeDesk::findReferences()
{
    m_names->findReferences();
}

void CodeDesk::renameSymbol()
{
    m_names->rename();
}

editor::RenamePanel *CodeDesk::renamePanel() const
{
    return m_names->panel();
}

// ---- fixes ------------------------------------------------------------------------------------------------------

namespace {

using Findings = std::vector<syntax::Diagnostic>;

/// The findings of a page that belong to its own text as it is now.
Findings findingsOf(const CodeChecker *checker)
{
    return checker == nullptr || !checker->isCurrent()
               ? Findings()
               : Findings(checker->diagnostics().cbegin(), checker->diagnostics().cend());
}

} // namespace

void CodeDesk::showFixes()
{
    EditorPage *current = page();
    if (current == nullptr || current->editor()->isReadOnly()) return;
    current->assist()->closeAll();
    const CodeEditor *code = current->editor();
    const long line = code->SendScintilla(S::SCI_LINEFROMPOSITION, caretOf(code));
    const syntax::Span whole{uint32_t(code->SendScintilla(S::SCI_POSITIONFROMLINE, line)),
                             uint32_t(code->SendScintilla(S::SCI_GETLINEENDPOSITION, line))};
    current->assist()->service().ask(
        LanguageService::Command,
        [at = uint32_t(caretOf(code)), whole,
         findings = findingsOf(m_parts.runs->checkerOf(current))](const DocumentPtr &document, const Workspace &) {
            // What is wrong at the caret, else what is wrong in its line.
            std::vector<language::QuickFix> fixes = language::fixesAt(document, findings, {at, at});
            return fixes.empty() ? language::fixesAt(document, findings, whole) : fixes;
        },
        [this, current = QPointer(current)](const std::vector<language::QuickFix> &fixes) {
            if (current) openFixMenu(current, fixes);
        });
}

void CodeDesk::openFixMenu(EditorPage *its, const std::vector<language::QuickFix> &fixes)
{
    if (fixes.empty()) return m_parts.status->say(tr("Nothing to mend here"));
    delete m_fixMenu;
    m_fixMenu = new QMenu(its);
    m_fixMenu->setObjectName(u"fixMenu"_s);
    m_fixMenu->setAccessibleName(tr("Mends"));
    for (const language::QuickFix &fix : fixes) {
        QString title = QString::fromStdString(fix.title);
        title.remove(u'`').replace(u'&', u"&&"_s);
        QAction *action =
            m_fixMenu->addAction(title, its, [its, edits = fix.edits, revision = its->editor()->revision()] {
                if (its->editor()->revision() == revision) applyEdits(its->editor(), edits);
            });
        if (fix.isPreferred) m_fixMenu->setDefaultAction(action);
    }
    const CodeEditor *code = its->editor();
    const QPoint place = placeInWindow(code, caretOf(code)) + QPoint(0, int(code->SendScintilla(S::SCI_TEXTHEIGHT)));
    m_fixMenu->popup(code->window()->mapToGlobal(place));
    m_fixMenu->setActiveAction(m_fixMenu->actions().first());
}

// What is made in a function is no variable of the module.
bool CodeDesk::isInFunction(long position) const
{
    return std::ranges::any_of(m_outline, [position](const language::OutlineItem &item) {
        return item.kind == language::SymbolKind::Function && long(item.nameSpan.end) <= position &&
               position < long(item.fullSpan.end);
    });
}

QString CodeDesk::fixFoot(EditorPage *its, long position) const
{
    for (const syntax::Diagnostic &finding : findingsOf(m_parts.runs->checkerOf(its)))
        if (long(finding.span.begin) <= position && position <= long(finding.span.end) && !finding.fixes.empty())
            return tr("Alt+Enter mends it");
    return {};
}

// ---- format -----------------------------------------------------------------------------------------------------

void CodeDesk::format(bool selectionOnly)
{
    EditorPage *current = page();
    if (current == nullptr || current->editor()->isReadOnly()) return;
    CodeEditor *code = current->editor();
    if (!current->assist()->service().isAvailable()) return m_parts.status->say(tr("Only scripts can be formatted"));
    language::FormatOptions options;
    options.indent = code->indentationWidth();
    options.tabs = code->indentationsUseTabs();
    std::optional<syntax::Span> range;
    if (selectionOnly)
        range = syntax::Span{uint32_t(code->SendScintilla(S::SCI_GETSELECTIONSTART)),
                             uint32_t(code->SendScintilla(S::SCI_GETSELECTIONEND))};
    using Edits = std::expected<std::vector<language::TextEdit>, std::string>;
    current->assist()->service().ask(
        LanguageService::Command,
        [options, range](const DocumentPtr &document, const Workspace &) {
            return language::format(*document, options, range);
        },
        [this, current = QPointer(current)](const Edits &edits) {
            if (!current) return;
            if (!edits) return m_parts.status->say(QString::fromStdString(edits.error()));
            if (edits->empty()) return m_parts.status->say(tr("It is formatted already"));
            applyEdits(current->editor(), *edits);
            m_parts.status->say(tr("Formatted"));
        });
}

} // namespace latchkey::window
