// SPDX-License-Identifier: GPL-3.0-or-later
//
// One query, made ready to run over many texts: PCRE2 on the UTF-8 bytes as they are, compiled once and shared by all
// threads, with limits on what a pattern may cost. Text that is no UTF-8 can be searched too; a match never lies in
// the broken part.
#pragma once

#include "ui/editor/text_search.h"

#include <expected>
#include <functional>
#include <memory>

namespace latchkey::project {

class Matcher
{
public:
    /// An error is a full sentence.
    static std::expected<Matcher, QString> make(const editor::SearchQuery &query);

    /// Bytes of the match and of its groups; a group that took no part is empty.
    using Groups = QList<QByteArrayView>;
    /// Calls `visit` for each match that is not empty, until it returns false or `stop` is set. Returns an error
    /// sentence when the pattern costs too much on this text.
    QString each(QByteArrayView text, const editor::SearchStop &stop,
                 const std::function<bool(qsizetype from, qsizetype to, const Groups &groups)> &visit) const;
    /// What stands in the place of a match: \0 .. \9 are groups in a pattern, \n and \t line end and tab.
    [[nodiscard]] QByteArray replacement(const QByteArray &text, const Groups &groups) const;

private:
    struct Code;
    std::shared_ptr<const Code> m_code;
    bool m_isRegex = false;
};

} // namespace latchkey::project
