// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which tabs were open, where their carets stood, how the window was laid out, and what ran: a small JSON file in the
// state folder with two older generations beside it. Unsaved text is not in here; the journals keep it, so damage to
// this file loses no text. Writing happens on the file pool; only the last write, when the window closes, is waited
// for.
#pragma once

#include "ui/window/editor_page.h"

#include <QByteArray>
#include <QFuture>
#include <QList>
#include <QObject>
#include <QString>

namespace latchkey::window {

struct SessionTab {
    QString path; ///< empty for a text never saved; then its journal has it
    QString journal;
    QString title;
    int line = 1;
    int column = 1;
    QList<int> bookmarks = {}; ///< lines
    std::optional<Qt::Orientation> split = {};
    RunSetup setup;
    bool onSecondSide = false;
    bool inFront = false; ///< of its side
};

struct SessionState {
    QList<SessionTab> tabs;
    int current = -1;
    std::optional<Qt::Orientation> sides = {}; ///< how the second side stands to the first
    QByteArray geometry;
    QByteArray layout;
    QList<QPair<QString, QString>> running; ///< name and path of what runs; not empty in the file: the program died
};

class SessionStore : public QObject
{
    Q_OBJECT

public:
    /// `folder` empty: nothing is kept.
    explicit SessionStore(const QString &folder, QObject *parent = nullptr);

    /// The newest generation that can be read. A small file: read before the window is shown, which it places.
    [[nodiscard]] SessionState read() const;
    /// Writes in the background; of several writes asked for meanwhile the last one counts.
    void write(const SessionState &state);
    /// Writes and waits.
    void writeNow(const SessionState &state);

    static QByteArray toJson(const SessionState &state);
    /// Nothing when the text is damaged.
    static std::optional<SessionState> fromJson(const QByteArray &json);

private:
    [[nodiscard]] QString fileOf(int generation) const;

    void startWriting();

    QString m_folder;
    QByteArray m_last; ///< as written, to leave out equal ones
    QByteArray m_next; ///< waits for the write under way
    QFuture<bool> m_flight;
    bool m_writing = false;
    bool m_rotated = false;
};

} // namespace latchkey::window
