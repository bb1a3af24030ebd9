// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window has to say without a dialog. `NotificationBar` lies in the layout under the tabs and shows one
// notice at a time, the oldest first ("and 2 more"); `UndoToast` floats at the lower right for ten seconds and takes
// something back; `EmptyState` fills a pane that has nothing to show yet.
#pragma once

#include "ui/widgets/buttons.h"
#include "ui/widgets/spans.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>
#include <functional>

class QHBoxLayout;

namespace latchkey::widgets {

/// One notice of the bar.
struct Notice {
    enum class Kind : quint8 { Information, Warning, Error };
    struct Action {
        QString text;
        std::function<void()> act = {};
        bool keepsOpen = false; ///< the notice stays after this action
    };
    QString id = {}; ///< a notice with the id of one waiting replaces it
    Kind kind = Kind::Information;
    Spans text = {};
    QList<Action> actions = {}; ///< small buttons; the last one flat when there are several
    bool closable = true;
};

class NotificationBar : public QWidget
{
    Q_OBJECT

public:
    explicit NotificationBar(QWidget *parent = nullptr);

    /// Shows the notice, or lets it wait behind the ones before it.
    void post(const Notice &notice);
    /// Takes a notice away, whether shown or waiting.
    void withdraw(const QString &id);
    [[nodiscard]] int count() const { return static_cast<int>(m_notices.size()); }
    /// The id of the notice shown, empty if none.
    [[nodiscard]] QString current() const { return m_notices.isEmpty() ? QString() : m_notices.first().id; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// The user closed it.
    void closed(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showFirst();
    void rebuildActions();
    void close();

    QList<Notice> m_notices;
    QHBoxLayout *m_layout;
    SpanLabel *m_text;
    SpanLabel *m_more;
    QWidget *m_actions = nullptr;
    IconButton *m_close;
};

class UndoToast : public QWidget
{
    Q_OBJECT

public:
    /// A child of the window; it places itself 16 from the right and `setBottomInset()` + 12 above the lower edge.
    explicit UndoToast(QWidget *window);

    /// What was done, and how to take it back. A toast already shown is replaced.
    void present(const Spans &text, std::function<void()> undo);
    /// The height of the status bar.
    void setBottomInset(int height);
    void dismiss();
    /// Milliseconds left; the clock stands while the pointer or the focus is on the toast.
    [[nodiscard]] int remaining() const;
    [[nodiscard]] bool isCounting() const { return m_timer.isActive(); }

    static constexpr int kLifetimeMs = 10'000;

    [[nodiscard]] QSize sizeHint() const override;

signals:
    /// The toast is gone; `undone` tells whether the button was pressed.
    void finished(bool undone);

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    void updateClock();

    SpanLabel *m_text;
    SmallButton *m_button;
    std::function<void()> m_undo;
    QTimer m_timer;
    int m_remaining = 0;
    int m_bottomInset = 0;
};

/// Two centred lines: the fact, and what happens here. At most one small button.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    EmptyState(const QString &fact, const QString &hint, QWidget *parent = nullptr);
    void setTexts(const QString &fact, const QString &hint);
    /// The one button; owned by this widget from now on.
    void setButton(SmallButton *button);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {80, 40}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QStringList hintLines() const;
    void placeButton();

    QString m_fact;
    QString m_hint;
    SmallButton *m_button = nullptr;
};

} // namespace latchkey::widgets
