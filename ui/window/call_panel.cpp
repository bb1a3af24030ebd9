// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/call_panel.h"

#include "ui/editor/background.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/window/editor_page.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::window {

using language::CallableFunction;
using theme::Token;

namespace {

constexpr int kWidth = 460;

QString textOf(const std::string &text)
{
    return QString::fromStdString(text);
}

/// "add(a, b: number)"
QString headingOf(const CallableFunction &function)
{
    QStringList parameters;
    for (const language::CallableParameter &parameter : function.parameters)
        parameters << textOf(parameter.type.empty() ? parameter.name : parameter.name + ": " + parameter.type);
    return u"%1(%2)"_s.arg(textOf(function.name), parameters.join(u", "_s));
}

} // namespace

CallPanel::CallPanel(QWidget *window)
    : QWidget(window)
    , m_none(new QLabel(this))
    , m_functions(new QComboBox(this))
    , m_form(new QWidget(this))
    , m_rows(new QFormLayout(m_form))
    , m_preview(new QLabel(this))
    , m_fault(new QLabel(this))
    , m_call(new widgets::SmallButton(tr("Call"), this))
{
    setObjectName(u"callPanel"_s);
    setAccessibleName(tr("Call a function"));
    m_functions->setObjectName(u"callFunctions"_s);
    m_functions->setAccessibleName(tr("Function"));
    m_functions->setFont(theme::fonts().code());
    m_none->setObjectName(u"callNone"_s);
    m_none->setForegroundRole(QPalette::PlaceholderText);
    m_none->setWordWrap(true);
    m_preview->setObjectName(u"callPreview"_s);
    m_preview->setFont(theme::fonts().code());
    m_preview->setForegroundRole(QPalette::PlaceholderText);
    m_preview->setTextFormat(Qt::PlainText);
    m_fault->setObjectName(u"callFault"_s);
    m_fault->setWordWrap(true);
    m_fault->setTextFormat(Qt::PlainText);
    m_call->setObjectName(u"callButton"_s);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto *close = new widgets::SmallButton(tr("Done"), theme::ButtonLook::Flat, this);
    close->setObjectName(u"callDone"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::kRowMargin, theme::kRowMargin, theme::kRowMargin, theme::kRowMargin);
    for (QWidget *part : std::initializer_list<QWidget *>{m_none, m_functions, m_form, m_preview, m_fault})
        column->addWidget(part);
    auto *row = new QHBoxLayout;
    row->addWidget(m_call);
    row->addStretch(1);
    row->addWidget(close);
    column->addLayout(row);
    connect(m_functions, &QComboBox::currentIndexChanged, this, &CallPanel::chooseFunction);
    connect(m_call, &QAbstractButton::clicked, this, &CallPanel::call);
    connect(close, &QAbstractButton::clicked, this, &CallPanel::finish);
    hide();
}

void CallPanel::open(EditorPage *page, int top)
{
    m_page = page;
    m_top = top;
    setFunctions({});
    m_none->setText(tr("Looking for functions"));
    show();
    raise();
    place();
    setFocus();
    const runs::Script script = page->script();
    editor::inBackground([name = script.name.toStdString(), text = script.source.toStdString()] {
        const language::DocumentPtr document = language::analyse(name, text);
        return document ? language::callableFunctions(*document) : std::vector<CallableFunction>();
    }).then(this, [this, asked = QPointer(page)](const std::vector<CallableFunction> &functions) {
        if (m_page == nullptr || m_page != asked || !isVisible()) return;
        m_none->setText(tr("%1 has no function of its own to call").arg(m_page->name()));
        setFunctions(functions);
        if (!m_fields.isEmpty()) m_fields.first()->setFocus();
        else if (!functions.empty()) m_functions->setFocus();
    });
}

void CallPanel::setFunctions(const std::vector<CallableFunction> &functions)
{
    m_known = functions;
    const QSignalBlocker blocker(m_functions);
    m_functions->clear();
    int atCaret = 0;
    for (const CallableFunction &function : functions) {
        const int line = m_page->editor()->caretPlace().line;
        const QByteArray before =
            m_page->editor()->utf8().first(std::min<qsizetype>(function.span.begin, m_page->editor()->utf8().size()));
        if (before.count('\n') + 1 <= line) atCaret = m_functions->count();
        m_functions->addItem(headingOf(function));
    }
    m_none->setVisible(functions.empty());
    m_functions->setVisible(!functions.empty());
    m_functions->setCurrentIndex(functions.empty() ? -1 : atCaret);
    chooseFunction(m_functions->currentIndex());
}

void CallPanel::chooseFunction(int index)
{
    while (m_rows->rowCount() > 0) m_rows->removeRow(0);
    m_fields.clear();
    const bool has = index >= 0 && index < int(m_known.size());
    if (has) {
        const CallableFunction &function = m_known[size_t(index)];
        const QStringList typed = m_typed.value(m_page->problemKey() + u'\n' + textOf(function.name));
        for (const language::CallableParameter &parameter : function.parameters) {
            auto *field = new QLineEdit(m_form);
            const QString name = textOf(parameter.name);
            field->setObjectName(u"argument%1"_s.arg(m_fields.size()));
            field->setAccessibleName(parameter.type.empty() ? name : name + u", "_s + textOf(parameter.type));
            field->setPlaceholderText(parameter.type.empty() ? u"1, \"text\", [1, 2], {a: 1}"_s
                                                             : textOf(parameter.type));
            field->setFont(theme::fonts().code());
            field->setText(typed.value(m_fields.size()));
            connect(field, &QLineEdit::textChanged, this, &CallPanel::check);
            m_rows->addRow(name, field);
            m_fields << field;
        }
    }
    m_form->setVisible(!m_fields.isEmpty());
    m_preview->setVisible(has);
    check();
    place();
}

QString CallPanel::fault() const
{
    return m_fault->text();
}

QByteArray CallPanel::arguments() const
{
    QByteArrayList values;
    for (const QLineEdit *field : m_fields) {
        const auto json = language::jsonOfLiteral(field->text().toStdString());
        if (!json) return {};
        values << QByteArray::fromStdString(*json);
    }
    return '[' + values.join(", ") + ']';
}

void CallPanel::check()
{
    QString fault;
    bool isMissing = false;
    const int index = m_functions->currentIndex();
    for (qsizetype i = 0; i < m_fields.size() && fault.isEmpty(); ++i) {
        const auto json = language::jsonOfLiteral(m_fields[i]->text().toStdString());
        if (json) continue;
        const QString name = textOf(m_known[size_t(index)].parameters[size_t(i)].name);
        isMissing = m_fields[i]->text().trimmed().isEmpty();
        fault = isMissing ? tr("%1 has no value yet.").arg(name) : tr("%1: %2").arg(name, textOf(json.error()));
    }
    m_fault->setText(fault);
    m_fault->setVisible(!fault.isEmpty());
    QPalette colours = m_fault->palette();
    colours.setColor(QPalette::WindowText, theme::color(isMissing ? Token::Muted : Token::Fail));
    m_fault->setPalette(colours);
    m_call->setEnabled(index >= 0 && fault.isEmpty());
    const QByteArray values = arguments();
    const QString name = index >= 0 ? textOf(m_known[size_t(index)].name) : QString();
    const QString call = u"%1(%2)"_s.arg(name, QString::fromUtf8(values.mid(1, values.size() - 2)));
    m_preview->setText(m_preview->fontMetrics().elidedText(call, Qt::ElideRight, width() - 2 * theme::kRowMargin));
    place();
}

void CallPanel::call()
{
    const int index = m_functions->currentIndex();
    if (!m_page || index < 0 || !m_call->isEnabled()) return;
    const QString name = textOf(m_known[size_t(index)].name);
    QStringList typed;
    for (const QLineEdit *field : std::as_const(m_fields)) typed << field->text();
    m_typed.insert(m_page->problemKey() + u'\n' + name, typed);
    EditorPage *page = m_page;
    const QByteArray values = arguments();
    finish();
    emit callRequested(page, name, values);
}

void CallPanel::finish()
{
    hide();
    if (m_page) m_page->setFocus();
}

void CallPanel::place()
{
    const QWidget *window = parentWidget();
    const int width = std::min(theme::metrics().scaledWidth(kWidth), window->width() - 2 * theme::kSide);
    if (layout() != nullptr) layout()->activate();
    const int height = std::min(layout()->hasHeightForWidth() ? layout()->heightForWidth(width) : sizeHint().height(),
                                window->height() - m_top - theme::kSide);
    setGeometry((window->width() - width) / 2, m_top, width, height);
}

void CallPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Token::Window)); // behind the round corners
    theme::drawGround(&painter, rect(), theme::color(Token::Panel), theme::color(Token::Strong), theme::kPaletteRadius);
}

void CallPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) finish();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) call();
    else QWidget::keyPressEvent(event);
}

} // namespace latchkey::window
