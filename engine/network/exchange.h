// SPDX-License-Identifier: GPL-3.0-or-later
// One request from its name to the last byte of its answer:
//   route (proxies, addresses) -> check of every address -> request to the first of them, the next when it can not be
//   reached -> head -> body, part by part, to memory or a file -> answer.
// It ends once: with an answer, or because it was given up. All on the network thread.
#pragma once

#include "engine/network/file_sink.h"
#include "engine/network/worker.h"

#include <QNetworkReply>
#include <QPointer>
#include <QSslError>
#include <QTimer>

#include <chrono>

namespace latchkey::network {

class Exchange : public QObject
{
public:
    Exchange(Worker &worker, OrderPtr order);
    ~Exchange() override;

    void begin();
    /// Closes the socket; nothing is answered.
    void giveUp();

    quint64 number() const { return m_number; }
    const OrderPtr &order() const { return m_order; }
    const QList<QNetworkProxy> &proxies() const { return m_route.proxies; }

private:
    using Kind = vm::HttpAnswer::Kind;

    // ---- the way there
    void routeFound(const Route &route);
    bool addressesAreAllowed();
    void tryAddress();
    bool tryNextAddress();
    QNetworkRequest makeRequest() const;
    void setHeaders(QNetworkRequest &request) const;
    QNetworkReply *send(const QNetworkRequest &request);
    void dropReply();

    // ---- the answer
    void headArrived();
    void pump();
    bool take(const QByteArray &part);
    void replyFinished();
    void allRead();
    void sinkProgressed();
    bool isAnswered() const;
    std::string faultText() const;

    // ---- the end
    void fail(Kind kind, std::string message, std::string hint = {});
    void failFile(const capability::FileFault &fault);
    void answerRedirect();
    void answerResponse();
    vm::HttpAnswer head(Kind kind) const;
    void finish(vm::HttpAnswer answer);

    Worker &m_worker;
    OrderPtr m_order;
    const quint64 m_number;
    capability::Url m_url;
    std::chrono::steady_clock::time_point m_begun;
    QTimer m_deadline;
    QTimer m_patience; ///< with an address while others are left
    Route m_route;
    size_t m_nextAddress = 0;
    QNetworkReply *m_reply = nullptr; ///< child
    bool m_isSent = false;
    bool m_isFinished = false; ///< the reply says so; parts may still have to be read
    bool m_isOver = false;
    int m_status = 0;
    bool m_isRedirect = false;
    std::string m_sslFault;
    size_t m_received = 0;
    std::shared_ptr<std::string> m_body; ///< counted as held by the session
    std::unique_ptr<FileSink> m_sink;
};

} // namespace latchkey::network
