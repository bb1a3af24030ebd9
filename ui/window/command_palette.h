// SPDX-License-Identifier: GPL-3.0-or-later
//
// The palette: everything the window can do, the open and recent files, and the examples, found by a few letters. A
// child of the window below the tool bar's top; Escape, a click elsewhere or a choice closes it and gives the focus
// back. Prefixes narrow the search: ">" commands, "@" symbols and ":" a line of the file in front, "?" what there is.
#pragma once

#include "ui/window/entry_list.h"

#include <QPointer>
#include <QWidget>

class QLabel;

namespace latchkey::widgets {
class SearchField;
}

namespace latchkey::window {

/// How well `name` fits what was typed: 0 not at all, more is better; `hits` are the letters that matched.
int matchScore(const QString &typed, const QString &name, QList<int> *hits = nullptr);

class CommandPalette : public QWidget
{
    Q_OBJECT

public:
    static constexpr int kRows = 12;

    explicit CommandPalette(QWidget *window);

    /// What is offered, asked anew at each opening.
    struct Sources {
        std::function<QList<Entry>()> commands;
        std::function<QList<Entry>()> files;   ///< without a prefix these come first
        std::function<QList<Entry>()> symbols; ///< of the file in front: "@"
        /// Finds files for what was typed, elsewhere and later; the answer replaces the one before.
        std::function<void(const QString &typed, const std::function<void(const QList<Entry> &)> &)> findFiles;
        std::function<void(int line)> goToLine;
    };
    void setSources(const Sources &sources) { m_sources = sources; }
    /// Opens with `typed` in the field, `top` pixels below the window's upper edge.
    void open(const QString &typed, int top);
    void close();
    /// Searches again for what is typed: there may be more to find by now.
    void refresh();

    [[nodiscard]] widgets::SearchField *field() const { return m_field; }
    [[nodiscard]] EntryView *view() const { return m_view; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search();
    void place();
    [[nodiscard]] QList<Entry> found(const QString &typed) const;
    [[nodiscard]] QList<Entry> withIndexed(const QString &typed) const;
    void showEntries(const QList<Entry> &entries);
    [[nodiscard]] QList<Entry> helpEntries();

    Sources m_sources;
    QList<Entry> m_commands;
    QList<Entry> m_files;
    QList<Entry> m_symbols;
    QList<Entry> m_indexed; ///< the last answer of findFiles
    QString m_indexedFor;   ///< what was typed then
    widgets::SearchField *m_field;
    EntryView *m_view;
    QLabel *m_prefixes;
    QLabel *m_count;
    QPointer<QWidget> m_focusBefore;
    int m_top = 0;
};

} // namespace latchkey::window
