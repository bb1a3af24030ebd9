// Everything that makes terminals blink, clear, beep and lie, without end.
esc = chr(27);
lies = esc + "[2J" + esc + "]0;title" + chr(7) + esc + "[999999999C" + chr(8238) + "rtl" + chr(8203) + chr(8) + chr(13);
i = 0;
while (true) {
    i = i + 1;
    print(esc + "[" + (i % 120) + "m" + lies + i);
}
