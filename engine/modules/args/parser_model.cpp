// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/args/parser_model.h"

#include "engine/text/utf8.h"

#include <algorithm>
#include <format>

namespace latchkey::modules {

void ParsedLine::setFlag(std::string_view name)
{
    if (std::ranges::find(flags, name) == flags.end()) flags.emplace_back(name);
}

void ParsedLine::setOption(std::string_view name, std::string_view value)
{
    const auto known = std::ranges::find(options, name, &std::pair<std::string, std::string>::first);
    if (known != options.end()) known->second = value;
    else options.emplace_back(name, value);
}

namespace {

/// Walks the words of a line once.
class LineReader
{
public:
    LineReader(const ArgumentModel &model, const std::vector<std::string> &words)
        : m_model(model)
        , m_words(words)
    {
    }

    std::expected<ParsedLine, std::string> read()
    {
        bool optionsEnded = false;
        while (m_error.empty() && m_next < m_words.size()) {
            const std::string &word = m_words[m_next++];
            if (optionsEnded || word == "-" || !word.starts_with('-')) addPositional(word);
            else if (word == "--") optionsEnded = true;
            else if (word.starts_with("--")) readLong(std::string_view(word).substr(2));
            else readLetters(std::string_view(word).substr(1));
        }
        checkRequired();
        if (!m_error.empty()) return std::unexpected(m_error);
        return m_line;
    }

private:
    void addPositional(const std::string &word)
    {
        if (m_line.positionals.size() < m_model.positionals.size()) m_line.positionals.push_back(word);
    }

    void readLong(std::string_view text)
    {
        const size_t equals = text.find('=');
        const std::string_view name = text.substr(0, equals);
        const bool hasValue = equals != std::string_view::npos;
        const bool isFlag =
            name == "help" || std::ranges::find(m_model.flags, name, &ArgumentFlag::name) != m_model.flags.end();
        if (isFlag && hasValue) return fail(std::format("Option --{} takes no value", name));
        if (isFlag) return m_line.setFlag(name);
        if (std::ranges::find(m_model.options, name, &ArgumentOption::name) == m_model.options.end())
            return fail(std::format("Unknown option: --{}", name));
        if (hasValue) return m_line.setOption(name, text.substr(equals + 1));
        takeValue(name, std::format("--{}", name));
    }

    void readLetters(std::string_view letters)
    {
        if (letters.find('h') != std::string_view::npos) m_line.setFlag("help");
        for (size_t at = 0; at < letters.size() && m_error.empty();) {
            const text::Decoded c = text::decodeAt(letters, at);
            readLetter(letters.substr(at, c.length));
            at += c.length;
        }
    }

    void readLetter(std::string_view letter)
    {
        const auto flag = std::ranges::find(m_model.flags, letter, &ArgumentFlag::letter);
        if (flag != m_model.flags.end()) return m_line.setFlag(flag->name);
        const auto option = std::ranges::find(m_model.options, letter, &ArgumentOption::letter);
        if (option != m_model.options.end()) return takeValue(option->name, std::format("-{}", letter));
        if (letter != "h") fail(std::format("Unknown option: -{}", letter));
    }

    void takeValue(std::string_view name, const std::string &written)
    {
        if (m_next >= m_words.size()) return fail(std::format("Option {} requires a value", written));
        m_line.setOption(name, m_words[m_next++]);
    }

    void checkRequired()
    {
        if (!m_error.empty() || std::ranges::find(m_line.flags, "help") != m_line.flags.end()) return;
        for (size_t i = m_line.positionals.size(); i < m_model.positionals.size(); ++i)
            if (m_model.positionals[i].required)
                return fail(std::format("Required positional argument missing: {}", m_model.positionals[i].name));
    }

    void fail(std::string message) { m_error = std::move(message); }

    const ArgumentModel &m_model;
    const std::vector<std::string> &m_words;
    size_t m_next = 0;
    ParsedLine m_line;
    std::string m_error;
};

std::string padded(std::string text, size_t width)
{
    const size_t length = text::countCodePoints(text);
    return length < width ? text.append(width - length, ' ') : text;
}

std::string letterColumn(const std::string &letter)
{
    return letter.empty() ? "    " : "-" + letter + ", ";
}

} // namespace

std::expected<ParsedLine, std::string> ArgumentModel::parse(const std::vector<std::string> &words) const
{
    return LineReader(*this, words).read();
}

std::string ArgumentModel::help() const
{
    std::vector<std::string> lines;
    if (!name.empty()) lines.push_back(name);
    if (!description.empty()) lines.push_back(description);
    std::string usage = "Usage: script.ml [options]";
    for (const ArgumentPositional &p : positionals) usage += p.required ? " <" + p.name + ">" : " [" + p.name + "]";
    lines.insert(lines.end(), {"", usage});
    if (!positionals.empty()) lines.insert(lines.end(), {"", "Positional Arguments:"});
    for (const ArgumentPositional &p : positionals)
        lines.push_back("  " + padded(p.name, 18) + " " + p.help + (p.required ? " (required)" : " (optional)"));
    lines.insert(lines.end(), {"", "Options:"});
    for (const ArgumentFlag &f : flags)
        lines.push_back("  " + letterColumn(f.letter) + "--" + padded(f.name, 15) + " " + f.help);
    for (const ArgumentOption &o : options)
        lines.push_back("  " + letterColumn(o.letter) + padded("--" + o.name + " VALUE", 15) + " " + o.help +
                        (o.hasDefault ? " (default: " + o.defaultText + ")" : ""));
    lines.emplace_back("  -h, --help         Show this help message");
    std::string text;
    for (size_t i = 0; i < lines.size(); ++i) text += (i ? "\n" : "") + lines[i];
    return text;
}

} // namespace latchkey::modules
