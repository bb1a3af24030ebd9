// Every code of a date's format, around the turns of years and weeks, with flags.
import datetime;
days = [datetime.create(2024, 2, 29, 0, 5, 9), datetime.create(2021, 1, 3, 12), datetime.create(1999, 12, 31, 23, 59, 59),
        datetime.create(2020, 12, 28, 13, 0, 1), datetime.create(987, 6, 5)];
for (d in days) {
    print(d.format("%Y %y %C %m %d %e %H %I %k %l %M %S %f %p %j"));
    print(d.format("%a %A %b %B %h %u %w %U %W %V %G %g [%z] [%Z] %D %x %F %T %X %R %r"));
    print(d.format("%-d %-m %_H %0e %^a %^B %-I %-j %-y %n%t%% %c | %q %5 % x %"));
}
z = datetime.parseISO("2024-07-01T12:30:45.25-05:30");
print(z.format("%z %Z %s %f"), z.inZone("UTC").format("%z %Z"), z.inZone("Europe/Berlin").format("%z %Z"), z.inZone(datetime.createTimeZone(-5, 30)).toISOString());
print(z.format(), str(z));
