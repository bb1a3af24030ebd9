// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal.h"

#include <QList>

#include <cerrno>
#include <poll.h>
#include <unistd.h>

namespace latchkey::cli {

using namespace Qt::StringLiterals;

bool writeAll(int descriptor, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), static_cast<size_t>(bytes.size()));
        if (written >= 0) {
            bytes = bytes.sliced(written);
        } else if (errno == EAGAIN) { // somebody made the shared terminal non-blocking
            pollfd ready{descriptor, POLLOUT, 0};
            poll(&ready, 1, -1);
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

void writeOut(const QString &text)
{
    writeAll(STDOUT_FILENO, text.toUtf8());
}

void writeError(const QString &text)
{
    writeAll(STDERR_FILENO, text.toUtf8());
}

QString shownSafely(QStringView text, qsizetype limit)
{
    QString result;
    for (const char32_t c : text.toUcs4()) {
        const QChar::Category category = QChar::category(c);
        const bool isInvisible = category == QChar::Other_Control || category == QChar::Other_Format ||
                                 category == QChar::Separator_Line || category == QChar::Separator_Paragraph ||
                                 category == QChar::Other_Surrogate || category == QChar::Other_PrivateUse;
        if (isInvisible) result += u"\\u{%1}"_s.arg(uint(c), 0, 16);
        else result += QString::fromUcs4(&c, 1);
    }
    if (limit > 0 && result.size() > limit) result = result.first(limit / 2) + u" … "_s + result.last(limit / 2);
    return result;
}

} // namespace latchkey::cli
