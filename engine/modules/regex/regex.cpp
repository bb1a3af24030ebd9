// SPDX-License-Identifier: GPL-3.0-or-later
// The module `regex`: functions, and the classes Pattern and Match. Patterns are in compiled.h; a Match keeps the text
// it was found in (fields[0]) and byte offsets, which become code points when a script asks.
#include "engine/modules/prelude/prelude.h"
#include "engine/modules/regex/compiled.h"
#include "engine/modules/support/class_payload.h"
#include "engine/modules/support/text_results.h"
#include "engine/modules/tables.h"
#include "engine/text/quote.h"
#include "engine/text/utf8.h"

#include <algorithm>
#include <format>

namespace latchkey::modules {

using namespace vm;

namespace {

extern const ClassSpec kPatternClass;
extern const ClassSpec kMatchClass;
extern const NativeSpec kPreludeNatives[];

struct MatchData {
    RegexPtr regex;
    RegexSpans spans;
};

// ---- arguments --------------------------------------------------------------------------------------------------

/// What a call works on: module functions name the pattern first, methods of Pattern have it as their receiver.
struct Job {
    RegexPtr regex;
    String *text = nullptr;
    size_t from = 0; ///< in bytes
    size_t to = 0;
    bool isModuleCall = false;
};

bool isMethod(NativeCall &call)
{
    return isCellOf(call.receiver, CellKind::Instance);
}

/// Null: raised.
RegexPtr compileArgument(NativeCall &call, uint32_t flagsAt)
{
    auto regex = compileRegex(textArgument(call, 0), integerOr(call, flagsAt, 0));
    if (regex) return *regex;
    call.raise(ErrorName::ValueError, regex.error());
    return nullptr;
}

/// Reads the pattern and the text, which stands `after` arguments behind the pattern; flags of a module function are at
/// `flagsAt`. False: raised.
bool readJob(NativeCall &call, uint32_t textAt, uint32_t flagsAt, Job &job)
{
    job.isModuleCall = !isMethod(call);
    job.regex = job.isModuleCall ? compileArgument(call, flagsAt) : receiverPayload<RegexPtr>(call);
    if (!job.regex) return false;
    job.text = call.arguments[job.isModuleCall ? textAt : textAt - 1].asString();
    job.to = job.text->bytes;
    return true;
}

/// pos and endpos of a method of Pattern, clamped. False: nothing can match.
bool readRange(NativeCall &call, Job &job)
{
    if (job.isModuleCall) return true;
    const auto clamp = [&job](int64_t position) {
        return static_cast<size_t>(std::clamp<int64_t>(position, 0, job.text->length));
    };
    const size_t from = clamp(integerOr(call, 1, 0)), to = clamp(integerOr(call, 2, job.text->length));
    job.from = byteOffset(job.text, from);
    job.to = byteOffset(job.text, to);
    return from <= to;
}

std::string_view subject(const Job &job)
{
    return job.text->view().substr(0, job.to);
}

Outcome raiseLimit(NativeCall &call)
{
    return call.raise(ErrorName::RuntimeError, "Regex match limit exceeded");
}

// ---- matches ----------------------------------------------------------------------------------------------------

Value makeMatch(NativeCall &call, const Job &job, RegexSpans spans)
{
    Instance *match = newInstance(call.heap(), kMatchClass, MatchData{job.regex, std::move(spans)});
    match->fields[0] = Value::string(job.text);
    return Value::cell(match);
}

/// Calls `visit(spans)` for every match from left to right, until it returns something else than Return.
template<typename Visit>
Outcome forEachMatch(NativeCall &call, const Job &job, Visit visit)
{
    Matcher matcher(job.regex, subject(job), pollOf(call));
    RegexSpans spans;
    size_t from = job.from;
    bool wasEmpty = false;
    while (true) {
        if (call.poll()) return Outcome::Stop;
        const MatchStatus status = matcher.match(from, MatchMode::Anywhere, wasEmpty, spans);
        if (status == MatchStatus::LimitExceeded) return raiseLimit(call);
        if (status == MatchStatus::Stopped) return Outcome::Stop;
        if (status == MatchStatus::None) return Outcome::Return;
        from = spans[0].second;
        wasEmpty = spans[0].first == spans[0].second;
        if (const Outcome outcome = visit(spans); outcome != Outcome::Return) return outcome;
    }
}

/// Ends a forEachMatch early without an error.
constexpr Outcome kEnough = Outcome::Park;

template<MatchMode Mode>
Outcome matchOnce(NativeCall &call)
{
    Job job;
    if (!readJob(call, 1, 2, job)) return Outcome::Raise;
    if (!readRange(call, job)) return call.giveNull();
    Matcher matcher(job.regex, subject(job), pollOf(call));
    RegexSpans spans;
    switch (matcher.match(job.from, Mode, false, spans)) {
    case MatchStatus::LimitExceeded:
        return raiseLimit(call);
    case MatchStatus::Stopped:
        return Outcome::Stop;
    case MatchStatus::None:
        return call.giveNull();
    case MatchStatus::Found:
        break;
    }
    return call.give(makeMatch(call, job, std::move(spans)));
}

Outcome test(NativeCall &call)
{
    const Outcome outcome = matchOnce<MatchMode::Anywhere>(call);
    return outcome == Outcome::Return ? call.give(Value::boolean(!call.result.isNull())) : outcome;
}

Outcome count(NativeCall &call)
{
    Job job;
    if (!readJob(call, 1, 2, job)) return Outcome::Raise;
    int64_t total = 0;
    const Outcome outcome = forEachMatch(call, job, [&total](const RegexSpans &) {
        ++total;
        return Outcome::Return;
    });
    return outcome == Outcome::Return ? call.give(Value::small(total)) : outcome;
}

std::string_view groupText(const Job &job, const RegexSpans &spans, size_t group)
{
    if (spans[group].first == kUnset || spans[group].second < spans[group].first) return {};
    return job.text->view().substr(spans[group].first, spans[group].second - spans[group].first);
}

/// What findall gives for one match.
Value foundValue(NativeCall &call, const Job &job, const RegexSpans &spans)
{
    if (spans.size() <= 2) return newText(call.heap(), groupText(job, spans, spans.size() - 1));
    Array *groups = call.heap().array(spans.size() - 1);
    for (size_t i = 1; groups && i < spans.size(); ++i) {
        const Value text = newText(call.heap(), groupText(job, spans, i));
        if (text.isUnset() || !call.heap().push(groups, text)) return Value::unset();
    }
    return groups ? Value::array(groups) : Value::unset();
}

template<bool AsMatches>
Outcome findAll(NativeCall &call)
{
    Job job;
    if (!readJob(call, 1, 2, job)) return Outcome::Raise;
    Array *found = call.heap().array();
    if (!readRange(call, job)) return giveArray(call, found);
    const Outcome outcome = forEachMatch(call, job, [&](const RegexSpans &spans) {
        const Value value = AsMatches ? makeMatch(call, job, spans) : foundValue(call, job, spans);
        return !value.isUnset() && call.heap().push(found, value) ? Outcome::Return : Outcome::Stop;
    });
    return outcome == Outcome::Return ? giveArray(call, found) : outcome;
}

Outcome split(NativeCall &call)
{
    Job job;
    if (!readJob(call, 1, 3, job)) return Outcome::Raise;
    const int64_t limit = integerOr(call, job.isModuleCall ? 2 : 1, 0);
    Array *parts = call.heap().array();
    size_t end = 0;
    int64_t splits = 0;
    const auto add = [&](Value value) { return !value.isUnset() && call.heap().push(parts, value); };
    const Outcome outcome =
        limit < 0 ? Outcome::Return
                  : forEachMatch(
                        call, job,
                        [&](const RegexSpans &spans) {
                            if (!add(newText(call.heap(), job.text->view().substr(end, spans[0].first - end))))
                                return Outcome::Stop;
                            for (size_t i = 1; i < spans.size(); ++i)
                                if (!add(spans[i].first == kUnset ? Value::null()
                                                                  : newText(call.heap(), groupText(job, spans, i))))
                                    return Outcome::Stop;
                            end = spans[0].second;
                            return ++splits == limit ? kEnough : Outcome::Return;
                        });
    if (outcome != Outcome::Return && outcome != kEnough) return outcome;
    return add(newText(call.heap(), job.text->view().substr(end))) ? giveArray(call, parts) : Outcome::Stop;
}

// ---- substitution -----------------------------------------------------------------------------------------------

void appendTemplate(std::string &out, const std::vector<TemplatePart> &parts, const Job &job, const RegexSpans &spans)
{
    for (const TemplatePart &part : parts) {
        if (part.group < 0) out += part.text;
        else out += groupText(job, spans, static_cast<size_t>(part.group));
    }
}

Outcome giveSubstituted(NativeCall &call, std::string_view text, int64_t count, bool counted)
{
    const Value value = newText(call.heap(), text);
    if (value.isUnset()) return Outcome::Stop;
    if (!counted) return call.give(value);
    Object *object = call.heap().object();
    const bool fits = setProperty(call.heap(), object, "result", value) &&
                      setProperty(call.heap(), object, "count", Value::small(count));
    return fits ? giveObject(call, object) : Outcome::Stop;
}

/// At most `limit` matches (0: all, negative: none) handed to `visit`.
template<typename Visit>
Outcome forSomeMatches(NativeCall &call, const Job &job, int64_t limit, Visit visit)
{
    if (limit < 0) return Outcome::Return;
    int64_t seen = 0;
    const Outcome outcome = forEachMatch(call, job, [&](const RegexSpans &spans) {
        const Outcome visited = visit(spans);
        return visited == Outcome::Return && ++seen == limit ? kEnough : visited;
    });
    return outcome == kEnough ? Outcome::Return : outcome;
}

Outcome substituteTemplate(NativeCall &call, const Job &job, std::string_view source, int64_t limit, bool counted)
{
    const auto parts = parseTemplate(source, job.regex->translated);
    if (!parts) {
        const std::string reason = faultText(parts.error(), source);
        return call.raise(ErrorName::ValueError,
                          job.isModuleCall ? std::format("Invalid regex pattern '{}': {}", job.regex->source, reason)
                                           : reason);
    }
    std::string out;
    size_t end = 0;
    int64_t count = 0;
    const Outcome outcome = forSomeMatches(call, job, limit, [&](const RegexSpans &spans) {
        out += job.text->view().substr(end, spans[0].first - end);
        appendTemplate(out, *parts, job, spans);
        end = spans[0].second;
        ++count;
        return out.size() > roomFor(call) ? stopForMemory(call) : Outcome::Return;
    });
    if (outcome != Outcome::Return) return outcome;
    return giveSubstituted(call, out.append(job.text->view().substr(end)), count, counted);
}

/// Finds all matches and lets the prelude call the function for each.
Outcome substituteFunction(NativeCall &call, const Job &job, Value function, int64_t limit, bool counted);

template<bool Counted>
Outcome substitute(NativeCall &call)
{
    Job job;
    if (!readJob(call, 2, 4, job)) return Outcome::Raise;
    const uint32_t shift = job.isModuleCall ? 0 : 1;
    const Value replacement = call.arguments[1 - shift];
    const int64_t limit = integerOr(call, 3 - shift, 0);
    if (!replacement.isString()) return substituteFunction(call, job, replacement, limit, Counted);
    return substituteTemplate(call, job, replacement.asString()->view(), limit, Counted);
}

// ---- module functions -------------------------------------------------------------------------------------------

Outcome compile(NativeCall &call)
{
    RegexPtr regex = compileArgument(call, 1);
    if (!regex) return Outcome::Raise;
    return call.give(Value::cell(newInstance(call.heap(), kPatternClass, std::move(regex))));
}

Outcome isValid(NativeCall &call)
{
    return call.give(Value::boolean(compileRegex(textArgument(call, 0), 0).has_value()));
}

Outcome escape(NativeCall &call)
{
    static constexpr std::string_view kSpecial = " \t\n\r\v\f#$&()*+-.?[\\]^{|}~";
    std::string out;
    for (const char c : textArgument(call, 0)) {
        if (kSpecial.contains(c)) out += '\\';
        out += c;
    }
    return call.giveText(out);
}

template<uint32_t Flag>
Outcome flag(NativeCall &call)
{
    return call.give(Value::small(Flag));
}

// ---- Pattern ----------------------------------------------------------------------------------------------------

Outcome patternSource(NativeCall &call)
{
    return call.giveText(receiverPayload<RegexPtr>(call)->source);
}
Outcome patternFlags(NativeCall &call)
{
    return call.give(Value::small(receiverPayload<RegexPtr>(call)->flags));
}

std::string patternText(const CompiledRegex &regex)
{
    static constexpr std::pair<uint32_t, std::string_view> kNames[] = {{kRegexIgnoreCase, "IGNORECASE"},
                                                                       {kRegexMultiline, "MULTILINE"},
                                                                       {kRegexDotAll, "DOTALL"},
                                                                       {kRegexVerbose, "VERBOSE"}};
    std::string names;
    for (const auto &[bit, name] : kNames)
        if (regex.flags & bit) names.append(names.empty() ? ", flags=" : " | ").append(name);
    return "Pattern(" + text::quoted(regex.source) + names + ")";
}

std::string displayPattern(const Instance *value)
{
    return patternText(*payloadOf<RegexPtr>(value));
}
Outcome patternToString(NativeCall &call)
{
    return call.giveText(patternText(*receiverPayload<RegexPtr>(call)));
}

// ---- Match ------------------------------------------------------------------------------------------------------

Job jobOf(const Instance *match)
{
    Job job;
    job.regex = payloadOf<MatchData>(match).regex;
    job.text = match->fields[0].asString();
    job.to = job.text->bytes;
    return job;
}

const Instance *self(NativeCall &call)
{
    return cellAs<Instance>(call.receiver);
}
const RegexSpans &spansOf(NativeCall &call)
{
    return receiverPayload<MatchData>(call).spans;
}

/// The group an argument names, or nothing.
std::optional<size_t> groupArgument(NativeCall &call)
{
    if (!call.has(0)) return 0;
    const Value which = call.arguments[0];
    const MatchData &match = receiverPayload<MatchData>(call);
    if (which.isString()) {
        for (const auto &[name, number] : match.regex->translated.names)
            if (name == which.asString()->view()) return number;
        return std::nullopt;
    }
    if (!isIntegral(which)) return std::nullopt;
    const int64_t number = clampInteger(which);
    return number >= 0 && number < static_cast<int64_t>(match.spans.size()) ? std::optional(static_cast<size_t>(number))
                                                                            : std::nullopt;
}

/// The text of a group, or `unset` when it took no part.
Value groupValue(NativeCall &call, size_t group, Value unset)
{
    if (spansOf(call)[group].first == kUnset) return unset;
    return newText(call.heap(), groupText(jobOf(self(call)), spansOf(call), group));
}

Outcome giveOrStop(NativeCall &call, Value value)
{
    return value.isUnset() ? Outcome::Stop : call.give(value);
}

Outcome group(NativeCall &call)
{
    const std::optional<size_t> which = groupArgument(call);
    return which ? giveOrStop(call, groupValue(call, *which, Value::null())) : call.giveNull();
}

Outcome groups(NativeCall &call)
{
    Array *array = call.heap().array();
    for (size_t i = 1; i < spansOf(call).size(); ++i) {
        const Value value = groupValue(call, i, Value::null());
        if (value.isUnset() || !call.heap().push(array, value)) return Outcome::Stop;
    }
    return giveArray(call, array);
}

Outcome groupDict(NativeCall &call)
{
    Object *object = call.heap().object();
    for (const auto &[name, number] : receiverPayload<MatchData>(call).regex->translated.names) {
        const Value value = groupValue(call, number, call.has(0) ? call.arguments[0] : Value::null());
        if (value.isUnset() || !setProperty(call.heap(), object, name, value)) return Outcome::Stop;
    }
    return giveObject(call, object);
}

/// Code point offset of one end of a group, -1 when it took no part.
int64_t edge(NativeCall &call, bool atEnd)
{
    const std::optional<size_t> which = groupArgument(call);
    if (!which || spansOf(call)[*which].first == kUnset) return -1;
    const auto &[begin, end] = spansOf(call)[*which];
    return static_cast<int64_t>(codePointIndex(self(call)->fields[0].asString(), atEnd ? end : begin));
}

Outcome start(NativeCall &call)
{
    return call.give(Value::small(edge(call, false)));
}
Outcome end(NativeCall &call)
{
    return call.give(Value::small(edge(call, true)));
}

Outcome span(NativeCall &call)
{
    return giveArray(call, pairOf(call.heap(), Value::small(edge(call, false)), Value::small(edge(call, true))));
}

Outcome value(NativeCall &call)
{
    return giveOrStop(call, groupValue(call, 0, Value::null()));
}
Outcome groupCount(NativeCall &call)
{
    return call.give(Value::small(static_cast<int64_t>(spansOf(call).size()) - 1));
}

Outcome lastGroup(NativeCall &call)
{
    const MatchData &match = receiverPayload<MatchData>(call);
    const uint32_t last = lastClosedGroup(*match.regex, match.spans);
    for (const auto &[name, number] : match.regex->translated.names)
        if (last != 0 && number == last) return call.giveText(name);
    return call.giveNull();
}

Outcome expand(NativeCall &call)
{
    const Job job = jobOf(self(call));
    const auto parts = parseTemplate(textArgument(call, 0), job.regex->translated);
    if (!parts) return call.raise(ErrorName::ValueError, faultText(parts.error(), textArgument(call, 0)));
    std::string out;
    appendTemplate(out, *parts, job, spansOf(call));
    return call.giveText(out);
}

std::string displayMatch(const Instance *match)
{
    const Job job = jobOf(match);
    const RegexSpans &spans = payloadOf<MatchData>(match).spans;
    return std::format("Match(value={}, span=[{}, {}])", text::quoted(groupText(job, spans, 0)),
                       codePointIndex(job.text, spans[0].first), codePointIndex(job.text, spans[0].second));
}

Outcome matchToString(NativeCall &call)
{
    return call.giveText(displayMatch(self(call)));
}

// ---- helpers of the prelude -------------------------------------------------------------------------------------

/// __between(text, end, match): the text from the end of one match (0: the beginning) to the start of the next (null:
/// the end).
Outcome between(NativeCall &call)
{
    const std::string_view text = textArgument(call, 0);
    const auto spansAt = [&call](uint32_t i) -> const RegexSpans & {
        return payloadOf<MatchData>(cellAs<Instance>(call.arguments[i])).spans;
    };
    const size_t from = isInstanceOf(call.arguments[1], kMatchClass) ? spansAt(1)[0].second : 0;
    const size_t to = isInstanceOf(call.arguments[2], kMatchClass) ? spansAt(2)[0].first : text.size();
    return call.giveText(text.substr(from, to - from));
}

/// __replacement(value): what a replacement function returned, as text.
Outcome replacement(NativeCall &call)
{
    if (call.arguments[0].isString()) return call.give(call.arguments[0]);
    if (call.arguments[0].isNull()) return call.giveText({});
    return call.raise(ErrorName::TypeError, std::format("the replacement function must return a string, got {}",
                                                        typeName(call.arguments[0])));
}

// clang-format off
const NativeSpec kFunctions[] = {
    {"ASCII", "-> int", &flag<kRegexAscii>, Need::nothing(), "Flag: classes match ASCII only."},
    {"DOTALL", "-> int", &flag<kRegexDotAll>, Need::nothing(), "Flag: the dot matches line ends too."},
    {"IGNORECASE", "-> int", &flag<kRegexIgnoreCase>, Need::nothing(), "Flag: case does not matter."},
    {"MULTILINE", "-> int", &flag<kRegexMultiline>, Need::nothing(), "Flag: ^ and $ match at every line."},
    {"UNICODE", "-> int", &flag<kRegexUnicode>, Need::nothing(), "Flag: classes match all of Unicode (the default)."},
    {"VERBOSE", "-> int", &flag<kRegexVerbose>, Need::nothing(), "Flag: white space and comments in patterns."},
    {"compile", "pattern: str, flags: int = 0 -> Pattern", &compile, Need::nothing(), "A pattern for many uses."},
    {"count", "pattern: str, text: str, flags: int = 0 -> int", &count, Need::nothing(), "Number of matches."},
    {"escape", "text: str -> str", &escape, Need::nothing(), "A pattern that matches the text itself."},
    {"findall", "pattern: str, text: str, flags: int = 0 -> arr", &findAll<false>, Need::nothing(), "The texts of all matches, or of their groups."},
    {"finditer", "pattern: str, text: str, flags: int = 0 -> arr", &findAll<true>, Need::nothing(), "All matches."},
    {"fullmatch", "pattern: str, text: str, flags: int = 0 -> any", &matchOnce<MatchMode::Whole>, Need::nothing(), "The match of the whole text, or null."},
    {"isValid", "pattern: str -> bool", &isValid, Need::nothing(), "Is this a pattern?"},
    {"match", "pattern: str, text: str, flags: int = 0 -> any", &matchOnce<MatchMode::AtStart>, Need::nothing(), "The match at the start of the text, or null."},
    {"search", "pattern: str, text: str, flags: int = 0 -> any", &matchOnce<MatchMode::Anywhere>, Need::nothing(), "The first match, or null."},
    {"split", "pattern: str, text: str, maxsplit: int = 0, flags: int = 0 -> arr", &split, Need::nothing(), "The parts between matches."},
    {"sub", "pattern: str, replacement: str or fn, text: str, count: int = 0, flags: int = 0 -> str", &substitute<false>, Need::nothing(), "The text with matches replaced."},
    {"subn", "pattern: str, replacement: str or fn, text: str, count: int = 0, flags: int = 0 -> obj", &substitute<true>, Need::nothing(), "The text with matches replaced, and their number."},
    {"test", "pattern: str, text: str, flags: int = 0 -> bool", &test, Need::nothing(), "Is there a match?"},
};

const NativeSpec kPatternMethods[] = {
    {"count", "text: str -> int", &count, Need::nothing(), "Number of matches."},
    {"findall", "text: str, pos: int = 0, endpos: int or null = null -> arr", &findAll<false>, Need::nothing(), "The texts of all matches, or of their groups."},
    {"finditer", "text: str, pos: int = 0, endpos: int or null = null -> arr", &findAll<true>, Need::nothing(), "All matches."},
    {"fullmatch", "text: str, pos: int = 0, endpos: int or null = null -> any", &matchOnce<MatchMode::Whole>, Need::nothing(), "The match of the whole text, or null."},
    {"getFlags", "-> int", &patternFlags, Need::nothing(), "The flags."},
    {"getPattern", "-> str", &patternSource, Need::nothing(), "The source."},
    {"match", "text: str, pos: int = 0, endpos: int or null = null -> any", &matchOnce<MatchMode::AtStart>, Need::nothing(), "The match at the start, or null."},
    {"search", "text: str, pos: int = 0, endpos: int or null = null -> any", &matchOnce<MatchMode::Anywhere>, Need::nothing(), "The first match, or null."},
    {"split", "text: str, maxsplit: int = 0 -> arr", &split, Need::nothing(), "The parts between matches."},
    {"sub", "replacement: str or fn, text: str, count: int = 0 -> str", &substitute<false>, Need::nothing(), "The text with matches replaced."},
    {"subn", "replacement: str or fn, text: str, count: int = 0 -> obj", &substitute<true>, Need::nothing(), "The text with matches replaced, and their number."},
    {"test", "text: str -> bool", &test, Need::nothing(), "Is there a match?"},
    {"toString", "-> str", &patternToString, Need::nothing(), "The pattern as text."},
};

const NativeSpec kPatternProperties[] = {
    {"flags", "-> int", &patternFlags, Need::nothing(), "The flags."},
    {"pattern", "-> str", &patternSource, Need::nothing(), "The source."},
};

const NativeSpec kMatchMethods[] = {
    {"end", "group: any = 0 -> int", &end, Need::nothing(), "Where a group ends."},
    {"expand", "template: str -> str", &expand, Need::nothing(), "A template with the groups put in."},
    {"group", "group: any = 0 -> any", &group, Need::nothing(), "The text of a group, or null."},
    {"groupCount", "-> int", &groupCount, Need::nothing(), "Number of groups."},
    {"groupDict", "default: any = null -> obj", &groupDict, Need::nothing(), "The named groups."},
    {"groups", "-> arr", &groups, Need::nothing(), "The texts of all groups."},
    {"lastGroup", "-> any", &lastGroup, Need::nothing(), "Name of the group that closed last, or null."},
    {"span", "group: any = 0 -> arr", &span, Need::nothing(), "Where a group begins and ends."},
    {"start", "group: any = 0 -> int", &start, Need::nothing(), "Where a group begins."},
    {"toString", "-> str", &matchToString, Need::nothing(), "The match as text."},
    {"value", "-> str", &value, Need::nothing(), "The text that matched."},
};

/// The first one is written in ML, and called from here.
const NativeSpec kPreludeNatives[] = {
    {"__substitute", "text: any, matches: any, replace: any, counted: any -> any", nullptr, Need::nothing(), "Replaces matches by what a function gives."},
    {"__between", "text: str, end: any, match: any -> str", &between, Need::nothing(), "The text between two matches."},
    {"__replacement", "value: any -> str", &replacement, Need::nothing(), "What a replacement function returned, as text."},
};
// clang-format on

Outcome substituteFunction(NativeCall &call, const Job &job, Value function, int64_t limit, bool counted)
{
    Array *matches = call.heap().array();
    const Outcome outcome = forSomeMatches(call, job, limit, [&](const RegexSpans &spans) {
        return call.heap().push(matches, makeMatch(call, job, spans)) ? Outcome::Return : Outcome::Stop;
    });
    if (outcome != Outcome::Return) return outcome;
    return call.tailCall(Value::cell(&kPreludeNatives[0].cell),
                         {Value::string(job.text), Value::array(matches), function, Value::boolean(counted)});
}

const ClassSpec kPatternClass{"Pattern", kPatternMethods, kPatternProperties, &destroyPayload<RegexPtr>,
                              nullptr,   &displayPattern};
const ClassSpec kMatchClass{"Match", kMatchMethods, {}, &destroyPayload<MatchData>, nullptr, &displayMatch};
constexpr const ClassSpec *kClasses[] = {&kPatternClass, &kMatchClass};

const StandardModule kModule{"regex", "Patterns in text.", kFunctions, {}, preludeSource("regex"),
                             {},      kPreludeNatives,     kClasses};

} // namespace

const StandardModule &regexModule()
{
    return kModule;
}

} // namespace latchkey::modules
