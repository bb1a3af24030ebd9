// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journal/bounded_json.h"
#include "engine/runs/engine.h"
#include "tests/processor_time.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using journal::boundedJson;
using journal::BoundedJson;

class tst_BoundedJson : public QObject
{
    Q_OBJECT

private slots:
    void sameAsTheWholeForm_data();
    void sameAsTheWholeForm();
    void cutIsStillJson_data();
    void cutIsStillJson();
    void largeValueTakesNoLonger();

private:
    runs::ResultValue valueOf(const QByteArray &source)
    {
        const runs::RunPtr run = m_engine.submit({source, u"value.ml"_s, {}, {}});
        run->wait();
        if (!run->result().success && run->result().error) qWarning("%s", qPrintable(run->result().error->message));
        return run->result().value;
    }
    runs::Engine m_engine;
};

void tst_BoundedJson::sameAsTheWholeForm_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::newRow("scalar") << QByteArray("result = 5.0;");
    QTest::newRow("large integer") << QByteArray("result = 12345678901234567890123456789012345678;");
    QTest::newRow("null") << QByteArray("result = null;");
    QTest::newRow("nested") << QByteArray("result = {a: [1, 2.5, {b: \"x\\n\\\"y\"}], c: {}, d: []};");
    QTest::newRow("odd names") << QByteArray("result = {\"a b\": true, \"\\\"\": null, \"ü\": \"ß\"};");
    QTest::newRow("function") << QByteArray("function f(x) { return x; } result = [f];");
}

void tst_BoundedJson::sameAsTheWholeForm()
{
    QFETCH(QByteArray, source);
    const runs::ResultValue value = valueOf(source);
    QVERIFY(value.isValid());
    const BoundedJson bounded = boundedJson(value, 1 << 20);
    QVERIFY(!bounded.isCut);
    // Large integers do not fit what Qt reads: compared as text, without the space between.
    QByteArray whole = value.toJson();
    if (!whole.contains(' ') || !whole.contains('"')) QCOMPARE(bounded.text, whole.replace(" ", ""));
    const auto parsed = [](const QByteArray &text) { return QJsonDocument::fromJson("[" + text + "]"); };
    QVERIFY(!parsed(bounded.text).isNull());
    QCOMPARE(parsed(bounded.text), parsed(value.toJson()));
}

void tst_BoundedJson::cutIsStillJson_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::newRow("array") << QByteArray("result = []; for (i in range(0, 5000)) { result.append({n: i}); }");
    QTest::newRow("string") << QByteArray("s = \"ä\"; for (i in range(0, 14)) { s = s + s; } result = [s, 1];");
    QTest::newRow("object") << QByteArray("result = {}; for (i in range(0, 3000)) { result[str(i)] = i; }");
    QTest::newRow("depth") << QByteArray("result = []; for (i in range(0, 3000)) { result = [result]; }");
    QTest::newRow("cycle") << QByteArray("result = []; result.append(result);");
}

void tst_BoundedJson::cutIsStillJson()
{
    QFETCH(QByteArray, source);
    const runs::ResultValue value = valueOf(source);
    QVERIFY(value.isValid());
    const BoundedJson bounded = boundedJson(value, 1000);
    QVERIFY2(!QJsonDocument::fromJson("[" + bounded.text + "]").isNull(), bounded.text.constData());
    QCOMPARE(bounded.isCut, qstrcmp(QTest::currentDataTag(), "cycle") != 0);
    QVERIFY2(bounded.text.size() < 3000, QByteArray::number(bounded.text.size()).constData());
}

void tst_BoundedJson::largeValueTakesNoLonger()
{
    const runs::ResultValue value = valueOf("result = []; for (i in range(0, 1000000)) { result.append(i); }");
    QCOMPARE(value.size(), 1'000'000);
    const auto work = tests::ProcessorTime::ofThisThread();
    QVERIFY(boundedJson(value, 10'000).isCut);
    QVERIFY2(work.milliseconds() < 500, QByteArray::number(qint64(work.milliseconds())).constData());
}

QTEST_GUILESS_MAIN(tst_BoundedJson)
#include "tst_bounded_json.moc"
