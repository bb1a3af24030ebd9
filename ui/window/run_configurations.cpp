// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/run_configurations.h"

#include "ui/editor/background.h"
#include "ui/editor/safe_file.h"
#include "ui/window/main_window.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace latchkey::window {
namespace {

constexpr auto kSoon = 300ms;
constexpr qint64 kMostBytes = 8 << 20;
constexpr std::pair<RunSetup::Again, QLatin1StringView> kAgain[] = {{RunSetup::Again::Usual, "usual"_L1},
                                                                    {RunSetup::Again::Another, "another"_L1},
                                                                    {RunSetup::Again::Replace, "replace"_L1},
                                                                    {RunSetup::Again::Ask, "ask"_L1}};

QJsonObject toJson(const FileConfigurations &configurations)
{
    QJsonArray all;
    for (const RunConfiguration &one : configurations.all) {
        QJsonObject object = window::toJson(one.setup);
        object[u"name"_s] = one.name;
        all << object;
    }
    return {{u"version"_s, 1}, {u"current"_s, configurations.current}, {u"configurations"_s, all}};
}

FileConfigurations configurationsOf(const QJsonObject &object)
{
    FileConfigurations found;
    for (const QJsonValue one : object[u"configurations"].toArray()) {
        RunConfiguration configuration{one[u"name"].toString(), setupOf(one.toObject())};
        if (found.indexOf(configuration.name) >= 0) continue;
        configuration.name.isEmpty() ? found.all.prepend(configuration) : found.all.append(configuration);
    }
    if (found.indexOf({}) < 0) found.all.prepend(RunConfiguration{});
    found.current = object[u"current"].toString();
    if (found.indexOf(found.current) < 0) found.current.clear();
    return found;
}

/// The file beside a script. Nothing when there is none or it can not be understood.
std::optional<FileConfigurations> readBeside(const QString &script)
{
    const auto bytes = editor::SafeFile::read(RunConfigurations::besideName(script), kMostBytes);
    if (!bytes) return {};
    const QJsonObject object = QJsonDocument::fromJson(bytes->bytes).object();
    if (object[u"version"].toInt() != 1) return {};
    FileConfigurations found = configurationsOf(object);
    found.isBeside = true;
    return found;
}

/// What a file from anywhere may say: everything but permissions, of which only the user's own count.
FileConfigurations trusted(FileConfigurations beside, const FileConfigurations &own, QStringList &refused)
{
    for (RunConfiguration &one : beside.all) {
        const int same = own.indexOf(one.name);
        const QStringList mine = same >= 0 ? own.all[same].setup.grants : QStringList();
        for (const QString &grant : std::as_const(one.setup.grants))
            if (!mine.contains(grant) && !refused.contains(grant)) refused << grant;
        one.setup.grants = mine;
        if (same >= 0) one.setup.mayAsk = own.all[same].setup.mayAsk;
    }
    return beside;
}

} // namespace

int FileConfigurations::indexOf(const QString &name) const
{
    for (int i = 0; i < int(all.size()); ++i)
        if (all[i].name == name) return i;
    return -1;
}

QJsonObject toJson(const RunSetup &setup)
{
    QJsonObject object{{u"inputs"_s, QString::fromUtf8(setup.inputs)},
                       {u"grants"_s, QJsonArray::fromStringList(setup.grants)},
                       {u"mayAsk"_s, setup.mayAsk}};
    if (!setup.folder.isEmpty()) object[u"folder"_s] = setup.folder;
    if (!setup.tellsEnd) object[u"notify"_s] = false;
    for (const auto &[again, name] : kAgain)
        if (setup.again == again && again != RunSetup::Again::Usual) object[u"whenRunning"_s] = QString(name);
    if (setup.limits) {
        object[u"seconds"_s] = setup.limits->seconds;
        object[u"bytes"_s] = double(setup.limits->bytes);
    }
    return object;
}

RunSetup setupOf(const QJsonObject &object)
{
    RunSetup setup;
    setup.inputs = object[u"inputs"].toString().toUtf8();
    for (const QJsonValue grant : object[u"grants"].toArray())
        if (grant.isString()) setup.grants << grant.toString();
    setup.mayAsk = object[u"mayAsk"].toBool(true);
    setup.folder = object[u"folder"].toString();
    setup.tellsEnd = object[u"notify"].toBool(true);
    for (const auto &[again, name] : kAgain)
        if (object[u"whenRunning"].toString() == name) setup.again = again;
    if (object.contains(u"seconds"))
        setup.limits = settings::Limits{std::max(object[u"seconds"].toDouble(), 0.0),
                                        std::max(qint64(object[u"bytes"].toDouble()), qint64(0))};
    return setup;
}

RunConfigurations::RunConfigurations(const QString &file, QObject *parent)
    : QObject(parent)
    , m_file(file)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoon);
    connect(&m_soon, &QTimer::timeout, this, &RunConfigurations::write);
    m_reading = editor::inBackground([file] { return readAll(file); });
    // A quick disk may have answered already: what it has to say waits until somebody can listen.
    QMetaObject::invokeMethod(
        this, [this] { m_reading.then(this, [this](const Read &read) { take(read); }); }, Qt::QueuedConnection);
}

/// What was changed before the disk had answered is newer than its rows.
void RunConfigurations::addUnchanged(const Read &read)
{
    for (auto it = read.files.cbegin(); it != read.files.cend(); ++it)
        if (!m_changed.contains(it.key())) m_files.insert(it.key(), it.value());
}

void RunConfigurations::take(const Read &read)
{
    m_isRead = true;
    addUnchanged(read);
    if (!read.problem.isEmpty()) emit problem(read.problem);
    for (const auto &then : std::exchange(m_waiting, {})) then();
}

RunConfigurations::~RunConfigurations()
{
    if (!m_soon.isActive()) return;
    // What was not read yet must not be lost by writing over it.
    if (!m_isRead) {
        m_reading.waitForFinished();
        addUnchanged(m_reading.result());
    }
    if (!m_file.isEmpty()) (void)editor::SafeFile::write(m_file, jsonOfAll(), {.newFileMode = 0600});
    for (const QString &script : std::as_const(m_besides))
        (void)editor::SafeFile::write(besideName(script),
                                      QJsonDocument(toJson(m_files[script])).toJson(QJsonDocument::Indented));
}

QString RunConfigurations::fileFor(const QString &stateFolder)
{
    if (stateFolder.isEmpty()) return {};
    const QString folder = stateFolder == defaultStateFolder()
                               ? QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/latchkey"_s
                               : stateFolder;
    return folder + u"/configurations.json"_s;
}

RunConfigurations::Read RunConfigurations::readAll(const QString &file)
{
    Read read;
    if (file.isEmpty() || !QFileInfo::exists(file)) return read;
    const auto bytes = editor::SafeFile::read(file, kMostBytes);
    const QJsonObject object = bytes ? QJsonDocument::fromJson(bytes->bytes).object() : QJsonObject();
    if (object[u"version"].toInt() != 1) {
        QFile::remove(file + u".damaged"_s);
        const bool isAside = QFile::rename(file, file + u".damaged"_s);
        read.problem = isAside ? tr("The run configurations could not be read. They are kept as %1.damaged.").arg(file)
                               : tr("The run configurations in %1 could not be read.").arg(file);
        return read;
    }
    const QJsonObject files = object[u"files"].toObject();
    for (auto it = files.begin(); it != files.end(); ++it)
        read.files.insert(it.key(), configurationsOf(it.value().toObject()));
    return read;
}

void RunConfigurations::load(const QString &script, QObject *context,
                             std::function<void(const FileConfigurations &, const QStringList &)> loaded)
{
    if (!m_isRead) {
        m_waiting << [this, script, context = QPointer(context), loaded = std::move(loaded)] {
            if (context) load(script, context, loaded);
        };
        return;
    }
    editor::inBackground([script] { return readBeside(script); })
        .then(context, [self = QPointer(this), script,
                        loaded = std::move(loaded)](const std::optional<FileConfigurations> &beside) {
            if (!self) return;
            QStringList refused;
            const FileConfigurations own = self->m_files.value(script, configurationsOf({}));
            const FileConfigurations found = beside ? trusted(*beside, own, refused) : own;
            if (!self->m_changed.contains(script)) self->m_files.insert(script, found);
            loaded(found, refused);
        });
}

void RunConfigurations::keep(const QString &script, const FileConfigurations &configurations)
{
    if (script.isEmpty() || m_files.value(script) == configurations) return;
    m_files.insert(script, configurations);
    m_changed.insert(script);
    if (configurations.isBeside) m_besides.insert(script);
    m_soon.start();
}

void RunConfigurations::dropBeside(const QString &script)
{
    m_besides.remove(script);
    editor::inBackground([file = besideName(script)] { return QFile::moveToTrash(file) || QFile::remove(file); });
}

QByteArray RunConfigurations::jsonOfAll() const
{
    QJsonObject files;
    for (auto it = m_files.cbegin(); it != m_files.cend(); ++it)
        if (it.value().all.size() > 1 || it.value().all.value(0) != RunConfiguration{})
            files[it.key()] = toJson(it.value());
    return QJsonDocument(QJsonObject{{u"version"_s, 1}, {u"files"_s, files}}).toJson(QJsonDocument::Indented);
}

void RunConfigurations::write()
{
    if (!m_isRead) return m_soon.start(); // what was not read yet must not be lost by writing over it
    QList<std::pair<QString, QByteArray>> texts;
    if (!m_file.isEmpty()) texts.emplaceBack(m_file, jsonOfAll());
    for (const QString &script : std::exchange(m_besides, {}))
        texts.emplaceBack(besideName(script), QJsonDocument(toJson(m_files[script])).toJson(QJsonDocument::Indented));
    editor::inBackground([texts, own = m_file] {
        QString problem;
        for (const auto &[file, text] : texts) {
            QDir().mkpath(QFileInfo(file).path());
            const auto done = editor::SafeFile::write(file, text, {.newFileMode = file == own ? 0600U : 0666U});
            if (!done) problem = done.error().message;
        }
        return problem;
    }).then(this, [this](const QString &sentence) {
        if (!sentence.isEmpty()) emit problem(sentence);
    });
}

} // namespace latchkey::window
