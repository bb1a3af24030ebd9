// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is set for a batch: what runs, over what, how many at once, and what happens when an item fails. Each field
// says what its emptiness means. The fields rest while the batch runs.
#pragma once

#include "ui/batch/batch_session.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace latchkey::widgets {
class SmallButton;
}

namespace latchkey::batch {

class BatchForm : public QWidget
{
    Q_OBJECT

public:
    explicit BatchForm(QWidget *parent = nullptr);

    /// The script; its functions are found in the background and can be chosen then.
    void setScript(const runs::Script &script, const runs::RunOptions &options);
    /// Puts what the fields say into a setup.
    [[nodiscard]] BatchSetup setup() const;
    void setItemsText(const QString &text);
    void setFallback(const QString &path);
    void setFunction(const QString &name);
    void setEditable(bool on);

signals:
    void chooseItemsRequested();
    void chooseFallbackRequested();

private:
    void findFunctions();

    runs::Script m_script;
    runs::RunOptions m_options;
    QString m_wantedFunction;
    QComboBox *m_function;
    QLabel *m_items;
    widgets::SmallButton *m_chooseItems;
    QSpinBox *m_limit;
    QDoubleSpinBox *m_timeout;
    QLineEdit *m_timeoutKey;
    QSpinBox *m_retries;
    QLineEdit *m_fallback;
    widgets::SmallButton *m_chooseFallback;
    QCheckBox *m_stop;
    QCheckBox *m_ask;
};

} // namespace latchkey::batch
