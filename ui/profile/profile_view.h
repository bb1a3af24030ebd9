// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of a profile: names in code font, figures at the right, a bar for each share. A click or Return goes to the
// place; a click on a head sorts. In a narrow window calls and waits give way first.
#pragma once

#include "ui/profile/profile_model.h"
#include "ui/widgets/row_table.h"

namespace latchkey::profile {

class ProfileView : public widgets::RowTable
{
    Q_OBJECT

public:
    explicit ProfileView(ProfileModel *model, QWidget *parent = nullptr);
    /// Columns that the rows of the model have; to be called when it shows others.
    void placeColumns() override;

signals:
    void placeActivated(const QString &file, int line, int column);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void activate(const QModelIndex &index);
    void copyRows() const;

    ProfileModel *m_model;
};

} // namespace latchkey::profile
