// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shows where else the name at the caret stands: the same variable, not the same letters. Of a selection without a
// line end it shows where else that text stands. Asked when the caret has rested a moment, answered on another thread,
// gone with the next edit.
#pragma once

#include "ui/editor/language_service.h"
#include "ui/editor/text_search.h"

#include <QTimer>

namespace latchkey::editor {

class OccurrenceMarks : public QObject
{
    Q_OBJECT

public:
    /// `service` asks about the text of `editor`.
    OccurrenceMarks(CodeEditor *editor, LanguageService *service);
    ~OccurrenceMarks() override;

    /// How many places are marked.
    [[nodiscard]] int count() const { return m_count; }

private:
    void ask();
    void askForText(const QByteArray &selected);
    void show(const QList<SearchHit> &places);
    void clear();

    CodeEditor *m_editor;
    LanguageService *m_service;
    QTimer m_rest;
    SearchStop m_stop;
    int m_count = 0;
};

} // namespace latchkey::editor
