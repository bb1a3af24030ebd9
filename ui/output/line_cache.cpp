// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/output/line_cache.h"

#include <QFuture>
#include <QtConcurrentRun>

namespace latchkey::output {
namespace {

constexpr int kLines = 4096;
constexpr qint64 kPage = 256;

theme::Token baseToken(OutputStream stream)
{
    return stream == OutputStream::System ? theme::Token::Muted : theme::Token::Text;
}

} // namespace

ReadyLine makeReady(const OutputSource &source, const OutputLine &line)
{
    ReadyLine ready;
    std::optional<DisplayLine> special = source.display(line);
    ready.display = special ? *std::move(special) : displayLine(line.text, baseToken(line.stream));
    ready.stream = line.stream;
    ready.milliseconds = line.milliseconds;
    ready.hiddenBytes = std::max<qint64>(0, line.fullBytes - line.text.size());
    ready.complete = line.complete;
    return ready;
}

LineCache::LineCache(QObject *parent)
    : QObject(parent)
    , m_lines(kLines)
{
}

std::shared_ptr<const ReadyLine> LineCache::line(quint64 owner, const OutputSourcePtr &source, qint64 number)
{
    if (const Entry *entry = m_lines.object({owner, number})) return *entry;
    const QList<OutputLine> lines = source->lines(number, 1);
    if (!lines.isEmpty() && lines.first().number == number) {
        auto ready = std::make_shared<const ReadyLine>(makeReady(*source, lines.first()));
        if (ready->complete) m_lines.insert({owner, number}, new Entry(ready));
        return ready;
    }
    readPage(owner, source, number / kPage);
    return nullptr;
}

void LineCache::prepare(quint64 owner, const OutputSourcePtr &source, qint64 first, qint64 count)
{
    while (count > 0 && m_lines.contains({owner, first})) ++first, --count;
    if (count <= 0) return;
    const QList<OutputLine> lines = source->lines(first, count);
    for (const OutputLine &line : lines) keep(owner, *source, line);
}

void LineCache::keep(quint64 owner, const OutputSource &source, const OutputLine &line)
{
    if (line.complete && !m_lines.contains({owner, line.number}))
        m_lines.insert({owner, line.number}, new Entry(std::make_shared<const ReadyLine>(makeReady(source, line))));
}

void LineCache::readPage(quint64 owner, const OutputSourcePtr &source, qint64 page)
{
    if (m_reading.contains({owner, page})) return;
    m_reading.insert({owner, page});
    QtConcurrent::run([source, page] {
        return source->readLines(page * kPage, kPage);
    }).then(this, [this, owner, source, page, age = m_age](const QList<OutputLine> &lines) {
        m_reading.remove({owner, page});
        if (age != m_age) return;
        for (const OutputLine &line : lines) keep(owner, *source, line);
        emit linesRead();
    });
}

void LineCache::forget(quint64 owner)
{
    const QList<Key> keys = m_lines.keys();
    for (const Key &key : keys) {
        if (key.first == owner) m_lines.remove(key);
    }
}

void LineCache::clear()
{
    ++m_age;
    m_lines.clear();
}

} // namespace latchkey::output
