// SPDX-License-Identifier: GPL-3.0-or-later
//
// The remaining parts: items of the status bar, the state of a run as icon and word, search fields, the bar of a
// batch, and the head of a pane's section.
#pragma once

#include "ui/theme/run_state_look.h"
#include "ui/theme/tokens.h"

#include <QLineEdit>
#include <QList>
#include <QToolButton>
#include <QWidget>
#include <optional>

namespace latchkey::widgets {

/// An item of the status bar: a button to the pane it tells about. Plain `muted`; coloured only while its state holds.
class StatusItem : public QToolButton
{
    Q_OBJECT

public:
    /// `name` says what the item is about ("Workers"); the text is the value.
    explicit StatusItem(const QString &name, QWidget *parent = nullptr);
    /// `icon` may be empty. Without a token text and icon are `muted`.
    void setValue(const QString &text, const QString &icon = {}, std::optional<theme::Token> token = {});
    /// Whether the icon turns (rule: one per visible group).
    void setSpins(bool on);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    QString m_icon;
    std::optional<theme::Token> m_token;
    bool m_spins = false;
};

/// Icon and word of a run's state.
class RunStateLabel : public QWidget
{
    Q_OBJECT

public:
    explicit RunStateLabel(theme::RunState state = theme::RunState::Queued, QWidget *parent = nullptr);
    void setState(theme::RunState state);
    [[nodiscard]] theme::RunState state() const { return m_state; }
    void setSpins(bool on);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    theme::RunState m_state;
    bool m_spins = false;
};

/// A field with the search icon before and, if told, a key cap behind the text. Escape empties it.
class SearchField : public QLineEdit
{
    Q_OBJECT

public:
    /// `hint` is shown while empty and is the accessible name.
    explicit SearchField(const QString &hint, QWidget *parent = nullptr);
    /// The keys that lead here, shown while the field has no focus.
    void setKeys(const QString &keys);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] bool showsKeys() const;
    void leaveRoom();

    QString m_keys;
};

/// The bar of a batch: segments in state colours, below them a legend with icons and words.
class BatchBar : public QWidget
{
    Q_OBJECT

public:
    struct Part {
        theme::RunState state;
        int count = 0;
        QString text; ///< "61 finished"
    };
    explicit BatchBar(QWidget *parent = nullptr);
    /// In the order of the bar; parts without items are left out.
    void setParts(const QList<Part> &parts, int total);
    /// What stands at the end of the legend.
    void setNote(const QString &note);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<Part> m_parts;
    int m_total = 0;
    QString m_note;
};

} // namespace latchkey::widgets
