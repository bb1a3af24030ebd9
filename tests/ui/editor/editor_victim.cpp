// SPDX-License-Identifier: GPL-3.0-or-later
//
// A process to be killed. In each mode it tells on standard output what it has done, a line each:
//   editor_victim save FILE          writes texts "N\n" repeated into FILE, one after the other, for ever
//   editor_victim type FOLDER        types into a journal in FOLDER; "N" after N keys were noted
//   editor_victim recover FOLDER     recovers what is in FOLDER, adopts it and types on; "H" with what it found, then
//   "N"
#include "ui/editor/document.h"
#include "ui/editor/recovery_journal.h"

#include <QCoreApplication>
#include <QTimer>

#include <chrono>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace latchkey::editor;

namespace {

void say(const QByteArray &line)
{
    const QByteArray out = line + '\n';
    if (::write(STDOUT_FILENO, out.constData(), size_t(out.size())) < 0) std::_Exit(1);
}

// Texts of some size, so that a kill in the middle of writing is likely.
QByteArray textNumber(int number)
{
    return (QByteArray::number(number) + '\n').repeated(20'000);
}

void saveForEver(Document &document, int &number)
{
    QObject::connect(&document, &Document::saved, &document, [&](quint64 revision) {
        say(QByteArray::number(revision));
        ++number;
        document.save(textNumber(number), quint64(number));
    });
    QObject::connect(&document, &Document::opened, &document, [&](const QByteArray &text) {
        number = text.left(text.indexOf('\n')).toInt() + 1;
        document.save(textNumber(number), quint64(number));
    });
    QObject::connect(&document, &Document::saveFailed, &document, [](const FileError &error) {
        say("failed " + error.message.toUtf8());
        QCoreApplication::exit(2);
    });
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QString mode = app.arguments().value(1), path = app.arguments().value(2);
    Document document;
    int number = 0;
    if (mode == u"save") {
        saveForEver(document, number);
        document.open(path);
        return QCoreApplication::exec();
    }

    QByteArray text;
    RecoveryJournal journal(path, [&text] { return text; });
    journal.setTiming({10ms, 30ms});
    if (mode == u"recover") {
        const RecoveredSet set = RecoveryJournal::recover(path);
        if (!set.texts.empty()) {
            text = set.texts[0].text;
            journal.adopt(set.texts[0]);
        }
        say("H " + QByteArray::number(text.size()));
    }
    QTimer keys;
    QObject::connect(&keys, &QTimer::timeout, [&] {
        const QByteArray key(1, char('a' + text.size() % 26));
        journal.noteEdit(text.size(), 0, key);
        text += key;
        say(QByteArray::number(text.size()));
    });
    keys.start(1ms);
    return QCoreApplication::exec();
}
