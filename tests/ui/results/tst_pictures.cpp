// SPDX-License-Identifier: GPL-3.0-or-later
// Values that are pictures: which are taken for one, what becomes of damaged and of dishonest ones, and looking at
// them.
#include "engine/runs/engine.h"
#include "ui/output/rich_line.h"
#include "ui/results/image_page.h"
#include "ui/results/result_pane.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QAbstractButton>
#include <QBuffer>
#include <QClipboard>
#include <QJsonArray>
#include <QJsonObject>
#include <QScrollBar>
#include <QSignalSpy>
#include <QtEndian>
#include <QtTest>

#include <array>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::results;

namespace {

QImage sample(QSize size = {64, 32})
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::white);
    for (int x = 0; x < size.width(); ++x) image.setPixelColor(x, x % size.height(), QColor(200, 30, x % 256));
    return image;
}

QByteArray encoded(const QImage &image, const char *format)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return image.save(&buffer, format) ? buffer.data() : QByteArray();
}

QByteArray dataUrl(const QByteArray &bytes, const char *kind = "png")
{
    return QByteArray("data:image/") + kind + ";base64," + bytes.toBase64();
}

ValuePtr text(const QByteArray &content)
{
    return engineValue(runs::ResultValue::fromJson("\"" + content + "\""));
}

/// Bytes as a script gets them from a file.
ValuePtr bytesValue(const QByteArray &content)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"content"_s);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return {};
    file.write(content);
    file.close();
    runs::Engine engine;
    runs::RunOptions options;
    options.grants = {u"file.read:"_s + path};
    options.context = {{u"path"_s, path}};
    const runs::RunPtr run =
        engine.submit({"import file;\nresult = file.readBytes(path);\n", u"bytes.ml"_s, {}, {}}, options);
    run->wait(30'000);
    return engineValue(run->result().value);
}

uint32_t crcOf(QByteArrayView data)
{
    uint32_t crc = 0xFFFFFFFF;
    for (const char byte : data) {
        crc ^= uchar(byte);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (0xEDB88320U & (0U - (crc & 1)));
    }
    return ~crc;
}

/// A PNG of a few bytes that claims to be this large.
QByteArray boastful(uint32_t width, uint32_t height)
{
    QByteArray png = encoded(sample(), "png");
    qToBigEndian(width, png.data() + 16);
    qToBigEndian(height, png.data() + 20);
    qToBigEndian(crcOf(QByteArrayView(png).sliced(12, 17)), png.data() + 29);
    return png;
}

Picture unpacked(const ValuePtr &value)
{
    tables::Progress progress;
    return pictureOf(value, progress);
}

runs::RunEntry ended()
{
    runs::RunEntry entry;
    entry.id = 1;
    entry.number = 1;
    entry.name = u"draw.ml"_s;
    entry.status.state = runs::RunState::Succeeded;
    entry.success = entry.hasValues = true;
    return entry;
}

} // namespace

class tst_Pictures : public QObject
{
    Q_OBJECT

private slots:
    void recognised_data();
    void recognised();
    void bytesArePictures();
    void unpacksWhatWasDrawn();
    void dishonestOnes_data();
    void dishonestOnes();
    void largeOnesAreShownSmaller();
    void resultIsShownAsAPicture();
    void pictureInsideAValue();
    void zooms();
    void savesTheFileItself();
    void paneMayGoWhileItUnpacks();
};

void tst_Pictures::recognised_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("picture");
    const QByteArray png = encoded(sample(), "png"), jpeg = encoded(sample(), "jpg"), bmp = encoded(sample(), "bmp");
    QTest::newRow("PNG") << dataUrl(png) << true;
    QTest::newRow("JPEG") << dataUrl(jpeg, "jpeg") << true;
    QTest::newRow("BMP") << dataUrl(bmp, "bmp") << true;
    QTest::newRow("capital letters") << dataUrl(png).replace("data:image/png", "DATA:Image/PNG") << true;
    QTest::newRow("bytes in JSON") << png.toBase64() << true;
    QTest::newRow("JPEG bytes in JSON") << jpeg.toBase64() << true;
    QTest::newRow("a word") << QByteArray("BMW") << false;
    QTest::newRow("a word that is base64") << QByteArray("iVBORw0KGgo") << false;
    QTest::newRow("text") << QByteArray("data: an image of the world in the year 1900, drawn by hand") << false;
    QTest::newRow("data URL without base64") << QByteArray("data:image/png,%89PNG") << false;
    QTest::newRow("data URL of text") << QByteArray("data:text/plain;base64,aGVsbG8=") << false;
    QTest::newRow("empty") << QByteArray() << false;
}

void tst_Pictures::recognised()
{
    QFETCH(QByteArray, content);
    QTEST(looksLikePicture(text(content)), "picture");
}

void tst_Pictures::bytesArePictures()
{
    const ValuePtr png = bytesValue(encoded(sample(), "png"));
    QVERIFY(png);
    QCOMPARE(png->kind(), Kind::Bytes);
    QVERIFY(looksLikePicture(png));
    QCOMPARE(unpacked(png).levels.first().size(), QSize(64, 32));
    QVERIFY(!looksLikePicture(bytesValue("no picture at all")));
    QVERIFY(!looksLikePicture(bytesValue({})));
    QVERIFY(!looksLikePicture(nullptr));
}

void tst_Pictures::unpacksWhatWasDrawn()
{
    const QImage drawn = sample({600, 300});
    const Picture picture = unpacked(text(dataUrl(encoded(drawn, "png"))));
    QVERIFY2(picture.isValid(), qPrintable(picture.fault));
    QCOMPARE(picture.levels.first().convertToFormat(QImage::Format_RGB32), drawn);
    QCOMPARE(picture.format, u"PNG"_s);
    QCOMPARE(picture.size, QSize(600, 300));
    QCOMPARE(picture.levels.size(), 3);
    QCOMPARE(picture.levels.last().size(), QSize(150, 75));
    QCOMPARE(picture.reduction(), 1.0);
}

// A few bytes that unpack to gigabytes, and other ways to be no picture: a sentence, at once, and no memory for it.
void tst_Pictures::dishonestOnes_data()
{
    QTest::addColumn<ValuePtr>("value");
    QTest::addColumn<QString>("says");
    const QByteArray png = encoded(sample(), "png");
    QTest::newRow("claims 3,600 million pixels")
        << text(dataUrl(boastful(60'000, 60'000))) << u"The picture has 60,000 × 60,000 pixels"_s;
    QTest::newRow("claims the most there can be")
        << text(dataUrl(boastful(0x7FFFFFFF, 0x7FFFFFFF))) << u"The picture"_s;
    QTest::newRow("claims a very wide one")
        << text(dataUrl(boastful(900'000, 900))) << u"The picture has 900,000 × 900 pixels"_s;
    QTest::newRow("claims no pixels") << text(dataUrl(boastful(0, 0))) << u"The picture"_s;
    QTest::newRow("claims more than is in it") << text(dataUrl(boastful(5'000, 5'000))) << u"The picture"_s;
    QTest::newRow("cut after its head") << text(dataUrl(png.first(40))) << u"The picture"_s;
    QTest::newRow("is something else inside") << text(dataUrl("hello, this is no picture")) << u"This is no picture"_s;
    QTest::newRow("is SVG, which may name files")
        << text(dataUrl("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "svg+xml")) << u"This is no picture"_s;
    QTest::newRow("is no base64") << text("data:image/png;base64,?????????????????????") << u"This is no picture"_s;
}

void tst_Pictures::dishonestOnes()
{
    QFETCH(ValuePtr, value);
    QFETCH(QString, says);
    timespec before{}, after{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
    const Picture picture = unpacked(value);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
    // A damaged one may show its beginning; a dishonest one shows nothing.
    if (picture.isValid()) QVERIFY(qint64(picture.size.width()) * picture.size.height() <= kMostPixels);
    else QVERIFY2(picture.fault.startsWith(says), qPrintable(picture.fault));
    QVERIFY(after.tv_sec - before.tv_sec < 2);
}

void tst_Pictures::largeOnesAreShownSmaller()
{
    QImage image(8000, 5000, QImage::Format_Mono);
    image.fill(1);
    const Picture picture = unpacked(text(dataUrl(encoded(image, "png"))));
    QVERIFY2(picture.isValid(), qPrintable(picture.fault));
    QCOMPARE(picture.size, QSize(8000, 5000));
    QVERIFY(picture.reduction() < 1);
    const QSize shown = picture.levels.first().size();
    QVERIFY(qint64(shown.width()) * shown.height() <= kMostPixels);
}

void tst_Pictures::resultIsShownAsAPicture()
{
    ResultPane pane;
    pane.resize(400, 400);
    pane.show();
    QSignalSpy ready(pane.imagePage(), &ImagePage::ready);
    pane.showResult(ended(), text(dataUrl(encoded(sample(), "png"))));
    QVERIFY(pane.imagePage()->isVisible());
    QVERIFY(!pane.view()->isVisible());
    QTRY_COMPARE(ready.count(), 1);
    QVERIFY(pane.imagePage()->factsText().startsWith(u"64 × 32 · PNG · "_s));
    QCOMPARE(pane.imagePage()->sentence(), QString());
    // Its own pixels, in the middle.
    const QRectF where = pane.imagePage()->view()->pictureRect();
    const QImage shot = pane.imagePage()->view()->viewport()->grab().toImage();
    QCOMPARE(shot.pixelColor(where.topLeft().toPoint() + QPoint(5, 5)), QColor(200, 30, 5));
    pane.showResult(ended(), engineValue(runs::ResultValue::fromJson("[1]")));
    QVERIFY(!pane.imagePage()->isVisible());
    QVERIFY(pane.view()->isVisible());
    pane.showResult(ended(), text(dataUrl(boastful(60'000, 60'000))));
    QTRY_VERIFY(pane.imagePage()->sentence().contains(u"60,000"_s));
}

void tst_Pictures::pictureInsideAValue()
{
    ResultPane pane;
    pane.resize(500, 400);
    pane.show();
    const QByteArray url = dataUrl(encoded(sample(), "png"));
    pane.showResult(ended(), engineValue(runs::ResultValue::fromJson("{\"name\": \"x\", \"chart\": \"" + url + "\"}")));
    auto *button = pane.findChild<QAbstractButton *>(u"showPicture"_s);
    const QModelIndex root = pane.model()->index(0, 0);
    QTRY_COMPARE(pane.model()->rowCount(root), 2);
    pane.view()->setCurrentIndex(pane.model()->index(0, 0, root));
    QVERIFY(!button->isVisible());
    pane.view()->setCurrentIndex(pane.model()->index(1, 0, root));
    QVERIFY(button->isVisible());
    button->click();
    QTRY_VERIFY(pane.findChild<ImageView *>() != nullptr);
    QVERIFY(!pane.view()->isVisible());
    QTest::keyClick(pane.focusWidget() != nullptr ? pane.focusWidget() : &pane, Qt::Key_Escape);
    QTRY_VERIFY(pane.view()->isVisible());
}

void tst_Pictures::zooms()
{
    ImagePage page;
    page.resize(400, 300);
    page.show();
    QSignalSpy ready(&page, &ImagePage::ready);
    page.setValue(text(dataUrl(encoded(sample({2000, 1000}), "png"))));
    QTRY_COMPARE(ready.count(), 1);
    ImageView *view = page.view();
    QVERIFY(view->fits());
    QCOMPARE_LT(view->zoom(), 0.21);
    QCOMPARE(view->horizontalScrollBar()->maximum(), 0);
    QTest::keyClick(view, Qt::Key_1);
    QCOMPARE(view->zoom(), 1.0);
    QVERIFY(view->horizontalScrollBar()->maximum() > 1500);
    // The middle stays the middle.
    const double middle = (view->viewport()->width() / 2.0 - view->pictureRect().left()) / view->zoom();
    QVERIFY2(std::abs(middle - 1000) < 10, qPrintable(QString::number(middle)));
    // The pixel under the pointer stays there.
    const QPointF at(40, 30);
    const QPointF before = (at - view->pictureRect().topLeft()) / view->zoom();
    QWheelEvent wheel(at, view->viewport()->mapToGlobal(at), {}, QPoint(0, 240), Qt::NoButton, Qt::ControlModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(view->viewport(), &wheel);
    QVERIFY(view->zoom() > 1.5);
    const QPointF after = (at - view->pictureRect().topLeft()) / view->zoom();
    QVERIFY((before - after).manhattanLength() < 2);
    for (int i = 0; i < 100; ++i) view->zoomIn();
    QCOMPARE(view->zoom(), ImageView::kMostZoom);
    QVERIFY(!view->viewport()->grab().isNull());
    for (int i = 0; i < 100; ++i) QTest::keyClick(view, Qt::Key_Minus);
    QCOMPARE(view->zoom(), ImageView::kLeastZoom);
    QTest::keyClick(view, Qt::Key_0);
    QVERIFY(view->fits());
    page.resize(600, 500);
    QTRY_COMPARE_GT(view->zoom(), 0.25);
}

void tst_Pictures::savesTheFileItself()
{
    const QTemporaryDir folder;
    const QByteArray png = encoded(sample(), "png");
    ResultPane pane;
    QString asked;
    pane.setFileAsker([&](const QString &, const QString &name, const std::function<void(const QString &)> &chosen) {
        asked = name;
        chosen(folder.filePath(name));
    });
    pane.show();
    QSignalSpy ready(pane.imagePage(), &ImagePage::ready), said(&pane, &ResultPane::said);
    pane.showResult(ended(), text(dataUrl(png)));
    QTRY_COMPARE(ready.count(), 1);
    pane.imagePage()->findChild<QAbstractButton *>(u"imageSave"_s)->click();
    QCOMPARE(asked, u"picture.png"_s);
    QTRY_COMPARE(said.count(), 1);
    QFile saved(folder.filePath(asked));
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QCOMPARE(saved.readAll(), png);
    pane.imagePage()->view()->copy();
    QCOMPARE(QGuiApplication::clipboard()->image().size(), QSize(64, 32));
    QSignalSpy failed(&pane, &ResultPane::failed);
    pane.imagePage()->save(folder.filePath(u"nowhere/picture.png"_s));
    QTRY_COMPARE(failed.count(), 1);
}

void tst_Pictures::paneMayGoWhileItUnpacks()
{
    QImage image(6000, 4000, QImage::Format_RGB32);
    image.fill(Qt::red);
    const ValuePtr value = text(dataUrl(encoded(image, "png")));
    for (int i = 0; i < 3; ++i) {
        ImagePage page;
        page.setValue(value);
    }
    ImagePage page;
    QSignalSpy ready(&page, &ImagePage::ready);
    page.setValue(value);
    page.clear();
    page.setValue(text(dataUrl(encoded(sample(), "png"))));
    QTRY_COMPARE(ready.count(), 1);
    QCOMPARE(page.view()->picture().size, QSize(64, 32));
}

QTEST_MAIN(tst_Pictures)
#include "tst_pictures.moc"
