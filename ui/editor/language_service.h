// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks the language's services (engine/language) about the text of one editor, on threads of their own. A question gets
// the text of the moment it is asked at; the answer comes on the GUI thread, and only if the text is still that one and
// nobody has asked anew on the same channel. So no answer is ever about another text, and nothing here waits.
//
//     service.ask(LanguageService::Hover,
//                 [at](const language::DocumentPtr &document, const language::Workspace &workspace) {
//                     return language::hoverAt(document, at, workspace);
//                 },
//                 [this](const std::optional<language::Hover> &hover) { show(hover); });
#pragma once

#include "engine/language/document.h"
#include "ui/editor/code_editor.h"

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <array>
#include <memory>

namespace latchkey::editor {

class LanguageService : public QObject
{
    Q_OBJECT

public:
    /// Questions of one channel replace each other.
    enum Channel : quint8 { Completion, Signature, Hover, Structure, Occurrences, Command, ChannelCount };

    explicit LanguageService(CodeEditor *editor);
    ~LanguageService() override;

    /// Whether the text is one the language's services are for: a script, and not a huge one.
    [[nodiscard]] bool isAvailable() const;

    template<typename Question, typename Answer>
    void ask(Channel channel, Question question, Answer answer)
    {
        using Result = std::invoke_result_t<Question, const language::DocumentPtr &, const language::Workspace &>;
        cancel(channel);
        if (!isAvailable()) return;
        const Job job = prepare(channel);
        auto promise = std::make_shared<QPromise<Result>>();
        promise->start();
        QFuture<Result> future = promise->future();
        pool().start([job, promise, question = std::move(question)] {
            const language::DocumentPtr document = job.stop->load() ? nullptr : analysed(job);
            if (document && !job.stop->load()) promise->addResult(question(document, workspaceOf(job)));
            promise->finish();
        });
        future.then(this, [this, job, answer = std::move(answer)](QFuture<Result> done) {
            if (done.resultCount() == 0 || job.stop->load() || job.revision != m_editor->revision()) return;
            answer(done.takeResult());
        });
    }
    /// Whatever was asked there is not wanted any more.
    void cancel(Channel channel);
    /// Code that comes before the editor's text, for a field whose text goes on from it. Questions are about both as
    /// one text: places in the editor begin at `placesFrom()`.
    void setPrelude(const QByteArray &code);
    [[nodiscard]] long placesFrom() const { return long(m_prelude.size()); }
    /// Where imports of a text without a file start.
    void setFolder(const QString &folder) { m_folder = folder; }

    /// What a script in `folder` can import; the files it has read are kept for all. Any thread.
    static language::Workspace workspaceIn(const std::string &folder);

    /// The threads all editors share for this.
    static QThreadPool &pool();

private:
    /// One text's analysis, made by the first question that needs it and shared by all.
    struct Analysis;
    struct Job {
        std::shared_ptr<Analysis> analysis;
        std::shared_ptr<std::atomic<bool>> stop;
        std::string folder; ///< where imports start
        quint64 revision = 0;
    };

    Job prepare(Channel channel);
    static language::DocumentPtr analysed(const Job &job);
    static language::Workspace workspaceOf(const Job &job);

    CodeEditor *m_editor;
    QByteArray m_prelude;
    QString m_folder;
    std::shared_ptr<Analysis> m_analysis;
    quint64 m_analysisRevision = 0;
    std::array<std::shared_ptr<std::atomic<bool>>, ChannelCount> m_stops;
};

} // namespace latchkey::editor
