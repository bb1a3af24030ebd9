// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/network/decoder.h"

#include "engine/network/response_parser.h"

#ifdef LATCHKEY_BROTLI
#include <brotli/decode.h>
#endif
#include <zlib.h>

#include <array>

namespace latchkey::network {

namespace {

constexpr size_t kPart = 64 << 10;

/// gzip, and deflate in both of its spellings: with the zlib frame that the standard asks for, and without.
class Inflater final : public Decoder
{
public:
    explicit Inflater(bool isGzip)
        : m_isGzip(isGzip)
    {
    }
    ~Inflater() override
    {
        if (m_isOpen) inflateEnd(&m_stream);
    }

    bool feed(std::string_view bytes, const Take &take) override
    {
        if (bytes.empty()) return true;
        if (!m_isOpen && !open(bytes.front())) return false;
        m_stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
        m_stream.avail_in = static_cast<uInt>(bytes.size());
        do {
            if (m_isAtEnd && !nextMember()) return true;
            m_stream.next_out = reinterpret_cast<Bytef *>(m_part.data());
            m_stream.avail_out = static_cast<uInt>(m_part.size());
            const int code = inflate(&m_stream, Z_NO_FLUSH);
            if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) return false;
            m_isAtEnd = code == Z_STREAM_END;
            const size_t made = m_part.size() - m_stream.avail_out;
            if (made > 0 && !take({m_part.data(), made})) return true;
        } while (m_stream.avail_in > 0 || m_stream.avail_out == 0);
        return true;
    }

    bool isWhole() const override { return m_isAtEnd || !m_isOpen; }

private:
    bool open(char first)
    {
        constexpr int kWindow = 15;
        constexpr int kGzip = 16;
        const bool hasFrame = (first & 0x0F) == 8; // method "deflate" of a zlib frame
        m_isOpen = inflateInit2(&m_stream, m_isGzip ? kWindow + kGzip : hasFrame ? kWindow : -kWindow) == Z_OK;
        return m_isOpen;
    }

    /// A gzip file may have several members; whatever else follows the end is left alone.
    bool nextMember()
    {
        if (!m_isGzip || m_stream.avail_in == 0 || *m_stream.next_in != 0x1F) return false;
        m_isAtEnd = false;
        return inflateReset(&m_stream) == Z_OK;
    }

    z_stream m_stream{};
    const bool m_isGzip;
    bool m_isOpen = false;
    bool m_isAtEnd = false;
    std::array<char, kPart> m_part{};
};

#ifdef LATCHKEY_BROTLI
class Brotli final : public Decoder
{
public:
    ~Brotli() override { BrotliDecoderDestroyInstance(m_state); }

    bool feed(std::string_view bytes, const Take &take) override
    {
        const auto *in = reinterpret_cast<const uint8_t *>(bytes.data());
        size_t left = bytes.size();
        m_hasBegun = m_hasBegun || left > 0;
        for (;;) {
            auto *out = reinterpret_cast<uint8_t *>(m_part.data());
            size_t room = m_part.size();
            const auto result = BrotliDecoderDecompressStream(m_state, &left, &in, &room, &out, nullptr);
            if (result == BROTLI_DECODER_RESULT_ERROR) return false;
            const size_t made = m_part.size() - room;
            if (made > 0 && !take({m_part.data(), made})) return true;
            if (result != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) return true;
        }
    }

    bool isWhole() const override { return !m_hasBegun || BrotliDecoderIsFinished(m_state); }

private:
    BrotliDecoderState *m_state = BrotliDecoderCreateInstance(nullptr, nullptr, nullptr);
    bool m_hasBegun = false;
    std::array<char, kPart> m_part{};
};
#endif

} // namespace

std::unique_ptr<Decoder> Decoder::make(std::string_view encoding)
{
    if (isSameWord(encoding, "gzip") || isSameWord(encoding, "x-gzip")) return std::make_unique<Inflater>(true);
    if (isSameWord(encoding, "deflate")) return std::make_unique<Inflater>(false);
#ifdef LATCHKEY_BROTLI
    if (isSameWord(encoding, "br")) return std::make_unique<Brotli>();
#endif
    return nullptr;
}

std::string_view Decoder::accepted()
{
#ifdef LATCHKEY_BROTLI
    return "gzip, deflate, br";
#else
    return "gzip, deflate";
#endif
}

} // namespace latchkey::network
