// SPDX-License-Identifier: GPL-3.0-or-later
// Made from the library's own tables: every function that reaches outside is called without any grant and must be
// refused. A function that is added to a table is a row here without anybody's doing.
#include "engine/modules/library.h"
#include "engine/runs/engine.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;

class tst_EveryFunction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusedWithoutGrants_data();
    void refusedWithoutGrants();

private:
    runs::Engine m_engine;
};

namespace {

bool isGuarded(std::string_view capability)
{
    constexpr std::string_view kGuarded[] = {"file.", "path.", "network.", "env."};
    return std::ranges::any_of(kGuarded, [&](std::string_view prefix) { return capability.starts_with(prefix); });
}

/// A literal of a type that the parameter takes; texts name a file outside the script's folder.
QString argumentFor(uint16_t types)
{
    if (types & vm::kTypeBytes && types != vm::kTypeAny) return u"crypto.random_bytes(1)"_s;
    if (types & vm::kTypeString) return u"\"/etc/hostname\""_s;
    if (types & vm::kTypeArray) return u"[]"_s;
    if (types & vm::kTypeInteger) return u"1"_s;
    if (types & vm::kTypeFloat) return u"1.0"_s;
    if (types & vm::kTypeBoolean) return u"true"_s;
    if (types & vm::kTypeObject) return u"{}"_s;
    if (types & vm::kTypeFunction) return u"fn(x) => x"_s;
    return u"null"_s;
}

/// Is the parameter a URL, or the options that hold one?
bool isUrl(const vm::NativeSpec &spec, int parameter)
{
    return std::ranges::any_of(spec.need.items(), [parameter](const vm::NeedItem &item) {
        return item.argument == parameter && item.kind == vm::ResourceKind::Url;
    });
}

QString urlFor(uint16_t types)
{
    return types & vm::kTypeString ? u"\"https://example.com/\""_s : u"{url: \"https://example.com/\"}"_s;
}

} // namespace

void tst_EveryFunction::refusedWithoutGrants_data()
{
    QTest::addColumn<QString>("module");
    QTest::addColumn<QString>("call");
    for (const vm::StandardModule *module : modules::standardLibrary().modules()) {
        for (const vm::NativeSpec &spec : module->functions) {
            const auto items = spec.need.items();
            if (!std::ranges::any_of(items, [](const vm::NeedItem &item) { return isGuarded(item.capability); }))
                continue;
            QStringList arguments;
            for (int i = 0; i < spec.compiled.required; ++i)
                arguments.append(isUrl(spec, i) ? urlFor(spec.compiled.types[i]) : argumentFor(spec.compiled.types[i]));
            const QString name = QString::fromStdString(spec.qualifiedName());
            QTest::newRow(qPrintable(name)) << QString::fromUtf8(module->name.data(), qsizetype(module->name.size()))
                                            << u"%1(%2)"_s.arg(name, arguments.join(u", "_s));
        }
    }
}

void tst_EveryFunction::refusedWithoutGrants()
{
    QFETCH(QString, module);
    QFETCH(QString, call);
    runs::Script script;
    script.source =
        u"import %1; import crypto; result = \"went through\"; try { %2; } except (e) { result = e.name; }"_s
            .arg(module, call)
            .toUtf8();
    const runs::RunPtr run = m_engine.submit(script);
    QVERIFY(run->wait(10'000));
    QCOMPARE(run->result().value.text(), u"capability_error"_s);
}

QTEST_GUILESS_MAIN(tst_EveryFunction)
#include "tst_every_function.moc"
