// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/occurrence_marks.h"

#include "engine/language/navigation.h"
#include "ui/editor/background.h"
#include "ui/editor/carets.h"
#include "ui/editor/indicators.h"
#include "ui/editor/syntax.h"
#include "ui/theme/theme.h"

namespace latchkey::editor {

using S = QsciScintillaBase;
using language::DocumentPtr;
using language::Workspace;

namespace {

constexpr int kRestMs = 180;
constexpr qsizetype kMaxShown = 2000;
constexpr qsizetype kLeastText = 2, kMostText = 200; // bytes of a selection that is looked for
constexpr qsizetype kMostSearched = 20'000'000;

} // namespace

OccurrenceMarks::OccurrenceMarks(CodeEditor *editor, LanguageService *service)
    : QObject(editor)
    , m_editor(editor)
    , m_service(service)
{
    const auto define = [editor] {
        using theme::Token;
        const QColor color = theme::mixed(editorColor(Token::Editor), editorColor(Token::TextSel), 0.55);
        editor->SendScintilla(S::SCI_INDICSETSTYLE, indicator::kOccurrence, int(S::INDIC_STRAIGHTBOX));
        editor->SendScintilla(S::SCI_INDICSETFORE, (unsigned long)indicator::kOccurrence, indicator::colorOf(color));
        editor->SendScintilla(S::SCI_INDICSETALPHA, indicator::kOccurrence, 255L);
        editor->SendScintilla(S::SCI_INDICSETOUTLINEALPHA, indicator::kOccurrence, 255L);
        editor->SendScintilla(S::SCI_INDICSETUNDER, indicator::kOccurrence, 1L);
    };
    define();
    connect(editor, &CodeEditor::lookChanged, this, define);
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(&m_rest, &QTimer::timeout, this, &OccurrenceMarks::ask);
    connect(editor, &CodeEditor::caretMoved, this, [this] {
        // Inside of a marked name all stays as it is: no flicker while one walks through it.
        const long caret = caretOf(*m_editor);
        const auto marked = [&](long at) {
            return m_editor->SendScintilla(S::SCI_INDICATORVALUEAT, indicator::kOccurrence, at) != 0;
        };
        if (m_count > 0 && !marked(caret) && !marked(caret - 1)) clear();
        m_rest.start();
    });
    connect(editor, &CodeEditor::edited, this, [this] {
        clear();
        m_rest.start();
    });
}

OccurrenceMarks::~OccurrenceMarks()
{
    if (m_stop) m_stop->store(true);
}

void OccurrenceMarks::ask()
{
    if (m_stop) m_stop->store(true);
    m_service->cancel(LanguageService::Occurrences);
    if (m_editor->isLoading() || m_editor->SendScintilla(S::SCI_GETSELECTIONS) > 1) return clear();
    const Caret at = caretsOf(*m_editor).front();
    if (!at.isEmpty()) {
        if (at.to() - at.from() > kMostText) return clear();
        return askForText(textOf(*m_editor, at.from(), at.to()));
    }
    if (!m_service->isAvailable() || m_editor->isLean()) return clear(); // an analysis of a large text for each rest
    m_service->ask(
        LanguageService::Occurrences,
        [caret = uint32_t(at.caret)](const DocumentPtr &document, const Workspace &) {
            return language::referencesAt(document, caret);
        },
        [this](const std::vector<language::Reference> &found) {
            QList<SearchHit> places;
            for (const language::Reference &reference : found)
                places << SearchHit{reference.span.begin, reference.span.end};
            show(places);
        });
}

void OccurrenceMarks::askForText(const QByteArray &selected)
{
    const bool plain = selected.size() >= kLeastText && !selected.contains('\n') && !selected.contains('\r') &&
                       !selected.trimmed().isEmpty() && m_editor->SendScintilla(S::SCI_GETLENGTH) <= kMostSearched;
    if (!plain) return clear();
    m_stop = std::make_shared<std::atomic<bool>>(false);
    const TextSnapshot text = m_editor->snapshot();
    SearchQuery query;
    query.pattern = QString::fromUtf8(selected);
    query.matchCase = true;
    inBackground([text = text.text, query, stop = m_stop] {
        return findAll(text, query, stop);
    }).then(this, [this, stop = m_stop, revision = text.revision](const SearchResult &result) {
        if (!stop->load() && revision == m_editor->revision()) show(result.hits);
    });
}

void OccurrenceMarks::show(const QList<SearchHit> &places)
{
    clear();
    if (places.size() < 2 || places.size() > kMaxShown) return; // one is where the caret is
    m_editor->SendScintilla(S::SCI_SETINDICATORCURRENT, indicator::kOccurrence);
    for (const SearchHit &place : places)
        m_editor->SendScintilla(S::SCI_INDICATORFILLRANGE, (unsigned long)place.from, long(place.to - place.from));
    m_count = int(places.size());
}

void OccurrenceMarks::clear()
{
    if (std::exchange(m_count, 0) == 0) return;
    m_editor->SendScintilla(S::SCI_SETINDICATORCURRENT, indicator::kOccurrence);
    m_editor->SendScintilla(S::SCI_INDICATORCLEARRANGE, 0UL, m_editor->SendScintilla(S::SCI_GETLENGTH));
}

} // namespace latchkey::editor
