// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/help_pane.h"

#include "ui/editor/background.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/small_parts.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace latchkey::help {

using theme::Token;

namespace {

constexpr qsizetype kHitsShown = 60, kPlacesKept = 100;

QString colorName(Token token)
{
    return theme::color(token).name();
}

// The mark-up of pages: code stands in backticks.
QString html(const QString &text)
{
    static const QRegularExpression kCode(u"`([^`]*)`"_s);
    return text.toHtmlEscaped().replace(kCode, u"<code>\\1</code>"_s);
}

QString link(const QString &target, const QString &words)
{
    return u"<a href=\"%1\">%2</a>"_s.arg(target.toHtmlEscaped(), words.toHtmlEscaped());
}

QString pageLink(const QString &id, const QString &words)
{
    return link(u"page:"_s + QString::fromLatin1(QUrl::toPercentEncoding(id)), words);
}

// No h1 and h2: Qt makes them larger whatever the style says.
QString pageStyle()
{
    const QString code = theme::fonts().codeFamily();
    const int size = theme::fonts().pixelSize();
    return u"a { color: %1; text-decoration: underline; }"
           "code, pre { font-family: '%2'; font-size: %3px; }"
           "p.title { font-size: %4px; font-weight: 600; margin: 0 0 6px 0; }"
           "p.section { font-size: %5px; font-weight: 600; margin: 16px 0 4px 0; }"
           "p { margin: 0 0 8px 0; line-height: 130%; }"
           ".muted { color: %6; }"_s.arg(colorName(Token::Link), code)
               .arg(size)
               .arg(size + 3)
               .arg(size)
               .arg(colorName(Token::Muted));
}

QString codeBox(const QString &code)
{
    return u"<table width=\"100%\" cellpadding=\"8\" bgcolor=\"%1\"><tr><td><pre>%2</pre></td></tr></table>"_s.arg(
        colorName(Token::Editor), code.trimmed().toHtmlEscaped());
}

} // namespace

HelpPane::HelpPane(QWidget *parent)
    : QWidget(parent)
    , m_back(new widgets::IconButton(u"undo"_s, tr("Back to the page before")))
    , m_home(new widgets::IconButton(u"outline"_s, tr("Contents")))
    , m_field(new widgets::SearchField(tr("Search help")))
    , m_view(new QTextBrowser)
{
    setObjectName(u"helpPane"_s);
    m_back->setObjectName(u"helpBack"_s);
    m_home->setObjectName(u"helpHome"_s);
    m_field->setObjectName(u"helpSearch"_s);
    m_view->setObjectName(u"helpView"_s);
    m_view->setAccessibleName(tr("Help page"));
    m_view->setOpenLinks(false);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->document()->setDocumentMargin(theme::kRowMargin);
    m_view->viewport()->setBackgroundRole(QPalette::Button); // the ground of panes
    m_back->setEnabled(false);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(theme::kSide, theme::kBarGap, theme::kSide, theme::kBarGap);
    bar->setSpacing(theme::kBarGap);
    bar->addWidget(m_back);
    bar->addWidget(m_home);
    bar->addWidget(m_field, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_view, 1);
    m_field->installEventFilter(this);
    connect(m_back, &QAbstractButton::clicked, this, &HelpPane::goBack);
    connect(m_home, &QAbstractButton::clicked, this, [this] { go({}); });
    connect(m_field, &QLineEdit::textEdited, this, &HelpPane::search);
    connect(m_view, &QTextBrowser::anchorClicked, this, &HelpPane::follow);
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, &HelpPane::refresh);
}

// The book is made once, elsewhere; who asks before it is there is served then.
void HelpPane::whenReady(std::function<void()> then)
{
    if (m_book) return then();
    m_waiting << std::move(then);
    if (m_waiting.size() > 1) return;
    editor::inBackground([examples = m_examples] {
        return HelpBook::make(examples ? examples() : QList<ShownExample>());
    }).then(this, [this](const std::shared_ptr<const HelpBook> &book) {
        m_book = book;
        for (const auto &waiting : std::exchange(m_waiting, {})) waiting();
    });
}

void HelpPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_book && m_waiting.isEmpty()) whenReady([this] { refresh(); });
}

void HelpPane::showPage(const QString &id)
{
    whenReady([this, id] {
        if (m_book->page(id) != nullptr) go({id, {}});
        else go({{}, id.section(u':', -1)});
    });
}

void HelpPane::showName(const QString &name, const QString &text)
{
    whenReady([this, name, text] {
        const QList<const HelpPage *> found = m_book->about(name, text);
        if (found.size() == 1) return go({found.first()->id, {}});
        go({{}, name.section(u'.', -1)});
    });
}

void HelpPane::search(const QString &wanted)
{
    whenReady([this, wanted] {
        const Place place{{}, wanted.trimmed()};
        // Each letter is no place of its own to come back to.
        if (m_shown.page.isEmpty() && !m_shown.wanted.isEmpty()) show(place);
        else go(place);
    });
}

void HelpPane::go(const Place &place)
{
    whenReady([this, place] {
        if (place.page == m_shown.page && place.wanted == m_shown.wanted && !m_view->document()->isEmpty()) return;
        m_before << m_shown;
        if (m_before.size() > kPlacesKept) m_before.removeFirst();
        show(place);
    });
}

void HelpPane::goBack()
{
    if (!m_before.isEmpty()) show(m_before.takeLast());
}

void HelpPane::show(const Place &place)
{
    m_shown = place;
    m_back->setEnabled(!m_before.isEmpty());
    if (m_field->text().trimmed() != place.wanted) m_field->setText(place.wanted);
    refresh();
    m_view->verticalScrollBar()->setValue(0);
}

void HelpPane::refresh()
{
    if (!m_book) return;
    m_scripts.clear();
    const HelpPage *page = m_book->page(m_shown.page);
    const QString body = page != nullptr            ? pageHtml(*page)
                         : m_shown.wanted.isEmpty() ? contentsHtml()
                                                    : hitsHtml(m_book->search(m_shown.wanted), tr("Found"));
    if (page != nullptr)
        for (const auto &[heading, script] : page->examples) m_scripts << script;
    m_view->document()->setDefaultStyleSheet(pageStyle());
    m_view->document()->setDefaultFont(theme::fonts().ui());
    m_view->setHtml(body);
}

QString HelpPane::pageHtml(const HelpPage &page) const
{
    QString text = u"<p class=\"title\">%1</p>"_s.arg(page.title.toHtmlEscaped());
    if (!page.code.isEmpty()) text += codeBox(page.code);
    for (const QString &paragraph : page.paragraphs) text += u"<p>%1</p>"_s.arg(html(paragraph));
    if (!page.needs.isEmpty())
        text += u"<p>%1</p>"_s.arg(
            html(tr("Needs the permission `%1`, and asks for it when it is called.").arg(page.needs)));
    for (const auto &[id, words] : page.rows) {
        const QString name = m_book->page(id) != nullptr ? pageLink(id, m_book->page(id)->title) + u"  "_s : QString();
        text += u"<p>%1<span class=\"muted\">%2</span></p>"_s.arg(name, html(words));
    }
    for (qsizetype i = 0; i < page.examples.size(); ++i) {
        const auto &[heading, script] = page.examples[i];
        text += u"<p class=\"section\">%1</p>"_s.arg((heading.isEmpty() ? tr("Example") : heading).toHtmlEscaped()) +
                codeBox(script);
        text += u"<p>"_s + link(u"insert:%1"_s.arg(i), tr("Insert at the caret"));
        if (page.runs) text += u"   "_s + link(u"run:%1"_s.arg(i), tr("Run it"));
        text += u"</p>"_s;
    }
    const QList<ShownExample> uses = m_book->examplesUsing(page.id);
    if (!uses.isEmpty()) text += u"<p class=\"section\">%1</p>"_s.arg(tr("In examples").toHtmlEscaped());
    for (const ShownExample &use : uses) text += u"<p>%1</p>"_s.arg(link(u"example:"_s + use.file, use.title));
    if (const QString module = page.title.section(u'.', 0, -2); m_book->page(u"module:"_s + module) != nullptr)
        text += u"<p class=\"muted\">%1 %2</p>"_s.arg(tr("Module").toHtmlEscaped(),
                                                      pageLink(u"module:"_s + module, module));
    return text;
}

QString HelpPane::hitsHtml(const QList<const HelpPage *> &hits, const QString &title) const
{
    QString text = u"<p class=\"title\">%1</p>"_s.arg(title.toHtmlEscaped());
    if (hits.isEmpty())
        return text + u"<p>%1</p>"_s.arg(tr("No page has the words “%1”.").arg(m_shown.wanted).toHtmlEscaped());
    for (const HelpPage *hit : hits.first(std::min(kHitsShown, hits.size())))
        text += u"<p>%1<br><span class=\"muted\">%2</span></p>"_s.arg(pageLink(hit->id, hit->title),
                                                                      hit->summary.toHtmlEscaped());
    if (hits.size() > kHitsShown)
        text += u"<p class=\"muted\">%1</p>"_s.arg(
            tr("and %n more; another word finds less", nullptr, int(hits.size() - kHitsShown)).toHtmlEscaped());
    return text;
}

QString HelpPane::contentsHtml() const
{
    QString text;
    for (const Section section :
         {Section::Language, Section::Builtins, Section::Modules, Section::Methods, Section::Codes}) {
        text += u"<p class=\"section\">%1</p><p>"_s.arg(titleOf(section).toHtmlEscaped());
        QStringList links;
        for (const HelpPage &page : m_book->pages()) {
            const bool listed = page.section == section &&
                                (section != Section::Methods || page.id.startsWith(u"methods:")) &&
                                page.id != u"builtins";
            if (listed) links << pageLink(page.id, page.title);
        }
        text += links.join(section == Section::Language || section == Section::Codes ? u"<br>"_s : u", "_s) + u"</p>"_s;
    }
    return text;
}

void HelpPane::follow(const QUrl &link)
{
    const QString kind = link.scheme(), rest = QUrl::fromPercentEncoding(link.path().toUtf8());
    if (kind == u"page") return go({rest, {}});
    if (kind == u"example") return emit exampleRequested(rest);
    const QString script = m_scripts.value(rest.toInt());
    if (kind == u"insert") emit insertRequested(script);
    else if (kind == u"run") emit runRequested(script);
}

// Enter in the field opens the best page, Down goes to the links.
bool HelpPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Down) {
        m_view->setFocus(Qt::TabFocusReason);
        return true;
    }
    if (key != Qt::Key_Return && key != Qt::Key_Enter) return QWidget::eventFilter(watched, event);
    whenReady([this] {
        if (const auto hits = m_book->search(m_shown.wanted); !m_shown.wanted.isEmpty() && !hits.isEmpty())
            go({hits.first()->id, {}});
    });
    return true;
}

} // namespace latchkey::help
