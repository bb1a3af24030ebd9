// SPDX-License-Identifier: GPL-3.0-or-later
// For fuzz targets of the library: one fixed program, compiled once, that gets the fuzzer's bytes from `input()` and
// checks with `print("!...")` what must hold. Runs under small limits; a print that begins with "!" is a finding.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace latchkey::fuzz {

class LibraryScript
{
public:
    explicit LibraryScript(const char *source);
    ~LibraryScript();
    LibraryScript(const LibraryScript &) = delete;
    LibraryScript &operator=(const LibraryScript &) = delete;

    /// One run of the program; bytes that are no UTF-8 become U+FFFD, as they do at every edge of the engine.
    void run(const uint8_t *data, size_t size) const;

private:
    struct Compiled;
    Compiled *m_compiled;
};

} // namespace latchkey::fuzz
