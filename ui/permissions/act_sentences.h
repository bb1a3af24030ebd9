// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a script wants to do, as whole sentences: languages put the verb before or behind its object, so a verb by
// itself can not be set into a text. The object is drawn in a face of its own; `addSentence` puts it where the
// sentence in the user's language has it.
#pragma once

#include "ui/output/rich_line.h"

#include <functional>

namespace latchkey::permissions {

/// Each with one place, %1, for the objects; `nothing` has none.
struct ActSentences {
    QString wants;   ///< "wants to read %1"
    QString has;     ///< "It may already read %1."
    QString nothing; ///< "It may read nothing yet."
};

/// The sentences about a capability, in the user's language.
ActSentences sentencesOf(const QString &capability);

/// Adds `sentence` to `line`; where it says %1, `addObject` adds what belongs there.
void addSentence(output::RichLine &line, const QString &sentence, const std::function<void()> &addObject,
                 output::Face face = output::Face::Ui, theme::Token token = theme::Token::Text);

} // namespace latchkey::permissions
