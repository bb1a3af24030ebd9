// SPDX-License-Identifier: GPL-3.0-or-later
// Making, growing and measuring text. A string grown by `s = s + t` keeps room behind it in a shared buffer, so that a
// loop of appends copies every byte about twice, not once a turn.
#include "engine/text/utf8.h"
#include "engine/vm/long_copy.h"
#include "engine/vm/objects.h"
#include "engine/vm/operations.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <random>

namespace latchkey::vm {

namespace {

/// Shorter results are made whole: a buffer would cost more than it saves.
constexpr size_t kMinBuffered = 64;

/// An immortal one-character string with its text behind it.
struct CharacterCell {
    String string;
    char text[8];
};

struct CharacterTable {
    CharacterCell cells[129]; ///< the last one is the empty string
    CharacterTable()
    {
        for (int i = 0; i <= 128; ++i) {
            CharacterCell &cell = cells[i];
            cell.string.kind = CellKind::String;
            cell.string.flags = Cell::kImmortal | String::kAscii;
            cell.text[0] = static_cast<char>(i);
            cell.string.data = cell.text;
            cell.string.bytes = cell.string.length = i == 128 ? 0 : 1;
            cell.string.hash = hashBytes(cell.text, cell.string.bytes);
        }
    }
};

CharacterTable &characters()
{
    static CharacterTable table;
    return table;
}

uint64_t mix(uint64_t a, uint64_t b)
{
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

} // namespace

uint64_t hashSeed()
{
    static const uint64_t seed = [] {
        std::random_device device;
        return (uint64_t(device()) << 32) ^ device();
    }();
    return seed;
}

uint32_t hashBytes(const char *data, size_t size)
{
    uint64_t state = hashSeed() ^ (size * 0x9E3779B97F4A7C15ull);
    const auto load = [](const char *p, size_t n) {
        uint64_t word = 0;
        std::memcpy(&word, p, n);
        return word;
    };
    while (size > 16) {
        state = mix(load(data, 8) ^ 0xA0761D6478BD642Full, load(data + 8, 8) ^ state);
        data += 16;
        size -= 16;
    }
    const uint64_t low = load(data, std::min<size_t>(size, 8));
    const uint64_t high = size > 8 ? load(data + 8, size - 8) : 0;
    state = mix(mix(low ^ 0xE7037ED1A0B428DBull, high ^ state), 0x8EBC6AF09C88C6E3ull ^ state);
    const auto hash = static_cast<uint32_t>(state);
    return hash ? hash : 1;
}

uint32_t hashOf(String *text)
{
    if (text->hash == 0) text->hash = hashBytes(text->data, text->bytes);
    return text->hash;
}

bool sameText(const String *a, const String *b)
{
    if (a == b) return true;
    if (a->bytes != b->bytes || (a->hash && b->hash && a->hash != b->hash)) return false;
    return std::memcmp(a->data, b->data, a->bytes) == 0;
}

// ---- making -----------------------------------------------------------------------------------------------------

String *Heap::emptyString() const
{
    return &characters().cells[128].string;
}

String *Heap::characterString(uint32_t codePoint)
{
    if (codePoint < 128) return &characters().cells[codePoint].string;
    const std::string encoded = latchkey::text::encoded(codePoint);
    char *data = nullptr;
    String *result = rawString(encoded.size(), data);
    std::memcpy(data, encoded.data(), encoded.size());
    result->length = 1;
    return result;
}

String *Heap::rawString(size_t bytes, char *&data)
{
    if (bytes > kMaxStringBytes) {
        reserve(SIZE_MAX);
        return nullptr;
    }
    auto *result = static_cast<String *>(allocateCell(CellKind::String, sizeof(String) + bytes));
    if (!result) return nullptr;
    data = reinterpret_cast<char *>(result + 1);
    result->data = data;
    result->buffer = nullptr;
    result->bytes = static_cast<uint32_t>(bytes);
    return result;
}

void Heap::sealString(String *text)
{
    text->length = static_cast<uint32_t>(latchkey::text::countCodePoints(text->view()));
    if (text->length == text->bytes) text->flags |= String::kAscii;
}

String *Heap::string(std::string_view text)
{
    if (text.size() <= 1 && (text.empty() || static_cast<unsigned char>(text[0]) < 128))
        return text.empty() ? emptyString() : characterString(static_cast<unsigned char>(text[0]));
    char *data = nullptr;
    String *result = rawString(text.size(), data);
    if (!result || !copyBytes(data, text.data(), text.size())) return nullptr;
    sealString(result);
    return result;
}

String *Heap::asciiString(std::string_view text)
{
    if (text.size() <= 1) return text.empty() ? emptyString() : characterString(static_cast<unsigned char>(text[0]));
    char *data = nullptr;
    String *result = rawString(text.size(), data);
    if (!result || !copyBytes(data, text.data(), text.size())) return nullptr;
    result->length = result->bytes;
    result->flags |= String::kAscii;
    return result;
}

// ---- growing ----------------------------------------------------------------------------------------------------

String *Heap::concat(String *left, String *right)
{
    if (right->bytes == 0) return left;
    if (left->bytes == 0) return right;
    return append(left, right->view(), right->length);
}

String *Heap::append(String *left, std::string_view right, size_t rightLength)
{
    const size_t total = size_t(left->bytes) + right.size();
    if (total > kMaxStringBytes) {
        reserve(SIZE_MAX);
        return nullptr;
    }
    const auto seal = [&](String *result) {
        result->length = static_cast<uint32_t>(left->length + rightLength);
        if (result->length == result->bytes) result->flags |= String::kAscii;
        return result;
    };
    if (total < kMinBuffered) {
        char *data = nullptr;
        String *result = rawString(total, data);
        std::memcpy(data, left->data, left->bytes);
        std::memcpy(data + left->bytes, right.data(), right.size());
        return seal(result);
    }
    Buffer *buffer = left->buffer;
    const bool isEnd = buffer && buffer->used == left->bytes;
    if (!isEnd || buffer->capacity - buffer->used < right.size()) {
        const size_t capacity = isEnd ? total * 2 : total + std::max<size_t>(32, total / 4);
        buffer = static_cast<Buffer *>(allocateCell(CellKind::Buffer, sizeof(Buffer) + capacity));
        if (!buffer) return nullptr;
        buffer->capacity = static_cast<uint32_t>(std::min<size_t>(capacity, UINT32_MAX));
        if (!copyBytes(buffer->data(), left->data, left->bytes)) return nullptr;
    }
    if (!copyBytes(buffer->data() + left->bytes, right.data(), right.size())) return nullptr;
    buffer->used = static_cast<uint32_t>(total);
    auto *result = static_cast<String *>(allocateCell(CellKind::String, sizeof(String)));
    result->flags |= String::kShared;
    result->buffer = buffer;
    result->data = buffer->data();
    result->bytes = static_cast<uint32_t>(total);
    return seal(result);
}

// ---- places in text ---------------------------------------------------------------------------------------------

size_t byteOffset(const String *text, size_t index)
{
    if (text->isAscii()) return index;
    Heap *heap = Heap::current();
    TextCursor none;
    TextCursor &cursor = heap ? heap->textCursor() : none;
    size_t from = 0;
    size_t at = 0;
    if (cursor.text == text && cursor.index <= index) {
        from = cursor.index;
        at = cursor.byte;
    }
    at += latchkey::text::offsetOf(text->view().substr(at), index - from);
    cursor = {text, index, at};
    return at;
}

size_t codePointIndex(const String *text, size_t byte)
{
    return text->isAscii() ? byte : latchkey::text::indexOf(text->view(), byte);
}

uint32_t codePointAt(const String *text, size_t index)
{
    if (text->isAscii()) return static_cast<unsigned char>(text->data[index]);
    return latchkey::text::decodeAt(text->view(), byteOffset(text, index)).value;
}

} // namespace latchkey::vm
