// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl-C: the first one is reported as a signal of Qt's kind, so that the run can end cleanly; a second one ends the
// process at once, whatever it is doing.
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace latchkey::cli {

class Interrupt : public QObject
{
    Q_OBJECT
public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override;

Q_SIGNALS:
    void interrupted();

private:
    void onReadable();
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace latchkey::cli
