// SPDX-License-Identifier: GPL-3.0-or-later
// Many runs that ask as one: the same question once, its answer for all of them and for those that come later.
#include "engine/capability/broker.h"
#include "engine/runs/ask_group.h"
#include "engine/runs/batch.h"
#include "engine/runs/engine.h"
#include "engine/runs/group_asker.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace latchkey::runs;
using namespace Qt::StringLiterals;

class tst_AskGroup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void twentyItemsAreOneQuestion_data();
    void twentyItemsAreOneQuestion();
    void laterItems_data();
    void laterItems();
    void differentFilesAreDifferentQuestions();
    void patternCoversTheOthers();
    void questionOutlivesItsFirstAsker();
    void stopWithdraws();
    void nobodyIsAsked();
    void eachItemKeepsItsLedger();
    void childrenAskInTheGroup();

private:
    BatchOptions options(const QByteArray &body);
    void start(const BatchOptions &options, int items);
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<Batch> m_batch;
    std::unique_ptr<GroupAsker> m_asker;
    std::unique_ptr<QSignalSpy> m_asked;
    std::unique_ptr<QSignalSpy> m_settled;
    QHash<qint64, QByteArray> m_values; ///< by item; empty: it failed
    QHash<qint64, RunResult> m_results;
};

void tst_AskGroup::init()
{
    m_asker.reset();
    m_batch.reset();
    m_engine.reset();
    m_values.clear();
    m_results.clear();
    m_dir = std::make_unique<QTemporaryDir>();
    for (int i = 0; i < 10; ++i) {
        QFile file(m_dir->filePath(u"%1.txt"_s.arg(i)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("text " + QByteArray::number(i));
    }
    m_engine = std::make_unique<Engine>(EngineOptions{2, 0, 64 << 20, {}});
}

BatchOptions tst_AskGroup::options(const QByteArray &body)
{
    BatchOptions options;
    options.script.source = "import file; import async; import parallel;\n" + body;
    options.script.path = m_dir->filePath(u"item.ml"_s);
    options.script.name = u"item.ml"_s;
    options.options.canAsk = true;
    options.options.askGroup = std::make_shared<AskGroup>();
    options.limit = 20;
    options.valuesAsText = true;
    return options;
}

void tst_AskGroup::start(const BatchOptions &options, int items)
{
    const auto source = [items, next = 0]() mutable -> std::optional<BatchItem> {
        if (next == items) return std::nullopt;
        return BatchItem{QByteArray::number(next++), {}};
    };
    m_batch = std::make_unique<Batch>(*m_engine, options, source);
    connect(m_batch.get(), &Batch::outcomesReady, this, [this](const QList<BatchOutcome> &outcomes) {
        for (const BatchOutcome &outcome : outcomes) {
            m_values[outcome.index] = outcome.result.success ? outcome.value : QByteArray();
            m_results[outcome.index] = outcome.result;
        }
    });
    m_asker = std::make_unique<GroupAsker>([this] {
        QList<RunPtr> runs;
        for (const auto &[index, run] : m_batch->underWay()) runs.append(run);
        return runs;
    });
    m_asked = std::make_unique<QSignalSpy>(m_asker.get(), &GroupAsker::asked);
    m_settled = std::make_unique<QSignalSpy>(m_asker.get(), &GroupAsker::settled);
    m_asker->start();
    m_batch->start();
}

void tst_AskGroup::twentyItemsAreOneQuestion_data()
{
    QTest::addColumn<PermissionAnswer>("answer");
    QTest::addColumn<bool>("isAllowed");

    QTest::newRow("once") << PermissionAnswer::AllowOnce << true;
    QTest::newRow("for this run") << PermissionAnswer::AllowForRun << true;
    QTest::newRow("always for this script") << PermissionAnswer::AlwaysForScript << true;
    QTest::newRow("always for this folder") << PermissionAnswer::AlwaysForFolder << true;
    QTest::newRow("not now") << PermissionAnswer::DenyOnce << false;
    QTest::newRow("nothing of this kind") << PermissionAnswer::DenyKindForRun << false;
    QTest::newRow("never") << PermissionAnswer::AlwaysDeny << false;
}

void tst_AskGroup::twentyItemsAreOneQuestion()
{
    QFETCH(PermissionAnswer, answer);
    QFETCH(bool, isAllowed);
    start(options("result = file.read(\"0.txt\");"), 20);
    const auto allAsk = [this] {
        qsizetype asking = 0;
        for (const auto &[index, run] : m_batch->underWay()) asking += run && !run->questions().isEmpty();
        return asking == 20;
    };
    QTRY_VERIFY(allAsk());
    QTRY_COMPARE(m_asked->size(), 1);
    m_asker->answer(m_asked->first()[0].value<PermissionRequest>().id, answer, {});
    QTRY_VERIFY(m_batch->isFinished());
    QCOMPARE(m_asked->size(), 1);
    QCOMPARE(m_settled->size(), 1);
    QCOMPARE(m_values.size(), 20);
    for (const QByteArray &value : std::as_const(m_values)) QCOMPARE(value, isAllowed ? "\"text 0\"" : "");
}

void tst_AskGroup::laterItems_data()
{
    QTest::addColumn<PermissionAnswer>("answer");
    QTest::addColumn<int>("questions"); ///< for ten items, one after the other
    QTest::addColumn<int>("successes");

    QTest::newRow("once is for one") << PermissionAnswer::AllowOnce << 10 << 10;
    QTest::newRow("for this run is for the batch") << PermissionAnswer::AllowForRun << 1 << 10;
    QTest::newRow("always") << PermissionAnswer::AlwaysForScript << 1 << 10;
    QTest::newRow("no twice is no") << PermissionAnswer::DenyOnce << 2 << 0;
    QTest::newRow("nothing of this kind") << PermissionAnswer::DenyKindForRun << 1 << 0;
    QTest::newRow("never") << PermissionAnswer::AlwaysDeny << 1 << 0;
}

void tst_AskGroup::laterItems()
{
    QFETCH(PermissionAnswer, answer);
    QFETCH(int, questions);
    QFETCH(int, successes);
    BatchOptions batch = options("result = file.read(\"0.txt\");");
    batch.limit = 1;
    start(batch, 10);
    connect(m_asker.get(), &GroupAsker::asked, m_asker.get(),
            [this, answer](const PermissionRequest &request) { m_asker->answer(request.id, answer, {}); });
    QTRY_VERIFY(m_batch->isFinished());
    QCOMPARE(m_asked->size(), questions);
    QCOMPARE(m_batch->summary().successes, successes);
}

void tst_AskGroup::differentFilesAreDifferentQuestions()
{
    start(options("result = file.read(str(item) + \".txt\");"), 3);
    QTRY_COMPARE(m_asker->questions().size(), 3);
    for (const PermissionRequest &request : m_asker->questions())
        m_asker->answer(
            request.id,
            request.resource.endsWith("1.txt"_L1) ? PermissionAnswer::DenyOnce : PermissionAnswer::AllowOnce, {});
    QTRY_VERIFY(m_batch->isFinished());
    QCOMPARE(m_values[0], "\"text 0\"");
    QCOMPARE(m_values[1], "");
    QCOMPARE(m_values[2], "\"text 2\"");
}

/// The folder is allowed with the first file: nine others that wait for theirs go on.
void tst_AskGroup::patternCoversTheOthers()
{
    BatchOptions batch = options("result = file.read(str(item % 10) + \".txt\");");
    batch.limit = 10;
    start(batch, 50);
    QTRY_COMPARE(m_asker->questions().size(), 10);
    const PermissionRequest first = m_asker->questions().first();
    m_asker->answer(first.id, PermissionAnswer::AllowForRun, first.patterns.value(1)); // folder/*
    QTRY_VERIFY(m_batch->isFinished());
    QCOMPARE(m_asked->size(), 10);
    QCOMPARE(m_batch->summary().successes, 50);
}

void tst_AskGroup::questionOutlivesItsFirstAsker()
{
    start(options("result = file.read(\"0.txt\");"), 2);
    const auto bothAsk = [this] {
        qsizetype asking = 0;
        for (const auto &[index, run] : m_batch->underWay()) asking += run && !run->questions().isEmpty();
        return asking == 2;
    };
    QTRY_VERIFY(bothAsk());
    QTRY_COMPARE(m_asked->size(), 1);
    const auto request = m_asked->first()[0].value<PermissionRequest>();
    for (const auto &[index, run] : m_batch->underWay())
        if (run->id() == request.run) m_batch->cancelItem(index);
    QTRY_COMPARE(m_batch->underWay().size(), 1);
    QCOMPARE(m_settled->size(), 0);
    m_asker->answer(request.id, PermissionAnswer::AllowOnce, {});
    QTRY_VERIFY(m_batch->isFinished());
    QCOMPARE(m_batch->summary().successes, 1);
}

void tst_AskGroup::stopWithdraws()
{
    start(options("result = file.read(\"0.txt\");"), 20);
    QTRY_COMPARE(m_asked->size(), 1);
    m_batch->cancel();
    QTRY_VERIFY(m_batch->isFinished());
    QTRY_COMPARE(m_settled->size(), 1);
    QVERIFY(m_asker->questions().isEmpty());
}

/// Who wants no questions gets denials.
void tst_AskGroup::nobodyIsAsked()
{
    BatchOptions batch = options("result = file.read(\"0.txt\");");
    batch.options.canAsk = false;
    start(batch, 5);
    QTRY_VERIFY(m_batch->isFinished());
    QCOMPARE(m_asked->size(), 0);
    QCOMPARE(m_batch->summary().failures, 5);
}

/// Answers are shared; what an item did is its own.
void tst_AskGroup::eachItemKeepsItsLedger()
{
    start(options("for (i in range(item + 1)) { file.read(\"0.txt\"); }"), 4);
    connect(m_asker.get(), &GroupAsker::asked, m_asker.get(), [this](const PermissionRequest &request) {
        m_asker->answer(request.id, PermissionAnswer::AllowForRun, {});
    });
    QTRY_VERIFY(m_batch->isFinished());
    for (int i = 0; i < 4; ++i) {
        QCOMPARE(m_results[i].capabilities.size(), 1);
        QCOMPARE(m_results[i].capabilities.first().count, i + 1);
    }
}

void tst_AskGroup::childrenAskInTheGroup()
{
    start(options("result = parallel.map(fn(i) => file.read(\"0.txt\"), [1, 2]);"), 3);
    connect(m_asker.get(), &GroupAsker::asked, m_asker.get(), [this](const PermissionRequest &request) {
        m_asker->answer(request.id, PermissionAnswer::AllowForRun, {});
    });
    QTRY_VERIFY(m_batch->isFinished());
    QCOMPARE(m_batch->summary().successes, 3);
    QCOMPARE(m_asked->size(), 1);
}

QTEST_GUILESS_MAIN(tst_AskGroup)
#include "tst_ask_group.moc"
