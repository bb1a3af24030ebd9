// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/translation/translation_file.h"

#include <QFile>
#include <QRegularExpression>
#include <QXmlStreamReader>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::translation {
namespace {

constexpr qsizetype kGermanForms = 2; // one, many

void readForms(QXmlStreamReader &xml, Text &text)
{
    text.isFinished = xml.attributes().value("type"_L1).isEmpty();
    QString whole;
    while (!xml.atEnd()) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::EndElement) break;
        if (token == QXmlStreamReader::Characters) whole += xml.text();
        else if (token == QXmlStreamReader::StartElement) text.translations << xml.readElementText();
    }
    if (!text.isPlural) text.translations = {whole};
}

Text readMessage(QXmlStreamReader &xml, const QString &context)
{
    Text text{.context = context, .source = {}, .comment = {}, .translations = {}};
    text.isPlural = xml.attributes().value("numerus"_L1) == "yes"_L1;
    while (xml.readNextStartElement()) {
        if (xml.name() == "source"_L1) text.source = xml.readElementText();
        else if (xml.name() == "comment"_L1) text.comment = xml.readElementText();
        else if (xml.name() == "translation"_L1) readForms(xml, text);
        else xml.skipCurrentElement();
    }
    return text;
}

QStringList allOf(const QString &text, const QRegularExpression &pattern)
{
    QStringList found;
    for (const auto &match : pattern.globalMatch(text)) found << match.captured();
    std::ranges::sort(found);
    return found;
}

// The first form for which `same` does not hold, told with `what`.
template<typename Same>
QString firstOther(const Text &text, const QString &what, const Same &same)
{
    for (const QString &form : text.translations)
        if (!same(text.source, form)) return u"%1: %2 -> %3"_s.arg(what, text.name(), form);
    return {};
}

bool hasMnemonic(const QString &text)
{
    static const QRegularExpression kMnemonic(u"&[^& ]"_s);
    return QString(text).remove(u"&&"_s).contains(kMnemonic);
}

QString leading(const QString &text)
{
    static const QRegularExpression kSpace(uR"(^\s*)"_s);
    return kSpace.match(text).captured();
}

// What a text ends with: the mark that says how it goes on, and the space behind it.
QString ending(const QString &text)
{
    static const QRegularExpression kEnd(uR"((…|\.\.\.|[:,.?!])?\s*$)"_s);
    return kEnd.match(text).captured();
}

} // namespace

QList<Text> readTranslation(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    QXmlStreamReader xml(&file);
    QList<Text> texts;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == "name"_L1) context = xml.readElementText();
        else if (xml.name() == "message"_L1) texts << readMessage(xml, context);
    }
    return xml.hasError() ? QList<Text>() : texts;
}

QString notFinished(const Text &text)
{
    const bool isEmpty = std::ranges::any_of(text.translations, [](const QString &form) { return form.isEmpty(); });
    return text.isFinished && !isEmpty && !text.translations.isEmpty() ? QString() : u"not finished: "_s + text.name();
}

QString otherNumberOfForms(const Text &text)
{
    const bool isRight = text.translations.size() == (text.isPlural ? kGermanForms : 1);
    return isRight ? QString() : u"%1 forms: %2"_s.arg(text.translations.size()).arg(text.name());
}

QString otherPlaces(const Text &text)
{
    static const QRegularExpression kPlace(u"%L?([0-9]{1,2}|n)|\\[\\*\\]"_s);
    return firstOther(text, u"places"_s, [](const QString &source, const QString &form) {
        return allOf(source, kPlace) == allOf(form, kPlace);
    });
}

QString otherMnemonic(const Text &text)
{
    return firstOther(text, u"mnemonic"_s, [](const QString &source, const QString &form) {
        return hasMnemonic(source) == hasMnemonic(form) && source.count(u"&&"_s) == form.count(u"&&"_s);
    });
}

QString otherEdges(const Text &text)
{
    return firstOther(text, u"edges"_s, [](const QString &source, const QString &form) {
        // A unit may be an abbreviation with a dot in one language only: "%1 k" is "%1 Tsd.".
        const bool isUnit = source.startsWith(u"%1 "_s) && source.size() <= 5;
        return leading(source) == leading(form) && (isUnit || ending(source) == ending(form));
    });
}

QString otherMarks(const Text &text)
{
    static const QRegularExpression kMark(uR"(\*\*|`|</?[a-z]+[^>]*>|\n|\t)"_s);
    return firstOther(text, u"marks"_s, [](const QString &source, const QString &form) {
        return allOf(source, kMark) == allOf(form, kMark);
    });
}

} // namespace latchkey::translation
