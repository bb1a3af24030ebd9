// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/permissions/act_sentences.h"

#include "ui/output/visible_text.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace latchkey::permissions {
namespace {

constexpr auto kPlace = "%1"_L1;

QString tr(const char *text)
{
    return QCoreApplication::translate("latchkey::permissions", text);
}

bool isAbout(const QString &capability, QLatin1StringView module)
{
    return capability == module || capability.startsWith(module + u'.');
}

// A capability's name is made of letters, digits and dots, so no place is lost.
QString named(const QString &sentence, const QString &capability)
{
    return QString(sentence).replace("%2"_L1, capability);
}

} // namespace

ActSentences sentencesOf(const QString &capability)
{
    const QString act = capability.section(u'.', 1, 1);
    if (isAbout(capability, "network"_L1))
        return {tr("wants to connect to %1"), tr("It may already connect to %1."),
                tr("It may connect to nothing yet.")};
    if (isAbout(capability, "env"_L1) && act == "write"_L1)
        return {tr("wants to set the variable %1"), tr("It may already set the variable %1."),
                tr("It may set no variable yet.")};
    if (isAbout(capability, "env"_L1))
        return {tr("wants to read the variable %1"), tr("It may already read the variable %1."),
                tr("It may read no variable yet.")};
    if (act == "read"_L1 || act == "metadata"_L1)
        return {tr("wants to read %1"), tr("It may already read %1."), tr("It may read nothing yet.")};
    if (act == "write"_L1)
        return {tr("wants to write %1"), tr("It may already write %1."), tr("It may write nothing yet.")};
    if (act == "append"_L1)
        return {tr("wants to add to %1"), tr("It may already add to %1."), tr("It may add to nothing yet.")};
    if (act == "delete"_L1)
        return {tr("wants to delete %1"), tr("It may already delete %1."), tr("It may delete nothing yet.")};
    const QString name = output::visibleText(capability, output::Spaces::Show);
    return {named(tr("wants to use %2 on %1"), name), named(tr("It may already use %2 on %1."), name),
            named(tr("It may use %2 on nothing yet."), name)};
}

void addSentence(output::RichLine &line, const QString &sentence, const std::function<void()> &addObject,
                 output::Face face, theme::Token token)
{
    const qsizetype place = sentence.indexOf(kPlace);
    if (place < 0) {
        line.add(sentence, face, token);
        return;
    }
    if (place > 0) line.add(sentence.first(place), face, token);
    addObject();
    if (const QString rest = sentence.sliced(place + kPlace.size()); !rest.isEmpty()) line.add(rest, face, token);
}

} // namespace latchkey::permissions
