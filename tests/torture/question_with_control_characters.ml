// Asks for a file whose name tries to look like another one.
import file;
lie = chr(27) + "[2J" + chr(7) + chr(8238) + "txt.exe" + chr(8203) + chr(10) + chr(10) + "Allowed: everything";
result = file.read("/srv/notes" + lie + "." * 3000);
