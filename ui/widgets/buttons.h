// SPDX-License-Identifier: GPL-3.0-or-later
//
// The quiet buttons: flat icon buttons, drop-downs that show a present value, small buttons, chips, links and key
// caps. None of them takes the focus by a click (the editor keeps it); all are reached with Tab and show the ring.
#pragma once

#include "ui/theme/latchkey_style.h"
#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

#include <QAbstractButton>
#include <QPushButton>
#include <QToolButton>
#include <optional>

namespace latchkey::widgets {

/// A flat square button with an icon: 30 pixels in the tool bar, 26 in strips.
class IconButton : public QToolButton
{
    Q_OBJECT

public:
    /// `name` is what the button does; it is the tool tip too.
    IconButton(const QString &icon, const QString &name, theme::Part part = theme::Part::SmallButton,
               QWidget *parent = nullptr);
    void setIconName(const QString &icon, theme::Token token = theme::Token::Text);
    [[nodiscard]] const QString &iconName() const { return m_icon; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_icon;
    theme::Token m_token = theme::Token::Text;
    theme::Part m_part;
};

/// A flat drop-down of the tool bar: icon, present value, chevron. The text is the value, never the category.
class FlatDropDown : public QToolButton
{
    Q_OBJECT

public:
    /// `name` is the category ("Limits"), for accessibility and the tool tip.
    FlatDropDown(const QString &icon, const QString &name, theme::Token iconToken = theme::Token::Muted,
                 QWidget *parent = nullptr);
    void setValue(const QString &value);
    [[nodiscard]] QString value() const { return text(); }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_icon;
    QString m_name;
    theme::Token m_iconToken;
};

/// A button 26 pixels high: an icon, words, a part in the code font, and a chevron if it has a menu.
class SmallButton : public QPushButton
{
    Q_OBJECT

public:
    explicit SmallButton(const QString &text, QWidget *parent = nullptr);
    SmallButton(const QString &text, theme::ButtonLook look, QWidget *parent = nullptr);

    void setLook(theme::ButtonLook look);
    void setIconName(const QString &icon, std::optional<theme::Token> token = {});
    /// What follows the words in the code font, e.g. the pattern of an answer.
    void setCode(const QString &code, theme::Token token = theme::Token::Key);
    [[nodiscard]] const QString &code() const { return m_code; }
    /// A part of its own at the end, with a chevron, that emits `arrowClicked`.
    void setSplit(bool on);
    /// The outline in `strong`, for a button that lies over content ("3 201 new").
    void setStrongOutline(bool on);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void arrowClicked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void describe();
    [[nodiscard]] QRect arrowRect() const;

    QString m_icon;
    std::optional<theme::Token> m_iconToken;
    QString m_code;
    theme::Token m_codeToken = theme::Token::Key;
    bool m_split = false;
    bool m_strongOutline = false;
};

/// A choice that is on or off: filters of the output, conditions of a table.
class Chip : public QToolButton
{
    Q_OBJECT

public:
    explicit Chip(const QString &text, QWidget *parent = nullptr);
    void setIconName(const QString &icon);
    /// Shows a cross at the end that emits `removeRequested` (also by Delete).
    void setRemovable(bool on);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void removeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QRect crossRect() const;

    QString m_icon;
    bool m_removable = false;
};

/// A link: underlined, followed by click, Enter or Space.
class LinkButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit LinkButton(const QString &text, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
};

/// A key or key combination, as on a keyboard.
class KeyCap : public QWidget
{
    Q_OBJECT

public:
    explicit KeyCap(const QString &keys, QWidget *parent = nullptr);
    void setKeys(const QString &keys);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_keys;
};

} // namespace latchkey::widgets
