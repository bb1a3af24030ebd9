// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/ask.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace latchkey::window {
namespace {

Answerer &answerer()
{
    static Answerer instance;
    return instance;
}

} // namespace

void setAnswerer(const Answerer &replacement)
{
    answerer() = replacement;
}

void ask(QWidget *parent, const Question &question, std::function<void(int)> answered)
{
    const int last = int(question.buttons.size()) - 1;
    if (answerer().button) {
        // Later, as a person would: callers must not depend on an answer inside the call.
        QTimer::singleShot(0, parent, [question, answered] { answered(answerer().button(question)); });
        return;
    }
    auto *box = new QMessageBox(QMessageBox::NoIcon, QString(), question.text, QMessageBox::NoButton, parent);
    box->setObjectName(u"ask-"_s + question.id);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(question.details);
    box->setTextFormat(Qt::PlainText);
    QList<QAbstractButton *> buttons;
    for (int i = 0; i <= last; ++i) {
        const auto role = i == last                   ? QMessageBox::RejectRole
                          : i == question.destructive ? QMessageBox::DestructiveRole
                                                      : QMessageBox::AcceptRole;
        QPushButton *button = box->addButton(question.buttons[i], role);
        buttons << button;
        if (i == 0 && question.destructive != 0) box->setDefaultButton(button);
        if (i == last) box->setEscapeButton(button);
    }
    QObject::connect(box, &QDialog::finished, parent, [box, buttons, answered, last] {
        const auto pressed = buttons.indexOf(box->clickedButton());
        answered(pressed < 0 ? last : int(pressed));
    });
    box->open();
}

void askFiles(QWidget *parent, const FileQuestion &question, std::function<void(const QStringList &)> answered)
{
    if (answerer().files) {
        QTimer::singleShot(0, parent, [question, answered] { answered(answerer().files(question)); });
        return;
    }
    auto *dialog = new QFileDialog(parent, question.title, question.folder);
    dialog->setObjectName(u"ask-"_s + question.id);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (!question.filters.isEmpty()) dialog->setNameFilters(question.filters);
    else dialog->setNameFilters({QFileDialog::tr("ML scripts (*.ml)"), QFileDialog::tr("All files (*)")});
    dialog->setAcceptMode(question.save ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(question.save ? QFileDialog::AnyFile : QFileDialog::ExistingFiles);
    if (question.folders) {
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
    }
    if (question.save) {
        const QString suffix = QFileInfo(question.name).suffix();
        dialog->setDefaultSuffix(suffix.isEmpty() ? u"ml"_s : suffix);
        dialog->selectFile(question.name);
    }
    QObject::connect(dialog, &QDialog::finished, parent, [dialog, answered](int result) {
        answered(result == QDialog::Accepted ? dialog->selectedFiles() : QStringList());
    });
    dialog->open();
}

} // namespace latchkey::window
