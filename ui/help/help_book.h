// SPDX-License-Identifier: GPL-3.0-or-later
//
// All pages of help, made once from tables: the library's own (every function, method, constant and module), the topics
// of the language, and the codes of findings. A page is text in a small mark-up; `help_pane.h` shows it. Everything is
// in memory and nothing is fetched, so it works offline. Made on any thread, then only read.
#pragma once

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <memory>

namespace latchkey::help {

enum class Section : quint8 { Language, Builtins, Modules, Functions, Methods, Codes };
QString titleOf(Section section);

struct HelpPage {
    QString id = {};      ///< "file.read", "module:file", "topic:loops", "code:E-NAME-UNKNOWN"
    QString title = {};   ///< "file.read"
    QString summary = {}; ///< one line
    Section section = Section::Language;
    QString code = {};                            ///< the call: "file.read(path: string) -> string"
    QStringList paragraphs = {};                  ///< `code` in backticks
    QString needs = {};                           ///< a capability
    QList<QPair<QString, QString>> rows = {};     ///< id of a page and its words, listed below
    QList<QPair<QString, QString>> examples = {}; ///< heading and script
    bool runs = true;                             ///< whether its examples are worth running
};

/// A script that comes with the program and shows functions in use.
struct ShownExample {
    QString file;
    QString title;
    QString text;
};

class HelpBook
{
public:
    static std::shared_ptr<const HelpBook> make(const QList<ShownExample> &examples);

    [[nodiscard]] const QList<HelpPage> &pages() const { return m_pages; }
    [[nodiscard]] const HelpPage *page(const QString &id) const;
    /// The pages that have every word, the best first: names before beginnings of names before words of the text.
    [[nodiscard]] QList<const HelpPage *> search(const QString &wanted) const;
    /// The pages about a name as it stands in a script: "file.read", "rows.append", "while", "len". `text` is the
    /// script, which may have given a module another name. Best first, several for a method of unknown type.
    [[nodiscard]] QList<const HelpPage *> about(const QString &name, const QString &text) const;
    /// Titles of the examples that use the function of that page, and their files.
    [[nodiscard]] QList<ShownExample> examplesUsing(const QString &id) const { return m_uses.value(id); }

private:
    void add(const HelpPage &page);
    void addTopics();
    void addCodes();
    void addLibrary();

    QList<HelpPage> m_pages;
    QHash<QString, qsizetype> m_byId;
    QHash<QString, QString> m_topicOf; ///< by reserved word
    QHash<QString, QList<ShownExample>> m_uses;
};

} // namespace latchkey::help
