// SPDX-License-Identifier: GPL-3.0-or-later
// The gate of a run: turns what a library function needs into canonical resources, has the broker decide, and parks the
// run when a person has to be asked. After the answer the same call is made again, and decided again: what was allowed
// is what is done.
#include "engine/capability/operation.h"
#include "engine/capability/paths.h"
#include "engine/modules/http/request.h"
#include "engine/modules/purity.h"
#include "engine/runs/convert.h"
#include "engine/runs/engine_private.h"
#include "engine/runs/needs.h"
#include "engine/runs/run_private.h"

#include <QCoreApplication>

#include <algorithm>

namespace latchkey::runs {

using namespace Qt::StringLiterals;
using capability::Need;
using capability::Verdict;

namespace {

constexpr size_t kChainInQuestion = 20;

bool isHarmless(std::string_view name)
{
    const capability::NameClass nameClass = capability::classOf(name);
    return nameClass == capability::NameClass::Pure || nameClass == capability::NameClass::Free;
}

QString joined(const std::vector<Need> &needs, auto member)
{
    QStringList parts;
    for (const Need &need : needs) {
        const QString part = QString::fromStdString(member(need));
        if (!part.isEmpty() && !parts.contains(part)) parts.append(part);
    }
    return parts.join(u", "_s);
}

QString tr(const char *text)
{
    return QCoreApplication::translate("latchkey::runs", text);
}

// What `describePath` says, in the user's language.
QString pathWords(const QString &about)
{
    constexpr const char *kWords[] = {
        QT_TRANSLATE_NOOP("latchkey::runs", "new"), QT_TRANSLATE_NOOP("latchkey::runs", "not readable"),
        QT_TRANSLATE_NOOP("latchkey::runs", "folder"), QT_TRANSLATE_NOOP("latchkey::runs", "link"),
        QT_TRANSLATE_NOOP("latchkey::runs", "special file")};
    for (const char *word : kWords)
        if (about == QLatin1StringView(word)) return tr(word);
    // "exists, 412 bytes"
    const QString bytes = about.section(u' ', 1, 1);
    return bytes == "1"_L1 ? tr("exists, 1 byte") : tr("exists, %1 bytes").arg(bytes);
}

QString describe(const Need &need)
{
    if (need.resource.form == capability::ResourceForm::Path) {
        const std::string about = capability::describePath(need.resource.text);
        const bool makes = need.name == "file.write" || need.name == "file.append" || need.name == "path.write";
        return about == "new" && !makes ? tr("does not exist") : pathWords(QString::fromStdString(about));
    }
    if (need.resource.url)
        return tr("host %1, port %2, %3")
            .arg(QString::fromStdString(need.resource.url->host))
            .arg(need.resource.url->port)
            .arg(QString::fromStdString(need.resource.url->scheme));
    return {};
}

/// What a person should know before: the name that was asked for is not where it seems to be.
QString warningOf(const Need &need)
{
    if (need.meantBy.empty()) return {};
    const QString name = QString::fromStdString(need.meantBy);
    const QString address = QString::fromStdString(need.resource.url->host);
    return capability::isLoopback(need.resource.url->host)
               ? tr("%1 is this computer, at the address %2").arg(name, address)
               : tr("%1 is the private address %2").arg(name, address);
}

capability::Answer toCapability(PermissionAnswer answer)
{
    static_assert(static_cast<int>(PermissionAnswer::AlwaysDeny) == static_cast<int>(capability::Answer::AlwaysDeny));
    return static_cast<capability::Answer>(answer);
}

bool isLasting(PermissionAnswer answer)
{
    return answer == PermissionAnswer::AlwaysForScript || answer == PermissionAnswer::AlwaysForFolder ||
           answer == PermissionAnswer::AlwaysDeny;
}

QString sourceLineOf(const vm::Failure::Frame &frame)
{
    constexpr size_t kLongest = 1000;
    if (!frame.source) return {};
    const std::string_view line = frame.source->line(frame.source->position(frame.offset).line).substr(0, kLongest);
    return QString::fromUtf8(line.data(), static_cast<qsizetype>(line.size())).trimmed();
}

std::string shownName(const Need &need)
{
    return need.name == capability::kMetadataName ? "path.read" : need.name;
}

} // namespace

std::shared_ptr<capability::RunGrants> RunPrivate::sharedGrants() const
{
    const std::lock_guard lock(m_mutex);
    return m_grants;
}

capability::RunGrants &RunPrivate::grants()
{
    if (auto held = sharedGrants()) return *held;
    if (m_options.session) {
        if (auto shared = m_options.session->grants()) {
            const std::lock_guard lock(m_mutex);
            return *(m_grants = std::move(shared));
        }
    }
    capability::RunIdentity identity;
    identity.run = u"r-%1"_s.arg(m_id);
    if (!m_script.path.isEmpty())
        identity.script = QString::fromStdString(
            capability::resolveLinks(capability::absolutePath(m_script.path.toStdString(), "/")));
    identity.folder = capability::resolveLinks(capability::absolutePath(folderOf(m_script).toStdString(), "/"));
    identity.canAsk = m_options.canAsk;
    auto made = std::make_shared<capability::RunGrants>(m_engine->broker, std::move(identity));
    if (m_options.grantAll) made->grantAll();
    const QString projectPath = capability::ProjectFile::find(folderOf(m_script));
    if (!projectPath.isEmpty()) {
        if (auto policy = capability::Policy::loadForProject(projectPath); !policy.name.isEmpty())
            made->usePolicy(std::move(policy));
        if (m_options.useProjectFile || m_options.acceptProjectFile)
            made->useProject(capability::ProjectFile::load(projectPath), m_options.acceptProjectFile);
    }
    if (m_options.key) made->useKey(*m_options.key, m_options.grants.isEmpty());
    for (const QString &path : m_options.policies) {
        capability::Policy policy = capability::Policy::load(path);
        policy.hasCeiling = policy.hasCeiling || policy.name.isEmpty(); // asked for and missing: nothing is allowed
        made->usePolicy(std::move(policy));
    }
    m_engine->broker.attach(made);
    if (m_options.session) m_options.session->setGrants(made);
    const std::lock_guard lock(m_mutex);
    if (!m_grants) m_grants = std::move(made);
    return *m_grants;
}

void RunPrivate::grantsChanged()
{
    m_grantChanges.fetch_add(1);
    recheckQuestions();
    for (const auto &child : children()) child->grantsChanged();
}

bool RunPrivate::grant(const QString &text, QString *error)
{
    const auto added = grants().add(text.toStdString());
    if (!added && error) *error = QString::fromStdString(added.error());
    if (added) grantsChanged();
    return added.has_value();
}

bool RunPrivate::revoke(const QString &text)
{
    const bool found = grants().revoke(text.toStdString());
    if (found) grantsChanged();
    return found;
}

bool RunPrivate::revokeGrant(quint64 id)
{
    const bool found = grants().revoke(id);
    if (found) grantsChanged();
    return found;
}

void RunPrivate::revokeEverything()
{
    grants().denyEverything();
    grantsChanged();
}

QList<HeldGrant> RunPrivate::heldGrants() const
{
    QList<HeldGrant> result;
    auto held = sharedGrants();
    if (!held && m_options.session) held = m_options.session->grants(); // an input that did not compile asked for none
    if (!held) return result;
    for (const capability::HeldGrant &grant : held->held())
        result.append({grant.id, QString::fromStdString(grant.capability),
                       QString::fromLatin1(capability::sourceName(grant.source).data()), grant.remembered,
                       QString::fromStdString(grant.conditions), QString::fromStdString(grant.exhausted), grant.uses,
                       grant.lastLine});
    return result;
}

QList<CapabilityUse> RunPrivate::capabilityUses() const
{
    QList<CapabilityUse> result;
    const auto held = sharedGrants();
    if (!held) return result;
    held->flush();
    for (const capability::Use &use : held->uses())
        result.append({QString::fromStdString(use.name), QString::fromStdString(use.resource), use.allowed,
                       QString::fromLatin1(capability::sourceName(use.by).data()), use.count, use.line, use.asked,
                       use.bytes, use.policy});
    return result;
}

// ---- the gate ---------------------------------------------------------------------------------------------------

/// Free functions are called often and nearly never denied: what was found allowed stays so until a grant changes.
bool RunPrivate::isKnownHarmless(const vm::NativeSpec &spec)
{
    const quint64 version = m_engine->broker.version() + (m_grantChanges.load(std::memory_order_relaxed) << 32);
    if (version != m_harmlessVersion) m_harmless.clear();
    m_harmlessVersion = version;
    return std::ranges::find(m_harmless, &spec) != m_harmless.end();
}

vm::GateAnswer RunPrivate::check(vm::Isolate &isolate, vm::GateCheck &check)
{
    const auto items = check.spec.need.items();
    if (!modules::isPure(check.spec)) noteOutside();
    if (items.empty()) return vm::GateAnswer::Allow;
    const bool harmless =
        std::ranges::all_of(items, [](const vm::NeedItem &item) { return isHarmless(item.capability); });
    if (harmless && isKnownHarmless(check.spec)) return vm::GateAnswer::Allow;
    std::vector<Need> needs;
    const auto textOf = [&check](int index) -> std::string {
        if (index < 0 || static_cast<uint32_t>(index) >= check.count || !check.arguments[index].isString()) return ".";
        // One byte more than is allowed is enough to be refused; the rest is not copied.
        return std::string(check.arguments[index].asString()->view().substr(0, capability::kMaxResourceBytes + 1));
    };
    for (const vm::NeedItem &item : items) {
        auto need = needOf(item, textOf, [this] { return workingFolder(); });
        if (!need) {
            check.message = need.error();
            return vm::GateAnswer::Deny;
        }
        if (item.kind == vm::ResourceKind::Url)
            need->meantBy = modules::http::nameBehind({check.arguments, check.count});
        if (!need->meantBy.empty()) need->written.clear(); // the script wrote the name
        needs.push_back(std::move(*need));
    }
    if (!harmless && waitForAnswers(check)) return vm::GateAnswer::Ask;
    const vm::Failure::Frame site = isolate.callSite();
    const uint64_t token = harmless ? 0 : std::hash<const void *>()(site.source.get()) * 31 + site.offset + 1;
    capability::Decision decision = grants().decide(needs, [&] { return callPlace(isolate); }, token);
    if (decision.verdict == Verdict::Ask) return ask(isolate, check, std::move(needs), decision);
    if (decision.verdict == Verdict::Deny) {
        check.message = decision.message;
        check.hint = decision.hint;
        return vm::GateAnswer::Deny;
    }
    if (harmless) m_harmless.push_back(&check.spec);
    check.resources.clear();
    for (const Need &need : needs)
        check.resources.push_back(need.resource.url ? need.resource.url->full() : need.resource.text);
    m_allowed.needs = std::move(needs);
    m_allowed.grants = std::move(decision.grants);
    return vm::GateAnswer::Allow;
}

/// What is remembered is read in the background: a run that needs to know lets its thread go until then.
bool RunPrivate::waitForAnswers(const vm::GateCheck &check)
{
    if (m_engine->broker.isLoaded()) return false;
    return m_engine->broker.whenLoaded([weak = weak_from_this(), wait = check.wait] {
        if (const auto run = weak.lock()) run->post(wait, {});
    });
}

std::shared_ptr<capability::Operation> RunPrivate::operation()
{
    if (!m_diskBudget) {
        capability::DiskBudget::Limits limits;
        limits.fileBytes = m_options.fileSizeLimit;
        limits.allBytes = m_options.diskLimit;
        limits.openFiles = m_options.openFileLimit;
        m_diskBudget = std::make_shared<capability::DiskBudget>(limits);
    }
    return std::make_shared<capability::Operation>(sharedGrants(), m_allowed.needs, m_allowed.grants, m_diskBudget);
}

capability::CallPlace RunPrivate::callPlace(vm::Isolate &isolate) const
{
    capability::CallPlace place;
    const auto stack = isolate.callStack(kChainInQuestion);
    const QList<RunError::Frame> frames = framesOf(stack);
    if (frames.isEmpty()) return place;
    place.file = frames[0].file;
    place.line = frames[0].line;
    place.column = frames[0].column;
    place.function = frames[0].function;
    for (const RunError::Frame &frame : frames)
        place.chain.append(u"%1 (%2:%3)"_s.arg(frame.function, frame.file).arg(frame.line));
    place.functionHash = functionHash(*m_program, stack[0].source, stack[0].offset);
    return place;
}

// ---- asking -----------------------------------------------------------------------------------------------------

vm::GateAnswer RunPrivate::ask(vm::Isolate &isolate, vm::GateCheck &check, std::vector<Need> needs,
                               const capability::Decision &decision)
{
    std::vector<Need> missing;
    for (size_t i : decision.missing) missing.push_back(needs[i]);
    check.message = joined(missing, shownName).toStdString(); // what the task is seen to wait for
    if (askGroup()) {
        if (const auto given = askGroup()->find(missing)) { // asked and answered elsewhere: the call is made again
            grants().answer(missing, toCapability(given->answer), given->pattern.toStdString(), 1, callPlace(isolate));
            post(check.wait, {});
            return vm::GateAnswer::Ask;
        }
        askGroup()->join(weak_from_this());
    }
    const auto same = [&missing](const Question &question) { return AskGroup::isSame(question.needs, missing); };
    {
        const std::lock_guard lock(m_mutex);
        std::vector<Question> &questions = extras().questions;
        if (const auto it = std::ranges::find_if(questions, same); it != questions.end()) {
            it->waits.push_back(check.wait);
            return vm::GateAnswer::Ask;
        }
    }
    Question question;
    question.place = callPlace(isolate);
    question.waits.push_back(check.wait);
    PermissionRequest &request = question.request;
    request.id = m_engine->nextQuestion.fetch_add(1);
    request.run = m_id;
    request.capability = joined(missing, shownName);
    request.resource = joined(missing, [](const Need &need) { return need.resource.text; });
    request.written = joined(missing, [](const Need &need) { return need.written; });
    request.about = describe(missing.front());
    if (missing.size() == 1)
        for (const std::string &pattern : capability::RunGrants::suggestedPatterns(missing.front()))
            request.patterns.append(QString::fromStdString(pattern));
    request.file = question.place.file;
    request.line = question.place.line;
    request.column = question.place.column;
    request.function = question.place.function;
    const auto stack = isolate.callStack(kChainInQuestion);
    request.chain = framesOf(stack);
    for (const vm::Failure::Frame &frame : stack) request.chainSource.append(sourceLineOf(frame));
    request.note = decision.note;
    if (const QString warning = warningOf(missing.front()); !warning.isEmpty())
        request.note = request.note.isEmpty() ? warning : warning + u"; "_s + request.note;
    for (const std::string &held : grants().patternsFor(missing.front().name))
        request.alreadyHas.append(QString::fromStdString(held));
    grants().noteAsked(missing, request.line);
    question.needs = missing;
    {
        const std::lock_guard lock(m_mutex);
        extras().questions.push_back(std::move(question));
    }
    // Answered elsewhere since it was looked for: whoever answered may not have seen this question yet.
    if (const auto given = askGroup() ? askGroup()->find(missing) : std::nullopt) learn(missing, *given);
    notify(WatcherLink::Status);
    return vm::GateAnswer::Ask;
}

void RunPrivate::answer(quint64 id, PermissionAnswer answer, const QString &pattern)
{
    for (const auto &child : children()) child->answer(id, answer, pattern); // theirs, if one has it
    Question question;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_extras) return;
        const auto it = std::ranges::find(m_extras->questions, id, [](const Question &q) { return q.request.id; });
        if (it == m_extras->questions.end()) return; // withdrawn, or answered in another window
        if (!it->request.wishes.isEmpty()) return;   // answered wish by wish
        question = std::move(*it);
        m_extras->questions.erase(it);
    }
    const AskGroup::Given given{answer, pattern};
    AskGroup *group = askGroup();
    // The others learn it first: what begins because this run goes on has not been answered. What is remembered counts
    // for them by itself, and only where it could not be remembered they have to be told.
    const bool lasts = isLasting(answer);
    if (group && !lasts) group->answered(*this, question.needs, given, grants().identity().folder, false);
    settle(question, given);
    if (group && lasts)
        group->answered(*this, question.needs, given, grants().identity().folder,
                        !grants().identity().script.isEmpty());
}

void RunPrivate::settle(const Question &question, const AskGroup::Given &given)
{
    grants().answer(question.needs, toCapability(given.answer), given.pattern.toStdString(),
                    static_cast<int>(question.waits.size()), question.place, question.request.id);
    for (vm::WaitId wait : question.waits) post(wait, {});
    notify(WatcherLink::Status);
    grantsChanged();
}

void RunPrivate::learn(const std::vector<Need> &needs, const AskGroup::Given &given)
{
    std::vector<std::pair<Question, AskGroup::Given>> settled;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_extras) return;
        std::erase_if(m_extras->questions, [&](Question &question) {
            const bool isIt = AskGroup::isSame(question.needs, needs);
            const auto known = isIt ? std::optional(given) : askGroup()->find(question.needs);
            if (known) settled.emplace_back(std::move(question), *known);
            return known.has_value();
        });
    }
    for (const auto &[question, known] : settled) settle(question, known);
}

bool RunPrivate::undoAnswer(quint64 question)
{
    const auto held = sharedGrants();
    if (!held || !held->undoAnswer(question)) return false;
    grantsChanged();
    return true;
}

void RunPrivate::recheckQuestions()
{
    const auto held = sharedGrants();
    if (!held) return;
    std::vector<vm::WaitId> settled;
    bool mayBegin = false;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_extras) return;
        std::erase_if(m_extras->questions, [&](const Question &question) {
            const auto isKnown = [&](const Need &need) { return held->peek(need) != Verdict::Ask; };
            const auto isDenied = [&](const Need &need) { return held->peek(need) == Verdict::Deny; };
            const bool isBeforehand = !question.request.wishes.isEmpty();
            if (!std::ranges::all_of(question.needs, isKnown) &&
                (isBeforehand || std::ranges::none_of(question.needs, isDenied)))
                return false;
            mayBegin = mayBegin || isBeforehand;
            settled.insert(settled.end(), question.waits.begin(), question.waits.end());
            return true;
        });
    }
    for (vm::WaitId wait : settled) post(wait, {});
    if (mayBegin) wake();
    if (mayBegin || !settled.empty()) notify(WatcherLink::Status);
}

// ---- introspection ----------------------------------------------------------------------------------------------

bool RunPrivate::hasCapability(std::string_view text)
{
    noteOutside();
    return grants().hasCapability(text);
}

std::vector<std::string> RunPrivate::capabilities()
{
    noteOutside();
    return grants().capabilities();
}

bool RunPrivate::capabilityInfo(std::string_view name, CapabilityInfo &info)
{
    noteOutside();
    auto known = grants().info(name);
    if (!known) return false;
    info.type = std::move(known->type);
    info.available = known->available;
    info.usageCount = known->usageCount;
    info.hasPatterns = known->patterns.has_value();
    if (known->patterns) info.patterns = std::move(*known->patterns);
    info.hasOperations = known->operations.has_value();
    if (known->operations) info.operations = std::move(*known->operations);
    info.maxUsage = known->maxUsage;
    info.expiresAt = std::move(known->expiresAt);
    return true;
}

} // namespace latchkey::runs
