// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/output/visible_text.h"

#include <QRegularExpression>
#include <array>
#include <cstdlib>
#include <utility>

using namespace Qt::StringLiterals;

namespace latchkey::output {
namespace {

using theme::Token;

constexpr qsizetype kTab = 8;
constexpr char32_t kEscape = 0x1b;

// Letters by category that show nothing.
bool isFiller(char32_t c)
{
    return c == 0x034f || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5 || c == 0x3164 || c == 0xffa0 ||
           (c >= 0x180b && c <= 0x180f) || (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0000 && c <= 0xe0fff);
}

QString symbolFor(char32_t c)
{
    if (c < 0x20) return QString(QChar(static_cast<char16_t>(0x2400 + c)));
    if (c == 0x7f) return QString(QChar(0x2421));
    return u"⟨U+%1⟩"_s.arg(QString::number(static_cast<uint>(c), 16).toUpper().rightJustified(4, u'0'));
}

// The code point at `i`, which moves past it. A lone half of a pair is its own number.
char32_t next(QStringView text, qsizetype &i)
{
    const QChar c = text[i++];
    if (c.isHighSurrogate() && i < text.size() && text[i].isLowSurrogate()) return QChar::surrogateToUcs4(c, text[i++]);
    return c.unicode();
}

bool isPicture(char32_t c)
{
    return QChar::category(c) == QChar::Symbol_Other || QChar::category(c) == QChar::Symbol_Math || c == 0x203c ||
           c == 0x2049 || (c >= 0x1f3fb && c <= 0x1f3ff);
}

// Letters that take other forms beside one another, so that a joiner between them is spelling.
bool isJoining(char32_t c)
{
    const QChar::Script script = QChar::script(c);
    return QChar::isLetter(c) && (script == QChar::Script_Arabic || script == QChar::Script_Syriac ||
                                  (script >= QChar::Script_Devanagari && script <= QChar::Script_Sinhala));
}

// The parts of one picture ("family", "red heart") and of one word that are written with characters of no width of
// their own. They hide nothing where they stand.
bool belongsThere(char32_t before, char32_t c, char32_t after)
{
    constexpr char32_t kNonJoiner = 0x200c, kJoiner = 0x200d, kAsText = 0xfe0e, kAsPicture = 0xfe0f;
    if (c == kAsText || c == kAsPicture) return isPicture(before);
    if (c == kJoiner && (isPicture(before) || before == kAsPicture) && isPicture(after)) return true;
    return (c == kJoiner || c == kNonJoiner) && isJoining(before) && isJoining(after);
}

char32_t peek(QStringView text, qsizetype i)
{
    return i < text.size() ? next(text, i) : 0;
}

struct Pen {
    Token token = Token::Text;
    bool bold = false;
    friend bool operator==(const Pen &, const Pen &) = default;
};

Token basicColor(int index, Token base)
{
    constexpr std::array kColors = {Token::Text, Token::Fail, Token::Ok,         Token::Paused,
                                    Token::Link, Token::Key,  Token::SyntaxFunc, Token::Text};
    if (index == 7 || index == 15) return base;
    if (index == 8) return Token::Muted;
    return kColors[static_cast<size_t>(index % 8)];
}

// Any colour becomes the one of the theme with the nearest hue; greys become text or muted.
Token nearestColor(int red, int green, int blue, Token base)
{
    const QColor color(qBound(0, red, 255), qBound(0, green, 255), qBound(0, blue, 255));
    if (color.hsvSaturation() < 60 || color.value() < 50) return color.value() < 160 ? Token::Muted : base;
    constexpr std::array<std::pair<int, int>, 7> kHues = {
        {{0, 1}, {50, 3}, {120, 2}, {180, 6}, {220, 4}, {290, 5}, {360, 1}}};
    int best = 1;
    int distance = 400;
    for (const auto &[hue, index] : kHues) {
        const int d = std::abs(hue - color.hsvHue());
        if (d < distance) distance = d, best = index;
    }
    return basicColor(best, base);
}

Token paletteColor(int n, Token base)
{
    if (n < 16) return basicColor(n, base);
    if (n >= 232) return nearestColor((n - 232) * 10 + 8, (n - 232) * 10 + 8, (n - 232) * 10 + 8, base);
    const int cube = n - 16;
    return nearestColor(cube / 36 * 51, cube / 6 % 6 * 51, cube % 6 * 51, base);
}

// The numbers of one SGR sequence change `pen`.
void applySgr(const QList<int> &codes, Pen &pen, Token base)
{
    for (qsizetype i = 0; i < codes.size(); ++i) {
        const int code = codes[i];
        if (code == 0) pen = {base, false};
        else if (code == 1) pen.bold = true;
        else if (code == 22) pen.bold = false;
        else if (code == 39) pen.token = base;
        else if (code >= 30 && code <= 37) pen.token = basicColor(code - 30, base);
        else if (code >= 90 && code <= 97) pen.token = basicColor(code - 90 + 8, base);
        else if (code == 38 || code == 48) {
            const bool indexed = codes.value(i + 1) == 5;
            if (code == 38 && indexed) pen.token = paletteColor(qBound(0, codes.value(i + 2), 255), base);
            if (code == 38 && codes.value(i + 1) == 2)
                pen.token = nearestColor(codes.value(i + 2), codes.value(i + 3), codes.value(i + 4), base);
            i += indexed ? 2 : 4;
        }
    }
}

// Reads "[1;31m" at `at`; gives its end, or -1 when this is no colour sequence.
qsizetype readSgr(QStringView text, qsizetype at, QList<int> &codes)
{
    if (at >= text.size() || text[at] != u'[') return -1;
    int number = 0;
    for (qsizetype i = at + 1; i < text.size() && i < at + 40; ++i) {
        const QChar c = text[i];
        if (c >= u'0' && c <= u'9') number = qMin(number * 10 + (c.unicode() - u'0'), 9999);
        else if (c == u';' || c == u':') codes.append(std::exchange(number, 0));
        else if (c == u'm') return codes.append(number), i + 1;
        else return -1;
    }
    return -1;
}

// One character of the line as it will be shown, so that a return can write over it.
struct Cell {
    QString text;
    Pen pen;
};

class LineBuilder
{
public:
    explicit LineBuilder(Token base)
        : m_base(base)
        , m_pen{base, false}
    {
    }

    DisplayLine build(const QString &text)
    {
        char32_t before = 0;
        for (qsizetype i = 0; i < text.size();) {
            const char32_t c = next(text, i);
            const char32_t last = std::exchange(before, c);
            if (c == kEscape) {
                QList<int> codes;
                const qsizetype end = readSgr(text, i, codes);
                if (end > 0) applySgr(codes, m_pen, m_base), i = end;
                else put(symbolFor(c), Token::Muted);
            } else if (c == U'\t') {
                for (qsizetype stop = (m_at / kTab + 1) * kTab; m_at < stop;) put(u" "_s, m_pen.token);
            } else if (c == U'\r') {
                m_at = 0;
            } else if (isHidden(c) && m_at > 0 && belongsThere(last, c, peek(text, i))) {
                m_cells[m_at - 1].text += QString::fromUcs4(&c, 1);
            } else if (isHidden(c)) {
                put(symbolFor(c), Token::Muted);
            } else {
                put(QString::fromUcs4(&c, 1), m_pen.token);
            }
        }
        return joined();
    }

private:
    void put(const QString &text, Token token)
    {
        const Cell cell{text, {token, m_pen.bold}};
        if (m_at < m_cells.size()) m_cells[m_at] = cell;
        else m_cells.append(cell);
        ++m_at;
    }

    DisplayLine joined() const
    {
        DisplayLine line;
        for (const Cell &cell : m_cells) {
            const bool same = !line.stretches.isEmpty() && line.stretches.last().token == cell.pen.token &&
                              line.stretches.last().bold == cell.pen.bold;
            if (!same) line.stretches.append({line.text.size(), 0, cell.pen.token, cell.pen.bold});
            line.stretches.last().length += cell.text.size();
            line.text += cell.text;
        }
        return line;
    }

    Token m_base;
    Pen m_pen;
    QList<Cell> m_cells;
    qsizetype m_at = 0;
};

bool isPlain(QByteArrayView utf8)
{
    return std::ranges::all_of(utf8, [](char c) { return c >= 0x20 && c < 0x7f; });
}

bool isOneCellEach(const QString &text)
{
    return std::ranges::all_of(text, [](QChar c) {
        const char16_t u = c.unicode();
        return (u >= 0x20 && u < 0x7f) || (u >= 0xa0 && u < 0x250 && u != 0xad);
    });
}

} // namespace

bool isHidden(char32_t c, Spaces spaces)
{
    if (c == U' ') return false;
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    case QChar::Separator_Space:
        return spaces == Spaces::Show;
    default:
        return isFiller(c);
    }
}

QString visibleText(QStringView text, Spaces spaces)
{
    QString shown;
    shown.reserve(text.size());
    char32_t before = 0;
    for (qsizetype i = 0; i < text.size();) {
        const char32_t c = next(text, i);
        const char32_t last = std::exchange(before, c);
        const bool belongs = spaces == Spaces::Keep && belongsThere(last, c, peek(text, i));
        if (isHidden(c, spaces) && !belongs) shown += symbolFor(c);
        else shown += QString::fromUcs4(&c, 1);
    }
    return shown;
}

QString middleCut(const QString &text, qsizetype most)
{
    if (text.size() <= most) return text;
    qsizetype head = (most - 1) / 2;
    qsizetype tail = text.size() - (most - 1 - head);
    if (head > 0 && text[head - 1].isHighSurrogate()) --head;
    if (tail < text.size() && text[tail].isLowSurrogate()) ++tail;
    return text.left(head) + u'…' + text.mid(tail);
}

DisplayLine displayLine(QByteArrayView utf8, Token base)
{
    if (utf8.endsWith('\r')) utf8.chop(1);
    DisplayLine line;
    if (isPlain(utf8)) {
        line.text = QString::fromLatin1(utf8);
        if (!line.text.isEmpty()) line.stretches.append({0, line.text.size(), base, false});
    } else {
        line = LineBuilder(base).build(QString::fromUtf8(utf8));
        line.oneCellEach = isOneCellEach(line.text);
    }
    line.links = findLinks(line.text);
    return line;
}

QList<LineLink> findLinks(const QString &text)
{
    // Both kinds need a colon, which most lines lack.
    if (!text.contains(u':')) return {};
    static const QRegularExpression pattern(
        uR"((https?://[^\s<>"'`]*[^\s<>"'`.,;:!?)\]}])|((?:[A-Za-z]:)?[\w./\\~-]*[\w-]\.ml):(\d{1,9})(?::(\d{1,9}))?)"_s);
    QList<LineLink> links;
    for (auto it = pattern.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        LineLink link{.start = match.capturedStart(), .length = match.capturedLength()};
        if (match.hasCaptured(1)) link.url = match.captured(1);
        else {
            link.file = match.captured(2);
            link.line = match.capturedView(3).toInt();
            link.column = match.hasCaptured(4) ? match.capturedView(4).toInt() : 0;
        }
        links.append(link);
    }
    return links;
}

} // namespace latchkey::output
