// SPDX-License-Identifier: GPL-3.0-or-later
//
// One setting on the page: what it is at the left, its control at the right, and behind it, while the value is not the
// usual one, a button that brings that back. What is wrong with a typed value stands below.
#pragma once

#include "ui/settings/setting_field.h"

#include "ui/theme/tokens.h"

#include <QWidget>

class QLabel;

namespace latchkey::widgets {
class IconButton;
}

namespace latchkey::settings {

class SettingRow : public QWidget
{
    Q_OBJECT

public:
    SettingRow(const Setting &setting, Settings *settings, QWidget *parent = nullptr);

    [[nodiscard]] const Setting &setting() const { return m_setting; }
    [[nodiscard]] SettingField *field() const { return m_field; }
    /// Whether every word of `wanted` is in its words or its key.
    [[nodiscard]] bool matches(const QString &wanted) const;
    void refresh();

private:
    void refreshLook();

    const Setting &m_setting;
    Settings *m_settings;
    SettingField *m_field;
    QLabel *m_title;
    QLabel *m_help;
    QLabel *m_fault;
    widgets::IconButton *m_reset;
};

/// A label whose text stays readable: in that token's colour, also after a change of theme.
void setTokenColor(QLabel *label, theme::Token token);

} // namespace latchkey::settings
