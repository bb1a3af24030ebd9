// SPDX-License-Identifier: GPL-3.0-or-later
// latchkey key: makes an access key. What is printed is all there is of it; a policy file gets only its hash.
#include "app/cli/commands.h"
#include "app/cli/run_options.h"
#include "app/cli/terminal.h"
#include "engine/capability/access_keys.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace latchkey::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr char kUsageLine[] = "key NAME [--allow CAP]... [--json]";

QJsonObject entryOf(const QByteArray &key, const QStringList &allow)
{
    return {{u"hash"_s, QString::fromLatin1(capability::hashedKey(key))},
            {u"allow"_s, QJsonArray::fromStringList(allow)}};
}

QString oneLine(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

/// "NAME": ENTRY, as it stands in a policy file.
QString memberOf(const QString &name, const QJsonObject &entry)
{
    const QString whole = oneLine({{name, entry}});
    return whole.sliced(1).chopped(1);
}

} // namespace

int keyCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption allow(
        u"allow"_s, u"What the key stands for, such as file.read:/srv/public/**; may be repeated."_s, u"CAP"_s);
    const QCommandLineOption json(u"json"_s, u"Print one line of JSON."_s);
    parser.setApplicationDescription(
        u"Makes a new access key and the entry for it in a policy file, under \"keys\". The key is shown this once; the\nentry holds only its hash. Who runs a script with --key gets what the key stands for and no more."_s);
    parser.addOptions({allow, json});
    parser.addPositionalArgument(u"NAME"_s, u"Who the key is for."_s);
    int status = 0;
    if (!parseArguments(parser, arguments, kUsageLine, status)) return status;
    if (parser.positionalArguments().size() != 1) return usageError(u"latchkey key needs one name"_s);
    const QString name = parser.positionalArguments().first();
    for (const QString &text : parser.values(allow)) {
        const auto grants = capability::Grant::parse(text.toStdString(), capability::Source::Policy, "/");
        if (!grants) return usageError(QString::fromStdString(grants.error()));
    }
    const QByteArray key = capability::makeKey();
    const QJsonObject entry = entryOf(key, parser.values(allow));
    if (parser.isSet(json)) {
        writeOut(oneLine({{u"name"_s, name}, {u"key"_s, QString::fromLatin1(key)}, {u"entry"_s, entry}}) + u'\n');
        return kSuccess;
    }
    writeOut(u"The key, shown only now:\n  %1\nIts entry in \"keys\" of %2:\n  %3\n"_s.arg(
        QString::fromLatin1(key), capability::userPolicyPath(), memberOf(name, entry)));
    return kSuccess;
}

} // namespace latchkey::cli
