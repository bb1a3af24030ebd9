// SPDX-License-Identifier: GPL-3.0-or-later
// One connection to the journal's file, used by one thread. It opens the file for its owner only, makes the tables, and
// keeps what went wrong: `problem()` says it in words, `isDamaged()` whether the file itself is broken, in which case
// `setAside()` keeps it as FILE.damaged and the next `open()` begins a fresh one. Writers never wait for readers.
#pragma once

#include <QSqlQuery>
#include <QString>

namespace latchkey::journal {

class Database
{
public:
    enum class For : bool { Reading, Writing };

    Database(QString file, For use);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// For writing, makes the file and its tables. For reading, fails while there is none.
    bool open();
    void close();
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    /// Moves a damaged file out of the way; false when it can not be moved or is not ours to move.
    bool setAside();

    /// A statement ready to be bound.
    [[nodiscard]] QSqlQuery prepare(const QString &sql);
    /// Carries it out; false: see problem().
    bool run(QSqlQuery &query);
    bool run(const QString &sql);
    /// The first value of the first row.
    [[nodiscard]] QVariant value(const QString &sql);

    [[nodiscard]] const QString &problem() const { return m_problem; }
    [[nodiscard]] bool isDamaged() const { return m_isDamaged; }
    /// The statement itself can not be carried out: it would fail again.
    [[nodiscard]] bool isHopeless() const { return m_isHopeless; }

private:
    bool connect();
    bool makeTables();
    void note(const QSqlError &error);

    const QString m_file;
    const For m_use;
    QString m_connection;
    QString m_problem;
    bool m_isDamaged = false;
    bool m_isHopeless = false;
    bool m_isOpen = false;
};

} // namespace latchkey::journal
