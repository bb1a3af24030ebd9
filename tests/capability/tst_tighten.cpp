// SPDX-License-Identifier: GPL-3.0-or-later
// The smallest grants for what a run used (rule 43).
#include "engine/capability/capability_string.h"
#include "engine/capability/tighten.h"

#include <QTest>

using namespace latchkey::capability;

class tst_Tighten : public QObject
{
    Q_OBJECT

private slots:
    void smallest_data();
    void smallest();
    void namesCanBeReadBack();
};

void tst_Tighten::smallest_data()
{
    QTest::addColumn<QStringList>("used"); // "name resource"
    QTest::addColumn<QStringList>("grants");
    const auto row = [](const char *name, std::initializer_list<const char *> used,
                        std::initializer_list<const char *> grants) {
        QStringList a;
        QStringList b;
        for (const char *one : used) a << QString::fromUtf8(one);
        for (const char *one : grants) b << QString::fromUtf8(one);
        QTest::newRow(name) << a << b;
    };
    row("nothing", {}, {});
    row("a file of its folder", {"file.read /s/a.txt"}, {"file.read:./a.txt"});
    row("a file elsewhere", {"file.read /etc/hosts"}, {"file.read:/etc/hosts"});
    row("twice is once", {"file.read /s/a.txt", "file.read /s/a.txt"}, {"file.read:./a.txt"});
    row("each way of using it", {"file.read /s/a", "file.write /s/a"}, {"file.read:./a", "file.write:./a"});
    row("the folder itself", {"path.read /s"}, {"path.read:/s"});
    row("a neighbour with the same beginning", {"file.read /s-other/a"}, {"file.read:/s-other/a"});
    row("a name with stars", {"file.read /s/a*b?.txt"}, {"file.read:./a\\*b\\?.txt"});
    row("no resource", {"console.write"}, {"console.write"});
    row("a variable", {"env.read HOME"}, {"env.read:HOME"});
    row("all variables", {"env.read **"}, {"env.read:**"});
    row("as many files as are named",
        {"file.read /s/n/1", "file.read /s/n/2", "file.read /s/n/3", "file.read /s/n/4", "file.read /s/n/5",
         "file.read /s/n/6", "file.read /s/n/7", "file.read /s/n/8"},
        {"file.read:./n/1", "file.read:./n/2", "file.read:./n/3", "file.read:./n/4", "file.read:./n/5",
         "file.read:./n/6", "file.read:./n/7", "file.read:./n/8"});
    row("one more is the folder",
        {"file.read /s/n/1", "file.read /s/n/2", "file.read /s/n/3", "file.read /s/n/4", "file.read /s/n/5",
         "file.read /s/n/6", "file.read /s/n/7", "file.read /s/n/8", "file.read /s/n/9"},
        {"file.read:./n/*"});
    row("many of its own folder",
        {"file.read /s/1", "file.read /s/2", "file.read /s/3", "file.read /s/4", "file.read /s/5", "file.read /s/6",
         "file.read /s/7", "file.read /s/8", "file.read /s/9"},
        {"file.read:./*"});
}

void tst_Tighten::smallest()
{
    QFETCH(QStringList, used);
    QFETCH(QStringList, grants);
    std::vector<UsedResource> uses;
    for (const QString &one : used)
        uses.push_back({one.section(u' ', 0, 0).toStdString(), one.section(u' ', 1).toStdString()});
    QStringList found;
    for (const std::string &grant : smallestGrants(uses, "/s")) found << QString::fromStdString(grant);
    QCOMPARE(found, grants);
}

void tst_Tighten::namesCanBeReadBack()
{
    const std::vector<UsedResource> uses{{"file.read", "/s/[odd] {name}, with \\ all.txt"}, {"file.read", "/s/a\nb"}};
    const std::vector<std::string> grants = smallestGrants(uses, "/s");
    QCOMPARE(grants.size(), size_t(1)); // a name that no pattern can hold is asked for again
    QVERIFY(parseCapability(grants.front()).has_value());
}

QTEST_GUILESS_MAIN(tst_Tighten)
#include "tst_tighten.moc"
