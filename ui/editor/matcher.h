// SPDX-License-Identifier: GPL-3.0-or-later
//
// One query, made ready to run over many texts: PCRE2 on the UTF-8 bytes as they are, compiled once and shared by all
// threads. Text that is no UTF-8 can be searched too; a match never lies in the broken part. A long text is gone
// through in short stretches, so a search stops soon whatever the pattern; and from
// one place a pattern may try so many ways and no more.
#pragma once

#include "ui/editor/text_search.h"

#include <expected>
#include <functional>
#include <memory>

namespace latchkey::editor {

class Matcher
{
public:
    /// Ways a pattern may try from one place of the text.
    static constexpr uint32_t kMaxSteps = 5'000'000;

    /// An error is a full sentence.
    static std::expected<Matcher, QString> make(const SearchQuery &query);

    /// Bytes of the match and, of a pattern, of its groups; a group that took no part is empty.
    using Groups = QList<QByteArrayView>;
    using Visit = std::function<bool(qsizetype from, qsizetype to, const Groups &groups)>;
    /// Calls `visit` for each match from `from` on that is not empty, until it returns false or `stop` is set. Returns
    /// an error sentence when the pattern costs too much on this text.
    QString each(QByteArrayView text, const SearchStop &stop, const Visit &visit, qsizetype from = 0) const;
    /// What stands in the place of a match: \0 .. \9 are groups in a pattern, \n and \t line end and tab.
    [[nodiscard]] QByteArray replacement(const QByteArray &text, const Groups &groups) const;

private:
    struct Code;
    std::shared_ptr<const Code> m_code;
    bool m_isRegex = false;
    bool m_keepsCase = false;
};

} // namespace latchkey::editor
