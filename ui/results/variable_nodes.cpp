// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/variable_nodes.h"

#include "ui/output/visible_text.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::results {

namespace {

using runs::ResultValue;
using runs::RunVariable;
using runs::RunVariables;

constexpr qsizetype kVariablesInPreview = 4;

QString tr(const char *text, const char *comment = nullptr, int n = -1)
{
    return QCoreApplication::translate("latchkey::results", text, comment, n);
}

/// A heading over values.
class GroupNode final : public ValueNode
{
public:
    GroupNode(QString preview, QString kind)
        : m_preview(std::move(preview))
        , m_kind(std::move(kind))
    {
    }
    void add(const QString &name, const ValuePtr &value)
    {
        if (value) m_children.append({name, value});
    }

    Kind kind() const override { return Kind::Object; }
    QString typeName() const override { return m_kind; }
    qsizetype size() const override { return m_children.size(); }
    ValuePtr child(qsizetype index) const override { return m_children.value(index).second; }
    QString childKey(qsizetype index) const override { return m_children.value(index).first; }
    QString preview(int) const override { return m_preview; }
    QString text(qsizetype) const override { return m_preview; }
    quintptr identity() const override { return 0; }
    QByteArray json() const override
    {
        QByteArray text = "{";
        for (const auto &[name, value] : m_children) {
            if (text.size() > 1) text += ", ";
            text += '"' + name.toUtf8() + "\": " + value->json();
        }
        return text + '}';
    }
    bool isGroup() const override { return true; }

private:
    const QString m_preview;
    const QString m_kind;
    QList<std::pair<QString, ValuePtr>> m_children;
};
using GroupPtr = std::shared_ptr<GroupNode>;

/// What a script computed comes before the functions that it defines and the modules that it uses.
QList<RunVariable> inOrder(QList<RunVariable> variables)
{
    std::ranges::stable_partition(variables, [](const RunVariable &variable) {
        return variable.value.kind() != ResultValue::Kind::Function &&
               variable.value.kind() != ResultValue::Kind::Module;
    });
    return variables;
}

void addAll(GroupNode &group, const QList<RunVariable> &variables)
{
    for (const RunVariable &variable : inOrder(variables)) group.add(variable.name, engineValue(variable.value));
}

/// "n = 4, half = 2.0"
QString previewOf(const QList<RunVariable> &variables)
{
    QStringList said;
    for (const RunVariable &variable : variables) {
        if (said.size() == kVariablesInPreview) {
            said.append(u"…"_s);
            break;
        }
        said.append(variable.name + u" = "_s + variable.value.preview(20));
    }
    return said.join(u", "_s);
}

QString nameOf(const RunVariables::Frame &frame)
{
    if (frame.function.isEmpty()) return QFileInfo(frame.file).fileName();
    return frame.function == u"fn"_s ? tr("function") : frame.function;
}

/// The body of a module is a call whose variables are the module's; the module is not shown once more then.
void addFrames(GroupNode &group, const RunVariables::Task &task, QList<RunVariables::Module> &modules)
{
    const qsizetype inner = task.leftOut > 0 ? task.frames.size() / 2 : task.frames.size();
    for (qsizetype i = 0; i < task.frames.size(); ++i) {
        const RunVariables::Frame &frame = task.frames[i];
        if (i == inner)
            group.add(u"…"_s, std::make_shared<GroupNode>(tr("%n more call(s)", nullptr, task.leftOut), QString()));
        QList<RunVariable> variables = frame.variables;
        const auto module = std::ranges::find(modules, frame.file, &RunVariables::Module::file);
        if (frame.function.isEmpty() && module != modules.end()) {
            variables = inOrder(module->variables);
            modules.erase(module);
        }
        const auto call = std::make_shared<GroupNode>(previewOf(variables), tr("line %1").arg(frame.line));
        addAll(*call, variables);
        group.add(nameOf(frame), call);
    }
}

} // namespace

ValuePtr variableTree(const std::shared_ptr<const RunVariables> &variables)
{
    if (!variables) return nullptr;
    const auto root = std::make_shared<GroupNode>(QString(), QString());
    // The body of the script alone is no call: its variables are those of the module.
    const bool isInCall =
        variables->tasks.size() > 1 ||
        (!variables->tasks.isEmpty() &&
         (variables->tasks.first().frames.size() > 1 || !variables->tasks.first().frames.value(0).function.isEmpty()));
    QList<RunVariables::Module> modules = variables->modules;
    if (isInCall && variables->tasks.size() == 1) addFrames(*root, variables->tasks.first(), modules);
    for (const RunVariables::Task &task : variables->tasks) {
        if (!isInCall || variables->tasks.size() == 1) break;
        const auto group = std::make_shared<GroupNode>(
            task.frames.isEmpty() ? QString() : nameOf(task.frames.first()),
            task.frames.isEmpty() ? QString() : tr("line %1").arg(task.frames.first().line));
        addFrames(*group, task, modules);
        root->add(task.number == 0 ? tr("main part") : output::visibleText(task.name), group);
    }
    if (variables->leftOut > 0)
        root->add(u"…"_s, std::make_shared<GroupNode>(tr("%n more task(s)", nullptr, variables->leftOut), QString()));
    for (const RunVariables::Module &module : std::as_const(modules)) {
        if (module.name.isEmpty() && !isInCall) {
            addAll(*root, module.variables);
            continue;
        }
        const auto group = std::make_shared<GroupNode>(previewOf(inOrder(module.variables)), tr("module"));
        addAll(*group, module.variables);
        root->add(module.name.isEmpty() ? QFileInfo(module.file).fileName() : module.name, group);
    }
    return root->size() > 0 ? root : nullptr;
}

} // namespace latchkey::results
