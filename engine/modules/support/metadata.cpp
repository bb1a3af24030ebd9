// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/support/metadata.h"

#include "engine/modules/file/io.h"

#include <sys/stat.h>

namespace latchkey::modules {

using namespace vm;

namespace {

/// Gives whether there is something at the path of argument 0 whose mode passes `Test`.
template<bool (*Test)(mode_t)>
Outcome ask(NativeCall &call)
{
    const FilePath path = pathArgument(call);
    const auto work = [path](const Cancelled &) -> Completion {
        const auto status = capability::FileAccess::status(path.canonical);
        const bool answer = status && Test(status->st_mode);
        return [answer](NativeCall &done) { return done.give(Value::boolean(answer)); };
    };
    return startFileWork(call, "looks at " + path.written, work);
}

bool isAnything(mode_t)
{
    return true;
}
bool isFile(mode_t mode)
{
    return S_ISREG(mode);
}
bool isFolder(mode_t mode)
{
    return S_ISDIR(mode);
}

} // namespace

Outcome pathExists(NativeCall &call)
{
    return ask<isAnything>(call);
}
Outcome pathIsFile(NativeCall &call)
{
    return ask<isFile>(call);
}
Outcome pathIsFolder(NativeCall &call)
{
    return ask<isFolder>(call);
}

} // namespace latchkey::modules
