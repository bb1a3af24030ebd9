// SPDX-License-Identifier: GPL-3.0-or-later
// The module `path`: path_text.h for what is text alone, folders.h for the disk, prelude/path.ml for whole trees.
#include "engine/capability/paths.h"
#include "engine/capability/pattern.h"
#include "engine/modules/path/folders.h"
#include "engine/modules/path/path_text.h"
#include "engine/modules/prelude/prelude.h"
#include "engine/modules/support/metadata.h"
#include "engine/modules/tables.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <format>
#include <set>
#include <sys/stat.h>

namespace latchkey::modules {

using namespace vm;
using capability::FileAccess;

namespace {

// ---- text -------------------------------------------------------------------------------------------------------

Outcome join(NativeCall &call)
{
    std::vector<std::string_view> parts;
    for (uint32_t i = 0; i < call.count; ++i) {
        if (!call.arguments[i].isString()) return raiseArgumentType(call, i, "a string", call.arguments[i]);
        parts.push_back(textArgument(call, i));
    }
    return call.giveText(pathtext::join(parts));
}

Outcome dirname(NativeCall &call)
{
    return call.giveText(pathtext::dirname(textArgument(call, 0)));
}
Outcome basename(NativeCall &call)
{
    return call.giveText(pathtext::basename(textArgument(call, 0)));
}
Outcome extname(NativeCall &call)
{
    return call.giveText(pathtext::extname(textArgument(call, 0)));
}
Outcome normalize(NativeCall &call)
{
    return call.giveText(pathtext::normalize(textArgument(call, 0)));
}
Outcome isAbsolute(NativeCall &call)
{
    return call.give(Value::boolean(textArgument(call, 0).starts_with('/')));
}

Outcome split(NativeCall &call)
{
    const Value head = newText(call.heap(), pathtext::dirname(textArgument(call, 0)));
    const Value tail = newText(call.heap(), pathtext::basename(textArgument(call, 0)));
    return giveArray(call, pairOf(call.heap(), head, tail));
}

std::string absoluteOf(NativeCall &call, std::string_view path)
{
    const std::string folder = call.isolate.host().workingFolder();
    return path.empty() ? pathtext::normalize(folder) : pathtext::normalize(capability::absolutePath(path, folder));
}

Outcome absolute(NativeCall &call)
{
    return call.giveText(absoluteOf(call, textArgument(call, 0)));
}

Outcome relative(NativeCall &call)
{
    if (textArgument(call, 1).empty()) return call.raise(ErrorName::ValueError, "no path specified");
    return call.giveText(
        pathtext::relative(absoluteOf(call, textArgument(call, 0)), absoluteOf(call, textArgument(call, 1))));
}

Outcome workingFolder(NativeCall &call)
{
    return call.giveText(call.isolate.host().workingFolder());
}
Outcome home(NativeCall &call)
{
    return call.giveText(capability::homeFolder());
}

Outcome temporaryFolder(NativeCall &call)
{
    const char *folder = std::getenv("TMPDIR");
    return call.giveText(folder && *folder ? pathtext::normalize(folder) : "/tmp");
}

Outcome separator(NativeCall &call)
{
    return call.giveText("/");
}
Outcome delimiter(NativeCall &call)
{
    return call.giveText(":");
}

// ---- folders ----------------------------------------------------------------------------------------------------

Outcome giveTexts(NativeCall &call, const std::vector<std::string> &texts)
{
    Array *array = call.heap().array(texts.size());
    if (!array) return Outcome::Stop;
    for (const std::string &text : texts) {
        const Value value = newText(call.heap(), text);
        if (value.isUnset() || !call.heap().push(array, value)) return Outcome::Stop;
    }
    return giveArray(call, array);
}

Outcome listDir(NativeCall &call)
{
    const FilePath path{call.resource(), std::string(textOr(call, 0, ".")), nullptr, 0, false};
    const auto work = [path](const Cancelled &) -> Completion {
        const auto entries = listFolder(path.canonical);
        if (!entries) {
            const bool isDenied = entries.error() == EACCES;
            return raising(isDenied ? systemFault(EACCES, path.written)
                                    : IoFault{ErrorName::IoError, "Not a directory: " + path.written});
        }
        std::vector<std::string> names;
        for (const FolderEntry &entry : *entries) names.push_back(entry.name);
        return [names](NativeCall &done) { return giveTexts(done, names); };
    };
    return startFileWork(call, "lists " + path.written, work);
}

IoResult<> makeFolder(const FilePath &path, bool withParents)
{
    if (const auto status = FileAccess::status(path.canonical)) {
        if (S_ISDIR(status->st_mode)) return {};
        return std::unexpected(systemFault(EEXIST, path.written));
    }
    const std::string parent(pathtext::dirname(path.canonical));
    if (!withParents && !FileAccess::status(parent)) return std::unexpected(systemFault(ENOENT, path.written));
    const auto made = FileAccess::makeFolders(path.canonical);
    if (!made) return std::unexpected(faultOf(made.error(), path.written));
    return {};
}

Outcome createDir(NativeCall &call)
{
    const FilePath path = pathArgument(call);
    const bool withParents = isMissing(call, 1) || call.arguments[1].isTrue();
    const auto work = [path, withParents](const Cancelled &) { return completed(makeFolder(path, withParents)); };
    return startFileWork(call, "makes " + path.written, work);
}

Outcome removeDir(NativeCall &call)
{
    const FilePath path = pathArgument(call);
    const auto work = [path](const Cancelled &) -> Completion {
        const auto removed = FileAccess::removeFolder(path.canonical);
        return removed ? givingNull() : raising(faultOf(removed.error(), path.written));
    };
    return startFileWork(call, "removes " + path.written, work);
}

/// Folders whose loss nobody wants by a slip: the root, the home folder, the script's folder and all above it.
bool isProtected(NativeCall &call, const std::string &canonical)
{
    const std::string script = call.isolate.host().scriptPath();
    const std::string folder =
        script.empty() ? call.isolate.host().workingFolder() : std::string(pathtext::dirname(script));
    return canonical == "/" || canonical == capability::resolveLinks(capability::homeFolder()) ||
           capability::isInside(capability::resolveLinks(folder), canonical);
}

Outcome removeDirRecursive(NativeCall &call)
{
    const FilePath path = pathArgument(call);
    if (isProtected(call, path.canonical))
        return call.raise(ErrorName::ValueError, std::format("refusing to remove '{}'", path.written));
    const auto work = [path](const Cancelled &cancelled) { return completed(removeTree(path, cancelled)); };
    return startFileWork(call, "removes " + path.written, work);
}

// ---- helpers of the prelude -------------------------------------------------------------------------------------

/// __resource(): the canonical path that the function of the prelude was allowed for.
Outcome resource(NativeCall &call)
{
    return call.giveText(call.resource());
}

std::string below(std::string_view root, std::string_view relative)
{
    if (relative.empty()) return std::string(root);
    return (root == "/" ? "/" : std::string(root) + "/") + std::string(relative);
}

/// __mayList(root, folder)
Outcome mayList(NativeCall &call)
{
    // With a slash at the end, so that a name that ends in a space keeps it.
    const std::string path = below(textArgument(call, 0), textArgument(call, 1)) + "/";
    return call.give(Value::boolean(call.isolate.host().hasCapability("path.read:" + path)));
}

std::vector<std::string> textsOf(const Array *array)
{
    std::vector<std::string> texts;
    for (uint32_t i = 0; i < array->length; ++i) texts.emplace_back(array->items[i].asString()->view());
    return texts;
}

/// Calls `visit(relative path, entry)` for everything in the folders; those that can not be read are passed over.
template<typename Visit>
void visitLevel(const std::string &root, const std::vector<std::string> &folders, const Cancelled &cancelled,
                Visit visit)
{
    for (const std::string &folder : folders) {
        if (cancelled.load(std::memory_order_relaxed)) return;
        const auto entries = listFolder(below(root, folder));
        if (!entries) continue;
        for (const FolderEntry &entry : *entries) visit(folder.empty() ? entry.name : folder + "/" + entry.name, entry);
    }
}

/// __listLevel(root, folders): [files, folders] in all of them, relative to the root.
Outcome listLevel(NativeCall &call)
{
    const std::string root(textArgument(call, 0));
    const auto work = [root, level = textsOf(call.arguments[1].asArray())](const Cancelled &cancelled) -> Completion {
        std::vector<std::string> files, folders;
        visitLevel(root, level, cancelled, [&](const std::string &path, const FolderEntry &entry) {
            if (entry.isFolder) folders.push_back(path);
            if (!entry.leadsToFolder) files.push_back(path);
        });
        return [files, folders](NativeCall &done) {
            if (giveTexts(done, files) != Outcome::Return) return Outcome::Stop;
            const Value first = done.result;
            if (giveTexts(done, folders) != Outcome::Return) return Outcome::Stop;
            return giveArray(done, pairOf(done.heap(), first, done.result));
        };
    };
    return startFileWork(call, "lists " + root, work);
}

capability::Glob globOf(std::string_view pattern)
{
    return capability::Glob::compile(pattern).value_or(capability::Glob::literal(pattern));
}

/// __match(root, folders, pattern, foldersOnly, followLinks): entries of the folders whose name matches.
Outcome match(NativeCall &call)
{
    const std::string root(textArgument(call, 0));
    const bool foldersOnly = call.arguments[3].isTrue(), followLinks = call.arguments[4].isTrue();
    const auto work = [root, level = textsOf(call.arguments[1].asArray()), pattern = std::string(textArgument(call, 2)),
                       foldersOnly, followLinks](const Cancelled &cancelled) -> Completion {
        const capability::Glob glob = globOf(pattern);
        std::vector<std::string> found;
        visitLevel(root, level, cancelled, [&](const std::string &path, const FolderEntry &entry) {
            if (foldersOnly && !(followLinks ? entry.leadsToFolder : entry.isFolder)) return;
            if (entry.name.starts_with('.') && !pattern.starts_with('.')) return;
            if (glob.matches(entry.name)) found.push_back(path);
        });
        return [found](NativeCall &done) { return giveTexts(done, found); };
    };
    return startFileWork(call, "lists " + root, work);
}

Outcome globPartsOf(NativeCall &call)
{
    return giveTexts(call, pathtext::globParts(absoluteOf(call, textArgument(call, 0))).rest);
}

/// __absolutes(pattern, found, root): the full paths of what was found, each once, sorted. A pattern without wildcards
/// has found its root, if that exists.
Outcome absolutes(NativeCall &call)
{
    const pathtext::GlobParts parts = pathtext::globParts(absoluteOf(call, textArgument(call, 0)));
    const std::vector<std::string> found = textsOf(call.arguments[1].asArray());
    std::set<std::string> paths;
    for (const std::string &path : found) paths.insert(below(parts.root, path));
    std::vector<std::string> sorted(paths.begin(), paths.end());
    if (!parts.rest.empty()) return giveTexts(call, sorted);
    const std::string root(textArgument(call, 2));
    const auto work = [root, sorted](const Cancelled &) -> Completion {
        const bool exists = FileAccess::status(root).has_value();
        return [sorted, exists](NativeCall &done) {
            return giveTexts(done, exists ? sorted : std::vector<std::string>());
        };
    };
    return startFileWork(call, "looks at " + root, work);
}

constexpr Need kRead = Need::of("path.read", 0, ResourceKind::Path);
constexpr Need kGlob = Need::of("path.read", 0, ResourceKind::PathGlob);
constexpr Need kWrite = Need::of("path.write", 0, ResourceKind::Path);
constexpr Need kRemove = Need::of("path.write", 0, ResourceKind::PathItself);

// clang-format off
const NativeSpec kFunctions[] = {
    {"absolute", "path: str -> str", &absolute, Need::nothing().outside(), "The absolute form of a path."},
    {"basename", "path: str -> str", &basename, Need::nothing(), "What follows the last slash."},
    {"createDir", "path: str, parents: bool or null = true -> null", &createDir, kWrite, "Makes a folder."},
    {"cwd", "-> str", &workingFolder, Need::nothing().outside(), "The working folder of the run."},
    {"delimiter", "-> str", &delimiter, Need::nothing(), "What stands between paths in a list of paths."},
    {"dirname", "path: str -> str", &dirname, Need::nothing(), "What precedes the last slash."},
    {"exists", "path: str -> bool", &pathExists, kMetadata, "Is there such a file or folder?"},
    {"extname", "path: str -> str", &extname, Need::nothing(), "The extension with its dot."},
    {"glob", "pattern: str -> arr", nullptr, kGlob, "The paths that match a pattern."},
    {"home", "-> str", &home, Need::nothing().outside(), "The home folder."},
    {"isAbsolute", "path: str -> bool", &isAbsolute, Need::nothing(), "Does it start at the root?"},
    {"isDirectory", "path: str -> bool", &pathIsFolder, kMetadata, "Is this a folder?"},
    {"isFile", "path: str -> bool", &pathIsFile, kMetadata, "Is this a file?"},
    {"join", "part: str, ...parts: str -> str", &join, Need::nothing(), "Parts put together with slashes."},
    {"listDir", "path: str or null = \".\" -> arr", &listDir, kRead, "The names in a folder."},
    {"normalize", "path: str -> str", &normalize, Need::nothing(), "A path without detours."},
    {"relative", "from: str, to: str -> str", &relative, Need::nothing().outside(), "The way from one path to another."},
    {"removeDir", "path: str -> null", &removeDir, kRemove, "Removes an empty folder."},
    {"removeDirRecursive", "path: str -> null", &removeDirRecursive, kRemove, "Removes a folder and everything in it."},
    {"separator", "-> str", &separator, Need::nothing(), "What stands between the parts of a path."},
    {"split", "path: str -> arr", &split, Need::nothing(), "The folder and the name."},
    {"tempDir", "-> str", &temporaryFolder, Need::nothing().outside(), "The folder for temporary files."},
    {"walk", "path: str, max_depth: int or null = -1 -> arr", nullptr, kRead, "All files below a folder, as paths relative to it."},
};

const NativeSpec kPreludeNatives[] = {
    {"__absolutes", "pattern: str, found: arr, root: str -> arr", &absolutes, Need::nothing().outside(), "Full paths of what was found."},
    {"__globParts", "pattern: str -> arr", &globPartsOf, Need::nothing(), "The components from the first wildcard on."},
    {"__listLevel", "root: str, folders: arr -> arr", &listLevel, Need::nothing(), "Files and folders in folders below an allowed root."},
    {"__match", "root: str, folders: arr, pattern: str, foldersOnly: bool, followLinks: bool -> arr", &match, Need::nothing(), "Entries of folders below an allowed root that match."},
    {"__mayList", "root: str, folder: str -> bool", &mayList, Need::nothing().outside(), "Does a grant cover this folder?"},
    {"__resource", "-> str", &resource, Need::nothing(), "The canonical path that was allowed."},
};
// clang-format on

const StandardModule kModule{
    "path", "Paths, and the folders behind them.", kFunctions, {}, preludeSource("path"), {}, kPreludeNatives, {}};

} // namespace

const StandardModule &pathModule()
{
    return kModule;
}

} // namespace latchkey::modules
