// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one place where the window asks with a dialog: what would destroy data or end running work, and which file. Each
// function returns at once and calls `answered` later, so nothing waits inside an event loop of its own; when `parent`
// goes first, no answer comes. Tests put an `Answerer` in place and no dialog appears.
#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace latchkey::window {

/// A question with buttons that name what they do. The last one changes nothing and is what Escape means.
struct Question {
    QString id;      ///< for tests: "close", "quit-running"
    QString text;    ///< the fact, one line
    QString details; ///< what happens, or the names it is about
    QStringList buttons;
    int destructive = -1; ///< the button that loses something; never the default
};

struct FileQuestion {
    QString id;
    QString title;
    QString folder;
    QString name; ///< suggested, for saving
    bool save = false;
    bool folders = false;     ///< a folder is wanted
    QStringList filters = {}; ///< "CSV table (*.csv)"; empty: scripts
};

/// Calls `answered` with the index of the button pressed.
void ask(QWidget *parent, const Question &question, std::function<void(int button)> answered);
/// Calls `answered` with the files chosen, none when the dialog was cancelled.
void askFiles(QWidget *parent, const FileQuestion &question, std::function<void(const QStringList &paths)> answered);

/// Answers instead of a person.
struct Answerer {
    std::function<int(const Question &)> button;
    std::function<QStringList(const FileQuestion &)> files;
};
/// Replaces the person; an empty one gives the dialogs back.
void setAnswerer(const Answerer &answerer);

} // namespace latchkey::window
