// SPDX-License-Identifier: GPL-3.0-or-later
// Command lines, without values of the language: what a parser knows, what a line says, what the help looks like.
#pragma once

#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace latchkey::modules {

struct ArgumentFlag {
    std::string name, letter, help;
};

struct ArgumentOption {
    std::string name, letter, help;
    bool hasDefault = false;
    std::string defaultText; ///< for the help; the value itself lives with the parser's instance
};

struct ArgumentPositional {
    std::string name, help;
    bool required = false;
};

/// What a command line says. Repeated options keep their first place and last value.
struct ParsedLine {
    std::vector<std::string> flags;
    std::vector<std::pair<std::string, std::string>> options;
    std::vector<std::string> positionals;
    void setFlag(std::string_view name);
    void setOption(std::string_view name, std::string_view value);
};

class ArgumentModel
{
public:
    std::string name, description;
    std::vector<ArgumentFlag> flags;
    std::vector<ArgumentOption> options;
    std::vector<ArgumentPositional> positionals;

    /// The error is the message to raise.
    std::expected<ParsedLine, std::string> parse(const std::vector<std::string> &words) const;
    std::string help() const;
};

} // namespace latchkey::modules
