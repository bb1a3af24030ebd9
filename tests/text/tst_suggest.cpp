// SPDX-License-Identifier: GPL-3.0-or-later
// "Did you mean": what is close enough to a name, and in which order.
#include "engine/text/suggest.h"

#include <QTest>

using namespace latchkey::text;

class tst_Suggest : public QObject
{
    Q_OBJECT

private slots:
    void names_data();
    void names();
    void atMost();
    void longNames();
};

void tst_Suggest::names_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArrayList>("expected");
    QTest::newRow("letter dropped") << QByteArray("pritn") << QByteArrayList{"print"};
    QTest::newRow("letter doubled") << QByteArray("lenn") << QByteArrayList{"len"};
    QTest::newRow("letter changed") << QByteArray("renge") << QByteArrayList{"range"};
    QTest::newRow("neighbours swapped in a short name") << QByteArray("lne") << QByteArrayList{"len"};
    QTest::newRow("other case") << QByteArray("Print") << QByteArrayList{"print"};
    QTest::newRow("underscores for capitals") << QByteArray("is_valid") << QByteArrayList{"isValid"};
    QTest::newRow("capitals for underscores") << QByteArray("maxValue") << QByteArrayList{"max_value"};
    QTest::newRow("closest first") << QByteArray("max_values") << QByteArrayList{"max_value", "min_values"};
    QTest::newRow("equally close in order") << QByteArray("hat") << QByteArrayList{"cat", "hot"};
    QTest::newRow("nothing close") << QByteArray("zzzzz") << QByteArrayList{};
    QTest::newRow("two letters, both wrong") << QByteArray("zq") << QByteArrayList{};
    QTest::newRow("one letter") << QByteArray("q") << QByteArrayList{};
    QTest::newRow("one letter, other case") << QByteArray("X") << QByteArrayList{"x"};
    QTest::newRow("the name itself") << QByteArray("print") << QByteArrayList{};
    QTest::newRow("nothing") << QByteArray() << QByteArrayList{};
}

void tst_Suggest::names()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArrayList, expected);
    const std::string_view candidates[] = {"print", "len", "range", "isValid",    "max_value", "sort", "sorted",
                                           "x",     "hot", "cat",   "min_values", "print",     ""};
    QByteArrayList found;
    for (const std::string_view match : suggestions({name.constData(), size_t(name.size())}, candidates))
        found.append(QByteArray(match.data(), qsizetype(match.size())));
    QCOMPARE(found, expected);
}

void tst_Suggest::atMost()
{
    const std::string_view candidates[] = {"cab", "caa", "cad", "cac"};
    QCOMPARE(suggestions("caz", candidates).size(), size_t(3));
    QCOMPARE(suggestions("caz", candidates, 1).size(), size_t(1));
    QVERIFY(suggestions("caz", candidates).front() == "caa");
}

void tst_Suggest::longNames()
{
    const std::string longest(64, 'a');
    const std::string tooLong(65, 'a');
    const std::string_view candidates[] = {longest, tooLong};
    QCOMPARE(suggestions(std::string(63, 'a'), candidates).size(), size_t(1));
    QVERIFY(suggestions(tooLong, candidates).empty());
}

QTEST_APPLESS_MAIN(tst_Suggest)
#include "tst_suggest.moc"
