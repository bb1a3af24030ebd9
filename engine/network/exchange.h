// SPDX-License-Identifier: GPL-3.0-or-later
// One request from its name to the last byte of its answer:
//   route (ways, addresses) -> check of every address -> connection by the first way to the first of them, the next
//   address and then the next way when it can not be reached -> request -> head -> body, part by part, decoded and
//   counted, to memory or a file -> answer.
// It ends once: with an answer, or because it was given up. All on the network thread. exchange.cpp is the way there
// and the end, exchange_answer.cpp what comes back.
#pragma once

#include "engine/capability/operation.h"
#include "engine/network/connection.h"
#include "engine/network/decoder.h"
#include "engine/network/file_sink.h"
#include "engine/network/response_parser.h"
#include "engine/network/worker.h"

#include <chrono>
#include <optional>

namespace latchkey::network {

class Exchange : public QObject, private Connection::User
{
public:
    Exchange(Worker &worker, OrderPtr order);

    void begin();
    /// A connection to the place that was asked for, open or about to be.
    void given(Connection *connection);
    /// Closes the socket; nothing is answered.
    void giveUp();

    const OrderPtr &order() const { return m_order; }

private:
    using Kind = vm::HttpAnswer::Kind;

    // ---- the way there
    void routeFound(const Route &route);
    void takeWay(bool fresh);
    void addressesFound(bool fresh);
    bool addressesAreAllowed();
    const QNetworkProxy &way() const { return m_route.ways[m_way]; }
    bool isByName() const;
    Place place() const;
    void askForConnection(bool fresh);
    bool hasNextAddress() const;
    bool hasNextWay() const { return m_way + 1 < m_route.ways.size(); }
    bool tryNextAddress();
    bool tryNextWay(bool isThisWayAtFault);
    void givePatience();
    void connected() override;
    std::string requestHead() const;
    void written() override;
    void lost(std::string why) override;
    void letGo(bool reusable);

    // ---- the answer
    void readable() override { pump(); }
    void pump();
    void connectionEnded();
    void headArrived();
    bool take(std::string_view part);
    bool keep(std::string_view part);
    bool keepInFile(std::string_view part);
    bool isObjectedTo();
    bool isFileTooLarge(int64_t bytes);
    bool failTooLarge();
    void allRead();
    void sinkProgressed();

    // ---- the end
    void fail(Kind kind, std::string message, std::string hint = {});
    void failNetwork(const std::string &reason) { fail(Kind::NetworkError, reason); }
    void failFile(const capability::FileFault &fault);
    void answerRedirect();
    void answerResponse();
    vm::HttpAnswer head(Kind kind) const;
    void finish(vm::HttpAnswer answer);

    Worker &m_worker;
    OrderPtr m_order;
    capability::Url m_url;
    std::chrono::steady_clock::time_point m_begun;
    QTimer m_deadline;
    QTimer m_patience; ///< with an address or a way while others are left
    Route m_route;
    qsizetype m_way = 0;
    size_t m_nextAddress = 0;
    Connection *m_connection = nullptr; ///< of the worker
    size_t m_uploaded = 0;
    std::optional<ResponseParser> m_parser;
    std::unique_ptr<Decoder> m_decoder;
    std::string m_lostWhy;
    bool m_isLost = false;
    bool m_hasAnswered = false; ///< bytes of an answer have come
    bool m_isHeadKnown = false;
    bool m_isRedirect = false;
    bool m_isOver = false;
    size_t m_received = 0;
    std::shared_ptr<std::string> m_body; ///< counted as held by the session
    std::unique_ptr<FileSink> m_sink;
    capability::OpenFile m_openFile; ///< the sink's place among the run's open files
};

} // namespace latchkey::network
