// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes a value as JSON, into a file or onto the clipboard, on a worker; seen among the background jobs of the window,
// where it can be cancelled. One value at a time; another ends the one before.
#pragma once

#include "ui/results/value_source.h"
#include "ui/tables/work.h"

#include <QObject>

namespace latchkey::results {

class ValueWriter : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void save(const ValuePtr &value, const QString &path);
    void copy(const ValuePtr &value);
    [[nodiscard]] bool isWriting() const { return m_work.isRunning(); }

signals:
    void said(const QString &sentence);
    void failed(const QString &sentence);

private:
    void onStopped() { emit said(tr("Nothing was written")); }

    tables::Work m_work;
};

} // namespace latchkey::results
