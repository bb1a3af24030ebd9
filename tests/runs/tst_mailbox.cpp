// SPDX-License-Identifier: GPL-3.0-or-later
// Calls on their way to an object's thread: each arrives once and in order, also when the last who could post is gone,
// and none after the object.
#include "engine/runs/mailbox.h"

#include <QCoreApplication>
#include <QTest>

#include <optional>

using latchkey::runs::Mailbox;

class tst_Mailbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void callsArriveInOrder();
    void lastBoxLosesNoCall();
    void nothingAfterTheObject();
};

void tst_Mailbox::callsArriveInOrder()
{
    QObject context;
    const Mailbox box(&context);
    QList<int> calls;
    for (int i = 0; i < 3; ++i) QVERIFY(box.post([&calls, i] { calls << i; }));
    QVERIFY(calls.isEmpty()); // the event loop makes them
    QTRY_COMPARE(calls, QList<int>({0, 1, 2}));
}

/// Whoever asks for deletions alone, as a test that waits does, must not have calls deleted with their receiver.
void tst_Mailbox::lastBoxLosesNoCall()
{
    QObject context;
    bool called = false;
    {
        const Mailbox box(&context);
        QVERIFY(box.post([&called] { called = true; }));
    }
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(!called);
    QTRY_VERIFY(called);
    QTRY_VERIFY(context.children().isEmpty()); // and the receiver goes in the end
}

void tst_Mailbox::nothingAfterTheObject()
{
    std::optional<Mailbox> box;
    bool called = false;
    {
        QObject context;
        box.emplace(&context);
        QVERIFY(box->post([&called] { called = true; }));
    }
    QVERIFY(!box->post([&called] { called = true; }));
    box.reset();
    QCoreApplication::processEvents();
    QVERIFY(!called);
}

QTEST_GUILESS_MAIN(tst_Mailbox)
#include "tst_mailbox.moc"
