// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/paths.h"
#include "engine/capability/pattern.h"
#include "tests/processor_time.h"

#include <QTemporaryDir>
#include <QTest>

using namespace latchkey::capability;

class tst_Patterns : public QObject
{
    Q_OBJECT

private slots:
    void globs_data();
    void globs();
    void paths_data();
    void paths();
    void urlForms_data();
    void urlForms();
    void urlsRefused_data();
    void urlsRefused();
    void urlPatterns_data();
    void urlPatterns();
    void privateAddresses_data();
    void privateAddresses();
    void canonicalPaths_data();
    void canonicalPaths();
    void patternIsResolvedThroughLinks();
    void homeInPatterns();
    void hostilePatternsAreFast();
};

void tst_Patterns::globs_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("matches");

    const auto row = [](const char *pattern, const char *text, bool matches) {
        QTest::addRow("%s | %s", pattern, text) << QByteArray(pattern) << QByteArray(text) << matches;
    };
    row("a.txt", "a.txt", true);
    row("a.txt", "A.txt", false);
    row("*", "", true);
    row("*.txt", "a.txt", true);
    row("*.txt", "a.txt.bak", false);
    row("a*b*c", "aXbYbZc", true);
    row("a*b*c", "aXbYbZ", false);
    row("?", "é", true);
    row("?", "ab", false);
    row("[b-z].txt", "b.txt", true);
    row("[b-z].txt", "a.txt", false);
    row("[!b-z]", "a", true);
    row("[^b-z]", "c", false);
    row("[]x]", "]", true);
    row("[a-]", "-", true);
    row("\\*", "*", true);
    row("\\*", "a", false);
    row("{a,b}", "a", false);
    row("{a,b}", "{a,b}", true);
    row("APP_*", "APP_", true);
    row("APP_*", "app_x", false);
}

void tst_Patterns::globs()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, text);
    QFETCH(bool, matches);
    const auto glob = Glob::compile(pattern.toStdString());
    QVERIFY(glob);
    QCOMPARE(glob->matches(text.toStdString()), matches);
}

void tst_Patterns::paths_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("matches");

    const auto row = [](const char *pattern, const char *path, bool matches) {
        QTest::addRow("%s | %s", pattern, path) << QByteArray(pattern) << QByteArray(path) << matches;
    };
    // Relative patterns start at /base.
    row("./data/*", "/base/data/a.txt", true);
    row("data/*", "/base/data/a.txt", true);
    row("./data/*", "/base/data", false);
    row("./data/*", "/base/data/x/y", false);
    row("./data/**", "/base/data/x/y", true);
    row("./data/**", "/base/data", true);
    row("./data/**", "/base/data2", false);
    row("./data/**", "/base/data/.env", false);
    row("./data/**", "/base/data/.git/config", false);
    row("./data/.*", "/base/data/.env", true);
    row("./data/*", "/base/data/.env", false);
    row("./data/?env", "/base/data/.env", false);
    row("./data/[.]env", "/base/data/.env", false);
    row("./data/", "/base/data/x/y", true);
    row("./data", "/base/data", true);
    row("./data", "/base/data/a", false);
    row("./data/**/a.txt", "/base/data/a.txt", true);
    row("./data/**/a.txt", "/base/data/x/y/a.txt", true);
    row("./data/**/*.txt", "/base/data/x/b.txt", true);
    row("./data/**/*.txt", "/base/data/x/b.log", false);
    row("./d**/a", "/base/data/a", true);
    row("./d**/a", "/base/data/x/a", false);
    row(".//data/./*", "/base/data/a", true);
    row("**", "/anything/.hidden", true);
    row("/**", "/a/b", true);
    row("/**", "/", true);
    row("./Data/*", "/base/data/a", false);
    row("/a/%2f", "/a//", false);
}

void tst_Patterns::paths()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, path);
    QFETCH(bool, matches);
    const auto compiled = PathPattern::compile(pattern.toStdString(), "/base");
    QVERIFY(compiled);
    QCOMPARE(compiled->matches(path.toStdString()), matches);
}

void tst_Patterns::urlForms_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("canonical");

    const auto row = [](const char *written, const char *canonical) {
        QTest::newRow(written) << QByteArray(written) << QByteArray(canonical);
    };
    row("http://Example.COM", "http://example.com/");
    row("http://example.com.:80/a", "http://example.com/a");
    row("https://example.com:443/", "https://example.com/");
    row("https://example.com:8443/", "https://example.com:8443/");
    row("http://127.1/", "http://127.0.0.1/");
    row("http://0x7f.1/", "http://127.0.0.1/");
    row("http://2130706433/", "http://127.0.0.1/");
    row("http://0177.0.0.1/", "http://127.0.0.1/");
    row("http://[::ffff:127.0.0.1]/", "http://127.0.0.1/");
    row("http://[0:0:0:0:0:0:0:1]/", "http://[::1]/");
    row("http://a/b/../c/./d", "http://a/c/d");
    row("http://a/b/%2e%2e/c", "http://a/c");
    row("http://a/../../c", "http://a/c");
    row("http://a/x%2fy%5Cz", "http://a/x%2Fy%5Cz");
    row("http://a/%41%7e", "http://a/A~");
    row("http://bücher.example/ü", "http://xn--bcher-kva.example/%C3%BC");
    row("http://example\xE3\x80\x82"
        "com/",
        "http://example.com/");
    row("http://a/p?q=secret#frag", "http://a/p");
}

void tst_Patterns::urlForms()
{
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, canonical);
    const auto url = Url::parse(written.toStdString());
    QVERIFY2(url, url ? "" : url.error().c_str());
    QCOMPARE(QByteArray::fromStdString(url->resource()), canonical);
}

void tst_Patterns::urlsRefused_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("why");

    QTest::newRow("file") << QByteArray("file:///etc/passwd") << QByteArray("scheme 'file'");
    QTest::newRow("javascript") << QByteArray("javascript:alert(1)") << QByteArray("scheme 'javascript'");
    QTest::newRow("user information") << QByteArray("http://good.example@evil.example/")
                                      << QByteArray("user information in a URL is not allowed");
    QTest::newRow("empty user information") << QByteArray("http://@evil.example/") << QByteArray("user information");
    QTest::newRow("backslash") << QByteArray("http://a\\b/") << QByteArray("backslash");
    QTest::newRow("line feed") << QByteArray("http://a/\nHost: b") << QByteArray("control character");
    QTest::newRow("space") << QByteArray("http://a b/") << QByteArray("whitespace");
    QTest::newRow("no host") << QByteArray("http:///x") << QByteArray("empty host");
    QTest::newRow("two dots at the end") << QByteArray("http://a..") << QByteArray("invalid host");
    QTest::newRow("escaped dots at the end")
        << QByteArray("https://us.b.exs%2e%2e/x?q#f") << QByteArray("invalid host");
    QTest::newRow("only a dot") << QByteArray("http://./") << QByteArray("invalid host");
    QTest::newRow("port zero") << QByteArray("http://a:0/") << QByteArray("port outside 1..65535");
    QTest::newRow("port too large") << QByteArray("http://a:65536/") << QByteArray("port outside 1..65535");
    QTest::newRow("bad IPv4") << QByteArray("http://1.2.3.256/") << QByteArray("IPv4");
    QTest::newRow("relative") << QByteArray("/x/y") << QByteArray("not an absolute URL");
}

void tst_Patterns::urlsRefused()
{
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, why);
    const auto url = Url::parse(written.toStdString());
    QVERIFY(!url);
    QVERIFY2(QByteArray::fromStdString(url.error()).contains(why), url.error().c_str());
}

void tst_Patterns::urlPatterns_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<bool>("matches");

    const auto row = [](const char *pattern, const char *url, bool matches) {
        QTest::addRow("%s | %s", pattern, url) << QByteArray(pattern) << QByteArray(url) << matches;
    };
    row("api.example.com", "https://api.example.com/any/path", true);
    row("api.example.com", "http://api.example.com/", true);
    row("api.example.com", "http://API.Example.COM./", true);
    row("api.example.com", "http://api.example.com:8080/", false);
    row("api.example.com:8080", "http://api.example.com:8080/", true);
    row("api.example.com:*", "http://api.example.com:8080/", true);
    row("api.example.com", "http://evil.api.example.com/", false);
    row("api.example.com", "http://api.example.com.evil.net/", false);
    row("https://api.example.com", "http://api.example.com/", false);
    row("*.example.com", "http://a.example.com/", true);
    row("*.example.com", "http://a.b.example.com/", true);
    row("*.example.com", "http://example.com/", false);
    row("api-*.example.com", "http://api-1.example.com/", true);
    row("api-*.example.com", "http://api-1.x.example.com/", false);
    row("https://api.example.com/v1", "https://api.example.com/v1", true);
    row("https://api.example.com/v1", "https://api.example.com/v1/x", false);
    row("https://api.example.com/v1/**", "https://api.example.com/v1", true);
    row("https://api.example.com/v1/**", "https://api.example.com/v1/x/y", true);
    row("https://api.example.com/v1/**", "https://api.example.com/v1x", false);
    row("https://api.example.com/v1/**", "https://api.example.com/v1/%2e%2e/v2", false);
    row("https://api.example.com/v1/*", "https://api.example.com/v1/a%2Fb", true);
    row("*", "http://example.com/", true);
    row("*.0.0.1", "http://127.0.0.1/", false);
    row("**", "https://example.com:8443/", true);
}

void tst_Patterns::urlPatterns()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, url);
    QFETCH(bool, matches);
    const auto compiled = UrlPattern::compile(pattern.toStdString(), false);
    QVERIFY2(compiled, compiled ? "" : compiled.error().c_str());
    const auto parsed = Url::parse(url.toStdString());
    QVERIFY(parsed);
    QCOMPARE(compiled->matches(*parsed), matches);
}

void tst_Patterns::privateAddresses_data()
{
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<bool>("isPrivate");

    for (const char *address : {"127.0.0.1", "10.1.2.3", "172.31.255.255", "192.168.0.1", "169.254.169.254", "0.0.0.0",
                                "224.0.0.1", "255.255.255.255", "100.64.0.1", "::1", "::", "fe80::1", "fd00::1",
                                "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::"})
        QTest::newRow(address) << QByteArray(address) << true;
    for (const char *address :
         {"8.8.8.8", "172.32.0.1", "192.169.0.1", "100.128.0.1", "2606:4700::1111", "64:ff9b::808:808", "example.com"})
        QTest::newRow(address) << QByteArray(address) << false;
}

void tst_Patterns::privateAddresses()
{
    QFETCH(QByteArray, address);
    QFETCH(bool, isPrivate);
    QCOMPARE(isPrivateAddress(address.toStdString()), isPrivate);
}

void tst_Patterns::canonicalPaths_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("canonical"); // below the folder; empty: refused

    const auto row = [](const char *name, const QByteArray &written, const char *canonical) {
        QTest::newRow(name) << written << QByteArray(canonical);
    };
    row("plain", "data/a.txt", "data/a.txt");
    row("dots and slashes", "./data/../data//./a.txt", "data/a.txt");
    row("dots go textually, through what does not exist", "data/nothere/../../top.txt", "top.txt");
    row("link to a file", "link.txt", "data/a.txt");
    row("link in the middle", "out/s.txt", "secret/s.txt");
    row("link with a slash", "out/", "secret");
    row("dangling link", "ghost", "secret/created");
    row("link to a link", "twice", "data/a.txt");
    row("new file below a missing folder", "x/y/z", "x/y/z");
    row("percent is no escape", "data%2fa.txt", "data%2fa.txt");
    row("empty", "", "");
    row("NUL", QByteArray("a\0b", 3), "");
}

void tst_Patterns::canonicalPaths()
{
    QTemporaryDir dir;
    const std::string folder = resolveLinks(dir.path().toStdString());
    QDir at(dir.path());
    QVERIFY(at.mkpath(QStringLiteral("data")) && at.mkpath(QStringLiteral("secret")));
    QFile file(dir.filePath(QStringLiteral("data/a.txt")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QFile::link(QStringLiteral("data/a.txt"), dir.filePath(QStringLiteral("link.txt")));
    QFile::link(QStringLiteral("link.txt"), dir.filePath(QStringLiteral("twice")));
    QFile::link(QStringLiteral("secret"), dir.filePath(QStringLiteral("out")));
    QFile::link(QStringLiteral("secret/created"), dir.filePath(QStringLiteral("ghost")));

    QFETCH(QByteArray, written);
    QFETCH(QByteArray, canonical);
    const auto path = canonicalPath(written.toStdString(), folder);
    QCOMPARE(path.has_value(), !canonical.isEmpty());
    if (path) QCOMPARE(QByteArray::fromStdString(*path), QByteArray::fromStdString(folder) + '/' + canonical);
    if (written == "link.txt")
        QCOMPARE(*canonicalPath("link.txt", folder, LastComponent::Itself), folder + "/link.txt");
}

void tst_Patterns::patternIsResolvedThroughLinks()
{
    QTemporaryDir dir;
    const std::string folder = resolveLinks(dir.path().toStdString());
    QVERIFY(QDir(dir.path()).mkpath(QStringLiteral("real")));
    QFile::link(QStringLiteral("real"), dir.filePath(QStringLiteral("data")));
    const auto pattern = PathPattern::compile("./data/*", folder);
    QVERIFY(pattern);
    QVERIFY(pattern->matches(folder + "/real/a"));
    QVERIFY(!pattern->matches(folder + "/data/a"));
}

/// "~" is the home folder, whatever the length of its name.
void tst_Patterns::homeInPatterns()
{
    const QByteArray before = qgetenv("HOME");
    for (const QByteArray &home : {QByteArray("/h"), "/homes/" + QByteArray(300, 'h') + "/somebody"}) {
        qputenv("HOME", home);
        const std::string at = home.toStdString();
        const auto below = PathPattern::compile("~/notes/**", "/elsewhere");
        const auto all = PathPattern::compile("~/", "/elsewhere");
        const auto itself = PathPattern::compile("~", "/elsewhere");
        QVERIFY(below && all && itself);
        QVERIFY(below->matches(at + "/notes/a/b.txt") && !below->matches(at + "/other/a.txt"));
        QVERIFY(all->matches(at + "/other/a.txt") && !all->matches("/elsewhere/a.txt"));
        QVERIFY(itself->matches(at) && !itself->matches("/elsewhere"));
        QVERIFY(!below->matches("/elsewhere/~/notes/a.txt"));
    }
    qputenv("HOME", before);
}

void tst_Patterns::hostilePatternsAreFast()
{
    const auto work = latchkey::tests::ProcessorTime::ofThisThread();
    std::string pattern;
    for (int i = 0; i < 1000; ++i) pattern += "*a";
    QVERIFY(!Glob::compile(pattern)->matches(std::string(4000, 'a') + "b"));
    std::string deep = "/";
    std::string path;
    for (int i = 0; i < 500; ++i) deep += "**/a/";
    for (int i = 0; i < 2000; ++i) path += "/a";
    QVERIFY(!PathPattern::compile(deep + "b", "/")->matches(path));
    QVERIFY2(work.milliseconds() < 1000, "matching explodes");
}

QTEST_APPLESS_MAIN(tst_Patterns)
#include "tst_patterns.moc"
