// SPDX-License-Identifier: GPL-3.0-or-later
//
// The line where a script is answered that asks for input: what it said, a field, and the way to end its input. Hidden
// while nobody asks. Of several runs that ask the last one has it; `endAsking()` when its run is over or answered
// elsewhere.
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace latchkey::output {

class InputBar : public QWidget
{
    Q_OBJECT

public:
    explicit InputBar(QWidget *parent);

    /// A run waits for a line.
    void ask(quint64 run, const QString &prompt);
    void endAsking(quint64 run);
    /// Who waits; 0: nobody.
    [[nodiscard]] quint64 run() const { return m_run; }
    [[nodiscard]] QLineEdit *field() const { return m_field; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

signals:
    void entered(quint64 run, const QString &line);
    void ended(quint64 run);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void send();
    void end();

    quint64 m_run = 0;
    QLabel *m_prompt;
    QLineEdit *m_field;
};

} // namespace latchkey::output
