// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/permissions/permission_rows.h"

#include "ui/output/row_painting.h"
#include "ui/output/visible_text.h"
#include "ui/runs/enough_grant.h"
#include "ui/runs/run_words.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHash>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::permissions {

using output::Spaces;
using output::visibleText;
using theme::Token;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("latchkey::permissions", text);
}

QString answer(bool allowed)
{
    return allowed ? tr("Allowed") : tr("Denied");
}

QString shown(const QString &text)
{
    return visibleText(text, Spaces::Show);
}

QString number(qint64 count)
{
    return count > 0 ? QLocale().toString(count) : QString();
}

QString when(const QDateTime &time)
{
    if (!time.isValid()) return tr("never");
    const QDateTime local = time.toLocalTime();
    return local.date() == QDate::currentDate() ? QLocale().toString(local.time(), u"HH:mm:ss"_s)
                                                : QLocale().toString(local, QLocale::ShortFormat);
}

/// A grant's text without what the column before it says: "file.read:./data/**" is "./data/**".
QString patternOf(const QString &capability)
{
    const qsizetype colon = capability.indexOf(u':');
    return colon < 0 ? tr("anything") : capability.sliced(colon + 1);
}

// Who decided and what happened, as the engine's records say it.
constexpr const char *kRecordWords[] = {
    QT_TRANSLATE_NOOP("latchkey::permissions", "run"),        QT_TRANSLATE_NOOP("latchkey::permissions", "once"),
    QT_TRANSLATE_NOOP("latchkey::permissions", "remembered"), QT_TRANSLATE_NOOP("latchkey::permissions", "project"),
    QT_TRANSLATE_NOOP("latchkey::permissions", "policy"),     QT_TRANSLATE_NOOP("latchkey::permissions", "user"),
    QT_TRANSLATE_NOOP("latchkey::permissions", "default"),    QT_TRANSLATE_NOOP("latchkey::permissions", "revoked"),
    QT_TRANSLATE_NOOP("latchkey::permissions", "grant"),      QT_TRANSLATE_NOOP("latchkey::permissions", "revoke"),
    QT_TRANSLATE_NOOP("latchkey::permissions", "remember"),   QT_TRANSLATE_NOOP("latchkey::permissions", "forget")};

/// What became of one thing.
struct LedgerLine {
    QString capability;
    QString resource;
    int asked = 0;
    QString grantedBy = {}; ///< as the records say it
    int used = 0;
    int denied = 0;
    QString deniedBy = {};
    QString policy = {};
    qint64 bytes = 0;
    int line = 0;

    [[nodiscard]] runs::CapabilityUse denial() const
    {
        runs::CapabilityUse use;
        use.capability = capability;
        use.resource = resource;
        use.by = deniedBy;
        return use;
    }
};

QList<LedgerLine> ledgerOf(const QList<runs::CapabilityUse> &uses)
{
    QList<LedgerLine> lines;
    QHash<std::pair<QString, QString>, qsizetype> known;
    for (const runs::CapabilityUse &use : uses) {
        const std::pair key(use.capability, use.resource);
        if (!known.contains(key)) {
            known.insert(key, lines.size());
            lines.append(LedgerLine{.capability = use.capability, .resource = use.resource, .line = use.line});
        }
        LedgerLine &line = lines[known.value(key)];
        line.asked += use.asked;
        line.bytes += use.bytes;
        line.line = std::max(line.line, use.line);
        if (use.allowed) {
            line.used += use.count;
            line.grantedBy = use.by;
        } else if (use.count > 0) {
            line.denied += use.count;
            line.deniedBy = use.by;
            line.policy = use.policy;
        }
    }
    return lines;
}

QString eventOf(const capability::AuditRecord &record)
{
    if (record.event.isEmpty()) return answer(record.allowed);
    return recordWord(record.event);
}

} // namespace

QString recordWord(const QString &word)
{
    const auto *known = std::ranges::find(kRecordWords, word, [](const char *one) { return QString::fromUtf8(one); });
    return known == std::end(kRecordWords) ? word : tr(*known);
}

QStringList headersOf(Section section)
{
    switch (section) {
    case Section::InForce:
        return {tr("Capability"), tr("Pattern"), tr("From"), tr("Uses"), tr("Last line")};
    case Section::Ledger:
        return {tr("Capability"), tr("What"), tr("Asked"),           tr("Granted by"),
                tr("Denied"),     tr("Uses"), tr("Read or written"), tr("Last line")};
    case Section::Remembered:
        return {tr("Answer"), tr("Capability"), tr("Pattern"), tr("For"), tr("Uses"), tr("Last used")};
    case Section::Log:
        break;
    }
    return {tr("Time"), tr("Event"), tr("Capability"), tr("What"), tr("Script"), tr("Line")};
}

QList<PermissionRow> rowsOf(const QList<runs::HeldGrant> &grants)
{
    QList<PermissionRow> rows;
    for (const runs::HeldGrant &grant : grants) {
        const QString state = grant.exhausted.isEmpty() ? grant.conditions : grant.exhausted;
        rows.append({grant.exhausted.isEmpty(),
                     {shown(grant.capability.section(u':', 0, 0)), shown(patternOf(grant.capability)),
                      recordWord(grant.by), number(grant.uses), number(grant.lastLine)},
                     state.isEmpty() ? shown(grant.capability) : shown(grant.capability) + u"\n"_s + state,
                     QString::number(grant.id),
                     {},
                     grant.lastLine});
    }
    return rows;
}

QList<PermissionRow> rowsOf(const QList<runs::CapabilityUse> &uses, const QString &file)
{
    QList<PermissionRow> rows;
    for (const LedgerLine &line : ledgerOf(uses)) {
        QString toolTip = shown(line.resource);
        if (!line.policy.isEmpty()) toolTip += u'\n' + tr("The policy %1 forbids it.").arg(shown(line.policy));
        rows.append({line.used > 0,
                     {shown(line.capability), output::middleCut(shown(line.resource)), number(line.asked),
                      recordWord(line.grantedBy),
                      line.denied > 0 ? number(line.denied) + u" · "_s + recordWord(line.deniedBy) : QString(),
                      number(line.used), line.bytes > 0 ? runs::bytesText(line.bytes) : QString(), number(line.line)},
                     toolTip,
                     line.denied > 0 ? runs::enoughGrant(line.denial(), file) : QString(),
                     file,
                     line.line});
    }
    return rows;
}

QList<PermissionRow> rowsOf(const QList<capability::Remembered> &remembered)
{
    QList<PermissionRow> rows;
    for (const capability::Remembered &row : remembered) {
        const QString scope = row.script.isEmpty() ? tr("scripts in %1").arg(shown(row.folder)) : shown(row.script);
        const QString brief =
            row.script.isEmpty() ? QFileInfo(row.folder).fileName() + u'/' : QFileInfo(row.script).fileName();
        rows.append(
            {row.allow,
             {answer(row.allow), shown(row.capability), row.pattern.isEmpty() ? tr("anything") : shown(row.pattern),
              shown(brief), number(row.count), when(row.lastUsed)},
             scope,
             row.id,
             row.script,
             row.line});
    }
    return rows;
}

QList<PermissionRow> rowsOf(const QList<capability::AuditRecord> &records)
{
    QList<PermissionRow> rows;
    for (const capability::AuditRecord &record : records) {
        const QString count = record.count > 1 ? u" ×%1"_s.arg(record.count) : QString();
        QString chain = shown(record.resource) + u'\n' + shown(record.script);
        for (const QString &place : record.chain) chain += u'\n' + shown(place);
        rows.append({record.allowed || !record.event.isEmpty(),
                     {when(record.time), eventOf(record) + count, shown(record.capability),
                      output::middleCut(shown(record.resource)), shown(QFileInfo(record.script).fileName()),
                      number(record.line)},
                     chain,
                     {},
                     record.script,
                     record.line});
    }
    return rows;
}

// ---- the model --------------------------------------------------------------------------------------------------

PermissionRowsModel::PermissionRowsModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

bool PermissionRowsModel::matches(const PermissionRow &row) const
{
    const auto stands = [this](const QString &cell) { return cell.contains(m_filter, Qt::CaseInsensitive); };
    return m_filter.isEmpty() || std::ranges::any_of(row.cells, stands) || stands(row.toolTip);
}

void PermissionRowsModel::choose()
{
    m_shown.clear();
    for (qsizetype i = 0; i < m_rows.size(); ++i)
        if (matches(m_rows[i])) m_shown.append(i);
}

void PermissionRowsModel::setRows(Section section, const QList<PermissionRow> &rows)
{
    beginResetModel();
    m_section = section;
    m_rows = rows;
    choose();
    endResetModel();
}

void PermissionRowsModel::append(const QList<PermissionRow> &rows)
{
    setRows(m_section, m_rows + rows);
}

void PermissionRowsModel::setFilter(const QString &text)
{
    beginResetModel();
    m_filter = text.trimmed();
    choose();
    endResetModel();
}

const PermissionRow *PermissionRowsModel::rowAt(int row) const
{
    return row >= 0 && row < m_shown.size() ? &m_rows[m_shown[row]] : nullptr;
}

int PermissionRowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int PermissionRowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(headersOf(m_section).size());
}

QVariant PermissionRowsModel::data(const QModelIndex &index, int role) const
{
    const PermissionRow *row = index.isValid() ? rowAt(index.row()) : nullptr;
    if (!row) return {};
    if (role == Qt::DisplayRole) return row->cells.value(index.column());
    if (role == Qt::ToolTipRole) return row->toolTip.toHtmlEscaped().replace(u'\n', u"<br>"_s);
    const QString header = headersOf(m_section).value(index.column());
    const bool isCode = header == tr("Capability") || header == tr("Pattern") || header == tr("What");
    if (role == Qt::FontRole && isCode) return theme::fonts().code();
    const bool isNumber = header == tr("Uses") || header == tr("Last line") || header == tr("Line") ||
                          header == tr("Asked") || header == tr("Read or written");
    if (role == Qt::TextAlignmentRole && isNumber) return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::DecorationRole && index.column() == 0)
        return theme::Icons::icon(row->allowed ? u"check"_s : u"deny"_s, row->allowed ? Token::Key : Token::Fail);
    return {};
}

QVariant PermissionRowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return headersOf(m_section).value(section);
}

} // namespace latchkey::permissions
