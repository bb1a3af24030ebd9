// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/language_service.h"

#include "engine/language/module_files.h"
#include "ui/editor/syntax.h"
#include "ui/editor/syntax_lexer.h"

#include <QFileInfo>

namespace latchkey::editor {

namespace {

constexpr int kThreads = 2;
constexpr qsizetype kMaxText = 10'000'000;

language::ModuleFiles &moduleFiles()
{
    static language::ModuleFiles files; // outlives the pool's threads, which end with the process
    return files;
}

} // namespace

struct LanguageService::Analysis {
    QByteArray text;
    std::string name;
    std::string path;
    std::once_flag once;
    std::atomic<bool> stop = false; ///< the text has changed: nobody wants it any more
    language::DocumentPtr document;
};

LanguageService::LanguageService(CodeEditor *editor)
    : QObject(editor)
    , m_editor(editor)
{
}

LanguageService::~LanguageService()
{
    for (int channel = 0; channel < ChannelCount; ++channel) cancel(Channel(channel));
}

QThreadPool &LanguageService::pool()
{
    // Never destroyed: the program does not wait for an answer nobody wants any more.
    static QThreadPool *pool = [] {
        auto *made = new QThreadPool;
        made->setMaxThreadCount(kThreads);
        made->setThreadPriority(QThread::LowPriority);
        return made;
    }();
    return *pool;
}

bool LanguageService::isAvailable() const
{
    if (m_editor->isLoading() || m_editor->syntaxLexer()->definitionName() != kMlDefinition) return false;
    const Document *document = m_editor->document();
    if (document != nullptr && document->isReadOnly()) return false;
    return m_editor->SendScintilla(QsciScintillaBase::SCI_GETLENGTH) <= kMaxText;
}

void LanguageService::cancel(Channel channel)
{
    if (m_stops[channel]) m_stops[channel]->store(true);
    m_stops[channel].reset();
}

void LanguageService::setPrelude(const QByteArray &code)
{
    if (code == m_prelude) return;
    for (int channel = 0; channel < ChannelCount; ++channel) cancel(Channel(channel));
    m_prelude = code;
    m_analysisRevision = 0;
}

LanguageService::Job LanguageService::prepare(Channel channel)
{
    const Document *document = m_editor->document();
    const QString path = document != nullptr ? document->path() : QString();
    if (!m_analysis || m_analysisRevision != m_editor->revision()) {
        if (m_analysis) m_analysis->stop.store(true);
        m_analysis = std::make_shared<Analysis>();
        m_analysis->text = m_prelude + m_editor->utf8();
        m_analysis->name = document != nullptr ? document->displayName().toStdString() : std::string();
        m_analysis->path = path.toStdString();
        m_analysisRevision = m_editor->revision();
    }
    m_stops[channel] = std::make_shared<std::atomic<bool>>(false);
    return {m_analysis, m_stops[channel],
            path.isEmpty() ? m_folder.toStdString() : QFileInfo(path).path().toStdString(), m_analysisRevision};
}

language::DocumentPtr LanguageService::analysed(const Job &job)
{
    Analysis &analysis = *job.analysis;
    std::call_once(analysis.once, [&analysis] {
        analysis.document =
            language::analyse(analysis.name, analysis.text.toStdString(), analysis.path, &analysis.stop);
    });
    return analysis.document;
}

language::Workspace LanguageService::workspaceOf(const Job &job)
{
    return workspaceIn(job.folder);
}

language::Workspace LanguageService::workspaceIn(const std::string &folder)
{
    return moduleFiles().workspaceFor(folder);
}

} // namespace latchkey::editor
