// SPDX-License-Identifier: GPL-3.0-or-later
//
// A text that a script showed, as text: plain, or markdown laid out. Nothing is ever loaded for it, neither from the
// net nor from the disk; a link is only told, so that the window can ask. Long texts are shown plain and cut.
#pragma once

#include "ui/output/output_view.h"

#include <QStackedWidget>
#include <QTextBrowser>
#include <QUrl>

namespace latchkey::results {

class TextPage : public QStackedWidget
{
    Q_OBJECT

public:
    static constexpr qsizetype kMostMarkdown = 64 << 10;
    static constexpr qsizetype kMostPlain = 1 << 20;

    explicit TextPage(QWidget *parent = nullptr);
    void setText(const QString &text, bool markdown);
    bool isLaidOut() const;
    QTextBrowser *browser() const { return m_browser; }

signals:
    /// Somebody clicked a link that leads to the web.
    void linkActivated(const QUrl &url);

private:
    QTextBrowser *m_browser;
    output::OutputView *m_plain;
};

} // namespace latchkey::results
