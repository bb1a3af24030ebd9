// SPDX-License-Identifier: GPL-3.0-or-later
// A value of an ended run, read lazily from the run's frozen heap: nothing is copied until someone looks, and the heap
// lives as long as any ResultValue of it. Reading is safe from any one thread at a time per value and never changes
// the heap; an ended run is no longer written by anyone.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonValue>
#include <QString>

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace latchkey::runs {

class FrozenHeap;
struct JsonText;

class ResultValue
{
public:
    enum class Kind : quint8 {
        Invalid,
        Null,
        Boolean,
        Integer,
        Float,
        String,
        Array,
        Object,
        Function,
        Module,
        Error,
        Bytes,
        Other
    };

    ResultValue() = default;
    ResultValue(std::shared_ptr<const FrozenHeap> heap, uint64_t bits);
    /// The value that JSON text stands for, in a heap of its own; invalid when it is not JSON or over 1 GB. Any thread.
    static ResultValue fromJson(QByteArrayView text);

    bool isValid() const { return m_heap != nullptr; }
    Kind kind() const;
    QString typeName() const; ///< "integer", "float", "string", "array", ...
    /// Elements, properties or characters; 0 for scalars.
    qsizetype size() const;
    bool hasChildren() const { return kind() == Kind::Array || kind() == Kind::Object; }
    ResultValue child(qsizetype index) const;
    QString childKey(qsizetype index) const;        ///< property name in display form, or the index
    ResultValue property(const QString &key) const; ///< invalid when absent
    /// One line of display text, at most about `maxCharacters` characters.
    QString preview(int maxCharacters = 200) const;
    /// Whole text of a string; display text of anything else, cut at `maxBytes`.
    QString text(qsizetype maxBytes = 1 << 20) const;
    /// As a console shows it: strings in quotes, cut at `maxBytes`.
    QString quotedText(qsizetype maxBytes = 1 << 20) const;
    /// The content of bytes, copied, at most `most` of them; empty for anything else.
    QByteArray bytes(qsizetype most) const;
    double toDouble() const;
    bool toBool() const;
    /// Same container seen again (cycles): equal ids are the same array or object.
    quintptr identity() const;
    /// JSON of the language specification; empty when the value holds a cycle and `cyclesAsText` is off.
    QByteArray toJson(bool cyclesAsText = true) const;
    /// The same in pieces: `take` gets each, with how far the writing is (0 to 1), and says whether to go on. False
    /// when it was ended. Any thread.
    bool writeJson(const std::function<bool(std::string_view piece, double share)> &take) const;
    /// The same with notes on what JSON lacks (value_json.h).
    JsonText jsonText() const;

private:
    friend class ResultTable;

    std::shared_ptr<const FrozenHeap> m_heap;
    uint64_t m_bits = 0;
};

} // namespace latchkey::runs
