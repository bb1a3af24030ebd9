// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/find_marks.h"

#include "ui/editor/code_editor.h"
#include "ui/editor/indicators.h"
#include "ui/editor/scroll_ticks.h"
#include "ui/theme/theme.h"

#include <algorithm>

namespace latchkey::editor {

using S = QsciScintillaBase;
using indicator::kFindRange, indicator::kMatch, indicator::kMatchCurrent;

namespace {

constexpr qsizetype kMaxMarked = 5000; // hits beyond are found and counted, not painted
constexpr long kFullAlpha = 255;

} // namespace

FindMarks::FindMarks(CodeEditor *editor)
    : m_editor(editor)
{
    refreshLook();
}

void FindMarks::refreshLook()
{
    using theme::Token;
    const auto define = [this](int indicator, int style, Token token) {
        m_editor->SendScintilla(S::SCI_INDICSETSTYLE, indicator, style);
        m_editor->SendScintilla(S::SCI_INDICSETFORE, (unsigned long)indicator, indicator::colorOf(theme::color(token)));
        m_editor->SendScintilla(S::SCI_INDICSETALPHA, indicator, kFullAlpha);
        m_editor->SendScintilla(S::SCI_INDICSETOUTLINEALPHA, indicator, kFullAlpha);
        m_editor->SendScintilla(S::SCI_INDICSETUNDER, indicator, 1L);
    };
    define(kMatch, S::INDIC_STRAIGHTBOX, Token::Match);
    define(kMatchCurrent, S::INDIC_STRAIGHTBOX, Token::MatchCur);
    define(kFindRange, S::INDIC_FULLBOX, Token::InfoBg);
}

void FindMarks::clear(int indicator)
{
    m_editor->SendScintilla(S::SCI_SETINDICATORCURRENT, indicator);
    m_editor->SendScintilla(S::SCI_INDICATORCLEARRANGE, 0UL, m_editor->SendScintilla(S::SCI_GETLENGTH));
}

void FindMarks::fill(int indicator, qsizetype from, qsizetype to)
{
    m_editor->SendScintilla(S::SCI_SETINDICATORCURRENT, indicator);
    m_editor->SendScintilla(S::SCI_INDICATORFILLRANGE, (unsigned long)from, long(to - from));
}

void FindMarks::show(const QList<SearchHit> &hits)
{
    hide();
    std::vector<long> lines;
    for (const SearchHit &hit : hits) {
        const long line = m_editor->SendScintilla(S::SCI_LINEFROMPOSITION, (unsigned long)hit.from);
        if (lines.empty() || lines.back() != line) lines.push_back(line);
    }
    m_editor->scrollTicks().setHits(std::move(lines));
    const qsizetype count = std::min(kMaxMarked, hits.size());
    for (qsizetype i = 0; i < count; ++i) fill(kMatch, hits[i].from, hits[i].to);
}

void FindMarks::showCurrent(const SearchHit &hit)
{
    clear(kMatchCurrent);
    fill(kMatchCurrent, hit.from, hit.to);
}

void FindMarks::hide()
{
    clear(kMatch);
    clear(kMatchCurrent);
    m_editor->scrollTicks().setHits({});
}

void FindMarks::setRange(const SearchRange &range)
{
    clearRange();
    fill(kFindRange, range.from, range.to);
}

void FindMarks::clearRange()
{
    clear(kFindRange);
}

SearchRange FindMarks::range() const
{
    const auto valueAt = [this](long at) { return m_editor->SendScintilla(S::SCI_INDICATORVALUEAT, kFindRange, at); };
    const auto endAt = [this](long at) { return m_editor->SendScintilla(S::SCI_INDICATOREND, kFindRange, at); };
    const long from = valueAt(0) != 0 ? 0 : endAt(0);
    if (valueAt(from) == 0) return {};
    return {from, endAt(from)};
}

} // namespace latchkey::editor
