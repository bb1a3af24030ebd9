// SPDX-License-Identifier: GPL-3.0-or-later
// The answer of a server, from bytes: head, then the body out of its frame (a length, chunks, or all until the end).
// Pure, and bounded in everything but the body, whose parts are handed on as they come. What does not add up is refused
// rather than guessed at: two lengths, a length beside chunks, a line that is no field. An end before the end of the
// frame is a cut body and never passes for a whole one.
#pragma once

#include "engine/vm/http.h"

#include <functional>
#include <string>
#include <string_view>

namespace latchkey::network {

class ResponseParser
{
public:
    /// More than any decent server sends: some cookies and policies of several kilobytes each.
    static constexpr size_t kMaxHeadBytes = 256 << 10;
    static constexpr size_t kMaxFields = 1000;

    /// `hasBody`: false for answers to HEAD.
    explicit ResponseParser(bool hasBody)
        : m_mayHaveBody(hasBody)
    {
    }

    /// Takes a part of the body; false: no more of it is wanted, and `feed` returns.
    using Take = std::function<bool(std::string_view)>;
    /// Takes what has arrived; everything is used unless the answer ends before. False: it is no answer.
    bool feed(std::string_view bytes, const Take &take);
    /// The connection was closed. False: in the middle.
    bool end();

    bool hasHead() const { return m_step >= Step::Body; }
    bool isDone() const { return m_step == Step::Done; }
    /// Bytes came after the end: the connection can not be trusted with another request.
    bool hasSurplus() const { return m_hasSurplus; }
    bool keepsConnection() const { return m_keepsConnection && m_step == Step::Done && !m_hasSurplus; }

    int status() const { return m_status; }
    const std::string &reason() const { return m_reason; }
    const vm::HttpHeaders &headers() const { return m_headers; }
    /// The first field of this name, in any case; empty when there is none.
    std::string_view header(std::string_view name) const;
    /// The length that the head announces; -1: none.
    int64_t announcedLength() const { return m_length; }

private:
    enum class Step : uint8_t { Status, Fields, Body, ChunkSize, ChunkData, ChunkEnd, Trailers, Done };

    bool feedLine(std::string_view &bytes, bool &isWhole);
    bool takeLine(std::string_view line);
    bool takeStatusLine(std::string_view line);
    bool takeField(std::string_view line);
    bool takeChunkSize(std::string_view line);
    bool endHead();
    bool readFrame();
    void takeBody(std::string_view &bytes, const Take &take, bool &goesOn);

    const bool m_mayHaveBody;
    Step m_step = Step::Status;
    std::string m_line; ///< begun, not yet ended
    size_t m_headBytes = 0;
    int m_status = 0;
    int m_minorVersion = 0;
    std::string m_reason;
    vm::HttpHeaders m_headers;
    int64_t m_length = -1;
    uint64_t m_left = 0; ///< of a body with a length, or of a chunk
    bool m_isUntilEnd = false;
    bool m_keepsConnection = false;
    bool m_hasSurplus = false;
};

/// Comparison of ASCII without regard to case.
bool isSameWord(std::string_view a, std::string_view b);

} // namespace latchkey::network
