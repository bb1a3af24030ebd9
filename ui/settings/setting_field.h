// SPDX-License-Identifier: GPL-3.0-or-later
//
// The control one setting is changed with: a check box, a list, a field that is checked as one types. What is typed or
// chosen holds at once; what the setting can not have is told and changes nothing. The control follows changes from
// elsewhere, without touching a text that is being typed.
#pragma once

#include "ui/settings/schema.h"

#include <QWidget>

#include <functional>

namespace latchkey::settings {

class Settings;

class SettingField : public QWidget
{
    Q_OBJECT

public:
    SettingField(const Setting &setting, Settings *settings, QWidget *parent = nullptr);

    /// What takes the focus.
    [[nodiscard]] QWidget *control() const { return m_control; }
    /// Shows the present value.
    void refresh();
    /// Why what is typed is not taken; empty when it is.
    [[nodiscard]] const QString &fault() const { return m_fault; }

signals:
    void faultChanged(const QString &fault);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeSwitch();
    void makeNumber();
    void makeChoice();
    void makeFamily();
    void makeEditorColors();
    void makeAmount();
    void makeCapabilities();
    void setControl(QWidget *control, std::function<void(const QJsonValue &)> show);
    void take(const QJsonValue &value);
    void setFault(const QString &fault);

    const Setting &m_setting;
    Settings *m_settings;
    QWidget *m_control = nullptr;
    std::function<void(const QJsonValue &)> m_show;
    QString m_fault;
    bool m_taking = false;  ///< what changes in the settings now is the control's doing
    bool m_showing = false; ///< what changes in the control now is not the user's doing
};

} // namespace latchkey::settings
