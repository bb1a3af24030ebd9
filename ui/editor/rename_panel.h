// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks for a variable's new name at the place where it stands, and shows what each line would become while one types. A
// child of the window; Enter renames, Escape leaves all as it is. What the panel shows was worked out off the GUI
// thread by whoever opened it.
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace latchkey::editor {

/// A line as it would be.
struct RenamedLine {
    int line = 0;
    QString text;              ///< the new text of the line
    QList<QPair<int, int>> at; ///< where the new name stands in it
    QString file = {};         ///< its name, if it is another file's
};

class RenamePanel : public QWidget
{
    Q_OBJECT

public:
    static constexpr int kShownLines = 8;

    explicit RenamePanel(QWidget *window);

    /// Opens with the present name selected, at `place` of the window below a line of that height.
    void open(const QString &name, const QPoint &place, int lineHeight);
    void closePanel();
    /// Answers `nameChanged`: the lines, or why it can not be.
    void setPreview(const QList<RenamedLine> &lines);
    void setRefusal(const QString &why);
    [[nodiscard]] QString name() const;
    [[nodiscard]] QLineEdit *field() const { return m_field; }
    [[nodiscard]] QLabel *summary() const { return m_summary; }

signals:
    /// A preview for this name is wanted.
    void nameChanged(const QString &name);
    void accepted(const QString &name);
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void lay();

    QLineEdit *m_field;
    QLabel *m_summary;
    QWidget *m_lines;
    QList<RenamedLine> m_shown;
    QPoint m_place;
    int m_lineHeight = 0;
    bool m_refused = false;
    bool m_pending = false;         ///< the preview for the present name is on its way
    bool m_acceptWhenReady = false; ///< Enter came before it
};

} // namespace latchkey::editor
