// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/language/formatter.h"

#include "engine/language/layout.h"

#include <algorithm>

namespace latchkey::language {

using Kind = Bracket::Kind;
using syn::TokenKind;

namespace {

constexpr int kMaxLineEnds = 2; // one blank line

bool isOpening(TokenKind kind)
{
    return kind == TokenKind::LeftParen || kind == TokenKind::LeftBracket || kind == TokenKind::LeftBrace;
}

bool isClosing(TokenKind kind)
{
    return kind == TokenKind::RightParen || kind == TokenKind::RightBracket || kind == TokenKind::RightBrace;
}

bool goesOnAfterBlock(TokenKind kind)
{
    return kind == TokenKind::Elif || kind == TokenKind::Else || kind == TokenKind::Except ||
           kind == TokenKind::Finally;
}

/// Decides gap after gap what white space stands between two pieces.
class Formatter
{
public:
    Formatter(const Document &document, const FormatOptions &options)
        : m_document(document)
        , m_pieces(document.pieces())
        , m_options(options)
        , m_brackets(findBrackets(document))
    {
        const std::string_view text = document.text();
        const auto all = std::ranges::count(text, '\n');
        size_t carriage = 0;
        for (size_t at = text.find("\r\n"); at != std::string_view::npos; at = text.find("\r\n", at + 2)) ++carriage;
        m_lineEnd = carriage * 2 > static_cast<size_t>(all) ? "\r\n" : "\n";
    }

    std::vector<TextEdit> run()
    {
        m_frames.push_back({.kind = Kind::Block});
        if (m_pieces.empty()) {
            change({0, static_cast<uint32_t>(m_document.text().size())}, "");
            return std::move(m_edits);
        }
        change({0, m_pieces.front().begin}, "");
        for (size_t i = 0; i < m_pieces.size(); ++i) {
            if (i > 0) gap(i);
            take(i);
        }
        change({m_pieces.back().end, static_cast<uint32_t>(m_document.text().size())}, m_lineEnd);
        return std::move(m_edits);
    }

private:
    /// A bracket that is open; the first frame is the file.
    struct Frame {
        Kind kind = Kind::Block;
        int content = 0; ///< level of lines inside
        int close = 0;   ///< level of its closing bracket's line
        bool isBroken = false;
        bool isInline = false;
        bool hasCommas = false;
        int questions = 0; ///< `?` whose `:` is still to come
        bool holdsStatements() const
        {
            return kind == Kind::Block || kind == Kind::ArrowBlock || kind == Kind::Capability;
        }
    };

    void change(Span span, std::string text)
    {
        if (m_document.text(span) != text) m_edits.push_back({span, std::move(text)});
    }

    void gap(size_t i)
    {
        const Span span{m_pieces[i - 1].end, m_pieces[i].begin};
        const int lines = lineEnds(i);
        if (lines == 0) return change(span, std::string(static_cast<size_t>(spaces(i)), ' '));
        m_lineLevel = levelOf(i);
        std::string text;
        for (int n = 0; n < lines; ++n) text += m_lineEnd;
        text.append(static_cast<size_t>(m_lineLevel * (m_options.tabs ? 1 : m_options.indent)),
                    m_options.tabs ? '\t' : ' ');
        change(span, std::move(text));
    }

    // ---- lines --------------------------------------------------------------------------------------------------

    /// How many line ends stand before piece `i`.
    int lineEnds(size_t i)
    {
        const Piece &piece = m_pieces[i];
        const Piece &before = m_pieces[i - 1];
        const int had = lineEndsBetween(m_document, i - 1, i);
        const int kept = std::clamp(had, 1, kMaxLineEnds);
        const bool atEdge =
            (!before.isComment && isOpening(before.kind)) || (!piece.isComment && isClosing(piece.kind));
        const int onNewLine = atEdge ? 1 : kept;
        if (before.isComment) return onNewLine;
        if (piece.isComment) return had > 0 ? onNewLine : 0;
        return wantsNewLine(i, had) ? onNewLine : 0;
    }

    bool wantsNewLine(size_t i, int had) const
    {
        const TokenKind kind = m_pieces[i].kind, before = m_pieces[i - 1].kind;
        const Frame &frame = m_frames.back();
        if (isClosing(kind)) {
            if (isOpening(before)) return false;
            return frame.holdsStatements() ? !frame.isInline : frame.isBroken;
        }
        if (startsStatement(i)) return !frame.isInline;
        if (m_blockEnded) return false; // `} else`
        if (isOpening(before)) return !frame.holdsStatements() && frame.isBroken;
        return had > 0 && mayBreak(i);
    }

    /// Whether the next token begins a statement.
    bool startsStatement(size_t i) const
    {
        if (!m_frames.back().holdsStatements()) return false;
        if (m_blockEnded) return !goesOnAfterBlock(m_pieces[i].kind);
        return m_token == TokenKind::Semicolon || m_justOpened;
    }

    /// Whether a line break that one wrote before piece `i`, inside of a statement, is kept.
    bool mayBreak(size_t i) const
    {
        const TokenKind kind = m_pieces[i].kind;
        switch (kind) {
        case TokenKind::Semicolon:
        case TokenKind::Comma:
        case TokenKind::Assign:
        case TokenKind::Arrow:
            return false;
        case TokenKind::LeftBrace:
            if (m_brackets[i].hasStatements()) return false;
            break;
        case TokenKind::LeftParen:
        case TokenKind::LeftBracket:
            if (m_afterOperand || isHeaderWord(m_token) || m_token == TokenKind::Fn) return false;
            break;
        case TokenKind::Colon:
            if (m_frames.back().questions == 0) return false;
            break;
        default:
            break;
        }
        switch (m_token) {
        case TokenKind::Dot:
        case TokenKind::Return:
        case TokenKind::Throw:
        case TokenKind::Function:
        case TokenKind::Import:
        case TokenKind::As:
        case TokenKind::For:
        case TokenKind::In:
        case TokenKind::Not:
            return false;
        case TokenKind::Minus:
            return !m_unary;
        case TokenKind::Comma:
        case TokenKind::Assign:
        case TokenKind::Arrow:
        case TokenKind::Colon:
        case TokenKind::Question:
            return true;
        default:
            break;
        }
        return isOperator(kind) || isOperator(m_token) || kind == TokenKind::Dot || kind == TokenKind::Question ||
               kind == TokenKind::Colon;
    }

    /// The level of the line that piece `i` begins.
    int levelOf(size_t i) const
    {
        const Frame &frame = m_frames.back();
        const Piece &piece = m_pieces[i];
        if (!piece.isComment && isClosing(piece.kind)) return frame.close;
        if (frame.holdsStatements()) {
            const bool begins =
                m_token == TokenKind::EndOfInput || m_token == TokenKind::Semicolon || m_justOpened || m_blockEnded;
            const bool brace = !piece.isComment && piece.kind == TokenKind::LeftBrace && m_brackets[i].hasStatements();
            return frame.content + (begins || brace ? 0 : 1);
        }
        const bool element = m_token == TokenKind::Comma || m_justOpened;
        // A condition over several lines that has lines of its own needs no further level.
        return frame.content + (element || (frame.isBroken && !frame.hasCommas) ? 0 : 1);
    }

    // ---- spaces -------------------------------------------------------------------------------------------------

    static bool isHeaderWord(TokenKind kind)
    {
        return kind == TokenKind::If || kind == TokenKind::Elif || kind == TokenKind::While || kind == TokenKind::For ||
               kind == TokenKind::Except;
    }

    static bool isOperator(TokenKind kind)
    {
        return (kind >= TokenKind::Plus && kind <= TokenKind::OrOr) || kind == TokenKind::Assign ||
               kind == TokenKind::Arrow;
    }

    int spaces(size_t i) const
    {
        const Piece &piece = m_pieces[i];
        if (piece.isComment) return 1;
        const TokenKind kind = piece.kind, before = m_pieces[i - 1].kind;
        const Frame &frame = m_frames.back();
        if (isClosing(kind)) return frame.isInline && !isOpening(before) ? 1 : 0;
        if (isOpening(before)) return frame.isInline ? 1 : 0;
        if (kind == TokenKind::Semicolon || kind == TokenKind::Comma) return 0;
        // `5 .name`: joined, the dot would belong to the number.
        if (kind == TokenKind::Dot) return before == TokenKind::Number ? 1 : 0;
        if (before == TokenKind::Dot) return 0;
        if (m_unary) return keepsApart(i) ? 1 : 0;
        if (kind == TokenKind::Colon) return frame.questions > 0 ? 1 : 0;
        if (before == TokenKind::Colon) return m_sliceColon ? 0 : 1;
        if (kind == TokenKind::LeftParen || kind == TokenKind::LeftBracket)
            return m_afterOperand || m_token == TokenKind::Fn ? 0 : 1;
        return 1;
    }

    /// `- 1` is a minus before a number, `-1` a number: they stay what they are.
    bool keepsApart(size_t i) const
    {
        const char first = m_document.text()[m_pieces[i].begin];
        return m_token == TokenKind::Minus && m_pieces[i].kind == TokenKind::Number && first != '-' && first != '+';
    }

    // ---- taking a piece up --------------------------------------------------------------------------------------

    void take(size_t i)
    {
        if (m_pieces[i].isComment) return;
        const TokenKind kind = m_pieces[i].kind;
        const bool isMemberName = m_token == TokenKind::Dot;
        const bool blockEnded = std::exchange(m_blockEnded, false);
        const bool operandBefore = m_afterOperand && !blockEnded;
        m_justOpened = false;
        m_unary = false;
        m_sliceColon = false;
        m_afterOperand = false;
        if (isOpening(kind)) open(i);
        else if (isClosing(kind)) close(kind);
        else if (syn::isName(kind) && isMemberName) m_afterOperand = true;
        else classify(kind, operandBefore);
        m_token = syn::isName(kind) && isMemberName ? TokenKind::Identifier : kind;
    }

    void classify(TokenKind kind, bool operandBefore)
    {
        Frame &frame = m_frames.back();
        switch (kind) {
        case TokenKind::Identifier:
        case TokenKind::Number:
        case TokenKind::String:
        case TokenKind::True:
        case TokenKind::False:
        case TokenKind::Null:
            m_afterOperand = true;
            break;
        case TokenKind::Not:
            m_unary = true;
            break;
        case TokenKind::Minus:
        case TokenKind::Plus:
            m_unary = !operandBefore;
            break;
        case TokenKind::Question:
            ++frame.questions;
            break;
        case TokenKind::Colon:
            if (frame.questions > 0) --frame.questions;
            else m_sliceColon = frame.kind == Kind::Square;
            break;
        default:
            break;
        }
    }

    void open(size_t i)
    {
        const Bracket &bracket = m_brackets[i];
        const int base =
            bracket.kind == Kind::Block || bracket.kind == Kind::Capability ? m_frames.back().content : m_lineLevel;
        m_frames.push_back({bracket.kind, base + 1, base, bracket.isBroken, bracket.isInline, bracket.hasCommas, 0});
        m_justOpened = true;
    }

    void close(TokenKind)
    {
        const Kind kind = m_frames.back().kind;
        if (m_frames.size() > 1) m_frames.pop_back();
        m_blockEnded = kind == Kind::Block || kind == Kind::Capability;
        m_afterOperand = !m_blockEnded;
    }

    const Document &m_document;
    const std::vector<Piece> &m_pieces;
    const FormatOptions &m_options;
    std::vector<Bracket> m_brackets;
    std::string m_lineEnd;
    std::vector<Frame> m_frames;
    std::vector<TextEdit> m_edits;
    int m_lineLevel = 0;
    TokenKind m_token = TokenKind::EndOfInput; ///< the last one that is no comment
    bool m_afterOperand = false;               ///< it ended an operand
    bool m_blockEnded = false;                 ///< it was the brace behind a block of statements
    bool m_justOpened = false;                 ///< it was an opening bracket
    bool m_unary = false;                      ///< it was a sign or `!` before an operand
    bool m_sliceColon = false;
};

} // namespace

std::string applied(std::string_view text, const std::vector<TextEdit> &edits)
{
    std::string result;
    result.reserve(text.size() + text.size() / 8);
    size_t at = 0;
    for (const TextEdit &edit : edits) {
        result.append(text.substr(at, edit.span.begin - at)).append(edit.text);
        at = edit.span.end;
    }
    return result.append(text.substr(at));
}

std::expected<std::vector<TextEdit>, std::string> format(const Document &document, const FormatOptions &options,
                                                         std::optional<Span> range)
{
    if (!document.diagnostics().empty()) {
        const syn::Diagnostic &first = document.diagnostics().front();
        return std::unexpected("Line " + std::to_string(first.position().line) +
                               " has to be mended first: " + first.message + ".");
    }
    std::vector<TextEdit> edits = Formatter(document, options).run();
    if (range)
        std::erase_if(edits, [&](const TextEdit &e) { return e.span.end < range->begin || e.span.begin > range->end; });
    // The promise is checked each time, not only in tests: a formatter must never change a program.
    const DocumentPtr after = analyse(document.source()->name(), applied(document.text(), edits));
    if (!after->diagnostics().empty() || !sameTree(document.tree(), after->tree()))
        return std::unexpected("This text can not be formatted without changing the program.");
    return edits;
}

} // namespace latchkey::language
