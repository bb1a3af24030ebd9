// SPDX-License-Identifier: GPL-3.0-or-later
//
// The inputs of this and earlier sessions, for going back to. They are kept in a file in the state folder, bounded in
// number and size, readable by its owner only. It is read and written on the file pool; a write joins what other
// windows have added meanwhile, and puts the new file in the old one's place in one step. A file that can not be read
// is kept aside as FILE.damaged; what can not be written is told once and tried again with the next input.
#pragma once

#include <QFuture>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <optional>

namespace latchkey::session {

class SessionHistory : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype kMostInputs = 2000;
    static constexpr qsizetype kMostBytes = 1 << 20;     ///< of the file
    static constexpr qsizetype kLongestInput = 64 << 10; ///< characters; a longer one is not kept

    /// `file` empty: nothing is kept beyond this object.
    explicit SessionHistory(const QString &file, QObject *parent = nullptr);
    /// Waits for what is still to be written.
    ~SessionHistory() override;

    void add(const QString &input);
    /// Oldest first.
    const QStringList &inputs() const { return m_inputs; }
    /// The place of the next input before `place` that begins with `prefix` and is not `shown`; -1: there is none.
    qsizetype before(qsizetype place, const QString &prefix, const QString &shown = {}) const;
    qsizetype behind(qsizetype place, const QString &prefix, const QString &shown = {}) const;

    /// The inputs in a file's text; nothing when it is damaged.
    static std::optional<QStringList> fromJson(const QByteArray &json);
    static QByteArray toJson(const QStringList &inputs);

signals:
    void loaded();
    void problem(const QString &sentence);

private:
    struct Outcome {
        QStringList inputs;
        QString problem;
    };
    static Outcome read(const QString &file);
    static QString write(const QString &file, const QStringList &fresh);
    void load();
    void take(const Outcome &outcome);
    void save();

    QString m_file;
    QStringList m_inputs;
    QStringList m_fresh; ///< not written yet
    QFuture<QString> m_flight;
    QTimer m_soon;
    bool m_isWriting = false;
    bool m_isTold = false;
};

} // namespace latchkey::session
