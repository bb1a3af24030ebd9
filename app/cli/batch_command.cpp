// SPDX-License-Identifier: GPL-3.0-or-later
// latchkey batch: several scripts at once, or one script over many items.
#include "app/cli/batch_session.h"
#include "app/cli/commands.h"
#include "app/cli/run_options.h"
#include "app/cli/terminal.h"
#include "engine/capability/broker.h"
#include "engine/runs/batch.h"

#include <cmath>

namespace latchkey::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr char kUsageLine[] = "batch FILES... | -e CODE... | FILE --items FILE.json|csv|jsonl [--call FUNCTION] | "
                              "--map FILE --inputs FILE [options]";

struct BatchParser : RunParser {
    QCommandLineOption items{u"items"_s, u"Run the script once for each item of FILE (.json, .jsonl or .csv)."_s,
                             u"FILE"_s};
    QCommandLineOption inputs{u"inputs"_s, u"The same as --items."_s, u"FILE"_s};
    QCommandLineOption map{u"map"_s, u"The script for --items; the same as naming it alone."_s, u"FILE"_s};
    QCommandLineOption limit{u"limit"_s, u"At most N at once (default: eight for each thread)."_s, u"N"_s};
    QCommandLineOption retries{u"retries"_s, u"Try what fails up to N times in all."_s, u"N"_s};
    QCommandLineOption backoff{u"backoff"_s, u"Seconds before the second try, doubled before each further one."_s,
                               u"S"_s};
    QCommandLineOption retryTimeouts{u"retry-timeouts"_s, u"Try again only what took too long."_s};
    QCommandLineOption fallback{
        u"fallback"_s, u"Run FILE instead when a script fails or takes too long; may be repeated."_s, u"FILE"_s};
    QCommandLineOption timeoutKey{u"timeout-key"_s, u"Items with this member have it as their limit, in seconds."_s,
                                  u"NAME"_s};
    QCommandLineOption stream{u"stream"_s, u"Print one line for each run as it ends, in that order."_s};
    QCommandLineOption stop{u"stop-on-failure"_s, u"Cancel the others after the first failure."_s};
    QCommandLineOption cache{u"cache"_s, u"Run equal scripts that touch nothing outside only once."_s};

    BatchParser()
    {
        setApplicationDescription(
            u"Runs several scripts at once, or one script for each item, and prints the results in order and a summary.\nWithout --call the script has the variables `item` and `index`, and one for each member of an item that is an\nobject. Exit status: the number of failures, 63 when there are more; 64 usage, 130 cancelled."_s);
        addPositionalArgument(u"FILES"_s, u"The scripts; - reads one from standard input."_s);
        addOptions(
            {items, inputs, map, limit, retries, backoff, retryTimeouts, fallback, timeoutKey, stream, stop, cache});
    }
    QString itemsFile() const { return isSet(items) ? value(items) : value(inputs); }
    bool hasItems() const { return isSet(items) || isSet(inputs); }
};

Parsed<int> countOf(const QCommandLineParser &parser, const QCommandLineOption &option, int otherwise)
{
    const auto number = numberOf(parser, option, otherwise);
    if (!number) return std::unexpected(number.error());
    if (std::floor(*number) != *number || *number > 1'000'000)
        return std::unexpected(u"--%1 needs a whole number from 1 to 1000000"_s.arg(option.names().first()));
    return static_cast<int>(*number);
}

Parsed<QList<runs::Script>> scriptsOf(const BatchParser &parser)
{
    QList<runs::Script> scripts;
    const QStringList codes = parser.values(parser.code);
    QStringList files = parser.positionalArguments();
    if (parser.isSet(parser.map)) files.prepend(parser.value(parser.map));
    if (!codes.isEmpty() && !files.isEmpty()) return std::unexpected(u"-e and files do not go together"_s);
    for (qsizetype i = 0; i < codes.size(); ++i)
        scripts.append(scriptOfCode(codes[i], codes.size() == 1 ? u"-e"_s : u"-e %1"_s.arg(i + 1)));
    for (const QString &file : files) {
        auto script = scriptFrom(file);
        if (!script) return std::unexpected(script.error());
        scripts.append(std::move(*script));
    }
    if (scripts.isEmpty()) return std::unexpected(u"no script given; try latchkey batch --help"_s);
    if (parser.hasItems() && scripts.size() != 1) return std::unexpected(u"--items needs exactly one script"_s);
    if (!parser.hasItems() && parser.isSet(parser.map)) return std::unexpected(u"--map needs --inputs"_s);
    return scripts;
}

/// What each of the runs has in common; its script is filled in for each.
Parsed<runs::BatchOptions> batchOptionsOf(const BatchParser &parser)
{
    runs::BatchOptions batch;
    auto options = optionsOf(parser);
    if (!options) return std::unexpected(options.error());
    batch.options = std::move(*options);
    batch.options.priority = runs::Priority::Batch;
    batch.options.canAskInput = false;
    batch.options.useCache = parser.isSet(parser.cache);
    if (parser.hasItems()) {
        if (parser.isSet(parser.args)) return std::unexpected(u"--args and --items do not go together"_s);
        batch.function = std::exchange(batch.options.function, {});
    }
    const auto limit = countOf(parser, parser.limit, 0);
    const auto retries = countOf(parser, parser.retries, 1);
    const auto backoff = numberOf(parser, parser.backoff, 1);
    for (const auto *number : {&limit, &retries})
        if (!*number) return std::unexpected(number->error());
    if (!backoff) return std::unexpected(backoff.error());
    batch.limit = *limit;
    batch.retry.attempts = *retries;
    batch.retry.backoff = *backoff;
    if (parser.isSet(parser.retryTimeouts)) batch.retry.on = runs::RetryPolicy::On::TimeoutsOnly;
    for (const QString &file : parser.values(parser.fallback)) {
        auto script = scriptFrom(file);
        if (!script) return std::unexpected(script.error());
        batch.fallbacks.append(std::move(*script));
    }
    batch.inOrder = !parser.isSet(parser.stream);
    batch.stopAtFailure = parser.isSet(parser.stop);
    batch.measure = batch.options.profile;
    batch.timeoutKey = parser.value(parser.timeoutKey);
    return batch;
}

} // namespace

int batchCommand(const QStringList &arguments)
{
    BatchParser parser;
    int status = 0;
    if (!parseArguments(parser, arguments, kUsageLine, status)) return status;
    auto scripts = scriptsOf(parser);
    if (!scripts) return usageError(scripts.error());
    auto batch = batchOptionsOf(parser);
    if (!batch) return usageError(batch.error());
    runs::ItemSource items;
    if (parser.hasItems()) {
        auto opened = runs::openItems(parser.itemsFile());
        if (!opened) return usageError(opened.error());
        items = std::move(*opened);
    }

    const auto engine = engineFor(parser, batch->options);
    if (!engine) return usageError(engine.error());
    if (!parser.isSet(parser.quiet)) reportProject(scripts->first(), batch->options, (*engine)->broker());
    BatchSession session(**engine, std::move(*scripts), std::move(*batch), std::move(items),
                         {parser.isSet(parser.json), parser.isSet(parser.quiet), parser.isSet(parser.stream),
                          parser.isSet(parser.profile), parser.value(parser.profileTo)});
    return session.exec();
}

} // namespace latchkey::cli
