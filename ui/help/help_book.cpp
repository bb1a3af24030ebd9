// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/help_book.h"

#include "engine/language/library_docs.h"
#include "ui/help/code_table.h"
#include "ui/help/topics.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <functional>
#include <span>

using namespace Qt::StringLiterals;

namespace latchkey::help {
namespace {

constexpr qsizetype kUsesShown = 4;

QString tr(const char *text)
{
    return QCoreApplication::translate("latchkey::help::HelpBook", text);
}

QString toQt(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

HelpPage functionPage(const QString &id, const QString &name, Section section, const vm::NativeSpec &spec)
{
    HelpPage page{.id = id, .title = name, .summary = toQt(spec.help), .section = section};
    page.code = QString::fromStdString(language::signatureText(language::signatureOf(spec), name.toStdString()));
    page.paragraphs << page.summary;
    page.needs = QString::fromStdString(language::needText(spec));
    return page;
}

/// What a page of members is made of.
struct Group {
    QString id;
    QString title;
    QString summary;
    QString prefix; ///< of the names of members: "file.", or empty
    Section members;
};

int scoreOf(const HelpPage &page, const QString &word)
{
    const QString name = page.title.section(u'.', -1);
    if (name.compare(word, Qt::CaseInsensitive) == 0 || page.title.compare(word, Qt::CaseInsensitive) == 0) return 1000;
    if (page.title.startsWith(word, Qt::CaseInsensitive)) return 600;
    if (name.startsWith(word, Qt::CaseInsensitive)) return 500;
    if (page.title.contains(word, Qt::CaseInsensitive)) return 300;
    if (page.summary.contains(word, Qt::CaseInsensitive)) return 100;
    const bool inside = std::ranges::any_of(
        page.paragraphs, [&](const QString &text) { return text.contains(word, Qt::CaseInsensitive); });
    return inside || page.needs.contains(word, Qt::CaseInsensitive) ? 40 : 0;
}

} // namespace

QString titleOf(Section section)
{
    switch (section) {
    case Section::Language:
        return QCoreApplication::translate("latchkey::help::HelpBook", "The language");
    case Section::Builtins:
        return QCoreApplication::translate("latchkey::help::HelpBook", "Built-in functions");
    case Section::Modules:
        return QCoreApplication::translate("latchkey::help::HelpBook", "Modules");
    case Section::Functions:
        return QCoreApplication::translate("latchkey::help::HelpBook", "Functions of modules");
    case Section::Methods:
        return QCoreApplication::translate("latchkey::help::HelpBook", "Methods");
    case Section::Codes:
        return QCoreApplication::translate("latchkey::help::HelpBook", "Findings and errors");
    }
    return {};
}

std::shared_ptr<const HelpBook> HelpBook::make(const QList<ShownExample> &examples)
{
    auto book = std::make_shared<HelpBook>();
    book->addTopics();
    book->addLibrary();
    book->addCodes();
    static const QRegularExpression kCall(uR"(\b([a-z]\w*\.)?([A-Za-z_]\w*)\()"_s);
    for (const ShownExample &example : examples) {
        QSet<QString> seen;
        for (const auto &match : kCall.globalMatch(example.text)) {
            const QString name = match.captured(1) + match.captured(2);
            if (!book->m_byId.contains(name) || seen.contains(name)) continue;
            seen.insert(name);
            QList<ShownExample> &uses = book->m_uses[name];
            if (uses.size() < kUsesShown) uses << example;
        }
    }
    return book;
}

void HelpBook::add(const HelpPage &page)
{
    if (m_byId.contains(page.id)) return; // another name of the same thing
    m_byId.insert(page.id, m_pages.size());
    m_pages << page;
}

void HelpBook::addTopics()
{
    for (const Topic &topic : topics()) {
        HelpPage page{.id = u"topic:"_s + QString::fromLatin1(topic.id), .title = tr(topic.title)};
        page.paragraphs = tr(topic.text).split(u"\n\n"_s);
        page.summary = page.paragraphs.first().section(u". "_s, 0, 0);
        page.summary.remove(u'`');
        page.examples << qMakePair(QString(), QString::fromUtf8(topic.example));
        for (const QString &word : QString::fromLatin1(topic.keywords).split(u' ', Qt::SkipEmptyParts)) {
            m_topicOf.insert(word, page.id);
            const auto help = language::keywordHelp(word.toStdString());
            page.rows << qMakePair(QString(), toQt(help));
        }
        add(page);
    }
}

void HelpBook::addCodes()
{
    for (const CodeHelp &help : codeTable()) {
        const QString code = toQt(help.code);
        HelpPage page{.id = u"code:"_s + code, .title = code, .summary = tr(help.title), .section = Section::Codes};
        page.paragraphs << page.summary + u'.' << tr(help.text);
        if (*help.wrong != 0) page.examples << qMakePair(tr("Told of"), QString::fromUtf8(help.wrong));
        if (*help.right != 0) page.examples << qMakePair(tr("Mended"), QString::fromUtf8(help.right));
        add(page);
    }
}

void HelpBook::addLibrary()
{
    const vm::Library &library = language::library();
    const auto group = [this](const Group &about, std::span<const vm::NativeSpec> specs, HelpPage page) {
        for (const vm::NativeSpec &spec : specs) {
            if (spec.name.starts_with("_")) continue;
            const QString name = about.prefix + toQt(spec.name);
            page.rows << qMakePair(name, toQt(spec.help));
            add(functionPage(name, name, about.members, spec));
        }
        std::ranges::sort(page.rows);
        return page;
    };
    const auto pageOf = [](const Group &about, Section section) {
        return HelpPage{.id = about.id,
                        .title = about.title,
                        .summary = about.summary,
                        .section = section,
                        .paragraphs = {about.summary}};
    };
    const Group builtins{
        u"builtins"_s, tr("Built-in functions"), tr("There without an import."), {}, Section::Builtins};
    add(group(builtins, library.builtins(), pageOf(builtins, Section::Builtins)));
    const std::tuple<QString, QString, std::span<const vm::NativeSpec>> types[] = {
        {u"string"_s, tr("Methods of strings"), library.stringMethods()},
        {u"array"_s, tr("Methods of arrays"), library.arrayMethods()},
        {u"object"_s, tr("Methods of objects"), library.objectMethods()}};
    for (const auto &[type, title, methods] : types) {
        const Group about{u"methods:"_s + type, title, title, type + u'.', Section::Methods};
        add(group(about, methods, pageOf(about, Section::Methods)));
    }
    for (const vm::StandardModule *module : library.modules()) {
        const QString name = toQt(module->name);
        const Group about{u"module:"_s + name, name, toQt(module->help), name + u'.', Section::Functions};
        HelpPage page = group(about, module->functions, pageOf(about, Section::Modules));
        for (const vm::ConstantSpec &constant : module->constants)
            page.rows << qMakePair(QString(), u"`%1.%2`: %3"_s.arg(name, toQt(constant.name), toQt(constant.help)));
        for (const auto &[alias, real] : module->aliases)
            page.rows << qMakePair(name + u'.' + toQt(real), tr("also called %1").arg(name + u'.' + toQt(alias)));
        for (const vm::ClassSpec *klass : module->classes) {
            const QString type = toQt(klass->name);
            const Group values{u"methods:"_s + type, type, tr("Values of the module %1").arg(name), type + u'.',
                               Section::Methods};
            HelpPage its = group(values, klass->methods, pageOf(values, Section::Methods));
            for (const vm::NativeSpec &property : klass->properties)
                its.rows << qMakePair(QString(), u"`%1.%2`: %3"_s.arg(type, toQt(property.name), toQt(property.help)));
            page.rows << qMakePair(its.id, its.summary);
            add(its);
        }
        page.examples << qMakePair(QString(), u"import %1;\n"_s.arg(name));
        page.runs = false;
        add(page);
    }
}

const HelpPage *HelpBook::page(const QString &id) const
{
    const auto at = m_byId.constFind(id);
    return at == m_byId.cend() ? nullptr : &m_pages[*at];
}

QList<const HelpPage *> HelpBook::search(const QString &wanted) const
{
    const QStringList words = wanted.split(u' ', Qt::SkipEmptyParts);
    QList<QPair<int, const HelpPage *>> hits;
    for (const HelpPage &page : m_pages) {
        int total = 0;
        for (const QString &word : words) {
            const int score = scoreOf(page, word);
            if (score == 0) {
                total = 0;
                break;
            }
            total += score;
        }
        if (total > 0) hits << qMakePair(total, &page);
    }
    std::ranges::stable_sort(hits, std::greater(), &QPair<int, const HelpPage *>::first);
    QList<const HelpPage *> pages;
    for (const auto &[score, page] : hits) pages << page;
    return pages;
}

QList<const HelpPage *> HelpBook::about(const QString &name, const QString &text) const
{
    const auto only = [this](const QString &id) {
        const HelpPage *found = page(id);
        return found == nullptr ? QList<const HelpPage *>() : QList{found};
    };
    if (m_topicOf.contains(name)) return only(m_topicOf.value(name));
    QString module = name.section(u'.', 0, -2);
    const QString member = name.section(u'.', -1);
    if (!module.isEmpty()) {
        static const QRegularExpression kAlias(uR"(^\s*import\s+(\w+)\s+as\s+(\w+)\s*;)"_s,
                                               QRegularExpression::MultilineOption);
        for (const auto &match : kAlias.globalMatch(text))
            if (match.captured(2) == module) module = match.captured(1);
        if (const auto found = only(module + u'.' + member); !found.isEmpty()) return found;
    }
    QList<const HelpPage *> found;
    if (module.isEmpty()) found = only(member) + only(u"module:"_s + member);
    // A method of something: every kind of value that has one.
    if (!module.isEmpty() || found.isEmpty())
        for (const HelpPage &each : m_pages)
            if (each.section == Section::Methods && each.title.section(u'.', 1) == member && !member.isEmpty())
                found << &each;
    return found;
}

} // namespace latchkey::help
