// SPDX-License-Identifier: GPL-3.0-or-later
//
// A value that is a picture, as a picture: what it is above, zoom, copy and save beside it, the picture below. It is
// unpacked by a worker; until then, and when it can not be, a sentence stands there (image_data.h says what is taken).
#pragma once

#include "ui/results/image_view.h"
#include "ui/tables/work.h"

#include <QWidget>

namespace latchkey::output {
class RichLabel;
}

namespace latchkey::tables {
class PaneBar;
}

namespace latchkey::widgets {
class EmptyState;
class IconButton;
class SmallButton;
} // namespace latchkey::widgets

namespace latchkey::results {

class ImagePage : public QWidget
{
    Q_OBJECT

public:
    explicit ImagePage(QWidget *parent = nullptr);

    /// Shows a picture; what is shown already is not unpacked again.
    void setValue(const ValuePtr &value);
    void clear();
    [[nodiscard]] ImageView *view() const { return m_view; }
    /// What stands in place of the picture; empty when it is there.
    [[nodiscard]] QString sentence() const { return m_sentence; }
    [[nodiscard]] QString factsText() const;

signals:
    /// The picture, or the reason why not, is there.
    void ready();
    /// The picture's file is wanted; whoever knows where calls save().
    void saveRequested(const QString &suggestedName);
    void said(const QString &sentence);
    void failed(const QString &sentence);

public slots:
    void save(const QString &path);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeBar();
    void present(const Picture &picture);
    void showFacts();
    void say(const QString &sentence);

    ValuePtr m_value;
    QString m_sentence;
    tables::Work m_unpacking;
    tables::Work m_saving;
    output::RichLabel *m_facts;
    widgets::IconButton *m_out;
    widgets::SmallButton *m_level;
    widgets::IconButton *m_in;
    widgets::SmallButton *m_fit;
    widgets::IconButton *m_copy;
    widgets::IconButton *m_save;
    ImageView *m_view;
    widgets::EmptyState *m_empty;
};

} // namespace latchkey::results
