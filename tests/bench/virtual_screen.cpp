// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/virtual_screen.h"

#include <QFile>
#include <QLibrary>
#include <QtEndian>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <sys/mman.h>
#include <thread>

using namespace Qt::StringLiterals;

namespace latchkey::bench {
namespace {

// The few functions of Xlib and its test extension that are called.
struct X {
    void *(*openDisplay)(const char *) = nullptr;
    int (*closeDisplay)(void *) = nullptr;
    int (*flush)(void *) = nullptr;
    unsigned long (*keysymOf)(const char *) = nullptr;
    unsigned char (*keycodeOf)(void *, unsigned long) = nullptr;
    int (*fakeKey)(void *, unsigned, int, unsigned long) = nullptr;
    int (*fakeMotion)(void *, int, int, int, unsigned long) = nullptr;
    int (*fakeButton)(void *, unsigned, int, unsigned long) = nullptr;
};

template<typename Function>
bool resolve(const char *library, int version, const char *name, Function &function)
{
    function = reinterpret_cast<Function>(QLibrary::resolve(QString::fromLatin1(library), version, name));
    return function != nullptr;
}

X &x()
{
    static X all;
    return all;
}

bool isXLoaded()
{
    X &all = x();
    return resolve("X11", 6, "XOpenDisplay", all.openDisplay) && resolve("X11", 6, "XCloseDisplay", all.closeDisplay) &&
           resolve("X11", 6, "XFlush", all.flush) && resolve("X11", 6, "XStringToKeysym", all.keysymOf) &&
           resolve("X11", 6, "XKeysymToKeycode", all.keycodeOf) &&
           resolve("Xtst", 6, "XTestFakeKeyEvent", all.fakeKey) &&
           resolve("Xtst", 6, "XTestFakeMotionEvent", all.fakeMotion) &&
           resolve("Xtst", 6, "XTestFakeButtonEvent", all.fakeButton);
}

} // namespace

VirtualScreen::VirtualScreen()
{
    if (!isXLoaded() || !startServer() || !mapScreen()) return;
    m_display = x().openDisplay(m_name.toLatin1().constData());
    m_manager.setStandardErrorFile(QProcess::nullDevice());
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DISPLAY"_s, m_name);
    m_manager.setProcessEnvironment(environment);
    m_manager.start(u"openbox"_s, {u"--sm-disable"_s});
    m_manager.waitForStarted();
}

VirtualScreen::~VirtualScreen()
{
    if (m_display != nullptr) x().closeDisplay(m_display);
    for (QProcess *process : {&m_manager, &m_server}) {
        process->kill();
        process->waitForFinished();
    }
}

// The server itself looks for a free number and says which it took.
bool VirtualScreen::startServer()
{
    m_server.setStandardErrorFile(QProcess::nullDevice());
    m_server.start(u"Xvfb"_s, {u"-displayfd"_s, u"1"_s, u"-screen"_s, u"0"_s, u"%1x%2x24"_s.arg(kWidth).arg(kHeight),
                               u"-fbdir"_s, m_folder.path(), u"-nolisten"_s, u"tcp"_s});
    if (!m_server.waitForStarted() || !m_server.waitForReadyRead(10'000)) return false;
    m_name = u':' + QString::fromLatin1(m_server.readLine().trimmed());
    return m_name.size() > 1;
}

// The file is in the format of `xwd`: a header of big-endian words, its length first, colours, then the pixels.
bool VirtualScreen::mapScreen()
{
    QFile file(m_folder.filePath(u"Xvfb_screen0"_s));
    if (!file.open(QIODevice::ReadOnly)) return false;
    void *map = mmap(nullptr, size_t(file.size()), PROT_READ, MAP_SHARED, file.handle(), 0);
    if (map == MAP_FAILED) return false;
    const auto *bytes = static_cast<const unsigned char *>(map);
    const auto word = [bytes](int index) { return qFromBigEndian<quint32>(bytes + 4 * index); };
    constexpr int kHeaderSize = 0, kBytesPerLine = 12, kColours = 19, kColourBytes = 12;
    m_lineBytes = int(word(kBytesPerLine));
    m_pixels = bytes + word(kHeaderSize) + word(kColours) * kColourBytes;
    return m_lineBytes >= 4 * kWidth;
}

void VirtualScreen::press(const char *keys)
{
    std::vector<unsigned> codes;
    for (QByteArray name : QByteArray(keys).split('+')) {
        if (name == "Shift" || name == "Control" || name == "Alt") name += "_L";
        codes.push_back(x().keycodeOf(m_display, x().keysymOf(name.constData())));
    }
    for (const unsigned code : codes) x().fakeKey(m_display, code, 1, 0);
    for (auto code = codes.rbegin(); code != codes.rend(); ++code) x().fakeKey(m_display, *code, 0, 0);
    x().flush(m_display);
}

void VirtualScreen::click(QPoint at)
{
    x().fakeMotion(m_display, -1, at.x(), at.y(), 0);
    x().fakeButton(m_display, 1, 1, 0);
    x().fakeButton(m_display, 1, 0, 0);
    x().flush(m_display);
}

std::vector<uint32_t> VirtualScreen::pixels(const QRect &part) const
{
    std::vector<uint32_t> all;
    all.reserve(size_t(part.width()) * size_t(part.height()));
    for (int y = part.top(); y <= part.bottom(); ++y) {
        const auto *line = reinterpret_cast<const uint32_t *>(m_pixels + qsizetype(y) * m_lineBytes);
        for (int at = part.left(); at <= part.right(); ++at) all.push_back(line[at] & 0xffffff);
    }
    return all;
}

int VirtualScreen::coloursIn(const QRect &part) const
{
    const std::vector<uint32_t> all = pixels(part);
    return int(std::set<uint32_t>(all.begin(), all.end()).size());
}

int VirtualScreen::columnsChanged(const QRect &part, const std::vector<uint32_t> &before) const
{
    const std::vector<uint32_t> now = pixels(part);
    const auto width = size_t(part.width());
    std::vector<bool> changed(width);
    for (size_t i = 0; i < now.size() && i < before.size(); ++i)
        if (now[i] != before[i]) changed[i % width] = true;
    return int(std::ranges::count(changed, true));
}

int VirtualScreen::rowsWithInk(const QRect &part) const
{
    const std::vector<uint32_t> all = pixels(part);
    std::map<uint32_t, int> counts;
    for (const uint32_t pixel : all) ++counts[pixel];
    const uint32_t ground = std::ranges::max_element(counts, {}, [](const auto &one) { return one.second; })->first;
    const auto width = size_t(part.width());
    int rows = 0;
    for (size_t start = 0; start + width <= all.size(); start += width)
        rows += std::any_of(all.begin() + qsizetype(start), all.begin() + qsizetype(start + width),
                            [ground](uint32_t pixel) { return pixel != ground; });
    return rows;
}

} // namespace latchkey::bench
