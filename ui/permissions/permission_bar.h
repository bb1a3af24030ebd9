// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bar that asks for a permission, under the source line that needs it and in the Prompts pane. It is an ordinary
// child widget; who shows it decides where. It keeps the rules of question_bar.h, and one more: what is shown is what
// is granted, so the pattern on the button is the one sent.
#pragma once

#include "engine/runs/run.h"
#include "ui/permissions/prompt_text.h"
#include "ui/permissions/question_bar.h"

class QLineEdit;
class QMenu;

namespace latchkey::widgets {
class KeyCap;
class SmallButton;
} // namespace latchkey::widgets

namespace latchkey::permissions {

class PermissionBar : public QuestionBar
{
    Q_OBJECT

public:
    explicit PermissionBar(QWidget *parent = nullptr);

    /// Shows a question of a run. `number` and `name` are those people know; number 0: the
    /// question is one of all runs of a batch. The same question again changes nothing.
    void ask(quint64 run, const runs::PermissionRequest &request, int number, const QString &name);
    /// The other questions that an answer is about too: of the same kind, about things of the same place. More of them
    /// than before, and the bar is dead for its moment again.
    void setOthers(const QList<runs::PermissionRequest> &others);
    const QList<runs::PermissionRequest> &others() const { return m_others; }
    /// How many wait behind this one.
    void setMore(const QString &more);
    quint64 run() const { return m_run; }
    quint64 question() const { return m_request.id; }
    const runs::PermissionRequest &request() const { return m_request; }

    /// The pattern that "Allow for this run" grants now.
    QString pattern() const { return m_pattern; }
    void setPattern(const QString &pattern);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void answered(quint64 run, quint64 question, latchkey::runs::PermissionAnswer answer, const QString &pattern);
    void placeActivated(const QString &file, int line, int column);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    QList<QWidget *> stops() const override;
    void setAlive(bool alive) override;
    void pressed(QAbstractButton *button, Qt::KeyboardModifiers modifiers) override;

private:
    void makeAnswers();
    void fill();
    void fillWhy();
    void answer(runs::PermissionAnswer answer);
    void explain();
    void listOthers();
    void editPattern();
    void endEditing(bool keep);
    void fillMore(QMenu *menu);
    void fitAnswers();
    int answersWidth() const;
    void followLink(const QString &target);

    runs::PermissionRequest m_request;
    PromptText m_text;
    quint64 m_run = 0;
    int m_number = 0;
    QString m_name;
    QString m_pattern;
    bool m_whole = false;
    bool m_isExplained = false; ///< the calls that led to the question are unfolded
    bool m_isListed = false;    ///< the other objects are
    QList<runs::PermissionRequest> m_others;
    output::RichLabel *m_about;
    output::RichLabel *m_has;
    output::RichLabel *m_behind;
    QWidget *m_why; ///< one label for each call
    widgets::KeyCap *m_keys;
    widgets::SmallButton *m_once;
    widgets::SmallButton *m_forRun;
    widgets::SmallButton *m_more;
    widgets::SmallButton *m_deny;
    widgets::SmallButton *m_denyKind;
    QLineEdit *m_edit;
};

} // namespace latchkey::permissions
