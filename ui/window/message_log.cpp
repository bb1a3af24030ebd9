// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/message_log.h"

#include <QTime>

#include <atomic>

using namespace Qt::StringLiterals;

namespace latchkey::window {
namespace {

// Made once and never deleted: threads may speak until the very end.
std::atomic<MessageLog *> theLog = nullptr;
std::atomic<QtMessageHandler> before = nullptr;

QString wordOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return u"debug"_s;
    case QtInfoMsg:
        return u"info"_s;
    case QtWarningMsg:
        return u"warning"_s;
    case QtCriticalMsg:
        return u"critical"_s;
    case QtFatalMsg:
        return u"fatal"_s;
    }
    return {};
}

} // namespace

void MessageLog::install()
{
    if (theLog != nullptr) return;
    theLog = new MessageLog;
    before = qInstallMessageHandler(take);
}

QStringList MessageLog::lines()
{
    const MessageLog *log = theLog;
    return log == nullptr ? QStringList() : log->m_lines;
}

void MessageLog::take(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QString category = qstrcmp(context.category, "default") == 0 || context.category == nullptr
                                 ? QString()
                                 : QString::fromLatin1(context.category) + u": "_s;
    const QString line =
        u"%1 %2 %3%4"_s.arg(QTime::currentTime().toString(u"HH:mm:ss.zzz"), wordOf(type), category, message);
    MessageLog *log = theLog;
    QMetaObject::invokeMethod(log, [log, line] { log->add(line); });
    if (const QtMessageHandler next = before) next(type, context, message);
}

void MessageLog::add(const QString &line)
{
    for (const QString &each : line.split(u'\n')) m_lines << each;
    if (m_lines.size() > kLines) m_lines.remove(0, m_lines.size() - kLines);
}

} // namespace latchkey::window
