// SPDX-License-Identifier: GPL-3.0-or-later
//
// The user's policy file in the window: opens it in the editor, with a text to begin with when there is none yet, tells
// what is wrong with it while it is written (code_checker.h asks here), and lets it count as soon as it is saved.
#pragma once

#include "engine/runs/engine.h"

#include <QObject>

namespace latchkey::window {

class EditorArea;
class EditorPage;
class FileDesk;

/// True for the path of a policy that counts for everything the user runs.
bool isPolicyPath(const QString &path);
/// What is wrong with the text of a policy, at its place. For background threads.
QList<syntax::Diagnostic> policyFindings(const QByteArray &text, const QString &path);

class PolicyDesk : public QObject
{
    Q_OBJECT

public:
    PolicyDesk(runs::Engine *engine, FileDesk *files, EditorArea *area, QObject *parent);

    /// The user's policy in front.
    void open();

signals:
    void said(const QString &sentence); ///< for the status bar

private:
    void follow(EditorPage *page);
    void readAgain(EditorPage *page);

    runs::Engine *m_engine;
    FileDesk *m_files;
    EditorArea *m_area;
};

} // namespace latchkey::window
