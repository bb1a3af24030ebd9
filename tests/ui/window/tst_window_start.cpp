// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a start of the program asks for: files, a new script, the clipboard in a sandbox; by its own window or by the
// one that is open already.
#include "tests/ui/window/window_test.h"

#include "engine/capability/broker.h"
#include "ui/window/run_desk.h"
#include "ui/window/single_instance.h"

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QThread>

#include <atomic>
#include <memory>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;

class tst_WindowStart : public QObject
{
    Q_OBJECT

private slots:
    void secondStartHandsItsWishOver_data();
    void secondStartHandsItsWishOver();
    void rule79_onlyTheUserReachesTheSocket();
    void rule79_oneOfManyStartsIsTheFirst();
    void rule79_socketOfADeadOneIsInNobodysWay();
    void rule79_silentProgramIsLeftAlone();
    void newScript();
    void clipboardRuns();
    void clipboardHasNoRights_data();
    void clipboardHasNoRights();
    void runningTheTabIsAsEver();
    void emptyClipboardIsSaid();
    void commandRunsTheClipboard();
};

using Start = SingleInstance::Start;

namespace {

QString socketPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) + u"/latchkey-ide"_s;
}

void setClipboard(const QString &text)
{
    QApplication::clipboard()->setText(text);
}

// As a person does who answers "always, for this folder".
void allowEverything(TestWindow &window)
{
    for (const QString &name : {u"file.*"_s, u"path.*"_s, u"env.*"_s, u"network.*"_s}) {
        capability::Remembered row;
        row.folder = u"/"_s;
        row.capability = name;
        window->engine().broker().remember(row);
    }
}

runs::RunEntry endOf(TestWindow &window, int count = 1)
{
    const runs::RunList *list = window->runList();
    if (!QTest::qWaitFor([list, count] { return int(list->entries().size()) == count && list->liveCount() == 0; }))
        qWarning("the run did not end");
    return list->entry(list->frontRun());
}

} // namespace

void tst_WindowStart::secondStartHandsItsWishOver_data()
{
    using Task = StartWish::Task;
    QTest::addColumn<StartWish>("wish");
    QTest::newRow("nothing") << StartWish{};
    QTest::newRow("a file") << StartWish{{{u"/tmp/a b.ml"_s, 3, 5}}, Task::None};
    QTest::newRow("two files") << StartWish{{{u"/tmp/ä.ml"_s}, {u"/tmp/b.ml"_s, 7}}, Task::None};
    QTest::newRow("a new script") << StartWish{{}, Task::NewScript};
    QTest::newRow("the clipboard") << StartWish{{}, Task::RunClipboard};
    QTest::newRow("a file and a new script") << StartWish{{{u"/tmp/a.ml"_s}}, Task::NewScript};
}

void tst_WindowStart::secondStartHandsItsWishOver()
{
    QFETCH(StartWish, wish);
    SingleInstance first;
    QCOMPARE(first.handOver({}), Start::First); // nobody is there
    QList<StartWish> arrived;
    connect(&first, &SingleInstance::wishArrived, this, [&](const StartWish &its) { arrived << its; });
    Start other = Start::First;
    const std::unique_ptr<QThread> second(QThread::create([&] { other = SingleInstance().handOver(wish); }));
    second->start();
    QTRY_VERIFY(second->isFinished());
    QCOMPARE(other, Start::HandedOver);
    QTRY_COMPARE(arrived.size(), 1);
    QCOMPARE(int(arrived[0].task), int(wish.task));
    QCOMPARE(arrived[0].places.size(), wish.places.size());
    for (qsizetype i = 0; i < wish.places.size(); ++i) {
        QCOMPARE(arrived[0].places[i].path, wish.places[i].path);
        QCOMPARE(arrived[0].places[i].line, wish.places[i].line);
        QCOMPARE(arrived[0].places[i].column, wish.places[i].column);
    }
}

void tst_WindowStart::rule79_onlyTheUserReachesTheSocket()
{
    SingleInstance first;
    QCOMPARE(first.handOver({}), Start::First);
    struct stat socket{};
    QCOMPARE(::stat(QFile::encodeName(socketPath()).constData(), &socket), 0);
    QVERIFY(S_ISSOCK(socket.st_mode));
    QCOMPARE(socket.st_mode & 07777, mode_t(0600));
}

// As when a desktop opens ten files at once: nine hand theirs to the tenth, whoever that is.
void tst_WindowStart::rule79_oneOfManyStartsIsTheFirst()
{
    constexpr int kStarts = 10;
    std::atomic<int> firsts = 0, handedOver = 0, over = 0;
    std::vector<std::unique_ptr<QThread>> threads;
    for (int i = 0; i < kStarts; ++i)
        threads.emplace_back(QThread::create([&] {
            SingleInstance instance;
            const Start start = instance.handOver({{}, StartWish::Task::NewScript});
            firsts += start == Start::First;
            handedOver += start == Start::HandedOver;
            ++over;
            // The first answers as its window would, until all have asked.
            while (start == Start::First && over < kStarts) QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        }));
    for (const auto &thread : threads) thread->start();
    for (const auto &thread : threads) QTRY_VERIFY(thread->isFinished());
    QCOMPARE(firsts.load(), 1);
    QCOMPARE(handedOver.load(), kStarts - 1);
}

void tst_WindowStart::rule79_socketOfADeadOneIsInNobodysWay()
{
    {
        const int left = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const QByteArray path = QFile::encodeName(socketPath());
        QVERIFY(path.size() < qsizetype(sizeof address.sun_path));
        std::copy(path.begin(), path.end(), address.sun_path);
        ::unlink(path.constData());
        QCOMPARE(::bind(left, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        ::close(left); // the file stays, nobody listens
    }
    SingleInstance first;
    QCOMPARE(first.handOver({}), Start::First);
    Start other = Start::First;
    const std::unique_ptr<QThread> second(QThread::create([&] { other = SingleInstance().handOver({}); }));
    second->start();
    QTRY_VERIFY(second->isFinished());
    QCOMPARE(other, Start::HandedOver);
}

// One that hangs keeps its session: the second start opens a window of its own beside it, and soon.
void tst_WindowStart::rule79_silentProgramIsLeftAlone()
{
    SingleInstance first;
    QCOMPARE(first.handOver({}), Start::First);
    Start other = Start::First;
    const std::unique_ptr<QThread> second(QThread::create([&] { other = SingleInstance().handOver({}); }));
    second->start();
    QElapsedTimer waited;
    waited.start();
    QVERIFY(second->wait(10'000)); // no event is handled meanwhile
    QCOMPARE(other, Start::Beside);
    QVERIFY(waited.elapsed() < 5000);
}

void tst_WindowStart::newScript()
{
    TestWindow window;
    window->fulfil({{}, StartWish::Task::NewScript});
    QVERIFY(window.page() != nullptr);
    QVERIFY(window.page()->path().isEmpty());
    QVERIFY(window.page()->editor()->utf8().isEmpty());
    QVERIFY(window->runList()->entries().isEmpty());
}

void tst_WindowStart::clipboardRuns()
{
    TestWindow window;
    setClipboard(u"print(\"from the clipboard\");\nresult = 6 * 7;\n"_s);
    window->fulfil({{}, StartWish::Task::RunClipboard});
    const runs::RunEntry entry = endOf(window);
    QCOMPARE(entry.status.state, runs::RunState::Succeeded);
    QCOMPARE(window.page()->editor()->utf8(), "print(\"from the clipboard\");\nresult = 6 * 7;\n");
    QVERIFY(window.page()->path().isEmpty());
    QVERIFY(window.page()->document()->isModified()); // the clipboard may soon hold something else
    QTRY_VERIFY(window.output().contains(u"from the clipboard"_s));
}

void tst_WindowStart::clipboardHasNoRights_data()
{
    QTest::addColumn<QString>("statement");
    QTest::newRow("reading a file") << u"file.read(\"secret.txt\")"_s;
    QTest::newRow("writing a file") << u"file.write(\"made.txt\", \"x\")"_s;
    QTest::newRow("removing a file") << u"file.delete(\"secret.txt\")"_s;
    QTest::newRow("a folder's names") << u"path.listDir(\".\")"_s;
    QTest::newRow("the environment") << u"env.get(\"HOME\")"_s;
    QTest::newRow("the network") << u"http.get(\"http://127.0.0.1:9/\")"_s;
}

// Not even what a person allowed for the whole folder before counts, and nobody is asked.
void tst_WindowStart::clipboardHasNoRights()
{
    QFETCH(QString, statement);
    QTemporaryDir folder;
    makeFile(folder, u"secret.txt"_s, "secret");
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(folder.path()));
    TestWindow window;
    allowEverything(window);
    setClipboard(u"import file;\nimport path;\nimport env;\nimport http;\nresult = %1;\n"_s.arg(statement));
    window->fulfil({{}, StartWish::Task::RunClipboard});
    const runs::RunEntry entry = endOf(window);
    QVERIFY(QDir::setCurrent(before));
    QCOMPARE(entry.status.state, runs::RunState::Failed);
    const runs::RunPtr run = window->runList()->run(entry.id);
    QVERIFY(run && run->result().error);
    QCOMPARE(run->result().error->kind, syntax::ErrorKind::CapabilityError);
    QVERIFY(window->runList()->questions().isEmpty());
    QVERIFY(!QFile::exists(folder.filePath(u"made.txt"_s)) && QFile::exists(folder.filePath(u"secret.txt"_s)));
}

// The sandbox is of the run, not of the text: F5 runs it like any other script.
void tst_WindowStart::runningTheTabIsAsEver()
{
    QTemporaryDir folder;
    const QString path = makeFile(folder, u"known.txt"_s, "known");
    TestWindow window;
    allowEverything(window);
    setClipboard(u"import file;\nresult = file.read(\"%1\");\n"_s.arg(path));
    window->fulfil({{}, StartWish::Task::RunClipboard});
    QCOMPARE(endOf(window).status.state, runs::RunState::Failed);
    window->desk()->run(window.page());
    QCOMPARE(endOf(window, 2).status.state, runs::RunState::Succeeded);
}

void tst_WindowStart::emptyClipboardIsSaid()
{
    TestWindow window;
    setClipboard(u" \n"_s);
    window->fulfil({{}, StartWish::Task::RunClipboard});
    QTRY_COMPARE(window->editors()->notices()->current(), u"clipboard"_s);
    QVERIFY(window.page() == nullptr);
    QVERIFY(window->runList()->entries().isEmpty());
}

void tst_WindowStart::commandRunsTheClipboard()
{
    TestWindow window;
    setClipboard(u"result = 1;"_s);
    window->commands()[u"runClipboard"_s]->trigger();
    QCOMPARE(endOf(window).status.state, runs::RunState::Succeeded);
}

QTEST_MAIN(tst_WindowStart)
#include "tst_window_start.moc"
