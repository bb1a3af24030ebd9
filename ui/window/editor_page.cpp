// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/editor_page.h"

#include "ui/editor/breadcrumbs.h"
#include "ui/editor/split_view.h"

#include <QFileInfo>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace latchkey::window {

using widgets::Notice;

EditorPage::EditorPage(const QString &key, const QString &journalFolder, QWidget *parent)
    : QWidget(parent)
    , m_key(key)
    , m_document(new editor::Document(this))
    , m_editor(new editor::CodeEditor(this))
    , m_assist(new editor::CodeAssist(m_editor))
    , m_breadcrumbs(new editor::Breadcrumbs(this))
    , m_notices(new widgets::NotificationBar(this))
    , m_views(new QSplitter(this))
{
    setObjectName(u"editorPage"_s);
    m_editor->setObjectName(u"codeEditor"_s);
    m_editor->setDocument(m_document);
    if (!journalFolder.isEmpty()) m_editor->enableJournal(journalFolder);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notices);
    column->addWidget(m_breadcrumbs);
    m_views->setObjectName(u"views"_s);
    m_views->setAccessibleName(tr("Views of the file"));
    m_views->setChildrenCollapsible(false);
    m_views->addWidget(m_editor);
    column->addWidget(m_views, 1);
    setFocusProxy(m_editor);
    connect(m_document, &editor::Document::noticesChanged, this, &EditorPage::showDocumentNotices);
}

EditorPage::~EditorPage()
{
    delete m_split; // shows the editor's text
    // The editor looks at its document until the end; children die in the order they were made.
    delete m_editor;
}

void EditorPage::toggleSplit(Qt::Orientation orientation)
{
    const bool wasSplit = m_split != nullptr, turned = m_views->orientation() != orientation;
    if (wasSplit && !turned) {
        delete std::exchange(m_split, nullptr);
        return emit splitChanged();
    }
    m_views->setOrientation(orientation);
    if (!wasSplit) {
        m_split = new editor::SplitView(m_editor, this);
        m_views->addWidget(m_split);
        editor::ViewPlace::of(*m_editor).showIn(*m_split);
        m_split->show();
        connect(m_split, &editor::SplitView::wanted, this, &EditorPage::changeViews);
    }
    const int half = std::max(1, (orientation == Qt::Horizontal ? m_views->width() : m_views->height()) / 2);
    m_views->setSizes({half, half});
    emit splitChanged();
}

void EditorPage::changeViews()
{
    if (m_split == nullptr) return;
    m_assist->closeAll();
    const editor::ViewPlace mine = editor::ViewPlace::of(*m_editor), theirs = editor::ViewPlace::of(*m_split);
    const QList<int> sizes = m_views->sizes();
    m_views->insertWidget(0, m_views->widget(1));
    m_views->setSizes(sizes);
    theirs.showIn(*m_editor);
    mine.showIn(*m_split);
    m_editor->setFocus();
}

std::optional<Qt::Orientation> EditorPage::splitWay() const
{
    return m_split != nullptr ? std::optional(m_views->orientation()) : std::nullopt;
}

void EditorPage::setSplitWay(Qt::Orientation orientation)
{
    if (splitWay() != orientation) toggleSplit(orientation);
}

editor::FindBar *EditorPage::findBar()
{
    if (m_find == nullptr) {
        m_find = new editor::FindBar(m_editor, this);
        static_cast<QVBoxLayout *>(layout())->insertWidget(1, m_find);
    }
    return m_find;
}

bool EditorPage::isFile(const QString &file) const
{
    if (file.isEmpty()) return false;
    if (file == key() || (!path().isEmpty() && file == path())) return true;
    return path().isEmpty() && file == name();
}

bool EditorPage::isPristine() const
{
    return path().isEmpty() && !m_document->isModified() && !m_document->isBusy() &&
           m_editor->SendScintilla(QsciScintillaBase::SCI_GETLENGTH) == 0;
}

runs::Script EditorPage::script() const
{
    runs::Script script;
    script.source = m_editor->utf8();
    script.name = name();
    script.path = path();
    script.folder = setup.folder;
    return script;
}

void EditorPage::tell(Notice::Kind kind, const QString &id, const QString &marked, const QList<Notice::Action> &actions)
{
    m_notices->post({id, kind, widgets::fromMarked(marked), actions});
}

void EditorPage::showDocumentNotices()
{
    using Kind = editor::DocumentNotice::Kind;
    const auto idOf = [](Kind kind) { return u"document"_s + QString::number(int(kind)); };
    for (int kind = 0; kind <= int(Kind::ReadOnlyFile); ++kind) m_notices->withdraw(idOf(Kind(kind)));
    for (const editor::DocumentNotice &notice : m_document->notices()) {
        const bool problem = notice.kind == Kind::HiddenCharacters || notice.kind == Kind::NotUtf8;
        m_notices->post(
            {idOf(notice.kind), problem ? Notice::Kind::Warning : Notice::Kind::Information, {{notice.message}}});
    }
}

} // namespace latchkey::window
