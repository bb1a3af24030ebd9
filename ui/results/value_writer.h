// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes a value as JSON, into a file or onto the clipboard, on a worker. In sight only while it writes for a while:
// how far it is, and a button that ends it. One value at a time; another ends the one before.
#pragma once

#include "ui/results/value_source.h"
#include "ui/tables/work.h"

#include <QTimer>
#include <QWidget>

namespace latchkey::output {
class RichLabel;
}

namespace latchkey::results {

class ValueWriter : public QWidget
{
    Q_OBJECT

public:
    explicit ValueWriter(QWidget *parent = nullptr);

    void save(const ValuePtr &value, const QString &path);
    void copy(const ValuePtr &value);
    void cancel();
    [[nodiscard]] bool isWriting() const { return m_work.isRunning(); }

signals:
    void said(const QString &sentence);
    void failed(const QString &sentence);

private:
    void begin();
    void end();
    void showProgress();

    tables::Work m_work;
    QTimer m_tick;
    output::RichLabel *m_text;
};

} // namespace latchkey::results
