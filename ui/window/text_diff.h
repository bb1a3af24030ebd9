// SPDX-License-Identifier: GPL-3.0-or-later
//
// A window beside the work that shows what differs between another version of a text and the one in the editor. It
// opens at once; the versions are read and compared by a worker, and choosing another version drops the work for the
// one before.
#pragma once

#include "ui/jobs/job.h"

#include <QDialog>
#include <QList>

#include <atomic>
#include <expected>
#include <functional>
#include <memory>

class QComboBox;
class QLabel;

namespace latchkey::compare {
class DiffView;
}

namespace latchkey::window {

/// A version that the text is compared with.
struct TextVersion {
    QString name; ///< "on disk", "saved at 14:02"
    /// Its text, or why there is none. Blocks: called by a worker.
    std::function<std::expected<QByteArray, QString>()> read;
};

class TextDiff : public QDialog
{
    Q_OBJECT

public:
    /// Compares `text` with the first of `versions`; more than one can be chosen from. Deletes itself when closed.
    TextDiff(const QString &title, const QList<TextVersion> &versions, const QByteArray &text, QWidget *parent);
    ~TextDiff() override;

    /// A button that does something with the version shown, and closes the window.
    void addAction(const QString &text, std::function<void(const QByteArray &version)> act);
    [[nodiscard]] compare::DiffView *view() const { return m_view; }
    [[nodiscard]] QComboBox *versions() const { return m_choice; }
    [[nodiscard]] QString summary() const;

signals:
    /// A comparison is shown.
    void shown();

private:
    void compareWith(int version);
    void setButtonsEnabled(bool on);

    QList<TextVersion> m_versions;
    QByteArray m_text;
    QByteArray m_version; ///< the one shown
    QComboBox *m_choice;
    compare::DiffView *m_view;
    QLabel *m_summary;
    QWidget *m_buttons;
    std::shared_ptr<std::atomic<bool>> m_cancelled; ///< set by this thread, read by the worker
    jobs::Job m_job;
    int m_turn = 0;
};

} // namespace latchkey::window
