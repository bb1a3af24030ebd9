// SPDX-License-Identifier: GPL-3.0-or-later
// The reference of the library is what its tables say. To bring docs/library.md up to date:
//   latchkey help-library > docs/library.md
#include "engine/modules/library.h"
#include "engine/modules/reference.h"

#include <QFile>
#include <QTest>

using namespace latchkey;

class tst_Reference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pageIsCurrent();
    void everyFunctionIsExplained();
};

void tst_Reference::pageIsCurrent()
{
    QFile file(QStringLiteral(LATCHKEY_SOURCE_DIR "/docs/library.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> have = file.readAll().split('\n');
    const QList<QByteArray> want = QByteArray::fromStdString(modules::libraryReference()).split('\n');
    for (qsizetype i = 0; i < std::max(have.size(), want.size()); ++i) QCOMPARE(have.value(i), want.value(i));
}

/// A line in the page, and a sentence that says what it does.
void tst_Reference::everyFunctionIsExplained()
{
    const std::string page = modules::libraryReference();
    int functions = 0;
    for (const vm::StandardModule *module : modules::standardLibrary().modules()) {
        QVERIFY2(!module->help.empty(), std::string(module->name).c_str());
        for (const vm::NativeSpec &spec : module->functions) {
            QVERIFY2(!spec.help.empty(), spec.qualifiedName().c_str());
            QVERIFY2(page.contains("| `" + std::string(spec.name) + "("), spec.qualifiedName().c_str());
            ++functions;
        }
    }
    QVERIFY(functions > 250);
}

QTEST_APPLESS_MAIN(tst_Reference)
#include "tst_reference.moc"
