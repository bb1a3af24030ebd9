// SPDX-License-Identifier: GPL-3.0-or-later
// How well a word fits the letters one typed.
#include "engine/language/completion.h"

namespace latchkey::language {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool isLetterOrDigit(char c)
{
    return isUpper(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// Whether a part of the word begins here: `Lines` in `readLines`, `days` in `add_days`.
bool startsPart(std::string_view word, size_t at)
{
    if (at == 0) return true;
    if (!isLetterOrDigit(word[at])) return false;
    return !isLetterOrDigit(word[at - 1]) || (isUpper(word[at]) && !isUpper(word[at - 1]));
}

/// Letters of `typed` one after another in `label`, each at the next beginning of a part or right behind the last.
bool matchParts(std::string_view typed, std::string_view label, size_t typedAt, size_t labelAt, bool joined,
                std::vector<uint32_t> &hits, int &budget)
{
    if (typedAt == typed.size()) return true;
    if (--budget < 0) return false;
    for (size_t at = labelAt; at < label.size(); ++at) {
        const bool follows = joined && at == labelAt;
        if (!follows && !startsPart(label, at)) continue;
        if (lower(label[at]) != lower(typed[typedAt])) continue;
        hits.push_back(static_cast<uint32_t>(at));
        if (matchParts(typed, label, typedAt + 1, at + 1, true, hits, budget)) return true;
        hits.pop_back();
    }
    return false;
}

bool matchAnywhere(std::string_view typed, std::string_view label, std::vector<uint32_t> &hits)
{
    size_t at = 0;
    for (const char c : typed) {
        while (at < label.size() && lower(label[at]) != lower(c)) ++at;
        if (at == label.size()) return false;
        hits.push_back(static_cast<uint32_t>(at++));
    }
    return true;
}

bool startsWith(std::string_view label, std::string_view typed, bool exact)
{
    if (typed.size() > label.size()) return false;
    for (size_t i = 0; i < typed.size(); ++i)
        if (exact ? label[i] != typed[i] : lower(label[i]) != lower(typed[i])) return false;
    return true;
}

double scoreOf(std::string_view typed, std::string_view label, std::vector<uint32_t> &hits)
{
    hits.clear();
    const double shortness = 10.0 / (10.0 + static_cast<double>(label.size() - typed.size()));
    if (startsWith(label, typed, false)) {
        for (uint32_t i = 0; i < typed.size(); ++i) hits.push_back(i);
        return (startsWith(label, typed, true) ? 100 : 90) + shortness + (label.size() == typed.size() ? 5 : 0);
    }
    int budget = 200;
    if (matchParts(typed, label, 0, 0, false, hits, budget)) return (hits.front() == 0 ? 70 : 60) + shortness;
    hits.clear();
    for (size_t at = 1; typed.size() >= 2 && at + typed.size() <= label.size(); ++at) {
        if (!startsWith(label.substr(at), typed, false)) continue;
        for (uint32_t i = 0; i < typed.size(); ++i) hits.push_back(static_cast<uint32_t>(at) + i);
        return 45 + shortness;
    }
    // Letters scattered over the word: only when the first one begins it, or it would match nearly everything.
    if (!label.empty() && lower(label[0]) == lower(typed[0]) && matchAnywhere(typed, label, hits))
        return 25 + shortness;
    hits.clear();
    return 0;
}

} // namespace

double matchScore(std::string_view typed, std::string_view label, std::vector<uint32_t> *hits)
{
    if (typed.empty()) return 1;
    if (typed.size() > label.size()) return 0;
    std::vector<uint32_t> own;
    return scoreOf(typed, label, hits != nullptr ? *hits : own);
}

} // namespace latchkey::language
