// SPDX-License-Identifier: GPL-3.0-or-later
// Takes the compression off a body, part by part, so that what it becomes can be bounded: a few bytes may stand for
// gigabytes.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

namespace latchkey::network {

class Decoder
{
public:
    /// Takes a decoded part; false: no more is wanted, and `feed` returns.
    using Take = std::function<bool(std::string_view)>;

    virtual ~Decoder() = default;
    /// False: the bytes are not what their encoding says.
    virtual bool feed(std::string_view bytes, const Take &take) = 0;
    /// At the end of the body: was it all there?
    virtual bool isWhole() const = 0;

    /// For the value of Content-Encoding; null when nothing is to be decoded, or nothing is known about it.
    static std::unique_ptr<Decoder> make(std::string_view encoding);
    /// What to say in Accept-Encoding.
    static std::string_view accepted();
};

} // namespace latchkey::network
