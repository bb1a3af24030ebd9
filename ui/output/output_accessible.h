// SPDX-License-Identifier: GPL-3.0-or-later
//
// OutputView for screen readers: a terminal whose text is the rows on screen, one to a line, with a caret that the
// arrow keys move. Only what is on screen is text, so a log may be of any length and may grow while it is read.
#pragma once

namespace latchkey::output {

class OutputView;

/// Registers the interface; further calls do nothing.
void installOutputAccessibility();
/// Where the caret is in that text; 0 when it is not on screen.
int outputAccessibleOffset(const OutputView &view);

} // namespace latchkey::output
