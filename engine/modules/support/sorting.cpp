// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/support/sorting.h"

#include <algorithm>

namespace latchkey::modules {

using namespace vm;

namespace {

struct Entry {
    Value key;
    uint32_t position;
};

/// A merge sort from the bottom up over runs made by insertion. `less(later, earlier)` may raise or stop.
template<typename Less>
class Sorter
{
public:
    Sorter(NativeCall &call, std::vector<Entry> &entries, Less less)
        : m_call(call)
        , m_entries(entries)
        , m_less(less)
    {
    }

    Truth run()
    {
        const size_t count = m_entries.size();
        for (size_t begin = 0; begin < count; begin += kRun)
            if (!insertion(begin, std::min(begin + kRun, count))) return m_failure;
        std::vector<Entry> other(count > kRun ? count : 0);
        for (size_t width = kRun; width < count; width *= 2) {
            for (size_t begin = 0; begin < count; begin += 2 * width)
                if (!merge(begin, std::min(begin + width, count), std::min(begin + 2 * width, count), other))
                    return m_failure;
            m_entries.swap(other);
        }
        return Truth::True;
    }

private:
    static constexpr size_t kRun = 8;

    /// True: yes; otherwise no, or `m_failure` is set.
    bool isLess(const Entry &later, const Entry &earlier)
    {
        if (pollAt(m_call, ++m_steps)) {
            m_failure = Truth::Stopped;
            return false;
        }
        const Truth truth = m_less(later.key, earlier.key);
        if (!isDecided(truth)) m_failure = truth;
        return truth == Truth::True;
    }
    bool hasFailed() const { return m_failure != Truth::True; }

    bool insertion(size_t begin, size_t end)
    {
        for (size_t i = begin + 1; i < end; ++i) {
            const Entry entry = m_entries[i];
            size_t j = i;
            while (j > begin && isLess(entry, m_entries[j - 1])) {
                m_entries[j] = m_entries[j - 1];
                --j;
            }
            m_entries[j] = entry;
            if (hasFailed()) return false;
        }
        return true;
    }

    bool merge(size_t left, size_t middle, size_t end, std::vector<Entry> &out)
    {
        size_t right = middle, to = left;
        // Runs that already follow one another cost one comparison.
        const bool isOrdered = middle >= end || !isLess(m_entries[middle], m_entries[middle - 1]);
        if (hasFailed()) return false;
        while (!isOrdered && left < middle && right < end) {
            const bool takeRight = isLess(m_entries[right], m_entries[left]);
            if (hasFailed()) return false;
            out[to++] = takeRight ? m_entries[right++] : m_entries[left++];
        }
        const Entry *data = m_entries.data();
        Entry *target = std::copy(data + left, data + middle, out.data() + to);
        std::copy(data + right, data + end, target);
        return true;
    }

    NativeCall &m_call;
    std::vector<Entry> &m_entries;
    Less m_less;
    size_t m_steps = 0;
    Truth m_failure = Truth::True;
};

template<typename Less>
Truth sortEntries(NativeCall &call, std::vector<Entry> &entries, bool descending, Less less)
{
    if (!descending) return Sorter(call, entries, less).run();
    const auto greater = [less](Value later, Value earlier) { return less(earlier, later); };
    return Sorter(call, entries, greater).run();
}

enum class Uniform { SmallIntegers, Doubles, Strings, Mixed };

/// Arrays of one kind need neither dispatch nor errors.
Uniform uniformity(const std::vector<Entry> &entries)
{
    bool allSmall = true, allNumbers = true, allStrings = true;
    for (const Entry &entry : entries) {
        allSmall = allSmall && entry.key.isSmall();
        allNumbers = allNumbers && (entry.key.isSmall() || entry.key.isReal());
        allStrings = allStrings && entry.key.isString();
    }
    return allSmall     ? Uniform::SmallIntegers
           : allNumbers ? Uniform::Doubles
           : allStrings ? Uniform::Strings
                        : Uniform::Mixed;
}

Truth asTruth(bool yes)
{
    return yes ? Truth::True : Truth::False;
}
double realOf(Value number)
{
    return number.isSmall() ? double(number.asSmall()) : number.asReal();
}

Truth sortByKind(NativeCall &call, std::vector<Entry> &entries, bool descending, Before before)
{
    switch (uniformity(entries)) {
    case Uniform::SmallIntegers:
        return sortEntries(call, entries, descending,
                           [](Value a, Value b) { return asTruth(a.asSmall() < b.asSmall()); });
    case Uniform::Doubles: // small integers are exact as doubles
        return sortEntries(call, entries, descending, [](Value a, Value b) { return asTruth(realOf(a) < realOf(b)); });
    case Uniform::Strings: // UTF-8 bytes order as code points do
        return sortEntries(call, entries, descending,
                           [](Value a, Value b) { return asTruth(a.asString()->view() < b.asString()->view()); });
    case Uniform::Mixed:
        break;
    }
    return sortEntries(call, entries, descending, [&call, before](Value a, Value b) { return before(call, a, b); });
}

/// Charges the work space of a sort to the run for as long as it lives.
class WorkSpace
{
public:
    WorkSpace(Heap &heap, size_t bytes)
        : m_heap(heap)
        , m_bytes(heap.reserve(bytes) ? bytes : 0)
        , m_fits(m_bytes == bytes)
    {
        m_heap.charge(m_bytes);
    }
    ~WorkSpace() { m_heap.discharge(m_bytes); }
    WorkSpace(const WorkSpace &) = delete;
    WorkSpace &operator=(const WorkSpace &) = delete;
    bool fits() const { return m_fits; }

private:
    Heap &m_heap;
    size_t m_bytes;
    bool m_fits;
};

} // namespace

Truth languageLess(NativeCall &call, Value later, Value earlier)
{
    return compare(call.isolate, Relation::Less, later, earlier);
}

Outcome sortedPositions(NativeCall &call, const Value *keys, uint32_t count, bool descending, Before before,
                        std::vector<uint32_t> &positions)
{
    const WorkSpace space(call.heap(), count * (2 * sizeof(Entry) + sizeof(uint32_t)));
    if (!space.fits()) return Outcome::Stop;
    std::vector<Entry> entries(count);
    for (uint32_t i = 0; i < count; ++i) entries[i] = {keys[i], i};
    const Truth done = sortByKind(call, entries, descending, before);
    if (done != Truth::True) return failure(done);
    positions.resize(count);
    for (uint32_t i = 0; i < count; ++i) positions[i] = entries[i].position;
    return Outcome::Return;
}

Outcome sortItems(NativeCall &call, Value *items, uint32_t count, bool descending, Before before)
{
    const WorkSpace space(call.heap(), count * 2 * sizeof(Entry));
    if (!space.fits()) return Outcome::Stop;
    std::vector<Entry> entries(count);
    for (uint32_t i = 0; i < count; ++i) entries[i] = {items[i], i};
    const Truth done = sortByKind(call, entries, descending, before);
    if (done != Truth::True) return failure(done);
    for (uint32_t i = 0; i < count; ++i) items[i] = entries[i].key;
    return Outcome::Return;
}

} // namespace latchkey::modules
