// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/value_search.h"

#include "ui/tables/table_data.h"

#include <QSet>

namespace latchkey::results {

using runs::ResultValue;

namespace {

constexpr qsizetype kMostText = 16 << 20; ///< of one string
constexpr int kMostScalar = 400;
constexpr qsizetype kMostSteps = 300; ///< of a path that is shown

struct Frame {
    ResultValue value;
    qsizetype next = 0;
    qsizetype size = 0;
};

class Search
{
public:
    Search(const ResultValue &root, const QString &name, const QString &text, tables::Progress &progress)
        : m_name(name)
        , m_text(text)
        , m_progress(progress)
    {
        if (!root.isValid() || text.isEmpty()) return;
        visit(root, {});
        walk();
    }
    Found take() { return std::move(m_found); }

private:
    void walk()
    {
        while (!m_stack.empty()) {
            Frame &frame = m_stack.back();
            if (frame.next >= frame.size) {
                m_open.remove(frame.value.identity());
                m_stack.pop_back();
                continue;
            }
            if (m_found.looked % 1024 == 0 && m_progress.isCancelled()) return;
            if (m_found.looked >= Found::kMostValues) {
                m_found.isWhole = false;
                return;
            }
            const qsizetype index = frame.next++;
            const bool named = frame.value.kind() == Kind::Object;
            if (m_stack.size() == 1) m_progress.setShare(static_cast<double>(index) / static_cast<double>(frame.size));
            const QString key = named ? frame.value.childKey(index) : QString();
            visit(frame.value.child(index), key);
        }
    }

    void visit(const ResultValue &value, const QString &key)
    {
        ++m_found.looked;
        const bool container = value.hasChildren();
        const bool hit = (!key.isEmpty() && key.contains(m_text, Qt::CaseInsensitive)) || (!container && holds(value));
        if (hit && ++m_found.count <= Found::kMostPlaces) m_found.places.append({path(), engineValue(value)});
        // A container inside itself was looked at already.
        if (!container || m_open.contains(value.identity())) return;
        m_open.insert(value.identity());
        m_stack.push_back({value, 0, value.size()});
    }

    bool holds(const ResultValue &value) const
    {
        const QString text = value.kind() == Kind::String ? value.text(kMostText) : value.preview(kMostScalar);
        return text.contains(m_text, Qt::CaseInsensitive);
    }

    QString path() const
    {
        QString path = m_name;
        qsizetype steps = 0;
        for (const Frame &frame : m_stack) {
            if (++steps > kMostSteps) return path + u'…';
            const bool list = frame.value.kind() == Kind::Array;
            const qsizetype index = frame.next - 1;
            path = tables::stepPath(path, list ? QString::number(index) : frame.value.childKey(index), list);
        }
        return path;
    }

    QString m_name, m_text;
    tables::Progress &m_progress;
    Found m_found;
    std::vector<Frame> m_stack;
    QSet<quintptr> m_open; ///< containers on the stack
};

} // namespace

Found searchValue(const ValuePtr &value, const QString &name, const QString &text, tables::Progress &progress)
{
    return Search(engineForm(value), name, text, progress).take();
}

} // namespace latchkey::results
