// SPDX-License-Identifier: GPL-3.0-or-later
//
// Texts larger than anybody writes, opened in the real window: how long until the text is there, the longest time the
// window does not turn, and what a key costs. Times are of this thread's processor, so that a busy machine fails no
// row; each row prints its figures as one JSON line.
#include "tests/ui/window/window_test.h"

#include "tests/processor_time.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;
using tests::ProcessorTime;

namespace {

constexpr int kKeys = 100;

double percentile99(std::vector<double> times)
{
    std::ranges::sort(times);
    return times.empty() ? 0 : times[std::min(times.size() - 1, times.size() * 99 / 100)];
}

/// The longest turn of the event loop while it lives.
class Turns
{
public:
    Turns()
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            m_longest = std::max(m_longest, m_since.milliseconds());
            m_since = ProcessorTime::ofThisThread();
        });
        m_timer.start(0);
    }
    [[nodiscard]] double longest() const { return double(m_longest); }

private:
    QTimer m_timer;
    ProcessorTime m_since = ProcessorTime::ofThisThread();
    decltype(m_since.milliseconds()) m_longest = 0;
};

} // namespace

class tst_WindowLarge : public QObject
{
    Q_OBJECT

private slots:
    void p3_opensAndCanBeTypedIn_data();
    void p3_opensAndCanBeTypedIn();
};

void tst_WindowLarge::p3_opensAndCanBeTypedIn_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("editable");
    QTest::addColumn<int>("keyMs"); // the most a key may cost
    QTest::newRow("100 MB of source")
        << QByteArray("x = \"fifty bytes, more or less, and some more\";  \n").repeated(2'000'000) << true << 16;
    QTest::newRow("a line of 10 MB") << "x = \"" + QByteArray(10'000'000, 'a') + "\";\n" << false << 16;
    QTest::newRow("a name of 1 MB") << QByteArray(1'000'000, 'a') + " = 1;\n" << false << 16;
    QTest::newRow("a string of 10 MB in lines")
        << "x = \"" + QByteArray("text and more of it, as far as the window is wide\n").repeated(200'000) + "\";\n"
        << true << 16;
    QTest::newRow("a line just short of being cut")
        << "x = \"" + QByteArray(int(editor::kMaxShownLine) - 10, 'a') + "\";\n"
        << true << 100; // still no freeze
}

void tst_WindowLarge::p3_opensAndCanBeTypedIn()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, editable);
    QFETCH(int, keyMs);
    const QTemporaryDir folder;
    const QString path = makeFile(folder, u"large.ml"_s, text);
    TestWindow window;
    const Turns turns;
    QElapsedTimer clock;
    clock.start();
    EditorPage *page = window.open(path);
    const qint64 opened = clock.elapsed();
    QCOMPARE(page->editor()->utf8().size(), text.size());
    QCOMPARE(!page->editor()->isReadOnly(), editable);
    QVERIFY(!page->document()->notices().isEmpty() || text.size() <= editor::kLargeText);
    std::vector<double> keys;
    page->setFocus();
    for (int i = 0; editable && i < kKeys; ++i) {
        const auto work = ProcessorTime::ofThisThread();
        window.type(u"a"_s);
        QCoreApplication::processEvents();
        keys.push_back(double(work.milliseconds()));
    }
    if (editable) QVERIFY(page->editor()->utf8().startsWith(QByteArray(kKeys, 'a')));
    const QJsonObject figures{{u"case"_s, QString::fromUtf8(QTest::currentDataTag())},
                              {u"open_ms"_s, opened},
                              {u"longest_turn_ms"_s, turns.longest()},
                              {u"key_p99_ms"_s, percentile99(keys)}};
    qInfo("%s", QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
    QVERIFY2(turns.longest() <= 100, qPrintable(QString::number(turns.longest())));
    QVERIFY2(percentile99(keys) <= keyMs, qPrintable(QString::number(percentile99(keys))));
    Person person(1);
    window.vanish();
}

QTEST_MAIN(tst_WindowLarge)
#include "tst_window_large.moc"
