// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the caret is: the functions around it, the outermost first, in one line above the code. Each is a button that
// goes there. Shown while the file has functions, so that the code does not jump with the caret.
#pragma once

#include <QWidget>

#include <functional>

class QHBoxLayout;

namespace latchkey::editor {

struct Crumb {
    QString name;
    QString detail; ///< its parameters
    long position = 0;
    friend bool operator==(const Crumb &, const Crumb &) = default;
};

class Breadcrumbs : public QWidget
{
    Q_OBJECT

public:
    explicit Breadcrumbs(QWidget *parent = nullptr);

    void setCrumbs(const QString &file, const QList<Crumb> &crumbs);
    [[nodiscard]] const QList<Crumb> &crumbs() const { return m_crumbs; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

signals:
    void activated(long position);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QHBoxLayout *m_row;
    QString m_file;
    QList<Crumb> m_crumbs;
};

} // namespace latchkey::editor
