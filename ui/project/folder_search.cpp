// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/folder_search.h"

#include "ui/editor/safe_file.h"
#include "ui/project/folder_walk.h"

#include <QCoreApplication>
#include <QPointer>
#include <QRegularExpression>

#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace latchkey::project {

namespace {

constexpr qsizetype kShownBefore = 60, kShownLine = 300, kLooksAt = 8192;
constexpr int kProgressEvery = 1000;

/// A file's bytes, read by a thread that keeps its buffer.
struct ReadFile {
    QByteArrayView bytes;
    qint64 size = 0;
    qint64 modifiedNs = 0;
    bool leftOut = false;
    bool failed = false;
};

ReadFile readFile(const std::string &path)
{
    static thread_local std::vector<char> buffer;
    ReadFile file;
    const int handle = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (handle < 0) {
        file.failed = true;
        return file;
    }
    struct stat status{};
    if (::fstat(handle, &status) != 0 || !S_ISREG(status.st_mode)) file.failed = true;
    else if (status.st_size > FolderSearch::kMaxFile) file.leftOut = true;
    file.size = status.st_size;
    file.modifiedNs = qint64(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
    if (!file.failed && !file.leftOut) {
        buffer.resize(std::max<size_t>(buffer.size(), size_t(status.st_size) + 1));
        qsizetype length = 0;
        for (ssize_t got = 1; got > 0 && length < status.st_size; length += std::max<ssize_t>(got, 0))
            got = ::read(handle, buffer.data() + length, size_t(status.st_size - length));
        file.bytes = QByteArrayView(buffer.data(), length);
        file.leftOut = std::memchr(buffer.data(), 0, size_t(std::min(length, kLooksAt))) != nullptr;
    }
    ::close(handle);
    return file;
}

/// Whether a file's name fits one of the patterns.
class NameFilter
{
public:
    explicit NameFilter(const QStringList &patterns)
    {
        for (const QString &pattern : patterns)
            m_patterns << QRegularExpression(QRegularExpression::wildcardToRegularExpression(pattern.trimmed()),
                                             QRegularExpression::CaseInsensitiveOption);
    }
    [[nodiscard]] bool accepts(const std::string &path) const
    {
        if (m_patterns.isEmpty()) return true;
        const QString name = QString::fromStdString(path.substr(path.rfind('/') + 1));
        return std::ranges::any_of(m_patterns, [&](const auto &pattern) { return pattern.match(name).hasMatch(); });
    }

private:
    QList<QRegularExpression> m_patterns;
};

int codePoints(QByteArrayView text)
{
    return int(std::ranges::count_if(text, [](char c) { return (uchar(c) & 0xC0) != 0x80; }));
}

} // namespace

QList<FoundLine> linesFound(QByteArrayView text, const Matcher &matcher, const editor::SearchStop &stop, int most,
                            QString *error)
{
    QList<FoundLine> lines;
    qsizetype counted = 0, lineStart = 0;
    int line = 1;
    const QString fault = matcher.each(text, stop, [&](qsizetype from, qsizetype to, const Matcher::Groups &) {
        for (qsizetype next = text.indexOf('\n', counted); next >= 0 && next < from;
             next = text.indexOf('\n', counted)) {
            ++line;
            counted = lineStart = next + 1;
        }
        const qsizetype end = text.indexOf('\n', from);
        const qsizetype lineEnd = end < 0 ? text.size() : end;
        // A long line is shown around its match.
        qsizetype begin = from - lineStart > kShownLine / 2 ? from - kShownBefore : lineStart;
        while (begin > lineStart && (uchar(text[begin]) & 0xC0) == 0x80) --begin;
        const qsizetype shown = std::min(lineEnd, begin + kShownLine);
        FoundLine hit;
        hit.line = line;
        hit.column = codePoints(text.sliced(lineStart, from - lineStart)) + 1;
        hit.length = codePoints(text.sliced(from, to - from));
        hit.text = QString::fromUtf8(text.sliced(begin, shown - begin));
        while (hit.text.endsWith(u'\r')) hit.text.chop(1);
        hit.matchFrom = int(QString::fromUtf8(text.sliced(begin, from - begin)).size());
        hit.matchLength = int(QString::fromUtf8(text.sliced(from, std::min(to, shown) - from)).size());
        lines << hit;
        return lines.size() < most;
    });
    if (error != nullptr) *error = fault;
    return lines;
}

struct FolderSearch::Shared {
    explicit Shared(Matcher m, const QStringList &patterns)
        : matcher(std::move(m))
        , names(patterns)
    {
    }
    Matcher matcher;
    NameFilter names;
    editor::SearchStop stop = std::make_shared<std::atomic<bool>>(false);
    std::atomic<int> files = 0, hits = 0, leftOut = 0;
    std::atomic<bool> tooCostly = false;
    std::atomic<bool> cancelled = false;
};

FolderSearch::~FolderSearch()
{
    if (m_shared) m_shared->stop->store(true);
}

void FolderSearch::start(const FolderQuery &query)
{
    if (m_shared) m_shared->stop->store(true);
    const int generation = ++m_generation;
    m_totals = {};
    auto matcher = Matcher::make(query.query);
    if (!matcher || query.query.pattern.isEmpty()) {
        m_running = false;
        m_totals.error = matcher ? QString() : matcher.error();
        emit finished(m_totals);
        return;
    }
    m_running = true;
    m_shared = std::make_shared<Shared>(*matcher, query.names);
    const auto tell = [self = QPointer(this)](auto what) {
        QMetaObject::invokeMethod(qApp, [self, what] {
            if (self) what(self.data());
        });
    };
    Walk walk;
    walk.folder = query.folder.toStdString();
    walk.stop = m_shared->stop;
    walk.visit = [shared = m_shared, tell, generation](const std::vector<WalkedFile> &files) {
        QList<FoundFile> hits;
        for (const WalkedFile &each : files) {
            if (shared->stop->load(std::memory_order_relaxed)) break;
            if (!shared->names.accepts(each.path)) continue;
            const ReadFile read = readFile(each.path);
            if (read.failed) continue;
            if (read.leftOut) {
                shared->leftOut.fetch_add(1);
                continue;
            }
            QString error;
            const int room = kMaxHits - shared->hits.load();
            FoundFile found{QString::fromStdString(each.path), {}, read.size, read.modifiedNs};
            if (room > 0) found.lines = linesFound(read.bytes, shared->matcher, shared->stop, room, &error);
            if (!error.isEmpty()) shared->tooCostly = true;
            if (const int before = shared->files.fetch_add(1); (before + 1) % kProgressEvery == 0)
                tell([generation, now = before + 1](FolderSearch *self) {
                    if (generation == self->m_generation) emit self->progressed(now);
                });
            if (found.lines.isEmpty()) continue;
            if (shared->hits.fetch_add(int(found.lines.size())) + found.lines.size() >= kMaxHits)
                shared->stop->store(true);
            hits << found;
        }
        if (!hits.isEmpty()) tell([hits, generation](FolderSearch *self) { self->take(hits, generation); });
    };
    walk.finished = [tell, generation] { tell([generation](FolderSearch *self) { self->finish(generation); }); };
    startWalk(walk);
}

void FolderSearch::cancel()
{
    if (!m_running) return;
    m_shared->cancelled = true;
    m_shared->stop->store(true);
}

void FolderSearch::take(const QList<FoundFile> &files, int generation)
{
    if (generation != m_generation) return;
    m_totals.matched += int(files.size());
    for (const FoundFile &file : files) m_totals.hits += int(file.lines.size());
    emit found(files);
}

void FolderSearch::finish(int generation)
{
    if (generation != m_generation) return;
    m_running = false;
    m_totals.files = m_shared->files;
    m_totals.leftOut = m_shared->leftOut;
    m_totals.cancelled = m_shared->cancelled;
    m_totals.more = m_shared->hits >= kMaxHits;
    if (m_shared->tooCostly) m_totals.error = tr("The pattern is too complicated for some of the files.");
    emit finished(m_totals);
}

ReplacedFile replaceInFile(const FoundFile &file, const Matcher &matcher, const QString &replacement)
{
    ReplacedFile result{file.path, 0, {}};
    const auto read = editor::SafeFile::read(file.path, FolderSearch::kMaxFile);
    if (!read) {
        result.error = read.error().message;
        return result;
    }
    if (read->stamp.size != file.size || read->stamp.modifiedNs != file.modifiedNs) {
        result.error = FolderSearch::tr("%1 has changed since it was searched.").arg(file.path);
        return result;
    }
    const QByteArray with = replacement.toUtf8();
    QByteArray out;
    qsizetype done = 0;
    result.error = matcher.each(read->bytes, {}, [&](qsizetype from, qsizetype to, const Matcher::Groups &groups) {
        out += QByteArrayView(read->bytes).sliced(done, from - done);
        out += matcher.replacement(with, groups);
        done = to;
        ++result.count;
        return true;
    });
    if (result.count == 0 || !result.error.isEmpty()) return result;
    out += QByteArrayView(read->bytes).sliced(done);
    const auto written = editor::SafeFile::write(file.path, out, {.expected = read->stamp});
    if (written) return result;
    result.count = 0;
    result.error = written.error().message;
    return result;
}

} // namespace latchkey::project
