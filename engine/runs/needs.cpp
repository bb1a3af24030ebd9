// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/needs.h"

#include "engine/capability/paths.h"
#include "engine/runs/convert.h"

#include <QCryptographicHash>

#include <algorithm>

namespace latchkey::runs {

using capability::Need;

namespace {

/// The folder before the first component with a wildcard.
std::string globRoot(std::string_view pattern)
{
    const size_t wild = pattern.find_first_of("*?[");
    if (wild == std::string_view::npos) return std::string(pattern);
    const size_t slash = pattern.rfind('/', wild);
    if (slash == std::string_view::npos) return ".";
    return std::string(pattern.substr(0, std::max<size_t>(slash, 1)));
}

bool isSame(const PermissionWish &a, const PermissionWish &b)
{
    if (!a.isKnown || !b.isKnown)
        return !a.isKnown && !b.isKnown && a.function == b.function && a.line == b.line && a.file == b.file;
    return a.capability == b.capability && a.resource == b.resource;
}

/// Only the folder is known: the wish is for all that lies in it. False: no such folder can be.
bool wishFolder(OpenWish &open, const vm::NeedItem &item, const std::string &inside, const std::string &folder)
{
    const auto root = capability::canonicalResource(capability::formOf(item.capability), inside, folder);
    if (!root) return false;
    if (root->text == "/") return true; // that much is asked for when it is used
    Need need;
    need.name = item.capability;
    need.resource = *root;
    need.resource.text += "/**"; // is decided like any file in there
    need.written = inside;
    open.pattern = capability::exactPattern(*root) + "/**";
    open.wish.resource = QString::fromStdString(need.resource.text);
    open.wish.isKnown = true;
    open.need = std::move(need);
    return true;
}

} // namespace

std::expected<Need, std::string> needOf(const vm::NeedItem &item, const std::function<std::string(int)> &textOf,
                                        const std::function<std::string()> &folder)
{
    using vm::ResourceKind;
    Need need;
    need.name = item.capability;
    const capability::ResourceForm form = capability::formOf(item.capability);
    need.resource.form = form;
    if (item.kind == ResourceKind::None) return need;
    if (item.kind == ResourceKind::Everything) {
        need.resource.everything = true;
        need.resource.text = "**";
        return need;
    }
    need.written = textOf(item.argument);
    const std::string text = item.kind == ResourceKind::PathGlob ? globRoot(need.written) : need.written;
    const std::string base = folder();
    auto resource = capability::canonicalResource(form, text, base, item.kind == ResourceKind::PathItself);
    if (resource && item.kind == ResourceKind::PathInto && capability::describePath(resource->text) == "folder") {
        const std::string source = textOf(0);
        const std::string name = source.substr(source.find_last_of('/', source.find_last_not_of('/')) + 1);
        resource = capability::canonicalResource(form, resource->text + "/" + name, base);
    }
    if (!resource) return std::unexpected(resource.error());
    need.resource = std::move(*resource);
    return need;
}

QString functionHash(const Compiled &program, const syntax::SourcePtr &source, uint32_t offset)
{
    std::string_view asking = source->text();
    const auto narrow = [&](const vm::ImagePtr &image) {
        if (!image || image->program().source != source) return;
        for (const auto &code : image->program().functions) {
            const syntax::Span span = code->span;
            if (code->index > 0 && span.begin <= offset && offset < span.end && span.end - span.begin < asking.size())
                asking = source->text().substr(span.begin, span.end - span.begin);
        }
    };
    narrow(program.modules.main);
    for (const auto &[name, image] : program.modules.modules) narrow(image);
    return QString::fromLatin1(
        QCryptographicHash::hash(QByteArrayView(asking.data(), static_cast<qsizetype>(asking.size())),
                                 QCryptographicHash::Sha256)
            .toHex());
}

std::vector<OpenWish> openWishes(const Compiled &program, const std::string &folder)
{
    std::vector<OpenWish> result;
    for (const Wish &wish : program.wishes) {
        OpenWish open;
        open.offset = wish.offset;
        open.wish.function = QString::fromStdString(wish.function->qualifiedName());
        open.wish.capability = QString::fromStdString(capability::reportedName(std::string(wish.item.capability)));
        open.wish.line = wish.line;
        open.source = wish.source;
        if (wish.inModule) open.wish.file = QString::fromStdString(wish.source->path());
        open.wish.isKnown = wish.isKnown();
        if (const std::string inside = wish.folder(); !inside.empty()) {
            if (!wishFolder(open, wish.item, inside, folder)) continue;
        } else if (open.wish.isKnown) {
            auto need =
                needOf(wish.item, [&wish](int index) { return wish.text(index); }, [&folder] { return folder; });
            if (!need) continue; // the call fails whatever anybody allows
            open.wish.resource = QString::fromStdString(need->resource.text);
            open.need = std::move(*need);
        }
        const auto same = [&open](const OpenWish &known) { return isSame(known.wish, open.wish); };
        if (std::ranges::none_of(result, same)) result.push_back(std::move(open));
    }
    return result;
}

QList<PermissionWish> permissionWishes(const Compiled &program, const Script &script)
{
    QList<PermissionWish> result;
    for (const OpenWish &open : openWishes(program, folderOf(script).toStdString())) result.append(open.wish);
    return result;
}

} // namespace latchkey::runs
