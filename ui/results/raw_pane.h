// SPDX-License-Identifier: GPL-3.0-or-later
//
// A value as JSON text. It is made by a worker; what is beyond 1 MB stays folded until asked for. The text is shown by
// the output's surface, which paints only what is visible, so size does not matter: its lines are found by a worker,
// and a worker frees it.
#pragma once

#include "ui/output/output_source.h"
#include "ui/output/output_view.h"
#include "ui/output/rich_line.h"
#include "ui/results/value_source.h"
#include "ui/tables/work.h"

#include <QWidget>

namespace latchkey::widgets {
class SmallButton;
}

namespace latchkey::results {

class RawPane : public QWidget
{
    Q_OBJECT

public:
    static constexpr qsizetype kFold = 1 << 20;

    explicit RawPane(QWidget *parent = nullptr);

    void setValue(const ValuePtr &value);
    output::OutputView *view() const { return m_view; }
    bool isFolded() const { return m_text && m_shown < m_text->size(); }

public slots:
    void unfold();

signals:
    void ready(); ///< the text is shown

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void make();
    using Text = std::shared_ptr<const QByteArray>;
    using Source = std::shared_ptr<const output::TextSource>;
    struct Made {
        Text text;
        Source folded; ///< its first part
        bool isWhole = true;
        QStringList lacks; ///< "$.ratio: nan": what JSON has no word for
    };
    void showLacks(const Made &made);
    void showSource(const Source &source);

    ValuePtr m_value;
    Text m_text;
    Source m_source;
    qsizetype m_shown = 0;
    bool m_made = false;
    tables::Work m_making; ///< of the present value's text, then of its lines
    output::OutputView *m_view;
    widgets::SmallButton *m_more;
    output::RichLabel *m_lacks; ///< elides where there is no room
};

} // namespace latchkey::results
