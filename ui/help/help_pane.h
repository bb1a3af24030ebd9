// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Help pane: a search field over a page that links lead on from. The book is made on another thread when the pane
// is first shown or asked. Examples on a page can be put into the text in front or run; the pane only asks for that.
#pragma once

#include "ui/help/help_book.h"

#include <QWidget>

#include <functional>

class QTextBrowser;
class QUrl;

namespace latchkey::widgets {
class IconButton;
class SearchField;
} // namespace latchkey::widgets

namespace latchkey::help {

class HelpPane : public QWidget
{
    Q_OBJECT

public:
    explicit HelpPane(QWidget *parent = nullptr);

    /// Where the example scripts come from; called on another thread, once.
    void setExamples(std::function<QList<ShownExample>()> examples) { m_examples = std::move(examples); }
    /// Shows a page by its id; an unknown one shows what a search for it finds.
    void showPage(const QString &id);
    void showCode(const QString &code) { showPage(QStringLiteral("code:") + code); }
    /// Shows what is known of a name as it stands in a script, see HelpBook::about().
    void showName(const QString &name, const QString &text);
    void search(const QString &wanted);
    void goBack();

    [[nodiscard]] widgets::SearchField *field() const { return m_field; }
    [[nodiscard]] QTextBrowser *view() const { return m_view; }
    /// The id of the page shown; empty: the contents or what a search found.
    [[nodiscard]] QString shownPage() const { return m_shown.page; }

signals:
    void insertRequested(const QString &script);
    void runRequested(const QString &script);
    void exampleRequested(const QString &file);

protected:
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// What is shown: a page, else what a search finds, else the contents.
    struct Place {
        QString page;
        QString wanted;
    };
    void whenReady(std::function<void()> then);
    void go(const Place &place);
    void show(const Place &place);
    void refresh();
    void follow(const QUrl &link);
    [[nodiscard]] QString pageHtml(const HelpPage &page) const;
    [[nodiscard]] QString hitsHtml(const QList<const HelpPage *> &hits, const QString &title) const;
    [[nodiscard]] QString contentsHtml() const;

    widgets::IconButton *m_back;
    widgets::IconButton *m_home;
    widgets::SearchField *m_field;
    QTextBrowser *m_view;
    std::function<QList<ShownExample>()> m_examples;
    std::shared_ptr<const HelpBook> m_book;
    QList<std::function<void()>> m_waiting; ///< for the book
    Place m_shown;
    QList<Place> m_before;
    QList<QString> m_scripts; ///< of the page shown, by their links' numbers
};

} // namespace latchkey::help
