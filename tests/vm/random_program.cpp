// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vm/random_program.h"

#include <gmpxx.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <variant>
#include <vector>

namespace latchkey::tests {

namespace {

// ---- the tree ---------------------------------------------------------------------------------------------------

enum class Kind {
    // expressions
    Integer,
    Real,
    Text,
    True,
    False,
    Null,
    Variable,
    Binary,
    Negate,
    Not,
    And,
    Or,
    Conditional,
    Array,
    Object,
    Index,
    Slice,
    Member,
    Length,
    Arrow,
    Call,
    Str,
    Range,
    Sorted,
    // statements
    Assign,
    SetIndex,
    SetSlice,
    SetMember,
    Append,
    Print,
    If,
    While,
    For,
    Break,
    Continue,
    Return,
    Throw,
    Try,
    Function,
    Destructure,
    Unpack,
};

struct Node;
using NodePtr = std::unique_ptr<Node>;
using Block = std::vector<NodePtr>;

struct Node {
    Kind kind;
    std::string text;               ///< name, operator, literal
    std::vector<NodePtr> kids;      ///< operands in order; null where a part is left out
    std::vector<Block> blocks;      ///< bodies
    std::vector<std::string> names; ///< parameters, targets, keys
    std::vector<std::string> nonlocals;
};

NodePtr node(Kind kind, std::string text = {})
{
    auto made = std::make_unique<Node>();
    made->kind = kind;
    made->text = std::move(text);
    return made;
}

// ---- writing it as source ---------------------------------------------------------------------------------------

int precedence(const Node &n)
{
    static const std::map<std::string, int> binary = {{"==", 4}, {"!=", 4}, {"<", 5}, {">", 5}, {"<=", 5}, {">=", 5},
                                                      {"+", 6},  {"-", 6},  {"*", 7}, {"/", 7}, {"//", 7}, {"%", 7}};
    switch (n.kind) {
    case Kind::Arrow:
        return 0;
    case Kind::Conditional:
        return 1;
    case Kind::Or:
        return 2;
    case Kind::And:
        return 3;
    case Kind::Binary:
        return binary.at(n.text);
    case Kind::Negate:
    case Kind::Not:
        return 8;
    case Kind::Integer:
    case Kind::Real:
        return n.text[0] == '-' ? 8 : 9;
    default:
        return 9;
    }
}

std::string quoted(const std::string &text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '\n') out += "\\n";
        else out += c;
    }
    return out + '"';
}

class Writer
{
public:
    std::string text;

    void block(const Block &statements, int depth)
    {
        for (const NodePtr &s : statements) statement(*s, depth);
    }

private:
    void line(int depth, const std::string &content) { text += std::string(size_t(depth) * 2, ' ') + content + "\n"; }

    std::string list(const std::vector<NodePtr> &kids, size_t from = 0)
    {
        std::string out;
        for (size_t i = from; i < kids.size(); ++i) out += (i > from ? ", " : "") + expression(*kids[i]);
        return out;
    }
    static std::string list(const std::vector<std::string> &names)
    {
        std::string out;
        for (size_t i = 0; i < names.size(); ++i) out += (i ? ", " : "") + names[i];
        return out;
    }
    std::string expression(const Node &n, int needed = 0)
    {
        const std::string out = bare(n);
        return precedence(n) < needed ? "(" + out + ")" : out;
    }
    std::string bounds(const Node &n, size_t from)
    {
        std::string out = (n.kids[from] ? expression(*n.kids[from]) : "") + ":" +
                          (n.kids[from + 1] ? expression(*n.kids[from + 1]) : "");
        if (n.kids[from + 2]) out += ":" + expression(*n.kids[from + 2]);
        return out;
    }
    std::string bare(const Node &n)
    {
        const int own = precedence(n);
        switch (n.kind) {
        case Kind::Integer:
        case Kind::Real:
        case Kind::Variable:
            return n.text;
        case Kind::Text:
            return quoted(n.text);
        case Kind::True:
            return "true";
        case Kind::False:
            return "false";
        case Kind::Null:
            return "null";
        case Kind::Binary:
            return expression(*n.kids[0], own) + " " + n.text + " " + expression(*n.kids[1], own + 1);
        case Kind::And:
            return expression(*n.kids[0], own) + " && " + expression(*n.kids[1], own + 1);
        case Kind::Or:
            return expression(*n.kids[0], own) + " || " + expression(*n.kids[1], own + 1);
        case Kind::Negate:
            return "- " + expression(*n.kids[0], own);
        case Kind::Not:
            return "!" + expression(*n.kids[0], own);
        case Kind::Conditional:
            return expression(*n.kids[0], 2) + " ? " + expression(*n.kids[1], 1) + " : " + expression(*n.kids[2], 1);
        case Kind::Array:
            return "[" + list(n.kids) + "]";
        case Kind::Object: {
            std::string out = "{";
            for (size_t i = 0; i < n.kids.size(); ++i)
                out += (i ? ", " : "") + n.names[i] + ": " + expression(*n.kids[i]);
            return out + "}";
        }
        case Kind::Index:
            return expression(*n.kids[0], 9) + "[" + expression(*n.kids[1]) + "]";
        case Kind::Slice:
            return expression(*n.kids[0], 9) + "[" + bounds(n, 1) + "]";
        case Kind::Member:
            return expression(*n.kids[0], 9) + "." + n.text;
        case Kind::Length:
            return "len(" + expression(*n.kids[0]) + ")";
        case Kind::Str:
            return "str(" + expression(*n.kids[0]) + ")";
        case Kind::Sorted:
            return "sorted(" + expression(*n.kids[0]) + ")";
        case Kind::Range:
            return "range(" + list(n.kids) + ")";
        case Kind::Arrow:
            return "fn(" + list(n.names) + ") => " + expression(*n.kids[0], 1);
        case Kind::Call:
            return expression(*n.kids[0], 9) + "(" + list(n.kids, 1) + ")";
        default:
            return "null";
        }
    }
    void statement(const Node &n, int depth)
    {
        switch (n.kind) {
        case Kind::Assign:
            return line(depth, n.text + " = " + expression(*n.kids[0]) + ";");
        case Kind::SetIndex:
            return line(depth, expression(*n.kids[0], 9) + "[" + expression(*n.kids[1]) +
                                   "] = " + expression(*n.kids[2]) + ";");
        case Kind::SetSlice:
            return line(depth, expression(*n.kids[0], 9) + "[" + bounds(n, 1) + "] = " + expression(*n.kids[4]) + ";");
        case Kind::SetMember:
            return line(depth, expression(*n.kids[0], 9) + "." + n.text + " = " + expression(*n.kids[1]) + ";");
        case Kind::Append:
            return line(depth, expression(*n.kids[0], 9) + ".append(" + expression(*n.kids[1]) + ");");
        case Kind::Print:
            return line(depth, "print(" + list(n.kids) + ");");
        case Kind::If:
            for (size_t i = 0; i < n.blocks.size(); ++i) {
                if (i < n.kids.size()) line(depth, (i ? "elif (" : "if (") + expression(*n.kids[i]) + ") {");
                else line(depth, "else {");
                block(n.blocks[i], depth + 1);
                line(depth, "}");
            }
            return;
        case Kind::While:
            line(depth, "while (" + expression(*n.kids[0]) + ") {");
            block(n.blocks[0], depth + 1);
            return line(depth, "}");
        case Kind::For:
            line(depth, "for (" + n.text + " in " + expression(*n.kids[0]) + ") {");
            block(n.blocks[0], depth + 1);
            return line(depth, "}");
        case Kind::Break:
            return line(depth, "break;");
        case Kind::Continue:
            return line(depth, "continue;");
        case Kind::Return:
            return line(depth, "return " + expression(*n.kids[0]) + ";");
        case Kind::Throw:
            return line(depth, "throw " + expression(*n.kids[0]) + ";");
        case Kind::Try:
            line(depth, "try {");
            block(n.blocks[0], depth + 1);
            if (!n.text.empty()) {
                line(depth, "} except (" + n.text + ") {");
                block(n.blocks[1], depth + 1);
            }
            if (n.blocks.size() > 2) {
                line(depth, "} finally {");
                block(n.blocks[2], depth + 1);
            }
            return line(depth, "}");
        case Kind::Function:
            line(depth, "function " + n.text + "(" + list(n.names) + ") {");
            if (!n.nonlocals.empty()) line(depth + 1, "nonlocal " + list(n.nonlocals) + ";");
            block(n.blocks[0], depth + 1);
            return line(depth, "}");
        case Kind::Destructure:
            return line(depth, "[" + list(n.names) + "] = " + expression(*n.kids[0]) + ";");
        case Kind::Unpack:
            return line(depth, "{" + list(n.names) + "} = " + expression(*n.kids[0]) + ";");
        default:
            return line(depth, expression(n) + ";");
        }
    }
};

// ---- values -----------------------------------------------------------------------------------------------------

struct Null {
};
struct FunctionValue;
struct ErrorValue {
    std::string name, message;
};
struct Value;
using ArrayPtr = std::shared_ptr<std::vector<Value>>;
using ObjectPtr = std::shared_ptr<std::vector<std::pair<std::string, Value>>>;
struct Value : std::variant<Null, bool, mpz_class, double, std::u32string, ArrayPtr, ObjectPtr,
                            std::shared_ptr<FunctionValue>, std::shared_ptr<ErrorValue>> {
    using variant::variant;
    template<typename T>
    const T *as() const
    {
        return std::get_if<T>(this);
    }
};

struct Environment {
    std::map<std::string, Value> values;
    std::shared_ptr<Environment> outer;
};

struct FunctionValue {
    const Node *code;
    std::shared_ptr<Environment> outer;
};

struct Raised {
    std::string name, message;
};
struct TooMuch {
};

std::string utf8(const std::u32string &text)
{
    std::string out;
    for (const char32_t c : text) {
        if (c < 0x80) {
            out += char(c);
        } else if (c < 0x800) {
            out += char(0xC0 | (c >> 6));
            out += char(0x80 | (c & 63));
        } else if (c < 0x10000) {
            out += char(0xE0 | (c >> 12));
            out += char(0x80 | ((c >> 6) & 63));
            out += char(0x80 | (c & 63));
        } else {
            out += char(0xF0 | (c >> 18));
            out += char(0x80 | ((c >> 12) & 63));
            out += char(0x80 | ((c >> 6) & 63));
            out += char(0x80 | (c & 63));
        }
    }
    return out;
}

std::u32string utf32(const std::string &text)
{
    std::u32string out;
    for (size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const size_t size = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
        char32_t c = size == 1 ? byte : byte & (0x7F >> size);
        for (size_t k = 1; k < size; ++k) c = (c << 6) | (static_cast<unsigned char>(text[i + k]) & 63);
        out += c;
        i += size;
    }
    return out;
}

std::string realText(double d)
{
    if (std::isnan(d)) return "nan";
    if (std::isinf(d)) return d < 0 ? "-inf" : "inf";
    char buffer[64];
    const auto end = std::to_chars(buffer, buffer + 64, d, std::chars_format::scientific).ptr;
    const std::string shortest(buffer, end);
    const size_t e = shortest.find('e');
    const int exponent = std::stoi(shortest.substr(e + 1));
    std::string sign = shortest[0] == '-' ? "-" : "";
    std::string digits;
    for (const char c : shortest.substr(0, e))
        if (c >= '0' && c <= '9') digits += c;
    if (exponent < -4 || exponent >= 16) {
        std::string out = sign + digits[0];
        if (digits.size() > 1) out += "." + digits.substr(1);
        const int size = std::abs(exponent);
        return out + "e" + (exponent < 0 ? "-" : "+") + (size < 10 ? "0" : "") + std::to_string(size);
    }
    if (exponent < 0) return sign + "0." + std::string(size_t(-exponent - 1), '0') + digits;
    if (int(digits.size()) <= exponent + 1)
        return sign + digits + std::string(size_t(exponent + 1) - digits.size(), '0') + ".0";
    return sign + digits.substr(0, size_t(exponent) + 1) + "." + digits.substr(size_t(exponent) + 1);
}

std::string quotedDisplay(const std::string &text)
{
    const char mark = text.find('\'') != std::string::npos && text.find('"') == std::string::npos ? '"' : '\'';
    std::string out(1, mark);
    for (const char c : text) {
        if (c == '\\' || c == mark) out += '\\';
        if (c == '\n') out += "\\n";
        else out += c;
    }
    return out + mark;
}

enum class Form { Plain, Quoted, Direct };

std::string display(const Value &v, Form form)
{
    if (v.as<Null>()) return "None";
    if (const bool *b = v.as<bool>()) return form == Form::Direct ? (*b ? "true" : "false") : (*b ? "True" : "False");
    if (const mpz_class *i = v.as<mpz_class>()) return i->get_str();
    if (const double *d = v.as<double>()) return realText(*d);
    if (const std::u32string *s = v.as<std::u32string>())
        return form == Form::Quoted ? quotedDisplay(utf8(*s)) : utf8(*s);
    if (const ArrayPtr *a = v.as<ArrayPtr>()) {
        std::string out = "[";
        for (size_t i = 0; i < (*a)->size(); ++i) out += (i ? ", " : "") + display((**a)[i], Form::Quoted);
        return out + "]";
    }
    if (const ObjectPtr *o = v.as<ObjectPtr>()) {
        std::string out = "{";
        for (size_t i = 0; i < (*o)->size(); ++i)
            out += (i ? ", " : "") + quotedDisplay((**o)[i].first) + ": " + display((**o)[i].second, Form::Quoted);
        return out + "}";
    }
    if (const auto *e = v.as<std::shared_ptr<ErrorValue>>())
        return form == Form::Quoted ? "Error(" + quotedDisplay((*e)->message) + ")" : (*e)->message;
    const Node *code = std::get<std::shared_ptr<FunctionValue>>(v)->code;
    return code->kind == Kind::Arrow ? "<function>" : "<function " + code->text + ">";
}

bool truthy(const Value &v)
{
    if (v.as<Null>()) return false;
    if (const bool *b = v.as<bool>()) return *b;
    if (const mpz_class *i = v.as<mpz_class>()) return *i != 0;
    if (const double *d = v.as<double>()) return *d != 0;
    if (const auto *s = v.as<std::u32string>()) return !s->empty();
    if (const ArrayPtr *a = v.as<ArrayPtr>()) return !(*a)->empty();
    if (const ObjectPtr *o = v.as<ObjectPtr>()) return !(*o)->empty();
    return true;
}

/// The float nearest to an exact fraction, ties to even: the candidates around an estimate are compared exactly.
double nearest(const mpq_class &exact)
{
    const double estimate = exact.get_d();
    double best = estimate;
    mpq_class bestError = abs(exact - mpq_class(estimate));
    for (const double candidate : {std::nextafter(estimate, -HUGE_VAL), std::nextafter(estimate, HUGE_VAL)}) {
        const mpq_class error = abs(exact - mpq_class(candidate));
        const bool even = (std::bit_cast<uint64_t>(candidate) & 1) == 0;
        if (error < bestError || (error == bestError && even)) {
            best = candidate;
            bestError = error;
        }
    }
    return best;
}

double toReal(const Value &v)
{
    if (const double *d = v.as<double>()) return *d;
    if (const bool *b = v.as<bool>()) return *b ? 1 : 0;
    const mpz_class &i = std::get<mpz_class>(v);
    return mpz_sizeinbase(i.get_mpz_t(), 2) <= 53 ? i.get_d() : nearest(mpq_class(i));
}

mpz_class toInteger(const Value &v)
{
    if (const bool *b = v.as<bool>()) return *b ? 1 : 0;
    return std::get<mpz_class>(v);
}

bool isNumber(const Value &v)
{
    return v.as<mpz_class>() || v.as<double>() || v.as<bool>();
}

/// -1, 0, 1; 2 when one is nan.
int compareNumbers(const Value &a, const Value &b)
{
    if (a.as<double>() && b.as<double>()) {
        const double x = *a.as<double>(), y = *b.as<double>();
        return std::isnan(x) || std::isnan(y) ? 2 : x < y ? -1 : x > y ? 1 : 0;
    }
    if (!a.as<double>() && !b.as<double>())
        return cmp(toInteger(a), toInteger(b)) < 0 ? -1 : cmp(toInteger(a), toInteger(b)) > 0 ? 1 : 0;
    if (a.as<double>()) {
        const int reversed = compareNumbers(b, a);
        return reversed == 2 ? 2 : -reversed;
    }
    const double y = *b.as<double>();
    if (std::isnan(y)) return 2;
    if (std::isinf(y)) return y > 0 ? -1 : 1;
    const int order = cmp(mpq_class(toInteger(a)), mpq_class(y));
    return order < 0 ? -1 : order > 0 ? 1 : 0;
}

bool equal(const Value &a, const Value &b)
{
    if (a.as<bool>() || b.as<bool>()) return a.as<bool>() && b.as<bool>() && *a.as<bool>() == *b.as<bool>();
    if (isNumber(a) && isNumber(b)) return compareNumbers(a, b) == 0;
    if (a.index() != b.index()) return false;
    if (a.as<Null>()) return true;
    if (const auto *s = a.as<std::u32string>()) return *s == *b.as<std::u32string>();
    if (const ArrayPtr *x = a.as<ArrayPtr>()) {
        const ArrayPtr &y = *b.as<ArrayPtr>();
        if (*x == y) return true;
        return std::equal((*x)->begin(), (*x)->end(), y->begin(), y->end(), equal);
    }
    if (const ObjectPtr *x = a.as<ObjectPtr>()) {
        const ObjectPtr &y = *b.as<ObjectPtr>();
        if (*x == y) return true;
        return (*x)->size() == y->size() && std::all_of((*x)->begin(), (*x)->end(), [&](const auto &entry) {
                   return std::any_of(y->begin(), y->end(), [&](const auto &other) {
                       return other.first == entry.first && equal(entry.second, other.second);
                   });
               });
    }
    if (const auto *f = a.as<std::shared_ptr<FunctionValue>>()) return *f == *b.as<std::shared_ptr<FunctionValue>>();
    return false;
}

// ---- the evaluator ----------------------------------------------------------------------------------------------

enum class Way { Normal, Break, Continue, Return };

class Evaluator
{
public:
    Evaluator() = default;
    Evaluator(const Evaluator &) = delete;
    Evaluator &operator=(const Evaluator &) = delete;
    ~Evaluator()
    {
        // Closures and the variables that hold them keep one another alive.
        for (const auto &known : m_environments)
            if (const auto environment = known.lock()) environment->values.clear();
    }

    std::string output;

    void program(const Block &statements)
    {
        m_environment = newEnvironment();
        block(statements);
    }

private:
    std::shared_ptr<Environment> newEnvironment()
    {
        auto made = std::make_shared<Environment>();
        m_environments.push_back(made);
        return made;
    }
    void step()
    {
        if (++m_steps > 40'000) throw TooMuch{};
    }
    static void bound(size_t size)
    {
        if (size > 3000) throw TooMuch{};
    }

    Value &place(const std::string &name)
    {
        for (auto *e = m_environment.get(); e; e = e->outer.get())
            if (const auto found = e->values.find(name); found != e->values.end()) return found->second;
        return m_environment->values[name];
    }

    static Value real(double d) { return Value(d); }

    Value arithmetic(const std::string &op, const Value &a, const Value &b)
    {
        if (a.as<double>() || b.as<double>()) return realArithmetic(op, toReal(a), toReal(b));
        const mpz_class x = toInteger(a), y = toInteger(b);
        bound(mpz_sizeinbase(x.get_mpz_t(), 2) + mpz_sizeinbase(y.get_mpz_t(), 2));
        if (op == "+") return Value(mpz_class(x + y));
        if (op == "-") return Value(mpz_class(x - y));
        if (op == "*") return Value(mpz_class(x * y));
        if (y == 0)
            throw Raised{"zero_division", op == "/"    ? "division by zero"
                                          : op == "//" ? "integer division or modulo by zero"
                                                       : "integer modulo by zero"};
        if (op == "/") {
            const mpq_class q(x, y);
            mpq_class canonical = q;
            canonical.canonicalize();
            if (x == 0) return real(y < 0 ? -0.0 : 0.0);
            return real(nearest(canonical));
        }
        mpz_class q, r;
        mpz_fdiv_qr(q.get_mpz_t(), r.get_mpz_t(), x.get_mpz_t(), y.get_mpz_t());
        return Value(op == "//" ? q : r);
    }
    static Value realArithmetic(const std::string &op, double a, double b)
    {
        if (op == "+") return real(a + b);
        if (op == "-") return real(a - b);
        if (op == "*") return real(a * b);
        if (b == 0)
            throw Raised{"zero_division", op == "/"    ? "float division by zero"
                                          : op == "//" ? "float floor division by zero"
                                                       : "float modulo by zero"};
        if (op == "/") return real(a / b);
        double m = std::fmod(a, b);
        if (op == "%") {
            if (m == 0) return real(std::copysign(0.0, b));
            if ((m < 0) != (b < 0)) m += b;
            return real(m);
        }
        double d = (a - m) / b;
        if (m != 0 && (m < 0) != (b < 0)) d -= 1;
        if (d == 0) return real(std::copysign(0.0, a / b));
        double f = std::floor(d);
        if (d - f > 0.5) f += 1;
        return real(f);
    }

    /// language.md 4.3: decided by syntax alone.
    static bool isStringShaped(const Node &n)
    {
        return n.kind == Kind::Text ||
               (n.kind == Kind::Binary && n.text == "+" && (isStringShaped(*n.kids[0]) || isStringShaped(*n.kids[1])));
    }

    Value add(const Node &n, const Value &a, const Value &b)
    {
        if (isStringShaped(*n.kids[0]) || isStringShaped(*n.kids[1])) {
            const std::u32string joined = utf32(display(a, Form::Plain) + display(b, Form::Plain));
            bound(joined.size());
            return Value(joined);
        }
        if (a.as<std::u32string>()) {
            bound(a.as<std::u32string>()->size() + b.as<std::u32string>()->size());
            return Value(*a.as<std::u32string>() + *b.as<std::u32string>());
        }
        if (a.as<ArrayPtr>()) {
            auto joined = std::make_shared<std::vector<Value>>(**a.as<ArrayPtr>());
            joined->insert(joined->end(), (*b.as<ArrayPtr>())->begin(), (*b.as<ArrayPtr>())->end());
            bound(joined->size());
            return Value(joined);
        }
        return arithmetic("+", a, b);
    }

    static int order(const Value &a, const Value &b)
    {
        if (a.as<std::u32string>()) return a.as<std::u32string>()->compare(*b.as<std::u32string>());
        if (a.as<ArrayPtr>()) {
            const auto &x = **a.as<ArrayPtr>();
            const auto &y = **b.as<ArrayPtr>();
            for (size_t i = 0; i < std::min(x.size(), y.size()); ++i)
                if (!equal(x[i], y[i])) return order(x[i], y[i]);
            return x.size() < y.size() ? -1 : x.size() > y.size() ? 1 : 0;
        }
        return compareNumbers(a, b);
    }

    Value binary(const Node &n)
    {
        const Value a = expression(*n.kids[0]);
        const Value b = expression(*n.kids[1]);
        const std::string &op = n.text;
        if (op == "+") return add(n, a, b);
        if (op == "==") return Value(equal(a, b));
        if (op == "!=") return Value(!equal(a, b));
        if (op == "<" || op == ">" || op == "<=" || op == ">=") {
            const int o = order(a, b);
            if (o == 2 && isNumber(a)) return Value(false);
            return Value(op == "<" ? o < 0 : op == ">" ? o > 0 : op == "<=" ? o <= 0 : o >= 0);
        }
        if (op == "*" && (a.as<std::u32string>() || a.as<ArrayPtr>())) return repeat(a, toInteger(b));
        return arithmetic(op, a, b);
    }

    static Value repeat(const Value &sequence, const mpz_class &count)
    {
        const long n = count < 0 ? 0 : count > 5000 ? 5000 : count.get_si();
        if (const auto *s = sequence.as<std::u32string>()) {
            bound(s->size() * size_t(n));
            std::u32string out;
            for (long i = 0; i < n; ++i) out += *s;
            return Value(out);
        }
        const auto &items = **sequence.as<ArrayPtr>();
        bound(items.size() * size_t(n));
        auto out = std::make_shared<std::vector<Value>>();
        for (long i = 0; i < n; ++i) out->insert(out->end(), items.begin(), items.end());
        return Value(out);
    }

    /// Python's rules, one position at a time.
    struct Bounds {
        long start, stop, step;
        std::vector<size_t> positions(long) const
        {
            std::vector<size_t> out;
            for (long i = start; step > 0 ? i < stop : i > stop; i += step) out.push_back(size_t(i));
            return out;
        }
    };
    Bounds bounds(const Node &n, size_t from, long length)
    {
        std::optional<long> given[3];
        for (size_t i = 0; i < 3; ++i) {
            if (!n.kids[from + i]) continue;
            mpz_class v = toInteger(expression(*n.kids[from + i]));
            if (v > 1'000'000'000) v = 1'000'000'000;
            if (v < -1'000'000'000) v = -1'000'000'000;
            given[i] = v.get_si();
        }
        Bounds b{};
        b.step = given[2].value_or(1);
        if (b.step == 0) throw Raised{"value_error", "slice step cannot be zero"};
        const auto clamped = [&](std::optional<long> v, long omitted) {
            if (!v) return omitted;
            long i = *v < 0 ? *v + length : *v;
            if (b.step > 0) return std::max(0L, std::min(i, length));
            return std::max(-1L, std::min(i, length - 1));
        };
        b.start = clamped(given[0], b.step > 0 ? 0 : length - 1);
        b.stop = clamped(given[1], b.step > 0 ? length : -1);
        return b;
    }

    Value slice(const Node &n)
    {
        const Value v = expression(*n.kids[0]);
        if (const auto *s = v.as<std::u32string>()) {
            std::u32string out;
            for (const size_t i : bounds(n, 1, long(s->size())).positions(0)) out += (*s)[i];
            return Value(out);
        }
        const auto items = *v.as<ArrayPtr>();
        auto out = std::make_shared<std::vector<Value>>();
        for (const size_t i : bounds(n, 1, long(items->size())).positions(0)) out->push_back((*items)[i]);
        return Value(out);
    }

    void setSlice(const Node &n)
    {
        const std::vector<Value> items = **expression(*n.kids[4]).as<ArrayPtr>();
        auto target = *expression(*n.kids[0]).as<ArrayPtr>();
        const long length = long(target->size());
        const Bounds b = bounds(n, 1, length);
        if (b.step == 1) {
            const long stop = std::max(b.start, b.stop);
            target->erase(target->begin() + b.start, target->begin() + stop);
            target->insert(target->begin() + b.start, items.begin(), items.end());
            bound(target->size());
            return;
        }
        const std::vector<size_t> places = b.positions(length);
        if (places.size() != items.size())
            throw Raised{"value_error", "attempt to assign sequence of size " + std::to_string(items.size()) +
                                            " to extended slice of size " + std::to_string(places.size())};
        for (size_t i = 0; i < places.size(); ++i) (*target)[places[i]] = items[i];
    }

    static long wrapped(const Value &index, size_t length, const char *message)
    {
        mpz_class i = toInteger(index);
        if (i < 0) i += long(length);
        if (i < 0 || i >= long(length)) throw Raised{"index_error", message};
        return i.get_si();
    }

    Value index(const Node &n)
    {
        const Value v = expression(*n.kids[0]);
        const Value key = expression(*n.kids[1]);
        if (const auto *s = v.as<std::u32string>())
            return Value(std::u32string(1, (*s)[size_t(wrapped(key, s->size(), "string index out of range"))]));
        if (const auto *a = v.as<ArrayPtr>())
            return (**a)[size_t(wrapped(key, (*a)->size(), "array index out of range"))];
        const std::string name = utf8(*key.as<std::u32string>());
        for (const auto &[k, value] : **v.as<ObjectPtr>())
            if (k == name) return value;
        throw Raised{"key_error", "object has no property " + quotedDisplay(name)};
    }

    static void setKey(const ObjectPtr &object, const std::string &name, const Value &value)
    {
        for (auto &[k, old] : *object)
            if (k == name) {
                old = value;
                return;
            }
        object->emplace_back(name, value);
    }

    Value call(const Node &n)
    {
        const Value callee = expression(*n.kids[0]);
        std::vector<Value> arguments;
        for (size_t i = 1; i < n.kids.size(); ++i) arguments.push_back(expression(*n.kids[i]));
        const auto function = *callee.as<std::shared_ptr<FunctionValue>>();
        if (++m_depth > 60) throw TooMuch{};
        const auto environment = newEnvironment();
        environment->outer = function->outer;
        for (size_t i = 0; i < arguments.size(); ++i) environment->values[function->code->names[i]] = arguments[i];
        const auto caller = std::exchange(m_environment, environment);
        // Back to the caller's variables and depth also when an error passes through.
        const auto restore = std::unique_ptr<void, std::function<void(void *)>>(this, [&](void *) {
            m_environment = caller;
            --m_depth;
        });
        if (function->code->kind == Kind::Arrow) return expression(*function->code->kids[0]);
        declare(*function->code);
        return block(function->code->blocks[0]) == Way::Return ? std::exchange(m_returned, Value(Null{}))
                                                               : Value(Null{});
    }
    /// Every name that the body assigns is the function's own unless it is declared nonlocal.
    void declare(const Node &function)
    {
        for (const NodePtr &s : function.blocks[0]) declareIn(*s, function);
    }
    void own(const std::string &name, const Node &function)
    {
        if (std::find(function.nonlocals.begin(), function.nonlocals.end(), name) == function.nonlocals.end())
            m_environment->values.try_emplace(name, Null{});
    }
    void declareIn(const Node &n, const Node &function)
    {
        if (n.kind == Kind::Assign || n.kind == Kind::For || n.kind == Kind::Function ||
            (n.kind == Kind::Try && !n.text.empty()))
            own(n.text, function);
        if (n.kind == Kind::Destructure || n.kind == Kind::Unpack)
            for (const std::string &name : n.names) own(name, function);
        if (n.kind == Kind::Function) return;
        for (const Block &b : n.blocks)
            for (const NodePtr &s : b) declareIn(*s, function);
    }

    Value expression(const Node &n)
    {
        step();
        switch (n.kind) {
        case Kind::Integer:
            return Value(mpz_class(n.text));
        case Kind::Real:
            return Value(std::strtod(n.text.c_str(), nullptr));
        case Kind::Text:
            return Value(utf32(n.text));
        case Kind::True:
            return Value(true);
        case Kind::False:
            return Value(false);
        case Kind::Variable:
            return place(n.text);
        case Kind::Binary:
            return binary(n);
        case Kind::Negate: {
            const Value v = expression(*n.kids[0]);
            if (v.as<double>()) return Value(-*v.as<double>());
            return Value(mpz_class(-toInteger(v)));
        }
        case Kind::Not:
            return Value(!truthy(expression(*n.kids[0])));
        case Kind::And: {
            const Value v = expression(*n.kids[0]);
            return truthy(v) ? expression(*n.kids[1]) : v;
        }
        case Kind::Or: {
            const Value v = expression(*n.kids[0]);
            return truthy(v) ? v : expression(*n.kids[1]);
        }
        case Kind::Conditional:
            return truthy(expression(*n.kids[0])) ? expression(*n.kids[1]) : expression(*n.kids[2]);
        case Kind::Array: {
            auto items = std::make_shared<std::vector<Value>>();
            for (const NodePtr &k : n.kids) items->push_back(expression(*k));
            return Value(items);
        }
        case Kind::Object: {
            auto object = std::make_shared<std::vector<std::pair<std::string, Value>>>();
            for (size_t i = 0; i < n.kids.size(); ++i) setKey(object, n.names[i], expression(*n.kids[i]));
            return Value(object);
        }
        case Kind::Index:
            return index(n);
        case Kind::Slice:
            return slice(n);
        case Kind::Member: {
            const Value v = expression(*n.kids[0]);
            if (const auto *e = v.as<std::shared_ptr<ErrorValue>>()) return Value(utf32((*e)->name));
            for (const auto &[k, value] : **v.as<ObjectPtr>())
                if (k == n.text) return value;
            return Value(Null{});
        }
        case Kind::Length: {
            const Value v = expression(*n.kids[0]);
            if (const auto *s = v.as<std::u32string>()) return Value(mpz_class(static_cast<unsigned long>(s->size())));
            if (const auto *o = v.as<ObjectPtr>()) return Value(mpz_class(static_cast<unsigned long>((*o)->size())));
            return Value(mpz_class(static_cast<unsigned long>((*v.as<ArrayPtr>())->size())));
        }
        case Kind::Str: {
            const std::u32string shown = utf32(display(expression(*n.kids[0]), Form::Direct));
            bound(shown.size());
            return Value(shown);
        }
        case Kind::Sorted: {
            auto items = std::make_shared<std::vector<Value>>(**expression(*n.kids[0]).as<ArrayPtr>());
            std::stable_sort(items->begin(), items->end(),
                             [](const Value &a, const Value &b) { return order(a, b) < 0; });
            return Value(items);
        }
        case Kind::Range: {
            std::vector<long> v;
            for (const NodePtr &k : n.kids) v.push_back(toInteger(expression(*k)).get_si());
            auto items = std::make_shared<std::vector<Value>>();
            const long start = v.size() > 1 ? v[0] : 0, stop = v.size() > 1 ? v[1] : v[0], by = v.size() > 2 ? v[2] : 1;
            for (long i = start; by > 0 ? i < stop : i > stop; i += by) items->emplace_back(mpz_class(i));
            return Value(items);
        }
        case Kind::Arrow:
            return Value(std::make_shared<FunctionValue>(FunctionValue{&n, m_environment}));
        case Kind::Call:
            return call(n);
        default:
            return Value(Null{});
        }
    }

    Way block(const Block &statements)
    {
        for (const NodePtr &s : statements)
            if (const Way way = statement(*s); way != Way::Normal) return way;
        return Way::Normal;
    }

    Way loopBody(const Node &n, bool &ends)
    {
        const Way way = block(n.blocks[0]);
        ends = way == Way::Break || way == Way::Return;
        return way == Way::Return ? way : Way::Normal;
    }

    Way forLoop(const Node &n)
    {
        const Value v = expression(*n.kids[0]);
        const auto turn = [&](const Value &element, Way &way) {
            step();
            place(n.text) = element;
            bool ends = false;
            way = loopBody(n, ends);
            return !ends;
        };
        Way way = Way::Normal;
        if (const auto *s = v.as<std::u32string>()) {
            for (const char32_t c : *s)
                if (!turn(Value(std::u32string(1, c)), way)) break;
        } else if (const auto *a = v.as<ArrayPtr>()) {
            for (size_t i = 0; i < (*a)->size(); ++i)
                if (!turn(Value((**a)[i]), way)) break;
        } else {
            const ObjectPtr object = *v.as<ObjectPtr>();
            const size_t size = object->size();
            for (size_t i = 0;; ++i) {
                if (object->size() != size) throw Raised{"runtime_error", "object changed size during iteration"};
                if (i >= size || !turn(Value(utf32((*object)[i].first)), way)) break;
            }
        }
        return way;
    }

    Way tryStatement(const Node &n)
    {
        const bool hasFinally = n.blocks.size() > 2;
        std::optional<Raised> pending;
        Way way = Way::Normal;
        try {
            try {
                way = block(n.blocks[0]);
            } catch (const Raised &raised) {
                if (n.text.empty()) throw;
                place(n.text) = Value(std::make_shared<ErrorValue>(ErrorValue{raised.name, raised.message}));
                way = block(n.blocks[1]);
            }
        } catch (const Raised &raised) {
            if (!hasFinally) throw;
            pending = raised;
        }
        if (!hasFinally) return way;
        const Value returned = m_returned;
        if (const Way after = block(n.blocks[2]); after != Way::Normal) return after;
        if (pending) throw *pending;
        m_returned = returned;
        return way;
    }

    Way statement(const Node &n)
    {
        step();
        switch (n.kind) {
        case Kind::Assign: {
            Value v = expression(*n.kids[0]);
            place(n.text) = std::move(v);
            return Way::Normal;
        }
        case Kind::SetIndex: {
            const Value v = expression(*n.kids[2]);
            const Value container = expression(*n.kids[0]);
            const Value key = expression(*n.kids[1]);
            if (const auto *o = container.as<ObjectPtr>()) {
                setKey(*o, utf8(*key.as<std::u32string>()), v);
            } else {
                const auto items = *container.as<ArrayPtr>();
                (*items)[size_t(wrapped(key, items->size(), "array assignment index out of range"))] = v;
            }
            return Way::Normal;
        }
        case Kind::SetSlice:
            setSlice(n);
            return Way::Normal;
        case Kind::SetMember: {
            const Value v = expression(*n.kids[1]);
            setKey(*expression(*n.kids[0]).as<ObjectPtr>(), n.text, v);
            return Way::Normal;
        }
        case Kind::Append: {
            const auto items = *expression(*n.kids[0]).as<ArrayPtr>();
            items->push_back(expression(*n.kids[1]));
            bound(items->size());
            return Way::Normal;
        }
        case Kind::Print: {
            std::vector<Value> values; // all are computed before the first is shown
            for (const NodePtr &k : n.kids) values.push_back(expression(*k));
            std::string line;
            for (size_t i = 0; i < values.size(); ++i) line += (i ? " " : "") + display(values[i], Form::Direct);
            output += line + "\n";
            if (output.size() > 200'000) throw TooMuch{};
            return Way::Normal;
        }
        case Kind::If:
            for (size_t i = 0; i < n.blocks.size(); ++i)
                if (i >= n.kids.size() || truthy(expression(*n.kids[i]))) return block(n.blocks[i]);
            return Way::Normal;
        case Kind::While:
            while (truthy(expression(*n.kids[0]))) {
                bool ends = false;
                const Way way = loopBody(n, ends);
                if (ends) return way;
            }
            return Way::Normal;
        case Kind::For:
            return forLoop(n);
        case Kind::Break:
            return Way::Break;
        case Kind::Continue:
            return Way::Continue;
        case Kind::Return:
            m_returned = expression(*n.kids[0]);
            return Way::Return;
        case Kind::Throw:
            throw Raised{"user_error", display(expression(*n.kids[0]), Form::Plain)};
        case Kind::Try:
            return tryStatement(n);
        case Kind::Function:
            place(n.text) = Value(std::make_shared<FunctionValue>(FunctionValue{&n, m_environment}));
            return Way::Normal;
        case Kind::Destructure: {
            const Value v = expression(*n.kids[0]);
            std::vector<Value> items;
            if (const auto *s = v.as<std::u32string>())
                for (const char32_t c : *s) items.emplace_back(std::u32string(1, c));
            else items = **v.as<ArrayPtr>();
            const std::string wanted = std::to_string(n.names.size());
            if (items.size() > n.names.size())
                throw Raised{"value_error", "too many values to unpack (expected " + wanted + ")"};
            if (items.size() < n.names.size())
                throw Raised{"value_error", "not enough values to unpack (expected " + wanted + ", got " +
                                                std::to_string(items.size()) + ")"};
            for (size_t i = 0; i < items.size(); ++i) place(n.names[i]) = items[i];
            return Way::Normal;
        }
        case Kind::Unpack: {
            const ObjectPtr object = *expression(*n.kids[0]).as<ObjectPtr>();
            for (const std::string &name : n.names) {
                const auto found = std::find_if(object->begin(), object->end(),
                                                [&](const auto &entry) { return entry.first == name; });
                if (found == object->end()) throw Raised{"key_error", "object has no property " + quotedDisplay(name)};
                const Value value = found->second;
                place(name) = value;
            }
            return Way::Normal;
        }
        default:
            expression(n);
            return Way::Normal;
        }
    }

    std::vector<std::weak_ptr<Environment>> m_environments;
    std::shared_ptr<Environment> m_environment;
    Value m_returned{Null{}};
    uint64_t m_steps = 0;
    int m_depth = 0;
};

// ---- the generator ----------------------------------------------------------------------------------------------

enum class Type { Integer, Real, Boolean, Text, Array, Object, Function };

class Generator
{
public:
    explicit Generator(uint64_t seed)
        : m_random(seed)
    {
    }

    Block program()
    {
        m_scopes.push_back({});
        Block out;
        declareVariables(out, 6);
        const int count = 4 + below(10);
        for (int i = 0; i < count; ++i) statement(out);
        for (const auto &[name, type] : m_scopes[0].variables)
            if (type != Type::Function) out.push_back(print(name));
        return out;
    }

private:
    struct Scope {
        std::vector<std::pair<std::string, Type>> variables; ///< assigned before anything else happens
        std::vector<std::pair<std::string, int>> functions;  ///< callable with so many integers, giving an integer
        std::vector<std::string> nonlocals;
        int loops = 0;
    };

    int below(int n) { return int(m_random() % uint64_t(n)); }
    bool chance(int percent) { return below(100) < percent; }
    Scope &scope() { return m_scopes.back(); }
    std::string fresh(const char *prefix) { return prefix + std::to_string(m_next++); }

    NodePtr print(const std::string &name)
    {
        auto p = node(Kind::Print);
        p->kids.push_back(node(Kind::Text, name));
        p->kids.push_back(node(Kind::Variable, name));
        return p;
    }

    void declareVariables(Block &out, int count)
    {
        for (int i = 0; i < count; ++i) declareVariable(out, i < 6 && m_scopes.size() == 1 ? Type(i) : Type(below(6)));
    }
    std::string declareVariable(Block &out, Type type)
    {
        auto a = node(Kind::Assign, fresh("v"));
        a->kids.push_back(expression(type, 2));
        const std::string name = a->text;
        out.push_back(std::move(a));
        scope().variables.emplace_back(name, type);
        return name;
    }

    /// A variable of the type that can be read here: of this function or one around it. Empty: there is none.
    std::string readable(Type type)
    {
        std::vector<std::string> found;
        for (const Scope &s : m_scopes)
            for (const auto &[name, t] : s.variables)
                if (t == type) found.push_back(name);
        return found.empty() ? std::string() : found[size_t(below(int(found.size())))];
    }
    std::string assignable(Type type)
    {
        std::vector<std::string> found;
        for (const auto &[name, t] : scope().variables)
            if (t == type) found.push_back(name);
        for (const std::string &name : scope().nonlocals)
            for (const Scope &s : m_scopes)
                for (const auto &[other, t] : s.variables)
                    if (other == name && t == type) found.push_back(name);
        return found.empty() ? std::string() : found[size_t(below(int(found.size())))];
    }

    NodePtr binary(const char *op, NodePtr a, NodePtr b)
    {
        auto n = node(Kind::Binary, op);
        n->kids.push_back(std::move(a));
        n->kids.push_back(std::move(b));
        return n;
    }
    NodePtr unary(Kind kind, NodePtr a)
    {
        auto n = node(kind);
        n->kids.push_back(std::move(a));
        return n;
    }
    NodePtr pair(Kind kind, NodePtr a, NodePtr b)
    {
        auto n = unary(kind, std::move(a));
        n->kids.push_back(std::move(b));
        return n;
    }

    NodePtr integerLiteral()
    {
        static const char *const edges[] = {"0",
                                            "1",
                                            "-1",
                                            "2",
                                            "7",
                                            "-7",
                                            "10",
                                            "32767",
                                            "32768",
                                            "-32768",
                                            "-32769",
                                            "65536",
                                            "2147483647",
                                            "-2147483648",
                                            "4294967296",
                                            "140737488355327",
                                            "140737488355328",
                                            "-140737488355328",
                                            "-140737488355329",
                                            "9007199254740993",
                                            "9223372036854775807",
                                            "-9223372036854775809",
                                            "123456789012345678901234567890"};
        if (chance(35)) return node(Kind::Integer, edges[below(int(std::size(edges)))]);
        return node(Kind::Integer, std::to_string(below(40) - 12));
    }
    NodePtr realLiteral()
    {
        static const char *const values[] = {
            "0.0",  "-0.0",    "0.5",   "-1.5",  "2.0",        "0.1",    "1e16",
            "1e-5", "3.14159", "1e300", "-2.25", "123456.789", "5e-324", "9007199254740993.0"};
        return node(Kind::Real, values[below(int(std::size(values)))]);
    }
    NodePtr textLiteral()
    {
        static const char *const values[] = {"",
                                             "a",
                                             "abc",
                                             "äö",
                                             "€uro",
                                             "😀",
                                             "it's",
                                             "say \"hi\"",
                                             "line\nbreak",
                                             "x y z",
                                             "Hello, World and more",
                                             "back\\slash"};
        return node(Kind::Text, values[below(int(std::size(values)))]);
    }

    NodePtr smallInteger() { return node(Kind::Integer, std::to_string(below(12) - 5)); }

    NodePtr sliceOf(NodePtr what, int depth)
    {
        auto n = unary(Kind::Slice, std::move(what));
        for (int i = 0; i < 3; ++i) {
            NodePtr bound;
            if (chance(i == 2 ? 30 : 65))
                bound = i == 2 || chance(70) ? smallInteger() : expression(Type::Integer, depth - 1);
            n->kids.push_back(std::move(bound));
        }
        return n;
    }

    NodePtr callOf(const std::string &name, int parameters, int depth)
    {
        auto n = unary(Kind::Call, node(Kind::Variable, name));
        for (int i = 0; i < parameters; ++i) n->kids.push_back(expression(Type::Integer, depth - 1));
        return n;
    }

    NodePtr integerExpression(int depth)
    {
        switch (below(15)) {
        case 0:
        case 1:
            return binary("+", expression(Type::Integer, depth - 1), expression(Type::Integer, depth - 1));
        case 2:
        case 3:
            return binary("-", expression(Type::Integer, depth - 1), expression(Type::Integer, depth - 1));
        case 4:
            return binary("*", expression(Type::Integer, depth - 1), expression(Type::Integer, depth - 1));
        case 5:
            return binary("//", expression(Type::Integer, depth - 1),
                          chance(80) ? integerLiteral() : expression(Type::Integer, depth - 1));
        case 6:
            return binary("%", expression(Type::Integer, depth - 1),
                          chance(80) ? integerLiteral() : expression(Type::Integer, depth - 1));
        case 7:
            return unary(Kind::Negate, expression(chance(80) ? Type::Integer : Type::Boolean, depth - 1));
        case 8:
            return unary(Kind::Length, expression(chance(50)   ? Type::Array
                                                  : chance(60) ? Type::Text
                                                               : Type::Object,
                                                  depth - 1));
        case 9:
            return pair(Kind::Index, expression(Type::Array, depth - 1),
                        chance(80) ? smallInteger() : expression(Type::Integer, depth - 1));
        case 10:
            return pair(Kind::Index, expression(Type::Object, depth - 1),
                        node(Kind::Text, std::string(1, char('a' + below(3)))));
        case 11: {
            auto n = unary(Kind::Member, expression(Type::Object, depth - 1));
            n->text = std::string(1, char('a' + below(3)));
            return n;
        }
        case 12:
            return binary(chance(50) ? "+" : "*", expression(Type::Boolean, depth - 1),
                          expression(Type::Integer, depth - 1));
        default:
            break;
        }
        std::vector<std::pair<std::string, int>> functions;
        for (const Scope &s : m_scopes) functions.insert(functions.end(), s.functions.begin(), s.functions.end());
        if (functions.empty() || chance(20)) {
            if (const std::string f = readable(Type::Function); !f.empty()) return callOf(f, 1, depth);
            return expression(Type::Integer, depth - 1);
        }
        const auto &[name, parameters] = functions[size_t(below(int(functions.size())))];
        return callOf(name, parameters, depth);
    }
    NodePtr realExpression(int depth)
    {
        static const char *const operators[] = {"+", "-", "*", "/", "//", "%"};
        switch (below(4)) {
        case 0:
            return unary(Kind::Negate, expression(Type::Real, depth - 1));
        case 1:
            return binary("/", expression(Type::Integer, depth - 1), expression(Type::Integer, depth - 1));
        case 2:
            return binary(operators[below(6)], expression(Type::Real, depth - 1),
                          expression(chance(50) ? Type::Real : Type::Integer, depth - 1));
        default:
            return binary(operators[below(6)], expression(chance(50) ? Type::Integer : Type::Boolean, depth - 1),
                          expression(Type::Real, depth - 1));
        }
    }
    NodePtr booleanExpression(int depth)
    {
        static const char *const relations[] = {"<", ">", "<=", ">=", "==", "!="};
        const Type type = Type(below(5));
        switch (below(6)) {
        case 0:
            return unary(Kind::Not, expression(Type(below(6)), depth - 1));
        case 1:
            return pair(Kind::And, expression(Type::Boolean, depth - 1), expression(Type::Boolean, depth - 1));
        case 2:
            return pair(Kind::Or, expression(Type::Boolean, depth - 1), expression(Type::Boolean, depth - 1));
        case 3:
            return binary(relations[4 + below(2)], expression(Type(below(6)), depth - 1),
                          expression(Type(below(6)), depth - 1));
        default: {
            const bool numbers = type == Type::Integer || type == Type::Real || type == Type::Boolean;
            return binary(relations[below(6)], expression(type, depth - 1),
                          expression(numbers && chance(40) ? Type(below(3)) : type, depth - 1));
        }
        }
    }
    NodePtr textExpression(int depth)
    {
        switch (below(6)) {
        case 0:
            return binary("+", textLiteral(), expression(Type(below(6)), depth - 1));
        case 1:
            return binary("+", expression(Type(below(6)), depth - 1), textLiteral());
        case 2:
            return unary(Kind::Str, expression(Type(below(6)), depth - 1));
        case 3:
            return sliceOf(expression(Type::Text, depth - 1), depth);
        case 4:
            return binary("*", expression(Type::Text, depth - 1), smallInteger());
        default:
            return binary("+", expression(Type::Text, depth - 1), expression(Type::Text, depth - 1));
        }
    }
    NodePtr arrayExpression(int depth)
    {
        switch (below(6)) {
        case 0:
            return sliceOf(expression(Type::Array, depth - 1), depth);
        case 1:
            return binary("+", expression(Type::Array, depth - 1), expression(Type::Array, depth - 1));
        case 2:
            return binary("*", expression(Type::Array, depth - 1), smallInteger());
        case 3:
            return unary(Kind::Sorted, expression(Type::Array, depth - 1));
        case 4:
            return range();
        default: {
            auto n = node(Kind::Array);
            for (int i = below(6); i > 0; --i) n->kids.push_back(expression(Type::Integer, depth - 1));
            return n;
        }
        }
    }
    NodePtr range()
    {
        auto n = node(Kind::Range);
        n->kids.push_back(node(Kind::Integer, std::to_string(below(8))));
        if (chance(40)) n->kids.push_back(node(Kind::Integer, std::to_string(below(16) - 4)));
        if (n->kids.size() == 2 && chance(50)) n->kids.push_back(node(Kind::Integer, chance(50) ? "2" : "-3"));
        return n;
    }
    NodePtr objectLiteral(int depth)
    {
        auto n = node(Kind::Object);
        for (const char *key : {"a", "b", "c"}) {
            n->names.emplace_back(key);
            n->kids.push_back(expression(Type::Integer, depth - 1));
        }
        if (chance(20)) {
            n->names.emplace_back(chance(50) ? "a" : "d");
            n->kids.push_back(expression(Type::Integer, depth - 1));
        }
        return n;
    }
    NodePtr arrow(int depth)
    {
        auto n = node(Kind::Arrow);
        n->names.push_back(fresh("p"));
        m_scopes.push_back({});
        scope().variables.emplace_back(n->names[0], Type::Integer);
        n->kids.push_back(expression(Type::Integer, depth - 1));
        m_scopes.pop_back();
        return n;
    }

    NodePtr leaf(Type type)
    {
        if (chance(65))
            if (const std::string name = readable(type); !name.empty()) return node(Kind::Variable, name);
        switch (type) {
        case Type::Integer:
            return integerLiteral();
        case Type::Real:
            return realLiteral();
        case Type::Boolean:
            return node(chance(50) ? Kind::True : Kind::False);
        case Type::Text:
            return textLiteral();
        case Type::Array: {
            auto n = node(Kind::Array);
            for (int i = below(5); i > 0; --i) n->kids.push_back(integerLiteral());
            return n;
        }
        case Type::Object:
            return objectLiteral(0);
        default:
            return arrow(1);
        }
    }

    NodePtr expression(Type type, int depth)
    {
        if (depth <= 0 || chance(15)) return leaf(type);
        if (chance(8)) {
            auto n = unary(Kind::Conditional, expression(chance(70) ? Type::Boolean : Type(below(6)), depth - 1));
            n->kids.push_back(expression(type, depth - 1));
            n->kids.push_back(expression(type, depth - 1));
            return n;
        }
        if (chance(4))
            return pair(chance(50) ? Kind::And : Kind::Or, expression(type, depth - 1), expression(type, depth - 1));
        switch (type) {
        case Type::Integer:
            return integerExpression(depth);
        case Type::Real:
            return realExpression(depth);
        case Type::Boolean:
            return booleanExpression(depth);
        case Type::Text:
            return textExpression(depth);
        case Type::Array:
            return arrayExpression(depth);
        case Type::Object:
            return chance(50) ? objectLiteral(depth) : leaf(type);
        default:
            return arrow(depth);
        }
    }

    /// In loops, integers are kept from growing without bound.
    NodePtr boundedValue(Type type)
    {
        NodePtr value = expression(type, 3);
        if (type != Type::Integer || (scope().loops == 0 && m_scopes.size() == 1)) return value;
        static const char *const moduli[] = {"97", "1000003", "140737488355333", "100000000000000000039"};
        return binary("%", std::move(value), node(Kind::Integer, moduli[below(4)]));
    }

    Block body(int count)
    {
        Block out;
        ++m_nesting;
        for (int i = 0; i < count; ++i) statement(out);
        --m_nesting;
        return out;
    }

    void assignment(Block &out)
    {
        const Type type = Type(below(6));
        const std::string name = assignable(type);
        if (name.empty()) return;
        auto a = node(Kind::Assign, name);
        a->kids.push_back(boundedValue(type));
        out.push_back(std::move(a));
    }
    void change(Block &out)
    {
        switch (below(5)) {
        case 0:
            out.push_back(pair(Kind::Append, expression(Type::Array, 1), expression(Type::Integer, 2)));
            return;
        case 1: {
            auto n = pair(Kind::SetIndex, expression(Type::Array, 1), smallInteger());
            n->kids.push_back(expression(Type::Integer, 2));
            out.push_back(std::move(n));
            return;
        }
        case 2: {
            auto n = sliceOf(expression(Type::Array, 1), 2);
            n->kind = Kind::SetSlice;
            n->kids.push_back(expression(Type::Array, 2));
            out.push_back(std::move(n));
            return;
        }
        case 3: {
            auto n = pair(Kind::SetMember, expression(Type::Object, 1), expression(Type::Integer, 2));
            n->text = std::string(1, char('a' + below(5)));
            out.push_back(std::move(n));
            return;
        }
        default: {
            auto n = pair(Kind::SetIndex, expression(Type::Object, 1), expression(Type::Text, 1));
            n->kids.push_back(expression(Type::Integer, 2));
            out.push_back(std::move(n));
        }
        }
    }
    void ifStatement(Block &out)
    {
        auto n = node(Kind::If);
        const int branches = 1 + below(3);
        for (int i = 0; i < branches; ++i) {
            n->kids.push_back(expression(chance(80) ? Type::Boolean : Type(below(6)), 2));
            n->blocks.push_back(body(1 + below(3)));
        }
        if (chance(50)) n->blocks.push_back(body(1 + below(2)));
        out.push_back(std::move(n));
    }
    void whileStatement(Block &out)
    {
        const std::string counter = fresh("w");
        auto start = node(Kind::Assign, counter);
        start->kids.push_back(node(Kind::Integer, "0"));
        out.push_back(std::move(start));
        auto n = node(Kind::While);
        NodePtr condition =
            binary("<", node(Kind::Variable, counter), node(Kind::Integer, std::to_string(1 + below(6))));
        if (chance(40))
            condition = pair(chance(80) ? Kind::And : Kind::And, std::move(condition), expression(Type::Boolean, 2));
        n->kids.push_back(std::move(condition));
        ++scope().loops;
        Block inner;
        auto next = node(Kind::Assign, counter);
        next->kids.push_back(binary("+", node(Kind::Variable, counter), node(Kind::Integer, "1")));
        inner.push_back(std::move(next));
        for (NodePtr &s : body(1 + below(4))) inner.push_back(std::move(s));
        --scope().loops;
        n->blocks.push_back(std::move(inner));
        out.push_back(std::move(n));
    }
    void forStatement(Block &out)
    {
        const int what = below(4);
        auto n = node(Kind::For, fresh("x"));
        n->kids.push_back(what == 0 ? range()
                                    : expression(what == 1   ? Type::Array
                                                 : what == 2 ? Type::Text
                                                             : Type::Object,
                                                 1));
        ++scope().loops;
        const size_t before = scope().variables.size();
        scope().variables.emplace_back(n->text, what <= 1 ? Type::Integer : Type::Text);
        n->blocks.push_back(body(1 + below(4)));
        scope().variables.erase(scope().variables.begin() +
                                std::ptrdiff_t(before)); // after the loop it may have no value
        --scope().loops;
        out.push_back(std::move(n));
    }
    void tryStatement(Block &out)
    {
        auto n = node(Kind::Try);
        n->blocks.push_back(body(1 + below(3)));
        if (chance(30)) {
            auto t = node(Kind::Throw);
            t->kids.push_back(expression(Type::Text, 1));
            n->blocks[0].push_back(std::move(t));
        }
        n->blocks.emplace_back();
        if (chance(75)) {
            n->text = fresh("e");
            auto p = node(Kind::Print);
            p->kids.push_back(node(Kind::Text, "caught"));
            p->kids.push_back(node(Kind::Variable, n->text));
            auto name = unary(Kind::Member, node(Kind::Variable, n->text));
            name->text = "name";
            p->kids.push_back(std::move(name));
            n->blocks[1].push_back(std::move(p));
            for (NodePtr &s : body(below(2))) n->blocks[1].push_back(std::move(s));
        }
        if (n->text.empty() || chance(50)) n->blocks.push_back(body(1 + below(2)));
        out.push_back(std::move(n));
    }
    void functionStatement(Block &out)
    {
        auto n = node(Kind::Function, fresh("f"));
        const int parameters = below(4);
        Scope inner;
        for (int i = 0; i < parameters; ++i) {
            n->names.push_back(fresh("p"));
            inner.variables.emplace_back(n->names.back(), Type::Integer);
        }
        for (const Scope &s : m_scopes)
            for (const auto &[name, type] : s.variables)
                if (name[0] == 'v' && chance(15)) n->nonlocals.push_back(name);
        inner.nonlocals = n->nonlocals;
        m_scopes.push_back(std::move(inner));
        Block code;
        declareVariables(code, below(3));
        for (NodePtr &s : body(1 + below(4))) code.push_back(std::move(s));
        auto r = node(Kind::Return);
        r->kids.push_back(boundedValue(Type::Integer));
        code.push_back(std::move(r));
        n->blocks.push_back(std::move(code));
        m_scopes.pop_back();
        scope().functions.emplace_back(n->text, parameters);
        out.push_back(std::move(n));
    }
    void destructuring(Block &out)
    {
        const std::string a = assignable(Type::Integer);
        const std::string b = assignable(Type::Integer);
        if (a.empty() || a == b) return;
        auto n = node(Kind::Destructure);
        n->names = {a, b};
        if (chance(80)) {
            auto items = node(Kind::Array);
            items->kids.push_back(boundedValue(Type::Integer));
            items->kids.push_back(chance(50) ? node(Kind::Variable, a) : boundedValue(Type::Integer));
            n->kids.push_back(std::move(items));
        } else {
            n->kids.push_back(expression(Type::Array, 2));
        }
        out.push_back(std::move(n));
    }

    void statement(Block &out)
    {
        const int deep = m_nesting > 2 ? 45 : 100;
        const int pick = below(deep);
        if (pick < 20) return assignment(out);
        if (pick < 32) {
            auto p = node(Kind::Print);
            for (int i = 1 + below(3); i > 0; --i) p->kids.push_back(expression(Type(below(6)), 3));
            out.push_back(std::move(p));
            return;
        }
        if (pick < 41) return change(out);
        if (pick < 44) return destructuring(out);
        if (pick < 47) {
            if (scope().loops > 0 && m_nesting > 0) out.push_back(node(chance(50) ? Kind::Break : Kind::Continue));
            return;
        }
        if (pick < 49) {
            if (m_scopes.size() == 1 || m_nesting == 0) return;
            auto r = node(Kind::Return);
            r->kids.push_back(boundedValue(Type::Integer));
            out.push_back(std::move(r));
            return;
        }
        if (pick < 61) return ifStatement(out);
        if (pick < 68) return whileStatement(out);
        if (pick < 78) return forStatement(out);
        if (pick < 89) return tryStatement(out);
        if (pick < 97 && m_nesting == 0 && m_scopes.size() < 4) return functionStatement(out);
        if (pick < 99 && m_nesting == 0) {
            declareVariable(out, Type::Function);
            return;
        }
        auto t = node(Kind::Throw);
        t->kids.push_back(expression(Type::Text, 2));
        if (m_nesting > 0) out.push_back(std::move(t));
    }

    std::mt19937_64 m_random;
    std::vector<Scope> m_scopes;
    int m_next = 0;
    int m_nesting = 0;
};

} // namespace

RandomProgram randomProgram(uint64_t seed)
{
    const Block tree = Generator(seed).program();
    Writer writer;
    writer.block(tree, 0);
    RandomProgram result;
    result.source = writer.text;
    Evaluator evaluator;
    result.usable = true;
    try {
        evaluator.program(tree);
    } catch (const Raised &raised) {
        result.failure = raised.name + ": " + raised.message;
    } catch (const TooMuch &) {
        result.usable = false;
    }
    result.output = evaluator.output;
    return result;
}

} // namespace latchkey::tests
