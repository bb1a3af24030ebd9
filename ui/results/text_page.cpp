// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/text_page.h"

#include "ui/output/output_source.h"
#include "ui/theme/theme.h"

using namespace Qt::StringLiterals;

namespace latchkey::results {
namespace {

/// Loads nothing: a script must not make the window fetch an address or read a file. What it gives is not empty, since
/// the document goes on to the disk itself after an empty answer.
class SafeBrowser : public QTextBrowser
{
public:
    using QTextBrowser::QTextBrowser;
    QVariant loadResource(int, const QUrl &) override { return QByteArray(1, ' '); }
};

} // namespace

TextPage::TextPage(QWidget *parent)
    : QStackedWidget(parent)
    , m_browser(new SafeBrowser(this))
    , m_plain(new output::OutputView(this))
{
    setObjectName(u"textPage"_s);
    m_browser->setOpenLinks(false);
    m_browser->setFrameShape(QFrame::NoFrame);
    m_browser->setAccessibleName(tr("Text"));
    m_browser->document()->setDocumentMargin(theme::kRowMargin);
    m_plain->setAccessibleName(tr("Text"));
    m_plain->setHeadingsShown(false);
    m_plain->setWrapping(true);
    addWidget(m_browser);
    addWidget(m_plain);
    connect(m_browser, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) {
        if (url.scheme() == "http"_L1 || url.scheme() == "https"_L1) emit linkActivated(url);
    });
}

void TextPage::setText(const QString &text, bool markdown)
{
    if (markdown && text.size() <= kMostMarkdown) {
        QTextDocument::MarkdownFeatures features(QTextDocument::MarkdownDialectGitHub);
        features |= QTextDocument::MarkdownNoHTML;
        m_browser->document()->setMarkdown(text, features);
        setCurrentWidget(m_browser);
        return;
    }
    m_plain->removeRuns();
    m_plain->addRun(1, std::make_shared<output::TextSource>(text.left(kMostPlain).toUtf8()), {});
    setCurrentWidget(m_plain);
}

bool TextPage::isLaidOut() const
{
    return currentWidget() == m_browser;
}

} // namespace latchkey::results
