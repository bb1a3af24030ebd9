// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the desktop reads: the menu entry and its actions, the metadata for software centres, the icons, and where all
// of it is installed. The validators of freedesktop.org judge the files; the programs are asked whether they know what
// the files promise.
#include <QDirIterator>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QString kSource = QStringLiteral(LATCHKEY_SOURCE_DIR), kBuild = QStringLiteral(LATCHKEY_BUILD_DIR);
const QString kEntry = kSource + u"/packaging/desktop/latchkey-ide.desktop"_s;
const QString kMetadata = kBuild + u"/share/metainfo/org.latchkey.latchkey.metainfo.xml"_s;

QString textOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) qWarning("%s can not be read", qPrintable(path));
    return QString::fromUtf8(file.readAll());
}

struct Said {
    int status = -1;
    QString text;
};

Said call(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForFinished(60'000)) return {};
    return {process.exitCode(), QString::fromUtf8(process.readAll())};
}

/// The values of every line `key=`.
QStringList valuesOf(const QString &key)
{
    QStringList values;
    for (const QString &line : textOf(kEntry).split(u'\n'))
        if (line.startsWith(key + u'=')) values << line.sliced(key.size() + 1);
    return values;
}

} // namespace

class tst_DesktopFiles : public QObject
{
    Q_OBJECT

private slots:
    void entryIsValid();
    void actionsExist();
    void entryAsksOnlyForOurType();
    void metadataIsValid();
    void releasesAgree();
    void icons_data();
    void icons();
    void everythingIsInstalled();
};

void tst_DesktopFiles::entryIsValid()
{
    if (QStandardPaths::findExecutable(u"desktop-file-validate"_s).isEmpty()) QSKIP("desktop-file-utils is missing");
    const Said said = call(u"desktop-file-validate"_s, {kEntry});
    QVERIFY2(said.status == 0 && said.text.isEmpty(), qPrintable(said.text));
}

void tst_DesktopFiles::actionsExist()
{
    const Said help = call(kBuild + u"/bin/latchkey-ide"_s, {u"--help"_s});
    QCOMPARE(help.status, 0);
    const QStringList commands = valuesOf(u"Exec"_s);
    QVERIFY(commands.size() >= 3);
    QStringList options;
    for (const QString &command : commands) {
        const QStringList words = command.split(u' ');
        QCOMPARE(words[0], u"latchkey-ide"_s);
        for (const QString &word : words.sliced(1))
            if (word.startsWith(u"--"_s)) options << word;
    }
    for (const QString &wanted : {u"--new"_s, u"--new-session"_s, u"--run-clipboard"_s})
        QVERIFY(options.contains(wanted));
    for (const QString &option : std::as_const(options)) {
        const QRegularExpression listed(u"(^|[ ,])%1([ ,]|$)"_s.arg(option), QRegularExpression::MultilineOption);
        QVERIFY2(listed.match(help.text).hasMatch(), qPrintable(option));
    }
    // Each action that is announced is described, and the other way round.
    QStringList described;
    static const QRegularExpression kGroup(uR"(\[Desktop Action ([^\]]+)\])"_s);
    for (auto matches = kGroup.globalMatch(textOf(kEntry)); matches.hasNext();) described << matches.next().captured(1);
    QCOMPARE(valuesOf(u"Actions"_s).value(0).split(u';', Qt::SkipEmptyParts), described);
}

void tst_DesktopFiles::entryAsksOnlyForOurType()
{
    QCOMPARE(valuesOf(u"MimeType"_s), QStringList{u"text/x-ml-script;"_s});
}

void tst_DesktopFiles::metadataIsValid()
{
    if (QStandardPaths::findExecutable(u"appstreamcli"_s).isEmpty()) QSKIP("appstream is missing");
    const Said said = call(u"appstreamcli"_s,
                           {u"validate"_s, u"--no-net"_s, u"--pedantic"_s, u"--explain"_s, u"--no-color"_s, kMetadata});
    QVERIFY2(said.status == 0, qPrintable(said.text));
    // Nothing is left to the indulgence of the validator.
    static const QRegularExpression kFinding(u"^[EWIP]: "_s, QRegularExpression::MultilineOption);
    QVERIFY2(!kFinding.match(said.text).hasMatch(), qPrintable(said.text));
    for (const QString &wanted : {u"<developer id="_s, u"<release version="_s, u"<screenshot type="_s,
                                  u"<content_rating type="_s, u"<mediatype>text/x-ml-script"_s})
        QVERIFY2(textOf(kMetadata).contains(wanted), qPrintable(wanted));
}

// A version that goes up must be told in both histories.
void tst_DesktopFiles::releasesAgree()
{
    const QString version = QStringLiteral(LATCHKEY_VERSION);
    static const QRegularExpression kRelease(u"<release version=\"([^\"]+)\""_s);
    QCOMPARE(kRelease.match(textOf(kMetadata)).captured(1), version);
    QVERIFY(textOf(kSource + u"/packaging/debian/changelog"_s).startsWith(u"latchkey (%1) "_s.arg(version)));
}

void tst_DesktopFiles::icons_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("oneColour");
    QTest::newRow("the application") << kSource + u"/resources/icons/latchkey.svg"_s << false;
    QTest::newRow("the application, for panels") << kSource + u"/resources/icons/latchkey-symbolic.svg"_s << true;
    QTest::newRow("a script") << kSource + u"/packaging/desktop/icons/text-x-ml-script.svg"_s << false;
}

void tst_DesktopFiles::icons()
{
    QFETCH(QString, path);
    QFETCH(bool, oneColour);
    QSvgRenderer renderer(path);
    QVERIFY(renderer.isValid());
    QCOMPARE(renderer.defaultSize().width(), renderer.defaultSize().height());
    for (const int size : {16, 32, 256}) {
        QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        renderer.render(&painter);
        painter.end();
        QSet<QRgb> colours;
        for (int y = 0; y < size; ++y)
            for (int x = 0; x < size; ++x)
                if (qAlpha(image.pixel(x, y)) == 255) colours << image.pixel(x, y);
        QVERIFY2(!colours.isEmpty(), "nothing is drawn");
        QCOMPARE(colours.size() == 1, oneColour);
        QCOMPARE(qAlpha(image.pixel(0, 0)), 0); // room at the edge
    }
}

void tst_DesktopFiles::everythingIsInstalled()
{
    QTemporaryDir root;
    const Said said = call(u"cmake"_s, {u"--install"_s, kBuild, u"--prefix"_s, root.path()});
    QVERIFY2(said.status == 0, qPrintable(said.text));
    QStringList files;
    for (QDirIterator it(root.path(), QDir::Files, QDirIterator::Subdirectories); it.hasNext();)
        files << it.next().sliced(root.path().size() + 1);
    const QStringList wanted{
        u"bin/latchkey"_s,
        u"bin/latchkey-ide"_s,
        u"share/applications/latchkey-ide.desktop"_s,
        u"share/metainfo/org.latchkey.latchkey.metainfo.xml"_s,
        u"share/mime/packages/latchkey.xml"_s,
        u"share/icons/hicolor/scalable/apps/latchkey.svg"_s,
        u"share/icons/hicolor/symbolic/apps/latchkey-symbolic.svg"_s,
        u"share/icons/hicolor/scalable/mimetypes/text-x-ml-script.svg"_s,
        u"share/org.kde.syntax-highlighting/syntax/latchkey-ml.xml"_s,
        u"share/man/man1/latchkey.1.gz"_s,
        u"share/man/man1/latchkey-ide.1.gz"_s,
        u"share/bash-completion/completions/latchkey"_s,
        u"share/bash-completion/completions/latchkey-ide"_s,
        u"share/zsh/vendor-completions/_latchkey"_s,
        u"share/zsh/vendor-completions/_latchkey-ide"_s,
        u"share/fish/vendor_completions.d/latchkey.fish"_s,
        u"share/fish/vendor_completions.d/latchkey-ide.fish"_s,
        u"share/doc/latchkey/changelog.gz"_s,
        u"share/doc/latchkey/copyright"_s,
        u"share/doc/latchkey/library.md"_s,
        u"share/doc/latchkey/examples/tour.ml"_s,
    };
    for (const QString &file : wanted) QVERIFY2(files.contains(file), qPrintable(file));
    files.removeIf([](const QString &file) { return file.startsWith(u"share/doc/latchkey/examples/"_s); });
    QCOMPARE(files.size(), wanted.size() - 1); // and nothing that was only meant for us
}

QTEST_GUILESS_MAIN(tst_DesktopFiles)
#include "tst_desktop_files.moc"
