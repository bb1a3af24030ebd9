// SPDX-License-Identifier: GPL-3.0-or-later
//
// The page of settings, shown in a window of its own that stays open beside the work: each choice takes effect at
// once, there is nothing to apply.
#pragma once

#include <QDialog>

class QComboBox;
class QFormLayout;

namespace latchkey::settings {

class Settings;

class SettingsPage : public QDialog
{
    Q_OBJECT

public:
    explicit SettingsPage(Settings *settings, QWidget *parent = nullptr);

private:
    void addColours(QFormLayout *form);
    void addCodeFont(QFormLayout *form);
    void addSwitches(QFormLayout *form);
    void addRuns(QFormLayout *form);
    void refreshLimits();

    Settings *m_settings;
    QComboBox *m_seconds = nullptr;
    QComboBox *m_memory = nullptr;
};

} // namespace latchkey::settings
