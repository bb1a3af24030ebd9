// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a server sends: the answer is the same however its bytes are cut, and no part of it is read twice or beyond
// its end. The first byte says how the rest is cut and whether a body is expected.
#include "engine/network/decoder.h"
#include "engine/network/response_parser.h"

#include <algorithm>
#include <cstdlib>

using namespace latchkey::network;

namespace {

struct Answer {
    bool isSound = true;
    bool isWhole = false;
    int status = 0;
    size_t fields = 0;
    std::string body;
    bool operator==(const Answer &) const = default;
};

Answer answerOf(std::string_view bytes, size_t step, bool hasBody)
{
    ResponseParser parser(hasBody);
    Answer answer;
    while (answer.isSound && !bytes.empty()) {
        const std::string_view part = bytes.substr(0, step);
        bytes.remove_prefix(part.size());
        answer.isSound = parser.feed(part, [&answer](std::string_view more) {
            answer.body += more;
            return true;
        });
    }
    if (!answer.isSound) return Answer{false, false, 0, 0, {}};
    answer.isWhole = parser.end();
    answer.status = parser.hasHead() ? parser.status() : 0;
    answer.fields = parser.hasHead() ? parser.headers().size() : 0;
    if (const auto decoder = Decoder::make(parser.header("content-encoding"))) {
        size_t decoded = 0;
        static_cast<void>(decoder->feed(answer.body, [&decoded](std::string_view more) {
            decoded += more.size();
            return decoded < (size_t(1) << 22);
        }));
    }
    return answer;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char *>(data) + 1, size - 1);
    const bool hasBody = (data[0] & 0x80) == 0;
    const size_t step = std::max<size_t>(data[0] & 0x7F, 1);
    if (!(answerOf(bytes, bytes.size() + 1, hasBody) == answerOf(bytes, step, hasBody))) std::abort();
    return 0;
}
