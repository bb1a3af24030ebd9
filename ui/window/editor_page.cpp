// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/editor_page.h"

#include "ui/editor/breadcrumbs.h"

#include <QFileInfo>
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
    column->addWidget(m_editor, 1);
    setFocusProxy(m_editor);
    connect(m_document, &editor::Document::noticesChanged, this, &EditorPage::showDocumentNotices);
}

EditorPage::~EditorPage()
{
    // The editor looks at its document until the end; children die in the order they were made.
    delete m_editor;
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
    return script;
}

void EditorPage::tell(Notice::Kind kind, const QString &id, const QString &marked, const QList<Notice::Action> &actions)
{
    m_notices->post({id, kind, widgets::fromMarked(marked), actions});
}

void EditorPage::showDocumentNotices()
{
    m_notices->withdraw(u"document"_s);
    for (const editor::DocumentNotice &notice : m_document->notices()) {
        const bool problem = notice.kind == editor::DocumentNotice::Kind::HiddenCharacters ||
                             notice.kind == editor::DocumentNotice::Kind::NotUtf8;
        m_notices->post({u"document"_s + QString::number(int(notice.kind)),
                         problem ? Notice::Kind::Warning : Notice::Kind::Information,
                         {{notice.message}}});
    }
}

} // namespace latchkey::window
