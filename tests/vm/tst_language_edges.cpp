// SPDX-License-Identifier: GPL-3.0-or-later
// The corners of the language that the conformance programs leave out, rule by rule, and what is large or deep: each
// row is a program and all that it shows (see RunReport::text).
#include "tests/vm/vm_harness.h"

#include <QElapsedTimer>
#include <QTest>

using namespace latchkey;
using tests::RunOptions;
using tests::RunReport;

namespace {

/// a, b, then a + b, a - b, a * b, a // b, a % b, a / b, a < b as another implementation of exact integers gives them.
struct BigCase {
    const char *a, *b, *sum, *difference, *product, *quotient, *remainder, *ratio, *less;
};
constexpr BigCase kBigCases[] = {
    {"-9223372036854775808", "7", "-9223372036854775801", "-9223372036854775815", "-64563604257983430656",
     "-1317624576693539402", "6", "-1.3176245766935393e+18", "true"},
    {"140737488355328", "-7", "140737488355321", "140737488355335", "-985162418487296", "-20105355479333", "-3",
     "-20105355479332.57", "false"},
    {"-140737488355329", "18446744073709551616", "18446603336221196287", "-18446884811197906945",
     "-2596148429267432261009321874161664", "-1", "18446603336221196287", "-7.629394531250054e-06", "true"},
    {"123456789012345678901234567890", "123456789012345678901234567890", "246913578024691357802469135780", "0",
     "15241578753238836750495351562536198787501905199875019052100", "1", "0", "1.0", "false"},
    {"-98765432109876543210", "140737488355327", "-98765291372388187883", "-98765572847364898537",
     "-13899998851472589376804958949179670", "-701771", "55830729640907", "-701770.6032988062", "true"},
    {"-140737488355329", "123456789012345678901234567890", "123456789012345538163746212561",
     "-123456789012345819638722923219", "-17374998406011309219182130921900838093785810", "-1",
     "123456789012345538163746212561", "-1.1399736659379278e-15", "true"},
    {"1", "-9223372036854775808", "-9223372036854775807", "9223372036854775809", "-9223372036854775808", "-1",
     "-9223372036854775807", "-1.0842021724855044e-19", "false"},
    {"140737488355327", "140737488355328", "281474976710655", "-1", "19807040628565943660897632256", "0",
     "140737488355327", "0.9999999999999929", "true"},
    {"-7", "18446744073709551616", "18446744073709551609", "-18446744073709551623", "-129127208515966861312", "-1",
     "18446744073709551609", "-3.7947076036992655e-19", "true"},
    {"123456789012345678901234567890", "9223372036854775807", "123456789021569050938089343697",
     "123456789003122306864379792083", "1138687895536349070000738629998935175104471037230", "13385211885",
     "4860475750367701695", "13385211885.526974", "false"},
    {"18446744073709551616", "-7", "18446744073709551609", "18446744073709551623", "-129127208515966861312",
     "-2635249153387078803", "-5", "-2.6352491533870787e+18", "false"},
    {"-98765432109876543210", "-140737488355329", "-98765572847364898539", "-98765291372388187881",
     "13899998851472786907669178702266090", "701770", "-84906757310880", "701770.6032987962", "true"},
    {"18446744073709551616", "-9223372036854775808", "9223372036854775808", "27670116110564327424",
     "-170141183460469231731687303715884105728", "-2", "0", "-2.0", "false"},
    {"9007199254740993", "-140737488355329", "8866461766385664", "9147936743096322", "-1267650600228238549433446301697",
     "-64", "-63", "-63.99999999999955", "false"},
    {"9007199254740993", "9007199254740993", "18014398509481986", "0", "81129638414606699710187514626049", "1", "0",
     "1.0", "false"},
    {"-98765432109876543210", "-98765432109876543210", "-197530864219753086420", "0",
     "9754610579850632525677488187778997104100", "1", "0", "1.0", "false"},
    {"-98765432109876543210", "7", "-98765432109876543203", "-98765432109876543217", "-691358024769135802470",
     "-14109347444268077602", "4", "-1.4109347444268077e+19", "true"},
    {"-98765432109876543210", "140737488355328", "-98765291372388187882", "-98765572847364898538",
     "-13899998851472688142237068825722880", "-701771", "55830730342678", "-701770.6032988012", "true"},
    {"-9223372036854775808", "281474976710656", "-9223090561878065152", "-9223653511831486464",
     "-2596148429267413814265248164610048", "-32768", "0", "-32768.0", "true"},
    {"18446744073709551616", "140737488355327", "18446884811197906943", "18446603336221196289",
     "2596148429267395367521174455058432", "131072", "131072", "131072.00000000093", "false"},
    {"1", "1", "2", "0", "1", "1", "0", "1.0", "false"},
    {"-7", "281474976710656", "281474976710649", "-281474976710663", "-1970324836974592", "-1", "281474976710649",
     "-2.4868995751603507e-14", "true"},
    {"281474976710656", "140737488355328", "422212465065984", "140737488355328", "39614081257132168796771975168", "2",
     "0", "2.0", "false"},
    {"18446744073709551616", "9007199254740993", "18455751272964292609", "18437736874454810623",
     "166153499473114502559719956244594688", "2047", "9007199254738945", "2047.9999999999998", "false"},
    {"-140737488355329", "-7", "-140737488355336", "-140737488355322", "985162418487303", "20105355479332", "-5",
     "20105355479332.715", "true"},
    {"-9223372036854775808", "9007199254740993", "-9214364837600034815", "-9232379236109516801",
     "-83076749736557251279859978122297344", "-1024", "1024", "-1023.9999999999999", "true"},
    {"-140737488355328", "7", "-140737488355321", "-140737488355335", "-985162418487296", "-20105355479333", "3",
     "-20105355479332.57", "true"},
    {"140737488355327", "9007199254740993", "9147936743096320", "-8866461766385666", "1267650600228220535034936819711",
     "0", "140737488355327", "0.015624999999999887", "true"},
    {"1", "-140737488355328", "-140737488355327", "140737488355329", "-140737488355328", "-1", "-140737488355327",
     "-7.105427357601002e-15", "false"},
    {"-140737488355329", "140737488355327", "-2", "-281474976710656", "-19807040628566084398385987583", "-2",
     "140737488355325", "-1.0000000000000142", "true"},
    {"-9223372036854775808", "9223372036854775807", "-1", "-18446744073709551615",
     "-85070591730234615856620279821087277056", "-2", "9223372036854775806", "-1.0", "true"},
    {"-9223372036854775808", "18446744073709551616", "9223372036854775808", "-27670116110564327424",
     "-170141183460469231731687303715884105728", "-1", "9223372036854775808", "-0.5", "true"},
    {"1", "7", "8", "-6", "7", "0", "1", "0.14285714285714285", "true"},
    {"-7", "7", "0", "-14", "-49", "-1", "0", "-1.0", "true"},
    {"140737488355328", "281474976710656", "422212465065984", "-140737488355328", "39614081257132168796771975168", "0",
     "140737488355328", "0.5", "true"},
    {"-98765432109876543210", "-9223372036854775808", "-107988804146731319018", "-89542060073021767402",
     "910950324730114090089648542562574663680", "10", "-6531711741328785130", "10.708169605999775", "true"},
    {"-7", "140737488355327", "140737488355320", "-140737488355334", "-985162418487289", "-1", "140737488355320",
     "-4.9737991503207366e-14", "true"},
    {"-7", "123456789012345678901234567890", "123456789012345678901234567883", "-123456789012345678901234567897",
     "-864197523086419752308641975230", "-1", "123456789012345678901234567883", "-5.670000051030001e-29", "true"},
    {"1", "123456789012345678901234567890", "123456789012345678901234567891", "-123456789012345678901234567889",
     "123456789012345678901234567890", "0", "1", "8.1000000729e-30", "true"},
    {"-9223372036854775808", "140737488355328", "-9223231299366420480", "-9223512774343131136",
     "-1298074214633706907132624082305024", "-65536", "0", "-65536.0", "true"},
    {"140737488355328", "-140737488355328", "0", "281474976710656", "-19807040628566084398385987584", "-1", "0", "-1.0",
     "false"},
    {"140737488355328", "9223372036854775807", "9223512774343131135", "-9223231299366420479",
     "1298074214633706906991886593949696", "0", "140737488355328", "1.52587890625e-05", "true"},
    {"9223372036854775807", "9007199254740993", "9232379236109516800", "9214364837600034814",
     "83076749736557251270852778867556351", "1023", "9007199254739968", "1023.9999999999999", "false"},
    {"7", "-9223372036854775808", "-9223372036854775801", "9223372036854775815", "-64563604257983430656", "-1",
     "-9223372036854775801", "-7.589415207398531e-19", "false"},
    {"7", "281474976710656", "281474976710663", "-281474976710649", "1970324836974592", "0", "7",
     "2.4868995751603507e-14", "true"},
    {"-140737488355328", "140737488355327", "-1", "-281474976710655", "-19807040628565943660897632256", "-2",
     "140737488355326", "-1.000000000000007", "true"},
    {"140737488355328", "-98765432109876543210", "-98765291372388187882", "98765572847364898538",
     "-13899998851472688142237068825722880", "-1", "-98765291372388187882", "-1.4249670694373873e-06", "false"},
    {"9223372036854775807", "-140737488355329", "9223231299366420478", "9223512774343131136",
     "-1298074214633716130363923448725503", "-65536", "-65537", "-65535.999999999534", "false"},
    {"-140737488355328", "281474976710656", "140737488355328", "-422212465065984", "-39614081257132168796771975168",
     "-1", "140737488355328", "-0.5", "true"},
    {"-140737488355329", "9223372036854775807", "9223231299366420478", "-9223512774343131136",
     "-1298074214633716130363923448725503", "-1", "9223231299366420478", "-1.525878906250011e-05", "true"},
    {"-140737488355329", "281474976710656", "140737488355327", "-422212465065985", "-39614081257132450271748685824",
     "-1", "140737488355327", "-0.5000000000000036", "true"},
    {"-7", "-98765432109876543210", "-98765432109876543217", "98765432109876543203", "691358024769135802470", "0", "-7",
     "7.087499999202656e-20", "false"},
    {"-98765432109876543210", "-140737488355328", "-98765572847364898538", "-98765291372388187882",
     "13899998851472688142237068825722880", "701770", "-84906758012650", "701770.6032988012", "true"},
    {"18446744073709551616", "140737488355328", "18446884811197906944", "18446603336221196288",
     "2596148429267413814265248164610048", "131072", "0", "131072.0", "false"},
    {"-7", "-9223372036854775808", "-9223372036854775815", "9223372036854775801", "64563604257983430656", "0", "-7",
     "7.589415207398531e-19", "false"},
    {"9007199254740993", "1", "9007199254740994", "9007199254740992", "9007199254740993", "9007199254740993", "0",
     "9007199254740992.0", "false"},
    {"140737488355328", "9007199254740993", "9147936743096321", "-8866461766385665", "1267650600228229542234191560704",
     "0", "140737488355328", "0.015624999999999998", "true"},
    {"-7", "-140737488355329", "-140737488355336", "140737488355322", "985162418487303", "0", "-7",
     "4.973799150320666e-14", "false"},
    {"281474976710656", "-7", "281474976710649", "281474976710663", "-1970324836974592", "-40210710958666", "-6",
     "-40210710958665.14", "false"},
    {"140737488355327", "-140737488355329", "-2", "281474976710656", "-19807040628566084398385987583", "-1", "-2",
     "-0.9999999999999858", "false"},
};

/// a, b, then a // b, a % b, a / b, a * b.
struct FloatCase {
    const char *a, *b, *expected;
};
constexpr FloatCase kFloatCases[] = {
    {"-7.5", "(1e308 * 10)", "-1.0 inf -0.0 -inf"},
    {"1e308", "1e308", "1.0 0.0 1.0 inf"},
    {"-3", "-7.5", "0.0 -3.0 0.4 22.5"},
    {"5e-324", "(1e308 * 10)", "0.0 5e-324 0.0 inf"},
    {"-0.3", "-7.5", "0.0 -0.3 0.04 2.25"},
    {"(1e308 * 10)", "-0.3", "nan nan -inf -inf"},
    {"3.0", "-7.5", "-1.0 -4.5 -0.4 -22.5"},
    {"2", "(1e308 * 10)", "0.0 2.0 0.0 inf"},
    {"2", "1e308", "0.0 2.0 2e-308 inf"},
    {"-0.3", "-0.3", "1.0 -0.0 1.0 0.09"},
    {"1e308", "-0.3", "-inf -0.23861197377182292 -inf -3e+307"},
    {"-0.0", "1e308", "-0.0 0.0 -0.0 -0.0"},
    {"5e-324", "-3", "-1.0 -3.0 -0.0 -1.5e-323"},
    {"3.0", "-0.3", "-11.0 -0.2999999999999999 -10.0 -0.8999999999999999"},
    {"1e16", "5e-324", "inf 0.0 inf 4.940656458412465e-308"},
    {"-7.5", "0.1", "-75.0 4.163336342344337e-16 -75.0 -0.75"},
    {"1e16", "-3", "-3333333333333335.0 -2.0 -3333333333333333.5 -3e+16"},
    {"3.0", "3.0", "1.0 0.0 1.0 9.0"},
    {"-0.0", "-3", "0.0 -0.0 0.0 0.0"},
    {"7.5", "1e308", "0.0 7.5 7.5e-308 inf"},
    {"-0.0", "3.0", "-0.0 0.0 -0.0 -0.0"},
    {"-7.5", "5e-324", "-inf 0.0 -inf -4e-323"},
    {"1e308", "-7.5", "-1.3333333333333332e+307 -4.0 -1.3333333333333332e+307 -inf"},
    {"-3", "1e308", "-1.0 1e+308 -2.9999999999999997e-308 -inf"},
    {"-0.3", "7.5", "-1.0 7.2 -0.04 -2.25"},
    {"(1e308 * 10)", "3.0", "nan nan inf inf"},
    {"5e-324", "1e16", "0.0 5e-324 0.0 4.940656458412465e-308"},
    {"-7.5", "-7.5", "1.0 -0.0 1.0 56.25"},
    {"2", "0.1", "19.0 0.0999999999999999 20.0 0.2"},
    {"-7.5", "-3", "2.0 -1.5 2.5 22.5"},
    {"3.0", "2", "1.0 1.0 1.5 6.0"},
    {"1e16", "7.5", "1333333333333333.0 2.5 1333333333333333.2 7.5e+16"},
    {"7.5", "5e-324", "inf 0.0 inf 4e-323"},
    {"0.1", "7.5", "0.0 0.1 0.013333333333333334 0.75"},
    {"-7.5", "3.0", "-3.0 1.5 -2.5 -22.5"},
    {"1e16", "1e308", "0.0 1e+16 9.999999999999999e-293 inf"},
    {"5e-324", "1e308", "0.0 5e-324 0.0 4.9406564584124655e-16"},
    {"-0.3", "0.1", "-3.0 2.7755575615628914e-17 -2.9999999999999996 -0.03"},
    {"0.1", "-7.5", "-1.0 -7.4 -0.013333333333333334 -0.75"},
    {"2", "7.5", "0.0 2.0 0.26666666666666666 15.0"},
    {"7.5", "3.0", "2.0 1.5 2.5 22.5"},
    {"1e308", "0.1", "inf 0.06093288384329992 inf 1.0000000000000001e+307"},
    {"3.0", "0.1", "29.0 0.09999999999999984 30.0 0.30000000000000004"},
    {"5e-324", "-7.5", "-1.0 -7.5 -0.0 -4e-323"},
    {"0.1", "1e16", "0.0 0.1 1e-17 1000000000000000.0"},
    {"-3", "3.0", "-1.0 0.0 -1.0 -9.0"},
    {"-3", "0.1", "-30.0 1.6653345369377348e-16 -30.0 -0.30000000000000004"},
    {"1e308", "7.5", "1.3333333333333332e+307 3.5 1.3333333333333332e+307 inf"},
    {"7.5", "0.1", "74.0 0.09999999999999959 75.0 0.75"},
    {"(1e308 * 10)", "0.1", "nan nan inf inf"},
};

/// Bounds, that slice of [0, 1, 2, 3, 4, 5] and of "aäö€😀z".
struct SliceCase {
    const char *bounds, *array, *text;
};
constexpr SliceCase kSliceCases[] = {
    {"-9:-8:-7", "[]", ""},
    {"-6:-6:", "[]", ""},
    {"1::-3", "[1]", "ä"},
    {":9:1", "[0, 1, 2, 3, 4, 5]", "aäö€😀z"},
    {"::", "[0, 1, 2, 3, 4, 5]", "aäö€😀z"},
    {"7:9:-1", "[]", ""},
    {":-2", "[0, 1, 2, 3]", "aäö€"},
    {"-8:4:3", "[0, 3]", "a€"},
    {":-9:1", "[]", ""},
    {"-5:8:-2", "[]", ""},
    {"3::1", "[3, 4, 5]", "€😀z"},
    {"9:9:", "[]", ""},
    {"0:", "[0, 1, 2, 3, 4, 5]", "aäö€😀z"},
    {"6:-8:-3", "[5, 2]", "zö"},
    {"-7:2:3", "[0]", "a"},
    {"-7:-5:7", "[0]", "a"},
    {":-1:-2", "[]", ""},
    {":-6:1", "[]", ""},
    {"4:5:-1", "[]", ""},
    {"3:-3:-2", "[]", ""},
    {"1::2", "[1, 3, 5]", "ä€z"},
    {":-6:-3", "[5, 2]", "zö"},
    {"7:9:7", "[]", ""},
    {"-1::-7", "[5]", "z"},
    {"::-1", "[5, 4, 3, 2, 1, 0]", "z😀€öäa"},
    {":-8:7", "[]", ""},
    {"8:7:7", "[]", ""},
    {"-9:0:1", "[]", ""},
    {"5:7", "[5]", "z"},
    {"-4:-3:2", "[2]", "ö"},
    {"-3:-9:-1", "[3, 2, 1, 0]", "€öäa"},
    {"7::", "[]", ""},
    {"0:4:-1", "[]", ""},
    {"-4:6:-3", "[]", ""},
    {":-6:2", "[]", ""},
    {":7:-2", "[]", ""},
    {"8:9:3", "[]", ""},
    {"5:-1:3", "[]", ""},
    {"2:6:2", "[2, 4]", "ö😀"},
    {"0::-3", "[0]", "a"},
    {"::2", "[0, 2, 4]", "aö😀"},
    {"6:4:2", "[]", ""},
    {":3:1", "[0, 1, 2]", "aäö"},
    {"2:2:7", "[]", ""},
    {"1::7", "[1]", "ä"},
    {"4::-2", "[4, 2, 0]", "😀öa"},
    {"-1:-2:2", "[]", ""},
    {":-9:3", "[]", ""},
    {":-3:-3", "[5]", "z"},
    {":2", "[0, 1]", "aä"},
    {":1:1", "[0]", "a"},
    {"-3::-1", "[3, 2, 1, 0]", "€öäa"},
    {"-6:7:-1", "[]", ""},
    {"-3:1:7", "[]", ""},
    {":-1:-1", "[]", ""},
    {"4::", "[4, 5]", "😀z"},
    {"0:1:-1", "[]", ""},
    {"4:4:2", "[]", ""},
    {"9::", "[]", ""},
    {"1:", "[1, 2, 3, 4, 5]", "äö€😀z"},
    {"-7::-2", "[]", ""},
    {"7:-8", "[]", ""},
    {"::1", "[0, 1, 2, 3, 4, 5]", "aäö€😀z"},
    {":7", "[0, 1, 2, 3, 4, 5]", "aäö€😀z"},
    {"1:-6", "[]", ""},
    {"6:2:-7", "[5]", "z"},
    {"-7:5:-3", "[]", ""},
    {"-9:-2:", "[0, 1, 2, 3]", "aäö€"},
    {"4:-8:3", "[]", ""},
    {"-5:7:1", "[1, 2, 3, 4, 5]", "äö€😀z"},
};

/// Bounds, what is assigned to that slice of [0, 1, 2, 3, 4, 5], and the array afterwards or the error.
struct SliceAssignment {
    const char *bounds, *value, *expected;
};
constexpr SliceAssignment kSliceAssignments[] = {
    {"-8:-6", "[90, 91, 92, 93]", "[90, 91, 92, 93, 0, 1, 2, 3, 4, 5]"},
    {"1:-1", "[]", "[0, 5]"},
    {":-5", "[]", "[1, 2, 3, 4, 5]"},
    {"4:-4", "[90, 91, 92]", "[0, 1, 2, 3, 90, 91, 92, 4, 5]"},
    {"5::-1", "[90]", "!attempt to assign sequence of size 1 to extended slice of size 6"},
    {"4:-6", "[90, 91, 92]", "[0, 1, 2, 3, 90, 91, 92, 4, 5]"},
    {"5:", "[90, 91]", "[0, 1, 2, 3, 4, 90, 91]"},
    {"-3:-8", "[]", "[0, 1, 2, 3, 4, 5]"},
    {"-2:0:2", "[90, 91, 92]", "!attempt to assign sequence of size 3 to extended slice of size 0"},
    {"0:", "[90, 91, 92, 93]", "[90, 91, 92, 93]"},
    {"4:-8:3", "[90]", "!attempt to assign sequence of size 1 to extended slice of size 0"},
    {"3:", "[90]", "[0, 1, 2, 90]"},
    {"-4:-8", "[90, 91]", "[0, 1, 90, 91, 2, 3, 4, 5]"},
    {":-1", "[90]", "[90, 5]"},
    {"6:8:3", "[90]", "!attempt to assign sequence of size 1 to extended slice of size 0"},
    {"-2:-4", "[90, 91, 92]", "[0, 1, 2, 3, 90, 91, 92, 4, 5]"},
    {"-1:2", "[90, 91, 92]", "[0, 1, 2, 3, 4, 90, 91, 92, 5]"},
    {"-5:", "[90, 91]", "[0, 90, 91]"},
    {"9:", "[90]", "[0, 1, 2, 3, 4, 5, 90]"},
    {"-1:", "[90, 91, 92]", "[0, 1, 2, 3, 4, 90, 91, 92]"},
    {":", "[]", "[]"},
    {"-3:", "[90, 91, 92, 93]", "[0, 1, 2, 90, 91, 92, 93]"},
    {"6:", "[90, 91, 92]", "[0, 1, 2, 3, 4, 5, 90, 91, 92]"},
    {"1:-9", "[90]", "[0, 90, 1, 2, 3, 4, 5]"},
    {"8:5", "[90, 91, 92]", "[0, 1, 2, 3, 4, 5, 90, 91, 92]"},
    {":", "[90, 91, 92, 93]", "[90, 91, 92, 93]"},
    {"2:3", "[90, 91, 92]", "[0, 1, 90, 91, 92, 3, 4, 5]"},
    {"0::-2", "[90]", "[90, 1, 2, 3, 4, 5]"},
    {"9:-8:3", "[90, 91, 92]", "!attempt to assign sequence of size 3 to extended slice of size 0"},
    {"6:", "[90]", "[0, 1, 2, 3, 4, 5, 90]"},
    {":-4", "[90, 91, 92]", "[90, 91, 92, 2, 3, 4, 5]"},
    {"-6::-2", "[90]", "[90, 1, 2, 3, 4, 5]"},
    {"2:6", "[90, 91]", "[0, 1, 90, 91]"},
    {":5", "[90]", "[90, 5]"},
    {":7", "[90, 91]", "[90, 91]"},
    {"5:9", "[90, 91, 92, 93]", "[0, 1, 2, 3, 4, 90, 91, 92, 93]"},
    {"9:1", "[90, 91]", "[0, 1, 2, 3, 4, 5, 90, 91]"},
    {"2:-8:-1", "[90, 91, 92]", "[92, 91, 90, 3, 4, 5]"},
    {":9", "[90, 91, 92]", "[90, 91, 92]"},
    {"9:-6", "[90, 91]", "[0, 1, 2, 3, 4, 5, 90, 91]"},
    {"0:", "[90]", "[90]"},
    {"-7:2:-2", "[90]", "!attempt to assign sequence of size 1 to extended slice of size 0"},
    {":1", "[90, 91]", "[90, 91, 1, 2, 3, 4, 5]"},
    {"-7:", "[90, 91, 92]", "[90, 91, 92]"},
    {"9::3", "[90, 91, 92, 93]", "!attempt to assign sequence of size 4 to extended slice of size 0"},
    {"7:8:3", "[90]", "!attempt to assign sequence of size 1 to extended slice of size 0"},
    {"8:-1", "[90]", "[0, 1, 2, 3, 4, 5, 90]"},
    {"1:-5", "[90, 91, 92, 93]", "[0, 90, 91, 92, 93, 1, 2, 3, 4, 5]"},
    {"7:2", "[90, 91, 92, 93]", "[0, 1, 2, 3, 4, 5, 90, 91, 92, 93]"},
    {"-6:-8", "[90, 91, 92]", "[90, 91, 92, 0, 1, 2, 3, 4, 5]"},
    {"-2:3:-1", "[90, 91, 92, 93]", "!attempt to assign sequence of size 4 to extended slice of size 1"},
    {"-2::-2", "[]", "!attempt to assign sequence of size 0 to extended slice of size 3"},
    {":9", "[]", "[]"},
    {"6:2:2", "[]", "[0, 1, 2, 3, 4, 5]"},
    {":-8", "[90, 91, 92]", "[90, 91, 92, 0, 1, 2, 3, 4, 5]"},
    {":0", "[90, 91, 92]", "[90, 91, 92, 0, 1, 2, 3, 4, 5]"},
    {"5:", "[90]", "[0, 1, 2, 3, 4, 90]"},
    {"2:2:2", "[90, 91]", "!attempt to assign sequence of size 2 to extended slice of size 0"},
    {"-2::-2", "[90, 91, 92, 93]", "!attempt to assign sequence of size 4 to extended slice of size 3"},
    {"4:-1:-1", "[90]", "!attempt to assign sequence of size 1 to extended slice of size 0"},
};

std::string repeated(const std::string &piece, int count, const std::string &separator = {})
{
    std::string text;
    text.reserve((piece.size() + separator.size()) * static_cast<size_t>(count));
    for (int i = 0; i < count; ++i) text += (i ? separator : "") + piece;
    return text;
}

} // namespace

class tst_LanguageEdges : public QObject
{
    Q_OBJECT

private slots:
    void integers_data();
    void integers();
    void floats();
    void slices();
    void sliceAssignments();
    void programs_data();
    void programs();
    void largePrograms_data();
    void largePrograms();
    void deepRecursion();
    void recursionLimit();
    void deepStructures_data();
    void deepStructures();
    void tooLarge_data();
    void tooLarge();
    void numberKeysSpread();
    void importsOfOneModuleAreEqual();
    void stackOfAnError();
    void longTraceKeepsBothEnds();

private:
    static void compare(const std::string &source, const std::string &expected, const RunOptions &options = {});
};

void tst_LanguageEdges::compare(const std::string &source, const std::string &expected, const RunOptions &options)
{
    QCOMPARE(QString::fromStdString(tests::runProgram(source, options).text()), QString::fromStdString(expected));
}

void tst_LanguageEdges::integers_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(std::size(kBigCases)); ++i) QTest::addRow("%s and %s", kBigCases[i].a, kBigCases[i].b) << i;
}

/// Both as variables, as literals (other instructions) and in a condition (others again).
void tst_LanguageEdges::integers()
{
    QFETCH(int, index);
    const BigCase &c = kBigCases[index];
    const std::string a = c.a;
    const std::string b = c.b;
    const auto all = [](const std::string &x, const std::string &y) {
        std::string text = "print(";
        for (const char *op : {"+", "-", "*", "//", "%", "/", "<"})
            text += (text.back() == '(' ? "" : ", ") + x + " " + op + " " + y;
        return text + "); if (" + x + " < " + y + ") { print(true); } else { print(false); }";
    };
    std::string expected;
    for (const char *part : {c.sum, c.difference, c.product, c.quotient, c.remainder, c.ratio})
        expected += std::string(part) + " ";
    expected += std::string(c.less) + "\n" + c.less + "\n";
    compare("a = " + a + "; b = " + b + "; " + all("a", "b"), expected);
    compare("a = " + a + "; " + all("a", b), expected);
    compare("b = " + b + "; " + all("(" + a + ")", "b"), expected);
    compare("function f(a) { " + all("a", b) + " } f(" + a + ");", expected);
    compare("a = " + a + "; b = " + b + "; print(a == b, a != b, a // b * b + a % b == a, -a + a, a * b // b == a);",
            std::string(a == b ? "true false" : "false true") + " true 0 true\n");
}

void tst_LanguageEdges::floats()
{
    for (const FloatCase &c : kFloatCases) {
        const std::string a = c.a;
        const std::string b = c.b;
        const std::string expected = std::string(c.expected) + "\n";
        compare("a = " + a + "; b = " + b + "; print(a // b, a % b, a / b, a * b);", expected);
        compare("a = " + a + "; print(a // " + b + ", a % " + b + ", a / " + b + ", a * " + b + ");", expected);
    }
}

void tst_LanguageEdges::slices()
{
    for (const SliceCase &c : kSliceCases)
        compare("a = [0, 1, 2, 3, 4, 5]; s = 'aäö€😀z'; print(a[" + std::string(c.bounds) + "]); print(s[" + c.bounds +
                    "]);",
                std::string(c.array) + "\n" + c.text + "\n");
}

void tst_LanguageEdges::sliceAssignments()
{
    for (const SliceAssignment &c : kSliceAssignments) {
        const std::string statement = "[" + std::string(c.bounds) + "] = " + c.value + ";";
        const std::string expected = c.expected[0] == '!' ? std::string(c.expected + 1) : c.expected;
        compare("a = [0, 1, 2, 3, 4, 5]; try { a" + statement + " print(a); } except (e) { print(e); }",
                expected + "\n");
        compare("function f(a) { a" + statement +
                    " return a; } try { print(f([0, 1, 2, 3, 4, 5])); } except (e) { print(e); }",
                expected + "\n");
    }
}

void tst_LanguageEdges::programs_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *source, const char *expected) {
        QTest::newRow(name) << QString::fromUtf8(source) << QString::fromUtf8(expected);
    };

    // ---- 3 values and display -----------------------------------------------------------------------------------
    row("keys that are equal are one key",
        R"(o = {}; o[1] = "a"; o[1.0] = "b"; o[true] = "c"; o["1"] = "d"; o[null] = 5; print(o, len(o));)",
        "{1: 'b', True: 'c', '1': 'd', None: 5} 4\n");
    row("integer and float keys at the edge of 48 bits",
        R"(o = {}; for (k in [-140737488355328, -140737488355328.0, 140737488355328, 140737488355328.0, 140737488355327, 140737488355327.0]) { o[k] = 1; } print(len(o));)",
        "3\n");
    row("large integer and float keys",
        R"(o = {}; o[9007199254740992] = 1; o[9007199254740992.0] = 2; o[9007199254740993] = 3; print(o);)",
        "{9007199254740992: 2, 9007199254740993: 3}\n");
    row("zero keys", "o = {}; o[0] = 1; o[-0.0] = 2; o[0.0] = 3; o[false] = 4; print(o);", "{0: 3, False: 4}\n");
    row("array as key", "o = {};\no[[1]] = 2;", "type_error 2:2 unhashable type: 'array'");
    row("duplicate keys of a literal", "print({a: 1, b: 2, a: 3, 'b': 4});", "{'a': 3, 'b': 4}\n");
    row("evaluation of duplicate keys", "function t(x) { print(x); return x; } print({a: t(1), b: t(2), a: t(3)});",
        "1\n2\n3\n{'a': 3, 'b': 2}\n");
    row("assigning a key keeps its place", "o = {a: 1, b: 2}; o.a = 3; o.c = 4; o['b'] = 5; print(o);",
        "{'a': 3, 'b': 5, 'c': 4}\n");
    row("a removed key comes back at the end", "o = {a: 1, b: 2, c: 3}; o.pop('a'); o.a = 9; print(o, o.keys());",
        "{'b': 2, 'c': 3, 'a': 9} ['b', 'c', 'a']\n");
    row("cycles", "a = [1]; a.append(a); o = {}; o.me = o; o.a = a; print(a, o);",
        "[1, [...]] {'me': {...}, 'a': [1, [...]]}\n");
    row("shared is no cycle", "b = [1]; print([b, b, {x: b}]);", "[[1], [1], {'x': [1]}]\n");
    row("a cycle of two", "a = []; b = [a]; a.append(b); print(a, b);", "[[[...]]] [[[...]]]\n");
    row("cycle deeper than the short search",
        "a = []; b = a; for (i in range(100)) { b = [b]; } a.append(b); print(len(str(a)));", "207\n");
    row("truthiness",
        "for (v in [null, false, 0, 0.0, -0.0, '', [], {}, 'false', [0], {a: null}, 1e-300, print]) { print(!v ? 'f' : "
        "'t'); }",
        "f\nf\nf\nf\nf\nf\nf\nf\nt\nt\nt\nt\nt\n");
    row("nan is true", "n = 1e308 * 10 - 1e308 * 10; print(n ? 1 : 2, !n, n == n, n != n, n < n, n >= n);",
        "1 false false true false false\n");
    row("nan inside containers",
        "n = 1e308 * 10 - 1e308 * 10; a = [n]; print([n] == [n], a == a, [a] == [a], {x: n} == {x: n});",
        "false true true false\n");
    row("nan has one display", "n = 1e308 * 10 - 1e308 * 10; print(n, -n, n * -1, [n]);", "nan nan nan [nan]\n");
    row("functions and errors as text",
        "function f() { return 1; } g = fn(x) => x; try { throw \"it's\"; } except (e) { print(f, g, len, [e], e, "
        "'a'.upper); }",
        "<function f> <function> <builtin len> [Error(\"it's\")] it's <builtin upper>\n");
    row("quoted text", R"(print(["a'b", 'a"b', 'a\'"b', "\n\t\\", "é€😀"]);)",
        "[\"a'b\", 'a\"b', 'a\\'\"b', '\\n\\t\\\\', 'é€😀']\n");

    // ---- 4 expressions ------------------------------------------------------------------------------------------
    row("right side, container, index",
        "function t(x) { print(x); return x; } a = [0, 0]; function c() { print('c'); return a; } c()[t(1)] = t(5); "
        "print(a);",
        "5\nc\n1\n[0, 5]\n");
    row("member assignment order",
        "function t(x) { print(x); return x; } o = {}; function c() { print('c'); return o; } c().x = t(5); print(o);",
        "5\nc\n{'x': 5}\n");
    row("a variable changed by a later operand",
        "x = 1; function f() { nonlocal x; x = x * 10; return 1; } print(x + f(), f() + x, [x, f(), x], x < f() + "
        "1000000, x);",
        "2 101 [100, 1, 1000] true 10000\n");
    row("the same in a function",
        "function g() { x = 1; function f() { nonlocal x; x = x * 10; return 1; } print(x + f(), f() + x, [x, f(), x], "
        "x < f() + 1000000, x); } g();",
        "2 101 [100, 1, 1000] true 10000\n");
    row("an index changed by a later operand",
        "i = 0; a = [1, 2, 3]; function f() { nonlocal i; i = 2; return 7; } a[i] = f(); print(a, a[i] - f()); i = 0; "
        "b = [a[i], f(), a[i]]; print(b);",
        "[1, 2, 7] 0\n[1, 7, 7]\n");
    row("a container replaced while its index is computed",
        "a = [1, 2]; function f() { nonlocal a; a = [8, 9]; return 0; } print(a[f()], a[f()]);", "1 8\n");
    row("a callee replaced while its arguments are computed",
        "function f(x) { return 'old'; } function g() { nonlocal f; f = fn(x) => 'new'; return 1; } print(f(g()), "
        "f(1));",
        "old new\n");
    row("a receiver replaced while its arguments are computed",
        "o = {m: fn(x) => 'old'}; function g() { nonlocal o; o = {m: fn(x) => 'new'}; return 1; } print(o.m(g()), "
        "o.m(1));",
        "old new\n");
    row("assigning a variable that the expression reads",
        "x = 5; x = [x, x + 1, -x]; x = x[0] ? x : 0; y = x && 3 || 4; x = x == x && len(x); print(x, y);", "3 3\n");
    row("logic gives operands",
        "print([0 || 'x', null && 1, '' || [] || {}, 1 && 2 && 0 && 3, 0 || 0.0, (1 && 0) || 7, 1 || 0 && 2]);",
        "['x', None, {}, 0, 0.0, 7, 1]\n");
    row("logic is lazy",
        "function t(x) { print('t'); return x; } x = true || t(1); y = false && t(1); z = false || t(2); print(x, y, "
        "z);",
        "t\ntrue false 2\n");
    row("conditions of mixed logic",
        "n = 0; for (a in [0, 1]) { for (b in [0, 1]) { for (c in [0, 1]) { n = n * 2; if ((a || b) && !(b && c) || a "
        "&& c) { n = n + 1; } if (!(a && (b || !c))) { n = n + 100; } } } } print(n);",
        "24447\n");
    row("ternaries nest both ways",
        "f = fn(a, b) => a ? b ? 1 : 2 : b ? 3 : 4; print(f(1, 1), f(1, 0), f(0, 1), f(0, 0), (0 ? 1 : 2) + 3, [1 ? 2 "
        ": 3][0]);",
        "1 2 3 4 5 2\n");
    row("booleans count",
        "print(true + true, -true, true * 2.5, true < 2, 'ab' * true, [1] * false, 7 // true, true / 2, [1, 2][true], "
        "5 % true);",
        "2 -1 2.5 true ab [] 7 0.5 2 0\n");
    row("repetition", "print('ab' * 3, 3 * 'ab', [1, 2] * 2, -1 * [1], 'x' * 0, 'ä' * 3, 0 * '');",
        "ababab ababab [1, 2, 1, 2] []  äää \n");
    row("repetition shares the elements", "a = [[0]] * 3; a[0].append(1); print(a);", "[[0, 1], [0, 1], [0, 1]]\n");
    row("repetition by a float", "x = 'a' * 1.5;",
        "type_error 1:9 can't multiply sequence by non-integer of type 'number'");
    row("sequence times sequence", "x = [1] * 'a';",
        "type_error 1:9 can't multiply sequence by non-integer of type 'string'");
    row("concatenation by syntax",
        "s = 'a'; n = 1; print('x' + n + n, n + n + 'x', s + ('' + n), ('x') + [n, 'q'] + null + true, n + ('y' + n));",
        "x11 2x a1 x[1, 'q']NoneTrue 1y1\n");
    row("text plus number", "s = 'a';\nn = 1;\nprint(s + n);",
        "type_error 3:9 can only concatenate string (not \"number\") to string");
    row("array plus number", "a = [1];\nprint(a + 2);",
        "type_error 2:9 can only concatenate array (not \"number\") to array");
    row("null plus number", "x = null;\ny = x + 1;",
        "type_error 2:7 unsupported operand type(s) for +: 'null' and 'number'");
    row("minus of text", "x = 5 - 'a';", "type_error 1:7 unsupported operand type(s) for -: 'number' and 'string'");
    row("text modulo", "x = 'a%s' % 3;", "type_error 1:11 unsupported operand type(s) for %: 'string' and 'number'");
    row("negating text", "x = -'a';", "type_error 1:5 bad operand type for unary -: 'string'");
    row("division by zero", "x = 1 / 0;", "zero_division 1:7 division by zero");
    row("division of floats by zero", "x = 1.0 / 0;", "zero_division 1:9 float division by zero");
    row("floor division by zero", "x = 1 // 0;", "zero_division 1:7 integer division or modulo by zero");
    row("remainder by zero", "a = 5;\nb = a % 0;", "zero_division 2:7 integer modulo by zero");
    row("floor division of floats by zero", "x = 1.5 // 0.0;", "zero_division 1:9 float floor division by zero");
    row("remainder of floats by zero", "x = 1 % -0.0;", "zero_division 1:7 float modulo by zero");
    row("big integers by zero",
        "x = 100000000000000000000; for (f in [fn() => x / 0, fn() => x // 0, fn() => x % 0, fn() => x / 0.0]) { try { "
        "f(); } except (e) { print(e); } }",
        "division by zero\ninteger division or modulo by zero\ninteger modulo by zero\nfloat division by zero\n");
    row("integers beyond floats",
        "x = 10; for (i in range(9)) { x = x * x; } for (f in [fn() => x + 0.5, fn() => x / 1, fn() => 1.0 - x]) { try "
        "{ print(f()); } except (e) { print(e.name, e); } } print(x / x, 1 / x, x / (x // 3), x > 1e308, -x < -1e308, "
        "x == 1e308);",
        "overflow_error integer too large to convert to float\noverflow_error integer division result too large for a "
        "float\noverflow_error integer too large to convert to float\n1.0 0.0 3.0 true true false\n");
    row("the largest float from an integer",
        "x = 2; for (i in range(1023)) { x = x * 2; } y = x - 1; try { print(y + 0.0); } except (e) { print(e); } h = "
        "x - x // 18014398509481984; print((h - 1) / 1); try { print(h / 1); } except (e) { print(e); }",
        "integer too large to convert to float\n1.7976931348623157e+308\ninteger division result too large for a "
        "float\n");
    row("integers against floats",
        "print(9007199254740993 == 9007199254740992.0, 9007199254740993 > 9007199254740992.0, 1 == 1.0, "
        "140737488355328 == 140737488355328.0, 100000000000000000000 == 1e20, 100000000000000000001 > 1e20);",
        "false true true true true true\n");
    row("booleans against numbers",
        "print(true == 1, [true] == [1], false < 1, true >= 1.0, true == true, false == null, null == null, 0 == "
        "null);",
        "false false true true true false true false\n");
    row("order of arrays",
        "print([1, 2] < [1, 3], [1] < [1, 0], [] < [], [[1, 2], [3]] < [[1, 2], [3, 0]], [[1, 2], [3]] < [[1, 2, 0]], "
        "[2] > [1, 9], ['a', 1] <= ['a', 1], [1, 2] >= [1, 2, 3]);",
        "true true false true true true true false\n");
    row("order of arrays that differ in kind", "x = [1, 'a'] < [1, 2];",
        "type_error 1:14 '<' not supported between instances of 'string' and 'number'");
    row("arrays that are equal but not ordered", "print([{a: 1}] < [{a: 1}], [{a: 1}] <= [{a: 1}], [null] >= [null]);",
        "false true true\n");
    row("objects in arrays", "x = [{a: 1}] < [{a: 2}];",
        "type_error 1:14 '<' not supported between instances of 'object' and 'object'");
    row("order of text is by code points", "print('😀' > '￿', 'Z' < 'a', 'ab' < 'abc', '' < 'a', 'ä' > 'z');",
        "true true true true true\n");
    row("comparison in a condition that fails", "if (1 < 'a') { print(1); }",
        "type_error 1:7 '<' not supported between instances of 'number' and 'string'");
    row("greater keeps its sign in the text", "x = 3;\nwhile (null >= x) { }",
        "type_error 2:13 '>=' not supported between instances of 'null' and 'number'");
    row("equality of cycles",
        "a = [1]; a.append(a); b = [1]; b.append(b); try { print(a == b); } except (e) { print(e.name); } print(a == "
        "a);",
        "recursion_error\ntrue\n");
    row("equality of long cycles",
        "a = [1]; x = a; for (i in range(1000)) { x = [x]; } a.append(x); b = [1]; x = b; for (i in range(777)) { x = "
        "[x]; } b.append(x); try { print(a == b); } except (e) { print(e.name); }",
        "false\n");
    row("order of cycles",
        "a = []; a.append(a); b = []; b.append(b); try { print(a < b); } except (e) { print(e.name); }",
        "recursion_error\n");
    row("too few arguments", "function f(a, b, c, d) { }\nx = 1 + f(1);",
        "type_error 2:9 f() missing 3 required positional arguments: 'b', 'c', and 'd'");
    row("too many arguments", "f = fn(a) => a;\nf(1, 2, 3);",
        "type_error 2:1 fn() takes 1 positional argument but 3 were given");
    row("no arguments wanted", "function f() { } f(1);",
        "type_error 1:18 f() takes 0 positional arguments but 1 was given");
    row("calling a number", "x = 5;\ny = [x];\ny[0](1);",
        "type_error 3:1 Cannot call object of type 'number': not callable");
    row("calling what is unknown", "print(1);\nprint(2, nope(3));", "1\nname_error 2:10 name 'nope' is not defined");
    row("arguments of an unknown function", "function t() { print('t'); } nope(t());",
        "name_error 1:30 name 'nope' is not defined");
    row("calls of every kind of callee",
        "a = [fn(x) => fn(y) => [x, y]]; o = {f: {g: fn() => 'g'}}; print(a[0](1)(2), o.f.g(), (fn() => 3)(), "
        "o['f']['g'](), 'abc'.upper(), (1 ? len : 0)('xy'));",
        "[1, 2] g 3 g ABC 2\n");

    // ---- 5 indexes and members ----------------------------------------------------------------------------------
    row("index wraps", "a = [1, 2, 3]; s = 'aé😀'; print(a[-1], a[-3], a[true], s[-1], s[1], s[false]);",
        "3 1 2 😀 é a\n");
    row("index out of range", "a = [1];\nprint(a[1]);", "index_error 2:8 array index out of range");
    row("negative index out of range", "a = [1];\nprint(a[-2]);", "index_error 2:8 array index out of range");
    row("huge index", "print('a'[100000000000000000000]);", "index_error 1:10 string index out of range");
    row("float index", "print([1][0.0]);", "type_error 1:10 array indices must be integers or slices, not number");
    row("text index of text", "print('a'['b']);", "type_error 1:10 string indices must be integers, not 'string'");
    row("missing key", "o = {a: 1};\nprint(o['it\\'s']);", "key_error 2:8 object has no property \"it's\"");
    row("missing number key", "o = {}; o[1.5];", "key_error 1:10 object has no property 1.5");
    row("index of a number", "x = 5; x[0];", "type_error 1:9 'number' object is not subscriptable");
    row("assignment beyond the end", "a = [1];\na[1] = 2;", "index_error 2:2 array assignment index out of range");
    row("assignment into text", "s = 'abc';\ns[0] = 'x';",
        "type_error 2:2 'string' object does not support item assignment");
    row("member of text assigned", "s = 'abc'; s.x = 1;",
        "type_error 1:13 'string' object does not support item assignment");
    row("member of an array assigned", "a = [1]; a.x = 1;",
        "type_error 1:11 array indices must be integers or slices, not string");
    row("slice of an object", "o = {}; o[1:2];", "type_error 1:10 'object' object cannot be sliced");
    row("slice by text", "a = [1]; a['x':];", "type_error 1:11 slice indices must be integers or null");
    row("slice step zero", "a = [1]; a[::0];", "value_error 1:11 slice step cannot be zero");
    row("slice with nulls, booleans and giants",
        "a = [1, 2, 3]; n = 100000000000000000000; print(a[null:null:null], a[true:], a[:n], a[-n:], a[n:], a[::n], "
        "a[::-n], 'abc'[-n:n], 'abc'[::-n]);",
        "[1, 2, 3] [2, 3] [1, 2, 3] [1, 2, 3] [] [1] [3] abc c\n");
    row("slice assignment of itself",
        "a = [1, 2, 3]; a[1:2] = a; print(a); a[:] = a[::-1]; print(a); a[len(a):] = 'xy'; print(a); a[0:0] = {k: 1}; "
        "print(a);",
        "[1, 1, 2, 3, 3]\n[3, 3, 2, 1, 1]\n[3, 3, 2, 1, 1, 'x', 'y']\n['k', 3, 3, 2, 1, 1, 'x', 'y']\n");
    row("slice assignment of a number", "a = [1]; a[0:1] = 5;", "type_error 1:11 must assign iterable to slice");
    row("slice assignment beyond the stop", "b = [1, 2, 3, 4, 5, 6]; b[5:2] = [0]; print(b); b[100:] = [9]; print(b);",
        "[1, 2, 3, 4, 5, 0, 6]\n[1, 2, 3, 4, 5, 0, 6, 9]\n");
    row("absent members", "o = {length: 7}; print(o.length, o.nope, {}.length, [1, 2].length, 'aé😀'.length);",
        "7 None None 2 3\n");
    row("member of null", "x = null; y = x.foo;",
        "attribute_error 1:16 'null' object has no accessible attribute 'foo'");
    row("member of null far down", "a = {b: {}};\nx = a.b\n  .c\n  .d;",
        "attribute_error 4:3 'null' object has no accessible attribute 'd'");
    row("unknown method", "a = [1];\na.push(2);", "attribute_error 2:2 'array' object has no accessible method 'push'");
    row("unknown method of an object", "o = {};\no.nope(1);", "attribute_error 2:2 ML object has no property 'nope'");
    row("property that is no function", "o = {a: 1};\no.a(2);",
        "type_error 2:2 Property 'a' is not callable (got number)");
    row("own property before method",
        "o = {keys: fn() => 'own'}; print(o.keys(), {a: 1}.keys()); o = {get: 5}; try { o.get('x'); } except (e) { "
        "print(e); }",
        "own ['a']\nProperty 'get' is not callable (got number)\n");
    row("methods by one call site",
        "r = []; for (x in ['ab', [1, 2], {count: fn(v) => 'own'}, 'b', [1]]) { r.append(x.count(1 ? typeof(x) == "
        "'string' ? 'b' : 1 : 0)); } print(r);",
        "[1, 1, 'own', 1, 1]\n");
    row("bound methods", "f = 'abc'.upper; g = [3, 1].append; h = [1, 2].index; g(7); print(f(), h(2), typeof(f));",
        "ABC 1 function\n");
    row("reserved words as members",
        "o = {if: 1, in: 2, fn: fn() => 3}; o.while = 4; print(o.if, o.in, o.fn(), o.while, o);",
        "1 2 3 4 {'if': 1, 'in': 2, 'fn': <function>, 'while': 4}\n");
    row("a member seen by one site in many shapes",
        "r = []; for (i in range(6)) { o = {}; if (i % 2) { o.z = 0; } if (i % 3) { o.y = 1; } o.x = i; r.append(o.x); "
        "o.x = o.x + 10; r.append(o.x); r.append(o.w); } print(r);",
        "[0, 10, None, 1, 11, None, 2, 12, None, 3, 13, None, 4, 14, None, 5, 15, None]\n");
    row("a member added and removed at one site",
        "for (i in range(4)) { o = {a: 1}; if (i == 2) { o.pop('a'); } o.b = i; print(o, o.a); }",
        "{'a': 1, 'b': 0} 1\n{'a': 1, 'b': 1} 1\n{'b': 2} None\n{'a': 1, 'b': 3} 1\n");

    // ---- 6 statements -------------------------------------------------------------------------------------------
    row("destructuring",
        "[a, b] = [1, 2]; [a, b] = [b, a]; [c] = ['x']; [d, e, f] = 'xyz'; [g, h] = {p: 1, q: 2}; [i, j] = iter([8, "
        "9]); print(a, b, c, d, e, f, g, h, i, j);",
        "2 1 x x y z p q 8 9\n");
    row("destructuring of objects", "{p, q} = {q: 1, p: 2, r: 3}; print(p, q); p = {p: 5}; {p} = p; print(p);",
        "2 1\n5\n");
    row("destructuring evaluates once",
        "n = 0; function g() { nonlocal n; n = n + 1; return {a: 1, b: 2}; } {a, b} = g(); print(n, a, b);", "1 1 2\n");
    row("destructuring in functions and closures",
        "function f(v) { [a, b] = v; {c} = {c: a}; g = fn() => [a, b, c]; [a, b] = [b, a]; return g(); } print(f([1, "
        "2]));",
        "[2, 1, 1]\n");
    row("destructuring into outer variables",
        "a = 0; function f() { nonlocal a, b; [a, b] = [5, 6]; } b = 0; f(); print(a, b);", "5 6\n");
    row("too many values", "[a, b] = [1, 2, 3];", "value_error 1:1 too many values to unpack (expected 2)");
    row("too few values assign nothing", "a = 'old'; try { [a, b] = [1]; } except (e) { print(e, a); }",
        "not enough values to unpack (expected 2, got 1) old\n");
    row("missing key keeps what came before", "try { {a, b, c} = {a: 1, c: 3}; } except (e) { print(e, a); }",
        "object has no property 'b' 1\n");
    row("destructuring a number", "[a] = 5;", "type_error 1:1 cannot unpack non-iterable number object");
    row("for walks a growing array", "a = [1, 2]; for (x in a) { if (len(a) < 5) { a.append(x * 10); } print(x); }",
        "1\n2\n10\n20\n100\n");
    row("for walks a shrinking array", "a = [1, 2, 3, 4]; for (x in a) { print(x); if (x == 1) { a.remove(1); } }",
        "1\n3\n4\n");
    row("for over a replaced array", "a = [1, 2, 3]; for (x in a) { a = []; print(x); }", "1\n2\n3\n");
    row("for over text and objects",
        "for (c in 'aé😀') { print(c); } for (k in {x: 1, y: 2}) { print(k); } o = {}; o[3] = 1; o[null] = 2; for (k "
        "in o) { print(k); }",
        "a\né\n😀\nx\ny\n3\nNone\n");
    row("object grown while walked", "o = {a: 1};\nfor (k in o) { o['b' + k] = 2; }",
        "runtime_error 2:11 object changed size during iteration");
    row("object shrunk while walked",
        "o = {a: 1, b: 2}; try { for (k in o) { o.pop(k); } } except (e) { print(e.name, e); }",
        "runtime_error object changed size during iteration\n");
    row("values may change while walked", "o = {a: 1, b: 2}; for (k in o) { o[k] = o[k] * 10; } print(o);",
        "{'a': 10, 'b': 20}\n");
    row("for over a number", "for (x in 5) { }", "type_error 1:11 'number' object is not iterable");
    row("for over null", "for (x in null) { }", "type_error 1:11 'null' object is not iterable");
    row("the loop variable survives",
        "for (i in range(3)) { } print(i); for (i in [7]) { i = 'changed'; } print(i); for (i in []) { } print(i);",
        "2\nchanged\nchanged\n");
    row("a loop that never ran binds nothing", "for (q in []) { }\nprint(q);",
        "name_error 2:7 name 'q' is not defined");
    row("assigning the loop variable changes nothing", "for (i in range(3)) { print(i); i = 100; }", "0\n1\n2\n");
    row("ranges",
        "r = []; for (i in range(5, 0, -2)) { r.append(i); } for (i in range(0)) { r.append('x'); } for (i in range(3, "
        "1)) { r.append('x'); } for (i in range(true)) { r.append(i); } for (i in range(140737488355326, "
        "140737488355330)) { r.append(i); } print(r);",
        "[5, 3, 1, 0, 140737488355326, 140737488355327, 140737488355328, 140737488355329]\n");
    row("range to the last small integer",
        "n = 0; for (i in range(140737488355320, 140737488355327, 3)) { n = n + 1; } for (i in range(-140737488355326, "
        "-140737488355328, -1)) { n = n + 1; } print(n);",
        "5\n");
    row("range of text", "for (i in range('a')) { }",
        "type_error 1:11 'string' object cannot be interpreted as an integer");
    row("range by steps of zero", "for (i in range(1, 2, 0)) { }", "value_error 1:11 range() arg 3 must not be zero");
    row("range that is shadowed", "range = fn(n) => ['mine', n]; for (x in range(3)) { print(x); }", "mine\n3\n");
    row("range bounds are computed once", "n = 3; for (i in range(n)) { n = 100; print(i); }", "0\n1\n2\n");
    row("break and continue in nested loops",
        "for (i in range(4)) { if (i == 1) { continue; } for (j in range(4)) { if (j == 2) { break; } print(i, j); } "
        "if (i == 2) { break; } }",
        "0 0\n0 1\n2 0\n2 1\n");
    row("while with break inside try",
        "i = 0; while (true) { i = i + 1; try { if (i == 2) { continue; } if (i == 4) { break; } print(i); } finally { "
        "print('f', i); } } print('end');",
        "1\nf 1\nf 2\n3\nf 3\nf 4\nend\n");
    row("elif chains",
        "for (x in [1, 2, 3, 4]) { if (x == 1) { print('a'); } elif (x == 2) { print('b'); } elif (x == 3) { "
        "print('c'); } else { print('d'); } }",
        "a\nb\nc\nd\n");
    row("blocks make no scope", "if (true) { inner = 1; } print(inner);", "1\n");

    // ---- 7 functions --------------------------------------------------------------------------------------------
    row("closures share the loop variable",
        "fs = []; for (i in range(3)) { fs.append(fn() => i); } print(fs[0](), fs[1](), fs[2]());", "2 2 2\n");
    row("factories do not",
        "function make(i) { return fn() => i; } fs = []; for (i in range(3)) { fs.append(make(i)); } print(fs[0](), "
        "fs[1](), fs[2]());",
        "0 1 2\n");
    row("the loop variable of a function is captured, too",
        "function f() { fs = []; for (i in range(3)) { fs.append(fn() => i); } i = 'end'; return fs[1](); } "
        "print(f());",
        "end\n");
    row("captured parameters", "function f(a, b) { g = fn() => a * 10 + b; a = 7; return g(); } print(f(1, 2));",
        "72\n");
    row("counters",
        "function counter() { n = 0; return {up: fn() => { nonlocal n; n = n + 1; return n; }, get: fn() => n}; } c = "
        "counter(); d = counter(); c.up(); c.up(); d.up(); print(c.get(), d.get());",
        "2 1\n");
    row("nonlocal three functions up",
        "function a() { x = 1; function b() { function c() { nonlocal x; x = x + 1; } c(); c(); } b(); return x; } "
        "print(a());",
        "3\n");
    row("nonlocal binds the nearest function",
        "x = 'm'; function a() { x = 'a'; function b() { nonlocal x; x = 'b'; } b(); return x; } print(a(), x);",
        "b m\n");
    row("nonlocal at the end of the body", "n = 1; function f() { n = n + 1; return n; nonlocal n; } print(f(), n);",
        "2 2\n");
    row("assigned without nonlocal", "n = 1;\nfunction f() { n = n + 1; }\nf();",
        "name_error 2:20 cannot access local variable 'n' where it is not associated with a value");
    row("captured before it is set", "function f() { g = fn() => x; y = g(); x = 1; }\nf();",
        "name_error 1:28 cannot access free variable 'x' where it is not associated with a value in enclosing scope");
    row("global before it is set", "function f() { return later; }\nf();\nlater = 1;",
        "name_error 1:23 name 'later' is not defined");
    row("global set before the call", "function f() { return later; } later = 1; print(f());", "1\n");
    row("no hoisting", "b();\nfunction b() { }", "name_error 1:1 name 'b' is not defined");
    row("bodies see later functions", "function a() { return b(); } function b() { return 2; } print(a());", "2\n");
    row("a function in a branch",
        "function f(x) { if (x) { function g() { return 1; } } return g(); } print(f(true)); try { f(false); } except "
        "(e) { print(e); }",
        "1\ncannot access local variable 'g' where it is not associated with a value\n");
    row("redefinition", "function f() { return 1; } g = f; function f() { return 2; } print(f(), g());", "2 1\n");
    row("shadowed built-ins",
        "function f(len) { return len([1, 2]); } print(f(fn(x) => 'mine'), len([1])); print(max(1, 2)); max = fn(a, b) "
        "=> 'max'; print(max(1, 2)); function g() { str = 5; return str; } print(g(), str(6));",
        "mine 1\n2\nmax\n5 6\n");
    row("a recursive arrow", "fact = fn(n) => n < 2 ? 1 : n * fact(n - 1); print(fact(25));",
        "15511210043330985984000000\n");
    row("missing return", "function f() { } function g() { return; } h = fn() => { x = 1; }; print(f(), g(), h());",
        "None None None\n");
    row("arrow of an object literal", "f = fn() => {a: 1}; g = fn() => {}; print(f(), g());", "{'a': 1} {}\n");
    row("an except variable that is captured",
        "function f() { try { throw 'x'; } except (e) { g = fn() => '' + e; } return g; } print(f()());", "x\n");
    row("recursion that is caught", "function f(n) { return f(n + 1); } try { f(0); } except (e) { print(e.name, e); }",
        "recursion_error maximum recursion depth exceeded\n");

    // ---- 8 errors -----------------------------------------------------------------------------------------------
    row("finally replaces the return",
        "function f() { try { return 1; } finally { return 2; } } function g() { try { throw 'x'; } finally { return "
        "3; } } print(f(), g());",
        "2 3\n");
    row("the value is computed before finally",
        "function f() { x = 1; try { return x; } finally { x = 2; print('f'); } } print(f());", "f\n1\n");
    row("finally in a loop with continue",
        "function f() { for (i in range(3)) { try { return i; } finally { if (i < 2) { continue; } } } return 'end'; } "
        "print(f());",
        "2\n");
    row("break in finally swallows an error",
        "for (i in range(3)) { try { throw 'x'; } finally { break; } } print('end', i);", "end 0\n");
    row("nested finally with return",
        "function f() { try { try { return 'a'; } finally { print(1); } } finally { print(2); } } print(f());",
        "1\n2\na\n");
    row("break through two finally",
        "while (true) { try { try { break; } finally { print(1); } } finally { print(2); } } print('end');",
        "1\n2\nend\n");
    row("break and return from one try",
        "function f(k) { for (i in range(5)) { try { if (i == k) { break; } if (i == 3) { return 'r' + i; } } finally "
        "{ print(i); } } return 'b'; } print(f(1), f(9));",
        "0\n1\n0\n1\n2\n3\nb r3\n");
    row("a finally inside a finally",
        "function f() { try { return 1; } finally { try { x = 2; } finally { print('inner'); } print('outer'); } } "
        "print(f());",
        "inner\nouter\n1\n");
    row("an error in except",
        "try { try { throw 'a'; } except (e) { throw 'b' + e; } finally { print('f'); } } except (e) { print(e); }",
        "f\nba\n");
    row("an error in finally replaces the first",
        "try { try { throw 'a'; } finally { throw 'b'; } } except (e) { print(e); }", "b\n");
    row("an error in except reaches the outer one",
        "function f() { try { throw 'a'; } except (e) { return 'r'; } finally { print('f'); } } print(f());", "f\nr\n");
    row("only the first clause", "try { throw 'x'; } except (a) { print('first', a); } except (b) { print('second'); }",
        "first x\n");
    row("try without anything", "try { print(1); }\ntry { throw 'x'; }", "1\nuser_error 2:7 x");
    row("what was thrown",
        "for (v in ['text', {message: 'm', code: 5}, {a: 1}, 5, null, [1], {message: [1, 'x']}, true]) { try { throw "
        "v; } except (e) { print(e, e.message, e.data, e.code, e.name, e.kind); } }",
        "text text None None user_error runtime_error\nm m {'message': 'm', 'code': 5} 5 user_error "
        "runtime_error\nUser-defined exception User-defined exception {'a': 1} None user_error runtime_error\n5 5 "
        "{'value': 5} None user_error runtime_error\nNone None {'value': None} None user_error runtime_error\n[1] [1] "
        "{'value': [1]} None user_error runtime_error\n[1, 'x'] [1, 'x'] {'message': [1, 'x']} None user_error "
        "runtime_error\nTrue True {'value': True} None user_error runtime_error\n");
    row("keys of the thrown win",
        "try { throw {message: 'm', name: 'n', line: 'l', data: 'd'}; } except (e) { print(e.name, e.line, e.data, "
        "e['name'], e.nope); try { e['nope']; } except (f) { print(f); } }",
        "n l d n None\nobject has no property 'nope'\n");
    row("an error thrown again keeps its place",
        "try {\n  try {\n    x = 1 / 0;\n  } except (e) { throw e; }\n} except (f) { print(f.line, f.column, f.name, f "
        "== f, typeof(f), len(f)); }",
        "3 11 zero_division true error 0\n");
    row("the except variable stays", "e = 'before'; try { throw 'x'; } except (e) { } print(e, typeof(e));",
        "x error\n");
    row("errors are equal to themselves alone",
        "errors = []; for (i in range(2)) { try { throw 'x'; } except (e) { errors.append(e); } } print(errors[0] == "
        "errors[1], errors[0] == errors[0], errors);",
        "false true [Error('x'), Error('x')]\n");
    row("throw has the position of its word", "function f() {\n    throw {message: 'm'};\n}\nf();", "user_error 2:5 m");
    row("uncaught after finally", "try {\n  x = null.y;\n} finally { print('f'); }",
        "f\nattribute_error 2:11 'null' object has no accessible attribute 'y'");
    row("a wrong type in a finally that returns",
        "function f() { for (i in [1, 2]) { try { x = 1 / 0; } except (e) { try { y = null.z; } finally { return "
        "'saved'; } } } } print(f());",
        "saved\n");

    // ---- text ---------------------------------------------------------------------------------------------------
    row("text grows in branches",
        "s = 'x' * 100; a = s + 'a'; b = s + 'b'; c = a + 'c'; d = a + 'd'; print(a[-2:], b[-2:], c[-3:], d[-3:], "
        "len(s));",
        "xa xb xac xad 100\n");
    row("text grows from itself",
        "s = 'ab' * 50; s = s + s; t = s + s[0:3]; s = s + 'z'; print(len(s), len(t), t[-4:], s[-4:]);",
        "201 203 baba babz\n");
    row("text grows by what is not ASCII",
        "s = 'a' * 70; s = s + 'é'; s = s + 'b'; s = s + '😀'; print(len(s), s[70], s[71], s[72], s[-3:], s[69:71]);",
        "73 é b 😀 éb😀 aé\n");
    row("indexes forth and back",
        "s = 'äb' * 1000; n = 0; for (i in range(2000)) { if (s[i] == 'ä') { n = n + 1; } if (s[1999 - i] == 'b') { n "
        "= n + 1; } } print(n);",
        "2000\n");
}

void tst_LanguageEdges::programs()
{
    QFETCH(QString, source);
    QFETCH(QString, expected);
    compare(source.toStdString(), expected.toStdString());
    RunOptions options;
    options.collectAlways = true;
    compare(source.toStdString(), expected.toStdString(), options);
    options.collectAlways = false;
    options.sliceAlways = true;
    compare(source.toStdString(), expected.toStdString(), options);
}

void tst_LanguageEdges::largePrograms_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const std::string &source, const std::string &expected) {
        QTest::newRow(name) << QByteArray::fromStdString(source) << QByteArray::fromStdString(expected);
    };
    const auto numbers = [](int count, const char *separator = ", ") {
        std::string text;
        for (int i = 0; i < count; ++i) text += (i ? separator : "") + std::to_string(i);
        return text;
    };

    // With more variables than registers they live beside the frame of the module's body.
    for (const int count : {59'900, 60'100, 65'600, 200'000}) {
        const std::string last = "v" + std::to_string(count - 1);
        std::string text = "function read() { return v0 + v3 + " + last +
                           "; } function write() { nonlocal v1; v1 = v1 + 1; return v1; }\n"
                           "try { print(v5); } except (e) { print(e, e.line); } print(len([7])); len = 3;\n";
        for (int i = 0; i < count; ++i) text += "v" + std::to_string(i) + " = " + std::to_string(i) + ";\n";
        text +=
            "for (i in [1, 2]) { " + last + " = " + last + " + i; } if (" + last +
            " > v2 && !(v3 == v4)) { print(read(), write(), v1, " + last +
            ", len, [v7, v8][1]); } [v1, v2] = [v2, v1];\n"
            "fs = []; for (v9 in range(3)) { fs.append(fn() => v9); } print(v1, v2, fs[0]()); try { throw 'x'; } "
            "except (v11) { print(v11); } o = {a: v12}; o.a = o.a + v13 * v14 - -v15; print(o, v3 < v4 ? v5 : v6);\n";
        const std::string sum = std::to_string(count + 2);
        row(("module variables: " + std::to_string(count)).c_str(), text,
            "name 'v5' is not defined 2\n1\n" + std::to_string(count + 5) + " 2 2 " + sum +
                " 3 8\n2 2 2\nx\n{'a': 209} 5\n");
    }
    std::string definitions;
    for (int i = 0; i < 70'000; ++i)
        definitions += "function f" + std::to_string(i) + "() { return " + std::to_string(i) + ".5; }\n";
    row("70,000 functions and constants", definitions + "print(f0(), f69999(), f65536() + f65535());",
        "0.5 69999.5 131072.0\n");
    row("array literal of 65,000 elements", "a = [" + numbers(65'000) + "]; print(len(a), a[0], a[64999], sum(a));",
        "65000 0 64999 2112467500\n");
    row("array literal of 200,000 texts", "a = [" + repeated("'x'", 200'000, ",") + "]; print(len(a));", "200000\n");
    std::string keys;
    for (int i = 0; i < 5000; ++i) keys += (i ? ", k" : "k") + std::to_string(i) + ": " + std::to_string(i);
    row("object literal of 5,000 keys", "o = {" + keys + "}; print(len(o), o.k0, o.k4999);", "5000 0 4999\n");
    std::string parameters;
    for (int i = 0; i < 300; ++i) parameters += (i ? ", p" : "p") + std::to_string(i);
    row("300 arguments",
        "function f(" + parameters + ") { return p0 + p150 * 1000 + p299 * 1000000; } g = fn() => f; print(f(" +
            numbers(300) + "), g()(" + numbers(300) + "));",
        "299150000 299150000\n");
    row("3,000 arguments of print", "print(" + numbers(3000) + ");", numbers(3000, " ") + "\n");
    row("a sum of 100,000 terms", "x = 1; y = x" + repeated(" + 1", 99'999) + "; print(y);", "100000\n");
    row("a sum of 100,000 variables", "x = 1; y = x" + repeated(" + x", 99'999) + "; print(y);", "100000\n");
    row("a concatenation of 20,000 parts", "x = 1; y = ''" + repeated(" + x", 20'000) + "; print(len(y));", "20000\n");
    row("&& of 20,000",
        "x = true; print(x" + repeated(" && x", 19'999) + "); if (x" + repeated(" && x", 19'999) +
            " && !x) { print('yes'); } else { print('no'); }",
        "true\nno\n");
    row("|| of 20,000",
        "x = false; print(x" + repeated(" || x", 19'999) + " || 7); while (x" + repeated(" || x", 19'999) + ") { }",
        "7\n");
    row("&& and || in turn", "x = 1; y = 0; print(" + repeated("x && y || ", 10'000) + "x);", "1\n");
    row("comparisons in a long condition",
        "x = 5; n = 0; while (" + repeated("x > 3 && x < 9 && ", 5'000) + "n < 3) { n = n + 1; } print(n);", "3\n");
    row("1,000 prefix operators", "x = 5; print(" + repeated("!", 1000) + "x, " + repeated("- ", 1000) + "x);",
        "true 5\n");
    row("20,000 members", "o = {}; o.a = o; print(o" + repeated(".a", 20'000) + " == o);", "true\n");
    row("20,000 calls in a chain", "f = fn() => f; print(f" + repeated("()", 20'000) + " == f);", "true\n");
    row(
        "20,000 branches",
        "x = 19999; if (x == -1) { }" +
            [] {
                std::string text;
                for (int i = 0; i < 20'000; ++i)
                    text += " elif (x == " + std::to_string(i) + ") { print(" + std::to_string(i) + "); }";
                return text;
            }(),
        "19999\n");
    row(
        "1,000 ternaries in a chain",
        "x = 999; print(" +
            [] {
                std::string text;
                for (int i = 0; i < 1'000; ++i) text += "x == " + std::to_string(i) + " ? " + std::to_string(i) + " : ";
                return text;
            }() +
            "null);",
        "999\n");
    row(
        "10,000 functions",
        [] {
            std::string text;
            for (int i = 0; i < 10'000; ++i)
                text += "function f" + std::to_string(i) + "() { return " + std::to_string(i) + "; }\n";
            return text;
        }() +
            "print(f0(), f9999());",
        "0 9999\n");
    row(
        "20,000 different constants",
        "t = 0.0; " +
            [] {
                std::string text;
                for (int i = 0; i < 70'000; ++i) text += "t = t + " + std::to_string(i) + ".5;\n";
                return text;
            }() +
            "print(t);",
        "2450000000.0\n");

    const auto assignments = [](int count) { return repeated("x = x + 1; y = [x, x];\n", count); };
    const auto function = [&](const std::string &body) {
        return "function f(n) {\nx = 0;\n" + body + "\nreturn x;\n}\nprint(f(3));";
    };
    const std::string far = assignments(9'000); // beyond 32,767 instructions
    row("a function of 5,000 lines", function(assignments(5'000)), "5000\n");
    row("a while over far", function("while (n > 0) {\n" + far + "n = n - 1;\n}"), "27000\n");
    row("a for over far", function("for (i in [1, 2, 3]) {\n" + far + "}"), "27000\n");
    row("a for over a range over far", function("for (i in range(n)) {\n" + far + "}"), "27000\n");
    row("a for over text over far", function("for (i in 'abc') {\n" + far + "}"), "27000\n");
    row("if and else over far", function("if (n == 4) {\n" + far + "} elif (n < 3) {\n" + far + "} else {\nx = 7;\n}"),
        "7\n");
    row("break over far", function("while (true) {\nif (x > 0) { break; }\n" + far + "}"), "9000\n");
    row("continue over far", function("for (i in range(4)) {\nif (i % 2 == 1) { continue; }\n" + far + "}"), "18000\n");
    row("finally over far",
        function("while (true) {\ntry {\nif (n == 0) { break; }\nn = n - 1;\nif (n == 1) { continue; }\n" + far +
                 "} finally {\nx = x + 1;\n}\n}"),
        "18004\n");
    row("return through a far finally", function("try {\nreturn 5;\n} finally {\n" + far + "print(x);\n}"),
        "9000\n5\n");
    row("except over far", function("try {\n" + far + "throw 'x';\n} except (e) {\n" + far + "}"), "18000\n");
    row("a far error has its line", "function f() {\nx = 0;\n" + far + "y = null.z;\n}\nf();",
        "attribute_error 9003:9 'null' object has no accessible attribute 'z'");
    row("a logic over far",
        "o = {f: fn(x) => x}; n = 0; if (" + repeated("o.f(1) && ", 15'000) +
            "o.f(0)) { n = 1; } else { n = 2; } print(n);",
        "2\n");
    row("far at the top level", "x = 0;\nfor (i in range(3)) {\nif (i == 1) { continue; }\n" + far + "}\nprint(x);",
        "18000\n");
    row(
        "1,000 variables in a function",
        "function f() {\n" +
            [] {
                std::string text;
                for (int i = 0; i < 1000; ++i) text += "v" + std::to_string(i) + " = " + std::to_string(i) + ";\n";
                return text + "g = fn() => v0 + v999; return g() + v500;\n}\nprint(f());";
            }(),
        "1499\n");
    row("nested functions, 200 deep",
        repeated("function f(x) { ", 200) + "return x;" + repeated(" } return f(x);", 199) + " }\nprint(f(42));",
        "42\n");
}

void tst_LanguageEdges::largePrograms()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, expected);
    const std::string text = tests::runProgram(source.toStdString()).text();
    QVERIFY2(text == expected.toStdString(), text.substr(0, 300).c_str());
}

void tst_LanguageEdges::deepRecursion()
{
    RunOptions options;
    options.maxDepth = 200'000;
    compare("function f(n) { if (n == 0) { return 0; } return 1 + f(n - 1); } print(f(100000));", "100000\n", options);
    compare("f = fn(n) => n == 0 ? 0 : 1 + f(n - 1); print(f(150000));", "150000\n", options);
    compare("import collections; function f(n) { if (n == 0) { return 0; } return collections.map([n], fn(x) => f(x - "
            "1))[0]; } print(f(20000));",
            "0\n", options);
    compare("function f(n) { try { if (n == 0) { throw 'deep'; } f(n - 1); } finally { count = count + 1; } nonlocal "
            "count; } count = 0; try { f(50000); } except (e) { print(e, count); }",
            "deep 50001\n", options);
}

void tst_LanguageEdges::recursionLimit()
{
    RunOptions options;
    options.maxDepth = 1000;
    compare("function f(n) { return n == 0 ? 0 : 1 + f(n - 1); } print(f(998));", "998\n",
            options); // the module body is the first frame
    compare("function f(n) {\n  return n == 0 ? 0 : 1 + f(n - 1);\n}\nprint(f(1000));",
            "recursion_error 2:27 maximum recursion depth exceeded", options);
    compare("n = 0; function f() { nonlocal n; n = n + 1; f(); } for (i in range(3)) { try { f(); } except (e) { } } "
            "print(n > 2900, n < 3003);",
            "true true\n", options);
}

void tst_LanguageEdges::deepStructures_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *source, const char *expected) {
        QTest::newRow(name) << QString::fromUtf8(source) << QString::fromUtf8(expected);
    };
    row("str", "print(len(str(a)));", "2000002\n");
    row("print", "print(a);", nullptr);
    row("concatenation", "print(len('' + a));", "2000002\n");
    row("==", "b = []; for (i in range(1000000)) { b = [b]; } print(a == b, a == [b]);", "true false\n");
    row("<", "b = []; for (i in range(1000001)) { b = [b]; } print(a < b, b < a, a <= a);", "true false true\n");
    row("sort",
        "b = []; for (i in range(1000001)) { b = [b]; } c = [b, a, b, a]; c.sort(); print(c[0] == a, c[3] == b);",
        "true true\n");
    row("copy", "b = a.copy(); c = a[:]; print(len(b), len(c));", "1 1\n");
    row("search", "c = [1, a]; print(c.index(a), c.count(a));", "1 1\n");
    row("key", "o = {}; try { o[a] = 1; } except (e) { print(e); }", "unhashable type: 'array'\n");
    row("throw", "try { throw a; } except (e) { print(len(e.message)); }", "2000002\n");
    row("JSON", "import json; try { print(len(json.stringify(a)) > 0); } except (e) { print('refused'); }", nullptr);
    row("objects",
        "o = null; for (i in range(300000)) { o = {n: o}; } p = null; for (i in range(300000)) { p = {n: p}; } print(o "
        "== p, len(str(o)));",
        "true 2100004\n");
    row("closures",
        "f = fn() => 0; function wrap(g) { return fn() => g; } for (i in range(300000)) { f = wrap(f); } "
        "print(typeof(f));",
        "function\n");
    row("errors that hold errors",
        "e = null; for (i in range(100000)) { try { throw {message: 'm', cause: e}; } except (x) { e = x; } } n = 0; "
        "while (e != null) { e = e.cause; n = n + 1; } print(n);",
        "100000\n");
}

/// A list a million deep, in everything that walks values; no native stack, and never minutes.
void tst_LanguageEdges::deepStructures()
{
    QFETCH(QString, source);
    QFETCH(QString, expected);
    const QString import = source.startsWith(u"import") ? source.left(source.indexOf(u';') + 1) : QString();
    const std::string program =
        (import + QStringLiteral("a = []; for (i in range(1000000)) { a = [a]; } ") + source.mid(import.size()))
            .toStdString();
    RunOptions options;
    options.memoryLimit = size_t(1) << 30;
    options.keptOutput = 3'000'000;
    QElapsedTimer timer;
    timer.start();
    const RunReport report = tests::runProgram(program, options);
    QVERIFY2(report.finished(), report.text().substr(0, 200).c_str());
    if (!expected.isEmpty()) QCOMPARE(QString::fromStdString(report.output), expected);
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
}

void tst_LanguageEdges::tooLarge_data()
{
    QTest::addColumn<QByteArray>("source");
    const auto lines = [](const char *before, const char *after) {
        std::string text;
        for (int i = 0; i < 70'000; ++i) text += before + std::to_string(i) + after;
        return text;
    };
    const auto row = [](const char *name, const std::string &source) {
        QTest::newRow(name) << QByteArray::fromStdString(source);
    };
    row("variables of a function", "function f() {\n" + lines("v", " = 1;\n") + "}");
    row("captured variables",
        "function f() {\n" + lines("v", " = 1;\n") + "g = fn() => [0" + lines(", v", "") + "];\nreturn g();\n}\nf();");
    row("arguments", "print(0" + lines(", ", "") + ");");
    row("parameters", "function f(a" + lines(", p", "") + ") { }");
    row("targets", "[a" + lines(", v", "") + "] = [1];");
}

/// What cannot be addressed is refused by the compiler, never cut off.
void tst_LanguageEdges::tooLarge()
{
    QFETCH(QByteArray, source);
    const RunReport report = tests::runProgram(source.toStdString());
    QVERIFY(!report.compiled);
    QVERIFY2(report.message.find("too ") != std::string::npos, report.message.c_str());
}

/// Number keys that an unseeded hash would put into one place must not be slower than others by more than noise.
void tst_LanguageEdges::importsOfOneModuleAreEqual()
{
    RunOptions options;
    options.modules["m"] = "x = 1;";
    options.modules["n"] = "x = 1;";
    compare("import m; import m as same; import n; print(m == same, m != same, m == n, [m] == [same]);",
            "true false false true\n", options);
}

void tst_LanguageEdges::numberKeysSpread()
{
    RunOptions options;
    options.instructionLimit = 10'000'000;
    QElapsedTimer timer;
    timer.start();
    compare("o = {}; for (i in range(200000)) { o[i * 65536] = i; o[i * 4294967296 * 16] = i; o[i * 0.5] = i; } "
            "print(len(o) > 500000);",
            "true\n", options);
    QVERIFY(timer.elapsed() < 10'000);
}

void tst_LanguageEdges::stackOfAnError()
{
    const RunReport report = tests::runProgram(
        "function f(x) {\n  return x.y.z;\n}\ng = fn(x) => f(x);\nimport collections;\ncollections.map([{}], g);\n");
    const std::vector<std::string> expected = {"f:2", "fn:4", ":6"};
    QCOMPARE(report.text(), "attribute_error 2:13 'null' object has no accessible attribute 'z'");
    QVERIFY(report.stack == expected);
}

void tst_LanguageEdges::longTraceKeepsBothEnds()
{
    const RunReport report = tests::runProgram(
        "function bottom() {\n throw 'x'; }\nfunction f(n) { if (n == 0) { bottom(); } f(n - 1); }\nf(500);");
    QCOMPARE(report.stack.size(), size_t(100));
    QCOMPARE(report.stack.front(), "bottom:2");
    QCOMPARE(report.stack.back(), ":4");
}

QTEST_APPLESS_MAIN(tst_LanguageEdges)
#include "tst_language_edges.moc"
