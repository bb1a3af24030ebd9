// SPDX-License-Identifier: GPL-3.0-or-later
// A private X server with a window manager, for measuring a program from outside as a person sees it: keys come through
// the server's test extension, and pixels are read from the file that holds its screen, without asking the server or
// the program. X's libraries are loaded when they are needed; `isUsable()` says whether all there is was found.
#pragma once

#include <QProcess>
#include <QRect>
#include <QTemporaryDir>

#include <cstdint>
#include <vector>

namespace latchkey::bench {

class VirtualScreen
{
public:
    static constexpr int kWidth = 1280, kHeight = 800;

    VirtualScreen();
    ~VirtualScreen();
    [[nodiscard]] bool isUsable() const { return m_display != nullptr && m_pixels != nullptr; }
    [[nodiscard]] QString displayName() const { return m_name; }

    /// Names as X has them: "a", "Return", "F5"; modifiers joined by '+': "Shift+F5".
    void press(const char *keys);
    void click(QPoint at);

    /// The pixels of a part of the screen, row by row.
    [[nodiscard]] std::vector<uint32_t> pixels(const QRect &part) const;
    [[nodiscard]] int coloursIn(const QRect &part) const;
    /// Columns of `part` in which a pixel differs from `before`. A blinking caret changes fewer than kReal.
    [[nodiscard]] int columnsChanged(const QRect &part, const std::vector<uint32_t> &before) const;
    static constexpr int kReal = 5;
    /// Rows of `part` that hold something other than its commonest colour.
    [[nodiscard]] int rowsWithInk(const QRect &part) const;

private:
    bool startServer();
    bool mapScreen();
    bool loadKeys();

    QTemporaryDir m_folder;
    QProcess m_server;
    QProcess m_manager;
    QString m_name;
    void *m_display = nullptr;
    const unsigned char *m_pixels = nullptr;
    int m_lineBytes = 0;
};

} // namespace latchkey::bench
