// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/examples.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

// A library's resources have to be asked for by name, or the linker leaves them out.
static void initExamples()
{
    Q_INIT_RESOURCE(examples);
}

namespace latchkey::window {
namespace {

QByteArray resource(const QString &file)
{
    initExamples();
    QFile opened(u":/latchkey/examples/"_s + file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

QList<Example> readAll()
{
    QList<Example> all;
    for (const QJsonValue entry : QJsonDocument::fromJson(resource(u"examples.json"_s)).array()) {
        const auto words = [&entry](const QString &key) {
            return QCoreApplication::translate("Examples", entry[key].toString().toUtf8().constData());
        };
        Example example{entry[u"file"].toString(), words(u"title"_s), words(u"about"_s), {}};
        if (const QJsonObject inputs = entry[u"inputs"].toObject(); !inputs.isEmpty())
            example.inputs = QJsonDocument(inputs).toJson().trimmed();
        all << example;
    }
    return all;
}

} // namespace

const QList<Example> &examples()
{
    static const QList<Example> all = readAll();
    return all;
}

QByteArray exampleText(const Example &example)
{
    return resource(example.file);
}

bool asksForSomething(const Example &example)
{
    static const QRegularExpression kGuarded(uR"(^import\s+(file|http|network|process|env|sqlite)\b)"_s,
                                             QRegularExpression::MultilineOption);
    return kGuarded.match(QString::fromUtf8(exampleText(example))).hasMatch();
}

} // namespace latchkey::window
