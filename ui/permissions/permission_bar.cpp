// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/permissions/permission_bar.h"

#include "ui/output/visible_text.h"
#include "ui/runs/run_words.h"
#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPointer>
#include <QSet>

using namespace Qt::StringLiterals;

namespace latchkey::permissions {
namespace {

using output::RichLabel;
using runs::PermissionAnswer;
using theme::ButtonLook;
using theme::Token;
using widgets::SmallButton;

constexpr int kLeastWidth = 480; // below, a bar reaches out of its editor
constexpr int kPatternShown = 40;
constexpr int kPatternSteps[] = {kPatternShown, 28, 18, 10}; // characters on the button, as many as there is room for

} // namespace

PermissionBar::PermissionBar(QWidget *parent)
    : QuestionBar(parent)
    , m_about(new RichLabel(this))
    , m_has(new RichLabel(this))
    , m_behind(new RichLabel(this))
    , m_why(new QWidget(this))
    , m_keys(new widgets::KeyCap(u"Alt+P"_s, this))
    , m_edit(new QLineEdit(this))
{
    setObjectName(u"permissionBar"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kEdge + kInside, kInside - 1, kInside, kInside - 1);
    column->setSpacing(0);
    auto *first = new QHBoxLayout;
    first->setSpacing(theme::kSide);
    first->addSpacing(kTextIndent);
    first->addWidget(m_who, 1);
    first->addWidget(m_behind);
    first->addWidget(m_keys);
    column->addLayout(first);
    column->addSpacing(2);
    for (RichLabel *line : {m_about, m_has}) {
        auto *row = new QHBoxLayout;
        row->addSpacing(kTextIndent);
        row->addWidget(line, 1);
        column->addLayout(row);
    }
    m_why->setObjectName(u"whyAsked"_s);
    auto *calls = new QVBoxLayout(m_why);
    calls->setContentsMargins(kTextIndent, theme::kSide, 0, 0);
    calls->setSpacing(0);
    m_why->hide();
    column->addWidget(m_why);
    column->addSpacing(10);
    makeAnswers();
    for (RichLabel *line : {m_who, m_about, m_has}) {
        connect(line, &RichLabel::linkActivated, this, &PermissionBar::followLink);
        line->installEventFilter(this);
    }
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] { fill(); });
    setAlive(false);
}

void PermissionBar::makeAnswers()
{
    m_once = answerButton(tr("Allow once"), ButtonLook::Permission, u"allowOnce"_s);
    m_forRun = answerButton(tr("Allow for this run"), ButtonLook::Permission, u"allowForRun"_s);
    m_forRun->setSplit(true);
    m_more = answerButton(tr("More"), ButtonLook::Flat, u"moreAnswers"_s);
    m_deny = answerButton(tr("Deny"), ButtonLook::Quiet, u"deny"_s);
    m_denyKind = answerButton(tr("Deny all of this kind"), ButtonLook::Flat, u"denyKind"_s);
    m_edit->setObjectName(u"patternField"_s);
    m_edit->setAccessibleName(tr("Pattern to allow for this run"));
    m_edit->setFixedWidth(220);
    m_edit->installEventFilter(this);
    m_edit->hide();
    auto *menu = new QMenu(m_more);
    m_more->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillMore(menu); });
    connect(m_once, &QAbstractButton::clicked, this, [this] { answer(PermissionAnswer::AllowOnce); });
    connect(m_forRun, &QAbstractButton::clicked, this, [this] { answer(PermissionAnswer::AllowForRun); });
    connect(m_forRun, &SmallButton::arrowClicked, this, &PermissionBar::editPattern);
    connect(m_deny, &QAbstractButton::clicked, this, [this] { answer(PermissionAnswer::DenyOnce); });
    connect(m_denyKind, &QAbstractButton::clicked, this, [this] { answer(PermissionAnswer::DenyKindForRun); });
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::kAnswerGap);
    row->addSpacing(kTextIndent);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_once, m_forRun, m_edit, m_more}) row->addWidget(widget);
    row->addStretch(1);
    row->addWidget(m_deny);
    row->addWidget(m_denyKind);
    static_cast<QBoxLayout *>(layout())->addLayout(row);
}

void PermissionBar::ask(quint64 run, const runs::PermissionRequest &request, int number, const QString &name)
{
    const bool same = m_run == run && m_request.id == request.id;
    m_run = run;
    m_request = request;
    m_number = number;
    m_name = name;
    if (!same) {
        m_whole = false;
        m_isExplained = false;
        m_isListed = false;
        m_others.clear();
        renew();
        endEditing(false);
        m_pattern = promptText(request, number, name).pattern;
        // A new question in an old place is as good as a bar that has just appeared.
        restartDead();
    }
    fill();
    if (!same && isVisible()) {
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

void PermissionBar::setOthers(const QList<runs::PermissionRequest> &others)
{
    QSet<quint64> known;
    for (const runs::PermissionRequest &other : std::as_const(m_others)) known.insert(other.id);
    bool isNew = false;
    for (const runs::PermissionRequest &other : others) isNew = isNew || !known.contains(other.id);
    if (!isNew && others.size() == m_others.size()) return;
    m_others = others;
    // A click on its way was meant for fewer.
    if (isNew && !isAnswered()) restartDead();
    fill();
}

void PermissionBar::fill()
{
    m_text = promptText(m_request, m_number, m_name, m_whole, m_others);
    m_once->setText(m_text.once);
    m_deny->setText(m_text.deny);
    m_who->setLine(m_text.who);
    m_about->setLine(m_text.about);
    m_has->setLine(m_text.has);
    fillWhy();
    setMore(m_text.more);
    m_forRun->setToolTip(output::visibleText(m_pattern, output::Spaces::Show).toHtmlEscaped());
    m_denyKind->setText(m_text.denyKind);
    fitAnswers();
    setAccessibleName(tr("Permission question"));
    setAccessibleDescription(m_text.spoken);
    updateGeometry();
    update();
}

void PermissionBar::fillWhy()
{
    qDeleteAll(m_why->findChildren<RichLabel *>(Qt::FindDirectChildrenOnly));
    m_why->setVisible(m_isExplained || m_isListed);
    QList<output::RichLine> lines = m_isListed ? m_text.others : QList<output::RichLine>();
    if (m_isExplained) lines += m_text.why;
    for (const output::RichLine &line : std::as_const(lines)) {
        auto *label = new RichLabel(m_why);
        label->setLine(line);
        label->setFaint(isDead());
        label->installEventFilter(this);
        connect(label, &RichLabel::linkActivated, this, &PermissionBar::followLink);
        m_why->layout()->addWidget(label);
    }
}

// Folds the calls that led here out or in. The answers move: they are dead for their moment again.
void PermissionBar::explain()
{
    m_isExplained = !m_isExplained;
    restartDead();
    fill();
}

void PermissionBar::listOthers()
{
    m_isListed = !m_isListed;
    restartDead();
    fill();
}

void PermissionBar::setMore(const QString &more)
{
    output::RichLine line;
    line.add(more, output::Face::Small, Token::Muted);
    m_behind->setLine(line);
    m_behind->setVisible(!more.isEmpty());
}

void PermissionBar::setPattern(const QString &pattern)
{
    if (pattern.trimmed().isEmpty()) return;
    m_pattern = pattern.trimmed();
    fill();
}

QSize PermissionBar::sizeHint() const
{
    const QSize size = QWidget::sizeHint();
    return {std::min(std::max(size.width(), 480), theme::metrics().scaledWidth(theme::kPermissionBarWidth)),
            size.height()};
}

QSize PermissionBar::minimumSizeHint() const
{
    return {std::min(layout()->minimumSize().width(), kLeastWidth), sizeHint().height()};
}

void PermissionBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitAnswers();
}

int PermissionBar::answersWidth() const
{
    const QMargins margins = layout()->contentsMargins();
    int width = margins.left() + margins.right() + kTextIndent;
    for (const QWidget *one : std::initializer_list<QWidget *>{m_once, m_forRun, m_edit, m_more, m_deny, m_denyKind})
        if (!one->isHidden()) width += std::max(one->minimumWidth(), one->sizeHint().width()) + theme::kAnswerGap;
    return width;
}

// The answers are never cut: the pattern is shown shorter, and the widest denial goes into the menu.
void PermissionBar::fitAnswers()
{
    const QString pattern = output::visibleText(runs::nearName(m_pattern, m_request.file), output::Spaces::Show);
    m_denyKind->show();
    for (const int shown : kPatternSteps) {
        m_forRun->setCode(output::middleCut(pattern, shown));
        if (answersWidth() <= width()) break;
    }
    m_denyKind->setVisible(answersWidth() <= width());
    m_forRun->setAccessibleName(tr("Allow for this run: %1").arg(pattern));
}

void PermissionBar::setAlive(bool alive)
{
    if (!alive) keepFocus();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_once, m_forRun, m_more, m_deny, m_denyKind, m_edit})
        widget->setEnabled(alive);
    for (RichLabel *line : {m_who, m_about, m_has, m_behind}) line->setFaint(!alive);
    for (RichLabel *line : m_why->findChildren<RichLabel *>()) line->setFaint(!alive);
    update();
}

// --- answers --------------------------------------------------------------------------------------------------------

void PermissionBar::answer(PermissionAnswer answer)
{
    if (!takeAnswer()) return;
    const bool grants = answer == PermissionAnswer::AllowForRun || answer == PermissionAnswer::AlwaysForScript ||
                        answer == PermissionAnswer::AlwaysForFolder;
    const quint64 run = m_run;
    // What is granted or denied for a moment is so for each that was shown; a pattern or a kind settles them itself.
    const bool isForEach = answer == PermissionAnswer::AllowOnce || answer == PermissionAnswer::DenyOnce;
    QList<quint64> questions{m_request.id};
    if (isForEach)
        for (const runs::PermissionRequest &other : std::as_const(m_others)) questions.append(other.id);
    const QPointer<PermissionBar> alive(this);
    for (const quint64 question : std::as_const(questions))
        if (alive) emit answered(run, question, answer, grants ? m_pattern : QString());
}

void PermissionBar::fillMore(QMenu *menu)
{
    menu->clear();
    menu->addAction(m_isExplained ? tr("Hide why I am asked") : tr("Why am I asked?"), this, &PermissionBar::explain);
    menu->addSeparator();
    const QString pattern = output::middleCut(
        output::visibleText(runs::nearName(m_pattern, m_request.file), output::Spaces::Show), kPatternShown);
    const auto add = [&](const QString &text, PermissionAnswer what) {
        menu->addAction(QString(text).replace(u'&', "&&"_L1), this, [this, what] { answer(what); });
    };
    add(tr("Always allow %1 for this script").arg(pattern), PermissionAnswer::AlwaysForScript);
    add(tr("Always allow %1 for scripts in this folder").arg(pattern), PermissionAnswer::AlwaysForFolder);
    menu->addSeparator();
    if (m_denyKind->isHidden()) add(m_text.denyKind, PermissionAnswer::DenyKindForRun);
    add(tr("Always deny this"), PermissionAnswer::AlwaysDeny);
    menu->addSeparator();
    for (const QString &suggestion : std::as_const(m_request.patterns)) {
        const QString shown = output::middleCut(
            output::visibleText(runs::nearName(suggestion, m_request.file), output::Spaces::Show), kPatternShown);
        menu->addAction(tr("Use the pattern %1").arg(shown).replace(u'&', "&&"_L1), this,
                        [this, suggestion] { setPattern(suggestion); });
    }
    menu->addAction(tr("Edit the pattern"), this, &PermissionBar::editPattern);
}

void PermissionBar::editPattern()
{
    if (isDead()) return;
    m_edit->setText(m_pattern);
    m_edit->show();
    m_edit->setFocus(Qt::OtherFocusReason);
    m_edit->selectAll();
}

void PermissionBar::endEditing(bool keep)
{
    if (m_edit->isHidden()) return;
    if (keep) setPattern(m_edit->text());
    const bool focused = m_edit->hasFocus();
    m_edit->hide();
    if (focused) m_forRun->setFocus(Qt::OtherFocusReason);
}

void PermissionBar::followLink(const QString &target)
{
    if (target == "all"_L1) {
        m_whole = true;
        return fill();
    }
    if (target == kWhyTarget) return explain();
    if (target == kOthersTarget) return listOthers();
    emit placeActivated(target.section(u':', 2), target.section(u':', 0, 0).toInt(),
                        target.section(u':', 1, 1).toInt());
}

// --- keys -----------------------------------------------------------------------------------------------------------

QList<QWidget *> PermissionBar::stops() const
{
    QList<QWidget *> stops;
    for (QWidget *widget : std::initializer_list<QWidget *>{m_once, m_forRun, m_edit, m_more, m_deny, m_denyKind}) {
        if (widget->isVisibleTo(this) && widget->isEnabled()) stops.append(widget);
    }
    return stops;
}

void PermissionBar::pressed(QAbstractButton *button, Qt::KeyboardModifiers modifiers)
{
    if (modifiers.testFlag(Qt::AltModifier) && button == m_forRun) editPattern();
    else QuestionBar::pressed(button, modifiers);
}

bool PermissionBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_edit || event->type() != QEvent::KeyPress) return QuestionBar::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (!enter && key != Qt::Key_Escape) return false;
    endEditing(enter);
    return true;
}

} // namespace latchkey::permissions
