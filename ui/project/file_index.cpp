// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/file_index.h"

#include "engine/language/completion.h"
#include "ui/project/folder_walk.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QPromise>
#include <QThreadPool>

#include <algorithm>
#include <array>

namespace latchkey::project {

namespace {

constexpr qint64 kFreshMs = 3000;
constexpr int kLookEvery = 1024;

qint64 now()
{
    return QDeadlineTimer::current().deadline();
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
}

/// Whether the letters of `typed` stand in `path` in their order: what fails this cannot match at all.
bool hasLetters(std::string_view path, std::string_view typed)
{
    size_t at = 0;
    for (const char c : typed) {
        while (at < path.size() && lower(path[at]) != lower(c)) ++at;
        if (at++ == path.size()) return false;
    }
    return true;
}

} // namespace

struct IndexedFiles {
    std::string folder;
    std::vector<std::string> paths; ///< relative
};

QList<FileHit> findFiles(const IndexedFiles &files, const QString &typed, int most, const editor::SearchStop &stop)
{
    struct Scored {
        double score;
        uint32_t index;
    };
    const std::string wanted = typed.trimmed().toStdString();
    const size_t slash = wanted.rfind('/');
    const std::string_view wantedName = std::string_view(wanted).substr(slash == std::string::npos ? 0 : slash + 1);
    std::vector<Scored> scored;
    for (uint32_t i = 0; i < files.paths.size(); ++i) {
        if (i % kLookEvery == 0 && stop && stop->load(std::memory_order_relaxed)) return {};
        const std::string_view path = files.paths[i];
        if (!hasLetters(path, wanted)) continue;
        const std::string_view name = path.substr(path.rfind('/') + 1);
        double score = language::matchScore(wantedName, name);
        // The letters lie over folders and name: less sure than the name alone.
        if (score <= 0 || slash != std::string::npos) score = score / 2 + language::matchScore(wanted, path) / 4;
        if (score <= 0) continue;
        scored.push_back({score + (name.ends_with(".ml") ? 2 : 0) - double(path.size()) / 200, i});
    }
    const size_t kept = std::min(scored.size(), size_t(most));
    std::partial_sort(scored.begin(), scored.begin() + ptrdiff_t(kept), scored.end(),
                      [&](const Scored &a, const Scored &b) {
                          return a.score != b.score ? a.score > b.score : files.paths[a.index] < files.paths[b.index];
                      });
    QList<FileHit> hits;
    for (size_t i = 0; i < kept; ++i) {
        const std::string &path = files.paths[scored[i].index];
        const size_t cut = path.rfind('/');
        const std::string name = path.substr(cut == std::string::npos ? 0 : cut + 1);
        std::vector<uint32_t> letters;
        language::matchScore(wantedName, name, &letters);
        FileHit hit{QString::fromStdString(files.folder + "/" + path),
                    QString::fromStdString(name),
                    QString::fromStdString(cut == std::string::npos ? std::string() : path.substr(0, cut)),
                    {},
                    scored[i].score};
        for (const uint32_t letter : letters) hit.hits << int(letter);
        hits << hit;
    }
    return hits;
}

FileIndex::~FileIndex()
{
    if (m_stop) m_stop->store(true);
    if (m_search) m_search->store(true);
}

qsizetype FileIndex::size() const
{
    return m_files ? qsizetype(m_files->paths.size()) : 0;
}

void FileIndex::refresh(const QString &folder)
{
    if (folder.isEmpty()) return;
    const bool same = folder == m_folder;
    if (same && (m_stop || now() - m_listedAt < kFreshMs)) return;
    if (m_stop) m_stop->store(true);
    if (!same) m_files.reset();
    m_folder = folder;
    m_stop = std::make_shared<std::atomic<bool>>(false);

    // Each task notes what it found in a list of its own; the last to end puts them together.
    struct Parts {
        std::atomic<size_t> count = 0;
        std::array<std::vector<std::string>, 64> lists;
        std::array<std::atomic_flag, 64> taken;
    };
    const auto parts = std::make_shared<Parts>();
    Walk walk;
    walk.folder = folder.toStdString();
    walk.stop = m_stop;
    walk.visit = [parts, stop = m_stop, skip = walk.folder.size() + 1](const std::vector<WalkedFile> &files) {
        size_t mine = 0;
        while (parts->taken[mine].test_and_set(std::memory_order_acquire)) mine = (mine + 1) % parts->taken.size();
        for (const WalkedFile &file : files) parts->lists[mine].push_back(file.path.substr(skip));
        parts->taken[mine].clear(std::memory_order_release);
        if (parts->count.fetch_add(files.size()) > size_t(kMaxFiles)) stop->store(true);
    };
    walk.finished = [parts, self = QPointer(this), stop = m_stop, root = walk.folder] {
        auto files = std::make_shared<IndexedFiles>();
        files->folder = root;
        for (std::vector<std::string> &list : parts->lists) std::ranges::move(list, std::back_inserter(files->paths));
        std::ranges::sort(files->paths);
        QMetaObject::invokeMethod(qApp, [self, files, stop] {
            if (!self || self->m_stop != stop) return;
            self->m_files = files;
            self->m_stop.reset();
            self->m_listedAt = now();
            emit self->listed();
        });
    };
    startWalk(walk);
}

void FileIndex::find(const QString &typed, int most, std::function<void(const QList<FileHit> &)> answer)
{
    if (m_search) m_search->store(true);
    if (!m_files) return answer({});
    m_search = std::make_shared<std::atomic<bool>>(false);
    walkPool().start(
        [files = m_files, typed, most, stop = m_search, self = QPointer(this), answer = std::move(answer)] {
            const QList<FileHit> hits = findFiles(*files, typed, most, stop);
            QMetaObject::invokeMethod(qApp, [self, stop, hits, answer] {
                if (self && !stop->load()) answer(hits);
            });
        },
        1); // before the tasks of a search that waits in line
}

} // namespace latchkey::project
