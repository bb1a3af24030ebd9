// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/batch_form.h"

#include "engine/language/structure.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace latchkey::batch {

namespace {

struct Callable {
    QString name;
    QString parameters;
};

/// The functions of a text that a batch can call, in the order of the text.
QList<Callable> functionsOf(const QByteArray &source)
{
    QList<Callable> found;
    const auto document = language::analyse("batch", source.toStdString());
    for (const language::OutlineItem &item : language::outline(*document))
        if (item.kind == language::SymbolKind::Function && !item.name.empty())
            found.append({QString::fromStdString(item.name), QString::fromStdString(item.detail)});
    return found;
}

QLabel *sectionTitle(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setFont(theme::fonts().ui(theme::TextSize::Small, QFont::DemiBold));
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

} // namespace

BatchForm::BatchForm(QWidget *parent)
    : QWidget(parent)
    , m_function(new QComboBox(this))
    , m_items(new QLabel(this))
    , m_chooseItems(new widgets::SmallButton(tr("Choose file…"), this))
    , m_limit(new QSpinBox(this))
    , m_timeout(new QDoubleSpinBox(this))
    , m_timeoutKey(new QLineEdit(this))
    , m_retries(new QSpinBox(this))
    , m_fallback(new QLineEdit(this))
    , m_chooseFallback(new widgets::SmallButton(tr("Choose…"), this))
    , m_stop(new QCheckBox(tr("Stop all at the first failure"), this))
    , m_ask(new QCheckBox(tr("Ask for what is not granted"), this))
{
    setObjectName(u"batchForm"_s);
    m_function->setObjectName(u"batchFunction"_s);
    m_function->addItem(tr("the whole script"), QString());
    m_items->setObjectName(u"batchItems"_s);
    m_items->setTextFormat(Qt::PlainText);
    m_items->setWordWrap(true);
    m_chooseItems->setObjectName(u"batchChooseItems"_s);
    m_limit->setObjectName(u"batchLimit"_s);
    m_limit->setRange(0, 10'000);
    m_limit->setSpecialValueText(tr("as many as keep all workers busy"));
    m_timeout->setObjectName(u"batchTimeout"_s);
    m_timeout->setRange(0, 86'400);
    m_timeout->setDecimals(1);
    m_timeout->setSuffix(tr(" s"));
    m_timeout->setSpecialValueText(tr("no limit"));
    m_timeoutKey->setObjectName(u"batchTimeoutKey"_s);
    m_timeoutKey->setPlaceholderText(tr("the same for all"));
    m_timeoutKey->setToolTip(tr("The member of an item that holds its own limit in seconds"));
    m_retries->setObjectName(u"batchRetries"_s);
    m_retries->setRange(0, 20);
    m_retries->setSpecialValueText(tr("never"));
    m_retries->setSuffix(tr(" more time(s)"));
    m_fallback->setObjectName(u"batchFallback"_s);
    m_fallback->setPlaceholderText(tr("nothing"));
    m_stop->setObjectName(u"batchStop"_s);
    m_ask->setObjectName(u"batchAsk"_s);
    m_ask->setChecked(true);
    m_ask->setToolTip(tr("Once for all items that need the same. Otherwise it is denied."));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::kRowMargin, theme::kRowMargin, theme::kRowMargin, theme::kRowMargin);
    column->setSpacing(theme::kBarGap);
    const auto field = [&](const QString &text, QWidget *widget, QWidget *button = nullptr) {
        auto *label = new QLabel(text, this);
        label->setBuddy(widget);
        widget->setAccessibleName(text);
        column->addWidget(label);
        auto *row = new QHBoxLayout;
        row->setSpacing(theme::kAnswerGap);
        row->addWidget(widget, 1);
        if (button) row->addWidget(button);
        column->addLayout(row);
        column->addSpacing(theme::kBarGap);
    };
    column->addWidget(sectionTitle(tr("What runs"), this));
    field(tr("Each item goes to"), m_function);
    field(tr("Items"), m_items, m_chooseItems);
    field(tr("At once"), m_limit);
    field(tr("Limit of each"), m_timeout);
    field(tr("Its own limit is in the member"), m_timeoutKey);
    column->addSpacing(theme::kRowMargin);
    column->addWidget(sectionTitle(tr("If an item fails"), this));
    field(tr("Try again"), m_retries);
    field(tr("Then use the script"), m_fallback, m_chooseFallback);
    column->addWidget(m_stop);
    column->addSpacing(theme::kRowMargin);
    column->addWidget(sectionTitle(tr("Permissions"), this));
    column->addWidget(m_ask);
    column->addStretch(1);
    connect(m_chooseItems, &QAbstractButton::clicked, this, &BatchForm::chooseItemsRequested);
    connect(m_chooseFallback, &QAbstractButton::clicked, this, &BatchForm::chooseFallbackRequested);
    setItemsText({});
}

void BatchForm::setScript(const runs::Script &script, const runs::RunOptions &options)
{
    m_script = script;
    m_options = options;
    m_timeout->setValue(options.timeoutSeconds);
    findFunctions();
}

void BatchForm::findFunctions()
{
    QtConcurrent::run([source = m_script.source] {
        return functionsOf(source);
    }).then(this, [this](const QList<Callable> &found) {
        while (m_function->count() > 1) m_function->removeItem(1);
        for (const Callable &callable : found) m_function->addItem(callable.name + callable.parameters, callable.name);
        if (!m_wantedFunction.isEmpty()) setFunction(m_wantedFunction);
    });
}

void BatchForm::setFunction(const QString &name)
{
    m_wantedFunction = name;
    const int index = m_function->findData(name);
    if (index >= 0) m_function->setCurrentIndex(index);
}

BatchSetup BatchForm::setup() const
{
    BatchSetup setup;
    setup.script = m_script;
    setup.options = m_options;
    setup.function = m_function->currentData().toString();
    setup.limit = m_limit->value();
    setup.timeoutSeconds = m_timeout->value();
    setup.timeoutKey = m_timeoutKey->text().trimmed();
    setup.attempts = m_retries->value() + 1;
    setup.fallback = m_fallback->text().trimmed();
    setup.stopAtFailure = m_stop->isChecked();
    setup.mayAsk = m_ask->isChecked();
    return setup;
}

void BatchForm::setItemsText(const QString &text)
{
    m_items->setText(text.isEmpty() ? tr("none yet: a JSON array, JSON lines or CSV with a head line") : text);
    m_items->setForegroundRole(text.isEmpty() ? QPalette::PlaceholderText : QPalette::WindowText);
}

void BatchForm::setFallback(const QString &path)
{
    m_fallback->setText(path);
}

void BatchForm::setEditable(bool on)
{
    for (QWidget *field : std::initializer_list<QWidget *>{m_function, m_chooseItems, m_limit, m_timeout, m_timeoutKey,
                                                           m_retries, m_fallback, m_chooseFallback, m_stop, m_ask})
        field->setEnabled(on);
}

} // namespace latchkey::batch
