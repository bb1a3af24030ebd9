// SPDX-License-Identifier: GPL-3.0-or-later
// The body of a request as a device. When a server hangs up without an answer, the manager sends the request again;
// for methods that must not happen twice this device refuses to be read from the start a second time.
#pragma once

#include <QIODevice>

#include <memory>
#include <string>

namespace latchkey::network {

class Upload : public QIODevice
{
public:
    Upload(std::shared_ptr<const std::string> bytes, bool mayRepeat);

    bool isSequential() const override { return false; }
    qint64 size() const override;
    bool reset() override;
    bool seek(qint64 position) override;

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    std::shared_ptr<const std::string> m_bytes;
    qint64 m_at = 0;
    bool m_mayRepeat = false;
};

} // namespace latchkey::network
