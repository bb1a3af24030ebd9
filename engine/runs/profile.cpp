// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/profile.h"

#include "engine/vm/profiler.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <map>
#include <vector>

namespace latchkey::runs {

using namespace Qt::StringLiterals;

namespace {

double secondsOf(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

QString fileOf(const bytecode::Program &program)
{
    const syntax::Source &source = *program.source;
    return QString::fromStdString(source.path().empty() ? source.name() : source.path());
}

/// Before the figures are put in order, functions are told by their code.
struct Builder {
    Profile profile;
    std::map<const bytecode::FunctionCode *, int> numbers;

    int numberOf(const bytecode::FunctionCode *code)
    {
        const auto [place, isNew] = numbers.emplace(code, static_cast<int>(profile.functions.size()));
        if (isNew) {
            Profile::Function function;
            function.name = QString::fromStdString(code->name);
            function.file = fileOf(*code->program);
            function.line = static_cast<int>(code->program->source->position(code->span.begin).line);
            profile.functions.append(function);
        }
        return place->second;
    }
};

/// What each function computed with all that it called: a function that calls itself counts once in a chain.
void addTotals(Profile &profile)
{
    std::vector<double> inclusive(static_cast<size_t>(profile.tree.size()));
    for (qsizetype i = profile.tree.size() - 1; i >= 0; --i) {
        const Profile::Node &node = profile.tree[i];
        inclusive[static_cast<size_t>(i)] += node.own;
        if (node.parent >= 0) inclusive[static_cast<size_t>(node.parent)] += inclusive[static_cast<size_t>(i)];
    }
    for (Profile::Function &function : profile.functions) function.total = 0;
    for (qsizetype i = 0; i < profile.tree.size(); ++i) {
        const int function = profile.tree[i].function;
        int above = profile.tree[i].parent;
        while (above >= 0 && profile.tree[above].function != function) above = profile.tree[above].parent;
        if (above < 0) profile.functions[function].total += inclusive[static_cast<size_t>(i)];
    }
}

/// The hottest first; those beyond the limit go.
void putInOrder(Profile &profile)
{
    std::vector<int> order(static_cast<size_t>(profile.functions.size()));
    for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
    std::ranges::stable_sort(order, [&functions = std::as_const(profile.functions)](int a, int b) {
        const auto key = [](const Profile::Function &f) { return std::tuple(-f.own, -f.total, -f.waiting, -f.calls); };
        return key(functions[a]) < key(functions[b]);
    });
    std::vector<int> places(order.size());
    QList<Profile::Function> functions;
    functions.reserve(profile.functions.size());
    for (size_t i = 0; i < order.size(); ++i) {
        places[static_cast<size_t>(order[i])] = static_cast<int>(i);
        functions.append(profile.functions[order[i]]);
    }
    profile.functions = functions;
    for (Profile::Node &node : profile.tree) node.function = places[static_cast<size_t>(node.function)];
    std::ranges::stable_sort(profile.lines, {},
                             [](const Profile::Line &l) { return std::tuple(-l.own, -l.waiting, l.line); });
    if (profile.lines.size() > Profile::kMaxLines) {
        profile.lines.resize(Profile::kMaxLines);
        profile.isCut = true;
    }
    // Those that the tree names stay: what is cut was only ever called.
    qsizetype kept = profile.functions.size();
    while (kept > Profile::kMaxFunctions &&
           profile.functions[kept - 1].total + profile.functions[kept - 1].waiting == 0)
        --kept;
    if (kept == profile.functions.size()) return;
    int mostNamed = -1;
    for (const Profile::Node &node : profile.tree) mostNamed = std::max(mostNamed, node.function);
    profile.functions.resize(std::max<qsizetype>(kept, mostNamed + 1));
    profile.isCut = true;
}

} // namespace

Profile profileOf(const vm::Profiler &profiler)
{
    Builder builder;
    Profile &profile = builder.profile;
    profile.tree.reserve(static_cast<qsizetype>(profiler.nodes().size()));
    for (const vm::Profiler::Node &node : profiler.nodes()) {
        const int number = builder.numberOf(node.code);
        Profile::Function &function = profile.functions[number];
        const double own = secondsOf(node.own.computed);
        const double waited = secondsOf(node.own.waited);
        function.own += own;
        function.waiting += waited;
        function.samples += static_cast<qint64>(node.own.samples);
        profile.computed += own;
        profile.waited += waited;
        profile.tree.append(
            {node.parent == vm::Profiler::kNone ? -1 : static_cast<int>(node.parent), number, own, waited});
    }
    for (const auto &[code, count] : profiler.calls())
        profile.functions[builder.numberOf(code)].calls += static_cast<qint64>(count);
    std::map<const bytecode::Program *, QString> files;
    for (const vm::Profiler::Line &line : profiler.lines()) {
        QString &file = files[line.program];
        if (file.isEmpty()) file = fileOf(*line.program);
        profile.lines.append({file, static_cast<int>(line.line), secondsOf(line.own.computed),
                              secondsOf(line.own.waited), static_cast<qint64>(line.own.samples)});
    }
    profile.samples = static_cast<qint64>(profiler.samples());
    profile.unplaced = secondsOf(profiler.unplaced());
    profile.computed += profile.unplaced;
    profile.isCut = profiler.isCut();
    addTotals(profile);
    putInOrder(profile);
    return profile;
}

QString Profile::Function::displayName() const
{
    if (name.isEmpty()) return QFileInfo(file).fileName();
    if (name == u"fn"_s) return u"function at line %1"_s.arg(line);
    return name;
}

// ---- adding -----------------------------------------------------------------------------------------------------

void Profile::add(const Profile &other)
{
    std::map<std::tuple<QString, int, QString>, int> known;
    for (int i = 0; i < functions.size(); ++i) known[{functions[i].file, functions[i].line, functions[i].name}] = i;
    std::vector<int> numbers;
    for (const Function &function : other.functions) {
        const auto [place, isNew] =
            known.emplace(std::tuple(function.file, function.line, function.name), static_cast<int>(functions.size()));
        numbers.push_back(place->second);
        if (isNew) {
            functions.append(function);
            continue;
        }
        Function &sum = functions[place->second];
        sum.calls += function.calls;
        sum.own += function.own;
        sum.waiting += function.waiting;
        sum.samples += function.samples;
    }
    std::map<std::pair<QString, int>, qsizetype> places;
    for (qsizetype i = 0; i < lines.size(); ++i) places[{lines[i].file, lines[i].line}] = i;
    for (const Line &line : other.lines) {
        const auto [place, isNew] = places.emplace(std::pair(line.file, line.line), lines.size());
        if (isNew) {
            lines.append(line);
            continue;
        }
        lines[place->second].own += line.own;
        lines[place->second].waiting += line.waiting;
        lines[place->second].samples += line.samples;
    }
    std::map<std::pair<int, int>, int> nodes;
    for (int i = 0; i < tree.size(); ++i) nodes[{tree[i].parent, tree[i].function}] = i;
    std::vector<int> nodeNumbers;
    for (const Node &node : other.tree) {
        const int parent = node.parent < 0 ? -1 : nodeNumbers[static_cast<size_t>(node.parent)];
        const int function = numbers[static_cast<size_t>(node.function)];
        auto found = nodes.find({parent, function});
        if (found == nodes.end()) {
            if (static_cast<size_t>(tree.size()) >= vm::Profiler::kMaxNodes && parent >= 0) {
                isCut = true;
                tree[parent].own += node.own;
                tree[parent].waiting += node.waiting;
                nodeNumbers.push_back(parent);
                continue;
            }
            found = nodes.emplace(std::pair(parent, function), static_cast<int>(tree.size())).first;
            tree.append({parent, function, 0, 0});
        }
        tree[found->second].own += node.own;
        tree[found->second].waiting += node.waiting;
        nodeNumbers.push_back(found->second);
    }
    samples += other.samples;
    computed += other.computed;
    unplaced += other.unplaced;
    waited += other.waited;
    isCut = isCut || other.isCut;
    runs += other.runs;
    addTotals(*this);
    putInOrder(*this);
}

// ---- for other tools --------------------------------------------------------------------------------------------

namespace {

qint64 microseconds(double seconds)
{
    return qRound64(seconds * 1e6);
}

/// Frames are parted by semicolons, and the figure by a space: neither may be in a name.
QByteArray frameName(const Profile::Function &function)
{
    QString name = u"%1 (%2:%3)"_s.arg(function.displayName(), QFileInfo(function.file).fileName()).arg(function.line);
    name.replace(u';', u',').replace(u'\n', u' ');
    return name.toUtf8();
}

} // namespace

QByteArray Profile::toCollapsedStacks() const
{
    QByteArray text;
    std::vector<QByteArray> chains;
    chains.reserve(static_cast<size_t>(tree.size()));
    for (const Node &node : tree) {
        QByteArray chain = node.parent >= 0 ? chains[static_cast<size_t>(node.parent)] + ';' : QByteArray();
        chain += frameName(functions[node.function]);
        if (microseconds(node.own) > 0) text += chain + ' ' + QByteArray::number(microseconds(node.own)) + '\n';
        chains.push_back(std::move(chain));
    }
    return text;
}

QByteArray Profile::toSpeedscope(const QString &name) const
{
    QJsonArray frames;
    for (const Function &function : functions)
        frames.append(
            QJsonObject{{u"name"_s, function.displayName()}, {u"file"_s, function.file}, {u"line"_s, function.line}});
    QJsonArray stacks;
    QList<QJsonArray> chains;
    for (const Node &node : tree) {
        QJsonArray chain = node.parent >= 0 ? chains[node.parent] : QJsonArray();
        chain.append(node.function);
        chains.append(chain);
    }
    const auto sampled = [&](const QString &title, double Node::*figure) {
        QJsonArray samplesOf;
        QJsonArray weights;
        double end = 0;
        for (qsizetype i = 0; i < tree.size(); ++i) {
            if (tree[i].*figure <= 0) continue;
            samplesOf.append(chains[i]);
            weights.append(tree[i].*figure);
            end += tree[i].*figure;
        }
        return QJsonObject{{u"type"_s, u"sampled"_s}, {u"name"_s, title},   {u"unit"_s, u"seconds"_s},
                           {u"startValue"_s, 0},      {u"endValue"_s, end}, {u"samples"_s, samplesOf},
                           {u"weights"_s, weights}};
    };
    QJsonArray profiles{sampled(u"computing"_s, &Node::own)};
    if (waited > 0) profiles.append(sampled(u"waiting"_s, &Node::waiting));
    return QJsonDocument(QJsonObject{{u"$schema"_s, u"https://www.speedscope.app/file-format-schema.json"_s},
                                     {u"shared"_s, QJsonObject{{u"frames"_s, frames}}},
                                     {u"profiles"_s, profiles},
                                     {u"name"_s, name},
                                     {u"exporter"_s, u"latchkey"_s},
                                     {u"activeProfileIndex"_s, 0}})
        .toJson(QJsonDocument::Compact);
}

// ---- measures ---------------------------------------------------------------------------------------------------

void Measures::note(const QString &name, const RunResult &result)
{
    const std::lock_guard lock(m_mutex);
    auto place = m_places.constFind(name);
    if (place == m_places.constEnd()) {
        const bool isFull = m_rows.size() >= kMaxNames - 1;
        place = m_places.constFind(isFull ? QString() : name);
        if (place == m_places.constEnd()) {
            place = m_places.insert(isFull ? QString() : name, m_rows.size());
            m_rows.append(Measure());
            m_rows.last().name = isFull ? QString() : name;
        }
    }
    Measure &row = m_rows[*place];
    ++row.count;
    if (result.success) {
        ++row.successes;
        row.mean += (result.executionTime - row.mean) / static_cast<double>(row.successes);
        row.longest = std::max(row.longest, result.executionTime);
    } else {
        ++row.errors;
    }
    row.phases.queued += result.phases.queued;
    row.phases.compiling += result.phases.compiling;
    row.phases.running += result.phases.running;
    row.phases.timer += result.phases.timer;
    row.phases.host += result.phases.host;
    row.phases.person += result.phases.person;
    row.phases.tasks += result.phases.tasks;
}

QList<Measure> Measures::rows() const
{
    const std::lock_guard lock(m_mutex);
    return m_rows;
}

} // namespace latchkey::runs
