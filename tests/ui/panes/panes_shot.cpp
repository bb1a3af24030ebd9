// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draws every pane with sample data, light and dark, at 100 % and 200 %, into the folder given: for comparing with the
// drawings of the look by eye.
#include "tests/ui/panes/samples.h"
#include "ui/output/output_pane.h"
#include "ui/output/problems_pane.h"
#include "ui/output/run_report.h"
#include "ui/permissions/permission_bar.h"
#include "ui/permissions/permissions_pane.h"
#include "ui/permissions/prompts_pane.h"
#include "ui/results/raw_pane.h"
#include "ui/results/result_pane.h"
#include "ui/runs/runs_pane.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTextStream>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace latchkey;

namespace {

// Lets timers and workers do their part: the panes show nothing that is not ready.
void settle(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

class Shots
{
public:
    Shots(QDir folder, QString scheme)
        : m_folder(std::move(folder))
        , m_scheme(std::move(scheme))
    {
    }

    void take(QWidget *widget, const QString &name, QSize size, int wait = 120)
    {
        widget->resize(size);
        widget->show();
        settle(wait);
        for (const int scale : {1, 2}) {
            QImage image(size * scale, QImage::Format_RGB32);
            image.setDevicePixelRatio(scale);
            widget->render(&image);
            image.save(m_folder.filePath(u"%1-%2-%3x.png"_s.arg(name, m_scheme).arg(scale)));
        }
        widget->hide();
    }

private:
    QDir m_folder;
    QString m_scheme;
};

std::shared_ptr<runs::OutputLog> primes(int lines)
{
    auto log = std::make_shared<runs::OutputLog>();
    for (int i = 0; i < lines; ++i)
        log->append(runs::OutputStream::Output,
                    "prime " + QByteArray::number(2 + i) + " root " + QByteArray::number(1.4142135 + i) + "\n");
    return log;
}

void shootOutput(Shots &shots)
{
    output::OutputPane finished;
    auto log = std::make_shared<runs::OutputLog>();
    log->append(runs::OutputStream::Output, "read 412 rows\n3 of 412 rows above 250\n");
    log->append(runs::OutputStream::Error, "notes/s-19.txt is empty\n");
    log->append(runs::OutputStream::Output, "\x1b[1mbold\x1b[0m \x1b[31mred\x1b[0m \x1b[32mgreen\x1b[0m \x07 "
                                            "\xe2\x80\xae https://example.org/a report.ml:20:37\n");
    log->finish();
    auto entry = samples::finished(6);
    entry.summary = u"object with 3 keys"_s;
    finished.view()->addRun(6, std::make_shared<output::LogSource>(log), output::headingOf(entry));
    finished.view()->setReport(6, output::reportOf(entry, {}, entry.name, {}));
    shots.take(&finished, u"output-finished"_s, {1232, 184});

    output::OutputPane flood;
    const auto long_ = primes(60'000);
    auto run = samples::running(11);
    run.name = u"primes.ml"_s;
    flood.view()->addRun(11, std::make_shared<output::LogSource>(long_), output::headingOf(run));
    flood.resize(670, 610);
    flood.show();
    settle(60);
    flood.view()->scrollToRun(11);
    QMetaObject::invokeMethod(flood.view(), [&] {
        long_->append(runs::OutputStream::Output, QByteArray(3201, '\n'));
        flood.view()->sourceChanged();
    });
    shots.take(&flood, u"output-flood"_s, {670, 610});
    flood.view()->showMatch(11, {1003, 0, 5});
    shots.take(&flood, u"output-gap"_s, {670, 610});

    output::OutputPane error;
    auto printed = std::make_shared<runs::OutputLog>();
    printed->append(runs::OutputStream::Output, "read 412 rows\n");
    const auto failed = samples::failed(8);
    error.view()->addRun(8, std::make_shared<output::LogSource>(printed), output::headingOf(failed));
    error.view()->setReport(8, output::reportOf(failed, samples::nameError(), failed.name, samples::script()));
    shots.take(&error, u"output-error"_s, {640, 230});
}

void shootRuns(Shots &shots)
{
    runs::RunsPane pane;
    for (const auto &entry : {samples::waitingForYou(), samples::running(), samples::queued(), samples::finished(),
                              samples::timedOut(), samples::failed()})
        pane.model()->set(entry);
    pane.view()->setCanCompare(true);
    pane.view()->selectRun(7);
    shots.take(&pane, u"runs"_s, {1232, 196});
    pane.view()->setExpanded(pane.model()->indexOf(6), true);
    shots.take(&pane, u"runs-narrow"_s, {900, 260});
    runs::RunsPane tasks;
    auto circling = samples::running(11);
    circling.status.progress.clear();
    circling.circle = {11, 14, runs::nowMilliseconds() - 12'000};
    for (const auto &entry : {samples::withTasks(), circling, samples::queued(12)}) tasks.model()->set(entry);
    tasks.view()->setExpanded(tasks.model()->indexOf(9), true);
    shots.take(&tasks, u"runs-tasks"_s, {1232, 330});
    shots.take(&tasks, u"runs-tasks-narrow"_s, {900, 330});
    runs::RunsPane empty;
    shots.take(&empty, u"runs-empty"_s, {900, 160});
}

void shootPermissions(Shots &shots)
{
    permissions::PermissionBar bar;
    bar.ask(7, samples::question(), 7, u"report.ml"_s);
    shots.take(&bar, u"permission-dead"_s, {720, bar.sizeHint().height()}, 50);
    bar.show();
    settle(700);
    shots.take(&bar, u"permission"_s, {720, bar.sizeHint().height()}, 700);
    for (auto *label : bar.findChildren<output::RichLabel *>())
        if (label->line().links().contains(permissions::kWhyTarget)) emit label->linkActivated(permissions::kWhyTarget);
    shots.take(&bar, u"permission-why"_s, {720, bar.sizeHint().height()}, 700);
    permissions::PromptsPane prompts;
    prompts.model()->add({7, 7, u"report.ml"_s, samples::question(1, 7), {}});
    auto other = samples::question(2, 9);
    other.capability = u"network.https.get"_s;
    other.resource = u"https://api.example.org:443"_s;
    other.written.clear();
    other.waitingBehind = 0;
    prompts.model()->add({9, 9, u"fetch.ml"_s, other, {}});
    shots.take(&prompts, u"prompts"_s, {1232, 230}, 700);
    permissions::PermissionsPane uses;
    uses.showUses(6, u"report.ml"_s,
                  {{u"file.read"_s, u"data/june.csv"_s, true, u"run"_s, 1204, 23, 0, 0, {}},
                   {u"file.write"_s, u"/home/ada/.profile"_s, false, u"user"_s, 1, 30, 0, 0, {}}});
    shots.take(&uses, u"uses"_s, {900, 160});
}

void shootResults(Shots &shots)
{
    results::ResultPane pane;
    pane.showResult(samples::finished(6), results::jsonValue(samples::value()));
    auto *model = pane.model();
    const auto root = model->index(0, 0);
    model->fetchMore(root);
    const auto flagged = model->index(1, 0, root);
    model->fetchMore(flagged);
    model->fetchMore(model->index(0, 0, flagged));
    pane.view()->expand(flagged);
    pane.view()->expand(model->index(0, 0, flagged));
    pane.view()->setCurrentIndex(model->index(2, 0, model->index(0, 0, flagged)));
    shots.take(&pane, u"result"_s, {400, 520});
    results::ResultPane empty;
    empty.showResult(samples::finished(6), nullptr);
    shots.take(&empty, u"result-empty"_s, {400, 300});
    results::RawPane raw;
    raw.setValue(results::jsonValue(samples::value()));
    shots.take(&raw, u"raw"_s, {400, 300}, 250);
}

void shootProblems(Shots &shots)
{
    using output::Problem;
    output::ProblemsPane pane;
    pane.model()->setProblems(u"a"_s, {{Problem::Severity::Error,
                                        u"Unknown name `totl`. Did you mean `total`?"_s,
                                        u"E-NAME-UNKNOWN"_s,
                                        {},
                                        u"a"_s,
                                        u"report.ml"_s,
                                        20,
                                        37,
                                        {u"Replace with `total`"_s}},
                                       {Problem::Severity::Warning,
                                        u"`math` is imported but never used"_s,
                                        u"W-IMPORT-UNUSED"_s,
                                        {},
                                        u"a"_s,
                                        u"lib.ml"_s,
                                        3,
                                        1,
                                        {}},
                                       {Problem::Severity::Hint,
                                        u"`file.read` will ask: `notes/*` is not covered by `reader`"_s,
                                        u"I-CAP-ASKS"_s,
                                        {},
                                        u"a"_s,
                                        u"report.ml"_s,
                                        16,
                                        1,
                                        {}}});
    pane.view()->setCurrentIndex(pane.model()->index(0));
    shots.take(&pane, u"problems"_s, {592, 225});
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    if (argc != 2) {
        QTextStream(stderr) << "Usage: panes_shot FOLDER\n";
        return 2;
    }
    QFont font(u"Inter"_s);
    font.setPixelSize(13);
    QApplication::setFont(font);
    QDir folder(QString::fromLocal8Bit(argv[1]));
    folder.mkpath(u"."_s);
    auto &theme = theme::Theme::instance();
    for (const auto scheme : {theme::Theme::Scheme::Light, theme::Theme::Scheme::Dark}) {
        theme.setScheme(scheme);
        theme.apply();
        Shots shots(folder, scheme == theme::Theme::Scheme::Light ? u"light"_s : u"dark"_s);
        shootOutput(shots);
        shootRuns(shots);
        shootPermissions(shots);
        shootResults(shots);
        shootProblems(shots);
    }
    return 0;
}
