// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/syntax/tree.h"

#include <algorithm>
#include <cstring>

namespace latchkey::syntax {

namespace {

constexpr size_t kFirstChunk = 16 * 1024;
constexpr size_t kLargestChunk = 1024 * 1024;
constexpr size_t kFirstIds = 256;

uint64_t word(const char *at, size_t length)
{
    uint64_t value = 0;
    memcpy(&value, at, length);
    return value;
}

uint32_t hashOf(std::string_view name)
{
    uint64_t hash = name.size() * 0x9E3779B97F4A7C15u;
    const char *at = name.data();
    size_t left = name.size();
    for (; left >= 8; at += 8, left -= 8) {
        hash = (hash ^ word(at, 8)) * 0xD6E8FEB86659FD93u;
        hash ^= hash >> 32;
    }
    // The two halves overlap instead of being copied byte by byte.
    if (left >= 4) {
        hash ^= word(at, 4) | word(at + left - 4, 4) << 32;
    } else if (left > 0) {
        hash ^= uint64_t(uint8_t(at[0])) | uint64_t(uint8_t(at[left / 2])) << 8 | uint64_t(uint8_t(at[left - 1])) << 16;
    }
    hash *= 0xD6E8FEB86659FD93u;
    return static_cast<uint32_t>(hash >> 32 ^ hash);
}

} // namespace

size_t Tree::slotOf(std::string_view name, uint32_t hash) const
{
    const size_t mask = m_ids.size() - 1;
    size_t slot = hash & mask;
    for (; m_ids[slot] != kNoName; slot = (slot + 1) & mask) {
        const Name &known = m_names[m_ids[slot]];
        if (known.hash == hash && known.text == name) break;
    }
    return slot;
}

NameId Tree::intern(std::string_view name)
{
    if (m_names.size() * 2 >= m_ids.size()) growIds();
    const uint32_t hash = hashOf(name);
    const size_t slot = slotOf(name, hash);
    if (m_ids[slot] != kNoName) return m_ids[slot];
    const NameId id = static_cast<NameId>(m_names.size());
    // Names from the text itself need no copy: the tree keeps its source.
    const std::string_view source = m_source->text();
    const bool inSource = name.data() >= source.data() && name.data() + name.size() <= source.data() + source.size();
    m_names.push_back({inSource ? name : text(name), hash});
    m_ids[slot] = id;
    return id;
}

NameId Tree::find(std::string_view name) const
{
    return m_ids.empty() ? kNoName : m_ids[slotOf(name, hashOf(name))];
}

void Tree::growIds()
{
    m_ids.assign(std::max(kFirstIds, m_ids.size() * 2), kNoName);
    const size_t mask = m_ids.size() - 1;
    for (NameId id = 0; id < m_names.size(); ++id) {
        size_t slot = m_names[id].hash & mask;
        while (m_ids[slot] != kNoName) slot = (slot + 1) & mask;
        m_ids[slot] = id;
    }
}

std::string_view Tree::text(std::string_view bytes)
{
    if (bytes.empty()) return {};
    char *place = static_cast<char *>(allocate(bytes.size(), 1));
    memcpy(place, bytes.data(), bytes.size());
    return {place, bytes.size()};
}

void *Tree::allocateChunk(size_t bytes, size_t alignment)
{
    const size_t usual = std::min(kLargestChunk, kFirstChunk << std::min<size_t>(m_chunks.size(), 16));
    if (bytes > usual / 4) { // a chunk of its own; the current one stays in use
        m_chunks.push_back(std::make_unique_for_overwrite<std::byte[]>(bytes + alignment));
        m_arenaBytes += bytes + alignment;
        const auto at = reinterpret_cast<uintptr_t>(m_chunks.back().get());
        return reinterpret_cast<void *>((at + alignment - 1) & ~(uintptr_t(alignment) - 1));
    }
    m_chunks.push_back(std::make_unique_for_overwrite<std::byte[]>(usual));
    m_arenaBytes += usual;
    m_cursor = m_chunks.back().get();
    m_limit = m_cursor + usual;
    return allocate(bytes, alignment);
}

} // namespace latchkey::syntax
