// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session_history.h"

#include "ui/editor/background.h"
#include "ui/editor/safe_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace latchkey::session {

using editor::SafeFile;

namespace {

constexpr auto kSoon = 500ms;

/// Adds an input unless it is the one before; drops the oldest beyond the bounds.
void append(QStringList &inputs, const QString &input)
{
    if (inputs.isEmpty() || inputs.last() != input) inputs.append(input);
    if (inputs.size() > SessionHistory::kMostInputs) inputs.remove(0, inputs.size() - SessionHistory::kMostInputs);
}

} // namespace

SessionHistory::SessionHistory(const QString &file, QObject *parent)
    : QObject(parent)
    , m_file(file)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoon);
    connect(&m_soon, &QTimer::timeout, this, &SessionHistory::save);
    // Once there is somebody to tell.
    if (!m_file.isEmpty()) QMetaObject::invokeMethod(this, &SessionHistory::load, Qt::QueuedConnection);
}

SessionHistory::~SessionHistory()
{
    m_flight.waitForFinished();
    if (!m_file.isEmpty() && !m_fresh.isEmpty()) write(m_file, m_fresh);
}

void SessionHistory::add(const QString &input)
{
    if (input.trimmed().isEmpty() || input.size() > kLongestInput) return;
    append(m_inputs, input);
    if (m_file.isEmpty()) return;
    append(m_fresh, input);
    if (!m_soon.isActive()) m_soon.start();
}

qsizetype SessionHistory::before(qsizetype place, const QString &prefix, const QString &shown) const
{
    for (qsizetype at = std::min(place, m_inputs.size()) - 1; at >= 0; --at)
        if (m_inputs[at].startsWith(prefix) && m_inputs[at] != shown) return at;
    return -1;
}

qsizetype SessionHistory::behind(qsizetype place, const QString &prefix, const QString &shown) const
{
    for (qsizetype at = place + 1; at < m_inputs.size(); ++at)
        if (m_inputs[at].startsWith(prefix) && m_inputs[at] != shown) return at;
    return -1;
}

// ---- the file ---------------------------------------------------------------------------------------------------

std::optional<QStringList> SessionHistory::fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (object[u"version"].toInt() != 1) return {};
    QStringList inputs;
    for (const QJsonValue input : object[u"inputs"].toArray())
        if (const QString text = input.toString(); !text.isEmpty()) append(inputs, text);
    return inputs;
}

QByteArray SessionHistory::toJson(const QStringList &inputs)
{
    // The newest that fit.
    QJsonArray kept;
    qsizetype bytes = 0;
    for (auto input = inputs.crbegin(); input != inputs.crend(); ++input) {
        bytes += input->size() * 2 + 8;
        if (bytes > kMostBytes) break;
        kept.prepend(*input);
    }
    return QJsonDocument(QJsonObject{{u"version"_s, 1}, {u"inputs"_s, kept}}).toJson(QJsonDocument::Compact) + '\n';
}

void SessionHistory::load()
{
    editor::inBackground([file = m_file] { return read(file); }).then(this, [this](const Outcome &outcome) {
        take(outcome);
    });
}

/// On the file pool.
SessionHistory::Outcome SessionHistory::read(const QString &file)
{
    const auto found = SafeFile::read(file, kMostBytes * 4);
    if (!found && found.error().kind == editor::FileError::Kind::NotFound) return {};
    if (found)
        if (const auto inputs = fromJson(found->bytes)) return {*inputs, {}};
    const QString aside = file + u".damaged"_s;
    QFile::remove(aside);
    if (!QFile::rename(file, aside))
        return {{}, tr("The inputs of earlier sessions can not be read: %1").arg(QDir::toNativeSeparators(file))};
    return {
        {},
        tr("The inputs of earlier sessions can not be read; the file is kept as %1").arg(QFileInfo(aside).fileName())};
}

/// On the file pool: adds to what is there, which another window may have written. What went wrong, or nothing.
QString SessionHistory::write(const QString &file, const QStringList &fresh)
{
    QDir().mkpath(QFileInfo(file).path());
    QStringList inputs = read(file).inputs;
    for (const QString &input : fresh) append(inputs, input);
    const auto written = SafeFile::write(file, toJson(inputs), {.newFileMode = 0600});
    return written ? QString() : tr("The inputs of this session can not be kept. %1").arg(written.error().message);
}

void SessionHistory::take(const Outcome &outcome)
{
    const QStringList here = std::exchange(m_inputs, outcome.inputs);
    for (const QString &input : here) append(m_inputs, input);
    if (!outcome.problem.isEmpty()) emit problem(outcome.problem);
    emit loaded();
}

void SessionHistory::save()
{
    if (m_isWriting || m_fresh.isEmpty()) return;
    m_isWriting = true;
    const QStringList fresh = std::exchange(m_fresh, {});
    m_flight = editor::inBackground([file = m_file, fresh] { return write(file, fresh); });
    m_flight.then(this, [this, fresh](const QString &fault) {
        m_isWriting = false;
        if (!fault.isEmpty()) {
            m_fresh = fresh + m_fresh; // with the next one
            if (!std::exchange(m_isTold, true)) emit problem(fault);
            return;
        }
        m_isTold = false;
        if (!m_fresh.isEmpty()) m_soon.start();
    });
}

} // namespace latchkey::session
