// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/folder_walk.h"

#include <QThreadPool>

#include <algorithm>
#include <array>
#include <dirent.h>
#include <sys/stat.h>

namespace latchkey::project {

namespace {

constexpr size_t kFilesPerTask = 256;
constexpr int kMaxDepth = 64;

constexpr std::array<std::string_view, 12> kIgnored{".git",         ".hg",           ".svn",   ".bzr",
                                                    "node_modules", "__pycache__",   ".venv",  ".tox",
                                                    ".mypy_cache",  ".pytest_cache", ".cache", ".ccls-cache"};

/// One walk and how many of its tasks are still to end.
struct State {
    Walk walk;
    std::atomic<int> open = 0;
};
using StatePtr = std::shared_ptr<State>;

bool isStopped(const StatePtr &state)
{
    return state->walk.stop && state->walk.stop->load(std::memory_order_relaxed);
}

template<typename Work>
void addTask(const StatePtr &state, Work work)
{
    state->open.fetch_add(1);
    walkPool().start([state, task = std::move(work)] {
        if (!isStopped(state)) task();
        // A task adds those it leads to before it ends, so at zero nothing is left.
        if (state->open.fetch_sub(1) == 1) state->walk.finished();
    });
}

enum class EntryKind : quint8 { File, Folder, Other };

EntryKind kindOf(const dirent *entry, const std::string &path)
{
    if (entry->d_type == DT_REG) return EntryKind::File;
    if (entry->d_type == DT_DIR) return EntryKind::Folder;
    struct stat status{};
    if (entry->d_type == DT_LNK) // a link to a file is a file, one to a folder could lead in circles
        return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) ? EntryKind::File : EntryKind::Other;
    if (entry->d_type != DT_UNKNOWN || ::lstat(path.c_str(), &status) != 0) return EntryKind::Other;
    return S_ISREG(status.st_mode) ? EntryKind::File : S_ISDIR(status.st_mode) ? EntryKind::Folder : EntryKind::Other;
}

void walkFolder(const StatePtr &state, const std::string &folder, int depth)
{
    DIR *listing = ::opendir(folder.c_str());
    if (listing == nullptr) return;
    std::vector<WalkedFile> files;
    const auto flush = [&] {
        if (files.empty()) return;
        addTask(state, [state, batch = std::move(files)] { state->walk.visit(batch); });
        files = {};
    };
    while (const dirent *entry = ::readdir(listing)) {
        if (isStopped(state)) break;
        const std::string_view name = entry->d_name;
        if (name == "." || name == "..") continue;
        std::string path = folder + "/" + std::string(name);
        switch (kindOf(entry, path)) {
        case EntryKind::File:
            files.push_back({std::move(path)});
            if (files.size() == kFilesPerTask) flush();
            break;
        case EntryKind::Folder:
            if (depth < kMaxDepth && !isIgnoredFolder(name))
                addTask(state, [state, path, depth] { walkFolder(state, path, depth + 1); });
            break;
        case EntryKind::Other:
            break;
        }
    }
    ::closedir(listing);
    // Few files are done here and now: a task of their own would cost more than they do.
    if (!files.empty() && !isStopped(state)) state->walk.visit(files);
}

} // namespace

bool isIgnoredFolder(std::string_view name)
{
    return std::ranges::find(kIgnored, name) != kIgnored.end();
}

QThreadPool &walkPool()
{
    // Never destroyed, as a thread may hang in a dead network mount.
    static QThreadPool *pool = [] {
        auto *made = new QThreadPool;
        made->setThreadPriority(QThread::LowPriority);
        return made;
    }();
    return *pool;
}

void startWalk(const Walk &walk)
{
    const auto state = std::make_shared<State>();
    state->walk = walk;
    addTask(state, [state] { walkFolder(state, state->walk.folder, 0); });
}

} // namespace latchkey::project
