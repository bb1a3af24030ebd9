// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/text_loader.h"

#include "ui/editor/background.h"

#include <Qsci/qsciscintillabase.h>

namespace latchkey::editor {

using S = QsciScintillaBase;

constexpr qsizetype kRest = 4096;

/// Scintilla's interface of that name (its header is not among QScintilla's): the order of the functions is what
/// counts. Not in a namespace without name: nobody derives from it here, and the compiler must not conclude from that
/// that nobody does.
class Loader
{
public:
    virtual int Release() = 0;
    virtual int AddData(const char *data, ptrdiff_t length) = 0;
    virtual void *ConvertToDocument() = 0;

protected:
    ~Loader() = default;
};

// The sanitizer knows the type that Scintilla gave it, which is not this one.
#define LATCHKEY_FOREIGN_CALL __attribute__((no_sanitize("vptr")))

struct LoadedText::Held {
    Loader *loader = nullptr;
    bool failed = false;

    Held() = default;
    Held(const Held &) = delete;
    Held &operator=(const Held &) = delete;
    LATCHKEY_FOREIGN_CALL ~Held()
    {
        if (loader != nullptr) loader->Release();
    }
};

LoadedText::LoadedText(const QsciScintillaBase *editor, qsizetype bytes)
    : m_held(std::make_shared<Held>())
{
    // Without styles: a text of this size is shown plain, and they would take as much memory again.
    m_held->loader = reinterpret_cast<Loader *>(
        editor->SendScintilla(S::SCI_CREATELOADER, (unsigned long)bytes, long(S::SC_DOCUMENTOPTION_STYLES_NONE)));
}

LATCHKEY_FOREIGN_CALL void LoadedText::fill(const QByteArray &text) const
{
    if (m_held->loader == nullptr) return;
    // Nearly all in one piece, so that its room is made once. The rest makes the buffer grow to a size with room to
    // spare: else the first letters typed would have the whole text copied, on the GUI thread.
    const qsizetype most = text.size() - std::min<qsizetype>(text.size(), kRest);
    m_held->failed = m_held->loader->AddData(text.constData(), most) != S::SC_STATUS_OK ||
                     m_held->loader->AddData(text.constData() + most, text.size() - most) != S::SC_STATUS_OK;
}

LATCHKEY_FOREIGN_CALL bool LoadedText::showIn(QsciScintillaBase *editor) const
{
    if (!m_held || m_held->loader == nullptr || m_held->failed) return false;
    void *document = std::exchange(m_held->loader, nullptr)->ConvertToDocument();
    editor->SendScintilla(S::SCI_SETDOCPOINTER, 0UL, document);
    editor->SendScintilla(S::SCI_RELEASEDOCUMENT, 0UL, document); // the editor holds it now
    editor->SendScintilla(S::SCI_SETCODEPAGE, (unsigned long)S::SC_CP_UTF8);
    return true;
}

QFuture<LoadedText> loadAside(const QsciScintillaBase *editor, const QByteArray &text)
{
    return inBackground([loaded = LoadedText(editor, 0), text] {
        loaded.fill(text);
        return loaded;
    });
}

} // namespace latchkey::editor
