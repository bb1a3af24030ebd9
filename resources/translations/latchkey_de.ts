<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>BatchExport</name>
    <message>
        <source>%1 is not a file.</source>
        <translation>%1 ist keine Datei.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>%1 konnte nicht geschrieben werden: %2</translation>
    </message>
</context>
<context>
    <name>BatchWindow</name>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Eingereiht</translation>
    </message>
</context>
<context>
    <name>Examples</name>
    <message>
        <source>Tour</source>
        <translation>Rundgang</translation>
    </message>
    <message>
        <source>Prints, moves a bar, asks for one permission</source>
        <translation>Gibt Text aus, bewegt einen Balken, bittet um eine Berechtigung</translation>
    </message>
    <message>
        <source>Sums and loops</source>
        <translation>Summen und Schleifen</translation>
    </message>
    <message>
        <source>The usual shapes, and a result to look at</source>
        <translation>Die üblichen Formen und ein Ergebnis zum Ansehen</translation>
    </message>
    <message>
        <source>Context variables</source>
        <translation>Kontextvariablen</translation>
    </message>
    <message>
        <source>Inputs become variables of the script</source>
        <translation>Eingaben werden zu Variablen des Skripts</translation>
    </message>
    <message>
        <source>A function with arguments</source>
        <translation>Eine Funktion mit Argumenten</translation>
    </message>
    <message>
        <source>Called by hand or from the terminal</source>
        <translation>Von Hand oder im Terminal aufgerufen</translation>
    </message>
    <message>
        <source>An error and its line</source>
        <translation>Ein Fehler und seine Zeile</translation>
    </message>
    <message>
        <source>Message, place, call chain</source>
        <translation>Meldung, Stelle, Aufrufkette</translation>
    </message>
    <message>
        <source>An endless loop to stop</source>
        <translation>Eine Endlosschleife zum Anhalten</translation>
    </message>
    <message>
        <source>Stop always stops; finally still runs</source>
        <translation>Anhalten wirkt immer; finally wird trotzdem ausgeführt</translation>
    </message>
    <message>
        <source>Progress over a million items</source>
        <translation>Fortschritt über eine Million Elemente</translation>
    </message>
    <message>
        <source>A bar that costs next to nothing</source>
        <translation>Ein Balken, der fast nichts kostet</translation>
    </message>
    <message>
        <source>Reading a file after permission</source>
        <translation>Eine Datei nach Erlaubnis lesen</translation>
    </message>
    <message>
        <source>Ten sleepers at once</source>
        <translation>Zehn Schläfer zugleich</translation>
    </message>
    <message>
        <source>Waiting holds no thread</source>
        <translation>Warten belegt keinen Thread</translation>
    </message>
    <message>
        <source>Many CSV files at once</source>
        <translation>Viele CSV-Dateien zugleich</translation>
    </message>
    <message>
        <source>Twenty read together, errors per file, predictions written</source>
        <translation>Zwanzig gemeinsam gelesen, Fehler je Datei, Vorhersagen geschrieben</translation>
    </message>
    <message>
        <source>Health monitor</source>
        <translation>Zustandsüberwachung</translation>
    </message>
    <message>
        <source>Ten endpoints at once, retries with growing pauses</source>
        <translation>Zehn Endpunkte zugleich, neue Versuche mit wachsenden Pausen</translation>
    </message>
    <message>
        <source>A pipeline in stages</source>
        <translation>Eine Verarbeitung in Stufen</translation>
    </message>
    <message>
        <source>Load, preprocess, predict, save at the same time; items a second</source>
        <translation>Laden, Vorbereiten, Vorhersagen, Speichern zur gleichen Zeit; Elemente pro Sekunde</translation>
    </message>
    <message>
        <source>Streaming in batches</source>
        <translation>Datenstrom in Paketen</translation>
    </message>
    <message>
        <source>Values as they come, 32 at a time, the rest flushed</source>
        <translation>Werte, wie sie kommen, je 32 auf einmal, der Rest am Ende</translation>
    </message>
    <message>
        <source>A group of tasks</source>
        <translation>Eine Gruppe von Aufgaben</translation>
    </message>
    <message>
        <source>The first failure stops the others, or all outcomes are kept</source>
        <translation>Der erste Fehlschlag hält die anderen an, oder alle Ausgänge bleiben erhalten</translation>
    </message>
    <message>
        <source>A fallback after a timeout</source>
        <translation>Ein Ersatz nach Zeitablauf</translation>
    </message>
    <message>
        <source>The quick model answers when the precise one takes too long</source>
        <translation>Das schnelle Modell antwortet, wenn das genaue zu lange braucht</translation>
    </message>
    <message>
        <source>A pool of resources</source>
        <translation>Ein Vorrat an Ressourcen</translation>
    </message>
    <message>
        <source>Two models for four users, always given back</source>
        <translation>Zwei Modelle für vier Benutzer, immer zurückgegeben</translation>
    </message>
    <message>
        <source>Measured operations</source>
        <translation>Gemessene Vorgänge</translation>
    </message>
    <message>
        <source>Count, errors, mean and p95 of each kind of work</source>
        <translation>Anzahl, Fehler, Mittelwert und p95 jeder Art von Arbeit</translation>
    </message>
    <message>
        <source>A flood of output</source>
        <translation>Eine Flut von Ausgaben</translation>
    </message>
    <message>
        <source>Three million lines, nothing lost</source>
        <translation>Drei Millionen Zeilen, nichts geht verloren</translation>
    </message>
    <message>
        <source>What it can ask for, before it begins</source>
        <translation>Worum es fragen kann, bevor es beginnt</translation>
    </message>
</context>
<context>
    <name>OutputView</name>
    <message>
        <source> … %1 more</source>
        <translation> … %1 weitere</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>ML scripts (*.ml)</source>
        <translation>ML-Skripte (*.ml)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>RunRow</name>
    <message>
        <source>Run %1</source>
        <translation>Lauf %1</translation>
    </message>
</context>
<context>
    <name>RunState</name>
    <message>
        <source>Queued</source>
        <translation>Eingereiht</translation>
    </message>
    <message>
        <source>Compiling</source>
        <translation>Wird übersetzt</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Waiting for you</source>
        <translation>Wartet auf Sie</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Hält an</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>Zeit abgelaufen</translation>
    </message>
    <message>
        <source>Limit reached</source>
        <translation>Limit erreicht</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Verloren</translation>
    </message>
</context>
<context>
    <name>latchkey::batch</name>
    <message>
        <source>%1 at line %2</source>
        <translation>%1 in Zeile %2</translation>
    </message>
</context>
<context>
    <name>latchkey::batch::BatchForm</name>
    <message>
        <source>Choose file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Stop all at the first failure</source>
        <translation>Beim ersten Fehlschlag alle anhalten</translation>
    </message>
    <message>
        <source>the whole script</source>
        <translation>das ganze Skript</translation>
    </message>
    <message>
        <source>as many as keep all workers busy</source>
        <translation>so viele, wie alle Worker beschäftigen</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>kein Limit</translation>
    </message>
    <message>
        <source>the same for all</source>
        <translation>gleich für alle</translation>
    </message>
    <message>
        <source>The member of an item that holds its own limit in seconds</source>
        <translation>Das Feld eines Elements, das sein eigenes Limit in Sekunden enthält</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source> more time(s)</source>
        <translation> weitere Male</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>What runs</source>
        <translation>Was läuft</translation>
    </message>
    <message>
        <source>Each item goes to</source>
        <translation>Jedes Element geht an</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Elemente</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>Zugleich</translation>
    </message>
    <message>
        <source>Limit of each</source>
        <translation>Limit für jedes</translation>
    </message>
    <message>
        <source>Its own limit is in the member</source>
        <translation>Eigenes Limit steht im Feld</translation>
    </message>
    <message>
        <source>If an item fails</source>
        <translation>Wenn ein Element fehlschlägt</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Then use the script</source>
        <translation>Dann dieses Skript verwenden</translation>
    </message>
    <message>
        <source>none yet: a JSON array, JSON lines or CSV with a head line</source>
        <translation>noch keine: ein JSON-Array, JSON-Zeilen oder CSV mit Kopfzeile</translation>
    </message>
    <message>
        <source>Ask for what is not granted</source>
        <translation>Nach nicht Freigegebenem fragen</translation>
    </message>
    <message>
        <source>Once for all items that need the same. Otherwise it is denied.</source>
        <translation>Einmal für alle Elemente, die dasselbe brauchen. Sonst wird es verweigert.</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Berechtigungen</translation>
    </message>
</context>
<context>
    <name>latchkey::batch::BatchItemView</name>
    <message>
        <source>… cut here</source>
        <translation>… hier gekürzt</translation>
    </message>
    <message>
        <source>No item is chosen</source>
        <translation>Kein Element ist gewählt</translation>
    </message>
    <message>
        <source>A row of the table is shown here in full</source>
        <translation>Hier wird eine Zeile der Tabelle vollständig angezeigt</translation>
    </message>
    <message>
        <source>Retry this one</source>
        <translation>Dieses wiederholen</translation>
    </message>
    <message>
        <source>Run in the window</source>
        <translation>Im Fenster ausführen</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Runs it once more by itself, with its output and result in the panes</source>
        <translation>Führt es noch einmal einzeln aus, mit Ausgabe und Ergebnis in den Bereichen</translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>%n Versuch</numerusform>
            <numerusform>%n Versuche</numerusform>
        </translation>
    </message>
    <message>
        <source>answered by %1</source>
        <translation>beantwortet von %1</translation>
    </message>
    <message>
        <source>Open at line %1</source>
        <translation>In Zeile %1 öffnen</translation>
    </message>
    <message>
        <source>Cancel this one</source>
        <translation>Dieses abbrechen</translation>
    </message>
    <message>
        <source>no result</source>
        <translation>kein Ergebnis</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
</context>
<context>
    <name>latchkey::batch::BatchModel</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Item %1</source>
        <translation>Element %1</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
</context>
<context>
    <name>latchkey::batch::BatchSession</name>
    <message>
        <source>%1 holds more than %L2 items. Split it, or use `latchkey batch`, which takes any number.</source>
        <translation>%1 enthält mehr als %L2 Elemente. Die Datei aufteilen oder `latchkey batch` verwenden, das beliebig viele verarbeitet.</translation>
    </message>
    <message>
        <source>%1 holds no items.</source>
        <translation>%1 enthält keine Elemente.</translation>
    </message>
    <message>
        <source>The fallback %1 cannot be read: %2</source>
        <translation>Das Ersatzskript %1 kann nicht gelesen werden: %2</translation>
    </message>
</context>
<context>
    <name>latchkey::batch::BatchTable</name>
    <message>
        <source>Items and their outcomes</source>
        <translation>Elemente und ihre Ausgänge</translation>
    </message>
    <message>
        <source>Run this item in the window</source>
        <translation>Dieses Element im Fenster ausführen</translation>
    </message>
    <message numerus="yes">
        <source>Run %n item(s) again</source>
        <translation>
            <numerusform>%n Element erneut ausführen</numerusform>
            <numerusform>%n Elemente erneut ausführen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n item(s)</source>
        <translation>
            <numerusform>%n Element abbrechen</numerusform>
            <numerusform>%n Elemente abbrechen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>latchkey::batch::BatchWindow</name>
    <message>
        <source>a few seconds left</source>
        <translation>noch wenige Sekunden</translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <translation>noch etwa %1 s</translation>
    </message>
    <message numerus="yes">
        <source>about %n min left</source>
        <translation>
            <numerusform>noch etwa %n min</numerusform>
            <numerusform>noch etwa %n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n h left</source>
        <translation>
            <numerusform>noch etwa %n h</numerusform>
            <numerusform>noch etwa %n h</numerusform>
        </translation>
    </message>
    <message>
        <source>Batch: %1 — Latchkey</source>
        <translation>Stapel: %1 — Latchkey</translation>
    </message>
    <message>
        <source>Beside the table</source>
        <translation>Neben der Tabelle</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>Element</translation>
    </message>
    <message>
        <source>Setup</source>
        <translation>Einrichtung</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Retry failed</source>
        <translation>Fehlgeschlagene wiederholen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Find in inputs and results</source>
        <translation>In Eingaben und Ergebnissen suchen</translation>
    </message>
    <message>
        <source>%1 is written.</source>
        <translation>%1 ist geschrieben.</translation>
    </message>
    <message>
        <source>%1, item %2</source>
        <translation>%1, Element %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 over %n input(s)</source>
        <translation>
            <numerusform>%1 über %n Eingabe</numerusform>
            <numerusform>%1 über %n Eingaben</numerusform>
        </translation>
    </message>
    <message>
        <source>reading the items</source>
        <translation>Elemente werden gelesen</translation>
    </message>
    <message>
        <source>choose the items it runs over</source>
        <translation>die zu verarbeitenden Elemente wählen</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>aus %1</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>%1 von %2 fertig</translation>
    </message>
    <message numerus="yes">
        <source>%n at once</source>
        <translation>
            <numerusform>%n zugleich</numerusform>
            <numerusform>%n zugleich</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Retry %n failed</source>
        <translation>
            <numerusform>%n Fehlgeschlagenes wiederholen</numerusform>
            <numerusform>%n Fehlgeschlagene wiederholen</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Alle anhalten</translation>
    </message>
    <message>
        <source>Run all again</source>
        <translation>Alle erneut ausführen</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n item(s)</source>
        <translation>
            <numerusform>%1: %n Element</numerusform>
            <numerusform>%1: %n Elemente</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 finished</source>
        <translation>%1 fertig</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 timed out</source>
        <translation>%1 mit abgelaufener Zeit</translation>
    </message>
    <message>
        <source>%1 over limit</source>
        <translation>%1 über dem Limit</translation>
    </message>
    <message>
        <source>%1 stopped</source>
        <translation>%1 angehalten</translation>
    </message>
    <message>
        <source>%1 running</source>
        <translation>%1 laufen</translation>
    </message>
    <message>
        <source>%1 stopping</source>
        <translation>%1 halten an</translation>
    </message>
    <message>
        <source>%1 queued</source>
        <translation>%1 eingereiht</translation>
    </message>
    <message>
        <source>%1 % of the ended ones succeeded</source>
        <translation>%1 % der beendeten waren erfolgreich</translation>
    </message>
    <message>
        <source>Item %1</source>
        <translation>Element %1</translation>
    </message>
    <message>
        <source>Exporting %1</source>
        <translation>%1 wird exportiert</translation>
    </message>
    <message>
        <source>mean %1, longest %2</source>
        <translation>im Mittel %1, längstens %2</translation>
    </message>
    <message>
        <source>Show all items</source>
        <translation>Alle Elemente zeigen</translation>
    </message>
    <message>
        <source>Choose the items…</source>
        <translation>Elemente wählen…</translation>
    </message>
    <message>
        <source>Reading the items</source>
        <translation>Die Elemente werden gelesen</translation>
    </message>
    <message>
        <source>No item is like that</source>
        <translation>Kein Element ist so</translation>
    </message>
    <message>
        <source>Others are hidden by the filter or the search</source>
        <translation>Andere sind durch den Filter oder die Suche verborgen</translation>
    </message>
    <message>
        <source>No items yet</source>
        <translation>Noch keine Elemente</translation>
    </message>
    <message>
        <source>A file with a JSON array, JSON lines, or CSV with a head line</source>
        <translation>Eine Datei mit einem JSON-Array, JSON-Zeilen oder CSV mit Kopfzeile</translation>
    </message>
</context>
<context>
    <name>latchkey::capability</name>
    <message>
        <source>line %1 changed since you allowed this</source>
        <translation>Zeile %1 hat sich seit dem Erlauben geändert</translation>
    </message>
    <message>
        <source>The policy %1 forbids it, whatever is granted.</source>
        <translation>Die Richtlinie %1 verbietet es, was auch freigegeben ist.</translation>
    </message>
</context>
<context>
    <name>latchkey::compare</name>
    <message numerus="yes">
        <source>%n equal line(s)</source>
        <translation>
            <numerusform>%n gleiche Zeile</numerusform>
            <numerusform>%n gleiche Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more line(s) differ</source>
        <translation>
            <numerusform>%n weitere Zeile ist verschieden</numerusform>
            <numerusform>%n weitere Zeilen sind verschieden</numerusform>
        </translation>
    </message>
    <message>
        <source>not set</source>
        <translation>nicht gesetzt</translation>
    </message>
    <message numerus="yes">
        <source>%n more place(s) differ</source>
        <translation>
            <numerusform>%n weitere Stelle ist verschieden</numerusform>
            <numerusform>%n weitere Stellen sind verschieden</numerusform>
        </translation>
    </message>
    <message>
        <source>What lies more than %1 levels deep is too long to be compared</source>
        <translation>Was tiefer als %1 Ebenen liegt, ist zu lang für einen Vergleich</translation>
    </message>
</context>
<context>
    <name>latchkey::compare::DiffView</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>latchkey::editor</name>
    <message>
        <source>The pattern is too complicated for the text at line %1.</source>
        <translation>Das Muster ist zu verwickelt für den Text in Zeile %1.</translation>
    </message>
    <message>
        <source>The pattern is too complicated: at line %1 it tries more than %2 ways to match. A repetition inside of another does that.</source>
        <translation>Das Muster ist zu verwickelt: In Zeile %1 versucht es mehr als %2 Wege. Eine Wiederholung in einer anderen tut das.</translation>
    </message>
    <message>
        <source>The pattern is too long.</source>
        <translation>Das Muster ist zu lang.</translation>
    </message>
    <message>
        <source>The pattern is not complete: %1.</source>
        <translation>Das Muster ist nicht vollständig: %1.</translation>
    </message>
</context>
<context>
    <name>latchkey::editor::Breadcrumbs</name>
    <message>
        <source>Functions around the caret</source>
        <translation>Funktionen um den Cursor</translation>
    </message>
    <message>
        <source>Start of %1</source>
        <translation>Anfang von %1</translation>
    </message>
    <message>
        <source>Function %1</source>
        <translation>Funktion %1</translation>
    </message>
</context>
<context>
    <name>latchkey::editor::CodeAssist</name>
    <message>
        <source>%1, line %2</source>
        <translation>%1, Zeile %2</translation>
    </message>
    <message>
        <source>%1, %2 line %3</source>
        <translation>%1, %2 Zeile %3</translation>
    </message>
</context>
<context>
    <name>latchkey::editor::CodeEditor</name>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Code of %1</source>
        <translation>Code von %1</translation>
    </message>
</context>
<context>
    <name>latchkey::editor::CodeTip</name>
    <message>
        <source>Needs %1</source>
        <translation>Benötigt %1</translation>
    </message>
</context>
<context>
    <name>latchkey::editor::CompletionPopup</name>
    <message>
        <source>variable</source>
        <translation>Variable</translation>
    </message>
    <message>
        <source>parameter</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>property</source>
        <translation>Eigenschaft</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>Konstante</translation>
    </message>
    <message>
        <source>module</source>
        <translation>Modul</translation>
    </message>
    <message>
        <source>keyword</source>
        <translation>Schlüsselwort</translation>
    </message>
    <message>
        <source>snippet</source>
        <translation>Textbaustein</translation>
    </message>
    <message>
        <source>needs %1</source>
        <translation>benötigt %1</translation>
    </message>
    <message>
        <source>Completions</source>
        <translation>Vervollständigungen</translation>
    </message>
</context>
<context>
    <name>latchkey::editor::Document</name>
    <message>
        <source>untitled</source>
        <translation>unbenannt</translation>
    </message>
    <message>
        <source>%1 has invisible characters that make text read other than it runs. They are shown as marks.</source>
        <translation>%1 enthält unsichtbare Zeichen, durch die sich der Text anders liest, als er ausgeführt wird. Sie werden als Marken angezeigt.</translation>
    </message>
    <message numerus="yes">
        <source>%1 has %n NUL byte(s), shown as NUL.</source>
        <translation>
            <numerusform>%1 enthält %n NUL-Byte, angezeigt als NUL.</numerusform>
            <numerusform>%1 enthält %n NUL-Bytes, angezeigt als NUL.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 has a line of %2. Long lines are cut here and the file can not be edited.</source>
        <translation>%1 hat eine Zeile von %2. Lange Zeilen werden hier gekürzt, und die Datei kann nicht bearbeitet werden.</translation>
    </message>
    <message>
        <source>%1 has %2. Colours, folding and wrapping are off.</source>
        <translation>%1 hat %2. Farben, Einklappen und Umbruch sind aus.</translation>
    </message>
    <message>
        <source>%1 is read-only. Changes can be saved under another name.</source>
        <translation>%1 ist schreibgeschützt. Änderungen können unter anderem Namen gespeichert werden.</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>%1 wird gelesen</translation>
    </message>
    <message>
        <source>%1 is no %2 text</source>
        <translation>%1 ist kein Text in %2</translation>
    </message>
    <message>
        <source>%1 begins like UTF-16 text and is not. It can be looked at, not edited; its bytes stay as they are.</source>
        <translation>%1 beginnt wie Text in UTF-16 und ist keiner. Die Datei lässt sich ansehen, nicht bearbeiten; ihre Bytes bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>%1 is not UTF-8 text (line %2). It can be looked at, not edited, until it is read in another encoding: by the encoding in the status bar.</source>
        <translation>%1 ist kein Text in UTF-8 (Zeile %2). Die Datei lässt sich ansehen, aber erst bearbeiten, wenn sie mit der Kodierung in der Statusleiste anders gelesen wird.</translation>
    </message>
    <message>
        <source>%1 has characters that %2 has not. Save it in UTF-8, by the encoding in the status bar. The file is as it was.</source>
        <translation>%1 hat Zeichen, die es in %2 nicht gibt. Mit der Kodierung in der Statusleiste lässt es sich in UTF-8 speichern. Die Datei ist, wie sie war.</translation>
    </message>
</context>
<context>
    <name>latchkey::editor::FindBar</name>
    <message>
        <source>Find and replace</source>
        <translation>Suchen und ersetzen</translation>
    </message>
    <message>
        <source>Find in this file</source>
        <translation>In dieser Datei suchen</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>Groß-/Kleinschreibung</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>Ganze Wörter</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>Voriger Treffer</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>Nächster Treffer</translation>
    </message>
    <message>
        <source>Close the find bar</source>
        <translation>Suchleiste schließen</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Ersetzen durch</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>Alle ersetzen</translation>
    </message>
    <message>
        <source>from the other end</source>
        <translation>vom anderen Ende</translation>
    </message>
    <message>
        <source>No hits</source>
        <translation>Keine Treffer</translation>
    </message>
    <message>
        <source>%1 hits</source>
        <translation>%1 Treffer</translation>
    </message>
    <message numerus="yes">
        <source>%n replaced</source>
        <translation>
            <numerusform>%n ersetzt</numerusform>
            <numerusform>%n ersetzt</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep the case of what is replaced</source>
        <translation>Groß-/Kleinschreibung des Ersetzten beibehalten</translation>
    </message>
    <message>
        <source>Why nothing is found</source>
        <translation>Warum nichts gefunden wird</translation>
    </message>
    <message>
        <source>Only in the selection</source>
        <translation>Nur in der Auswahl</translation>
    </message>
    <message>
        <source>Search stopped</source>
        <translation>Suche angehalten</translation>
    </message>
    <message>
        <source>Finding %1</source>
        <translation>%1 suchen</translation>
    </message>
    <message>
        <source>Replacing %1</source>
        <translation>%1 ersetzen</translation>
    </message>
</context>
<context>
    <name>latchkey::editor::MarginOverlay</name>
    <message>
        <source>Margin of the editor</source>
        <translation>Rand des Editors</translation>
    </message>
</context>
<context>
    <name>latchkey::editor::Minimap</name>
    <message>
        <source>Minimap</source>
        <translation>Übersichtskarte</translation>
    </message>
    <message>
        <source>The whole text, small. The code beside it can be read.</source>
        <translation>Der ganze Text in klein. Lesbar ist der Code daneben.</translation>
    </message>
</context>
<context>
    <name>latchkey::editor::RecoveryJournal</name>
    <message>
        <source>Unsaved text can not be kept safe: %1</source>
        <translation>Ungespeicherter Text kann nicht gesichert werden: %1</translation>
    </message>
</context>
<context>
    <name>latchkey::editor::RenamePanel</name>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>Neuer Name</translation>
    </message>
    <message>
        <source>What renaming changes</source>
        <translation>Was das Umbenennen ändert</translation>
    </message>
    <message>
        <source>Lines after renaming</source>
        <translation>Zeilen nach dem Umbenennen</translation>
    </message>
    <message>
        <source>The same name</source>
        <translation>Derselbe Name</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n Stelle</numerusform>
            <numerusform>%n Stellen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, the first %2 lines are shown</source>
        <translation>%1, die ersten %2 Zeilen sind zu sehen</translation>
    </message>
    <message>
        <source>%1. Enter renames, Escape leaves it</source>
        <translation>%1. Eingabe benennt um, Escape lässt es</translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n file(s)</source>
        <translation>
            <numerusform>%1 in %n Datei</numerusform>
            <numerusform>%1 in %n Dateien</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>latchkey::editor::SafeFile</name>
    <message>
        <source>the disk is full</source>
        <translation>der Datenträger ist voll</translation>
    </message>
    <message>
        <source>your share of the disk is used up</source>
        <translation>der zugeteilte Platz auf dem Datenträger ist aufgebraucht</translation>
    </message>
    <message>
        <source>the file would be larger than allowed here</source>
        <translation>die Datei wäre größer, als hier erlaubt ist</translation>
    </message>
    <message>
        <source>you have no permission</source>
        <translation>die Berechtigung fehlt</translation>
    </message>
    <message>
        <source>the disk can only be read</source>
        <translation>der Datenträger kann nur gelesen werden</translation>
    </message>
    <message>
        <source>the disk reported an error</source>
        <translation>der Datenträger meldet einen Fehler</translation>
    </message>
    <message>
        <source>it is not there</source>
        <translation>nicht vorhanden</translation>
    </message>
    <message>
        <source>a part of its path is not a folder</source>
        <translation>ein Teil des Pfades ist kein Ordner</translation>
    </message>
    <message>
        <source>its links lead in a circle</source>
        <translation>die Verknüpfungen führen im Kreis</translation>
    </message>
    <message>
        <source>its name is too long</source>
        <translation>der Name ist zu lang</translation>
    </message>
    <message>
        <source>too many files are open</source>
        <translation>zu viele Dateien sind geöffnet</translation>
    </message>
    <message>
        <source>%1 could not be read</source>
        <translation>%1 konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>%1 could not be opened</source>
        <translation>%1 konnte nicht geöffnet werden</translation>
    </message>
    <message>
        <source>The permissions of %1 could not be kept</source>
        <translation>Die Zugriffsrechte von %1 konnten nicht erhalten werden</translation>
    </message>
    <message>
        <source>%1 could not be brought to the disk</source>
        <translation>%1 konnte nicht auf den Datenträger gebracht werden</translation>
    </message>
    <message>
        <source>%1 is written, but its folder could not be brought to the disk</source>
        <translation>%1 ist geschrieben, aber der Ordner konnte nicht auf den Datenträger gebracht werden</translation>
    </message>
    <message>
        <source>%1 could not be written</source>
        <translation>%1 konnte nicht geschrieben werden</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <comment>what failed: why</comment>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>a folder</source>
        <translation>ein Ordner</translation>
    </message>
    <message>
        <source>a pipe</source>
        <translation>eine Pipe</translation>
    </message>
    <message>
        <source>a socket</source>
        <translation>ein Socket</translation>
    </message>
    <message>
        <source>a device</source>
        <translation>ein Gerät</translation>
    </message>
    <message>
        <source>%1 is %2, not a file.</source>
        <translation>%1 ist %2, keine Datei.</translation>
    </message>
    <message numerus="yes">
        <source>%1 is larger than %n MB, too large for the editor.</source>
        <translation>
            <numerusform>%1 ist größer als %n MB, zu groß für den Editor.</numerusform>
            <numerusform>%1 ist größer als %n MB, zu groß für den Editor.</numerusform>
        </translation>
    </message>
    <message>
        <source>The file on disk is as it was.</source>
        <translation>Die Datei auf dem Datenträger ist, wie sie war.</translation>
    </message>
    <message>
        <source>%1 was changed by another program since it was read here.</source>
        <translation>%1 wurde von einem anderen Programm geändert, seit die Datei hier gelesen wurde.</translation>
    </message>
    <message>
        <source>%1 is read-only. Save it under another name, or make it writable.</source>
        <translation>%1 ist schreibgeschützt. Unter anderem Namen speichern oder den Schreibschutz aufheben.</translation>
    </message>
    <message>
        <source>%1 had other names (hard links); they still hold the old text.</source>
        <translation>%1 hatte weitere Namen (harte Verknüpfungen); sie enthalten noch den alten Text.</translation>
    </message>
    <message>
        <source>The folder %1 is not there.</source>
        <translation>Der Ordner %1 ist nicht vorhanden.</translation>
    </message>
    <message>
        <source>%1 could not be saved: in the folder %2 nothing can be written.</source>
        <translation>%1 konnte nicht gespeichert werden: Im Ordner %2 kann nichts geschrieben werden.</translation>
    </message>
    <message>
        <source>%1 belonged to someone else; the saved file is yours.</source>
        <translation>%1 gehörte jemand anderem; die gespeicherte Datei gehört Ihnen.</translation>
    </message>
    <message>
        <source>Some extended attributes of %1 could not be kept.</source>
        <translation>Einige erweiterte Attribute von %1 konnten nicht erhalten werden.</translation>
    </message>
</context>
<context>
    <name>latchkey::editor::SplitView</name>
    <message>
        <source>Second view of the code</source>
        <translation>Zweite Ansicht des Codes</translation>
    </message>
</context>
<context>
    <name>latchkey::editor::SyntaxLexer</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>latchkey::help::HelpBook</name>
    <message>
        <source>Told of</source>
        <translation>Gemeldet</translation>
    </message>
    <message>
        <source>Mended</source>
        <translation>Behoben</translation>
    </message>
    <message>
        <source>Built-in functions</source>
        <translation>Eingebaute Funktionen</translation>
    </message>
    <message>
        <source>There without an import.</source>
        <translation>Ohne Import vorhanden.</translation>
    </message>
    <message>
        <source>Methods of strings</source>
        <translation>Methoden von Zeichenketten</translation>
    </message>
    <message>
        <source>Methods of arrays</source>
        <translation>Methoden von Listen</translation>
    </message>
    <message>
        <source>Methods of objects</source>
        <translation>Methoden von Objekten</translation>
    </message>
    <message>
        <source>also called %1</source>
        <translation>auch %1 genannt</translation>
    </message>
    <message>
        <source>Values of the module %1</source>
        <translation>Werte des Moduls %1</translation>
    </message>
    <message>
        <source>Too large to be compiled</source>
        <translation>Zu groß zum Übersetzen</translation>
    </message>
    <message>
        <source>A function has more variables, constants or nested parts than a compiled script can hold. Split it into smaller functions, or read large data from a file.</source>
        <translation>Eine Funktion hat mehr Variablen, Konstanten oder verschachtelte Teile, als ein übersetztes Skript fassen kann. Sie in kleinere Funktionen teilen oder große Daten aus einer Datei lesen.</translation>
    </message>
    <message>
        <source>Unknown name</source>
        <translation>Unbekannter Name</translation>
    </message>
    <message>
        <source>A name is read that nothing in this file binds: no variable, function, parameter or import, and no built-in function. Usually it is misspelled, or an import is missing.</source>
        <translation>Ein Name wird gelesen, den nichts in dieser Datei bindet: keine Variable, keine Funktion, kein Parameter, kein Import und keine eingebaute Funktion. Meist ist er falsch geschrieben, oder ein Import fehlt.</translation>
    </message>
    <message>
        <source>A function that scripts may not have</source>
        <translation>Eine Funktion, die Skripte nicht haben dürfen</translation>
    </message>
    <message>
        <source>The name belongs to a dangerous function of Python. It does not exist here, and a script that calls it is not run, so that nobody takes it for harmless.</source>
        <translation>Der Name gehört zu einer gefährlichen Funktion von Python. Es gibt sie hier nicht, und ein Skript, das sie aufruft, wird nicht ausgeführt, damit niemand sie für harmlos hält.</translation>
    </message>
    <message>
        <source>Code made from text</source>
        <translation>Code aus Text</translation>
    </message>
    <message>
        <source>Running text as code would go round every check. Use a function, or an object of functions to choose from.</source>
        <translation>Text als Code auszuführen würde jede Prüfung umgehen. Stattdessen eine Funktion verwenden oder ein Objekt, das Funktionen zur Wahl enthält.</translation>
    </message>
    <message>
        <source>A name with two underscores at both ends</source>
        <translation>Ein Name mit zwei Unterstrichen an beiden Enden</translation>
    </message>
    <message>
        <source>Such names reach into the machinery in other languages. Scripts can not use them; choose another name.</source>
        <translation>Solche Namen greifen in anderen Sprachen in das Getriebe. Skripte können sie nicht verwenden; einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>A module that scripts may not have</source>
        <translation>Ein Modul, das Skripte nicht haben dürfen</translation>
    </message>
    <message>
        <source>The module gives free access to the machine and is not available. The standard modules do the same things and ask first.</source>
        <translation>Das Modul gibt freien Zugriff auf den Rechner und ist nicht verfügbar. Die Standardmodule leisten dasselbe und fragen vorher.</translation>
    </message>
    <message>
        <source>A permission that has to be looked at</source>
        <translation>Eine Berechtigung, die zu prüfen ist</translation>
    </message>
    <message>
        <source>A capability block allows to execute programs or use the system without saying which. Name what it is for.</source>
        <translation>Ein capability-Block erlaubt, Programme auszuführen oder das System zu nutzen, ohne zu sagen, welche. Nennen, wofür er gedacht ist.</translation>
    </message>
    <message>
        <source>The file is too large</source>
        <translation>Die Datei ist zu groß</translation>
    </message>
    <message>
        <source>Scripts can have up to 1 GB of text.</source>
        <translation>Skripte können bis zu 1 GB Text haben.</translation>
    </message>
    <message>
        <source>The file is not UTF-8</source>
        <translation>Die Datei ist kein UTF-8</translation>
    </message>
    <message>
        <source>Scripts are UTF-8 text. Open the file, and save it: the editor writes UTF-8.</source>
        <translation>Skripte sind UTF-8-Text. Die Datei öffnen und speichern: der Editor schreibt UTF-8.</translation>
    </message>
    <message>
        <source>break outside of a loop</source>
        <translation>break außerhalb einer Schleife</translation>
    </message>
    <message>
        <source>break leaves the loop around it; here is none. In a function inside a loop, use return.</source>
        <translation>break verlässt die umgebende Schleife; hier gibt es keine. In einer Funktion innerhalb einer Schleife return verwenden.</translation>
    </message>
    <message>
        <source>A character that means nothing here</source>
        <translation>Ein Zeichen, das hier nichts bedeutet</translation>
    </message>
    <message>
        <source>Outside of strings and comments the language knows only letters without accents, digits and its own signs. Comments begin with //, strings stand in double or single quotes.</source>
        <translation>Außerhalb von Zeichenketten und Kommentaren kennt die Sprache nur Buchstaben ohne Akzente, Ziffern und ihre eigenen Zeichen. Kommentare beginnen mit //, Zeichenketten stehen in doppelten oder einfachen Anführungszeichen.</translation>
    </message>
    <message>
        <source>continue outside of a loop</source>
        <translation>continue außerhalb einer Schleife</translation>
    </message>
    <message>
        <source>continue goes on with the next round of the loop around it; here is none.</source>
        <translation>continue fährt mit dem nächsten Durchgang der umgebenden Schleife fort; hier gibt es keine.</translation>
    </message>
    <message>
        <source>The file ends too early</source>
        <translation>Die Datei endet zu früh</translation>
    </message>
    <message>
        <source>A bracket was opened and never closed, or the last statement has no semicolon. The place told is the end of the file; look for the block that is open.</source>
        <translation>Eine Klammer wurde geöffnet und nie geschlossen, oder der letzten Anweisung fehlt das Semikolon. Die genannte Stelle ist das Ende der Datei; den offenen Block suchen.</translation>
    </message>
    <message>
        <source>Nested too deep</source>
        <translation>Zu tief verschachtelt</translation>
    </message>
    <message>
        <source>Brackets or blocks lie inside each other more often than any person writes. Split the expression.</source>
        <translation>Klammern oder Blöcke liegen öfter ineinander, als ein Mensch es schreibt. Den Ausdruck teilen.</translation>
    </message>
    <message>
        <source>nonlocal without a variable outside</source>
        <translation>nonlocal ohne Variable außerhalb</translation>
    </message>
    <message>
        <source>nonlocal makes assignments go to a variable outside of the function. There must be one, it can not be a parameter of the same function, and at the top of the file there is no outside.</source>
        <translation>nonlocal lenkt Zuweisungen an eine Variable außerhalb der Funktion. Es muss sie geben, sie kann kein Parameter derselben Funktion sein, und auf oberster Ebene der Datei gibt es kein Außerhalb.</translation>
    </message>
    <message>
        <source>A parameter twice</source>
        <translation>Ein Parameter doppelt</translation>
    </message>
    <message>
        <source>Two parameters of a function have the same name.</source>
        <translation>Zwei Parameter einer Funktion haben denselben Namen.</translation>
    </message>
    <message>
        <source>return outside of a function</source>
        <translation>return außerhalb einer Funktion</translation>
    </message>
    <message>
        <source>return ends a function with a value. At the top of the file, assign to result instead.</source>
        <translation>return beendet eine Funktion mit einem Wert. Auf oberster Ebene der Datei stattdessen result zuweisen.</translation>
    </message>
    <message>
        <source>A string without an end</source>
        <translation>Eine Zeichenkette ohne Ende</translation>
    </message>
    <message>
        <source>The quote that ends the string is missing on its line. A quote inside of a string is written \&quot;.</source>
        <translation>Das Anführungszeichen, das die Zeichenkette beendet, fehlt in ihrer Zeile. Ein Anführungszeichen in einer Zeichenkette wird \&quot; geschrieben.</translation>
    </message>
    <message>
        <source>Nothing can be assigned here</source>
        <translation>Hier kann nichts zugewiesen werden</translation>
    </message>
    <message>
        <source>Left of = stands a variable, a member (a.b), an element (a[0]), or a pattern of names.</source>
        <translation>Links von = steht eine Variable, ein Mitglied (a.b), ein Element (a[0]) oder ein Muster aus Namen.</translation>
    </message>
    <message>
        <source>Something else was expected here</source>
        <translation>Hier wurde etwas anderes erwartet</translation>
    </message>
    <message>
        <source>The text does not go on as the language wants it: often a semicolon, a bracket or a comma is missing just before. What was expected stands in the message.</source>
        <translation>Der Text geht nicht so weiter, wie die Sprache es verlangt: oft fehlt kurz davor ein Semikolon, eine Klammer oder ein Komma. Was erwartet wurde, steht in der Meldung.</translation>
    </message>
    <message>
        <source>Too many or too few arguments</source>
        <translation>Zu viele oder zu wenige Argumente</translation>
    </message>
    <message>
        <source>The function takes another number of arguments. The call raises type_error when it is reached.</source>
        <translation>Die Funktion nimmt eine andere Zahl von Argumenten. Der Aufruf löst type_error aus, wenn er erreicht wird.</translation>
    </message>
    <message>
        <source>An argument of the wrong type</source>
        <translation>Ein Argument vom falschen Typ</translation>
    </message>
    <message>
        <source>The parameter is declared with a type, and the value given is plainly of another one.</source>
        <translation>Der Parameter ist mit einem Typ deklariert, und der übergebene Wert hat offensichtlich einen anderen.</translation>
    </message>
    <message>
        <source>A capability for everything</source>
        <translation>Eine Fähigkeit für alles</translation>
    </message>
    <message>
        <source>The pattern holds for all there is. Whoever is asked will wonder; name the folder or host that is needed.</source>
        <translation>Das Muster gilt für alles, was es gibt. Wer gefragt wird, wundert sich; den benötigten Ordner oder Rechner nennen.</translation>
    </message>
    <message>
        <source>The condition is always the same</source>
        <translation>Die Bedingung ist immer gleich</translation>
    </message>
    <message>
        <source>The condition does not depend on anything, so one of the ways is never gone. An endless loop is written while (true).</source>
        <translation>Die Bedingung hängt von nichts ab, daher wird einer der Wege nie gegangen. Eine Endlosschleife wird while (true) geschrieben.</translation>
    </message>
    <message>
        <source>An except that is never reached</source>
        <translation>Ein except, das nie erreicht wird</translation>
    </message>
    <message>
        <source>The first except handles every error. Put what the others should do into it.</source>
        <translation>Das erste except behandelt jeden Fehler. Was die anderen tun sollen, gehört dort hinein.</translation>
    </message>
    <message>
        <source>The import was not found</source>
        <translation>Der Import wurde nicht gefunden</translation>
    </message>
    <message>
        <source>There is no standard module of this name, and no file of it beside the script or in the import paths.</source>
        <translation>Es gibt kein Standardmodul dieses Namens und keine solche Datei neben dem Skript oder in den Importpfaden.</translation>
    </message>
    <message>
        <source>A character that can not be seen</source>
        <translation>Ein Zeichen, das nicht zu sehen ist</translation>
    </message>
    <message>
        <source>Characters that take no room or turn the direction of the text can make code look other than it is. Remove it, or write it as an escape in a string.</source>
        <translation>Zeichen, die keinen Platz einnehmen oder die Schreibrichtung ändern, können Code anders aussehen lassen, als er ist. Das Zeichen entfernen oder in einer Zeichenkette als Escape-Folge schreiben.</translation>
    </message>
    <message>
        <source>The module has no such member</source>
        <translation>Das Modul hat kein solches Mitglied</translation>
    </message>
    <message>
        <source>Reading it gives nothing to call. Similar names stand in the advice.</source>
        <translation>Das Lesen ergibt nichts, was sich aufrufen lässt. Ähnliche Namen stehen im Hinweis.</translation>
    </message>
    <message>
        <source>Not every way returns a value</source>
        <translation>Nicht jeder Weg gibt einen Wert zurück</translation>
    </message>
    <message>
        <source>Some ways through the function end with return and a value, others just end, which gives null.</source>
        <translation>Einige Wege durch die Funktion enden mit return und einem Wert, andere enden einfach, was null ergibt.</translation>
    </message>
    <message>
        <source>Unknown function</source>
        <translation>Unbekannte Funktion</translation>
    </message>
    <message>
        <source>A name is called that nothing in this file binds. The call raises name_error when it is reached.</source>
        <translation>Ein Name wird aufgerufen, den nichts in dieser Datei bindet. Der Aufruf löst name_error aus, wenn er erreicht wird.</translation>
    </message>
    <message>
        <source>Overwritten before it is read</source>
        <translation>Überschrieben vor dem Lesen</translation>
    </message>
    <message>
        <source>The value is replaced before anybody looked at it. Is a line missing, or one too many?</source>
        <translation>Der Wert wird ersetzt, bevor ihn jemand angesehen hat. Fehlt eine Zeile, oder ist eine zu viel?</translation>
    </message>
    <message>
        <source>Compared with itself</source>
        <translation>Mit sich selbst verglichen</translation>
    </message>
    <message>
        <source>Both sides are the same name, so the answer is known. Usually one of them should be another.</source>
        <translation>Auf beiden Seiten steht derselbe Name, die Antwort steht also fest. Meist sollte einer davon ein anderer sein.</translation>
    </message>
    <message>
        <source>Hides a built-in function</source>
        <translation>Verdeckt eine eingebaute Funktion</translation>
    </message>
    <message>
        <source>From here on the name means this variable; the built-in function of that name can not be called any more.</source>
        <translation>Ab hier bezeichnet der Name diese Variable; die eingebaute Funktion dieses Namens kann nicht mehr aufgerufen werden.</translation>
    </message>
    <message>
        <source>Never reached</source>
        <translation>Nie erreicht</translation>
    </message>
    <message>
        <source>Nothing behind return, throw, break or continue runs in the same block.</source>
        <translation>Was im selben Block hinter return, throw, break oder continue steht, wird nicht ausgeführt.</translation>
    </message>
    <message>
        <source>The function is never used</source>
        <translation>Die Funktion wird nie verwendet</translation>
    </message>
    <message>
        <source>Nothing in the function around it calls it. Remove it, or call it.</source>
        <translation>Nichts in der umgebenden Funktion ruft sie auf. Entfernen oder aufrufen.</translation>
    </message>
    <message>
        <source>The import is never used</source>
        <translation>Der Import wird nie verwendet</translation>
    </message>
    <message>
        <source>Nothing in the file uses the module. Remove the line.</source>
        <translation>Nichts in der Datei verwendet das Modul. Die Zeile entfernen.</translation>
    </message>
    <message>
        <source>The variable is never read</source>
        <translation>Die Variable wird nie gelesen</translation>
    </message>
    <message>
        <source>A value is assigned and nobody looks at it. A name that begins with an underscore says that this is meant.</source>
        <translation>Ein Wert wird zugewiesen, und niemand sieht ihn an. Ein Name mit Unterstrich am Anfang sagt, dass dies gewollt ist.</translation>
    </message>
    <message>
        <source>The language</source>
        <translation>Die Sprache</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>Module</translation>
    </message>
    <message>
        <source>Functions of modules</source>
        <translation>Funktionen der Module</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>Methoden</translation>
    </message>
    <message>
        <source>Findings and errors</source>
        <translation>Befunde und Fehler</translation>
    </message>
    <message>
        <source>Values and types</source>
        <translation>Werte und Typen</translation>
    </message>
    <message>
        <source>A value is a number, a string, `true` or `false`, `null`, an array, an object or a function. Variables have no type; values do, and `typeof` tells it.

Falsy are `false`, `null`, `0`, the empty string, the empty array and the empty object; everything else is truthy.</source>
        <translation>Ein Wert ist eine Zahl, eine Zeichenkette, `true` oder `false`, `null`, eine Liste, ein Objekt oder eine Funktion. Variablen haben keinen Typ; Werte haben einen, und `typeof` nennt ihn.

Als falsch gelten `false`, `null`, `0`, die leere Zeichenkette, die leere Liste und das leere Objekt; alles andere gilt als wahr.</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Integers have as many digits as they need. `/` always gives a float, `%` has the sign of the divisor. Numbers with a point are floats.

Dividing by zero raises `zero_division`.</source>
        <translation>Ganze Zahlen haben so viele Stellen, wie sie brauchen. `/` ergibt immer eine Gleitkommazahl, `%` hat das Vorzeichen des Divisors. Zahlen mit Punkt sind Gleitkommazahlen.

Teilen durch null löst `zero_division` aus.</translation>
    </message>
    <message>
        <source>Strings</source>
        <translation>Zeichenketten</translation>
    </message>
    <message>
        <source>Strings stand in double or single quotes. A `+` beside a string literal joins whatever stands there; between variables both sides must be strings, and `str` makes one of any value.

Elements and slices work as with arrays, and strings never change: methods give new ones.</source>
        <translation>Zeichenketten stehen in doppelten oder einfachen Anführungszeichen. Ein `+` neben einer wörtlichen Zeichenkette verbindet, was immer dort steht; zwischen Variablen müssen beide Seiten Zeichenketten sein, und `str` macht aus jedem Wert eine.

Elemente und Ausschnitte funktionieren wie bei Listen, und Zeichenketten ändern sich nie: Methoden ergeben neue.</translation>
    </message>
    <message>
        <source>Variables and where they are seen</source>
        <translation>Variablen und wo sie sichtbar sind</translation>
    </message>
    <message>
        <source>Assigning makes a variable. At the top of a file it belongs to the file, in a function to the whole function; blocks make no scope of their own.

A function reads variables outside of it. To assign to one it says `nonlocal name;`, otherwise it gets a variable of its own.</source>
        <translation>Zuweisen legt eine Variable an. Auf oberster Ebene gehört sie zur Datei, in einer Funktion zur ganzen Funktion; Blöcke bilden keinen eigenen Bereich.

Eine Funktion liest Variablen außerhalb von ihr. Um einer davon zuzuweisen, schreibt sie `nonlocal name;`, sonst erhält sie eine eigene Variable.</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>Bedingungen</translation>
    </message>
    <message>
        <source>`if`, `elif` and `else` choose a block, `c ? a : b` chooses a value. `&amp;&amp;` and `||` give one of their operands and look at the second only when they must; `!` turns a condition round.</source>
        <translation>`if`, `elif` und `else` wählen einen Block, `c ? a : b` wählt einen Wert. `&amp;&amp;` und `||` ergeben einen ihrer Operanden und sehen den zweiten nur an, wenn sie müssen; `!` kehrt eine Bedingung um.</translation>
    </message>
    <message>
        <source>Loops</source>
        <translation>Schleifen</translation>
    </message>
    <message>
        <source>`for` goes over the elements of an array, the characters of a string, the keys of an object or the values of an iterator. `while` repeats as long as its condition holds. `break` leaves the loop, `continue` goes on with its next round.

`range` and `enumerate` give numbers to go over.</source>
        <translation>`for` durchläuft die Elemente einer Liste, die Zeichen einer Zeichenkette, die Schlüssel eines Objekts oder die Werte eines Iterators. `while` wiederholt, solange die Bedingung gilt. `break` verlässt die Schleife, `continue` fährt mit dem nächsten Durchgang fort.

`range` und `enumerate` liefern Zahlen zum Durchlaufen.</translation>
    </message>
    <message>
        <source>Functions</source>
        <translation>Funktionen</translation>
    </message>
    <message>
        <source>`function name(a, b) { ... }` binds a function to a name, `fn(a) =&gt; ...` is one without. Functions are values: they can be passed on, kept and returned. A call has as many arguments as there are parameters.

A function without `return` gives `null`.</source>
        <translation>`function name(a, b) { ... }` bindet eine Funktion an einen Namen, `fn(a) =&gt; ...` ist eine ohne. Funktionen sind Werte: sie können weitergereicht, aufbewahrt und zurückgegeben werden. Ein Aufruf hat so viele Argumente, wie es Parameter gibt.

Eine Funktion ohne `return` ergibt `null`.</translation>
    </message>
    <message>
        <source>Arrays</source>
        <translation>Listen</translation>
    </message>
    <message>
        <source>An array holds values in order. Indices begin at 0, negative ones count from the end, and `a[from:to]` is a new array of that part. `append`, `len`, `sorted` and many more work on it.</source>
        <translation>Eine Liste enthält Werte in einer Reihenfolge. Indizes beginnen bei 0, negative zählen vom Ende, und `a[from:to]` ist eine neue Liste dieses Teils. `append`, `len`, `sorted` und viele weitere arbeiten damit.</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Objekte</translation>
    </message>
    <message>
        <source>An object maps keys to values. Members are read and set with a point or in brackets. A `for` goes over the keys in the order they were added.</source>
        <translation>Ein Objekt ordnet Schlüsseln Werte zu. Mitglieder werden mit Punkt oder in Klammern gelesen und gesetzt. Ein `for` durchläuft die Schlüssel in der Reihenfolge, in der sie hinzukamen.</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>What goes wrong raises an error. `try` with `except (e)` handles it: `e.message`, `e.name` and `e.line` tell what and where. `finally` runs however the block ends. `throw` raises an error of your own, a text or an object.

Stop, time limits and memory limits can not be handled; their `finally` blocks still run.</source>
        <translation>Was misslingt, löst einen Fehler aus. `try` mit `except (e)` behandelt ihn: `e.message`, `e.name` und `e.line` sagen, was und wo. `finally` wird ausgeführt, wie immer der Block endet. `throw` löst einen eigenen Fehler aus, einen Text oder ein Objekt.

Anhalten, Zeitlimits und Speicherlimits können nicht behandelt werden; ihre `finally`-Blöcke werden trotzdem ausgeführt.</translation>
    </message>
    <message>
        <source>`import name;` makes the functions of a module available as `name.function`; `import name as other;` gives it another name. Standard modules come first, then files beside the script: `import lib.text;` reads `lib/text.ml`.

A file runs once, however often it is imported.</source>
        <translation>`import name;` macht die Funktionen eines Moduls als `name.function` verfügbar; `import name as other;` gibt ihm einen anderen Namen. Zuerst kommen Standardmodule, dann Dateien neben dem Skript: `import lib.text;` liest `lib/text.ml`.

Eine Datei wird einmal ausgeführt, wie oft sie auch importiert wird.</translation>
    </message>
    <message>
        <source>Inputs and results</source>
        <translation>Eingaben und Ergebnisse</translation>
    </message>
    <message>
        <source>Inputs of a run are variables that exist when the script begins. What the script assigns to `result` is shown in the Result pane and given to whoever started it. Arrays of objects can be looked at as a table there.</source>
        <translation>Eingaben eines Laufs sind Variablen, die beim Beginn des Skripts vorhanden sind. Was das Skript `result` zuweist, wird im Bereich Ergebnis angezeigt und an den übergeben, der es gestartet hat. Listen von Objekten können dort als Tabelle angesehen werden.</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>A script starts with no rights. Functions that reach outside ask when they are called: which file, which host, which line. A denied call raises an error that can be handled.

A `capability` block says beforehand what the script will ask for; it grants nothing.</source>
        <translation>Ein Skript beginnt ohne Rechte. Funktionen, die nach außen greifen, fragen beim Aufruf: welche Datei, welcher Rechner, welche Zeile. Ein verweigerter Aufruf löst einen Fehler aus, der behandelt werden kann.

Ein `capability`-Block sagt vorab, worum das Skript bitten wird; er gibt nichts frei.</translation>
    </message>
    <message>
        <source>Doing several things at once</source>
        <translation>Mehreres zugleich tun</translation>
    </message>
    <message>
        <source>`async.spawn` starts a function as a task and goes on; `async.gather` waits for several and gives their values. Waiting holds no thread, so ten thousand tasks can wait together. Tasks of one script share its variables.</source>
        <translation>`async.spawn` startet eine Funktion als Aufgabe und fährt fort; `async.gather` wartet auf mehrere und ergibt ihre Werte. Warten belegt keinen Thread, daher können zehntausend Aufgaben zusammen warten. Die Aufgaben eines Skripts teilen sich seine Variablen.</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>`progress.track` goes over values and shows how far it is; `progress.report` tells it by hand. The bar and the remaining time appear in the run&apos;s row.</source>
        <translation>`progress.track` durchläuft Werte und zeigt, wie weit es ist; `progress.report` meldet es von Hand. Balken und Restzeit erscheinen in der Zeile des Laufs.</translation>
    </message>
    <message>
        <source>Comments and statements</source>
        <translation>Kommentare und Anweisungen</translation>
    </message>
    <message>
        <source>A comment goes from `//` to the end of the line. Statements end with a semicolon; blocks stand in braces and need none.</source>
        <translation>Ein Kommentar reicht von `//` bis zum Ende der Zeile. Anweisungen enden mit einem Semikolon; Blöcke stehen in geschweiften Klammern und brauchen keines.</translation>
    </message>
    <message>
        <source>When doing things at once pays</source>
        <translation>Wann es sich lohnt, mehreres zugleich zu tun</translation>
    </message>
    <message>
        <source>Tasks of one script take turns on one thread. They help where the script waits: sixteen waits of 20 ms take 20 ms together. They do not help where it computes.

`parallel.map` gives the items to copies of the function on all processors. That helps where it computes: sixteen computations that took 20.6 ms one after the other took 10.7 ms on two processors. Each item costs the way there and back, so it pays from about ten microseconds of work an item.

The example measures both on this machine.</source>
        <translation>Die Aufgaben eines Skripts wechseln sich auf einem Thread ab. Sie helfen, wo das Skript wartet: sechzehnmal 20 ms warten dauert zusammen 20 ms. Wo es rechnet, helfen sie nicht.

`parallel.map` gibt die Elemente an Kopien der Funktion auf allen Prozessoren. Das hilft, wo gerechnet wird: sechzehn Berechnungen, die nacheinander 20,6 ms dauerten, dauerten auf zwei Prozessoren 10,7 ms. Jedes Element kostet den Weg hin und zurück, es lohnt sich also ab etwa zehn Mikrosekunden Arbeit je Element.

Das Beispiel misst beides auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>The Session pane runs what is typed at once, beside the scripts. Each input is a piece of a script whose last semicolon may be missing; the value of a last expression is shown, and a list or an object opens in Result. Variables, functions, imports and permissions stay until `.reset`, also when an input fails or is stopped.

Enter runs what is complete, Shift+Enter begins a line. Up and Down go through earlier inputs that begin like what stands before the caret, Tab completes. An input that is sent while another runs waits for it; Ctrl+C stops.

`.grant file.read:./data/**` allows something for this session, `.revoke` takes it back, `.capabilities` lists what is allowed, `.help` shows all of this. From the editor, a selection or the statement at the caret can be sent to the session.</source>
        <translation>Der Bereich Sitzung führt Eingegebenes sofort aus, neben den Skripten. Jede Eingabe ist ein Stück eines Skripts, dessen letztes Semikolon fehlen darf; der Wert eines letzten Ausdrucks wird gezeigt, und eine Liste oder ein Objekt öffnet sich im Ergebnis. Variablen, Funktionen, Importe und Berechtigungen bleiben bis `.reset`, auch wenn eine Eingabe fehlschlägt oder angehalten wird.

Enter führt aus, was vollständig ist, Umschalt+Enter beginnt eine Zeile. Pfeil nach oben und unten gehen durch frühere Eingaben, die so beginnen wie der Text vor dem Cursor, Tab vervollständigt. Eine Eingabe, die abgeschickt wird, während eine andere läuft, wartet auf sie; Strg+C hält an.

`.grant file.read:./data/**` erlaubt etwas für diese Sitzung, `.revoke` nimmt es zurück, `.capabilities` listet, was erlaubt ist, `.help` zeigt all das. Aus dem Editor lässt sich eine Auswahl oder die Anweisung am Cursor an die Sitzung senden.</translation>
    </message>
</context>
<context>
    <name>latchkey::help::HelpPane</name>
    <message>
        <source>Back to the page before</source>
        <translation>Zurück zur vorigen Seite</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Search help</source>
        <translation>Hilfe durchsuchen</translation>
    </message>
    <message>
        <source>Help page</source>
        <translation>Hilfeseite</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Needs the permission `%1`, and asks for it when it is called.</source>
        <translation>Benötigt die Berechtigung `%1` und fragt beim Aufruf danach.</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Insert at the caret</source>
        <translation>Am Cursor einfügen</translation>
    </message>
    <message>
        <source>Run it</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>In examples</source>
        <translation>In Beispielen</translation>
    </message>
    <message>
        <source>Module</source>
        <translation>Modul</translation>
    </message>
    <message>
        <source>No page has the words “%1”.</source>
        <translation>Keine Seite enthält die Wörter „%1“.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more; another word finds less</source>
        <translation>
            <numerusform>und %n weitere; ein weiteres Wort findet weniger</numerusform>
            <numerusform>und %n weitere; ein weiteres Wort findet weniger</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>latchkey::history</name>
    <message>
        <source>Only the beginning of a large result is kept; its end is not compared</source>
        <translation>Von einem großen Ergebnis wird nur der Anfang behalten; sein Ende wird nicht verglichen</translation>
    </message>
    <message>
        <source>(what is between here was not kept)</source>
        <translation>(was dazwischen liegt, wurde nicht behalten)</translation>
    </message>
    <message>
        <source>Only the beginning and the end of a long output are kept and compared</source>
        <translation>Von einer langen Ausgabe werden nur Anfang und Ende behalten und verglichen</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Angaben</translation>
    </message>
    <message>
        <source>%1 in between were not kept
</source>
        <translation>%1 dazwischen wurden nicht behalten
</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>allowed (%1)</source>
        <translation>erlaubt (%1)</translation>
    </message>
    <message>
        <source>denied (%1)</source>
        <translation>verweigert (%1)</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>gestern %1</translation>
    </message>
    <message>
        <source>Latchkey closed while it ran</source>
        <translation>Latchkey wurde währenddessen geschlossen</translation>
    </message>
    <message>
        <source>by you, at line %1</source>
        <translation>durch Sie, in Zeile %1</translation>
    </message>
    <message>
        <source>by you</source>
        <translation>durch Sie</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n denied</source>
        <translation>
            <numerusform>%n verweigert</numerusform>
            <numerusform>%n verweigert</numerusform>
        </translation>
    </message>
    <message>
        <source>from cache</source>
        <translation>aus dem Zwischenspeicher</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>Skript</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>%1, compiled in %2, waited %3</source>
        <translation>%1, übersetzt in %2, gewartet %3</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Limits</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>in %1, line %2</source>
        <translation>in %1, Zeile %2</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Eingaben</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>Granted</source>
        <translation>Freigegeben</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Genutzt</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>Verweigert</translation>
    </message>
    <message>
        <source>It used none</source>
        <translation>Keine genutzt</translation>
    </message>
    <message>
        <source>Granted %1</source>
        <translation>Freigegeben %1</translation>
    </message>
    <message>
        <source>Denied %1</source>
        <translation>Verweigert %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
</context>
<context>
    <name>latchkey::history::ComparisonPage</name>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Eingaben</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>The results are equal</source>
        <translation>Die Ergebnisse sind gleich</translation>
    </message>
    <message>
        <source>Both printed the same</source>
        <translation>Beide gaben dasselbe aus</translation>
    </message>
    <message>
        <source>Both ran the same text</source>
        <translation>Beide führten denselben Text aus</translation>
    </message>
    <message>
        <source>Both had the same inputs</source>
        <translation>Beide hatten dieselben Eingaben</translation>
    </message>
    <message>
        <source>Both used the same permissions</source>
        <translation>Beide nutzten dieselben Berechtigungen</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>Alle Läufe</translation>
    </message>
    <message>
        <source>Close this comparison</source>
        <translation>Diesen Vergleich schließen</translation>
    </message>
    <message>
        <source>Comparison of two runs</source>
        <translation>Vergleich zweier Läufe</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Was sich unterscheidet</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Vergleich läuft…</translation>
    </message>
    <message>
        <source>%1, equal</source>
        <translation>%1, gleich</translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n Unterschied</numerusform>
            <numerusform>%n Unterschiede</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>latchkey::history::DetailsPage</name>
    <message>
        <source>All runs</source>
        <translation>Alle Läufe</translation>
    </message>
    <message>
        <source>Close this run</source>
        <translation>Diesen Lauf schließen</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Erneut ausführen</translation>
    </message>
    <message>
        <source>More for this run</source>
        <translation>Mehr zu diesem Lauf</translation>
    </message>
    <message>
        <source>A run of the history</source>
        <translation>Ein Lauf aus dem Verlauf</translation>
    </message>
    <message>
        <source>Output of then</source>
        <translation>Damalige Ausgabe</translation>
    </message>
    <message>
        <source>Result of then</source>
        <translation>Damaliges Ergebnis</translation>
    </message>
    <message>
        <source>Text of then</source>
        <translation>Damaliger Text</translation>
    </message>
    <message>
        <source>Facts about the run</source>
        <translation>Angaben zum Lauf</translation>
    </message>
    <message>
        <source>It printed nothing</source>
        <translation>Es wurde nichts ausgegeben</translation>
    </message>
    <message>
        <source>It did not set `result`</source>
        <translation>`result` wurde nicht gesetzt</translation>
    </message>
    <message>
        <source>Its text is not kept</source>
        <translation>Der Text wurde nicht behalten</translation>
    </message>
    <message>
        <source>Texts over 4 MB are not</source>
        <translation>Texte über 4 MB werden nicht behalten</translation>
    </message>
</context>
<context>
    <name>latchkey::history::HistoryPane</name>
    <message>
        <source>Script, output, error, inputs</source>
        <translation>Skript, Ausgabe, Fehler, Eingaben</translation>
    </message>
    <message>
        <source>All outcomes</source>
        <translation>Alle Ausgänge</translation>
    </message>
    <message>
        <source>All scripts</source>
        <translation>Alle Skripte</translation>
    </message>
    <message>
        <source>Kept for ever</source>
        <translation>Dauerhaft behalten</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>History of runs</source>
        <translation>Verlauf der Läufe</translation>
    </message>
    <message>
        <source>Only runs that are kept for ever</source>
        <translation>Nur dauerhaft behaltene Läufe</translation>
    </message>
    <message>
        <source>Select two runs to compare them</source>
        <translation>Zum Vergleichen zwei Läufe auswählen</translation>
    </message>
    <message>
        <source>Outcomes</source>
        <translation>Ausgänge</translation>
    </message>
    <message>
        <source>Scripts</source>
        <translation>Skripte</translation>
    </message>
    <message>
        <source>More for this run</source>
        <translation>Mehr zu diesem Lauf</translation>
    </message>
    <message>
        <source>That run is not kept any more</source>
        <translation>Dieser Lauf wird nicht mehr aufbewahrt</translation>
    </message>
    <message numerus="yes">
        <source>Searching, %n found</source>
        <translation>
            <numerusform>Suche läuft, %n gefunden</numerusform>
            <numerusform>Suche läuft, %n gefunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n Lauf</numerusform>
            <numerusform>%n Läufe</numerusform>
        </translation>
    </message>
    <message>
        <source>No run is like that</source>
        <translation>Kein Lauf passt dazu</translation>
    </message>
    <message>
        <source>Search for other words, or show all</source>
        <translation>Nach anderen Wörtern suchen oder alle anzeigen</translation>
    </message>
    <message>
        <source>There is no run before it of the same script</source>
        <translation>Es gibt keinen früheren Lauf desselben Skripts</translation>
    </message>
    <message>
        <source>Copied the command line</source>
        <translation>Befehlszeile kopiert</translation>
    </message>
    <message>
        <source>Copied the run as JSON</source>
        <translation>Lauf als JSON kopiert</translation>
    </message>
    <message>
        <source>No run is kept yet</source>
        <translation>Noch ist kein Lauf aufbewahrt</translation>
    </message>
    <message>
        <source>The settings say that no runs are kept</source>
        <translation>Laut Einstellungen werden keine Läufe aufbewahrt</translation>
    </message>
    <message>
        <source>Each run is kept here with its text, inputs, output and result</source>
        <translation>Jeder Lauf wird hier mit Text, Eingaben, Ausgabe und Ergebnis aufbewahrt</translation>
    </message>
    <message numerus="yes">
        <source>Each run is kept here with its text, inputs, output and result, for %n day(s)</source>
        <translation>
            <numerusform>Jeder Lauf wird hier mit Text, Eingaben, Ausgabe und Ergebnis %n Tag lang aufbewahrt</numerusform>
            <numerusform>Jeder Lauf wird hier mit Text, Eingaben, Ausgabe und Ergebnis %n Tage lang aufbewahrt</numerusform>
        </translation>
    </message>
    <message>
        <source>Searching the history</source>
        <translation>Verlauf wird durchsucht</translation>
    </message>
    <message>
        <source>Comparing two runs</source>
        <translation>Zwei Läufe werden verglichen</translation>
    </message>
</context>
<context>
    <name>latchkey::history::HistoryView</name>
    <message>
        <source>History of runs</source>
        <translation>Verlauf der Läufe</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Compare these two</source>
        <translation>Diese beiden vergleichen</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n run(s)…</source>
        <translation>
            <numerusform>%n Lauf löschen…</numerusform>
            <numerusform>%n Läufe löschen…</numerusform>
        </translation>
    </message>
    <message>
        <source>Run again with the same text and inputs</source>
        <translation>Mit demselben Text und denselben Eingaben erneut ausführen</translation>
    </message>
    <message>
        <source>Open the text of then</source>
        <translation>Damaligen Text öffnen</translation>
    </message>
    <message>
        <source>Use its inputs</source>
        <translation>Eingaben übernehmen</translation>
    </message>
    <message>
        <source>Compare with the run before</source>
        <translation>Mit dem Lauf davor vergleichen</translation>
    </message>
    <message>
        <source>Do not keep for ever</source>
        <translation>Nicht dauerhaft behalten</translation>
    </message>
    <message>
        <source>Keep for ever</source>
        <translation>Dauerhaft behalten</translation>
    </message>
    <message>
        <source>Copy as</source>
        <translation>Kopieren als</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
</context>
<context>
    <name>latchkey::jobs::JobRow</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Hält an</translation>
    </message>
    <message>
        <source>Stopping: %1</source>
        <translation>Hält an: %1</translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <translation>Abbrechen: %1</translation>
    </message>
</context>
<context>
    <name>latchkey::jobs::JobStack</name>
    <message>
        <source>Fold away</source>
        <translation>Einklappen</translation>
    </message>
    <message>
        <source>Background jobs</source>
        <translation>Hintergrundarbeiten</translation>
    </message>
    <message>
        <source>In the background</source>
        <translation>Im Hintergrund</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>latchkey::journal</name>
    <message>
        <source>The history of runs could not be read (%1). It is kept as %2.damaged, and a new one was begun.</source>
        <translation>Der Verlauf der Läufe konnte nicht gelesen werden (%1). Er bleibt als %2.damaged erhalten, und ein neuer wurde begonnen.</translation>
    </message>
    <message>
        <source>Runs can not be kept in the history at the moment: %1.</source>
        <translation>Läufe können zurzeit nicht im Verlauf behalten werden: %1.</translation>
    </message>
</context>
<context>
    <name>latchkey::output</name>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>called from </source>
        <translation>aufgerufen von </translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source> and %1 more</source>
        <translation> und %1 weiteren</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>Lauf %1</translation>
    </message>
    <message>
        <source>Stopped %1</source>
        <translation>Angehalten %1</translation>
    </message>
    <message>
        <source>result: %1</source>
        <translation>Ergebnis: %1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more call(s)</source>
        <translation>
            <numerusform>und %n weiterer Aufruf</numerusform>
            <numerusform>und %n weitere Aufrufe</numerusform>
        </translation>
    </message>
    <message>
        <source>A grant of `%1` would have been enough.</source>
        <translation>Die Freigabe `%1` hätte gereicht.</translation>
    </message>
    <message>
        <source>Allow it in Permissions</source>
        <translation>In den Berechtigungen erlauben</translation>
    </message>
    <message>
        <source>Latchkey opens its own folders to no script.</source>
        <translation>Seine eigenen Ordner öffnet Latchkey keinem Skript.</translation>
    </message>
    <message>
        <source>The policy %1 forbids it, whatever is granted.</source>
        <translation>Die Richtlinie %1 verbietet es, was auch freigegeben ist.</translation>
    </message>
    <message>
        <source>Show the ledger</source>
        <translation>Journal zeigen</translation>
    </message>
    <message>
        <source>Copy a report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Latchkey failed here, not the script.</source>
        <translation>Hier ist Latchkey gescheitert, nicht das Skript.</translation>
    </message>
</context>
<context>
    <name>latchkey::output::InputBar</name>
    <message>
        <source>Line for the script</source>
        <translation>Zeile für das Skript</translation>
    </message>
    <message>
        <source>Send line</source>
        <translation>Zeile senden</translation>
    </message>
    <message>
        <source>End input</source>
        <translation>Eingabe beenden</translation>
    </message>
    <message>
        <source>The script asks for a line:</source>
        <translation>Das Skript fragt nach einer Zeile:</translation>
    </message>
</context>
<context>
    <name>latchkey::output::OutputPane</name>
    <message>
        <source>Press F5 to run the script</source>
        <translation>F5 startet das Skript</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Find in the output</source>
        <translation>In der Ausgabe suchen</translation>
    </message>
    <message>
        <source>Copy the selection, or everything</source>
        <translation>Auswahl oder alles kopieren</translation>
    </message>
    <message>
        <source>Clear the output</source>
        <translation>Ausgabe leeren</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Nächster Treffer</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>Suche schließen</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>Weitersuchen</translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation>Rückwärts suchen</translation>
    </message>
    <message>
        <source>Save output as</source>
        <translation>Ausgabe speichern unter</translation>
    </message>
    <message>
        <source>Bring back what was cleared</source>
        <translation>Geleertes zurückholen</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>Suche läuft</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>%1 gefunden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>More for the output</source>
        <translation>Mehr zur Ausgabe</translation>
    </message>
    <message>
        <source>Show when each line was printed</source>
        <translation>Zeit jeder Zeile anzeigen</translation>
    </message>
    <message>
        <source>Wrap long lines of the output</source>
        <translation>Lange Zeilen der Ausgabe umbrechen</translation>
    </message>
    <message>
        <source>Copy with time stamps</source>
        <translation>Mit Zeitstempeln kopieren</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Als Markdown kopieren</translation>
    </message>
    <message>
        <source>Save all output as…</source>
        <translation>Gesamte Ausgabe speichern unter…</translation>
    </message>
    <message>
        <source>Copy the output with time stamps</source>
        <translation>Ausgabe mit Zeitstempeln kopieren</translation>
    </message>
    <message>
        <source>Copy the output as Markdown</source>
        <translation>Ausgabe als Markdown kopieren</translation>
    </message>
    <message>
        <source>The output was cleared</source>
        <translation>Die Ausgabe wurde geleert</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>%1 wird gespeichert</translation>
    </message>
</context>
<context>
    <name>latchkey::output::OutputView</name>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>%1 new</source>
        <translation>%1 neu</translation>
    </message>
    <message>
        <source>Show %1 new lines</source>
        <translation>%1 neue Zeilen anzeigen</translation>
    </message>
    <message>
        <source>%1 lines not shown</source>
        <translation>%1 Zeilen nicht angezeigt</translation>
    </message>
    <message>
        <source>Open full log</source>
        <translation>Ganzes Protokoll öffnen</translation>
    </message>
    <message>
        <source>%1 on disk</source>
        <translation>%1 auf dem Datenträger</translation>
    </message>
    <message>
        <source>(%1 lines not shown)</source>
        <translation>(%1 Zeilen nicht angezeigt)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1, Zeile %2</translation>
    </message>
    <message>
        <source>Opens the ledger of the run</source>
        <translation>Öffnet das Journal des Laufs</translation>
    </message>
    <message>
        <source>Versions, platform and the last lines of the log, to tell of a fault</source>
        <translation>Versionen, Plattform und die letzten Zeilen des Protokolls, um einen Fehler zu melden</translation>
    </message>
    <message>
        <source>Shows the whole value in Result</source>
        <translation>Zeigt den ganzen Wert im Ergebnis</translation>
    </message>
</context>
<context>
    <name>latchkey::output::ProblemsModel</name>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>latchkey::output::ProblemsPane</name>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>Keine Probleme</translation>
    </message>
    <message>
        <source>Open files are checked while you type</source>
        <translation>Offene Dateien werden beim Tippen geprüft</translation>
    </message>
</context>
<context>
    <name>latchkey::output::ProblemsView</name>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>Erklären</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Gehe zu</translation>
    </message>
</context>
<context>
    <name>latchkey::permissions</name>
    <message>
        <source>wants to connect to %1</source>
        <translation>möchte sich mit %1 verbinden</translation>
    </message>
    <message>
        <source>It may already connect to %1.</source>
        <translation>Es darf sich bereits mit %1 verbinden.</translation>
    </message>
    <message>
        <source>It may connect to nothing yet.</source>
        <translation>Es darf sich noch mit nichts verbinden.</translation>
    </message>
    <message>
        <source>wants to set the variable %1</source>
        <translation>möchte die Variable %1 setzen</translation>
    </message>
    <message>
        <source>It may already set the variable %1.</source>
        <translation>Es darf bereits die Variable %1 setzen.</translation>
    </message>
    <message>
        <source>It may set no variable yet.</source>
        <translation>Es darf noch keine Variable setzen.</translation>
    </message>
    <message>
        <source>wants to read the variable %1</source>
        <translation>möchte die Variable %1 lesen</translation>
    </message>
    <message>
        <source>It may already read the variable %1.</source>
        <translation>Es darf bereits die Variable %1 lesen.</translation>
    </message>
    <message>
        <source>It may read no variable yet.</source>
        <translation>Es darf noch keine Variable lesen.</translation>
    </message>
    <message>
        <source>wants to read %1</source>
        <translation>möchte %1 lesen</translation>
    </message>
    <message>
        <source>It may already read %1.</source>
        <translation>Es darf bereits %1 lesen.</translation>
    </message>
    <message>
        <source>It may read nothing yet.</source>
        <translation>Es darf noch nichts lesen.</translation>
    </message>
    <message>
        <source>wants to write %1</source>
        <translation>möchte %1 schreiben</translation>
    </message>
    <message>
        <source>It may already write %1.</source>
        <translation>Es darf bereits %1 schreiben.</translation>
    </message>
    <message>
        <source>It may write nothing yet.</source>
        <translation>Es darf noch nichts schreiben.</translation>
    </message>
    <message>
        <source>wants to add to %1</source>
        <translation>möchte %1 ergänzen</translation>
    </message>
    <message>
        <source>It may already add to %1.</source>
        <translation>Es darf bereits %1 ergänzen.</translation>
    </message>
    <message>
        <source>It may add to nothing yet.</source>
        <translation>Es darf noch nichts ergänzen.</translation>
    </message>
    <message>
        <source>wants to delete %1</source>
        <translation>möchte %1 löschen</translation>
    </message>
    <message>
        <source>It may already delete %1.</source>
        <translation>Es darf bereits %1 löschen.</translation>
    </message>
    <message>
        <source>It may delete nothing yet.</source>
        <translation>Es darf noch nichts löschen.</translation>
    </message>
    <message>
        <source>wants to use %2 on %1</source>
        <translation>möchte %2 auf %1 anwenden</translation>
    </message>
    <message>
        <source>It may already use %2 on %1.</source>
        <translation>Es darf %2 bereits auf %1 anwenden.</translation>
    </message>
    <message>
        <source>It may use %2 on nothing yet.</source>
        <translation>Es darf %2 noch auf nichts anwenden.</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>Erlaubt</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>Verweigert</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>anything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>Capability</source>
        <translation>Fähigkeit</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Uses</source>
        <translation>Nutzungen</translation>
    </message>
    <message>
        <source>Last line</source>
        <translation>Letzte Zeile</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt genutzt</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>Skript</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>scripts in %1</source>
        <translation>Skripte in %1</translation>
    </message>
    <message>
        <source>Deny all network</source>
        <translation>Netzwerk ganz verweigern</translation>
    </message>
    <message>
        <source>Deny all environment</source>
        <translation>Umgebung ganz verweigern</translation>
    </message>
    <message>
        <source>Deny all reading</source>
        <translation>Alles Lesen verweigern</translation>
    </message>
    <message>
        <source>Deny all writing</source>
        <translation>Alles Schreiben verweigern</translation>
    </message>
    <message>
        <source>Deny all deleting</source>
        <translation>Alles Löschen verweigern</translation>
    </message>
    <message>
        <source>Deny all of this kind</source>
        <translation>Alles dieser Art verweigern</translation>
    </message>
    <message>
        <source>written as </source>
        <translation>geschrieben als </translation>
    </message>
    <message>
        <source>asked at </source>
        <translation>gefragt in </translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source> in </source>
        <translation> in </translation>
    </message>
    <message>
        <source>Why am I asked?</source>
        <translation>Warum diese Rückfrage?</translation>
    </message>
    <message>
        <source> of %1</source>
        <translation> von %1</translation>
    </message>
    <message numerus="yes">
        <source>and %n caller(s) more</source>
        <translation>
            <numerusform>und %n weiterer Aufrufer</numerusform>
            <numerusform>und %n weitere Aufrufer</numerusform>
        </translation>
    </message>
    <message>
        <source> and %1 more</source>
        <translation> und %1 weiteren</translation>
    </message>
    <message>
        <source>If you deny, the call raises an error that the script may catch.</source>
        <translation>Beim Verweigern löst der Aufruf einen Fehler aus, den das Skript abfangen kann.</translation>
    </message>
    <message>
        <source> · run %1 </source>
        <translation> · Lauf %1 </translation>
    </message>
    <message>
        <source>show all</source>
        <translation>alles zeigen</translation>
    </message>
    <message>
        <source>+%1 more</source>
        <translation>+%1 weitere</translation>
    </message>
    <message>
        <source>run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>once</source>
        <translation>einmalig</translation>
    </message>
    <message>
        <source>remembered</source>
        <translation>gemerkt</translation>
    </message>
    <message>
        <source>project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>policy</source>
        <translation>Richtlinie</translation>
    </message>
    <message>
        <source>user</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>entzogen</translation>
    </message>
    <message>
        <source>grant</source>
        <translation>freigegeben</translation>
    </message>
    <message>
        <source>revoke</source>
        <translation>entzogen</translation>
    </message>
    <message>
        <source>remember</source>
        <translation>gemerkt</translation>
    </message>
    <message>
        <source>forget</source>
        <translation>vergessen</translation>
    </message>
    <message>
        <source> · batch </source>
        <translation> · Stapel </translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Gefragt</translation>
    </message>
    <message>
        <source>Granted by</source>
        <translation>Freigegeben von</translation>
    </message>
    <message>
        <source>Read or written</source>
        <translation>Gelesen oder geschrieben</translation>
    </message>
    <message>
        <source>The policy %1 forbids it.</source>
        <translation>Die Richtlinie %1 verbietet es.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more address(es) of %1</source>
        <translation>
            <numerusform>und %n weitere Adresse von %1</numerusform>
            <numerusform>und %n weitere Adressen von %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more file(s) beside it</source>
        <translation>
            <numerusform>und %n weitere Datei daneben</numerusform>
            <numerusform>und %n weitere Dateien daneben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more file(s) in %1</source>
        <translation>
            <numerusform>und %n weitere Datei in %1</numerusform>
            <numerusform>und %n weitere Dateien in %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Allow once</source>
        <translation>Einmal erlauben</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>Verweigern</translation>
    </message>
    <message numerus="yes">
        <source>Allow these %n once</source>
        <translation>
            <numerusform>Diese %n einmal erlauben</numerusform>
            <numerusform>Diese %n einmal erlauben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deny these %n</source>
        <translation>
            <numerusform>Diese %n verweigern</numerusform>
            <numerusform>Diese %n verweigern</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>can ask for %n thing(s)</source>
        <translation>
            <numerusform>kann um %n Erlaubnis fragen</numerusform>
            <numerusform>kann um %n Erlaubnisse fragen</numerusform>
        </translation>
    </message>
    <message>
        <source>connect to %1</source>
        <translation>mit %1 verbinden</translation>
    </message>
    <message>
        <source>set the variable %1</source>
        <translation>die Variable %1 setzen</translation>
    </message>
    <message>
        <source>read the variable %1</source>
        <translation>die Variable %1 lesen</translation>
    </message>
    <message>
        <source>read %1</source>
        <translation>%1 lesen</translation>
    </message>
    <message>
        <source>write %1</source>
        <translation>%1 schreiben</translation>
    </message>
    <message>
        <source>add to %1</source>
        <translation>an %1 anhängen</translation>
    </message>
    <message>
        <source>delete %1</source>
        <translation>%1 löschen</translation>
    </message>
    <message>
        <source>use %2 on %1</source>
        <translation>%2 für %1 verwenden</translation>
    </message>
    <message>
        <source>what is known only when it runs</source>
        <translation>was erst beim Ausführen bekannt ist</translation>
    </message>
</context>
<context>
    <name>latchkey::permissions::PermissionBar</name>
    <message>
        <source>Allow once</source>
        <translation>Einmal erlauben</translation>
    </message>
    <message>
        <source>Allow for this run</source>
        <translation>Für den Lauf erlauben</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>Verweigern</translation>
    </message>
    <message>
        <source>Deny all of this kind</source>
        <translation>Alles dieser Art verweigern</translation>
    </message>
    <message>
        <source>Pattern to allow for this run</source>
        <translation>Muster, das für den Lauf erlaubt wird</translation>
    </message>
    <message>
        <source>Allow for this run: %1</source>
        <translation>Für den Lauf erlauben: %1</translation>
    </message>
    <message>
        <source>Permission question</source>
        <translation>Rückfrage zur Berechtigung</translation>
    </message>
    <message>
        <source>Hide why I am asked</source>
        <translation>Grund der Rückfrage ausblenden</translation>
    </message>
    <message>
        <source>Why am I asked?</source>
        <translation>Warum diese Rückfrage?</translation>
    </message>
    <message>
        <source>Always allow %1 for this script</source>
        <translation>%1 für dieses Skript immer erlauben</translation>
    </message>
    <message>
        <source>Always allow %1 for scripts in this folder</source>
        <translation>%1 für Skripte in diesem Ordner immer erlauben</translation>
    </message>
    <message>
        <source>Always deny this</source>
        <translation>Dies immer verweigern</translation>
    </message>
    <message>
        <source>Use the pattern %1</source>
        <translation>Muster %1 verwenden</translation>
    </message>
    <message>
        <source>Edit the pattern</source>
        <translation>Muster bearbeiten</translation>
    </message>
</context>
<context>
    <name>latchkey::permissions::PermissionRowsModel</name>
    <message>
        <source>Capability</source>
        <translation>Fähigkeit</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Uses</source>
        <translation>Nutzungen</translation>
    </message>
    <message>
        <source>Last line</source>
        <translation>Letzte Zeile</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Gefragt</translation>
    </message>
    <message>
        <source>Read or written</source>
        <translation>Gelesen oder geschrieben</translation>
    </message>
</context>
<context>
    <name>latchkey::permissions::PermissionsPane</name>
    <message>
        <source>Deny everything now</source>
        <translation>Jetzt alles verweigern</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>Ältere</translation>
    </message>
    <message>
        <source>Permissions of the run</source>
        <translation>Berechtigungen des Laufs</translation>
    </message>
    <message>
        <source>What is listed</source>
        <translation>Was aufgelistet wird</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>Gültig</translation>
    </message>
    <message>
        <source>Remembered</source>
        <translation>Gemerkt</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Filter the list</source>
        <translation>Liste filtern</translation>
    </message>
    <message>
        <source>Capability, path or file</source>
        <translation>Fähigkeit, Pfad oder Datei</translation>
    </message>
    <message>
        <source>What the run may do, was allowed and denied</source>
        <translation>Was der Lauf darf, was erlaubt und was verweigert wurde</translation>
    </message>
    <message>
        <source>Run %1, %2</source>
        <translation>Lauf %1, %2</translation>
    </message>
    <message>
        <source>Cannot be kept: %1</source>
        <translation>Kann nicht behalten werden: %1</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Entziehen</translation>
    </message>
    <message>
        <source>Nothing fits the filter</source>
        <translation>Nichts passt zum Filter</translation>
    </message>
    <message>
        <source>No run is shown</source>
        <translation>Kein Lauf wird angezeigt</translation>
    </message>
    <message>
        <source>This run has no grants</source>
        <translation>Dieser Lauf hat keine Freigaben</translation>
    </message>
    <message>
        <source>This run asked for nothing outside</source>
        <translation>Dieser Lauf wollte nichts außerhalb</translation>
    </message>
    <message>
        <source>No answers are remembered here</source>
        <translation>Hier sind keine Antworten gemerkt</translation>
    </message>
    <message>
        <source>The log is empty</source>
        <translation>Das Protokoll ist leer</translation>
    </message>
    <message>
        <source>Tighten to what was used</source>
        <translation>Auf Benutztes beschränken</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>From now on the script may do what this run did, and nothing else unasked</source>
        <translation>Von nun an darf das Skript ohne Rückfrage nur noch, was dieser Lauf getan hat</translation>
    </message>
    <message>
        <source>Allow for the file</source>
        <translation>Für die Datei erlauben</translation>
    </message>
    <message>
        <source>The next runs of the file may do unasked what was denied here</source>
        <translation>Die nächsten Läufe der Datei dürfen ungefragt tun, was hier verweigert wurde</translation>
    </message>
</context>
<context>
    <name>latchkey::permissions::PreflightBar</name>
    <message>
        <source>What the script can ask for</source>
        <translation>Worum das Skript fragen kann</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Ask at each use</source>
        <translation>Bei jeder Verwendung fragen</translation>
    </message>
    <message>
        <source>Always allow what is ticked for this script</source>
        <translation>Angekreuztes für dieses Skript immer erlauben</translation>
    </message>
    <message>
        <source>Always allow what is ticked for scripts in this folder</source>
        <translation>Angekreuztes für Skripte in diesem Ordner immer erlauben</translation>
    </message>
    <message>
        <source>Question before the run</source>
        <translation>Rückfrage vor dem Lauf</translation>
    </message>
    <message>
        <source> · asked then</source>
        <translation> · wird dann gefragt</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>Allow the ticked one for this run</source>
        <translation>Das Angekreuzte für diesen Lauf erlauben</translation>
    </message>
    <message numerus="yes">
        <source>Allow these %n for this run</source>
        <translation>
            <numerusform>Diese %n für diesen Lauf erlauben</numerusform>
            <numerusform>Diese %n für diesen Lauf erlauben</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1, Zeile %2</translation>
    </message>
</context>
<context>
    <name>latchkey::permissions::PromptsPane</name>
    <message>
        <source>Prompts</source>
        <translation>Rückfragen</translation>
    </message>
    <message>
        <source>Waiting questions</source>
        <translation>Wartende Rückfragen</translation>
    </message>
    <message>
        <source>Nothing is waiting for you</source>
        <translation>Nichts wartet auf Sie</translation>
    </message>
    <message>
        <source>When a script asks for a permission, it is listed here</source>
        <translation>Bittet ein Skript um eine Berechtigung, steht es hier</translation>
    </message>
</context>
<context>
    <name>latchkey::plots</name>
    <message>
        <source>%1 could not be written: %2. The old file is untouched.</source>
        <translation>%1 konnte nicht geschrieben werden: %2. Die alte Datei ist unberührt.</translation>
    </message>
</context>
<context>
    <name>latchkey::plots::PlotPane</name>
    <message>
        <source>Line</source>
        <translation>Linie</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>Balken</translation>
    </message>
    <message>
        <source>Scatter</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>Histogramm</translation>
    </message>
    <message>
        <source>No chart to show</source>
        <translation>Kein Diagramm zum Anzeigen</translation>
    </message>
    <message>
        <source>A table with a column of numbers is drawn here</source>
        <translation>Hier wird eine Tabelle mit einer Zahlenspalte gezeichnet</translation>
    </message>
    <message>
        <source>Plot</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Kind of chart</source>
        <translation>Art des Diagramms</translation>
    </message>
    <message>
        <source>Along the axis</source>
        <translation>Entlang der Achse</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Reihen</translation>
    </message>
    <message>
        <source>Export the chart</source>
        <translation>Diagramm exportieren</translation>
    </message>
    <message>
        <source>Show the whole chart</source>
        <translation>Ganzes Diagramm anzeigen</translation>
    </message>
    <message>
        <source>As PNG…</source>
        <translation>Als PNG…</translation>
    </message>
    <message>
        <source>As SVG…</source>
        <translation>Als SVG…</translation>
    </message>
    <message>
        <source>As PDF…</source>
        <translation>Als PDF…</translation>
    </message>
    <message>
        <source>Points as CSV…</source>
        <translation>Punkte als CSV…</translation>
    </message>
    <message>
        <source>Figures of the chart</source>
        <translation>Zahlen zum Diagramm</translation>
    </message>
    <message>
        <source>Number of the row</source>
        <translation>Nummer der Zeile</translation>
    </message>
    <message>
        <source>row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Add a series</source>
        <translation>Reihe hinzufügen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln series</source>
        <translation>
            <numerusform>%Ln Reihe</numerusform>
            <numerusform>%Ln Reihen</numerusform>
        </translation>
    </message>
    <message>
        <source>Exported as %1</source>
        <translation>Als %1 exportiert</translation>
    </message>
    <message>
        <source>Exporting %1</source>
        <translation>%1 wird exportiert</translation>
    </message>
    <message>
        <source>What is drawn</source>
        <translation>Was gezeichnet wird</translation>
    </message>
    <message>
        <source>Drawn: %1</source>
        <translation>Gezeichnet: %1</translation>
    </message>
    <message>
        <source>Kind of chart: %1</source>
        <translation>Art des Diagramms: %1</translation>
    </message>
</context>
<context>
    <name>latchkey::plots::PlotView</name>
    <message>
        <source>Chart</source>
        <translation>Diagramm</translation>
    </message>
    <message numerus="yes">
        <source>%Ln point(s)</source>
        <translation>
            <numerusform>%Ln Punkt</numerusform>
            <numerusform>%Ln Punkte</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, counted in steps</source>
        <translation>%1, in Stufen gezählt</translation>
    </message>
    <message>
        <source>%1, all drawn</source>
        <translation>%1, alle gezeichnet</translation>
    </message>
    <message>
        <source>%1, %L2 drawn. Peaks are kept.</source>
        <translation>%1, %L2 gezeichnet. Spitzen bleiben erhalten.</translation>
    </message>
    <message numerus="yes">
        <source>%1 (without %Ln nan or inf)</source>
        <translation>
            <numerusform>%1 (ohne %Ln nan oder inf)</numerusform>
            <numerusform>%1 (ohne %Ln nan oder inf)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>latchkey::plots::StatisticsModel</name>
    <message>
        <source>Count</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Null</source>
        <translation>Null</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>Minimum</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>Std. deviation</source>
        <translation>Std.-Abweichung</translation>
    </message>
    <message>
        <source>Different</source>
        <translation>Verschiedene</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
</context>
<context>
    <name>latchkey::profile::ProfileModel</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>&lt;1 ms</source>
        <translation>&lt;1 ms</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>function at line %1</source>
        <translation>Funktion in Zeile %1</translation>
    </message>
    <message>
        <source>%1, %2: %3 of its own</source>
        <translation>%1, %2: %3 eigene</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n sample(s)</source>
        <translation>
            <numerusform>%1, %n Stichprobe</numerusform>
            <numerusform>%1, %n Stichproben</numerusform>
        </translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>How often it was called; counted, not sampled</source>
        <translation>Wie oft sie aufgerufen wurde; gezählt, nicht aus Stichproben</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>How long it waited: asleep, for files, the network, or you</source>
        <translation>Wie lange sie gewartet hat: im Schlaf, auf Dateien, das Netz oder auf Sie</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Computing in it and in everything that it called</source>
        <translation>Rechenzeit in ihr und in allem, was sie aufgerufen hat</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Gesamt</translation>
    </message>
    <message>
        <source>Computing in it alone, with the library functions it calls</source>
        <translation>Rechenzeit in ihr allein, mit den Bibliotheksfunktionen, die sie aufruft</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>Eigen</translation>
    </message>
</context>
<context>
    <name>latchkey::profile::ProfilePane</name>
    <message>
        <source>Functions</source>
        <translation>Funktionen</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Run with profile</source>
        <translation>Mit Profil ausführen</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>Lauf %1</translation>
    </message>
    <message>
        <source>%1 computing</source>
        <translation>%1 gerechnet</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 gewartet</translation>
    </message>
    <message numerus="yes">
        <source>%n sample(s)</source>
        <translation>
            <numerusform>%n Stichprobe</numerusform>
            <numerusform>%n Stichproben</numerusform>
        </translation>
    </message>
    <message>
        <source>too short to tell much</source>
        <translation>zu kurz, um viel zu sagen</translation>
    </message>
    <message>
        <source>the longest chains of calls are cut</source>
        <translation>die längsten Aufrufketten sind gekürzt</translation>
    </message>
    <message>
        <source>Run with profile shows how long each function and each line took</source>
        <translation>Mit Profil ausführen zeigt, wie lange jede Funktion und jede Zeile gedauert hat</translation>
    </message>
    <message>
        <source>Run %1 is still going</source>
        <translation>Lauf %1 läuft noch</translation>
    </message>
    <message>
        <source>Its profile is shown when it is over, if it was started with one</source>
        <translation>Sein Profil erscheint, wenn er zu Ende ist, sofern er mit einem gestartet wurde</translation>
    </message>
    <message>
        <source>Run %1 has no profile</source>
        <translation>Lauf %1 hat kein Profil</translation>
    </message>
    <message>
        <source>No run is shown</source>
        <translation>Es wird kein Lauf gezeigt</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>For speedscope (JSON)…</source>
        <translation>Für speedscope (JSON)…</translation>
    </message>
    <message>
        <source>As collapsed stacks…</source>
        <translation>Als zusammengefasste Aufrufe…</translation>
    </message>
</context>
<context>
    <name>latchkey::profile::ProfileView</name>
    <message>
        <source>Where the time went</source>
        <translation>Wo die Zeit geblieben ist</translation>
    </message>
</context>
<context>
    <name>latchkey::project::FolderSearch</name>
    <message>
        <source>The pattern is too complicated for some of the files.</source>
        <translation>Das Muster ist für einige der Dateien zu aufwendig.</translation>
    </message>
    <message>
        <source>%1 has changed since it was searched.</source>
        <translation>%1 hat sich seit der Suche geändert.</translation>
    </message>
</context>
<context>
    <name>latchkey::project::OutlinePane</name>
    <message>
        <source>function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>variable</source>
        <translation>Variable</translation>
    </message>
    <message>
        <source>Find in the outline</source>
        <translation>In der Gliederung suchen</translation>
    </message>
    <message>
        <source>Nothing is defined here</source>
        <translation>Hier ist nichts definiert</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Gliederung</translation>
    </message>
    <message>
        <source>Outline of the file</source>
        <translation>Gliederung der Datei</translation>
    </message>
</context>
<context>
    <name>latchkey::project::ProjectTree</name>
    <message>
        <source>Files of the folder</source>
        <translation>Dateien des Ordners</translation>
    </message>
    <message>
        <source>script</source>
        <translation>Skript</translation>
    </message>
    <message>
        <source>%1 could not be made: %2.</source>
        <translation>%1 konnte nicht angelegt werden: %2.</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>A folder could not be made in %1.</source>
        <translation>In %1 konnte kein Ordner angelegt werden.</translation>
    </message>
    <message>
        <source>%1 could not be moved to the trash.</source>
        <translation>%1 konnte nicht in den Papierkorb verschoben werden.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>New file</source>
        <translation>Neue Datei</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>In den Papierkorb verschieben</translation>
    </message>
    <message>
        <source>Find in this folder</source>
        <translation>In diesem Ordner suchen</translation>
    </message>
</context>
<context>
    <name>latchkey::project::SearchModel</name>
    <message>
        <source>line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n place(s)</source>
        <translation>
            <numerusform>%1, %n Stelle</numerusform>
            <numerusform>%1, %n Stellen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>latchkey::project::SearchPane</name>
    <message>
        <source>Find in the folder</source>
        <translation>Im Ordner suchen</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Ersetzen durch</translation>
    </message>
    <message>
        <source>In files: *.ml</source>
        <translation>In Dateien: *.ml</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>Groß-/Kleinschreibung</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>Ganze Wörter</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Replace all…</source>
        <translation>Alle ersetzen…</translation>
    </message>
    <message>
        <source>What the search found</source>
        <translation>Was die Suche fand</translation>
    </message>
    <message>
        <source>Files and lines found</source>
        <translation>Gefundene Dateien und Zeilen</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) searched</source>
        <translation>
            <numerusform>%n Datei durchsucht</numerusform>
            <numerusform>%n Dateien durchsucht</numerusform>
        </translation>
    </message>
    <message>
        <source>In %1</source>
        <translation>In %1</translation>
    </message>
    <message>
        <source>Open a file or a folder to search in.</source>
        <translation>Zum Suchen eine Datei oder einen Ordner öffnen.</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>Suche läuft</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n Stelle</numerusform>
            <numerusform>%n Stellen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n file(s)</source>
        <translation>
            <numerusform>%1 in %n Datei</numerusform>
            <numerusform>%1 in %n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, and more: narrow the search</source>
        <translation>%1 und mehr: die Suche eingrenzen</translation>
    </message>
    <message>
        <source>%1, stopped</source>
        <translation>%1, angehalten</translation>
    </message>
    <message numerus="yes">
        <source>Not found in %n file(s)</source>
        <translation>
            <numerusform>In %n Datei nicht gefunden</numerusform>
            <numerusform>In %n Dateien nicht gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Replacing</source>
        <translation>Ersetzen läuft</translation>
    </message>
    <message numerus="yes">
        <source>Replaced %1 in %n file(s)</source>
        <translation>
            <numerusform>%1 in %n Datei ersetzt</numerusform>
            <numerusform>%1 in %n Dateien ersetzt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>Searching for %1</source>
        <translation>Suche nach %1</translation>
    </message>
    <message numerus="yes">
        <source>Replacing in %n file(s)</source>
        <translation>
            <numerusform>Ersetzen in %n Datei</numerusform>
            <numerusform>Ersetzen in %n Dateien</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>latchkey::results</name>
    <message>
        <source>The picture is damaged.</source>
        <translation>Das Bild ist beschädigt.</translation>
    </message>
    <message>
        <source>The picture has %1 pixels, more than can be shown. It can be saved.</source>
        <translation>Das Bild hat %1 Pixel, mehr als angezeigt werden können. Es lässt sich speichern.</translation>
    </message>
    <message>
        <source>The picture has more than %1, too much to be shown.</source>
        <translation>Das Bild hat mehr als %1, zu viel zum Anzeigen.</translation>
    </message>
    <message>
        <source>This is no picture of a kind that can be shown.</source>
        <translation>Das ist kein Bild einer Art, die angezeigt werden kann.</translation>
    </message>
    <message>
        <source>The picture could not be read: %1</source>
        <translation>Das Bild konnte nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>%1 could not be written: %2. The old file is untouched.</source>
        <translation>%1 konnte nicht geschrieben werden: %2. Die alte Datei ist unberührt.</translation>
    </message>
    <message>
        <source>Nothing was written</source>
        <translation>Nichts wurde geschrieben</translation>
    </message>
    <message>
        <source>function</source>
        <translation>Funktion</translation>
    </message>
    <message numerus="yes">
        <source>%n more call(s)</source>
        <translation>
            <numerusform>%n weiterer Aufruf</numerusform>
            <numerusform>%n weitere Aufrufe</numerusform>
        </translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>main part</source>
        <translation>Hauptteil</translation>
    </message>
    <message numerus="yes">
        <source>%n more task(s)</source>
        <translation>
            <numerusform>%n weitere Aufgabe</numerusform>
            <numerusform>%n weitere Aufgaben</numerusform>
        </translation>
    </message>
    <message>
        <source>module</source>
        <translation>Modul</translation>
    </message>
</context>
<context>
    <name>latchkey::results::ImagePage</name>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Save the picture…</source>
        <translation>Bild speichern …</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Its own size</source>
        <translation>Eigene Größe</translation>
    </message>
    <message>
        <source>All of the picture</source>
        <translation>Ganzes Bild</translation>
    </message>
    <message>
        <source>Reading the picture</source>
        <translation>Das Bild wird gelesen</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>shown smaller</source>
        <translation>verkleinert angezeigt</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Zoom: %1 %. Shows the picture in its own size.</source>
        <translation>Zoom: %1 %. Zeigt das Bild in eigener Größe.</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Als %1 gespeichert</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>%1 wird gespeichert</translation>
    </message>
</context>
<context>
    <name>latchkey::results::ImageView</name>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>%1, %2 by %3 pixels</source>
        <translation>%1, %2 mal %3 Pixel</translation>
    </message>
</context>
<context>
    <name>latchkey::results::RawPane</name>
    <message>
        <source>Raw</source>
        <translation>Rohform</translation>
    </message>
    <message>
        <source>Result as JSON</source>
        <translation>Ergebnis als JSON</translation>
    </message>
    <message>
        <source>Show %1 more</source>
        <translation>%1 weitere anzeigen</translation>
    </message>
    <message>
        <source>No result to show</source>
        <translation>Kein Ergebnis zum Anzeigen</translation>
    </message>
    <message>
        <source>Only the first %1 are shown. An export has all of it</source>
        <translation>Nur die ersten %1 werden gezeigt. Ein Export enthält alles</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln weiterer</numerusform>
            <numerusform>%Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Not in JSON: %1</source>
        <translation>Nicht in JSON: %1</translation>
    </message>
</context>
<context>
    <name>latchkey::results::ResultGroup</name>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Plot</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Rohform</translation>
    </message>
    <message>
        <source>Take out of the chart</source>
        <translation>Aus dem Diagramm nehmen</translation>
    </message>
    <message>
        <source>Draw in the chart</source>
        <translation>Im Diagramm zeichnen</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>Variablen</translation>
    </message>
</context>
<context>
    <name>latchkey::results::ResultModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Type and size</source>
        <translation>Typ und Größe</translation>
    </message>
</context>
<context>
    <name>latchkey::results::ResultPane</name>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>Zeit abgelaufen</translation>
    </message>
    <message>
        <source>limit reached</source>
        <translation>Limit erreicht</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>Run %1, %2</source>
        <translation>Lauf %1, %2</translation>
    </message>
    <message>
        <source>Run %1, %2 %3</source>
        <translation>Lauf %1, %2 %3</translation>
    </message>
    <message>
        <source>Insert it</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>No result yet</source>
        <translation>Noch kein Ergebnis</translation>
    </message>
    <message>
        <source>The value a script puts into result is shown here</source>
        <translation>Der Wert, den ein Skript in result ablegt, wird hier angezeigt</translation>
    </message>
    <message>
        <source>The value of run %1 is no longer kept</source>
        <translation>Der Wert von Lauf %1 wird nicht mehr aufbewahrt</translation>
    </message>
    <message>
        <source>Run it again to see it</source>
        <translation>Zum Ansehen erneut ausführen</translation>
    </message>
    <message>
        <source>%1 did not set result</source>
        <translation>%1 hat result nicht gesetzt</translation>
    </message>
    <message>
        <source>Run %1 left no result</source>
        <translation>Lauf %1 hinterließ kein Ergebnis</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Pin this value</source>
        <translation>Diesen Wert anheften</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Was angezeigt wird</translation>
    </message>
    <message>
        <source>Search in the value</source>
        <translation>Im Wert suchen</translation>
    </message>
    <message>
        <source>Send to Inputs</source>
        <translation>An Eingaben senden</translation>
    </message>
    <message>
        <source>Take the pin out</source>
        <translation>Nicht mehr anheften</translation>
    </message>
    <message>
        <source>With run %1, %2</source>
        <translation>Mit Lauf %1, %2</translation>
    </message>
    <message>
        <source>With %1 of run %2, pinned</source>
        <translation>Mit %1 von Lauf %2, angeheftet</translation>
    </message>
    <message>
        <source>No other result is kept</source>
        <translation>Kein anderes Ergebnis ist aufbewahrt</translation>
    </message>
    <message>
        <source>%1 of run %2, pinned</source>
        <translation>%1 von Lauf %2, angeheftet</translation>
    </message>
    <message>
        <source>Shown: %1</source>
        <translation>Angezeigt: %1</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Export the value as JSON…</source>
        <translation>Wert als JSON exportieren …</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>Export as JSON…</source>
        <translation>Als JSON exportieren …</translation>
    </message>
    <message>
        <source>Export the value</source>
        <translation>Wert exportieren</translation>
    </message>
    <message>
        <source>Stopped %1</source>
        <translation>Angehalten %1</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Show this text with its lines</source>
        <translation>Diesen Text mit seinen Zeilen zeigen</translation>
    </message>
</context>
<context>
    <name>latchkey::results::ResultView</name>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>Als JSON kopieren</translation>
    </message>
</context>
<context>
    <name>latchkey::results::SearchPage</name>
    <message>
        <source>Places found</source>
        <translation>Gefundene Stellen</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Looking %1 %</source>
        <translation>Suche läuft %1 %</translation>
    </message>
    <message numerus="yes">
        <source>%Ln place(s)</source>
        <translation>
            <numerusform>%Ln Stelle</numerusform>
            <numerusform>%Ln Stellen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 listed</source>
        <translation>%1, %2 aufgelistet</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>%1 bisher</translation>
    </message>
    <message>
        <source>Searching in %1</source>
        <translation>Suche in %1</translation>
    </message>
</context>
<context>
    <name>latchkey::results::TextPage</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>latchkey::results::ValueWriter</name>
    <message>
        <source>Exported as %1</source>
        <translation>Als %1 exportiert</translation>
    </message>
    <message>
        <source>The value is longer than %1, too much for the clipboard. Export it instead.</source>
        <translation>Der Wert ist länger als %1, zu viel für die Zwischenablage. Er lässt sich exportieren.</translation>
    </message>
    <message>
        <source>Copied as JSON</source>
        <translation>Als JSON kopiert</translation>
    </message>
    <message>
        <source>Nothing was written</source>
        <translation>Nichts wurde geschrieben</translation>
    </message>
    <message>
        <source>Exporting %1</source>
        <translation>%1 wird exportiert</translation>
    </message>
    <message>
        <source>Copying as JSON</source>
        <translation>Kopieren als JSON</translation>
    </message>
</context>
<context>
    <name>latchkey::results::VariablesPane</name>
    <message>
        <source>Variables</source>
        <translation>Variablen</translation>
    </message>
    <message>
        <source>Paused at line %1</source>
        <translation>Pausiert in Zeile %1</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>run %1</source>
        <translation>Lauf %1</translation>
    </message>
    <message>
        <source>at line %1</source>
        <translation>in Zeile %1</translation>
    </message>
    <message>
        <source>large values are shown in part</source>
        <translation>große Werte sind nur zum Teil zu sehen</translation>
    </message>
    <message>
        <source>No run is shown</source>
        <translation>Es wird kein Lauf gezeigt</translation>
    </message>
    <message>
        <source>The variables of a run are shown here when it is paused and when it is over</source>
        <translation>Die Variablen eines Laufs erscheinen hier, wenn er pausiert und wenn er zu Ende ist</translation>
    </message>
    <message>
        <source>Run %1 is going on</source>
        <translation>Lauf %1 läuft</translation>
    </message>
    <message>
        <source>Pause the run to look at its values</source>
        <translation>Den Lauf pausieren, um seine Werte zu sehen</translation>
    </message>
    <message>
        <source>The values of run %1 are no longer kept</source>
        <translation>Die Werte von Lauf %1 werden nicht mehr aufbewahrt</translation>
    </message>
    <message>
        <source>Run it again to see them</source>
        <translation>Erneut ausführen, um sie zu sehen</translation>
    </message>
    <message>
        <source>Run %1 has no variables</source>
        <translation>Lauf %1 hat keine Variablen</translation>
    </message>
</context>
<context>
    <name>latchkey::runs</name>
    <message>
        <source>Stop run %1</source>
        <translation>Lauf %1 anhalten</translation>
    </message>
    <message>
        <source>Take run %1 out of the queue</source>
        <translation>Lauf %1 aus der Warteschlange nehmen</translation>
    </message>
    <message>
        <source>Cancel task %1</source>
        <translation>Aufgabe %1 abbrechen</translation>
    </message>
    <message>
        <source>Pause run %1</source>
        <translation>Lauf %1 pausieren</translation>
    </message>
    <message>
        <source>Resume run %1</source>
        <translation>Lauf %1 fortsetzen</translation>
    </message>
    <message>
        <source>Run again like run %1</source>
        <translation>Wie Lauf %1 erneut ausführen</translation>
    </message>
    <message>
        <source>Compare with run %1</source>
        <translation>Mit Lauf %1 vergleichen</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>waiting for a free worker</source>
        <translation>wartet auf einen freien Worker</translation>
    </message>
    <message>
        <source>1st in line</source>
        <translation>an 1. Stelle</translation>
    </message>
    <message>
        <source>2nd in line</source>
        <translation>an 2. Stelle</translation>
    </message>
    <message>
        <source>3rd in line</source>
        <translation>an 3. Stelle</translation>
    </message>
    <message>
        <source>number %1 in line</source>
        <translation>an %1. Stelle</translation>
    </message>
    <message>
        <source>for %1 s</source>
        <translation>seit %1 s</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>lines %1–%2</source>
        <translation>Zeilen %1–%2</translation>
    </message>
    <message>
        <source>%1 steps/s</source>
        <translation>%1 Schritte/s</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>slowed by output</source>
        <translation>durch Ausgabe gebremst</translation>
    </message>
    <message>
        <source>asks for a line of input</source>
        <translation>fragt nach einer Eingabezeile</translation>
    </message>
    <message>
        <source>asks: %1</source>
        <translation>fragt: %1</translation>
    </message>
    <message>
        <source>%1 denied</source>
        <translation>%1 verweigert</translation>
    </message>
    <message>
        <source>at line %1</source>
        <translation>in Zeile %1</translation>
    </message>
    <message>
        <source>%1 s limit</source>
        <translation>Limit von %1 s</translation>
    </message>
    <message>
        <source>%1 at line %2</source>
        <translation>%1 in Zeile %2</translation>
    </message>
    <message>
        <source>by you at line %1</source>
        <translation>durch Sie in Zeile %1</translation>
    </message>
    <message>
        <source>by you</source>
        <translation>durch Sie</translation>
    </message>
    <message>
        <source>finishing clean-up</source>
        <translation>räumt noch auf</translation>
    </message>
    <message>
        <source>Latchkey closed while it ran</source>
        <translation>Latchkey wurde währenddessen geschlossen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n Byte</numerusform>
            <numerusform>%n Bytes</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 kB</source>
        <translation>%1 kB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>%1 k</source>
        <translation>%1 Tsd.</translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation>%1 Mio.</translation>
    </message>
    <message>
        <source>%1 G</source>
        <translation>%1 Mrd.</translation>
    </message>
    <message>
        <source>read %1</source>
        <translation>%1 lesen</translation>
    </message>
    <message>
        <source>write %1</source>
        <translation>%1 schreiben</translation>
    </message>
    <message>
        <source>append %1</source>
        <translation>%1 ergänzen</translation>
    </message>
    <message>
        <source>delete %1</source>
        <translation>%1 löschen</translation>
    </message>
    <message>
        <source> at line %1</source>
        <translation> in Zeile %1</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>nach %1</translation>
    </message>
    <message>
        <source>Run %1 finished</source>
        <translation>Lauf %1 ist fertig</translation>
    </message>
    <message>
        <source>Run %1 failed</source>
        <translation>Lauf %1 ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>Run %1 timed out</source>
        <translation>Die Zeit von Lauf %1 ist abgelaufen</translation>
    </message>
    <message>
        <source>Run %1 reached a limit</source>
        <translation>Lauf %1 hat ein Limit erreicht</translation>
    </message>
    <message>
        <source>Run %1 stopped</source>
        <translation>Lauf %1 ist angehalten</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>Lauf %1</translation>
    </message>
    <message>
        <source>%1 needs permission: %2</source>
        <translation>%1 braucht eine Berechtigung: %2</translation>
    </message>
    <message>
        <source>File: %1</source>
        <translation>Datei: %1</translation>
    </message>
    <message>
        <source>Started %1</source>
        <translation>Gestartet %1</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n Element</numerusform>
            <numerusform>%n Elemente</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>object with %n key(s)</source>
        <translation>
            <numerusform>Objekt mit %n Schlüssel</numerusform>
            <numerusform>Objekt mit %n Schlüsseln</numerusform>
        </translation>
    </message>
    <message>
        <source>waiting for the network</source>
        <translation>wartet auf das Netzwerk</translation>
    </message>
    <message>
        <source>waiting for %1</source>
        <translation>wartet auf %1</translation>
    </message>
    <message>
        <source>waits for a free worker</source>
        <translation>wartet auf einen freien Worker</translation>
    </message>
    <message>
        <source>started at line %1</source>
        <translation>gestartet in Zeile %1</translation>
    </message>
    <message>
        <source>asleep</source>
        <translation>schläft</translation>
    </message>
    <message>
        <source>waiting for a file</source>
        <translation>wartet auf eine Datei</translation>
    </message>
    <message>
        <source>asks for permission</source>
        <translation>bittet um eine Berechtigung</translation>
    </message>
    <message>
        <source>asks for %1</source>
        <translation>bittet um %1</translation>
    </message>
    <message numerus="yes">
        <source>waits for %n task(s)</source>
        <translation>
            <numerusform>wartet auf %n Aufgabe</numerusform>
            <numerusform>wartet auf %n Aufgaben</numerusform>
        </translation>
    </message>
    <message>
        <source>waits for another task</source>
        <translation>wartet auf eine andere Aufgabe</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>not readable</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>link</source>
        <translation>Verknüpfung</translation>
    </message>
    <message>
        <source>special file</source>
        <translation>Sonderdatei</translation>
    </message>
    <message>
        <source>exists, 1 byte</source>
        <translation>vorhanden, 1 Byte</translation>
    </message>
    <message>
        <source>exists, %1 bytes</source>
        <translation>vorhanden, %1 Bytes</translation>
    </message>
    <message>
        <source>does not exist</source>
        <translation>nicht vorhanden</translation>
    </message>
    <message>
        <source>host %1, port %2, %3</source>
        <translation>Rechner %1, Port %2, %3</translation>
    </message>
    <message>
        <source>%1 is this computer, at the address %2</source>
        <translation>%1 ist dieser Rechner, unter der Adresse %2</translation>
    </message>
    <message>
        <source>%1 is the private address %2</source>
        <translation>%1 ist die private Adresse %2</translation>
    </message>
    <message>
        <source>&lt; %1 ms</source>
        <translation>&lt; %1 ms</translation>
    </message>
    <message>
        <source>queued %1</source>
        <translation>%1 in der Warteschlange</translation>
    </message>
    <message>
        <source>compiling %1</source>
        <translation>%1 übersetzt</translation>
    </message>
    <message>
        <source>running %1</source>
        <translation>%1 gelaufen</translation>
    </message>
    <message>
        <source>asleep %1</source>
        <translation>%1 geschlafen</translation>
    </message>
    <message>
        <source>waiting for files or the network %1</source>
        <translation>%1 auf Dateien oder das Netz gewartet</translation>
    </message>
    <message>
        <source>waiting for you %1</source>
        <translation>%1 auf Sie gewartet</translation>
    </message>
    <message>
        <source>waiting for parallel parts %1</source>
        <translation>%1 auf parallele Teile gewartet</translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <translation>noch etwa %1 s</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>noch etwa %1 min</translation>
    </message>
    <message>
        <source>about %1 h left</source>
        <translation>noch etwa %1 h</translation>
    </message>
    <message>
        <source>Leave run %1 behind</source>
        <translation>Lauf %1 zurücklassen</translation>
    </message>
    <message>
        <source>Raise the limit of run %1 and run it again</source>
        <translation>Limit von Lauf %1 anheben und ihn wiederholen</translation>
    </message>
    <message>
        <source>the total was %1</source>
        <translation>die Summe war %1</translation>
    </message>
    <message>
        <source>left behind</source>
        <translation>zurückgelassen</translation>
    </message>
    <message>
        <source>Not answering</source>
        <translation>Antwortet nicht</translation>
    </message>
    <message numerus="yes">
        <source>can ask for %n thing(s)</source>
        <translation>
            <numerusform>kann um %n Erlaubnis fragen</numerusform>
            <numerusform>kann um %n Erlaubnisse fragen</numerusform>
        </translation>
    </message>
    <message>
        <source>It did not answer and was left behind.</source>
        <translation>Er antwortete nicht und wurde zurückgelassen.</translation>
    </message>
    <message>
        <source>asleep for %1 s</source>
        <translation>schläft für %1 s</translation>
    </message>
</context>
<context>
    <name>latchkey::runs::RunsModel</name>
    <message>
        <source>Run %1</source>
        <translation>Lauf %1</translation>
    </message>
    <message>
        <source>Task %1</source>
        <translation>Aufgabe %1</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
</context>
<context>
    <name>latchkey::runs::RunsPane</name>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>No script has run yet</source>
        <translation>Noch ist kein Skript gelaufen</translation>
    </message>
    <message>
        <source>Runs are listed here; the last %1 ended ones are kept until Latchkey closes</source>
        <translation>Hier stehen die Läufe; die letzten %1 beendeten bleiben, bis Latchkey geschlossen wird</translation>
    </message>
</context>
<context>
    <name>latchkey::runs::RunsView</name>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Pause or resume</source>
        <translation>Pausieren oder fortsetzen</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Erneut ausführen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>Aus der Liste nehmen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Leave behind</source>
        <translation>Zurücklassen</translation>
    </message>
    <message>
        <source>Raise and rerun</source>
        <translation>Anheben und wiederholen</translation>
    </message>
    <message>
        <source>Notify when it has ended</source>
        <translation>Benachrichtigen, wenn er geendet hat</translation>
    </message>
</context>
<context>
    <name>latchkey::session::SessionEntry</name>
    <message>
        <source>Input of the session</source>
        <translation>Eingabe der Sitzung</translation>
    </message>
</context>
<context>
    <name>latchkey::session::SessionHistory</name>
    <message>
        <source>The inputs of earlier sessions can not be read: %1</source>
        <translation>Die Eingaben früherer Sitzungen lassen sich nicht lesen: %1</translation>
    </message>
    <message>
        <source>The inputs of earlier sessions can not be read; the file is kept as %1</source>
        <translation>Die Eingaben früherer Sitzungen lassen sich nicht lesen; die Datei bleibt als %1</translation>
    </message>
    <message>
        <source>The inputs of this session can not be kept. %1</source>
        <translation>Die Eingaben dieser Sitzung lassen sich nicht aufbewahren. %1</translation>
    </message>
</context>
<context>
    <name>latchkey::session::SessionPane</name>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Type code; Enter runs it</source>
        <translation>Code eingeben; die Eingabetaste führt ihn aus</translation>
    </message>
    <message>
        <source>Show the value in Result</source>
        <translation>Den Wert im Ergebnis zeigen</translation>
    </message>
    <message>
        <source>Clear the transcript</source>
        <translation>Das Protokoll leeren</translation>
    </message>
    <message>
        <source>New session: forget variables and permissions</source>
        <translation>Neue Sitzung: Variablen und Berechtigungen vergessen</translation>
    </message>
    <message>
        <source>A session runs what you type at once</source>
        <translation>Eine Sitzung führt Eingegebenes sofort aus</translation>
    </message>
    <message>
        <source>Variables stay from input to input, beside your scripts. Try one of these:</source>
        <translation>Variablen bleiben von Eingabe zu Eingabe, neben den Skripten. Zum Ausprobieren:</translation>
    </message>
    <message>
        <source>Try %1</source>
        <translation>%1 ausprobieren</translation>
    </message>
    <message>
        <source>The session ends with the window; .reset begins a new one</source>
        <translation>Die Sitzung endet mit dem Fenster; .reset beginnt eine neue</translation>
    </message>
    <message>
        <source>Too many inputs wait; stop the one that runs</source>
        <translation>Zu viele Eingaben warten; zuerst die laufende anhalten</translation>
    </message>
    <message>
        <source>New session: variables and permissions are forgotten</source>
        <translation>Neue Sitzung: Variablen und Berechtigungen sind vergessen</translation>
    </message>
    <message numerus="yes">
        <source>The session forgot %n variable(s)</source>
        <translation>
            <numerusform>Die Sitzung hat %n Variable vergessen</numerusform>
            <numerusform>Die Sitzung hat %n Variablen vergessen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting input(s) did not run; the Up key brings them back</source>
        <translation>
            <numerusform>%n wartende Eingabe lief nicht; die Pfeiltaste nach oben bringt sie zurück</numerusform>
            <numerusform>%n wartende Eingaben liefen nicht; die Pfeiltaste nach oben bringt sie zurück</numerusform>
        </translation>
    </message>
    <message>
        <source>No input has given a value yet</source>
        <translation>Noch keine Eingabe hat einen Wert ergeben</translation>
    </message>
    <message>
        <source>Paths start in</source>
        <translation>Pfade beginnen in</translation>
    </message>
    <message numerus="yes">
        <source>%n permission(s)</source>
        <translation>
            <numerusform>%n Berechtigung</numerusform>
            <numerusform>%n Berechtigungen</numerusform>
        </translation>
    </message>
    <message>
        <source>An input runs; the next one waits for it</source>
        <translation>Eine Eingabe läuft; die nächste wartet auf sie</translation>
    </message>
    <message numerus="yes">
        <source>%n input(s) waiting</source>
        <translation>
            <numerusform>%n Eingabe wartet</numerusform>
            <numerusform>%n Eingaben warten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>latchkey::session::SessionTranscript</name>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
</context>
<context>
    <name>latchkey::session::Words</name>
    <message>
        <source>Show in Result</source>
        <translation>Im Ergebnis zeigen</translation>
    </message>
    <message numerus="yes">
        <source>used %n time(s)</source>
        <translation>
            <numerusform>%n-mal genutzt</numerusform>
            <numerusform>%n-mal genutzt</numerusform>
        </translation>
    </message>
    <message>
        <source>No permissions granted</source>
        <translation>Keine Freigaben</translation>
    </message>
    <message>
        <source>Granted: %1</source>
        <translation>Freigegeben: %1</translation>
    </message>
    <message>
        <source>Already granted: %1</source>
        <translation>Schon freigegeben: %1</translation>
    </message>
    <message>
        <source>Revoked: %1</source>
        <translation>Zurückgenommen: %1</translation>
    </message>
    <message>
        <source>Not granted: %1</source>
        <translation>Nicht freigegeben: %1</translation>
    </message>
    <message>
        <source>Name the capability, for example file.read:./data/**</source>
        <translation>Die Fähigkeit nennen, zum Beispiel file.read:./data/**</translation>
    </message>
    <message>
        <source>what inputs may do</source>
        <translation>was Eingaben dürfen</translation>
    </message>
    <message>
        <source>allow more: .grant file.read:./data/**</source>
        <translation>mehr erlauben: .grant file.read:./data/**</translation>
    </message>
    <message>
        <source>take it back</source>
        <translation>es zurücknehmen</translation>
    </message>
    <message>
        <source>forget variables and permissions</source>
        <translation>Variablen und Berechtigungen vergessen</translation>
    </message>
    <message>
        <source>this text</source>
        <translation>dieser Text</translation>
    </message>
    <message>
        <source>An input is any piece of a script; the value of a last expression is shown. Variables stay until .reset.</source>
        <translation>Eine Eingabe ist ein beliebiges Stück eines Skripts; der Wert eines letzten Ausdrucks wird gezeigt. Variablen bleiben bis .reset.</translation>
    </message>
    <message>
        <source>Enter runs what is complete, Shift+Enter begins a line, Up brings earlier inputs, Tab completes, Ctrl+C stops.</source>
        <translation>Enter führt aus, was vollständig ist, Umschalt+Enter beginnt eine Zeile, Pfeil nach oben bringt frühere Eingaben, Tab vervollständigt, Strg+C hält an.</translation>
    </message>
    <message>
        <source>for this session</source>
        <translation>für diese Sitzung</translation>
    </message>
    <message>
        <source>once</source>
        <translation>einmal</translation>
    </message>
    <message>
        <source>remembered</source>
        <translation>gemerkt</translation>
    </message>
    <message>
        <source>by the project file</source>
        <translation>durch die Projektdatei</translation>
    </message>
</context>
<context>
    <name>latchkey::settings</name>
    <message>
        <source>This can not be less than nothing.</source>
        <translation>Dies kann nicht kleiner als null sein.</translation>
    </message>
    <message>
        <source>This can be from %1 to %2.</source>
        <translation>Möglich sind Werte von %1 bis %2.</translation>
    </message>
    <message>
        <source>Each entry is a text.</source>
        <translation>Jeder Eintrag ist ein Text.</translation>
    </message>
    <message>
        <source>%1 denies; here is what is given.</source>
        <translation>%1 verweigert; hier steht, was freigegeben wird.</translation>
    </message>
    <message>
        <source>This can be %1.</source>
        <translation>Möglich ist: %1.</translation>
    </message>
    <message>
        <source>This can be true or false.</source>
        <translation>Möglich ist true oder false.</translation>
    </message>
    <message>
        <source>This is a name in quotes.</source>
        <translation>Hier steht ein Name in Anführungszeichen.</translation>
    </message>
    <message>
        <source>This is a list of texts.</source>
        <translation>Hier steht eine Liste von Texten.</translation>
    </message>
    <message>
        <source>This is a number.</source>
        <translation>Hier steht eine Zahl.</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>%1 kB</source>
        <translation>%1 kB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>The desktop&apos;s own</source>
        <translation>Wie die Arbeitsfläche</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Spaces</source>
        <translation>Leerzeichen</translation>
    </message>
    <message>
        <source>Tabs</source>
        <translation>Tabulatoren</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>When the window or tab is left</source>
        <translation>Beim Verlassen von Fenster oder Tab</translation>
    </message>
    <message>
        <source>A while after the last key</source>
        <translation>Eine Weile nach der letzten Taste</translation>
    </message>
    <message>
        <source>Starts another run</source>
        <translation>Startet einen weiteren Lauf</translation>
    </message>
    <message>
        <source>Replaces the running one</source>
        <translation>Ersetzt den laufenden</translation>
    </message>
    <message>
        <source>Ask me</source>
        <translation>Nachfragen</translation>
    </message>
    <message>
        <source>Deny it</source>
        <translation>Verweigern</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Editor colours</source>
        <translation>Farben des Editors</translation>
    </message>
    <message>
        <source>Of the text in the editor only.</source>
        <translation>Nur für den Text im Editor.</translation>
    </message>
    <message>
        <source>As the window</source>
        <translation>Wie das Fenster</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>Schrift</translation>
    </message>
    <message>
        <source>Of menus, lists and buttons.</source>
        <translation>Für Menüs, Listen und Knöpfe.</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie die Arbeitsfläche</translation>
    </message>
    <message>
        <source>Font size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Code font</source>
        <translation>Schrift für Code</translation>
    </message>
    <message>
        <source>Of the editor, output and results.</source>
        <translation>Für Editor, Ausgabe und Ergebnisse.</translation>
    </message>
    <message>
        <source>Code font size</source>
        <translation>Schriftgröße für Code</translation>
    </message>
    <message>
        <source>As the other font</source>
        <translation>Wie die andere Schrift</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Of all texts together, also by Ctrl+ and Ctrl-.</source>
        <translation>Für alle Texte zusammen, auch mit Strg+ und Strg-.</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Comfortable rows</source>
        <translation>Geräumige Zeilen</translation>
    </message>
    <message>
        <source>More room in lists and tables.</source>
        <translation>Mehr Platz in Listen und Tabellen.</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
    <message>
        <source>Spinners stand still, the time beside them moves.</source>
        <translation>Kreisel stehen still, die Zeit daneben läuft weiter.</translation>
    </message>
    <message>
        <source>Desktop icons</source>
        <translation>Symbole der Arbeitsfläche</translation>
    </message>
    <message>
        <source>Icons of the desktop&apos;s theme where it has them.</source>
        <translation>Symbole aus dem Thema der Arbeitsfläche, wo vorhanden.</translation>
    </message>
    <message>
        <source>Desktop style</source>
        <translation>Stil der Arbeitsfläche</translation>
    </message>
    <message>
        <source>Buttons and fields as other programs have them.</source>
        <translation>Knöpfe und Felder wie in anderen Programmen.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>From the next start on.</source>
        <translation>Ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Tab width</source>
        <translation>Tabulatorbreite</translation>
    </message>
    <message>
        <source> columns</source>
        <translation> Spalten</translation>
    </message>
    <message>
        <source>Indent with</source>
        <translation>Einrücken mit</translation>
    </message>
    <message>
        <source>Follow the file</source>
        <translation>Der Datei folgen</translation>
    </message>
    <message>
        <source>A file indented with tabs goes on with tabs, and the other way round.</source>
        <translation>Eine mit Tabulatoren eingerückte Datei bleibt bei Tabulatoren, und umgekehrt.</translation>
    </message>
    <message>
        <source>Wrap long lines</source>
        <translation>Lange Zeilen umbrechen</translation>
    </message>
    <message>
        <source>Show spaces and tabs</source>
        <translation>Leerzeichen und Tabulatoren anzeigen</translation>
    </message>
    <message>
        <source>Minimap</source>
        <translation>Übersichtskarte</translation>
    </message>
    <message>
        <source>The whole text, small, beside the scroll bar.</source>
        <translation>Der ganze Text, klein, neben dem Rollbalken.</translation>
    </message>
    <message>
        <source>Caret width</source>
        <translation>Breite des Cursors</translation>
    </message>
    <message>
        <source>Blinking caret</source>
        <translation>Blinkender Cursor</translation>
    </message>
    <message>
        <source>Mark the caret&apos;s line</source>
        <translation>Zeile des Cursors hervorheben</translation>
    </message>
    <message>
        <source>Close brackets and quotes</source>
        <translation>Klammern und Anführungszeichen schließen</translation>
    </message>
    <message>
        <source>Typing an opening one types the closing one too.</source>
        <translation>Beim Tippen des öffnenden kommt das schließende dazu.</translation>
    </message>
    <message>
        <source>Complete while typing</source>
        <translation>Beim Tippen vervollständigen</translation>
    </message>
    <message>
        <source>Otherwise completions come with Ctrl+Space.</source>
        <translation>Sonst kommen Vervollständigungen mit Strg+Leertaste.</translation>
    </message>
    <message>
        <source>Remove trailing spaces on save</source>
        <translation>Beim Speichern Leerzeichen am Zeilenende entfernen</translation>
    </message>
    <message>
        <source>Not inside strings of several lines.</source>
        <translation>Nicht in mehrzeiligen Zeichenketten.</translation>
    </message>
    <message>
        <source>End files with a new line on save</source>
        <translation>Beim Speichern Dateien mit Zeilenumbruch beenden</translation>
    </message>
    <message>
        <source>Save by itself</source>
        <translation>Von selbst speichern</translation>
    </message>
    <message>
        <source>Files that have a name.</source>
        <translation>Dateien, die einen Namen haben.</translation>
    </message>
    <message>
        <source>Delay of saving by itself</source>
        <translation>Verzögerung beim Selbstspeichern</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>Keep unsaved text over a crash</source>
        <translation>Nicht gespeicherten Text über einen Absturz retten</translation>
    </message>
    <message>
        <source>In the state folder, at most a second behind.</source>
        <translation>Im Zustandsordner, höchstens eine Sekunde alt.</translation>
    </message>
    <message>
        <source>Open the files of the last time</source>
        <translation>Dateien vom letzten Mal öffnen</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>For files without a limit of their own.</source>
        <translation>Für Dateien ohne eigenes Limit.</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Kein Limit</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Instructions of the script, e.g. 50 M.</source>
        <translation>Anweisungen des Skripts, z. B. 50 M.</translation>
    </message>
    <message>
        <source>Run while the file runs</source>
        <translation>Ausführen, während die Datei läuft</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Scripts that compute at the same time.</source>
        <translation>Skripte, die gleichzeitig rechnen.</translation>
    </message>
    <message>
        <source>One a core</source>
        <translation>Einer je Kern</translation>
    </message>
    <message>
        <source>When a script wants more</source>
        <translation>Wenn ein Skript mehr will</translation>
    </message>
    <message>
        <source>For files opened from now on.</source>
        <translation>Für ab jetzt geöffnete Dateien.</translation>
    </message>
    <message>
        <source>Given to every script unasked</source>
        <translation>Jedem Skript ohne Rückfrage gegeben</translation>
    </message>
    <message>
        <source>One a line, e.g. file.read:/data/**. For files opened from now on.</source>
        <translation>Eine je Zeile, z. B. file.read:/data/**. Für ab jetzt geöffnete Dateien.</translation>
    </message>
    <message>
        <source>Keep past runs</source>
        <translation>Vergangene Läufe behalten</translation>
    </message>
    <message>
        <source>With their inputs, outcome and output.</source>
        <translation>Mit Eingaben, Ausgang und Ausgabe.</translation>
    </message>
    <message>
        <source>Runs kept of each file</source>
        <translation>Behaltene Läufe je Datei</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Days they are kept</source>
        <translation>Tage, die sie behalten werden</translation>
    </message>
    <message>
        <source> days</source>
        <translation> Tage</translation>
    </message>
    <message>
        <source>For ever</source>
        <translation>Dauerhaft</translation>
    </message>
    <message>
        <source>Room on the disk</source>
        <translation>Platz auf dem Datenträger</translation>
    </message>
    <message>
        <source>Tell when a run has ended</source>
        <translation>Melden, wenn ein Lauf beendet ist</translation>
    </message>
    <message>
        <source>While another window is in front.</source>
        <translation>Während ein anderes Fenster vorn ist.</translation>
    </message>
    <message>
        <source>Of runs that took at least</source>
        <translation>Bei Läufen, die mindestens dauerten</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Editor</source>
        <translation>Editor</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>The oldest go first, pinned ones stay.</source>
        <translation>Die ältesten gehen zuerst, angeheftete bleiben.</translation>
    </message>
    <message>
        <source>Play sounds</source>
        <translation>Klänge abspielen</translation>
    </message>
    <message>
        <source>A tone of the desktop for finished, one for failed, one for a question.</source>
        <translation>Ein Ton der Arbeitsfläche für fertig, einer für fehlgeschlagen, einer für eine Rückfrage.</translation>
    </message>
</context>
<context>
    <name>latchkey::settings::Keymap</name>
    <message>
        <source>%1: %2 and %3</source>
        <translation>%1: %2 und %3</translation>
    </message>
    <message>
        <source>The file can not be read: line %1, %2.</source>
        <translation>Die Datei kann nicht gelesen werden: Zeile %1, %2.</translation>
    </message>
    <message>
        <source>There are no keys in this file.</source>
        <translation>In dieser Datei sind keine Tastenkürzel.</translation>
    </message>
    <message>
        <source>This file builds on “%1”, which is not known here.</source>
        <translation>Diese Datei baut auf „%1“ auf, das hier nicht bekannt ist.</translation>
    </message>
</context>
<context>
    <name>latchkey::settings::SettingField</name>
    <message>
        <source>“%1” is no amount. Examples: %2</source>
        <translation>„%1“ ist keine Mengenangabe. Beispiele: %2</translation>
    </message>
</context>
<context>
    <name>latchkey::settings::SettingRow</name>
    <message>
        <source>Reset %1</source>
        <translation>%1 zurücksetzen</translation>
    </message>
</context>
<context>
    <name>latchkey::settings::Settings</name>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Kein Limit</translation>
    </message>
    <message>
        <source>%1, line %2: %3 is not used. %4</source>
        <translation>%1, Zeile %2: %3 wird nicht verwendet. %4</translation>
    </message>
</context>
<context>
    <name>latchkey::settings::SettingsFile</name>
    <message>
        <source>a comma is missing</source>
        <translation>ein Komma fehlt</translation>
    </message>
    <message>
        <source>a colon is missing</source>
        <translation>ein Doppelpunkt fehlt</translation>
    </message>
    <message>
        <source>a closing bracket is missing</source>
        <translation>eine schließende Klammer fehlt</translation>
    </message>
    <message>
        <source>a closing quote is missing</source>
        <translation>ein schließendes Anführungszeichen fehlt</translation>
    </message>
    <message>
        <source>this is no value</source>
        <translation>dies ist kein Wert</translation>
    </message>
    <message>
        <source>this is no JSON object</source>
        <translation>dies ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>%1 can not be read: line %2, %3.</source>
        <translation>%1 kann nicht gelesen werden: Zeile %2, %3.</translation>
    </message>
    <message>
        <source>The damaged %1 could not be kept; nothing was written.</source>
        <translation>Die beschädigte Datei %1 konnte nicht aufbewahrt werden; nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>%1 is being written by another program all the time.</source>
        <translation>%1 wird ständig von einem anderen Programm geschrieben.</translation>
    </message>
</context>
<context>
    <name>latchkey::settings::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Close the settings</source>
        <translation>Einstellungen schließen</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>No setting has these words</source>
        <translation>Keine Einstellung enthält diese Wörter</translation>
    </message>
    <message>
        <source>Keys have a group of their own</source>
        <translation>Tastenkürzel haben eine eigene Gruppe</translation>
    </message>
    <message>
        <source>Groups of settings</source>
        <translation>Gruppen der Einstellungen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Open settings.json</source>
        <translation>settings.json öffnen</translation>
    </message>
    <message>
        <source>Reset all settings</source>
        <translation>Alle Einstellungen zurücksetzen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Search keys and commands</source>
        <translation>Tasten und Befehle suchen</translation>
    </message>
</context>
<context>
    <name>latchkey::settings::ShortcutPage</name>
    <message>
        <source>Find by keys</source>
        <translation>Nach Tasten suchen</translation>
    </message>
    <message>
        <source>Press keys to find what they do</source>
        <translation>Tasten drücken, um ihre Wirkung zu finden</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>Neue Tasten</translation>
    </message>
    <message>
        <source>Press new keys</source>
        <translation>Neue Tasten drücken</translation>
    </message>
    <message>
        <source>Add keys</source>
        <translation>Tasten hinzufügen</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Keys as in</source>
        <translation>Tasten wie in</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>Befehle und ihre Tasten</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Export keys…</source>
        <translation>Tasten exportieren…</translation>
    </message>
    <message>
        <source>Import keys…</source>
        <translation>Tasten importieren…</translation>
    </message>
    <message>
        <source>Reset all keys</source>
        <translation>Alle Tasten zurücksetzen</translation>
    </message>
    <message>
        <source>Usually %1</source>
        <translation>Üblich ist %1</translation>
    </message>
    <message>
        <source>No command is chosen</source>
        <translation>Kein Befehl ist gewählt</translation>
    </message>
    <message>
        <source>Keys %1, Delete takes them away</source>
        <translation>Tasten %1, Entf nimmt sie weg</translation>
    </message>
    <message>
        <source>%1 is %2, which can not be changed.</source>
        <translation>%1 ist %2 und kann nicht geändert werden.</translation>
    </message>
    <message>
        <source>%1 is %2 now, which loses it.</source>
        <translation>%1 ist jetzt %2, das die Tasten dann verliert.</translation>
    </message>
    <message>
        <source>Two commands have the same keys and neither works: %1</source>
        <translation>Zwei Befehle haben dieselben Tasten, und keiner wirkt: %1</translation>
    </message>
    <message>
        <source>Take keys over</source>
        <translation>Tasten übernehmen</translation>
    </message>
</context>
<context>
    <name>latchkey::tables</name>
    <message numerus="yes">
        <source>%Ln null</source>
        <translation>
            <numerusform>%Ln null</numerusform>
            <numerusform>%Ln null</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>over %Ln different</source>
        <translation>
            <numerusform>über %Ln verschiedener</numerusform>
            <numerusform>über %Ln verschiedene</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln different</source>
        <translation>
            <numerusform>%Ln verschiedener</numerusform>
            <numerusform>%Ln verschiedene</numerusform>
        </translation>
    </message>
    <message>
        <source>Type a condition first</source>
        <translation>Zuerst eine Bedingung eingeben</translation>
    </message>
    <message>
        <source>There is no column %1</source>
        <translation>Es gibt keine Spalte %1</translation>
    </message>
    <message>
        <source>A value is missing after %1</source>
        <translation>Nach %1 fehlt ein Wert</translation>
    </message>
    <message>
        <source>Write %1 &gt; 60, %1 contains text, or %1 is null</source>
        <translation>%1 &gt; 60, %1 contains Text oder %1 is null schreiben</translation>
    </message>
    <message>
        <source>date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>nested</source>
        <translation>verschachtelt</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>gemischt</translation>
    </message>
    <message>
        <source>%1 could not be written: %2. The old file is untouched.</source>
        <translation>%1 konnte nicht geschrieben werden: %2. Die alte Datei ist unberührt.</translation>
    </message>
    <message>
        <source>Nothing was written</source>
        <translation>Nichts wurde geschrieben</translation>
    </message>
</context>
<context>
    <name>latchkey::tables::TableHeader</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
</context>
<context>
    <name>latchkey::tables::TableModel</name>
    <message>
        <source>Ordering rows</source>
        <translation>Zeilen werden geordnet</translation>
    </message>
</context>
<context>
    <name>latchkey::tables::TablePane</name>
    <message>
        <source>No table to show</source>
        <translation>Keine Tabelle zum Anzeigen</translation>
    </message>
    <message>
        <source>A list of objects or of lists is shown here as a table</source>
        <translation>Eine Liste von Objekten oder Listen wird hier als Tabelle angezeigt</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Add filter</source>
        <translation>Filter hinzufügen</translation>
    </message>
    <message>
        <source>Condition for rows</source>
        <translation>Bedingung für Zeilen</translation>
    </message>
    <message>
        <source>value &gt; 60</source>
        <translation>Wert &gt; 60</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>Zeilen kopieren</translation>
    </message>
    <message>
        <source>Copy the cell</source>
        <translation>Zelle kopieren</translation>
    </message>
    <message>
        <source>As TSV, for spreadsheets</source>
        <translation>Als TSV, für Tabellenprogramme</translation>
    </message>
    <message>
        <source>As CSV</source>
        <translation>Als CSV</translation>
    </message>
    <message>
        <source>As JSON</source>
        <translation>Als JSON</translation>
    </message>
    <message>
        <source>As an ML expression</source>
        <translation>Als ML-Ausdruck</translation>
    </message>
    <message>
        <source>%1 of %2 rows × %3</source>
        <translation>%1 von %2 Zeilen × %3</translation>
    </message>
    <message>
        <source>%1 rows × %2</source>
        <translation>%1 Zeilen × %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) selected</source>
        <translation>
            <numerusform>%Ln Zeile ausgewählt</numerusform>
            <numerusform>%Ln Zeilen ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>%1 wird geschrieben</translation>
    </message>
    <message>
        <source>Ordering rows %1</source>
        <translation>Zeilen werden sortiert %1</translation>
    </message>
    <message>
        <source>sorted by %1, ascending</source>
        <translation>nach %1 sortiert, aufsteigend</translation>
    </message>
    <message>
        <source>sorted by %1, descending</source>
        <translation>nach %1 sortiert, absteigend</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Minimum %1</source>
        <translation>Minimum %1</translation>
    </message>
    <message>
        <source>Mean %1</source>
        <translation>Mittelwert %1</translation>
    </message>
    <message>
        <source>Maximum %1</source>
        <translation>Maximum %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln null</source>
        <translation>
            <numerusform>%Ln null</numerusform>
            <numerusform>%Ln null</numerusform>
        </translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>Wird gezählt</translation>
    </message>
    <message>
        <source>Sort ascending</source>
        <translation>Aufsteigend sortieren</translation>
    </message>
    <message>
        <source>Sort descending</source>
        <translation>Absteigend sortieren</translation>
    </message>
    <message>
        <source>As the list lies</source>
        <translation>Wie die Liste vorliegt</translation>
    </message>
    <message>
        <source>Filter this column</source>
        <translation>Diese Spalte filtern</translation>
    </message>
    <message>
        <source>Fit the width</source>
        <translation>Breite anpassen</translation>
    </message>
    <message>
        <source>Copy the name</source>
        <translation>Namen kopieren</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Only rows like this one</source>
        <translation>Nur Zeilen wie diese</translation>
    </message>
    <message>
        <source>These rows are too long for the clipboard. Export them to a file.</source>
        <translation>Diese Zeilen sind zu lang für die Zwischenablage. Sie können in eine Datei exportiert werden.</translation>
    </message>
    <message>
        <source>Copied the rows</source>
        <translation>Zeilen kopiert</translation>
    </message>
    <message>
        <source>Export the table</source>
        <translation>Tabelle exportieren</translation>
    </message>
    <message>
        <source>Exported as %1</source>
        <translation>Als %1 exportiert</translation>
    </message>
    <message>
        <source>Copying rows</source>
        <translation>Zeilen werden kopiert</translation>
    </message>
    <message>
        <source>Exporting %1</source>
        <translation>%1 wird exportiert</translation>
    </message>
    <message>
        <source>%1 has no rows</source>
        <translation>%1 hat keine Zeilen</translation>
    </message>
</context>
<context>
    <name>latchkey::tables::TableView</name>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
</context>
<context>
    <name>latchkey::widgets::EditorTabBar</name>
    <message>
        <source>Open files</source>
        <translation>Offene Dateien</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>nicht gespeichert</translation>
    </message>
    <message>
        <source>Close %1</source>
        <translation>%1 schließen</translation>
    </message>
</context>
<context>
    <name>latchkey::widgets::NotificationBar</name>
    <message>
        <source>Close this notice</source>
        <translation>Diesen Hinweis schließen</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiterer</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>latchkey::widgets::PauseButton</name>
    <message>
        <source>Pause</source>
        <translation>Pausieren</translation>
    </message>
</context>
<context>
    <name>latchkey::widgets::RowTable</name>
    <message>
        <source>Columns; activate one to sort by it</source>
        <translation>Spalten; eine aktivieren, um danach zu sortieren</translation>
    </message>
</context>
<context>
    <name>latchkey::widgets::RunButton</name>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Resume the paused run</source>
        <translation>Pausierten Lauf fortsetzen</translation>
    </message>
    <message>
        <source>Run the file in front</source>
        <translation>Vordere Datei ausführen</translation>
    </message>
</context>
<context>
    <name>latchkey::widgets::StopButton</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop without clean-up</source>
        <translation>Ohne Aufräumen anhalten</translation>
    </message>
    <message>
        <source>Stopping. Press again to skip the clean-up</source>
        <translation>Hält an. Nochmals drücken überspringt das Aufräumen</translation>
    </message>
    <message>
        <source>Stop the run in front</source>
        <translation>Vorderen Lauf anhalten</translation>
    </message>
</context>
<context>
    <name>latchkey::widgets::TabStrip</name>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
</context>
<context>
    <name>latchkey::widgets::TabbedDock</name>
    <message>
        <source>Move %1 to</source>
        <translation>%1 verschieben nach</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>Bottom</source>
        <translation>Unten</translation>
    </message>
    <message>
        <source>Dock</source>
        <translation>Andocken</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Close %1</source>
        <translation>%1 schließen</translation>
    </message>
</context>
<context>
    <name>latchkey::widgets::UndoToast</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>latchkey::window</name>
    <message>
        <source>After run %1 at %2.</source>
        <translation>Nach Lauf %1 um %2.</translation>
    </message>
    <message>
        <source>The text has changed since.</source>
        <translation>Der Text hat sich seitdem geändert.</translation>
    </message>
    <message>
        <source>this program, with its icons</source>
        <translation>dieses Programm mit seinen Symbolen</translation>
    </message>
    <message>
        <source>windows, network and threads</source>
        <translation>Fenster, Netzwerk und Threads</translation>
    </message>
    <message>
        <source>the editor</source>
        <translation>der Editor</translation>
    </message>
    <message>
        <source>in QScintilla: text and its painting</source>
        <translation>in QScintilla: Text und seine Darstellung</translation>
    </message>
    <message>
        <source>colours of code</source>
        <translation>Farben des Codes</translation>
    </message>
    <message>
        <source>plots of results</source>
        <translation>Diagramme von Ergebnissen</translation>
    </message>
    <message>
        <source>regular expressions</source>
        <translation>reguläre Ausdrücke</translation>
    </message>
    <message>
        <source>large whole numbers</source>
        <translation>große ganze Zahlen</translation>
    </message>
    <message>
        <source>numbers as text</source>
        <translation>Zahlen als Text</translation>
    </message>
    <message>
        <source>letters of all languages</source>
        <translation>Buchstaben aller Sprachen</translation>
    </message>
    <message>
        <source>digests and secure connections</source>
        <translation>Prüfsummen und sichere Verbindungen</translation>
    </message>
    <message>
        <source>history of runs, permissions</source>
        <translation>Verlauf der Läufe, Berechtigungen</translation>
    </message>
    <message>
        <source>unpacking answers of servers</source>
        <translation>Entpacken von Antworten der Server</translation>
    </message>
    <message>
        <source>Save in</source>
        <translation>Speichern in</translation>
    </message>
    <message>
        <source>UTF-8</source>
        <translation>UTF-8</translation>
    </message>
    <message>
        <source>UTF-8 with byte-order mark</source>
        <translation>UTF-8 mit Byte-Order-Marke</translation>
    </message>
    <message>
        <source>Read again as</source>
        <translation>Neu lesen als</translation>
    </message>
    <message>
        <source>LF (Linux, macOS)</source>
        <translation>LF (Linux, macOS)</translation>
    </message>
    <message>
        <source>CRLF (Windows)</source>
        <translation>CRLF (Windows)</translation>
    </message>
</context>
<context>
    <name>latchkey::window::About</name>
    <message>
        <source>About Latchkey</source>
        <translation>Über Latchkey</translation>
    </message>
    <message>
        <source>Icon of Latchkey</source>
        <translation>Symbol von Latchkey</translation>
    </message>
    <message>
        <source>With the script in front</source>
        <translation>Mit dem vorderen Skript</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Versions, platform and the last lines of the log, to tell of a fault</source>
        <translation>Versionen, Plattform und die letzten Zeilen des Protokolls, um einen Fehler zu melden</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Version %1 on %2</source>
        <translation>Version %1 auf %2</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later, without any warranty.</source>
        <translation>Freie Software unter der GNU General Public License, Version 3 oder neuer, ohne jede Gewährleistung.</translation>
    </message>
    <message>
        <source>Parts, versions and licences</source>
        <translation>Bestandteile, Versionen und Lizenzen</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Bestandteil</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>The report is on the clipboard.</source>
        <translation>Der Bericht ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>The report is on the clipboard, with the script.</source>
        <translation>Der Bericht ist mit dem Skript in der Zwischenablage.</translation>
    </message>
</context>
<context>
    <name>latchkey::window::BatchDesk</name>
    <message>
        <source>The batch still runs</source>
        <translation>Der Stapel läuft noch</translation>
    </message>
    <message>
        <source>Stop it and close</source>
        <translation>Anhalten und schließen</translation>
    </message>
    <message>
        <source>Keep it open</source>
        <translation>Offen lassen</translation>
    </message>
    <message>
        <source>Items of the batch</source>
        <translation>Elemente des Stapels</translation>
    </message>
    <message>
        <source>Items (*.json *.jsonl *.ndjson *.csv)</source>
        <translation>Elemente (*.json *.jsonl *.ndjson *.csv)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Script to fall back on</source>
        <translation>Ersatzskript</translation>
    </message>
    <message>
        <source>Export the outcomes</source>
        <translation>Ausgänge exportieren</translation>
    </message>
    <message>
        <source>CSV table (*.csv)</source>
        <translation>CSV-Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation>JSON-Zeilen (*.jsonl)</translation>
    </message>
</context>
<context>
    <name>latchkey::window::CallPanel</name>
    <message>
        <source>Call</source>
        <translation>Aufrufen</translation>
    </message>
    <message>
        <source>Call a function</source>
        <translation>Funktion aufrufen</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Looking for functions</source>
        <translation>Funktionen werden gesucht</translation>
    </message>
    <message>
        <source>%1 has no function of its own to call</source>
        <translation>%1 hat keine eigene Funktion zum Aufrufen</translation>
    </message>
    <message>
        <source>%1 has no value yet.</source>
        <translation>%1 hat noch keinen Wert.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>latchkey::window::ClipboardRun</name>
    <message>
        <source>The clipboard holds no text to run.</source>
        <translation>Die Zwischenablage enthält keinen Text zum Ausführen.</translation>
    </message>
</context>
<context>
    <name>latchkey::window::CodeDesk</name>
    <message>
        <source>Complete</source>
        <translation>Vervollständigen</translation>
    </message>
    <message>
        <source>names, members, modules</source>
        <translation>Namen, Mitglieder, Module</translation>
    </message>
    <message>
        <source>Show the parameters of the call</source>
        <translation>Parameter des Aufrufs anzeigen</translation>
    </message>
    <message>
        <source>Mend what is wrong here…</source>
        <translation>Fehler an dieser Stelle beheben…</translation>
    </message>
    <message>
        <source>quick fixes</source>
        <translation>Schnellkorrekturen</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>the variable or function at the caret</source>
        <translation>die Variable oder Funktion am Cursor</translation>
    </message>
    <message>
        <source>Format file</source>
        <translation>Datei formatieren</translation>
    </message>
    <message>
        <source>Format selection</source>
        <translation>Auswahl formatieren</translation>
    </message>
    <message>
        <source>Select more of the program</source>
        <translation>Mehr vom Programm auswählen</translation>
    </message>
    <message>
        <source>Select less of the program</source>
        <translation>Weniger vom Programm auswählen</translation>
    </message>
    <message>
        <source>&amp;Definition</source>
        <translation>De&amp;finition</translation>
    </message>
    <message>
        <source>of the name at the caret</source>
        <translation>des Namens am Cursor</translation>
    </message>
    <message>
        <source>Find referen&amp;ces</source>
        <translation>&amp;Verweise suchen</translation>
    </message>
    <message>
        <source>What is th&amp;is?</source>
        <translation>Was &amp;ist das?</translation>
    </message>
    <message>
        <source>the name at the caret</source>
        <translation>der Name am Cursor</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Nothing here is defined in a file</source>
        <translation>Hier ist nichts, was in einer Datei definiert ist</translation>
    </message>
    <message>
        <source>Nothing to mend here</source>
        <translation>Hier ist nichts zu beheben</translation>
    </message>
    <message>
        <source>Mends</source>
        <translation>Korrekturen</translation>
    </message>
    <message>
        <source>Alt+Enter mends it</source>
        <translation>Alt+Eingabe behebt es</translation>
    </message>
    <message>
        <source>Only scripts can be formatted</source>
        <translation>Nur Skripte können formatiert werden</translation>
    </message>
    <message>
        <source>It is formatted already</source>
        <translation>Der Text ist bereits formatiert</translation>
    </message>
    <message>
        <source>Formatted</source>
        <translation>Formatiert</translation>
    </message>
</context>
<context>
    <name>latchkey::window::CommandPalette</name>
    <message>
        <source>Type a file, a command, @ symbol or : line</source>
        <translation>Datei, Befehl, @ Symbol oder : Zeile eingeben</translation>
    </message>
    <message>
        <source>&gt; commands    @ symbols    : line    ? help</source>
        <translation>&gt; Befehle    @ Symbole    : Zeile    ? Hilfe</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Commands and files found</source>
        <translation>Gefundene Befehle und Dateien</translation>
    </message>
    <message>
        <source>Prefixes</source>
        <translation>Vorzeichen</translation>
    </message>
    <message>
        <source>Number found</source>
        <translation>Anzahl der Funde</translation>
    </message>
    <message>
        <source>Commands only</source>
        <translation>Nur Befehle</translation>
    </message>
    <message>
        <source>Functions and variables of the file in front</source>
        <translation>Funktionen und Variablen der vorderen Datei</translation>
    </message>
    <message>
        <source>Go to a line of the file in front</source>
        <translation>Zu einer Zeile der vorderen Datei gehen</translation>
    </message>
    <message>
        <source>Go to line %1</source>
        <translation>Gehe zu Zeile %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>latchkey::window::Commands</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>Aus&amp;führen</translation>
    </message>
    <message>
        <source>&amp;Debug</source>
        <translation>Fehler&amp;suche</translation>
    </message>
    <message>
        <source>Per&amp;missions</source>
        <translation>Be&amp;rechtigungen</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>E&amp;xtras</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
</context>
<context>
    <name>latchkey::window::ConfigurationDesk</name>
    <message>
        <source> names permissions that count only when you grant them: </source>
        <translation> nennt Berechtigungen, die erst gelten, wenn Sie sie freigeben: </translation>
    </message>
    <message>
        <source>Folder to run %1 in</source>
        <translation>Ordner, in dem %1 ausgeführt wird</translation>
    </message>
    <message>
        <source>As the settings say</source>
        <translation>Wie in den Einstellungen</translation>
    </message>
    <message>
        <source>Start another beside it</source>
        <translation>Einen weiteren daneben starten</translation>
    </message>
    <message>
        <source>Replace the running one</source>
        <translation>Den laufenden ersetzen</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Nachfragen</translation>
    </message>
    <message>
        <source>Configurations of %1</source>
        <translation>Konfigurationen von %1</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>New configuration…</source>
        <translation>Neue Konfiguration…</translation>
    </message>
    <message>
        <source>Name of the new configuration</source>
        <translation>Name der neuen Konfiguration</translation>
    </message>
    <message>
        <source>Rename %1…</source>
        <translation>%1 umbenennen…</translation>
    </message>
    <message>
        <source>New name of %1</source>
        <translation>Neuer Name von %1</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>%1 löschen</translation>
    </message>
    <message>
        <source>When it is running already</source>
        <translation>Wenn es bereits läuft</translation>
    </message>
    <message>
        <source>Run in another folder…</source>
        <translation>In einem anderen Ordner ausführen…</translation>
    </message>
    <message>
        <source>Runs in %1…</source>
        <translation>Läuft in %1…</translation>
    </message>
    <message>
        <source>Run where the file is</source>
        <translation>Im Ordner der Datei ausführen</translation>
    </message>
    <message>
        <source>Keep beside the script</source>
        <translation>Neben dem Skript aufbewahren</translation>
    </message>
    <message>
        <source>Run in the working folder</source>
        <translation>Im Arbeitsordner ausführen</translation>
    </message>
    <message>
        <source>Notify when a long run has ended</source>
        <translation>Benachrichtigen, wenn ein langer Lauf geendet hat</translation>
    </message>
</context>
<context>
    <name>latchkey::window::Corner</name>
    <message>
        <source>Background jobs</source>
        <translation>Hintergrundarbeiten</translation>
    </message>
</context>
<context>
    <name>latchkey::window::DesktopNotifications</name>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Erneut ausführen</translation>
    </message>
</context>
<context>
    <name>latchkey::window::EditorArea</name>
    <message>
        <source>%1, never saved</source>
        <translation>%1, nie gespeichert</translation>
    </message>
    <message>
        <source>Sides of the editor</source>
        <translation>Seiten des Editors</translation>
    </message>
    <message>
        <source>Open files of the second side</source>
        <translation>Offene Dateien der zweiten Seite</translation>
    </message>
</context>
<context>
    <name>latchkey::window::EditorPage</name>
    <message>
        <source>Views of the file</source>
        <translation>Ansichten der Datei</translation>
    </message>
</context>
<context>
    <name>latchkey::window::EditorSide</name>
    <message>
        <source>Open files</source>
        <translation>Offene Dateien</translation>
    </message>
</context>
<context>
    <name>latchkey::window::FileCompare</name>
    <message>
        <source>This version could not be read.</source>
        <translation>Diese Fassung konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>what was replaced at %1</source>
        <translation>was um %1 ersetzt wurde</translation>
    </message>
    <message>
        <source>Compare with the file on disk…</source>
        <translation>Mit der Datei auf dem Datenträger vergleichen…</translation>
    </message>
    <message>
        <source>Compare with an earlier version…</source>
        <translation>Mit einer früheren Fassung vergleichen…</translation>
    </message>
    <message>
        <source>what was there before a save</source>
        <translation>was vor einem Speichern da war</translation>
    </message>
    <message>
        <source>%1 was never saved</source>
        <translation>%1 wurde nie gespeichert</translation>
    </message>
    <message>
        <source>the file on disk</source>
        <translation>die Datei auf dem Datenträger</translation>
    </message>
    <message>
        <source>%1 and the file on disk</source>
        <translation>%1 und die Datei auf dem Datenträger</translation>
    </message>
    <message>
        <source>Take the text of the file</source>
        <translation>Text der Datei übernehmen</translation>
    </message>
    <message>
        <source>There is no earlier version of %1</source>
        <translation>Es gibt keine frühere Fassung von %1</translation>
    </message>
    <message>
        <source>Earlier versions of %1</source>
        <translation>Frühere Fassungen von %1</translation>
    </message>
    <message>
        <source>Take this version</source>
        <translation>Diese Fassung übernehmen</translation>
    </message>
</context>
<context>
    <name>latchkey::window::FileDesk</name>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>untitled-%1</source>
        <translation>unbenannt-%1</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>Offene Dateien</translation>
    </message>
    <message>
        <source>%1 can not be edited</source>
        <translation>%1 kann nicht bearbeitet werden</translation>
    </message>
    <message>
        <source>Save %1 as</source>
        <translation>%1 speichern unter</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>**%1** changed on disk since you opened it. It was not saved.</source>
        <translation>**%1** wurde außerhalb geändert, seit die Datei geöffnet wurde. Sie wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>Save mine</source>
        <translation>Meine speichern</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>**%1** changed on disk at %2.</source>
        <translation>**%1** wurde um %2 außerhalb geändert.</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Meine behalten</translation>
    </message>
    <message>
        <source>**%1** was deleted on disk. The text here is the only copy.</source>
        <translation>**%1** wurde auf dem Datenträger gelöscht. Der Text hier ist die einzige Kopie.</translation>
    </message>
    <message>
        <source>Save again</source>
        <translation>Wieder speichern</translation>
    </message>
    <message>
        <source>Save the changes to %1?</source>
        <translation>Änderungen an %1 speichern?</translation>
    </message>
    <message>
        <source>Unsaved text is lost when you close it.</source>
        <translation>Nicht gespeicherter Text geht beim Schließen verloren.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Do not save</source>
        <translation>Nicht speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>Save the changes to %n file(s)?</source>
        <translation>
            <numerusform>Änderungen an %n Datei speichern?</numerusform>
            <numerusform>Änderungen an %n Dateien speichern?</numerusform>
        </translation>
    </message>
    <message>
        <source>Save all</source>
        <translation>Alle speichern</translation>
    </message>
    <message numerus="yes">
        <source>Restored %n unsaved file(s).</source>
        <translation>
            <numerusform>%n nicht gespeicherte Datei wiederhergestellt.</numerusform>
            <numerusform>%n nicht gespeicherte Dateien wiederhergestellt.</numerusform>
        </translation>
    </message>
    <message>
        <source>An unsaved text could not be read. Its journal is kept as %1.</source>
        <translation>Ein nicht gespeicherter Text konnte nicht gelesen werden. Sein Journal bleibt als %1 erhalten.</translation>
    </message>
    <message>
        <source>Show difference</source>
        <translation>Unterschied anzeigen</translation>
    </message>
    <message>
        <source>Show differences</source>
        <translation>Unterschiede anzeigen</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Verwerfen…</translation>
    </message>
    <message numerus="yes">
        <source>Discard the restored text of %n file(s)?</source>
        <translation>
            <numerusform>Wiederhergestellten Text von %n Datei verwerfen?</numerusform>
            <numerusform>Wiederhergestellten Text von %n Dateien verwerfen?</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · Files go back to what is on disk; texts never saved are closed.</source>
        <translation>%1 · Dateien kehren zum Stand auf dem Datenträger zurück; nie gespeicherte Texte werden geschlossen.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
</context>
<context>
    <name>latchkey::window::HelpDesk</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
</context>
<context>
    <name>latchkey::window::HistoryDesk</name>
    <message>
        <source>That run is not kept in the history</source>
        <translation>Dieser Lauf ist nicht im Verlauf</translation>
    </message>
    <message>
        <source>Its text is not kept</source>
        <translation>Der Text wurde nicht behalten</translation>
    </message>
    <message>
        <source>%1 of then</source>
        <translation>%1 von damals</translation>
    </message>
    <message>
        <source>Open the script first</source>
        <translation>Zuerst das Skript öffnen</translation>
    </message>
    <message>
        <source>%1 has the inputs of that run</source>
        <translation>%1 hat die Eingaben jenes Laufs</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n run(s) from the history?</source>
        <translation>
            <numerusform>%n Lauf aus dem Verlauf löschen?</numerusform>
            <numerusform>%n Läufe aus dem Verlauf löschen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Their output, result and text of then are gone.</source>
        <translation>Damalige Ausgabe, Ergebnis und Text sind dann weg.</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n run(s)</source>
        <translation>
            <numerusform>%n Lauf löschen</numerusform>
            <numerusform>%n Läufe löschen</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>latchkey::window::MainWindow</name>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Gliederung</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>Rückfragen</translation>
    </message>
    <message>
        <source>Saved the output as %1</source>
        <translation>Ausgabe als %1 gespeichert</translation>
    </message>
    <message>
        <source>The text has changed since; the fix does not fit any more</source>
        <translation>Der Text hat sich inzwischen geändert; die Korrektur passt nicht mehr</translation>
    </message>
    <message>
        <source>Line ends</source>
        <translation>Zeilenenden</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Kodierung</translation>
    </message>
    <message>
        <source>runs the file in front,</source>
        <translation>führt die vordere Datei aus,</translation>
    </message>
    <message>
        <source>stops the run,</source>
        <translation>hält den Lauf an,</translation>
    </message>
    <message>
        <source>goes to a waiting question.</source>
        <translation>geht zu einer wartenden Rückfrage.</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Alle Tasten</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Nur Text</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message numerus="yes">
        <source>%1[*] — %n running — Latchkey</source>
        <translation>
            <numerusform>%1[*] — %n läuft — Latchkey</numerusform>
            <numerusform>%1[*] — %n laufen — Latchkey</numerusform>
        </translation>
    </message>
    <message>
        <source>%1[*] — Latchkey</source>
        <translation>%1[*] — Latchkey</translation>
    </message>
    <message>
        <source>Press Escape once more to stop %1</source>
        <translation>Nochmals Escape hält %1 an</translation>
    </message>
    <message>
        <source>run %1, %2</source>
        <translation>Lauf %1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) still going</source>
        <translation>
            <numerusform>%n Lauf ist noch im Gange</numerusform>
            <numerusform>%n Läufe sind noch im Gange</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stop %n run(s) and quit</source>
        <translation>
            <numerusform>%n Lauf anhalten und beenden</numerusform>
            <numerusform>%n Läufe anhalten und beenden</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Weiterlaufen lassen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Menu bar</source>
        <translation>Menüleiste</translation>
    </message>
    <message>
        <source>&amp;New script</source>
        <translation>&amp;Neues Skript</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>&amp;Öffnen…</translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation>O&amp;rdner öffnen…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>Speichern &amp;unter…</translation>
    </message>
    <message>
        <source>Sa&amp;ve all</source>
        <translation>&amp;Alle speichern</translation>
    </message>
    <message>
        <source>Re&amp;load from disk</source>
        <translation>Neu &amp;laden</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Close o&amp;thers</source>
        <translation>An&amp;dere schließen</translation>
    </message>
    <message>
        <source>Reo&amp;pen closed</source>
        <translation>&amp;Geschlossene wieder öffnen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>A&amp;usschneiden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>&amp;Suchen…</translation>
    </message>
    <message>
        <source>Rep&amp;lace…</source>
        <translation>Erse&amp;tzen…</translation>
    </message>
    <message>
        <source>Find in folder…</source>
        <translation>Im Ordner suchen…</translation>
    </message>
    <message>
        <source>and replace</source>
        <translation>und ersetzen</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation>Weitersu&amp;chen</translation>
    </message>
    <message>
        <source>Find pre&amp;vious</source>
        <translation>Rückwärts suc&amp;hen</translation>
    </message>
    <message>
        <source>Toggle co&amp;mment</source>
        <translation>Ko&amp;mmentar umschalten</translation>
    </message>
    <message>
        <source>&amp;Duplicate lines</source>
        <translation>Zeilen &amp;duplizieren</translation>
    </message>
    <message>
        <source>Move lines up</source>
        <translation>Zeilen nach oben verschieben</translation>
    </message>
    <message>
        <source>Move lines down</source>
        <translation>Zeilen nach unten verschieben</translation>
    </message>
    <message>
        <source>D&amp;elete lines</source>
        <translation>Zeilen &amp;löschen</translation>
    </message>
    <message>
        <source>Remove trailing spaces</source>
        <translation>Leerzeichen am Zeilenende entfernen</translation>
    </message>
    <message>
        <source>Set or remove a bookmark</source>
        <translation>Lesezeichen setzen oder entfernen</translation>
    </message>
    <message>
        <source>Select next &amp;occurrence</source>
        <translation>&amp;Nächstes Vorkommen auswählen</translation>
    </message>
    <message>
        <source>Add caret above</source>
        <translation>Cursor darüber hinzufügen</translation>
    </message>
    <message>
        <source>Add caret below</source>
        <translation>Cursor darunter hinzufügen</translation>
    </message>
    <message>
        <source>Show &amp;output</source>
        <translation>&amp;Ausgabe anzeigen</translation>
    </message>
    <message>
        <source>Show &amp;problems</source>
        <translation>&amp;Probleme anzeigen</translation>
    </message>
    <message>
        <source>Show &amp;runs</source>
        <translation>&amp;Läufe anzeigen</translation>
    </message>
    <message>
        <source>Show pro&amp;mpts</source>
        <translation>&amp;Rückfragen anzeigen</translation>
    </message>
    <message>
        <source>Show r&amp;esult</source>
        <translation>&amp;Ergebnis anzeigen</translation>
    </message>
    <message>
        <source>Show permissio&amp;ns</source>
        <translation>&amp;Berechtigungen anzeigen</translation>
    </message>
    <message>
        <source>Show &amp;files</source>
        <translation>&amp;Dateien anzeigen</translation>
    </message>
    <message>
        <source>Show o&amp;utline</source>
        <translation>&amp;Gliederung anzeigen</translation>
    </message>
    <message>
        <source>Show searc&amp;h</source>
        <translation>&amp;Suche anzeigen</translation>
    </message>
    <message>
        <source>Show or hide the navi&amp;gator</source>
        <translation>&amp;Navigator ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Show or hide the &amp;bottom panes</source>
        <translation>&amp;Untere Bereiche ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Reset &amp;layout</source>
        <translation>Anordnung &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Vergr&amp;ößern</translation>
    </message>
    <message>
        <source>Zoom ou&amp;t</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>Normal &amp;size</source>
        <translation>N&amp;ormale Größe</translation>
    </message>
    <message>
        <source>&amp;Wrap long lines</source>
        <translation>Lange Zeilen u&amp;mbrechen</translation>
    </message>
    <message>
        <source>Show spaces and tabs</source>
        <translation>Leerzeichen und Tabulatoren anzeigen</translation>
    </message>
    <message>
        <source>Split side by side</source>
        <translation>Nebeneinander teilen</translation>
    </message>
    <message>
        <source>Split above and below</source>
        <translation>Übereinander teilen</translation>
    </message>
    <message>
        <source>Fold everything</source>
        <translation>Alles einklappen</translation>
    </message>
    <message>
        <source>Unfold everything</source>
        <translation>Alles ausklappen</translation>
    </message>
    <message>
        <source>&amp;File…</source>
        <translation>&amp;Datei…</translation>
    </message>
    <message>
        <source>open and recent files</source>
        <translation>offene und zuletzt benutzte Dateien</translation>
    </message>
    <message>
        <source>&amp;Symbol…</source>
        <translation>&amp;Symbol…</translation>
    </message>
    <message>
        <source>functions and variables of the file</source>
        <translation>Funktionen und Variablen der Datei</translation>
    </message>
    <message>
        <source>&amp;Line…</source>
        <translation>&amp;Zeile…</translation>
    </message>
    <message>
        <source>Matching brac&amp;ket</source>
        <translation>Passende &amp;Klammer</translation>
    </message>
    <message>
        <source>Next bookmark</source>
        <translation>Nächstes Lesezeichen</translation>
    </message>
    <message>
        <source>Previous bookmark</source>
        <translation>Voriges Lesezeichen</translation>
    </message>
    <message>
        <source>Next &amp;problem</source>
        <translation>&amp;Nächstes Problem</translation>
    </message>
    <message>
        <source>P&amp;revious problem</source>
        <translation>Voriges &amp;Problem</translation>
    </message>
    <message>
        <source>Last &amp;used tab</source>
        <translation>Zuletzt &amp;benutzter Tab</translation>
    </message>
    <message>
        <source>Next &amp;tab</source>
        <translation>Nächster &amp;Tab</translation>
    </message>
    <message>
        <source>Previous ta&amp;b</source>
        <translation>Vo&amp;riger Tab</translation>
    </message>
    <message>
        <source>&amp;Editor</source>
        <translation>&amp;Editor</translation>
    </message>
    <message>
        <source>Next &amp;zone</source>
        <translation>Nächste Z&amp;one</translation>
    </message>
    <message>
        <source>Previous zone</source>
        <translation>Vorige Zone</translation>
    </message>
    <message>
        <source>&amp;Run file</source>
        <translation>Datei &amp;ausführen</translation>
    </message>
    <message>
        <source>Run &amp;fresh</source>
        <translation>&amp;Frisch ausführen</translation>
    </message>
    <message>
        <source>no cache, no grants given beforehand</source>
        <translation>ohne Zwischenspeicher, ohne vorab erteilte Freigaben</translation>
    </message>
    <message>
        <source>Run with &amp;inputs…</source>
        <translation>Mit &amp;Eingaben ausführen…</translation>
    </message>
    <message>
        <source>Rerun &amp;last run</source>
        <translation>&amp;Letzten Lauf wiederholen</translation>
    </message>
    <message>
        <source>the same text and inputs</source>
        <translation>derselbe Text und dieselben Eingaben</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>An&amp;halten</translation>
    </message>
    <message>
        <source>the run in front</source>
        <translation>den vorderen Lauf</translation>
    </message>
    <message>
        <source>Stop &amp;all</source>
        <translation>Alle anhal&amp;ten</translation>
    </message>
    <message>
        <source>&amp;Pause or resume</source>
        <translation>&amp;Pausieren oder fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Go to the oldest question</source>
        <translation>&amp;Zur ältesten Rückfrage</translation>
    </message>
    <message>
        <source>&amp;What can this script ask?</source>
        <translation>&amp;Was kann dieses Skript verlangen?</translation>
    </message>
    <message>
        <source>Grants for this &amp;file…</source>
        <translation>&amp;Freigaben dieser Datei…</translation>
    </message>
    <message>
        <source>&amp;All remembered answers</source>
        <translation>&amp;Alle gemerkten Antworten</translation>
    </message>
    <message>
        <source>&amp;Deny everything now</source>
        <translation>Jetzt alles &amp;verweigern</translation>
    </message>
    <message>
        <source>all runs</source>
        <translation>alle Läufe</translation>
    </message>
    <message>
        <source>Every run that is going is denied everything outside from now on.</source>
        <translation>Jedem laufenden Skript wird ab jetzt alles außerhalb verweigert.</translation>
    </message>
    <message>
        <source>Command &amp;palette…</source>
        <translation>&amp;Befehlspalette…</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>&amp;Examples</source>
        <translation>&amp;Beispiele</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>all commands and their keys</source>
        <translation>alle Befehle und ihre Tasten</translation>
    </message>
    <message>
        <source>&amp;About Latchkey</source>
        <translation>&amp;Über Latchkey</translation>
    </message>
    <message>
        <source>No recent files</source>
        <translation>Keine zuletzt benutzten Dateien</translation>
    </message>
    <message>
        <source>Forget these</source>
        <translation>Diese vergessen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close others</source>
        <translation>Andere schließen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Reload from disk</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Ways to run</source>
        <translation>Arten der Ausführung</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Limits</translation>
    </message>
    <message>
        <source>Grants</source>
        <translation>Freigaben</translation>
    </message>
    <message>
        <source>More for this run</source>
        <translation>Mehr zu diesem Lauf</translation>
    </message>
    <message>
        <source>Limits: %1</source>
        <translation>Limits: %1</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>No time limit</source>
        <translation>Kein Zeitlimit</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>No memory limit</source>
        <translation>Kein Speicherlimit</translation>
    </message>
    <message>
        <source>Use these for all files</source>
        <translation>Für alle Dateien verwenden</translation>
    </message>
    <message>
        <source>No file is open</source>
        <translation>Keine Datei ist geöffnet</translation>
    </message>
    <message>
        <source>Runs of %1 may</source>
        <translation>Läufe von %1 dürfen</translation>
    </message>
    <message>
        <source>Nothing unasked</source>
        <translation>Nichts ohne Rückfrage</translation>
    </message>
    <message>
        <source>Ask when it wants more</source>
        <translation>Rückfragen, wenn das Skript mehr will</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Eingaben</translation>
    </message>
    <message numerus="yes">
        <source>%n grant(s)</source>
        <translation>
            <numerusform>%n Freigabe</numerusform>
            <numerusform>%n Freigaben</numerusform>
        </translation>
    </message>
    <message>
        <source>Open example %1</source>
        <translation>Beispiel %1 öffnen</translation>
    </message>
    <message>
        <source>open file</source>
        <translation>offene Datei</translation>
    </message>
    <message>
        <source>Move %1 to the trash?</source>
        <translation>%1 in den Papierkorb verschieben?</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>In den Papierkorb verschieben</translation>
    </message>
    <message numerus="yes">
        <source>Replace %n place(s)?</source>
        <translation>
            <numerusform>%n Stelle ersetzen?</numerusform>
            <numerusform>%n Stellen ersetzen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are written. This can not be undone in files that are not open.</source>
        <translation>
            <numerusform>%n Datei wird geschrieben. In Dateien, die nicht offen sind, kann dies nicht rückgängig gemacht werden.</numerusform>
            <numerusform>%n Dateien werden geschrieben. In Dateien, die nicht offen sind, kann dies nicht rückgängig gemacht werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>What %1 can ask</source>
        <translation>Was %1 verlangen kann</translation>
    </message>
    <message>
        <source>Nothing: this script touches nothing outside of itself.</source>
        <translation>Nichts: dieses Skript rührt nichts außerhalb seiner selbst an.</translation>
    </message>
    <message>
        <source>Allow %1</source>
        <translation>%1 erlauben</translation>
    </message>
    <message>
        <source>Deny %1</source>
        <translation>%1 verweigern</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remembered answers</source>
        <translation>Gemerkte Antworten</translation>
    </message>
    <message>
        <source>No answer was kept for later.</source>
        <translation>Keine Antwort wurde für später behalten.</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Show histor&amp;y</source>
        <translation>&amp;Verlauf anzeigen</translation>
    </message>
    <message>
        <source>Call f&amp;unction…</source>
        <translation>F&amp;unktion aufrufen…</translation>
    </message>
    <message>
        <source>with arguments</source>
        <translation>mit Argumenten</translation>
    </message>
    <message>
        <source>Run all chan&amp;ged</source>
        <translation>Alle &amp;geänderten ausführen</translation>
    </message>
    <message>
        <source>open scripts edited since their run</source>
        <translation>offene Skripte, die seit ihrem Lauf bearbeitet wurden</translation>
    </message>
    <message numerus="yes">
        <source>Started %n run(s)</source>
        <translation>
            <numerusform>%n Lauf gestartet</numerusform>
            <numerusform>%n Läufe gestartet</numerusform>
        </translation>
    </message>
    <message>
        <source>No open script has changed since its last run</source>
        <translation>Kein offenes Skript hat sich seit seinem letzten Lauf geändert</translation>
    </message>
    <message>
        <source>Run clip&amp;board in sandbox</source>
        <translation>&amp;Zwischenablage in der Sandbox ausführen</translation>
    </message>
    <message>
        <source>a new script without any permission</source>
        <translation>ein neues Skript ohne jede Berechtigung</translation>
    </message>
    <message>
        <source>Press %1 to run %2</source>
        <translation>%1 führt %2 aus</translation>
    </message>
    <message>
        <source>Open a script and press %1</source>
        <translation>Ein Skript öffnen und %1 drücken</translation>
    </message>
    <message>
        <source>Show help</source>
        <translation>Hilfe anzeigen</translation>
    </message>
    <message>
        <source>&amp;Keys…</source>
        <translation>&amp;Tastenkürzel…</translation>
    </message>
    <message>
        <source>change the keys of commands</source>
        <translation>Tasten der Befehle ändern</translation>
    </message>
    <message>
        <source>&amp;Help here</source>
        <translation>&amp;Hilfe hierzu</translation>
    </message>
    <message>
        <source>on the name at the caret</source>
        <translation>zum Namen am Cursor</translation>
    </message>
    <message>
        <source>&amp;Tour</source>
        <translation>&amp;Rundgang</translation>
    </message>
    <message>
        <source>five steps with real scripts</source>
        <translation>fünf Schritte mit echten Skripten</translation>
    </message>
    <message>
        <source>Tour in five steps</source>
        <translation>Rundgang in fünf Schritten</translation>
    </message>
    <message>
        <source>Show t&amp;able</source>
        <translation>&amp;Tabelle anzeigen</translation>
    </message>
    <message>
        <source>Show plot</source>
        <translation>Diagramm anzeigen</translation>
    </message>
    <message>
        <source>Show raw result</source>
        <translation>Ergebnis in Rohform anzeigen</translation>
    </message>
    <message>
        <source>Run as batc&amp;h…</source>
        <translation>Als &amp;Stapel ausführen…</translation>
    </message>
    <message>
        <source>once for each item of a file</source>
        <translation>einmal für jedes Element einer Datei</translation>
    </message>
    <message>
        <source>Run as batch &amp;over the result…</source>
        <translation>Als Stapel übe&amp;r das Ergebnis ausführen…</translation>
    </message>
    <message>
        <source>once for each element of the list in front</source>
        <translation>einmal für jedes Element der vorderen Liste</translation>
    </message>
    <message>
        <source>The run in front gave no list to go through.</source>
        <translation>Der vordere Lauf lieferte keine Liste zum Durchgehen.</translation>
    </message>
    <message>
        <source>the result of run %1</source>
        <translation>das Ergebnis von Lauf %1</translation>
    </message>
    <message>
        <source>Latchkey ended early twice. This window opened without your last session; it is kept.</source>
        <translation>Latchkey wurde zweimal vorzeitig beendet. Dieses Fenster wurde ohne die letzte Sitzung geöffnet; sie bleibt erhalten.</translation>
    </message>
    <message>
        <source>Bring the session back</source>
        <translation>Sitzung zurückholen</translation>
    </message>
    <message>
        <source>These keys are enough:</source>
        <translation>Diese Tasten genügen:</translation>
    </message>
    <message>
        <source>Show the minimap</source>
        <translation>Übersichtskarte anzeigen</translation>
    </message>
    <message>
        <source>Run to here</source>
        <translation>Bis hierher ausführen</translation>
    </message>
    <message>
        <source>up to the statement at the caret</source>
        <translation>bis zur Anweisung am Cursor</translation>
    </message>
    <message>
        <source>&amp;Policy…</source>
        <translation>&amp;Richtlinie…</translation>
    </message>
    <message>
        <source>what may never be granted</source>
        <translation>was nie freigegeben werden darf</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Show profile</source>
        <translation>Profil anzeigen</translation>
    </message>
    <message>
        <source>Show &amp;variables</source>
        <translation>Var&amp;iablen anzeigen</translation>
    </message>
    <message>
        <source>Run &amp;with profile</source>
        <translation>&amp;Mit Profil ausführen</translation>
    </message>
    <message>
        <source>where the time goes</source>
        <translation>wo die Zeit bleibt</translation>
    </message>
    <message>
        <source>Raise the li&amp;mit and rerun</source>
        <translation>L&amp;imit anheben und wiederholen</translation>
    </message>
    <message>
        <source>of the run in front</source>
        <translation>des vorderen Laufs</translation>
    </message>
    <message>
        <source>Lea&amp;ve behind</source>
        <translation>Zurü&amp;cklassen</translation>
    </message>
    <message>
        <source>a run that does not answer</source>
        <translation>ein Lauf, der nicht antwortet</translation>
    </message>
    <message>
        <source>&amp;Ledger</source>
        <translation>&amp;Journal</translation>
    </message>
    <message>
        <source>what the run in front asked and used</source>
        <translation>worum der vordere Lauf fragte und was er benutzte</translation>
    </message>
    <message>
        <source>&amp;Tighten to what was used</source>
        <translation>Auf &amp;Benutztes beschränken</translation>
    </message>
    <message>
        <source>grants of the file, by the run in front</source>
        <translation>Freigaben der Datei, nach dem vorderen Lauf</translation>
    </message>
    <message>
        <source>&amp;Copy as</source>
        <translation>&amp;Kopieren als</translation>
    </message>
    <message>
        <source>Copy as &amp;command line</source>
        <translation>Als &amp;Befehlszeile kopieren</translation>
    </message>
    <message>
        <source>Copy as c&amp;url</source>
        <translation>Als c&amp;url kopieren</translation>
    </message>
    <message>
        <source>Copy as &amp;WebSocket message</source>
        <translation>Als &amp;WebSocket-Nachricht kopieren</translation>
    </message>
    <message>
        <source>Copy as C&amp;elery call</source>
        <translation>Als C&amp;elery-Aufruf kopieren</translation>
    </message>
    <message>
        <source>Copy as &amp;JSON</source>
        <translation>Als &amp;JSON kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message numerus="yes">
        <source>Run with these %n allowed</source>
        <translation>
            <numerusform>Mit dieser %n Erlaubnis ausführen</numerusform>
            <numerusform>Mit diesen %n Erlaubnissen ausführen</numerusform>
        </translation>
    </message>
    <message>
        <source>for this run</source>
        <translation>für diesen Lauf</translation>
    </message>
    <message>
        <source>Run with it allowed</source>
        <translation>Mit dieser Erlaubnis ausführen</translation>
    </message>
    <message>
        <source>Run &amp;selection or statement</source>
        <translation>Aus&amp;wahl oder Anweisung ausführen</translation>
    </message>
    <message>
        <source>Run selection or statement and sta&amp;y</source>
        <translation>Auswahl oder Anweisung ausführen und &amp;bleiben</translation>
    </message>
    <message>
        <source>Move tab to the other side</source>
        <translation>Tab auf die andere Seite legen</translation>
    </message>
    <message>
        <source>two files beside each other</source>
        <translation>zwei Dateien nebeneinander</translation>
    </message>
    <message>
        <source>Other side of the editor</source>
        <translation>Andere Seite des Editors</translation>
    </message>
    <message>
        <source>Move to the other side</source>
        <translation>Auf die andere Seite legen</translation>
    </message>
    <message>
        <source>Folder of relative paths</source>
        <translation>Ordner der relativen Pfade</translation>
    </message>
    <message>
        <source>Folder: %1</source>
        <translation>Ordner: %1</translation>
    </message>
    <message>
        <source>Relative paths start in %1</source>
        <translation>Relative Pfade beginnen in %1</translation>
    </message>
    <message>
        <source>Keys you can change</source>
        <translation>Tasten, die sich ändern lassen</translation>
    </message>
    <message>
        <source>Select all occurrences</source>
        <translation>Alle Vorkommen auswählen</translation>
    </message>
    <message>
        <source>Duplicate lines above</source>
        <translation>Zeilen nach oben verdoppeln</translation>
    </message>
    <message>
        <source>Duplicate selection</source>
        <translation>Auswahl verdoppeln</translation>
    </message>
    <message>
        <source>Select lines</source>
        <translation>Zeilen auswählen</translation>
    </message>
    <message>
        <source>Join lines</source>
        <translation>Zeilen verbinden</translation>
    </message>
    <message>
        <source>Sort lines</source>
        <translation>Zeilen sortieren</translation>
    </message>
    <message>
        <source>Remove repeated lines</source>
        <translation>Wiederholte Zeilen entfernen</translation>
    </message>
    <message>
        <source>Indent lines</source>
        <translation>Zeilen einrücken</translation>
    </message>
    <message>
        <source>Unindent lines</source>
        <translation>Zeilen ausrücken</translation>
    </message>
    <message>
        <source>Indentation in spaces</source>
        <translation>Einrückung in Leerzeichen</translation>
    </message>
    <message>
        <source>Indentation in tabs</source>
        <translation>Einrückung in Tabulatoren</translation>
    </message>
    <message>
        <source>Capital letters</source>
        <translation>Großbuchstaben</translation>
    </message>
    <message>
        <source>Small letters</source>
        <translation>Kleinbuchstaben</translation>
    </message>
    <message>
        <source>Lines and letters</source>
        <translation>Zeilen und Buchstaben</translation>
    </message>
    <message>
        <source>Menu of the text</source>
        <translation>Menü des Textes</translation>
    </message>
    <message>
        <source>Fold or unfold here</source>
        <translation>Hier ein- oder ausklappen</translation>
    </message>
    <message>
        <source>Select all hits</source>
        <translation>Alle Treffer auswählen</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Show session</source>
        <translation>Sitzung zeigen</translation>
    </message>
</context>
<context>
    <name>latchkey::window::NameDesk</name>
    <message>
        <source>There is no name at the caret</source>
        <translation>Am Cursor steht kein Name</translation>
    </message>
    <message>
        <source>line %1, set here</source>
        <translation>Zeile %1, hier gesetzt</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) of %1</source>
        <translation>
            <numerusform>%n Stelle mit %1</numerusform>
            <numerusform>%n Stellen mit %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is made in %2: F12 goes there, and there it gets its new name</source>
        <translation>%1 entsteht in %2: F12 führt dorthin, dort bekommt es den neuen Namen</translation>
    </message>
    <message>
        <source>%1 takes it out of the module by its name, in line %2.</source>
        <translation>%1 nimmt ihn in Zeile %2 mit seinem Namen aus dem Modul.</translation>
    </message>
    <message numerus="yes">
        <source>Renamed %n place(s) to %1</source>
        <translation>
            <numerusform>%n Stelle in %1 umbenannt</numerusform>
            <numerusform>%n Stellen in %1 umbenannt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, in %n file(s) that are not saved yet</source>
        <translation>
            <numerusform>%1, in %n noch nicht gespeicherten Datei</numerusform>
            <numerusform>%1, in %n noch nicht gespeicherten Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 has changed meanwhile and keeps the old name</source>
        <translation>%1 wurde inzwischen geändert und behält den alten Namen</translation>
    </message>
</context>
<context>
    <name>latchkey::window::NamePanel</name>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>latchkey::window::OverviewPanel</name>
    <message>
        <source>Close this list</source>
        <translation>Diese Liste schließen</translation>
    </message>
</context>
<context>
    <name>latchkey::window::PaletteButton</name>
    <message>
        <source>Search commands and files</source>
        <translation>Befehle und Dateien suchen</translation>
    </message>
    <message>
        <source>Search commands and files (%1)</source>
        <translation>Befehle und Dateien suchen (%1)</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
</context>
<context>
    <name>latchkey::window::Panes</name>
    <message>
        <source>Navigator</source>
        <translation>Navigator</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Bottom</source>
        <translation>Unten</translation>
    </message>
</context>
<context>
    <name>latchkey::window::PermissionDesk</name>
    <message>
        <source>what was ticked</source>
        <translation>was angekreuzt war</translation>
    </message>
    <message>
        <source>Always allowed for %1: %2</source>
        <translation>Für %1 immer erlaubt: %2</translation>
    </message>
    <message>
        <source>Always allowed for scripts in the folder of %1: %2</source>
        <translation>Für Skripte im Ordner von %1 immer erlaubt: %2</translation>
    </message>
    <message>
        <source>Denied for run %1: %2 and all of this kind</source>
        <translation>Für Lauf %1 verweigert: %2 und alles dieser Art</translation>
    </message>
    <message>
        <source>Always denied for %1: %2</source>
        <translation>Für %1 immer verweigert: %2</translation>
    </message>
    <message>
        <source>Allowed for run %1: %2</source>
        <translation>Für Lauf %1 erlaubt: %2</translation>
    </message>
    <message>
        <source>Only what a run that is over used can be known.</source>
        <translation>Erst wenn ein Lauf beendet ist, ist bekannt, was er benutzt hat.</translation>
    </message>
    <message>
        <source>The file of the run is not open.</source>
        <translation>Die Datei des Laufs ist nicht offen.</translation>
    </message>
    <message>
        <source>The grants of %1 are as small as they can be.</source>
        <translation>Die Freigaben von %1 sind schon so klein wie möglich.</translation>
    </message>
    <message numerus="yes">
        <source>%1 may now do unasked the %n thing(s) that this run did</source>
        <translation>
            <numerusform>%1 darf nun ohne Frage die %n Sache, die dieser Lauf getan hat</numerusform>
            <numerusform>%1 darf nun ohne Frage die %n Sachen, die dieser Lauf getan hat</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 has this grant already.</source>
        <translation>%1 hat diese Freigabe schon.</translation>
    </message>
    <message>
        <source>The next runs of %1 may do it unasked: %2</source>
        <translation>Die nächsten Läufe von %1 dürfen es ungefragt: %2</translation>
    </message>
</context>
<context>
    <name>latchkey::window::PolicyDesk</name>
    <message>
        <source>%1 can not be made</source>
        <translation>%1 kann nicht angelegt werden</translation>
    </message>
    <message>
        <source>A policy with a mistake denies everything until it is put right.</source>
        <translation>Eine fehlerhafte Richtlinie verweigert alles, bis sie berichtigt ist.</translation>
    </message>
    <message>
        <source>The policy can not be opened: %1</source>
        <translation>Die Richtlinie kann nicht geöffnet werden: %1</translation>
    </message>
    <message>
        <source>The policy can not be understood: everything is denied until it is put right.</source>
        <translation>Die Richtlinie ist nicht verständlich: Alles wird verweigert, bis sie berichtigt ist.</translation>
    </message>
    <message>
        <source>The policy counts from now on</source>
        <translation>Die Richtlinie gilt ab jetzt</translation>
    </message>
</context>
<context>
    <name>latchkey::window::ProfileDesk</name>
    <message>
        <source>Export the profile</source>
        <translation>Profil exportieren</translation>
    </message>
    <message>
        <source>Profile for speedscope (*.json)</source>
        <translation>Profil für speedscope (*.json)</translation>
    </message>
    <message>
        <source>Collapsed stacks (*.txt)</source>
        <translation>Zusammengefasste Aufrufe (*.txt)</translation>
    </message>
    <message>
        <source>Exporting %1</source>
        <translation>%1 wird exportiert</translation>
    </message>
    <message>
        <source>Exported as %1</source>
        <translation>Als %1 exportiert</translation>
    </message>
    <message>
        <source>Export the profile for speedscope…</source>
        <translation>Profil für speedscope exportieren…</translation>
    </message>
    <message>
        <source>Export the profile as collapsed stacks…</source>
        <translation>Profil als zusammengefasste Aufrufe exportieren…</translation>
    </message>
</context>
<context>
    <name>latchkey::window::ProjectNames</name>
    <message>
        <source>Looking for %1 in %2</source>
        <translation>%1 in %2 suchen</translation>
    </message>
</context>
<context>
    <name>latchkey::window::ResultDesk</name>
    <message>
        <source>Comparing run %1 with run %2</source>
        <translation>Lauf %1 wird mit Lauf %2 verglichen</translation>
    </message>
    <message>
        <source>Differences to run %1</source>
        <translation>Unterschiede zu Lauf %1</translation>
    </message>
    <message>
        <source>Both results are the same</source>
        <translation>Beide Ergebnisse sind gleich</translation>
    </message>
    <message numerus="yes">
        <source>%Ln difference(s). Escape leads back.</source>
        <translation>
            <numerusform>%Ln Unterschied. Escape führt zurück.</numerusform>
            <numerusform>%Ln Unterschiede. Escape führt zurück.</numerusform>
        </translation>
    </message>
    <message>
        <source>Open the file whose inputs this is to be</source>
        <translation>Zuerst die Datei öffnen, deren Eingabe dies sein soll</translation>
    </message>
    <message>
        <source>This value is too long for Inputs. Export it to a file.</source>
        <translation>Dieser Wert ist zu lang für Eingaben. Er kann in eine Datei exportiert werden.</translation>
    </message>
    <message>
        <source>The inputs are no JSON object; mend them first</source>
        <translation>Die Eingaben sind kein JSON-Objekt; zuerst dies beheben</translation>
    </message>
    <message>
        <source>Added to the inputs of %1</source>
        <translation>Zu den Eingaben von %1 hinzugefügt</translation>
    </message>
    <message>
        <source>This text leads to another place</source>
        <translation>Dieser Text führt an eine andere Stelle</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>Stay here</source>
        <translation>Hier bleiben</translation>
    </message>
    <message>
        <source>Search in the result</source>
        <translation>Im Ergebnis suchen</translation>
    </message>
    <message>
        <source>Export the result as JSON…</source>
        <translation>Ergebnis als JSON exportieren …</translation>
    </message>
    <message>
        <source>Copy the result as JSON</source>
        <translation>Ergebnis als JSON kopieren</translation>
    </message>
    <message>
        <source>Pin or unpin the result</source>
        <translation>Ergebnis anheften oder lösen</translation>
    </message>
    <message>
        <source>Send the result to Inputs</source>
        <translation>Ergebnis an die Eingaben senden</translation>
    </message>
    <message>
        <source>Compare the result…</source>
        <translation>Ergebnis vergleichen …</translation>
    </message>
    <message>
        <source>The comparison was stopped</source>
        <translation>Der Vergleich wurde angehalten</translation>
    </message>
</context>
<context>
    <name>latchkey::window::RunConfigurations</name>
    <message>
        <source>The run configurations could not be read. They are kept as %1.damaged.</source>
        <translation>Die Ausführungskonfigurationen konnten nicht gelesen werden. Sie bleiben als %1.damaged erhalten.</translation>
    </message>
    <message>
        <source>The run configurations in %1 could not be read.</source>
        <translation>Die Ausführungskonfigurationen in %1 konnten nicht gelesen werden.</translation>
    </message>
</context>
<context>
    <name>latchkey::window::RunDesk</name>
    <message>
        <source>Line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>Inputs are one JSON object: {&quot;name&quot;: value, ...}</source>
        <translation>Eingaben sind ein JSON-Objekt: {&quot;Name&quot;: Wert, ...}</translation>
    </message>
    <message>
        <source> asks for permissions for the scripts in its folder: </source>
        <translation> bittet um Berechtigungen für die Skripte in seinem Ordner: </translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Erlauben</translation>
    </message>
    <message>
        <source>Do not allow</source>
        <translation>Nicht erlauben</translation>
    </message>
    <message>
        <source>Answers to questions cannot be kept for later runs: %1</source>
        <translation>Antworten auf Rückfragen können nicht für spätere Läufe behalten werden: %1</translation>
    </message>
    <message>
        <source>%1 (selection)</source>
        <translation>%1 (Auswahl)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source> is running already.</source>
        <translation> läuft bereits.</translation>
    </message>
    <message>
        <source>Start another</source>
        <translation>Weiteren starten</translation>
    </message>
    <message>
        <source>Replace the running one</source>
        <translation>Den laufenden ersetzen</translation>
    </message>
    <message>
        <source>%1 (to line %2)</source>
        <translation>%1 (bis Zeile %2)</translation>
    </message>
</context>
<context>
    <name>latchkey::window::RunNotices</name>
    <message>
        <source>Run %1 of %2 was stopped and does not answer: it waits for something outside.</source>
        <translation>Lauf %1 von %2 wurde angehalten und antwortet nicht: Er wartet auf etwas außerhalb.</translation>
    </message>
    <message>
        <source>Leave it behind</source>
        <translation>Zurücklassen</translation>
    </message>
    <message>
        <source>Denied to %1, as Latchkey opens its own folders to no script: %2</source>
        <translation>%1 verweigert, denn Latchkey öffnet seine eigenen Ordner keinem Skript: %2</translation>
    </message>
    <message>
        <source>Denied to %1 by the policy %2, whatever is granted: %3</source>
        <translation>%1 verweigert durch die Richtlinie %2, was auch freigegeben ist: %3</translation>
    </message>
    <message>
        <source>Show the ledger</source>
        <translation>Journal zeigen</translation>
    </message>
    <message>
        <source>Run %1: %2</source>
        <translation>Lauf %1: %2</translation>
    </message>
    <message>
        <source>Raise to %1 and rerun</source>
        <translation>Auf %1 anheben und wiederholen</translation>
    </message>
</context>
<context>
    <name>latchkey::window::RunNotifier</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) have ended</source>
        <translation>
            <numerusform>%n Lauf ist beendet</numerusform>
            <numerusform>%n Läufe sind beendet</numerusform>
        </translation>
    </message>
    <message>
        <source>All finished</source>
        <translation>Alle fertig</translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n fehlgeschlagen</numerusform>
            <numerusform>%n fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message>
        <source>The batch has ended</source>
        <translation>Der Stapel ist fertig</translation>
    </message>
</context>
<context>
    <name>latchkey::window::SessionDesk</name>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Sen&amp;d selection to session</source>
        <translation>Auswahl an &amp;die Sitzung senden</translation>
    </message>
    <message>
        <source>or the statement at the caret</source>
        <translation>oder die Anweisung am Cursor</translation>
    </message>
    <message>
        <source>&amp;New session</source>
        <translation>&amp;Neue Sitzung</translation>
    </message>
    <message>
        <source>forgets variables and permissions</source>
        <translation>vergisst Variablen und Berechtigungen</translation>
    </message>
    <message>
        <source>Show value in Result</source>
        <translation>Wert im Ergebnis zeigen</translation>
    </message>
    <message>
        <source>of the session</source>
        <translation>der Sitzung</translation>
    </message>
</context>
<context>
    <name>latchkey::window::SettingsDesk</name>
    <message>
        <source>The settings file could not be read and was kept as %1.</source>
        <translation>Die Einstellungsdatei konnte nicht gelesen werden und wurde als %1 aufbewahrt.</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Settings hold until the program ends. %1</source>
        <translation>Einstellungen gelten, bis das Programm endet. %1</translation>
    </message>
    <message>
        <source>the menu %1</source>
        <translation>das Menü %1</translation>
    </message>
    <message>
        <source>What held before holds on until it is mended.</source>
        <translation>Bis zur Behebung gilt weiter, was vorher galt.</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>Datei öffnen</translation>
    </message>
    <message>
        <source>Reset all keys?</source>
        <translation>Alle Tasten zurücksetzen?</translation>
    </message>
    <message>
        <source>Reset all settings?</source>
        <translation>Alle Einstellungen zurücksetzen?</translation>
    </message>
    <message>
        <source>Every command gets the keys of “%1”.</source>
        <translation>Jeder Befehl erhält die Tasten von „%1“.</translation>
    </message>
    <message>
        <source>Everything on the page is as at the first start. Keys stay as they are.</source>
        <translation>Alles auf der Seite ist wie beim ersten Start. Die Tasten bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Reset all keys</source>
        <translation>Alle Tasten zurücksetzen</translation>
    </message>
    <message>
        <source>Reset all settings</source>
        <translation>Alle Einstellungen zurücksetzen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Export keys</source>
        <translation>Tasten exportieren</translation>
    </message>
    <message>
        <source>Import keys</source>
        <translation>Tasten importieren</translation>
    </message>
</context>
<context>
    <name>latchkey::window::SetupPanel</name>
    <message>
        <source>Run with these</source>
        <translation>Damit ausführen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Inputs of %1</source>
        <translation>Eingaben von %1</translation>
    </message>
    <message>
        <source>Grants of %1</source>
        <translation>Freigaben von %1</translation>
    </message>
    <message>
        <source>Inputs as a JSON object</source>
        <translation>Eingaben als JSON-Objekt</translation>
    </message>
    <message>
        <source>Grants, one a line</source>
        <translation>Freigaben, eine je Zeile</translation>
    </message>
    <message>
        <source>Each key is a variable of the script.</source>
        <translation>Jeder Schlüssel ist eine Variable des Skripts.</translation>
    </message>
    <message>
        <source>What every run of this file may do unasked, one a line.</source>
        <translation>Was jeder Lauf dieser Datei ohne Rückfrage darf, eines je Zeile.</translation>
    </message>
    <message>
        <source>A denial is no grant: %1</source>
        <translation>Eine Verweigerung ist keine Freigabe: %1</translation>
    </message>
    <message>
        <source>This can be used</source>
        <translation>Dies ist verwendbar</translation>
    </message>
</context>
<context>
    <name>latchkey::window::StatusLine</name>
    <message>
        <source>Place of the caret</source>
        <translation>Stelle des Cursors</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Kodierung</translation>
    </message>
    <message>
        <source>Line ends</source>
        <translation>Zeilenenden</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Rückfragen</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Status bar</source>
        <translation>Statusleiste</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Ln %1, Col %2</source>
        <translation>Z. %1, Sp. %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n selected)</source>
        <translation>
            <numerusform>%1 (%n ausgewählt)</numerusform>
            <numerusform>%1 (%n ausgewählt)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n Fehler</numerusform>
            <numerusform>%n Fehler</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n Warnung</numerusform>
            <numerusform>%n Warnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>Keine Probleme</translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n läuft</numerusform>
            <numerusform>%n laufen</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing running</source>
        <translation>Nichts läuft</translation>
    </message>
    <message>
        <source>1 needs you</source>
        <translation>1 wartet auf Sie</translation>
    </message>
    <message>
        <source>%1 need you</source>
        <translation>%1 warten auf Sie</translation>
    </message>
    <message numerus="yes">
        <source>%1 / %n worker(s)</source>
        <translation>
            <numerusform>%1 / %n Worker</numerusform>
            <numerusform>%1 / %n Worker</numerusform>
        </translation>
    </message>
    <message>
        <source>Background jobs</source>
        <translation>Hintergrundarbeiten</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n Arbeit</numerusform>
            <numerusform>%n Arbeiten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>latchkey::window::TextDiff</name>
    <message>
        <source>Version to compare with</source>
        <translation>Fassung zum Vergleichen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Vergleich läuft</translation>
    </message>
    <message>
        <source>The text here is the same as %1.</source>
        <translation>Der Text hier ist derselbe wie: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) differ. − is %1, + is the text here.</source>
        <translation>
            <numerusform>%n Zeile ist verschieden. − ist %1, + ist der Text hier.</numerusform>
            <numerusform>%n Zeilen sind verschieden. − ist %1, + ist der Text hier.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>latchkey::window::ToolBar</name>
    <message>
        <source>Inputs</source>
        <translation>Eingaben</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Limits</translation>
    </message>
    <message>
        <source>Grants</source>
        <translation>Freigaben</translation>
    </message>
    <message>
        <source>More for this run</source>
        <translation>Mehr zu diesem Lauf</translation>
    </message>
    <message>
        <source>Tool bar</source>
        <translation>Werkzeugleiste</translation>
    </message>
    <message>
        <source>Folder of relative paths</source>
        <translation>Ordner der relativen Pfade</translation>
    </message>
    <message>
        <source>Relative paths start in %1</source>
        <translation>Relative Pfade beginnen in %1</translation>
    </message>
</context>
<context>
    <name>latchkey::window::Tour</name>
    <message>
        <source>Run a script</source>
        <translation>Ein Skript ausführen</translation>
    </message>
    <message>
        <source>See how far it is</source>
        <translation>Sehen, wie weit es ist</translation>
    </message>
    <message>
        <source>Stop what never ends</source>
        <translation>Anhalten, was nie endet</translation>
    </message>
    <message>
        <source>Answer a question</source>
        <translation>Eine Rückfrage beantworten</translation>
    </message>
    <message>
        <source>Look at the result</source>
        <translation>Das Ergebnis ansehen</translation>
    </message>
    <message>
        <source>Press %1. The script runs on its own and prints below.</source>
        <translation>%1 drücken. Das Skript läuft für sich und gibt unten aus.</translation>
    </message>
    <message>
        <source>Press %1 and look at the bar in Runs.</source>
        <translation>%1 drücken und den Balken in Läufe beachten.</translation>
    </message>
    <message>
        <source>Press %1, then %2: this loop never ends by itself.</source>
        <translation>%1 drücken, dann %2: diese Schleife endet nie von selbst.</translation>
    </message>
    <message>
        <source>Press %1. When it asks, %2 goes to the question: allow or deny.</source>
        <translation>%1 drücken. Bei der Rückfrage führt %2 zu ihr: erlauben oder verweigern.</translation>
    </message>
    <message>
        <source>Press %1. What the script assigned to result stands in Result.</source>
        <translation>%1 drücken. Was das Skript result zugewiesen hat, steht in Ergebnis.</translation>
    </message>
    <message>
        <source>Done: a run starts clean each time, saved or not.</source>
        <translation>Fertig: ein Lauf beginnt jedes Mal von vorn, gespeichert oder nicht.</translation>
    </message>
    <message>
        <source>Done: a script tells with progress.track how far it is.</source>
        <translation>Fertig: mit progress.track meldet ein Skript, wie weit es ist.</translation>
    </message>
    <message>
        <source>Done: no script can refuse to stop; its finally blocks still ran.</source>
        <translation>Fertig: kein Skript kann das Anhalten ablehnen; seine finally-Blöcke liefen noch.</translation>
    </message>
    <message>
        <source>Done: nothing outside a script is touched without an answer.</source>
        <translation>Fertig: ohne Antwort wird nichts außerhalb eines Skripts angerührt.</translation>
    </message>
    <message>
        <source>Done: results can be searched, compared and exported.</source>
        <translation>Fertig: Ergebnisse können durchsucht, verglichen und exportiert werden.</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>Next: %1</source>
        <translation>Weiter: %1</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>End the tour</source>
        <translation>Rundgang beenden</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
</context>
<context>
    <name>latchkey::window::WelcomePage</name>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>A script starts with no rights. You hand out the keys.</source>
        <translation>Ein Skript beginnt ohne Rechte. Sie verteilen die Schlüssel.</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Latchkey: an IDE for ML.</source>
        <translation>Latchkey: eine Entwicklungsumgebung für ML.</translation>
    </message>
    <message>
        <source>Do not use a window that is open.</source>
        <translation>Kein bereits offenes Fenster verwenden.</translation>
    </message>
    <message>
        <source>Save a picture of the window and end.</source>
        <translation>Ein Bild des Fensters speichern und beenden.</translation>
    </message>
    <message>
        <source>For a picture: run this first.</source>
        <translation>Für ein Bild: zuerst dies ausführen.</translation>
    </message>
    <message>
        <source>Size of the window, e.g. 1440x900.</source>
        <translation>Größe des Fensters, z. B. 1440x900.</translation>
    </message>
    <message>
        <source>Scale of the picture, e.g. 2.</source>
        <translation>Maßstab des Bildes, z. B. 2.</translation>
    </message>
    <message>
        <source>Files to open, each with an optional :line.</source>
        <translation>Zu öffnende Dateien, jede auf Wunsch mit :Zeile.</translation>
    </message>
    <message>
        <source>Begin a new script.</source>
        <translation>Ein neues Skript beginnen.</translation>
    </message>
    <message>
        <source>Run the text of the clipboard as a new script without any permission.</source>
        <translation>Den Text der Zwischenablage als neues Skript ohne jede Berechtigung ausführen.</translation>
    </message>
    <message>
        <source>For a picture: this command first, e.g. settings.</source>
        <translation>Für ein Bild: zuerst dieser Befehl, z. B. settings.</translation>
    </message>
    <message>
        <source>light, dark or contrast</source>
        <translation>light (hell), dark (dunkel) oder contrast (Kontrast)</translation>
    </message>
    <message>
        <source>Begin a new session, to try out code in.</source>
        <translation>Eine neue Sitzung beginnen, um Code auszuprobieren.</translation>
    </message>
</context>
</TS>
