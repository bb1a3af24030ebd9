// SPDX-License-Identifier: GPL-3.0-or-later
//
// A process to be killed. In each mode it tells on standard output what it has done, a line each:
//   editor_victim save FILE          writes texts "N\n" repeated into FILE, one after the other, for ever
//   editor_victim type FOLDER        types into a journal in FOLDER; "N" after N keys were noted
//   editor_victim recover FOLDER     recovers what is in FOLDER, adopts it and types on; "H" with what it found, then
//   "N"
//   editor_victim edit FILE FOLDER   a whole editor: takes up what FOLDER keeps of FILE, or FILE itself; types with key
//   events and saves now and then: "H" with the size it began with, "K N" when N letters are in the text, "S N" when a
//   text of N letters was saved
//   editor_victim append FILE NAME COUNT   adds lines "NAME 1".."NAME COUNT" to FILE, saving after each, beside others
//   that do the same; after a conflict it reads the file and goes on there
#include "ui/editor/code_editor.h"
#include "ui/editor/document.h"
#include "ui/editor/recovery_journal.h"

#include <QApplication>
#include <QKeyEvent>
#include <QRandomGenerator>
#include <QTimer>

#include <chrono>
#include <memory>
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

char letter(qsizetype at)
{
    return char('a' + at % 26);
}

// A person at an editor, faster than any. The text is always "abc...zabc..." up to some length.
class Typist : public QObject
{
public:
    Typist(const QString &file, const QString &folder)
    {
        m_editor.setDocument(&m_document);
        m_editor.enableJournal(folder);
        m_editor.resize(400, 300);
        m_editor.show();
        connect(&m_document, &Document::saved, this, [this](quint64) {
            say("S " + QByteArray::number(m_saving));
            m_saving = -1;
        });
        connect(&m_document, &Document::saveFailed, this, [](const FileError &error) {
            say("failed " + error.message.toUtf8());
            QCoreApplication::exit(2);
        });
        connect(&m_document, &Document::saveConflict, this, [this](const FileError &) {
            // What was restored belongs to a file that a save has replaced meanwhile: ours, so on with it.
            m_editor.saveDocument(Overwrite::Yes);
        });
        const RecoveredSet set = RecoveryJournal::recover(folder);
        if (!set.texts.empty()) {
            m_editor.restore(set.texts.back());
            begin();
        } else {
            connect(&m_editor, &CodeEditor::loaded, this, &Typist::begin, Qt::SingleShotConnection);
            m_document.open(file);
        }
        connect(&m_keys, &QTimer::timeout, this, &Typist::press);
    }

private:
    void begin()
    {
        m_editor.SendScintilla(QsciScintillaBase::SCI_DOCUMENTEND);
        m_letters = m_editor.utf8().size();
        say("H " + QByteArray::number(m_letters));
        m_keys.start(2ms);
    }

    void press()
    {
        const char key = letter(m_letters);
        QKeyEvent event(QEvent::KeyPress, Qt::Key_A + (key - 'a'), Qt::NoModifier, QString(QLatin1Char(key)));
        QCoreApplication::sendEvent(&m_editor, &event);
        ++m_letters;
        say("K " + QByteArray::number(m_letters));
        if (m_saving < 0 && m_random.bounded(60) == 0) {
            m_saving = m_letters;
            m_editor.saveDocument();
        }
    }

    Document m_document;
    CodeEditor m_editor;
    QTimer m_keys;
    QRandomGenerator m_random{quint32(QDateTime::currentMSecsSinceEpoch())};
    qsizetype m_letters = 0;
    qsizetype m_saving = -1; ///< letters of the text under way to the disk
};

// One of several processes that add to one file and never overwrite what they have not seen.
class Appender : public QObject
{
public:
    Appender(const QString &file, const QByteArray &name, int count)
        : m_name(name)
        , m_count(count)
    {
        connect(&m_document, &Document::opened, this, [this](const QByteArray &text) {
            m_text = text;
            // Unless the save that was told to have failed is there after all.
            if (!text.contains(line(m_next))) add();
            else next();
        });
        connect(&m_document, &Document::saved, this, &Appender::next);
        connect(&m_document, &Document::saveConflict, this, [this] { m_document.reload(); });
        connect(&m_document, &Document::saveFailed, this, [](const FileError &error) {
            say("failed " + error.message.toUtf8());
            QCoreApplication::exit(2);
        });
        m_document.open(file);
    }

private:
    QByteArray line(int number) const { return m_name + ' ' + QByteArray::number(number) + '\n'; }
    void add()
    {
        m_text += line(m_next);
        m_document.save(m_text, quint64(m_next));
    }
    void next()
    {
        say(line(m_next).chopped(1));
        if (++m_next > m_count) return QCoreApplication::quit();
        add();
    }

    Document m_document;
    QByteArray m_name;
    QByteArray m_text;
    int m_count;
    int m_next = 1;
};

} // namespace

int main(int argc, char **argv)
{
    const bool window = argc > 1 && qstrcmp(argv[1], "edit") == 0;
    const std::unique_ptr<QCoreApplication> made(window ? new QApplication(argc, argv)
                                                        : new QCoreApplication(argc, argv));
    QCoreApplication &app = *made;
    const QString mode = app.arguments().value(1), path = app.arguments().value(2);
    if (mode == u"edit") {
        const Typist typist(path, app.arguments().value(3));
        return QCoreApplication::exec();
    }
    if (mode == u"append") {
        const Appender appender(path, app.arguments().value(3).toUtf8(), app.arguments().value(4).toInt());
        return QCoreApplication::exec();
    }
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
        const QByteArray key(1, letter(text.size()));
        journal.noteEdit(text.size(), 0, key);
        text += key;
        say(QByteArray::number(text.size()));
    });
    keys.start(1ms);
    return QCoreApplication::exec();
}
