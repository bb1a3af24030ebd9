// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Session pane: a bar that says how the session stands, the transcript, the question of an input that needs a
// permission, the line for an input that asks for one, and the entry. It connects its parts; the conversation is
// SessionControl's, what was said SessionTranscript's. Typing over the transcript goes into the entry.
#pragma once

#include "ui/session/session_control.h"
#include "ui/session/session_prelude.h"
#include "ui/session/session_transcript.h"

#include <QUrl>
#include <QWidget>

namespace latchkey::output {
class InputBar;
class RichLabel;
} // namespace latchkey::output
namespace latchkey::permissions {
class PermissionBar;
}

namespace latchkey::session {

class SessionEntry;
class SessionHistory;

class SessionPane : public QWidget
{
    Q_OBJECT

public:
    /// `historyFile` empty: inputs are not kept.
    SessionPane(const SessionControl::Setup &setup, const QString &historyFile, QWidget *parent = nullptr);
    ~SessionPane() override;

    [[nodiscard]] SessionControl *control() const { return m_control; }
    [[nodiscard]] SessionTranscript *transcript() const { return m_transcript; }
    [[nodiscard]] SessionEntry *entry() const { return m_entry; }
    [[nodiscard]] SessionHistory *history() const { return m_history; }
    [[nodiscard]] output::InputBar *inputBar() const { return m_input; }
    /// The question that stands in the pane; null: none.
    [[nodiscard]] permissions::PermissionBar *question() const { return m_question; }
    [[nodiscard]] QString statusText() const;

public slots:
    /// Runs code as an input, also while another is under way: then it waits.
    void run(const QString &source);
    /// As typed in the entry: commands count.
    void submit(const QString &text);
    /// Forgets variables and permissions.
    void renew();
    void clear();
    /// Shows the value that was chosen, else the last one.
    void showValue();
    /// Moves the focus to the question; false when there is none.
    bool focusQuestion();

signals:
    void valueRequested(const latchkey::runs::RunPtr &run, const latchkey::runs::RunEntry &entry);
    void locationActivated(const QString &file, int line, int column);
    void urlActivated(const QUrl &url);
    void faultActivated();
    /// What was forgotten can be brought back: control()->bringBack().
    void forgotten(const QString &sentence);
    void escaped();
    void said(const QString &sentence);
    /// Variables, a value to show, what is busy: something that commands depend on.
    void changed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeBar();
    QWidget *makeWelcome();
    void connectParts(runs::RunList *list);
    void connectTranscript();
    void refresh();
    void onBegun(const runs::RunPtr &run, const QString &source);
    void onEnded(quint64 run);
    void onDropped(const QStringList &sources);
    void refreshKnown();
    void refreshQuestion();
    void closeQuestion();
    void goTo(const QString &file, int line, int column);

    runs::RunList *m_list;
    SessionPrelude m_prelude;
    SessionControl *m_control;
    SessionTranscript *m_transcript;
    SessionHistory *m_history;
    SessionEntry *m_entry;
    output::RichLabel *m_status = nullptr;
    QWidget *m_welcome = nullptr;
    output::InputBar *m_input;
    QWidget *m_questionPlace; ///< keeps the bar's distance
    permissions::PermissionBar *m_question = nullptr;
};

} // namespace latchkey::session
