<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>Räume</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Host a session</source>
        <translation>Gastgeber sein</translation>
    </message>
    <message>
        <source>Join a session</source>
        <translation>Einer Sitzung beitreten</translation>
    </message>
    <message>
        <source>Host panel</source>
        <translation>Gastgeberfeld</translation>
    </message>
    <message>
        <source>Connect now</source>
        <translation>Jetzt verbinden</translation>
    </message>
    <message>
        <source>End session</source>
        <translation>Sitzung beenden</translation>
    </message>
    <message>
        <source>Leave this session</source>
        <translation>Diese Sitzung verlassen</translation>
    </message>
    <message>
        <source>Jump to a room</source>
        <translation>Zu einem Raum springen</translation>
    </message>
    <message>
        <source>New room</source>
        <translation>Neuer Raum</translation>
    </message>
    <message>
        <source>Edit topic</source>
        <translation>Thema bearbeiten</translation>
    </message>
    <message>
        <source>Leave this room</source>
        <translation>Diesen Raum verlassen</translation>
    </message>
    <message>
        <source>Previous room</source>
        <translation>Vorheriger Raum</translation>
    </message>
    <message>
        <source>Next room</source>
        <translation>Nächster Raum</translation>
    </message>
    <message>
        <source>Previous unread room</source>
        <translation>Vorheriger ungelesener Raum</translation>
    </message>
    <message>
        <source>Next unread room</source>
        <translation>Nächster ungelesener Raum</translation>
    </message>
    <message>
        <source>Mark everything read</source>
        <translation>Alles als gelesen markieren</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Tafel</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Geteilt</translation>
    </message>
    <message>
        <source>Show rooms</source>
        <translation>Räume zeigen</translation>
    </message>
    <message>
        <source>Show people</source>
        <translation>Personen zeigen</translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation>Nächster Teil des Fensters</translation>
    </message>
    <message>
        <source>Previous part of the window</source>
        <translation>Vorheriger Teil des Fensters</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>From message to message</source>
        <translation>Von Nachricht zu Nachricht</translation>
    </message>
    <message>
        <source>What can be done with a message</source>
        <translation>Was sich mit einer Nachricht machen lässt</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Mark unread from here</source>
        <translation>Ab hier als ungelesen markieren</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Back to writing</source>
        <translation>Zurück zum Schreiben</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>Neue Zeile</translation>
    </message>
    <message>
        <source>Always send</source>
        <translation>Immer senden</translation>
    </message>
    <message>
        <source>Search this room</source>
        <translation>Diesen Raum durchsuchen</translation>
    </message>
    <message>
        <source>Search everywhere</source>
        <translation>Überall suchen</translation>
    </message>
    <message>
        <source>Edit what waits to be sent</source>
        <translation>Bearbeiten, was auf das Senden wartet</translation>
    </message>
    <message>
        <source>Discard what waits to be sent</source>
        <translation>Verwerfen, was auf das Senden wartet</translation>
    </message>
    <message>
        <source>Edit your last message while it waits (empty field)</source>
        <translation>Deine letzte Nachricht bearbeiten, solange sie wartet (leeres Feld)</translation>
    </message>
    <message>
        <source>Insert emoji</source>
        <translation>Emoji einfügen</translation>
    </message>
    <message>
        <source>Send again what the host lost</source>
        <translation>Was der Gastgeber verloren hat, erneut senden</translation>
    </message>
    <message>
        <source>To what was just said (Esc: back)</source>
        <translation>Zu dem, was gerade gesagt wurde (Esc: zurück)</translation>
    </message>
</context>
<context>
    <name>BoardActions</name>
    <message>
        <source>Board: tools</source>
        <translation>Tafel: Werkzeuge</translation>
    </message>
    <message>
        <source>Board: changing</source>
        <translation>Tafel: Ändern</translation>
    </message>
    <message>
        <source>Board: arranging</source>
        <translation>Tafel: Anordnen</translation>
    </message>
    <message>
        <source>Board: the boards of a room</source>
        <translation>Tafel: die Tafeln eines Raums</translation>
    </message>
    <message>
        <source>Board: looking</source>
        <translation>Tafel: Ansehen</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>Hand</source>
        <translation>Hand</translation>
    </message>
    <message>
        <source>Pen</source>
        <translation>Stift</translation>
    </message>
    <message>
        <source>Highlighter</source>
        <translation>Textmarker</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Radierer</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>Rechteck</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>Ellipse</translation>
    </message>
    <message>
        <source>Diamond</source>
        <translation>Raute</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Linie</translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation>Pfeil</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Rahmen</translation>
    </message>
    <message>
        <source>Laser</source>
        <translation>Laser</translation>
    </message>
    <message>
        <source>Undo my last step</source>
        <translation>Meinen letzten Schritt rückgängig machen</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Select everything</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Connect to …</source>
        <translation>Verbinden mit …</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppieren</translation>
    </message>
    <message>
        <source>Ungroup</source>
        <translation>Gruppe auflösen</translation>
    </message>
    <message>
        <source>Lock or unlock</source>
        <translation>Sperren oder entsperren</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Nach vorn</translation>
    </message>
    <message>
        <source>Backward</source>
        <translation>Nach hinten</translation>
    </message>
    <message>
        <source>To the front</source>
        <translation>Ganz nach vorn</translation>
    </message>
    <message>
        <source>To the back</source>
        <translation>Ganz nach hinten</translation>
    </message>
    <message>
        <source>Align left</source>
        <translation>Links ausrichten</translation>
    </message>
    <message>
        <source>Align centres</source>
        <translation>Mittig ausrichten</translation>
    </message>
    <message>
        <source>Align right</source>
        <translation>Rechts ausrichten</translation>
    </message>
    <message>
        <source>Align top</source>
        <translation>Oben ausrichten</translation>
    </message>
    <message>
        <source>Align middles</source>
        <translation>Auf halber Höhe ausrichten</translation>
    </message>
    <message>
        <source>Align bottom</source>
        <translation>Unten ausrichten</translation>
    </message>
    <message>
        <source>Same distance across</source>
        <translation>Gleicher Abstand waagerecht</translation>
    </message>
    <message>
        <source>Same distance down</source>
        <translation>Gleicher Abstand senkrecht</translation>
    </message>
    <message>
        <source>Flip across</source>
        <translation>Waagerecht spiegeln</translation>
    </message>
    <message>
        <source>Flip down</source>
        <translation>Senkrecht spiegeln</translation>
    </message>
    <message>
        <source>Clear the board (can be undone)</source>
        <translation>Tafel leeren (lässt sich rückgängig machen)</translation>
    </message>
    <message>
        <source>Keep the tool after using it</source>
        <translation>Werkzeug nach Gebrauch behalten</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom to 100 %</source>
        <translation>Zoom auf 100 %</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Everything in sight</source>
        <translation>Alles im Blick</translation>
    </message>
    <message>
        <source>The selection in sight</source>
        <translation>Auswahl im Blick</translation>
    </message>
    <message>
        <source>Grid of dots</source>
        <translation>Punktraster</translation>
    </message>
    <message>
        <source>Snap to the grid</source>
        <translation>Am Raster einrasten</translation>
    </message>
    <message>
        <source>Guides at other objects</source>
        <translation>Hilfslinien an anderen Objekten</translation>
    </message>
    <message>
        <source>Map of the board</source>
        <translation>Karte der Tafel</translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation>Nächster Rahmen</translation>
    </message>
    <message>
        <source>Previous frame</source>
        <translation>Vorheriger Rahmen</translation>
    </message>
    <message>
        <source>Present the frames</source>
        <translation>Rahmen vorführen</translation>
    </message>
    <message>
        <source>Boards of this room</source>
        <translation>Tafeln dieses Raums</translation>
    </message>
    <message>
        <source>Previous board</source>
        <translation>Vorherige Tafel</translation>
    </message>
    <message>
        <source>Next board</source>
        <translation>Nächste Tafel</translation>
    </message>
    <message>
        <source>Board: files</source>
        <translation>Tafel: Dateien</translation>
    </message>
    <message>
        <source>Eraser for parts of strokes</source>
        <translation>Radierer für Teile von Strichen</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Sticky note</source>
        <translation>Haftnotiz</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Ausschneiden</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Follow somebody, the next one, or nobody</source>
        <translation>Jemandem folgen, dem Nächsten oder niemandem</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Import a file …</source>
        <translation>Datei importieren …</translation>
    </message>
    <message>
        <source>Insert an image …</source>
        <translation>Bild einfügen …</translation>
    </message>
    <message>
        <source>Take back what somebody did …</source>
        <translation>Zurücknehmen, was jemand getan hat …</translation>
    </message>
    <message>
        <source>Board: what is selected, by keys</source>
        <translation>Tafel: Ausgewähltes mit Tasten</translation>
    </message>
    <message>
        <source>To the next object</source>
        <translation>Zum nächsten Objekt</translation>
    </message>
    <message>
        <source>Move by 1 (arrow keys; with Shift by 10)</source>
        <translation>Um 1 verschieben (Pfeiltasten; mit Umschalt um 10)</translation>
    </message>
    <message>
        <source>Wider by 1 (with Shift by 10)</source>
        <translation>Um 1 breiter (mit Umschalt um 10)</translation>
    </message>
    <message>
        <source>Narrower by 1 (with Shift by 10)</source>
        <translation>Um 1 schmaler (mit Umschalt um 10)</translation>
    </message>
    <message>
        <source>Taller by 1 (with Shift by 10)</source>
        <translation>Um 1 höher (mit Umschalt um 10)</translation>
    </message>
    <message>
        <source>Lower by 1 (with Shift by 10)</source>
        <translation>Um 1 niedriger (mit Umschalt um 10)</translation>
    </message>
    <message>
        <source>Turn right by 15° (with Alt by 1°)</source>
        <translation>Um 15° nach rechts drehen (mit Alt um 1°)</translation>
    </message>
    <message>
        <source>Turn left by 15° (with Alt by 1°)</source>
        <translation>Um 15° nach links drehen (mit Alt um 1°)</translation>
    </message>
    <message>
        <source>Bring back what was cleared …</source>
        <translation>Geleertes zurückholen …</translation>
    </message>
    <message>
        <source>Outline of the board</source>
        <translation>Gliederung der Tafel</translation>
    </message>
    <message>
        <source>Bring everyone here</source>
        <translation>Alle hierher holen</translation>
    </message>
    <message>
        <source>To the style of what is selected, or of the tool (Esc: back)</source>
        <translation>Zum Stil des Ausgewählten oder des Werkzeugs (Esc: zurück)</translation>
    </message>
    <message>
        <source>To the next object, and what is selected stays</source>
        <translation>Zum nächsten Objekt, und Ausgewähltes bleibt</translation>
    </message>
    <message>
        <source>Add it to what is selected, or take it out</source>
        <translation>Zum Ausgewählten dazunehmen oder herausnehmen</translation>
    </message>
    <message>
        <source>Write in it, go into a group, or make one of the chosen tool</source>
        <translation>Darin schreiben, in eine Gruppe hinein, oder eines mit dem gewählten Werkzeug anlegen</translation>
    </message>
    <message>
        <source>Lock so that only moderators unlock it</source>
        <translation>So sperren, dass nur Moderatoren entsperren</translation>
    </message>
    <message>
        <source>drag</source>
        <translation>ziehen</translation>
    </message>
    <message>
        <source>click</source>
        <translation>klicken</translation>
    </message>
    <message>
        <source>wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>Move the board, with every tool</source>
        <translation>Die Tafel verschieben, mit jedem Werkzeug</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoomen</translation>
    </message>
    <message>
        <source>Point something out to everybody, with every tool</source>
        <translation>Allen etwas zeigen, mit jedem Werkzeug</translation>
    </message>
    <message>
        <source>Select what one goes round (a lasso)</source>
        <translation>Auswählen, was umfahren wird (Lasso)</translation>
    </message>
    <message>
        <source>Drag a copy; beside objects: select what is touched</source>
        <translation>Eine Kopie ziehen; neben Objekten: auswählen, was berührt wird</translation>
    </message>
    <message>
        <source>Add to what is selected, or take out</source>
        <translation>Zur Auswahl hinzufügen oder herausnehmen</translation>
    </message>
    <message>
        <source>Straight, square, evenly</source>
        <translation>Gerade, quadratisch, gleichmäßig</translation>
    </message>
    <message>
        <source>Board: by the pointer</source>
        <translation>Tafel: mit dem Zeiger</translation>
    </message>
    <message>
        <source>How the board was …</source>
        <translation>Wie die Tafel war …</translation>
    </message>
</context>
<context>
    <name>BoardExport</name>
    <message>
        <source>The file could not be written: %1. The board is unchanged; choose another place.</source>
        <translation>Die Datei ließ sich nicht schreiben: %1. Die Tafel ist unverändert; wähle einen anderen Ort.</translation>
    </message>
    <message>
        <source>The picture would have more than 65,000 pixels a side. Choose a smaller scale, or export as SVG or PDF, which have no such limit.</source>
        <translation>Das Bild hätte mehr als 65.000 Pixel pro Seite. Wähle einen kleineren Maßstab oder exportiere als SVG oder PDF, die keine solche Grenze haben.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was kept of the export.</source>
        <translation>Angehalten. Vom Export wurde nichts behalten.</translation>
    </message>
    <message>
        <source>There is nothing to export. Draw something, or choose the whole board.</source>
        <translation>Es gibt nichts zu exportieren. Zeichne etwas oder wähle die ganze Tafel.</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Tafel</translation>
    </message>
</context>
<context>
    <name>BoardFault</name>
    <message>
        <source>the number must be from %1 to %2</source>
        <translation>die Zahl muss von %1 bis %2 gehen</translation>
    </message>
    <message>
        <source>a size is at most %1, and negative only of lines</source>
        <translation>eine Größe ist höchstens %1, und negativ nur bei Linien</translation>
    </message>
    <message>
        <source>points belong to strokes only, which have 1 to %1 of them</source>
        <translation>Punkte haben nur Striche, und zwar 1 bis %1</translation>
    </message>
    <message>
        <source>it names no picture, or belongs to images only</source>
        <translation>es nennt kein Bild, oder gehört nur zu Bildern</translation>
    </message>
    <message>
        <source>only groups and frames hold others, at most %1 deep, and nothing holds itself</source>
        <translation>nur Gruppen und Rahmen enthalten andere, höchstens %1 tief, und nichts sich selbst</translation>
    </message>
    <message>
        <source>only lines and arrows are bound, and not to themselves</source>
        <translation>nur Linien und Pfeile sind angebunden, und nicht an sich selbst</translation>
    </message>
    <message>
        <source>there is no writing in an object of this kind, or not at this place</source>
        <translation>ein Objekt dieser Art hat keine Schrift, oder nicht an dieser Stelle</translation>
    </message>
    <message>
        <source>only of strokes a part can be rubbed out, and only what they have</source>
        <translation>nur von Strichen lässt sich ein Teil wegradieren, und nur, was da ist</translation>
    </message>
    <message>
        <source>this is not known here: a newer version may know it</source>
        <translation>das ist hier nicht bekannt: eine neuere Version kennt es vielleicht</translation>
    </message>
    <message>
        <source>it says something that does not fit an object of this kind</source>
        <translation>es sagt etwas, das zu einem Objekt dieser Art nicht passt</translation>
    </message>
    <message>
        <source>something that is needed is missing</source>
        <translation>etwas Nötiges fehlt</translation>
    </message>
    <message>
        <source>a text has at most %1 characters</source>
        <translation>ein Text hat höchstens %1 Zeichen</translation>
    </message>
    <message>
        <source>that is too much at once</source>
        <translation>das ist zu viel auf einmal</translation>
    </message>
    <message>
        <source>there is nothing in it</source>
        <translation>es ist nichts darin</translation>
    </message>
    <message>
        <source>the text has signs in it that no text may have</source>
        <translation>der Text enthält Zeichen, die kein Text haben darf</translation>
    </message>
    <message>
        <source>there is another of the same id</source>
        <translation>es gibt ein anderes mit derselben Kennung</translation>
    </message>
</context>
<context>
    <name>BoardImport</name>
    <message>
        <source>The file has more than 100,000 objects. Nothing was added; split it in Excalidraw first.</source>
        <translation>Die Datei hat mehr als 100.000 Objekte. Nichts wurde hinzugefügt; teile sie zuerst in Excalidraw auf.</translation>
    </message>
    <message>
        <source>This board was saved by a newer Coterie. Update to open it.</source>
        <translation>Diese Tafel wurde von einem neueren Coterie gespeichert. Aktualisiere das Programm, um sie zu öffnen.</translation>
    </message>
    <message>
        <source>Object %1 of the file is not one that a board can have: %2. Nothing was added.</source>
        <translation>Objekt %1 der Datei ist keines, das eine Tafel haben kann: %2. Nichts wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>There is no board in this SVG. Only an SVG that Coterie exported with its board can be opened; a foreign one is never read.</source>
        <translation>In diesem SVG ist keine Tafel. Nur ein SVG, das Coterie mit seiner Tafel exportiert hat, lässt sich öffnen; ein fremdes wird nie gelesen.</translation>
    </message>
    <message>
        <source>The file is not a board: %1 at character %2. Nothing was added.</source>
        <translation>Die Datei ist keine Tafel: %1 bei Zeichen %2. Nichts wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>it is no JSON object</source>
        <translation>sie ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>The file is JSON, but neither a board of Coterie nor one of Excalidraw. Nothing was added.</source>
        <translation>Die Datei ist JSON, aber weder eine Tafel von Coterie noch eine von Excalidraw. Nichts wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>another one has the same id, %1</source>
        <comment>of an object in a file</comment>
        <translation>ein anderes hat dieselbe Kennung, %1</translation>
    </message>
    <message>
        <source>boards here have none of the kind &quot;%1&quot;</source>
        <comment>of an object in a file</comment>
        <translation>Tafeln haben hier nichts der Art „%1“</translation>
    </message>
    <message>
        <source>its field &quot;%1&quot; is missing, or is not what it should be</source>
        <comment>of an object in a file</comment>
        <translation>sein Feld „%1“ fehlt oder ist nicht, was es sein sollte</translation>
    </message>
    <message>
        <source>its field &quot;%1&quot;: %2</source>
        <comment>of an object in a file</comment>
        <translation>sein Feld „%1“: %2</translation>
    </message>
    <message>
        <source>The file&apos;s field &quot;%1&quot; is not what it should be. Nothing was added.</source>
        <translation>Das Feld „%1“ der Datei ist nicht, was es sein sollte. Es wurde nichts hinzugefügt.</translation>
    </message>
    <message>
        <source>The file has more than 200,000 objects, which is more than a board can have. Nothing was added; split it first.</source>
        <translation>Die Datei hat mehr als 200.000 Objekte, und so viele kann keine Tafel haben. Nichts wurde hinzugefügt; teile sie vorher auf.</translation>
    </message>
    <message>
        <source>The file is larger than 256 MB. Split it, or bring its content in pieces.</source>
        <translation>Die Datei ist größer als 256 MB. Teile sie auf oder hole ihren Inhalt in Stücken herein.</translation>
    </message>
    <message>
        <source>The file has too much in it: more than 12 million values. Nothing was added; split it first.</source>
        <translation>In der Datei ist zu viel: mehr als 12 Millionen Werte. Nichts wurde hinzugefügt; teile sie vorher auf.</translation>
    </message>
</context>
<context>
    <name>BoardIntake</name>
    <message>
        <source>There is nothing in it that a board can have.</source>
        <translation>Es ist nichts darin, was eine Tafel haben kann.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message>
        <source>This is a folder. Drop the files in it.</source>
        <translation>Das ist ein Ordner. Ziehe die Dateien darin hierher.</translation>
    </message>
    <message>
        <source>The file cannot be read: %1.</source>
        <translation>Die Datei lässt sich nicht lesen: %1.</translation>
    </message>
    <message>
        <source>The file is larger than 256 MB.</source>
        <translation>Die Datei ist größer als 256 MB.</translation>
    </message>
    <message>
        <source>This is neither a picture (%1) nor a board (JSON of Coterie, .excalidraw, an SVG that Coterie exported).</source>
        <translation>Das ist weder ein Bild (%1) noch eine Tafel (JSON von Coterie, .excalidraw, ein SVG, das Coterie exportiert hat).</translation>
    </message>
</context>
<context>
    <name>BoardRights</name>
    <message>
        <source>Only look</source>
        <comment>what somebody may do on a board</comment>
        <translation>Nur ansehen</translation>
    </message>
    <message>
        <source>Add to it</source>
        <comment>what somebody may do on a board</comment>
        <translation>Etwas hinzufügen</translation>
    </message>
    <message>
        <source>Change their own</source>
        <comment>what somebody may do on a board</comment>
        <translation>Eigenes ändern</translation>
    </message>
    <message>
        <source>Change everything</source>
        <comment>what somebody may do on a board</comment>
        <translation>Alles ändern</translation>
    </message>
    <message>
        <source>Guest</source>
        <comment>role in a room</comment>
        <translation>Gast</translation>
    </message>
    <message>
        <source>Member</source>
        <comment>role in a room</comment>
        <translation>Mitglied</translation>
    </message>
    <message>
        <source>Moderator</source>
        <comment>role in a room</comment>
        <translation>Moderator</translation>
    </message>
    <message>
        <source>Admin</source>
        <comment>role in a room</comment>
        <translation>Admin</translation>
    </message>
    <message>
        <source>Owner</source>
        <comment>role in a room</comment>
        <translation>Besitzer</translation>
    </message>
    <message>
        <source>Members may</source>
        <translation>Mitglieder dürfen</translation>
    </message>
    <message>
        <source>On the boards</source>
        <translation>Auf den Tafeln</translation>
    </message>
    <message>
        <source>As everybody: %1</source>
        <extracomment>what somebody may do on a board; %1 is what everybody may</extracomment>
        <translation>Wie alle: %1</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
</context>
<context>
    <name>Connection</name>
    <message numerus="yes">
        <source>%n second(s) ago</source>
        <comment>since when the host is away</comment>
        <translation>
            <numerusform>vor %n Sekunde</numerusform>
            <numerusform>vor %n Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <comment>since when the host is away</comment>
        <translation>
            <numerusform>vor %n Minute</numerusform>
            <numerusform>vor %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <comment>since when the host is away</comment>
        <translation>
            <numerusform>vor %n Stunde</numerusform>
            <numerusform>vor %n Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>You can read, write and draw; changes are sent when it is back.</source>
        <translation>Du kannst lesen, schreiben und zeichnen; Änderungen werden gesendet, wenn er wieder da ist.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) will be sent when it is back.</source>
        <comment>what waits in the outbox</comment>
        <translation>
            <numerusform>%Ln Änderung wird gesendet, wenn er wieder da ist.</numerusform>
            <numerusform>%Ln Änderungen werden gesendet, wenn er wieder da ist.</numerusform>
        </translation>
    </message>
    <message>
        <source>Slow: %1 ms</source>
        <comment>connection; %1 is the round trip</comment>
        <translation>Langsam: %1 ms</translation>
    </message>
    <message>
        <source>Connected, %1 ms</source>
        <comment>connection; %1 is the round trip</comment>
        <translation>Verbunden, %1 ms</translation>
    </message>
    <message>
        <source>Connected</source>
        <comment>connection</comment>
        <translation>Verbunden</translation>
    </message>
    <message numerus="yes">
        <source>Catching up: %Ln change(s)</source>
        <comment>connection</comment>
        <translation>
            <numerusform>Holt auf: %Ln Änderung</numerusform>
            <numerusform>Holt auf: %Ln Änderungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Catching up…</source>
        <comment>connection</comment>
        <translation>Holt auf …</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <comment>connection</comment>
        <translation>Verbindet …</translation>
    </message>
    <message>
        <source>Reconnecting…</source>
        <comment>connection</comment>
        <translation>Verbindet neu …</translation>
    </message>
    <message>
        <source>The connection was lost and is being made again. What you write and draw waits here.</source>
        <translation>Die Verbindung ist abgerissen und wird neu aufgebaut. Was du schreibst und zeichnest, wartet hier.</translation>
    </message>
    <message>
        <source>Host is away</source>
        <comment>connection</comment>
        <translation>Gastgeber ist weg</translation>
    </message>
    <message>
        <source>The computer of %1 stopped answering %2.</source>
        <comment>%1 is a session, %2 a time ago</comment>
        <translation>Der Computer von %1 hat %2 aufgehört zu antworten.</translation>
    </message>
    <message>
        <source>Offline</source>
        <comment>connection</comment>
        <translation>Offline</translation>
    </message>
    <message>
        <source>You are offline. You can read, write and draw; changes are sent later.</source>
        <translation>Du bist offline. Du kannst lesen, schreiben und zeichnen; Änderungen werden später gesendet.</translation>
    </message>
    <message>
        <source>Not connected</source>
        <comment>connection</comment>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>The host did not let you in.</source>
        <translation>Der Gastgeber hat dich nicht hereingelassen.</translation>
    </message>
    <message>
        <source>Very slow: %1 ms</source>
        <comment>connection; %1 is the round trip</comment>
        <translation>Sehr langsam: %1 ms</translation>
    </message>
    <message>
        <source>Very unsteady</source>
        <comment>connection</comment>
        <translation>Sehr instabil</translation>
    </message>
    <message>
        <source>Unsteady</source>
        <comment>connection</comment>
        <translation>Instabil</translation>
    </message>
    <message>
        <source>Stopped: another key</source>
        <comment>connection</comment>
        <translation>Angehalten: anderer Schlüssel</translation>
    </message>
    <message>
        <source>Encrypted. The host&apos;s key: %1</source>
        <comment>%1 is a fingerprint</comment>
        <translation>Verschlüsselt. Schlüssel des Gastgebers: %1</translation>
    </message>
    <message>
        <source>This computer cannot keep what is written in the session now. Nothing is lost: it waits with those who wrote it, and goes on by itself. Make room on the disk, or connect it again. It says: %1</source>
        <comment>to whoever hosts; %1 is what the disk says</comment>
        <translation>Dieser Computer kann gerade nicht aufbewahren, was in der Sitzung geschrieben wird. Nichts geht verloren: Es wartet bei denen, die es geschrieben haben, und geht von selbst weiter. Schaffe Platz auf der Festplatte, oder schließe sie wieder an. Sie meldet: %1</translation>
    </message>
    <message>
        <source>Some of what this session kept on this computer is lost or damaged. Everything else goes on, and members may still have it. If you have a newer copy of the session&apos;s file, end the session and open that one. It says: %1</source>
        <comment>to whoever hosts; %1 is what the host found</comment>
        <translation>Etwas von dem, was diese Sitzung auf diesem Computer hatte, ist verloren oder beschädigt. Alles andere geht weiter, und Mitglieder haben es vielleicht noch. Wenn du eine neuere Kopie der Sitzungsdatei hast, beende die Sitzung und öffne diese. Die Meldung: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) of yours wait on this computer and are kept; with the new link you are asked whether to bring them along.</source>
        <comment>what waits in the outbox</comment>
        <translation>
            <numerusform>%Ln Änderung von dir wartet auf diesem Computer und bleibt erhalten; mit dem neuen Link wirst du gefragt, ob du sie mitbringen willst.</numerusform>
            <numerusform>%Ln Änderungen von dir warten auf diesem Computer und bleiben erhalten; mit dem neuen Link wirst du gefragt, ob du sie mitbringen willst.</numerusform>
        </translation>
    </message>
    <message>
        <source>Another session answers</source>
        <comment>connection</comment>
        <translation>Andere Sitzung antwortet</translation>
    </message>
</context>
<context>
    <name>Emoji</name>
    <message>
        <source>thumbs up, yes</source>
        <translation>Daumen hoch, ja</translation>
    </message>
    <message>
        <source>thumbs down, no</source>
        <translation>Daumen runter, nein</translation>
    </message>
    <message>
        <source>heart, love</source>
        <translation>Herz, Liebe</translation>
    </message>
    <message>
        <source>tears of joy, laugh</source>
        <translation>Freudentränen, lachen</translation>
    </message>
    <message>
        <source>party, congratulations</source>
        <translation>Party, Glückwunsch</translation>
    </message>
    <message>
        <source>thanks, please</source>
        <translation>danke, bitte</translation>
    </message>
    <message>
        <source>eyes, look</source>
        <translation>Augen, schauen</translation>
    </message>
    <message>
        <source>check mark, done</source>
        <translation>Haken, erledigt</translation>
    </message>
    <message>
        <source>slight smile</source>
        <translation>leichtes Lächeln</translation>
    </message>
    <message>
        <source>grin, happy</source>
        <translation>Grinsen, fröhlich</translation>
    </message>
    <message>
        <source>laugh, happy</source>
        <translation>lachen, fröhlich</translation>
    </message>
    <message>
        <source>sweat, phew</source>
        <translation>Schweiß, puh</translation>
    </message>
    <message>
        <source>rolling, laugh</source>
        <translation>kugeln, lachen</translation>
    </message>
    <message>
        <source>wink</source>
        <translation>zwinkern</translation>
    </message>
    <message>
        <source>blush, smile</source>
        <translation>erröten, lächeln</translation>
    </message>
    <message>
        <source>heart eyes, love</source>
        <translation>Herzaugen, Liebe</translation>
    </message>
    <message>
        <source>thinking</source>
        <translation>nachdenken</translation>
    </message>
    <message>
        <source>neutral</source>
        <translation>neutral</translation>
    </message>
    <message>
        <source>rolling eyes</source>
        <translation>Augen verdrehen</translation>
    </message>
    <message>
        <source>surprised, wow</source>
        <translation>überrascht, wow</translation>
    </message>
    <message>
        <source>cry, sad</source>
        <translation>weinen, traurig</translation>
    </message>
    <message>
        <source>sob, sad</source>
        <translation>schluchzen, traurig</translation>
    </message>
    <message>
        <source>angry</source>
        <translation>wütend</translation>
    </message>
    <message>
        <source>scream, shock</source>
        <translation>Schrei, Schreck</translation>
    </message>
    <message>
        <source>sleep, tired</source>
        <translation>schlafen, müde</translation>
    </message>
    <message>
        <source>ill</source>
        <translation>krank</translation>
    </message>
    <message>
        <source>cool, sunglasses</source>
        <translation>cool, Sonnenbrille</translation>
    </message>
    <message>
        <source>nerd, glasses</source>
        <translation>Nerd, Brille</translation>
    </message>
    <message>
        <source>party face, birthday</source>
        <translation>Partygesicht, Geburtstag</translation>
    </message>
    <message>
        <source>mind blown</source>
        <translation>Kopf explodiert</translation>
    </message>
    <message>
        <source>shrug</source>
        <translation>Schulterzucken</translation>
    </message>
    <message>
        <source>facepalm</source>
        <translation>Hand vor dem Gesicht</translation>
    </message>
    <message>
        <source>wave, hello</source>
        <translation>winken, hallo</translation>
    </message>
    <message>
        <source>clap, bravo</source>
        <translation>klatschen, bravo</translation>
    </message>
    <message>
        <source>raised hands, hooray</source>
        <translation>Hände hoch, hurra</translation>
    </message>
    <message>
        <source>strong, muscle</source>
        <translation>stark, Muskel</translation>
    </message>
    <message>
        <source>handshake, agreed</source>
        <translation>Händedruck, abgemacht</translation>
    </message>
    <message>
        <source>victory, peace</source>
        <translation>Sieg, Frieden</translation>
    </message>
    <message>
        <source>fingers crossed, luck</source>
        <translation>Daumen drücken, Glück</translation>
    </message>
    <message>
        <source>OK hand</source>
        <translation>OK-Hand</translation>
    </message>
    <message>
        <source>point right</source>
        <translation>nach rechts zeigen</translation>
    </message>
    <message>
        <source>point up</source>
        <translation>nach oben zeigen</translation>
    </message>
    <message>
        <source>hand, stop</source>
        <translation>Hand, halt</translation>
    </message>
    <message>
        <source>brain</source>
        <translation>Gehirn</translation>
    </message>
    <message>
        <source>fire</source>
        <translation>Feuer</translation>
    </message>
    <message>
        <source>star</source>
        <translation>Stern</translation>
    </message>
    <message>
        <source>sparkles, new</source>
        <translation>Funkeln, neu</translation>
    </message>
    <message>
        <source>light bulb, idea</source>
        <translation>Glühbirne, Idee</translation>
    </message>
    <message>
        <source>rocket, launch</source>
        <translation>Rakete, Start</translation>
    </message>
    <message>
        <source>target, exactly</source>
        <translation>Zielscheibe, genau</translation>
    </message>
    <message>
        <source>trophy, winner</source>
        <translation>Pokal, Gewinner</translation>
    </message>
    <message>
        <source>hundred, perfect</source>
        <translation>hundert, perfekt</translation>
    </message>
    <message>
        <source>cross, wrong</source>
        <translation>Kreuz, falsch</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>exclamation</source>
        <translation>Ausrufezeichen</translation>
    </message>
    <message>
        <source>pin</source>
        <translation>Stecknadel</translation>
    </message>
    <message>
        <source>paper clip</source>
        <translation>Büroklammer</translation>
    </message>
    <message>
        <source>note, write</source>
        <translation>Notiz, schreiben</translation>
    </message>
    <message>
        <source>calendar, date</source>
        <translation>Kalender, Datum</translation>
    </message>
    <message>
        <source>alarm clock, time</source>
        <translation>Wecker, Zeit</translation>
    </message>
    <message>
        <source>hourglass, wait</source>
        <translation>Sanduhr, warten</translation>
    </message>
    <message>
        <source>magnifier, search</source>
        <translation>Lupe, suchen</translation>
    </message>
    <message>
        <source>lock</source>
        <translation>Schloss</translation>
    </message>
    <message>
        <source>wrench, repair</source>
        <translation>Schraubenschlüssel, reparieren</translation>
    </message>
    <message>
        <source>bug</source>
        <translation>Käfer, Fehler</translation>
    </message>
    <message>
        <source>laptop, computer</source>
        <translation>Laptop, Computer</translation>
    </message>
    <message>
        <source>chart, rising</source>
        <translation>Diagramm, steigend</translation>
    </message>
    <message>
        <source>coffee, break</source>
        <translation>Kaffee, Pause</translation>
    </message>
    <message>
        <source>pizza, lunch</source>
        <translation>Pizza, Mittagessen</translation>
    </message>
    <message>
        <source>cake, birthday</source>
        <translation>Kuchen, Geburtstag</translation>
    </message>
    <message>
        <source>sun</source>
        <translation>Sonne</translation>
    </message>
</context>
<context>
    <name>ImageImport</name>
    <message>
        <source>The picture could not be made ready for a board.</source>
        <translation>Das Bild ließ sich nicht für eine Tafel vorbereiten.</translation>
    </message>
    <message>
        <source>The picture is too large: %1 × %2 pixels. Make it smaller first.</source>
        <translation>Das Bild ist zu groß: %1 × %2 Pixel. Verkleinere es zuerst.</translation>
    </message>
    <message>
        <source>The picture cannot be read: %1.</source>
        <translation>Das Bild lässt sich nicht lesen: %1.</translation>
    </message>
    <message>
        <source>There is no picture in it.</source>
        <translation>Es ist kein Bild darin.</translation>
    </message>
    <message>
        <source>The picture is cut off: the file ends before it does.</source>
        <translation>Das Bild ist abgeschnitten: Die Datei endet, bevor es zu Ende ist.</translation>
    </message>
    <message>
        <source>This is no picture that a board can show. It can show these: %1.</source>
        <extracomment>%1 is a list of formats, such as &quot;PNG, JPEG, GIF&quot;</extracomment>
        <translation>Das ist kein Bild, das eine Tafel zeigen kann. Diese gehen: %1.</translation>
    </message>
    <message>
        <source>This computer cannot read %1 pictures: a part of Qt is not installed (on Debian the package qt6-image-formats-plugins). Install it, or save the picture as PNG or JPEG.</source>
        <extracomment>%1 is a format, such as &quot;WebP&quot;</extracomment>
        <translation>Dieser Computer kann %1-Bilder nicht lesen: Ein Teil von Qt ist nicht installiert (in Debian das Paket qt6-image-formats-plugins). Installiere es, oder speichere das Bild als PNG oder JPEG.</translation>
    </message>
</context>
<context>
    <name>ImportTally</name>
    <message numerus="yes">
        <source>%Ln stroke(s) were longer than one may be and are several now, grouped.</source>
        <translation>
            <numerusform>%Ln Strich war länger als erlaubt und besteht jetzt aus mehreren, als Gruppe.</numerusform>
            <numerusform>%Ln Striche waren länger als erlaubt und bestehen jetzt aus mehreren, als Gruppe.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln text(s) were longer than one may be and go on in texts below.</source>
        <translation>
            <numerusform>%Ln Text war länger als erlaubt und geht in Texten darunter weiter.</numerusform>
            <numerusform>%Ln Texte waren länger als erlaubt und gehen in Texten darunter weiter.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln arrow(s) with two heads have one only at the end.</source>
        <translation>
            <numerusform>%Ln Pfeil mit zwei Spitzen hat nur am Ende eine.</numerusform>
            <numerusform>%Ln Pfeile mit zwei Spitzen haben nur am Ende eine.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) are of a kind that boards here do not have and are left out.</source>
        <translation>
            <numerusform>%Ln Objekt ist von einer Art, die Tafeln hier nicht haben, und fehlt.</numerusform>
            <numerusform>%Ln Objekte sind von einer Art, die Tafeln hier nicht haben, und fehlen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) are left out: the picture is not in the file, or cannot be read.</source>
        <translation>
            <numerusform>%Ln Bild fehlt: Es ist nicht in der Datei oder kann nicht gelesen werden.</numerusform>
            <numerusform>%Ln Bilder fehlen: Sie sind nicht in der Datei oder können nicht gelesen werden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) are beyond what a board can have and are left out.</source>
        <translation>
            <numerusform>%Ln Objekt geht über das hinaus, was eine Tafel haben kann, und fehlt.</numerusform>
            <numerusform>%Ln Objekte gehen über das hinaus, was eine Tafel haben kann, und fehlen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln closed line(s) came without their fill: boards here have only the outline.</source>
        <translation>
            <numerusform>%Ln geschlossene Linie kam ohne ihre Füllung: Tafeln haben hier nur den Umriss.</numerusform>
            <numerusform>%Ln geschlossene Linien kamen ohne ihre Füllung: Tafeln haben hier nur den Umriss.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s) were nested deeper than groups can be here: each is one with the group around it.</source>
        <translation>
            <numerusform>%Ln Gruppe war tiefer verschachtelt, als Gruppen es hier sein können: Sie ist eins mit der Gruppe um sie.</numerusform>
            <numerusform>%Ln Gruppen waren tiefer verschachtelt, als Gruppen es hier sein können: Jede ist eins mit der Gruppe um sie.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln curved line(s) with corners</source>
        <comment>in a list of what comes plainer</comment>
        <translation>
            <numerusform>%Ln gebogene Linie mit Ecken</numerusform>
            <numerusform>%Ln gebogene Linien mit Ecken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln arrow head(s) of another form</source>
        <comment>in a list of what comes plainer</comment>
        <translation>
            <numerusform>%Ln Pfeilspitze in anderer Form</numerusform>
            <numerusform>%Ln Pfeilspitzen in anderer Form</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln text(s) in another font</source>
        <comment>in a list of what comes plainer</comment>
        <translation>
            <numerusform>%Ln Text in anderer Schrift</numerusform>
            <numerusform>%Ln Texte in anderer Schrift</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln text(s) in the middle of their shape</source>
        <comment>in a list of what comes plainer</comment>
        <translation>
            <numerusform>%Ln Text in der Mitte seiner Form</numerusform>
            <numerusform>%Ln Texte in der Mitte ihrer Form</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln fill(s) without their pattern</source>
        <comment>in a list of what comes plainer</comment>
        <translation>
            <numerusform>%Ln Füllung ohne ihr Muster</numerusform>
            <numerusform>%Ln Füllungen ohne ihr Muster</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln outline(s) straight instead of sketched</source>
        <comment>in a list of what comes plainer</comment>
        <translation>
            <numerusform>%Ln Umriss gerade statt wie von Hand</numerusform>
            <numerusform>%Ln Umrisse gerade statt wie von Hand</numerusform>
        </translation>
    </message>
    <message>
        <source>Plainer here than there: %1.</source>
        <extracomment>%1 is a list, such as &quot;2 curved lines with corners, 3 texts in another font&quot;</extracomment>
        <translation>Schlichter als dort: %1.</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the parts of a list</comment>
        <translation>, </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) came without the link that they lead to.</source>
        <translation>
            <numerusform>%Ln Objekt kam ohne den Link, zu dem es führt.</numerusform>
            <numerusform>%Ln Objekte kamen ohne den Link, zu dem sie führen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>People</name>
    <message>
        <source>just now</source>
        <comment>when somebody was last seen</comment>
        <translation>gerade eben</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <comment>when somebody was last seen</comment>
        <translation>
            <numerusform>vor %n Minute</numerusform>
            <numerusform>vor %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <comment>when somebody was last seen</comment>
        <translation>
            <numerusform>vor %n Stunde</numerusform>
            <numerusform>vor %n Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>yesterday</source>
        <comment>when somebody was last seen</comment>
        <translation>gestern</translation>
    </message>
    <message>
        <source>typing…</source>
        <comment>what a person does</comment>
        <translation>schreibt …</translation>
    </message>
    <message>
        <source>drawing</source>
        <comment>what a person does</comment>
        <translation>zeichnet</translation>
    </message>
    <message>
        <source>seen %1</source>
        <comment>second line of somebody who is away; %1 is a time</comment>
        <translation>gesehen %1</translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <comment>oneself in the list of people</comment>
        <translation>%1 (du)</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>Your name</source>
        <translation>Dein Name</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>As the system</source>
        <comment>theme</comment>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <comment>theme</comment>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <comment>theme</comment>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinere Schrift</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größere Schrift</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Writing and drawing</source>
        <translation>Schreiben und Zeichnen</translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter makes a new line</source>
        <translation>Eingabe sendet, Umschalt+Eingabe macht eine neue Zeile</translation>
    </message>
    <message>
        <source>Grid on the board</source>
        <translation>Raster auf der Tafel</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Computer</translation>
    </message>
    <message>
        <source>Kept sessions…</source>
        <comment>button: what is kept of them here</comment>
        <translation>Aufbewahrte Sitzungen …</translation>
    </message>
    <message>
        <source>Pressing a pen harder makes its stroke thicker</source>
        <translation>Stärkerer Druck mit dem Stift macht den Strich dicker</translation>
    </message>
    <message>
        <source>One finger on a board</source>
        <translation>Ein Finger auf einer Tafel</translation>
    </message>
    <message>
        <source>Draws until a pen does</source>
        <comment>one finger on a board</comment>
        <translation>Zeichnet, bis ein Stift kommt</translation>
    </message>
    <message>
        <source>Draws</source>
        <comment>one finger on a board</comment>
        <translation>Zeichnet</translation>
    </message>
    <message>
        <source>Only moves it</source>
        <comment>one finger on a board</comment>
        <translation>Verschiebt nur</translation>
    </message>
    <message>
        <source>The wheel on a board</source>
        <translation>Das Mausrad auf einer Tafel</translation>
    </message>
    <message>
        <source>Scrolls, zooms with Ctrl</source>
        <comment>the wheel on a board</comment>
        <translation>Verschiebt, mit Strg zoomt es</translation>
    </message>
    <message>
        <source>Zooms, scrolls with Ctrl</source>
        <comment>the wheel on a board</comment>
        <translation>Zoomt, mit Strg verschiebt es</translation>
    </message>
    <message>
        <source>Single letters choose tools and actions</source>
        <translation>Einzelne Buchstaben wählen Werkzeuge und Befehle</translation>
    </message>
</context>
<context>
    <name>Presence</name>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Abwesend</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>Nicht stören</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Was online</source>
        <translation>War online</translation>
    </message>
    <message>
        <source>Was away</source>
        <translation>War abwesend</translation>
    </message>
    <message>
        <source>Was on do not disturb</source>
        <translation>War auf „Nicht stören“</translation>
    </message>
    <message>
        <source>Was offline</source>
        <translation>War offline</translation>
    </message>
</context>
<context>
    <name>Rooms</name>
    <message>
        <source>Jump to a room</source>
        <translation>Zu einem Raum springen</translation>
    </message>
    <message>
        <source>Jump to a room…</source>
        <translation>Zu einem Raum springen …</translation>
    </message>
    <message>
        <source>No room of this name. Ctrl+Shift+O makes one.</source>
        <translation>Kein Raum dieses Namens. Strg+Umschalt+O legt einen an.</translation>
    </message>
    <message>
        <source>New room</source>
        <comment>title of a sheet</comment>
        <translation>Neuer Raum</translation>
    </message>
    <message>
        <source>physics</source>
        <comment>example of a room&apos;s name</comment>
        <translation>physik</translation>
    </message>
    <message>
        <source>Name of the room</source>
        <translation>Name des Raums</translation>
    </message>
    <message>
        <source>What is it about? May stay empty</source>
        <translation>Worum geht es? Darf leer bleiben</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>Create room</source>
        <comment>button</comment>
        <translation>Raum anlegen</translation>
    </message>
    <message>
        <source>Name</source>
        <comment>of a room</comment>
        <translation>Name</translation>
    </message>
    <message>
        <source>Topic</source>
        <comment>of a room</comment>
        <translation>Thema</translation>
    </message>
    <message>
        <source>There is a room of this name already. Choose another one, or jump there with Ctrl+K.</source>
        <translation>Einen Raum dieses Namens gibt es schon. Wähle einen anderen oder springe mit Strg+K dorthin.</translation>
    </message>
    <message>
        <source>Topic of #%1</source>
        <comment>title of a sheet; %1 is a room</comment>
        <translation>Thema von #%1</translation>
    </message>
    <message>
        <source>What is this room about?</source>
        <translation>Worum geht es in diesem Raum?</translation>
    </message>
    <message>
        <source>Set topic</source>
        <comment>button</comment>
        <translation>Thema setzen</translation>
    </message>
    <message>
        <source>Make #%1</source>
        <comment>title of a sheet; %1 is a room</comment>
        <translation>#%1 anlegen</translation>
    </message>
</context>
<context>
    <name>Store</name>
    <message>
        <source>the lock file comes and goes</source>
        <translation>die Sperrdatei kommt und geht</translation>
    </message>
    <message>
        <source>entry %1 of “%2”</source>
        <translation>Eintrag %1 von „%2“</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
    <message>
        <source>1 image</source>
        <translation>1 Bild</translation>
    </message>
    <message>
        <source>%1 images</source>
        <translation>%1 Bilder</translation>
    </message>
    <message>
        <source>The disk has changed what was written: %1 %2. Everything else is whole and goes on. Copy the file to another disk; a backup from before has it as it was.</source>
        <translation>Die Festplatte hat verändert, was geschrieben war: %1 %2. Alles andere ist unversehrt und geht weiter. Kopiere die Datei auf eine andere Festplatte; eine ältere Sicherung hat es, wie es war.</translation>
    </message>
    <message>
        <source>is not what it was</source>
        <translation>ist nicht mehr, was es war</translation>
    </message>
    <message>
        <source>are not what they were</source>
        <translation>sind nicht mehr, was sie waren</translation>
    </message>
    <message>
        <source>%1 comes from an older version and could not be brought up to date (%2: %3). It is as it was; the older version still opens it.</source>
        <translation>%1 stammt von einer älteren Version und ließ sich nicht auf den neuen Stand bringen (%2: %3). Die Datei ist, wie sie war; die ältere Version öffnet sie weiter.</translation>
    </message>
    <message>
        <source>something refers to what is not there</source>
        <translation>etwas verweist auf etwas, das es nicht gibt</translation>
    </message>
    <message>
        <source>%1 comes from an older version, and no backup could be written beside it (%2). It was not changed. Make room in its folder, then open it again.</source>
        <translation>%1 stammt von einer älteren Version, und daneben ließ sich keine Sicherung schreiben (%2). Die Datei wurde nicht verändert. Schaffe Platz in ihrem Ordner und öffne sie noch einmal.</translation>
    </message>
    <message>
        <source>the folder cannot be written</source>
        <translation>in den Ordner lässt sich nicht schreiben</translation>
    </message>
    <message>
        <source>%1 was written by a newer version of Coterie (its form is %2, this program knows up to %3). It was not touched. Update this program, then open it again.</source>
        <translation>%1 stammt von einer neueren Version von Coterie (Form %2, dieses Programm kennt Formen bis %3). Die Datei wurde nicht angerührt. Aktualisiere dieses Programm und öffne sie noch einmal.</translation>
    </message>
    <message>
        <source>%1 is not a file.</source>
        <translation>%1 ist keine Datei.</translation>
    </message>
    <message>
        <source>%1 may not be read and written by this user. Change its rights or its owner, then open it again.</source>
        <translation>%1 darf von diesem Benutzer nicht gelesen und geschrieben werden. Ändere die Rechte oder den Besitzer der Datei und öffne sie noch einmal.</translation>
    </message>
    <message>
        <source>%1 is empty. A session file is never empty, so its contents may have been lost: look for a backup beside it. To begin a new session, choose another name.</source>
        <translation>%1 ist leer. Eine Sitzungsdatei ist nie leer, der Inhalt ist also vielleicht verloren: Suche daneben nach einer Sicherung. Für eine neue Sitzung wähle einen anderen Namen.</translation>
    </message>
    <message>
        <source>%1 is not a session file. It was not touched.</source>
        <translation>%1 ist keine Sitzungsdatei. Sie wurde nicht angerührt.</translation>
    </message>
    <message>
        <source>%1 is a database of another program. It was not touched.</source>
        <translation>%1 ist die Datenbank eines anderen Programms. Sie wurde nicht angerührt.</translation>
    </message>
    <message>
        <source>%1 is shorter than it should be: it was cut. It was not touched. Restore the newest backup, or copy it again.</source>
        <translation>%1 ist kürzer, als sie sein sollte: Sie wurde abgeschnitten. Sie wurde nicht angerührt. Stelle die neueste Sicherung wieder her oder kopiere die Datei noch einmal.</translation>
    </message>
    <message>
        <source>%1 has a second name (a hard link), under which another Coterie could write it too. It was not touched. Copy it, put the copy in its place, then open that one.</source>
        <translation>%1 hat einen zweiten Namen (einen harten Link), unter dem auch ein anderes Coterie hineinschreiben könnte. Die Datei wurde nicht angerührt. Kopiere sie, setze die Kopie an ihre Stelle und öffne diese.</translation>
    </message>
    <message>
        <source>%1 could not be made: %2. Choose another place, or make room there.</source>
        <translation>%1 konnte nicht angelegt werden: %2. Wähle einen anderen Ort, oder schaffe dort Platz.</translation>
    </message>
    <message>
        <source>there is no such folder</source>
        <translation>diesen Ordner gibt es nicht</translation>
    </message>
    <message>
        <source>%1 is missing, but its journal (-wal) is there and may hold messages. Put the file back beside it, or move the journal away to begin anew.</source>
        <translation>%1 fehlt, aber ihr Journal (-wal) ist da und kann Nachrichten enthalten. Lege die Datei wieder daneben, oder verschiebe das Journal, um neu zu beginnen.</translation>
    </message>
    <message>
        <source>its folder cannot be written</source>
        <translation>in den Ordner lässt sich nicht schreiben</translation>
    </message>
    <message>
        <source>the disk refused</source>
        <translation>die Festplatte hat es abgelehnt</translation>
    </message>
    <message>
        <source>it could not be read now (%1)</source>
        <translation>sie ließ sich gerade nicht lesen (%1)</translation>
    </message>
    <message>
        <source>a journal (-wal) stands beside it that belongs to another file, and it cannot be put aside</source>
        <translation>daneben liegt ein Journal (-wal), das zu einer anderen Datei gehört und sich nicht beiseitelegen lässt</translation>
    </message>
    <message>
        <source>%1 could not be opened: %2. It was not changed.</source>
        <translation>%1 konnte nicht geöffnet werden: %2. Die Datei wurde nicht verändert.</translation>
    </message>
    <message>
        <source>%1 is damaged: %2. Nothing was changed. Restore the newest backup, or move the file away to begin anew.</source>
        <translation>%1 ist beschädigt: %2. Nichts wurde verändert. Stelle die neueste Sicherung wieder her, oder verschiebe die Datei, um neu zu beginnen.</translation>
    </message>
    <message>
        <source>event %1 does not follow from those before it</source>
        <translation>Eintrag %1 folgt nicht aus denen davor</translation>
    </message>
    <message>
        <source>the log of the room “%1” does not add up: %2</source>
        <translation>das Protokoll des Raums „%1“ geht nicht auf: %2</translation>
    </message>
    <message>
        <source>it has no session in it</source>
        <translation>sie enthält keine Sitzung</translation>
    </message>
    <message>
        <source>Qt&apos;s SQLite driver is not installed (Debian: libqt6sql6-sqlite).</source>
        <translation>Der SQLite-Treiber von Qt ist nicht installiert (Debian: libqt6sql6-sqlite).</translation>
    </message>
    <message>
        <source>%1 is open in another Coterie%2. Close it there, or join it instead of hosting.</source>
        <translation>%1 ist in einem anderen Coterie geöffnet%2. Schließe die Sitzung dort, oder tritt ihr bei, statt sie zu starten.</translation>
    </message>
    <message>
        <source> (process %1)</source>
        <translation> (Prozess %1)</translation>
    </message>
    <message>
        <source>no lock file can be made beside it (%1)</source>
        <translation>daneben lässt sich keine Sperrdatei anlegen (%1)</translation>
    </message>
    <message>
        <source>it cannot be written</source>
        <translation>sie lässt sich nicht schreiben</translation>
    </message>
    <message>
        <source>its file system lacks shared memory</source>
        <translation>ihrem Dateisystem fehlt gemeinsamer Speicher</translation>
    </message>
    <message>
        <source>a part of it was lost, and that cannot be written down (%1)</source>
        <translation>ein Teil davon ist verloren, und das lässt sich nicht festhalten (%1)</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>die Festplatte ist voll</translation>
    </message>
    <message>
        <source>another program wrote into the session file</source>
        <translation>ein anderes Programm hat in die Sitzungsdatei geschrieben</translation>
    </message>
    <message>
        <source>a write failed</source>
        <translation>ein Schreibvorgang ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>the session file was moved to %1</source>
        <translation>die Sitzungsdatei wurde nach %1 verschoben</translation>
    </message>
    <message>
        <source>the session file was removed or replaced</source>
        <translation>die Sitzungsdatei wurde entfernt oder ersetzt</translation>
    </message>
    <message>
        <source>the session file was given a second name (a hard link)</source>
        <translation>die Sitzungsdatei hat einen zweiten Namen bekommen (einen harten Link)</translation>
    </message>
    <message>
        <source>the lock file of the session was removed or replaced</source>
        <translation>die Sperrdatei der Sitzung wurde entfernt oder ersetzt</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Send again</source>
        <comment>under a message that was refused</comment>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Copy text</source>
        <comment>under a message that was refused</comment>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>Discard</source>
        <comment>under a message that was refused</comment>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Edit</source>
        <comment>under a message that was refused</comment>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Will send when reconnected</source>
        <comment>under what waits for the host</comment>
        <translation>Wird gesendet, wenn die Verbindung wieder da ist</translation>
    </message>
</context>
<context>
    <name>TlsIdentity</name>
    <message>
        <source>%1 cannot be read: %2</source>
        <comment>%1 is a file, %2 a reason</comment>
        <translation>%1 lässt sich nicht lesen: %2</translation>
    </message>
    <message>
        <source>%1 is no PEM file: it is over 1 MiB</source>
        <comment>%1 is a file</comment>
        <translation>%1 ist keine PEM-Datei: Sie ist größer als 1 MiB</translation>
    </message>
    <message>
        <source>%1 holds no certificate in PEM form</source>
        <comment>%1 is a file</comment>
        <translation>%1 enthält kein Zertifikat in PEM-Form</translation>
    </message>
    <message>
        <source>%1 holds no private key in PEM form, or one with a password</source>
        <comment>%1 is a file</comment>
        <translation>%1 enthält keinen privaten Schlüssel in PEM-Form, oder einen mit Passwort</translation>
    </message>
    <message>
        <source>The key in %1 is not the one of the certificate in %2</source>
        <comment>%1 and %2 are files</comment>
        <translation>Der Schlüssel in %1 ist nicht der des Zertifikats in %2</translation>
    </message>
    <message>
        <source>The key in %1 is neither an EC nor an RSA key</source>
        <comment>%1 is a file</comment>
        <translation>Der Schlüssel in %1 ist weder ein EC- noch ein RSA-Schlüssel</translation>
    </message>
    <message>
        <source>%1 cannot be used by the TLS library of this computer</source>
        <comment>%1 is a file</comment>
        <translation>%1 kann die TLS-Bibliothek dieses Computers nicht benutzen</translation>
    </message>
    <message>
        <source>Others know this host by that key: bring the file back from a copy, or remove it and send everybody a new invite link</source>
        <translation>Andere erkennen diesen Gastgeber an diesem Schlüssel: Hole die Datei aus einer Kopie zurück, oder entferne sie und schicke allen einen neuen Einladungslink</translation>
    </message>
    <message>
        <source>No key could be made by the TLS library of this computer</source>
        <translation>Die TLS-Bibliothek dieses Computers konnte keinen Schlüssel erzeugen</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <comment>%1 is a file, %2 a reason</comment>
        <translation>%1 lässt sich nicht schreiben: %2</translation>
    </message>
</context>
<context>
    <name>coterie::Application</name>
    <message>
        <source>This invite link is damaged. Ask for it again.</source>
        <translation>Dieser Einladungslink ist beschädigt. Bitte noch einmal darum.</translation>
    </message>
    <message>
        <source>You are hosting a session. End it first, then open the other one.</source>
        <translation>Du bist gerade Gastgeber einer Sitzung. Beende sie zuerst und öffne dann die andere.</translation>
    </message>
    <message>
        <source>You are hosting a session. End it first, then join the other one.</source>
        <translation>Du bist gerade Gastgeber einer Sitzung. Beende sie zuerst und tritt dann der anderen bei.</translation>
    </message>
    <message>
        <source>A session cannot be called %1. Choose a name of 1 to %2 visible characters.</source>
        <translation>Eine Sitzung kann nicht %1 heißen. Wähle einen Namen aus 1 bis %2 sichtbaren Zeichen.</translation>
    </message>
    <message>
        <source>The session file %1 is not there any more. Look for it in the folder, or in the trash.</source>
        <translation>Die Sitzungsdatei %1 ist nicht mehr da. Sieh im Ordner nach, oder im Papierkorb.</translation>
    </message>
    <message>
        <source>Open and lose it</source>
        <comment>answer</comment>
        <translation>Öffnen und verlieren</translation>
    </message>
    <message>
        <source>You are in %1 already.</source>
        <comment>%1 is a session</comment>
        <translation>Du bist schon in %1.</translation>
    </message>
    <message>
        <source>This is %1, which is here already. It is looked for there now.</source>
        <comment>%1 is a session</comment>
        <translation>Das ist %1, und du bist schon darin. Sie wird jetzt dort gesucht.</translation>
    </message>
    <message>
        <source>Join and lose it</source>
        <comment>answer</comment>
        <translation>Beitreten und verlieren</translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) of yours in %1 did not reach its host. They are kept on this computer, and sent when you are in that session again and its host is there.</source>
        <comment>%1 is a session that one has left</comment>
        <translation>
            <numerusform>%Ln Änderung von dir in %1 hat den Gastgeber nicht erreicht. Sie bleibt auf diesem Computer und wird gesendet, wenn du wieder in dieser Sitzung bist und ihr Gastgeber da ist.</numerusform>
            <numerusform>%Ln Änderungen von dir in %1 haben den Gastgeber nicht erreicht. Sie bleiben auf diesem Computer und werden gesendet, wenn du wieder in dieser Sitzung bist und ihr Gastgeber da ist.</numerusform>
        </translation>
    </message>
    <message>
        <source>You are still in %1, which was at this address. What answers there now is said in a moment.</source>
        <comment>%1 is a session</comment>
        <translation>Du bist noch in %1, die unter dieser Adresse war. Was dort jetzt antwortet, wird gleich gesagt.</translation>
    </message>
    <message>
        <source>Your last changes are sent, then you leave.</source>
        <translation>Deine letzten Änderungen werden noch gesendet, dann verlässt du die Sitzung.</translation>
    </message>
</context>
<context>
    <name>coterie::BoardBook</name>
    <message>
        <source>add what was refused</source>
        <comment>undo …</comment>
        <translation>Abgelehntes hinzufügen</translation>
    </message>
    <message numerus="yes">
        <source>The image is there now, so %Ln object(s) that the host had refused were added</source>
        <translation>
            <numerusform>Das Bild ist jetzt da, also wurde %Ln abgelehntes Objekt hinzugefügt</numerusform>
            <numerusform>Das Bild ist jetzt da, also wurden %Ln abgelehnte Objekte hinzugefügt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::BoardController</name>
    <message>
        <source>The board is empty already</source>
        <translation>Die Tafel ist schon leer</translation>
    </message>
    <message>
        <source>Nothing of yours left to undo</source>
        <translation>Von dir ist nichts mehr rückgängig zu machen</translation>
    </message>
    <message>
        <source>Nothing to redo</source>
        <translation>Nichts zu wiederholen</translation>
    </message>
    <message>
        <source>This board is full. Erase something to make room</source>
        <translation>Diese Tafel ist voll. Radiere etwas weg, um Platz zu schaffen</translation>
    </message>
    <message>
        <source>The board cannot take this: %1</source>
        <translation>Die Tafel kann das nicht annehmen: %1</translation>
    </message>
    <message>
        <source>draw</source>
        <comment>undo …</comment>
        <translation>zeichnen</translation>
    </message>
    <message numerus="yes">
        <source>erase %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>%Ln Objekt radieren</numerusform>
            <numerusform>%Ln Objekte radieren</numerusform>
        </translation>
    </message>
    <message>
        <source>clear the board</source>
        <comment>undo …</comment>
        <translation>Tafel leeren</translation>
    </message>
    <message>
        <source>A text on the board has at most %L1 characters</source>
        <translation>Ein Text auf der Tafel hat höchstens %L1 Zeichen</translation>
    </message>
    <message>
        <source>Your earlier changes wait for the host. This text can be changed again when they are there</source>
        <translation>Deine früheren Änderungen warten auf den Gastgeber. Dieser Text lässt sich wieder ändern, sobald sie dort sind</translation>
    </message>
    <message>
        <source>write</source>
        <comment>undo …</comment>
        <translation>schreiben</translation>
    </message>
    <message numerus="yes">
        <source>Of your %Ln change(s) that waited, %L1 met something that somebody has locked or erased meanwhile</source>
        <extracomment>%Ln: all changes of one&apos;s own that wait for the host; %L1: how many of them.</extracomment>
        <translation>
            <numerusform>Von deiner %Ln wartenden Änderung betrifft %L1 etwas, das inzwischen jemand gesperrt oder gelöscht hat</numerusform>
            <numerusform>Von deinen %Ln wartenden Änderungen betreffen %L1 etwas, das inzwischen jemand gesperrt oder gelöscht hat</numerusform>
        </translation>
    </message>
    <message>
        <source>The board ends here: nothing can lie beyond its edge</source>
        <translation>Hier endet die Tafel: Jenseits ihres Randes kann nichts liegen</translation>
    </message>
    <message>
        <source>What is left on the board is locked</source>
        <translation>Was auf der Tafel noch da ist, ist gesperrt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of it came without its lock: you can add to this board, and not lock what is on it</source>
        <translation>
            <numerusform>%Ln davon kam ohne Sperre: du kannst zu dieser Tafel etwas hinzufügen, aber nichts darauf sperren</numerusform>
            <numerusform>%Ln davon kamen ohne Sperre: du kannst zu dieser Tafel etwas hinzufügen, aber nichts darauf sperren</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::BoardListModel</name>
    <message>
        <source>%1, frozen</source>
        <extracomment>Of a board in the list of boards, for screen readers. %1 is its name.</extracomment>
        <translation>%1, eingefroren</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Tafel</translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) of yours could not be added here.</source>
        <translation>
            <numerusform>%Ln Objekt von dir konnte hier nicht hinzugefügt werden.</numerusform>
            <numerusform>%Ln Objekte von dir konnten hier nicht hinzugefügt werden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln object(s) of yours were refused</source>
        <extracomment>Of a board in the list of boards, for screen readers. %1 is its name, and what else there is to say of it.</extracomment>
        <translation>
            <numerusform>%1, %Ln Objekt von dir wurde abgelehnt</numerusform>
            <numerusform>%1, %Ln Objekte von dir wurden abgelehnt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::LocalStore</name>
    <message>
        <source>This computer&apos;s copy of the session was made by a newer Coterie and is left as it is. You can read and write as usual, but what waits to be sent is lost when you quit. Use the newer one.</source>
        <translation>Die Kopie der Sitzung auf diesem Computer stammt von einem neueren Coterie und bleibt, wie sie ist. Du kannst wie gewohnt lesen und schreiben; was noch zu senden ist, geht aber beim Beenden verloren. Verwende die neuere Fassung.</translation>
    </message>
    <message>
        <source>This computer&apos;s copy of the session was damaged. What you had not sent yet, your drafts and who you are were saved from it; everything else is fetched from the host again.</source>
        <translation>Die Kopie der Sitzung auf diesem Computer war beschädigt. Was du noch nicht gesendet hattest, deine Entwürfe und wer du bist, wurde daraus gerettet; alles andere wird wieder vom Gastgeber geholt.</translation>
    </message>
    <message>
        <source>who you are, so that you are a new person to the host</source>
        <translation>wer du bist, sodass du für den Gastgeber neu bist</translation>
    </message>
    <message>
        <source>some or all of what waited to be sent</source>
        <translation>einiges oder alles, was auf das Senden wartete</translation>
    </message>
    <message>
        <source>drafts</source>
        <translation>Entwürfe</translation>
    </message>
    <message>
        <source>drawings that the host did not take</source>
        <translation>Zeichnungen, die der Gastgeber nicht angenommen hat</translation>
    </message>
    <message>
        <source>images that were not on the host yet</source>
        <translation>Bilder, die noch nicht beim Gastgeber waren</translation>
    </message>
    <message>
        <source>messages that the host had lost</source>
        <translation>Nachrichten, die der Gastgeber verloren hatte</translation>
    </message>
    <message>
        <source>This computer&apos;s copy of the session was damaged, and nothing in it could be read: you are a new person to the host, and what had not been sent is lost. Everything on the host is still there and is fetched again. The damaged file is kept: %1</source>
        <translation>Die Kopie der Sitzung auf diesem Computer war beschädigt, und nichts darin war lesbar: Du bist für den Gastgeber neu, und was nicht gesendet war, ist verloren. Alles beim Gastgeber ist noch da und wird wieder geholt. Die beschädigte Datei bleibt erhalten: %1</translation>
    </message>
    <message>
        <source>This computer&apos;s copy of the session was damaged. This could not be read: %1. What only this computer had besides was saved, and everything on the host is fetched again. The damaged file is kept: %2</source>
        <translation>Die Kopie der Sitzung auf diesem Computer war beschädigt. Das war nicht lesbar: %1. Was sonst nur dieser Computer hatte, wurde gerettet, und alles beim Gastgeber wird wieder geholt. Die beschädigte Datei bleibt erhalten: %2</translation>
    </message>
    <message>
        <source>This computer&apos;s copy of the session cannot be used now; it is left as it is. You can read and write as usual, but what waits to be sent is lost when you quit. Check the free space and the rights of the folder %1; it is tried again by itself, at the latest when Coterie starts again.</source>
        <translation>Die Kopie der Sitzung auf diesem Computer lässt sich gerade nicht benutzen; sie bleibt, wie sie ist. Du kannst wie gewohnt lesen und schreiben, aber was auf das Senden wartet, geht beim Beenden verloren. Prüfe den freien Platz und die Rechte des Ordners %1; es wird von selbst wieder versucht, spätestens beim nächsten Start von Coterie.</translation>
    </message>
    <message>
        <source>the newest of what you had written or changed here</source>
        <translation>das Neueste von dem, was du hier geschrieben oder geändert hattest</translation>
    </message>
    <message>
        <source>This computer&apos;s copy of the session was removed or replaced while it was open. What only this computer had is written again, and everything else is fetched from the host again.</source>
        <translation>Die Kopie der Sitzung auf diesem Computer wurde entfernt oder ersetzt, während sie offen war. Was nur dieser Computer hatte, wird wieder geschrieben, und alles andere wird noch einmal vom Gastgeber geholt.</translation>
    </message>
    <message>
        <source>Nothing can be written to this computer&apos;s copy of the session now. All that is in it is here, and you can write as usual, but what you write now and is not sent before you quit is lost. Check the free space and the rights of the folder %1; it is tried again by itself, at the latest when Coterie starts again.</source>
        <translation>In die Kopie der Sitzung auf diesem Computer lässt sich jetzt nichts schreiben. Alles, was darin steht, ist da, und du kannst wie gewohnt schreiben; was du jetzt schreibst und was nicht gesendet ist, bevor du beendest, ist aber verloren. Prüfe den freien Platz und die Rechte des Ordners %1; es wird von selbst wieder versucht, spätestens wenn Coterie wieder startet.</translation>
    </message>
    <message>
        <source>This computer&apos;s copy of the session was damaged, and nothing can be written to it now: the newest of what you had written or changed here is missing. What you write now and is not sent before you quit is lost. Check the free space and the rights of the folder %1; it is tried again by itself, at the latest when Coterie starts again.</source>
        <translation>Die Kopie der Sitzung auf diesem Computer war beschädigt, und es lässt sich jetzt nichts hineinschreiben: Das Neueste von dem, was du hier geschrieben oder geändert hattest, fehlt. Was du jetzt schreibst und was nicht gesendet ist, bevor du beendest, ist verloren. Prüfe den freien Platz und die Rechte des Ordners %1; es wird von selbst wieder versucht, spätestens wenn Coterie wieder startet.</translation>
    </message>
</context>
<context>
    <name>coterie::MemberModel</name>
    <message>
        <source>was offline</source>
        <translation>war offline</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
    <message>
        <source>was online</source>
        <translation>war online</translation>
    </message>
    <message>
        <source>online</source>
        <translation>online</translation>
    </message>
    <message>
        <source>was away</source>
        <translation>war abwesend</translation>
    </message>
    <message>
        <source>away</source>
        <translation>abwesend</translation>
    </message>
    <message>
        <source>was on do not disturb</source>
        <translation>war auf „Nicht stören“</translation>
    </message>
    <message>
        <source>do not disturb</source>
        <translation>nicht stören</translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <translation>%1 (du)</translation>
    </message>
    <message>
        <source>is typing</source>
        <translation>schreibt gerade</translation>
    </message>
</context>
<context>
    <name>coterie::RoomBoards</name>
    <message>
        <source>The board “%1” has been removed meanwhile. You are on “%2” now</source>
        <translation>Die Tafel „%1“ wurde inzwischen entfernt. Du bist jetzt auf „%2“</translation>
    </message>
    <message>
        <source>%1 removed the board “%2”. You are on “%3” now</source>
        <extracomment>%1 is a person, %2 and %3 are names of boards.</extracomment>
        <translation>%1 hat die Tafel „%2“ entfernt. Du bist jetzt auf „%3“</translation>
    </message>
    <message>
        <source>Only a moderator of the room can bring everyone here</source>
        <translation>Nur ein Moderator des Raums kann alle hierher holen</translation>
    </message>
    <message>
        <source>Everyone is being asked already</source>
        <translation>Alle werden gerade schon gefragt</translation>
    </message>
    <message>
        <source>Everyone in the room is asked to come here. They may stay where they are</source>
        <translation>Alle im Raum werden hierher gebeten. Sie dürfen bleiben, wo sie sind</translation>
    </message>
    <message>
        <source>You are offline: nobody can hear that you want them here</source>
        <translation>Du bist offline: Niemand erfährt, dass du alle hierher holst</translation>
    </message>
    <message>
        <source>Nothing of the board is in sight</source>
        <translation>Von der Tafel ist nichts zu sehen</translation>
    </message>
    <message>
        <source>The host was set back to an earlier state, and the boards of this room are not as they were. Look which there are, and who may do what</source>
        <translation>Der Gastgeber wurde auf einen früheren Stand zurückgesetzt, und die Tafeln dieses Raums sind nicht mehr, wie sie waren. Sieh nach, welche es gibt und wer was darf</translation>
    </message>
    <message>
        <source>The host was set back to an earlier state, and who may do what in this room is not as it was. Look at it</source>
        <translation>Der Gastgeber wurde auf einen früheren Stand zurückgesetzt, und wer in diesem Raum was darf, ist nicht mehr, wie es war. Sieh es dir an</translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) of yours could not be kept: no board can have them</source>
        <translation>
            <numerusform>%Ln Objekt von dir konnte nicht aufgehoben werden: Keine Tafel kann es aufnehmen</numerusform>
            <numerusform>%Ln Objekte von dir konnten nicht aufgehoben werden: Keine Tafel kann sie aufnehmen</numerusform>
        </translation>
    </message>
    <message>
        <source>This room has had as many boards as it may. Bring one back that was removed, or go on in another room</source>
        <translation>In diesem Raum gab es schon so viele Tafeln, wie es geben darf. Hol eine entfernte zurück, oder mach in einem anderen Raum weiter</translation>
    </message>
    <message>
        <source>This room has as many boards as it may. Remove one that nobody needs</source>
        <translation>Dieser Raum hat so viele Tafeln, wie er haben darf. Entferne eine, die niemand braucht</translation>
    </message>
    <message>
        <source>This room has as many boards as it may. Ask a moderator to remove one</source>
        <translation>Dieser Raum hat so viele Tafeln, wie er haben darf. Bitte die Moderation, eine zu entfernen</translation>
    </message>
    <message>
        <source>This room has had as many boards as it may. Go on in another room</source>
        <translation>In diesem Raum gab es schon so viele Tafeln, wie es geben darf. Mach in einem anderen Raum weiter</translation>
    </message>
    <message>
        <source>This room has had as many boards as it may. Ask a moderator to bring one back that was removed, or go on in another room</source>
        <translation>In diesem Raum gab es schon so viele Tafeln, wie es geben darf. Bitte die Moderation, eine entfernte zurückzuholen, oder mach in einem anderen Raum weiter</translation>
    </message>
    <message>
        <source>You may not add boards in this room</source>
        <translation>Du darfst in diesem Raum keine Tafeln hinzufügen</translation>
    </message>
</context>
<context>
    <name>coterie::RoomBook</name>
    <message>
        <source>%1 What you wrote and drew here is kept.</source>
        <comment>%1 says why a room was not made</comment>
        <translation>%1 Was du hier geschrieben und gezeichnet hast, bleibt erhalten.</translation>
    </message>
    <message>
        <source>The host lost what is here. It is kept on this computer only: you can read it, search it and copy it, and nobody else sees it here. What you wrote yourself can be sent again.</source>
        <translation>Der Gastgeber hat verloren, was hier ist. Es gibt es nur noch auf diesem Computer: Du kannst es lesen, durchsuchen und kopieren, und niemand sonst sieht es hier. Was du selbst geschrieben hast, kannst du erneut senden.</translation>
    </message>
    <message>
        <source>You do not belong to this room any more, and what you wrote and drew here is still on this computer only. Join the room to send it, or discard it.</source>
        <translation>Du gehörst nicht mehr zu diesem Raum, und was du hier geschrieben und gezeichnet hast, ist nur noch auf diesem Computer. Tritt dem Raum bei, um es zu senden, oder verwirf es.</translation>
    </message>
    <message>
        <source>%1 (until %2)</source>
        <comment>a room as it was before the host lost its messages; %2 is a date and time</comment>
        <translation>%1 (bis %2)</translation>
    </message>
</context>
<context>
    <name>coterie::RoomListModel</name>
    <message numerus="yes">
        <source>%Ln unread message(s)</source>
        <translation>
            <numerusform>%Ln ungelesene Nachricht</numerusform>
            <numerusform>%Ln ungelesene Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>unsent draft</source>
        <translation>nicht gesendeter Entwurf</translation>
    </message>
    <message>
        <source>somebody is drawing</source>
        <translation>jemand zeichnet</translation>
    </message>
    <message>
        <source>not joined</source>
        <translation>nicht beigetreten</translation>
    </message>
    <message>
        <source>the host has not got this room</source>
        <translation>der Gastgeber hat diesen Raum nicht</translation>
    </message>
    <message>
        <source>something of yours waits here</source>
        <comment>of a room one does not belong to</comment>
        <translation>hier wartet etwas von dir</translation>
    </message>
</context>
<context>
    <name>coterie::SearchModel</name>
    <message numerus="yes">
        <source>%1, %Ln message(s) found</source>
        <comment>a room in the results, for screen readers</comment>
        <translation>
            <numerusform>%1, %Ln Nachricht gefunden</numerusform>
            <numerusform>%1, %Ln Nachrichten gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2, in %3, %4</source>
        <comment>a found message for screen readers: person, words, room, time</comment>
        <translation>%1: %2, in %3, %4</translation>
    </message>
</context>
<context>
    <name>coterie::Session</name>
    <message>
        <source>You are not connected, so you still belong to the room. Everything here can be read. Leave it when the host is back.</source>
        <translation>Du bist nicht verbunden und gehörst deshalb noch zum Raum. Alles hier lässt sich lesen. Verlasse ihn, wenn der Gastgeber wieder da ist.</translation>
    </message>
    <message>
        <source>You are offline. You can read, search, write and draw; changes are sent later.</source>
        <translation>Du bist offline. Du kannst lesen, suchen, schreiben und zeichnen; Änderungen werden später gesendet.</translation>
    </message>
    <message>
        <source>The host is starting anew. You can read, write and draw; it is tried again by itself.</source>
        <translation>Der Gastgeber startet neu. Du kannst lesen, schreiben und zeichnen; es wird von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>Nobody answers at this address. What is on this computer can be read. Check the address, and that the host is on the same network; it is tried again by itself.</source>
        <translation>Unter dieser Adresse antwortet niemand. Was auf diesem Computer ist, lässt sich lesen. Prüfe die Adresse und ob der Gastgeber im selben Netz ist; es wird von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>This message has been sent in the meantime, as it was. Your new words are still in the message field. Send them as a message of their own, or delete them.</source>
        <translation>Diese Nachricht ist inzwischen gesendet worden, wie sie war. Deine neuen Worte stehen noch im Nachrichtenfeld. Sende sie als eigene Nachricht oder lösche sie.</translation>
    </message>
    <message>
        <source>The certificate of this host is not valid, so nothing was sent. What is on this computer can still be read. Ask the host for an invite link.</source>
        <translation>Das Zertifikat dieses Gastgebers ist nicht gültig, deshalb wurde nichts gesendet. Was auf diesem Computer ist, lässt sich weiter lesen. Bitte den Gastgeber um einen Einladungslink.</translation>
    </message>
    <message>
        <source>The host that answers is not the one this link invites to: its key is another one. Nothing was sent. Ask for a new invite link.</source>
        <translation>Der Gastgeber, der antwortet, ist nicht der, zu dem dieser Link einlädt: sein Schlüssel ist ein anderer. Nichts wurde gesendet. Bitte um einen neuen Einladungslink.</translation>
    </message>
    <message>
        <source>The key of this host is another one than before, so it may be another computer. Nothing was sent, and what is here can still be read. Ask the host for a new invite link.</source>
        <translation>Der Schlüssel dieses Gastgebers ist ein anderer als zuvor, es kann also ein anderer Computer sein. Nichts wurde gesendet, und was hier ist, lässt sich weiter lesen. Bitte den Gastgeber um einen neuen Einladungslink.</translation>
    </message>
    <message>
        <source>No session answers at %1. Check the address, and that both computers are on the same network.</source>
        <comment>%1 is an address</comment>
        <translation>Unter %1 antwortet keine Sitzung. Prüfe die Adresse und ob beide Computer im selben Netz sind.</translation>
    </message>
    <message>
        <source>This computer&apos;s disk takes nothing more. You can read and write as usual, but do not quit: what waits to be sent is not on the disk. Make some room; it is then written by itself.</source>
        <translation>Die Festplatte dieses Computers nimmt nichts mehr an. Du kannst wie gewohnt lesen und schreiben, aber beende Coterie nicht: Was noch zu senden ist, steht nicht auf der Festplatte. Schaffe Platz; dann wird es von selbst geschrieben.</translation>
    </message>
    <message>
        <source>This computer&apos;s disk takes everything again, and what was written meanwhile is on it.</source>
        <translation>Die Festplatte dieses Computers nimmt wieder alles an, und was inzwischen geschrieben wurde, steht darauf.</translation>
    </message>
    <message>
        <source>This could not be written to this computer&apos;s disk yet. It is sent all the same. Do not quit before its clock has gone, and make some room.</source>
        <translation>Das konnte noch nicht auf die Festplatte dieses Computers geschrieben werden. Gesendet wird es trotzdem. Beende Coterie nicht, bevor die Uhr daran verschwunden ist, und schaffe Platz.</translation>
    </message>
    <message>
        <source>The host ended the session. You can read, write and draw here; it is sent when the host opens it again. That is looked for by itself.</source>
        <translation>Der Gastgeber hat die Sitzung beendet. Du kannst hier lesen, schreiben und zeichnen; gesendet wird es, wenn er sie wieder öffnet. Danach wird von selbst gesucht.</translation>
    </message>
    <message>
        <source>The host does not know this room. It can only be read.</source>
        <translation>Der Gastgeber kennt diesen Raum nicht. Er lässt sich nur lesen.</translation>
    </message>
    <message>
        <source>The message was taken back; it is not sent.</source>
        <translation>Die Nachricht ist zurückgenommen; sie wird nicht gesendet.</translation>
    </message>
    <message>
        <source>The message was taken back here. It may have reached the host before; then it shows again.</source>
        <translation>Die Nachricht ist hier zurückgenommen. Vielleicht war sie schon beim Gastgeber; dann erscheint sie wieder.</translation>
    </message>
    <message>
        <source>The host has this message already; it cannot be taken back.</source>
        <translation>Der Gastgeber hat diese Nachricht schon; sie lässt sich nicht zurücknehmen.</translation>
    </message>
    <message>
        <source>This computer&apos;s copy of the session is damaged, and the disk has no room for another one. You can read and write as usual, but do not quit: what waits to be sent is not on the disk. Make some room; the copy is then mended by itself.</source>
        <translation>Die Kopie der Sitzung auf diesem Computer ist beschädigt, und für eine neue ist kein Platz. Du kannst wie gewohnt lesen und schreiben, aber beende das Programm nicht: Was auf das Senden wartet, ist nicht gespeichert. Schaffe etwas Platz; die Kopie wird dann von selbst erneuert.</translation>
    </message>
    <message numerus="yes">
        <source>The host was set back to an earlier state, and %Ln message(s) of #%1 are not on it any more. They are kept on this computer: see below that room in the list.</source>
        <translation>
            <numerusform>Der Gastgeber wurde auf einen früheren Stand zurückgesetzt, und %Ln Nachricht aus #%1 hat er nicht mehr. Sie ist auf diesem Computer aufbewahrt: in der Liste unter dem Raum.</numerusform>
            <numerusform>Der Gastgeber wurde auf einen früheren Stand zurückgesetzt, und %Ln Nachrichten aus #%1 hat er nicht mehr. Sie sind auf diesem Computer aufbewahrt: in der Liste unter dem Raum.</numerusform>
        </translation>
    </message>
    <message>
        <source>What is on this computer can be read; it is tried again by itself.</source>
        <comment>behind a sentence that says why there is no connection</comment>
        <translation>Was auf diesem Computer ist, lässt sich lesen; es wird von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>You are not in that room any more. Join it, then send the message again.</source>
        <translation>Du bist nicht mehr in diesem Raum. Tritt ihm bei und sende die Nachricht dann erneut.</translation>
    </message>
    <message>
        <source>The host was set back to an earlier state. The boards of #%1 as they were until then are kept on this computer: see below that room in the list.</source>
        <translation>Der Gastgeber ist auf einen früheren Stand zurückgesetzt worden. Die Tafeln von #%1, wie sie bis dahin waren, sind auf diesem Computer aufbewahrt: siehe unter dem Raum in der Liste.</translation>
    </message>
    <message numerus="yes">
        <source>The host was set back to an earlier state, and has not got %Ln room(s) any more, #%1 among them. What is here of that is kept on this computer: see the list.</source>
        <translation>
            <numerusform>Der Gastgeber wurde auf einen früheren Stand zurückgesetzt und hat %Ln Raum nicht mehr: #%1. Was davon hier ist, bleibt auf diesem Computer: siehe die Liste.</numerusform>
            <numerusform>Der Gastgeber wurde auf einen früheren Stand zurückgesetzt und hat %Ln Räume nicht mehr, darunter #%1. Was davon hier ist, bleibt auf diesem Computer: siehe die Liste.</numerusform>
        </translation>
    </message>
    <message>
        <source>The session at %1 has a lot to do just now and lets nobody in. Try again in a moment.</source>
        <comment>%1 is an address</comment>
        <translation>Die Sitzung unter %1 hat gerade viel zu tun und lässt niemanden herein. Versuche es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The session at %1 cannot write to its disk and lets nobody new in. Tell whoever hosts it.</source>
        <comment>%1 is an address</comment>
        <translation>Die Sitzung unter %1 kann nicht auf ihre Festplatte schreiben und lässt niemand Neuen herein. Sag es dem Gastgeber.</translation>
    </message>
    <message>
        <source>The session at %1 takes nobody more just now: it is full, or you are in it on too many devices. Try again in a while.</source>
        <comment>%1 is an address</comment>
        <translation>Die Sitzung unter %1 nimmt gerade niemanden mehr auf: Sie ist voll, oder du bist mit zu vielen Geräten darin. Versuche es später noch einmal.</translation>
    </message>
    <message>
        <source>Somebody here has the name “%1” already, so you are “%2”.</source>
        <comment>%1 and %2 are names</comment>
        <translation>Jemand heißt hier schon „%1“, deshalb bist du „%2“.</translation>
    </message>
    <message>
        <source>It stays on this computer, in the list of kept sessions in the preferences. You are asked again when you come back.</source>
        <translation>Es bleibt auf diesem Computer, bei den aufbewahrten Sitzungen in den Einstellungen. Du wirst wieder gefragt, wenn du zurückkommst.</translation>
    </message>
    <message>
        <source>It could not be brought here: another window has that session open, or the disk refuses. Nothing is lost, it is where it was. Close the other window, or make some room; you are asked again when you come back.</source>
        <translation>Es ließ sich nicht hierher bringen: Ein anderes Fenster hat jene Sitzung offen, oder die Festplatte nimmt nichts an. Nichts ist verloren, es ist, wo es war. Schließe das andere Fenster, oder schaffe Platz; du wirst wieder gefragt, wenn du zurückkommst.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) were brought here. What waited is sent now, under your name here.</source>
        <translation>
            <numerusform>%Ln Änderung wurde hierher gebracht. Was wartete, wird jetzt gesendet, unter deinem Namen hier.</numerusform>
            <numerusform>%Ln Änderungen wurden hierher gebracht. Was wartete, wird jetzt gesendet, unter deinem Namen hier.</numerusform>
        </translation>
    </message>
    <message>
        <source>Another session answers at this address now: “%1”. You are still in “%2”: what is here can be read, and what you write and draw waits for its own host, which is looked for by itself.</source>
        <comment>%1 and %2 are sessions</comment>
        <translation>An dieser Adresse antwortet jetzt eine andere Sitzung: „%1“. Du bist weiterhin in „%2“: Was hier ist, kann gelesen werden, und was du schreibst und zeichnest, wartet auf den eigenen Gastgeber; nach ihm wird von selbst gesucht.</translation>
    </message>
    <message>
        <source>Its host ended the session.</source>
        <translation>Der Gastgeber hat die Sitzung beendet.</translation>
    </message>
    <message>
        <source>You are offline. Connect this computer to the network of the host, and try again.</source>
        <translation>Du bist offline. Verbinde diesen Computer mit dem Netz des Gastgebers und versuch es noch einmal.</translation>
    </message>
    <message>
        <source>The host is starting anew. Try again in a moment.</source>
        <translation>Der Gastgeber startet neu. Versuch es gleich noch einmal.</translation>
    </message>
</context>
<context>
    <name>coterie::TimelineModel</name>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>New messages</source>
        <translation>Neue Nachrichten</translation>
    </message>
    <message>
        <source>%1 removed the topic</source>
        <translation>%1 hat das Thema entfernt</translation>
    </message>
    <message>
        <source>%1 changed the topic to “%2”</source>
        <translation>%1 hat das Thema auf „%2“ geändert</translation>
    </message>
    <message>
        <source>waiting to be sent</source>
        <translation>wartet auf das Senden</translation>
    </message>
    <message>
        <source>being sent</source>
        <translation>wird gesendet</translation>
    </message>
    <message>
        <source>not sent: %1</source>
        <translation>nicht gesendet: %1</translation>
    </message>
</context>
<context>
    <name>coterie::errors</name>
    <message>
        <source>The host did not understand this program. Everything else goes on. Please update the older of the two programs.</source>
        <translation>Der Gastgeber hat dieses Programm nicht verstanden. Alles andere geht weiter. Bitte aktualisiere das ältere der beiden Programme.</translation>
    </message>
    <message>
        <source>The host&apos;s program does not know this yet. Everything else works. Ask the host to update it.</source>
        <translation>Das Programm des Gastgebers kennt das noch nicht. Alles andere geht. Bitte den Gastgeber, es zu aktualisieren.</translation>
    </message>
    <message>
        <source>You may not do this here. Everything else works. Ask the host for the right to do it.</source>
        <translation>Das darfst du hier nicht. Alles andere geht. Bitte den Gastgeber um das Recht dazu.</translation>
    </message>
    <message>
        <source>A value was outside what the host takes. Nothing was changed. Try a smaller one.</source>
        <translation>Ein Wert lag außerhalb dessen, was der Gastgeber annimmt. Nichts wurde geändert. Versuche es mit einem kleineren.</translation>
    </message>
    <message>
        <source>This is too long for the host. Your text is still here. Shorten it, or send it in parts.</source>
        <translation>Das ist dem Gastgeber zu lang. Dein Text ist noch da. Kürze ihn oder sende ihn in Teilen.</translation>
    </message>
    <message>
        <source>There is nothing in it yet. Nothing was sent. Write something first.</source>
        <translation>Da steht noch nichts. Nichts wurde gesendet. Schreibe zuerst etwas.</translation>
    </message>
    <message>
        <source>This is too much at once. Nothing was changed. Do it in smaller parts.</source>
        <translation>Das ist zu viel auf einmal. Nichts wurde geändert. Mache es in kleineren Teilen.</translation>
    </message>
    <message>
        <source>There is nothing in it yet. Nothing was changed. Choose something first.</source>
        <translation>Da ist noch nichts. Nichts wurde geändert. Wähle zuerst etwas aus.</translation>
    </message>
    <message>
        <source>The text holds characters that cannot be sent. It is still here. Remove them and try again.</source>
        <translation>Der Text enthält Zeichen, die sich nicht senden lassen. Er ist noch da. Entferne sie und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>Your program and the host&apos;s do not speak the same version. What is on this computer can still be read. Update the older of the two.</source>
        <translation>Dein Programm und das des Gastgebers sprechen nicht dieselbe Version. Was auf diesem Computer ist, lässt sich weiter lesen. Aktualisiere das ältere der beiden.</translation>
    </message>
    <message>
        <source>This name cannot be used. Nothing was changed. Use letters, digits and blanks, at most 64.</source>
        <translation>Dieser Name geht nicht. Nichts wurde geändert. Nimm Buchstaben, Ziffern und Leerzeichen, höchstens 64.</translation>
    </message>
    <message>
        <source>The text is empty or holds characters that cannot be shown. It is still here. Change it and try again.</source>
        <translation>Der Text ist leer oder enthält Zeichen, die sich nicht zeigen lassen. Er ist noch da. Ändere ihn und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>The host does not know this computer any more. What is on this computer can still be read. Join anew to go on.</source>
        <translation>Der Gastgeber kennt diesen Computer nicht mehr. Was auf diesem Computer ist, lässt sich weiter lesen. Tritt neu bei, um weiterzumachen.</translation>
    </message>
    <message>
        <source>This does not exist here any more. Everything else works. Choose another room.</source>
        <translation>Das gibt es hier nicht mehr. Alles andere geht. Wähle einen anderen Raum.</translation>
    </message>
    <message>
        <source>You do not belong to this room. Your text is still here. Join the room and send it again.</source>
        <translation>Du gehörst nicht zu diesem Raum. Dein Text ist noch da. Tritt dem Raum bei und sende ihn noch einmal.</translation>
    </message>
    <message>
        <source>There is a room of this name already. Nothing was made. Choose another name, or join that room.</source>
        <translation>Einen Raum dieses Namens gibt es schon. Nichts wurde angelegt. Wähle einen anderen Namen oder tritt jenem Raum bei.</translation>
    </message>
    <message>
        <source>That was faster than the host allows. Nothing is lost. It is sent by itself in a moment.</source>
        <translation>Das war schneller, als der Gastgeber erlaubt. Nichts ist verloren. Es wird gleich von selbst gesendet.</translation>
    </message>
    <message>
        <source>The host has reached a limit. What is there goes on working. Try again later, or ask the host.</source>
        <translation>Der Gastgeber ist an einer Grenze angekommen. Was da ist, geht weiter. Versuche es später noch einmal oder frage den Gastgeber.</translation>
    </message>
    <message>
        <source>The host cannot write to its disk. Reading goes on, and what you send waits here. Tell the host to make room.</source>
        <translation>Der Gastgeber kann nicht auf seine Platte schreiben. Lesen geht weiter, und was du sendest, wartet hier. Sage dem Gastgeber, er möge Platz schaffen.</translation>
    </message>
    <message>
        <source>The host has too much to do right now. What you send waits here. It is tried again by itself.</source>
        <translation>Der Gastgeber hat gerade zu viel zu tun. Was du sendest, wartet hier. Es wird von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>The host holds something else under this number. Your text is still here. Copy it and send it anew.</source>
        <translation>Der Gastgeber hat unter dieser Nummer etwas anderes. Dein Text ist noch da. Kopiere ihn und sende ihn neu.</translation>
    </message>
    <message>
        <source>The board did not take this change. The rest of the board is as it was. Draw it again.</source>
        <translation>Die Tafel hat diese Änderung nicht angenommen. Der Rest der Tafel ist, wie er war. Zeichne es noch einmal.</translation>
    </message>
    <message>
        <source>The host ended this connection. What is on this computer can still be read. Connect again when you like.</source>
        <translation>Der Gastgeber hat diese Verbindung beendet. Was auf diesem Computer ist, lässt sich weiter lesen. Verbinde dich wieder, wann du magst.</translation>
    </message>
    <message>
        <source>The host refused a message as too large. What is on this computer can still be read. Please report this fault.</source>
        <translation>Der Gastgeber hat eine Nachricht als zu groß abgelehnt. Was auf diesem Computer ist, lässt sich weiter lesen. Bitte melde diesen Fehler.</translation>
    </message>
    <message>
        <source>The host does not let you in. What is on this computer can still be read. Ask the host to admit you.</source>
        <translation>Der Gastgeber lässt dich nicht herein. Was auf diesem Computer ist, lässt sich weiter lesen. Bitte den Gastgeber, dich zuzulassen.</translation>
    </message>
    <message>
        <source>This computer was logged out from another of your devices. What is here can still be read. Join again to go on.</source>
        <translation>Dieser Computer wurde von einem anderen deiner Geräte abgemeldet. Was hier ist, lässt sich weiter lesen. Tritt wieder bei, um weiterzumachen.</translation>
    </message>
    <message>
        <source>Your login has run out. What is on this computer can still be read. Join again to go on.</source>
        <translation>Deine Anmeldung ist abgelaufen. Was auf diesem Computer ist, lässt sich weiter lesen. Tritt wieder bei, um weiterzumachen.</translation>
    </message>
    <message>
        <source>You connected again from this computer. The other window goes on. Close this one, or connect here instead.</source>
        <translation>Du hast dich von diesem Computer noch einmal verbunden. Das andere Fenster macht weiter. Schließe dieses oder verbinde dich stattdessen hier.</translation>
    </message>
    <message>
        <source>The board takes no changes at this moment. You can look at it as before. Ask a moderator of the room to let you draw.</source>
        <translation>Die Tafel nimmt gerade keine Änderungen an. Ansehen kannst du sie wie zuvor. Bitte einen Moderator des Raums, dich zeichnen zu lassen.</translation>
    </message>
    <message>
        <source>The image did not arrive as it was sent. The rest of the board is there. Put it on the board again.</source>
        <translation>Das Bild kam nicht so an, wie es gesendet wurde. Der Rest der Tafel ist da. Lege es noch einmal auf die Tafel.</translation>
    </message>
    <message>
        <source>No computer called %2 is known here. Check the name, or use the address that the host panel of the host shows.</source>
        <translation>Ein Computer namens %2 ist hier nicht bekannt. Prüfe den Namen, oder nimm die Adresse, die der Gastgeber in seiner Übersicht sieht.</translation>
    </message>
    <message>
        <source>A computer takes the call at %1, but says nothing. It may be busy or asleep. Check the address, or try again in a moment.</source>
        <translation>Unter %1 nimmt ein Computer ab, sagt aber nichts. Vielleicht ist er beschäftigt oder schläft. Prüfe die Adresse, oder versuche es gleich noch einmal.</translation>
    </message>
    <message>
        <source>What answers at %1 is no Coterie session. Check the address and the port, which the host panel of the host shows, or ask for an invite link.</source>
        <translation>Was unter %1 antwortet, ist keine Sitzung von Coterie. Prüfe Adresse und Port, die der Gastgeber in seiner Übersicht sieht, oder bitte um einen Einladungslink.</translation>
    </message>
    <message>
        <source>The host at %1 has no place free at this moment. The address is right. Try again in a minute.</source>
        <translation>Der Gastgeber unter %1 hat gerade keinen Platz frei. Die Adresse stimmt. Versuche es in einer Minute noch einmal.</translation>
    </message>
    <message>
        <source>The host answers, but not to the name %2. Use its address, %3, or let its owner add the name: --host-names %2</source>
        <translation>Der Gastgeber antwortet, aber nicht auf den Namen %2. Nimm seine Adresse, %3, oder lass den Namen dort eintragen: --host-names %2</translation>
    </message>
    <message>
        <source>The host at %1 takes encrypted connections only, so nothing was sent. Leave out ws://, or ask the host for an invite link.</source>
        <translation>Der Gastgeber unter %1 nimmt nur verschlüsselte Verbindungen an, deshalb wurde nichts gesendet. Lass ws:// weg, oder bitte um einen Einladungslink.</translation>
    </message>
    <message>
        <source>Whoever answers at %1 does not encrypt, so nothing was sent. Ask the host for an invite link.</source>
        <translation>Was unter %1 antwortet, verschlüsselt nicht, deshalb wurde nichts gesendet. Bitte den Gastgeber um einen Einladungslink.</translation>
    </message>
    <message>
        <source>The host had this message already when you changed it, and shows it as it was. Send these words as a message of their own, or discard them.</source>
        <translation>Der Gastgeber hatte diese Nachricht schon, als du sie geändert hast, und zeigt sie, wie sie war. Sende diese Worte als eigene Nachricht, oder verwirf sie.</translation>
    </message>
    <message>
        <source>Somebody has locked this on the board. The rest of the board takes changes as before. Unlock it, or work on a copy.</source>
        <translation>Jemand hat das auf der Tafel gesperrt. Der Rest der Tafel nimmt Änderungen an wie bisher. Entsperre es, oder arbeite an einer Kopie weiter.</translation>
    </message>
    <message>
        <source>The host has not got this room any more. What is here of it is kept on this computer; when the room is made again, below the new one.</source>
        <translation>Der Gastgeber hat diesen Raum nicht mehr. Was davon hier ist, bleibt auf diesem Computer; wird der Raum neu angelegt, unter dem neuen.</translation>
    </message>
    <message>
        <source>The board was removed. What you did on it last is kept, and can be added to another one.</source>
        <translation>Die Tafel wurde entfernt. Was du zuletzt auf ihr gemacht hast, ist aufgehoben und kann auf eine andere kommen.</translation>
    </message>
    <message>
        <source>You may only look at this board. You can go on looking and pointing. Ask a moderator of the room to let you draw.</source>
        <translation>Auf dieser Tafel darfst du nur zuschauen. Umsehen und zeigen kannst du weiterhin. Bitte jemanden, der den Raum moderiert, dich zeichnen zu lassen.</translation>
    </message>
    <message>
        <source>So much has been done on this board that it takes no more changes. It can be looked at, copied and exported as ever. Duplicate it in the list of boards and go on there, or ask a moderator to.</source>
        <translation>Auf dieser Tafel ist so viel geschehen, dass sie keine Änderungen mehr annimmt. Ansehen, kopieren und exportieren lässt sie sich wie immer. Dupliziere sie in der Liste der Tafeln und mach dort weiter, oder bitte jemanden darum, der den Raum moderiert.</translation>
    </message>
</context>
<context>
    <name>coterie::server::EmbeddedHost</name>
    <message>
        <source>A session is hosted here already. End it first.</source>
        <translation>Hier läuft schon eine Sitzung. Beende sie zuerst.</translation>
    </message>
</context>
<context>
    <name>coterie::server::Host</name>
    <message>
        <source>Nothing can be encrypted.</source>
        <translation>Nichts kann verschlüsselt werden.</translation>
    </message>
    <message>
        <source>a room that is not there any more</source>
        <translation>einem Raum, den es nicht mehr gibt</translation>
    </message>
    <message>
        <source>“%1” (had %2 entries, has %3)</source>
        <translation>„%1“ (hatte %2 Einträge, hat %3)</translation>
    </message>
    <message>
        <source>The session file is older than it was, or lost its journal: entries are missing in %1. Their clients begin anew.</source>
        <translation>Die Sitzungsdatei ist älter, als sie war, oder hat ihr Journal verloren: Es fehlen Einträge in %1. Die Programme der Mitglieder beginnen dort neu.</translation>
    </message>
    <message>
        <source>Port %1 could not be opened: %2. Stop the program that uses it, or choose another port.</source>
        <translation>Port %1 ließ sich nicht öffnen: %2. Beende das Programm, das ihn benutzt, oder wähle einen anderen Port.</translation>
    </message>
    <message>
        <source>%1 is not an address of this computer. Give one that it has, or &quot;any&quot; for all of them.</source>
        <translation>%1 ist keine Adresse dieses Computers. Nenne eine, die er hat, oder „any“ für alle.</translation>
    </message>
</context>
<context>
    <name>coterie::server::HostRunner</name>
    <message>
        <source>The session has ended, for %1. What was not kept yet is with those who wrote it. Put the file back to %2, or open it where it is.</source>
        <translation>Die Sitzung ist zu Ende, denn %1. Was noch nicht gespeichert war, ist bei denen, die es geschrieben haben. Lege die Datei nach %2 zurück, oder öffne sie dort, wo sie ist.</translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardAccess</name>
    <message>
        <source>Discard</source>
        <comment>button: throw the copy away</comment>
        <translation>Verwerfen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) of yours could not be added here</source>
        <translation>
            <numerusform>%Ln Objekt von dir ließ sich hier nicht hinzufügen</numerusform>
            <numerusform>%Ln Objekte von dir ließen sich hier nicht hinzufügen</numerusform>
        </translation>
    </message>
    <message>
        <source>Save as a new board</source>
        <translation>Als neue Tafel speichern</translation>
    </message>
    <message>
        <source>You froze the board: only moderators can draw</source>
        <translation>Du hast die Tafel eingefroren: nur Moderatoren können zeichnen</translation>
    </message>
    <message>
        <source>The board is frozen</source>
        <translation>Die Tafel ist eingefroren</translation>
    </message>
    <message>
        <source>%1 froze the board</source>
        <translation>%1 hat die Tafel eingefroren</translation>
    </message>
    <message>
        <source>Unfreeze</source>
        <translation>Auftauen</translation>
    </message>
    <message>
        <source>You can look around and point here</source>
        <translation>Du kannst dich hier umsehen und auf etwas zeigen</translation>
    </message>
    <message>
        <source>What you can do about it</source>
        <translation>Was du dagegen tun kannst</translation>
    </message>
    <message>
        <source>Try again</source>
        <comment>button: add what was refused to this board</comment>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message numerus="yes">
        <source>Discard %Ln object(s) of yours for good?</source>
        <translation>
            <numerusform>%Ln Objekt von dir endgültig verwerfen?</numerusform>
            <numerusform>%Ln Objekte von dir endgültig verwerfen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep</source>
        <comment>button: not to throw it away</comment>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>%1 (my changes)</source>
        <extracomment>a new board with what could not be added to the board %1</extracomment>
        <translation>%1 (meine Änderungen)</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Tafel</translation>
    </message>
    <message>
        <source>This board has been removed</source>
        <translation>Diese Tafel wurde entfernt</translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardDuplicate</name>
    <message>
        <source>This is an empty copy of “%1”</source>
        <translation>Das ist eine leere Kopie von „%1“</translation>
    </message>
    <message numerus="yes">
        <source>This is a copy of “%1”, with %Ln object(s)</source>
        <translation>
            <numerusform>Das ist eine Kopie von „%1“ mit %Ln Objekt</numerusform>
            <numerusform>Das ist eine Kopie von „%1“ mit %Ln Objekten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) were left out: only a newer version can copy them</source>
        <translation>
            <numerusform>%Ln Objekt fehlt: Nur eine neuere Version kann es kopieren</numerusform>
            <numerusform>%Ln Objekte fehlen: Nur eine neuere Version kann sie kopieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) were left out: the host has not got them</source>
        <translation>
            <numerusform>%Ln Bild fehlt: Der Gastgeber hat es nicht</numerusform>
            <numerusform>%Ln Bilder fehlen: Der Gastgeber hat sie nicht</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is still being loaded. Try again in a moment</source>
        <translation>„%1“ wird noch geladen. Versuche es gleich noch einmal</translation>
    </message>
    <message>
        <source>“%1” is not on this computer. You can duplicate it as soon as you are online</source>
        <translation>„%1“ ist nicht auf diesem Computer. Du kannst sie duplizieren, sobald du online bist</translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardFiles</name>
    <message>
        <source>Exported as %1</source>
        <comment>%1 is the name of a file</comment>
        <translation>Exportiert als %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) were not to be had and are grey boxes</source>
        <translation>
            <numerusform>%Ln Bild war nicht zu bekommen und ist ein grauer Kasten</numerusform>
            <numerusform>%Ln Bilder waren nicht zu bekommen und sind graue Kästen</numerusform>
        </translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>This board is for looking only</source>
        <translation>Diese Tafel ist nur zum Ansehen da</translation>
    </message>
    <message>
        <source>Import files</source>
        <translation>Dateien importieren</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Insert images</source>
        <translation>Bilder einfügen</translation>
    </message>
    <message>
        <source>Only files of this computer can be added. Nothing is fetched from the network</source>
        <translation>Nur Dateien dieses Computers lassen sich hinzufügen. Aus dem Netz wird nichts geholt</translation>
    </message>
    <message numerus="yes">
        <source>At most %n files at once</source>
        <translation>
            <numerusform>Höchstens %n Datei auf einmal</numerusform>
            <numerusform>Höchstens %n Dateien auf einmal</numerusform>
        </translation>
    </message>
    <message>
        <source>Pictures cannot be kept here: this board belongs to no session</source>
        <translation>Bilder lassen sich hier nicht behalten: diese Tafel gehört zu keiner Sitzung</translation>
    </message>
    <message numerus="yes">
        <source>add %Ln picture(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>%Ln Bild hinzufügen</numerusform>
            <numerusform>%Ln Bilder hinzufügen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>import %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>%Ln Objekt importieren</numerusform>
            <numerusform>%Ln Objekte importieren</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is the name of a file, %2 a sentence that says what is wrong with it</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) added.</source>
        <translation>
            <numerusform>%Ln Objekt hinzugefügt.</numerusform>
            <numerusform>%Ln Objekte hinzugefügt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Another board is open by now, so the files were not added. Add them again</source>
        <translation>Inzwischen ist eine andere Tafel offen, deshalb wurden die Dateien nicht hinzugefügt. Füge sie noch einmal hinzu</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) could not be added.</source>
        <translation>
            <numerusform>%Ln Datei konnte nicht hinzugefügt werden.</numerusform>
            <numerusform>%Ln Dateien konnten nicht hinzugefügt werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Which ones</source>
        <comment>button: files that could not be added</comment>
        <translation>Welche</translation>
    </message>
    <message>
        <source>Files that could not be added</source>
        <translation>Dateien, die nicht hinzugefügt werden konnten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>It is too large to be opened here again: for that, export frames or a selection</source>
        <translation>Die Datei ist zu groß, um hier wieder geöffnet zu werden: Exportiere dafür Rahmen oder eine Auswahl</translation>
    </message>
    <message>
        <source>Boards and pictures (%1)</source>
        <extracomment>in a file dialog; %1 is a list of patterns, such as &quot;*.json *.png&quot;</extracomment>
        <translation>Tafeln und Bilder (%1)</translation>
    </message>
    <message>
        <source>Pictures (%1)</source>
        <extracomment>in a file dialog; %1 is a list of patterns, such as &quot;*.png *.jpg&quot;</extracomment>
        <translation>Bilder (%1)</translation>
    </message>
    <message>
        <source>Reading %1 …</source>
        <extracomment>%1 is the name of a file</extracomment>
        <translation>%1 wird gelesen …</translation>
    </message>
    <message numerus="yes">
        <source>Reading %Ln file(s) …</source>
        <translation>
            <numerusform>%Ln Datei wird gelesen …</numerusform>
            <numerusform>%Ln Dateien werden gelesen …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardGallery</name>
    <message>
        <source>Name of the board</source>
        <translation>Name der Tafel</translation>
    </message>
    <message>
        <source>New board</source>
        <translation>Neue Tafel</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Boards of this room</source>
        <translation>Tafeln dieses Raums</translation>
    </message>
    <message>
        <source>Boards</source>
        <translation>Tafeln</translation>
    </message>
    <message>
        <source>Board %1</source>
        <translation>Tafel %1</translation>
    </message>
    <message>
        <source>Removed “%1”. It can be brought back under More</source>
        <translation>„%1“ entfernt. Unter Mehr lässt sie sich zurückholen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Unfreeze</source>
        <translation>Auftauen</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>Einfrieren</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Clear</source>
        <comment>menu: erase all that is on the board</comment>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardPage</name>
    <message>
        <source>Board</source>
        <translation>Tafel</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>Noch nichts hier</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>View only</source>
        <translation>Nur ansehen</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>Lädt …</translation>
    </message>
    <message numerus="yes">
        <source>Offline: %Ln change(s) waiting</source>
        <translation>
            <numerusform>Offline: %Ln Änderung wartet</numerusform>
            <numerusform>Offline: %Ln Änderungen warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Offline: you can go on drawing</source>
        <translation>Offline: du kannst weiterzeichnen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) waiting</source>
        <translation>
            <numerusform>%Ln Änderung wartet</numerusform>
            <numerusform>%Ln Änderungen warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Style</source>
        <translation>Stil</translation>
    </message>
    <message numerus="yes">
        <source>Kept %Ln object(s): somebody else has changed what you drew</source>
        <translation>
            <numerusform>%Ln Objekt behalten: jemand anders hat geändert, was du gezeichnet hast</numerusform>
            <numerusform>%Ln Objekte behalten: jemand anders hat geändert, was du gezeichnet hast</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>restyle %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>%Ln Objekt umgestalten</numerusform>
            <numerusform>%Ln Objekte umgestalten</numerusform>
        </translation>
    </message>
    <message>
        <source>Page Down and Page Up go through the frames, Escape ends it</source>
        <translation>Bild ab und Bild auf gehen durch die Rahmen, Esc beendet es</translation>
    </message>
    <message>
        <source>Boards</source>
        <translation>Tafeln</translation>
    </message>
    <message>
        <source>What you may do here</source>
        <translation>Was du hier darfst</translation>
    </message>
    <message>
        <source>Delete anyway</source>
        <translation>Trotzdem löschen</translation>
    </message>
    <message>
        <source>Draw with P, add a note with N, write with T, connect shapes with A. Everybody in the room sees it at once.</source>
        <translation>Zeichne mit P, füge mit N eine Notiz hinzu, schreibe mit T, verbinde Formen mit A. Alle im Raum sehen es sofort.</translation>
    </message>
    <message>
        <source>start from a template</source>
        <comment>undo …</comment>
        <translation>mit einer Vorlage beginnen</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Only a moderator of the room can take back what somebody did</source>
        <translation>Nur ein Moderator des Raums kann zurücknehmen, was jemand getan hat</translation>
    </message>
    <message>
        <source>What happened on the board is known to the host only, and you are offline</source>
        <translation>Was auf der Tafel geschehen ist, weiß nur der Gastgeber, und du bist offline</translation>
    </message>
    <message numerus="yes">
        <source>Took back what %1 did to %Ln object(s)</source>
        <extracomment>%1 is a name</extracomment>
        <translation>
            <numerusform>Zurückgenommen, was %1 an %Ln Objekt getan hat</numerusform>
            <numerusform>Zurückgenommen, was %1 an %Ln Objekten getan hat</numerusform>
        </translation>
    </message>
    <message>
        <source>Who else is here</source>
        <translation>Wer sonst noch hier ist</translation>
    </message>
    <message>
        <source>%1 has left the board</source>
        <translation>%1 hat die Tafel verlassen</translation>
    </message>
    <message>
        <source>%1 is following you, so you cannot follow them</source>
        <translation>%1 folgt dir, deshalb kannst du %1 nicht folgen</translation>
    </message>
    <message>
        <source>Nobody else is at this board at the moment</source>
        <translation>Gerade ist sonst niemand an dieser Tafel</translation>
    </message>
    <message>
        <source>This board is for looking only</source>
        <translation>Diese Tafel ist nur zum Ansehen da</translation>
    </message>
    <message numerus="yes">
        <source>Kept %Ln object(s): %1 has changed what you drew</source>
        <translation>
            <numerusform>%Ln Objekt behalten: %1 hat geändert, was du gezeichnet hast</numerusform>
            <numerusform>%Ln Objekte behalten: %1 hat geändert, was du gezeichnet hast</numerusform>
        </translation>
    </message>
    <message>
        <source>add what was refused</source>
        <comment>undo …</comment>
        <translation>Abgelehntes hinzufügen</translation>
    </message>
    <message numerus="yes">
        <source>Added %Ln object(s)</source>
        <translation>
            <numerusform>%Ln Objekt hinzugefügt</numerusform>
            <numerusform>%Ln Objekte hinzugefügt</numerusform>
        </translation>
    </message>
    <message>
        <source>Only a moderator of the room can bring back what was cleared</source>
        <translation>Nur wer den Raum moderiert, kann Geleertes zurückholen</translation>
    </message>
    <message numerus="yes">
        <source>Brought back %Ln object(s)</source>
        <translation>
            <numerusform>%Ln Objekt zurückgeholt</numerusform>
            <numerusform>%Ln Objekte zurückgeholt</numerusform>
        </translation>
    </message>
    <message>
        <source>Not on this computer</source>
        <comment>in the place of a picture</comment>
        <translation>Nicht auf diesem Computer</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Gliederung</translation>
    </message>
    <message>
        <source>Show the board first, with Ctrl+2: everyone comes to what you see there</source>
        <translation>Zeig zuerst die Tafel, mit Strg+2: Alle kommen zu dem, was du dort siehst</translation>
    </message>
    <message>
        <source>There is nobody to bring here</source>
        <translation>Hier gibt es niemanden zu holen</translation>
    </message>
    <message>
        <source>You can add to this board</source>
        <translation>Du kannst hinzufügen</translation>
    </message>
    <message>
        <source>You can change your own</source>
        <translation>Du kannst Eigenes ändern</translation>
    </message>
    <message>
        <source>Draw, add notes, write, connect shapes with the tools. Everybody in the room sees it at once.</source>
        <translation>Zeichne, klebe Notizen, schreibe und verbinde Formen mit den Werkzeugen. Alle im Raum sehen es sofort.</translation>
    </message>
    <message numerus="yes">
        <source>Cleared %Ln object(s). Undo brings them back</source>
        <translation>
            <numerusform>%Ln Objekt entfernt. Rückgängig holt es zurück</numerusform>
            <numerusform>%Ln Objekte entfernt. Rückgängig holt sie zurück</numerusform>
        </translation>
    </message>
    <message>
        <source>Select something that has a style and that you may change, or choose a tool that draws</source>
        <translation>Wähle etwas aus, das einen Stil hat und das du ändern darfst, oder ein Werkzeug, das zeichnet</translation>
    </message>
    <message>
        <source>The outline is put away while you present. Escape ends it</source>
        <translation>Die Gliederung ist weg, solange du vorführst. Esc beendet es</translation>
    </message>
    <message>
        <source>There are no frames yet, so you present the board as you see it. Escape ends it</source>
        <translation>Es gibt noch keine Rahmen, du führst also die Tafel vor, wie du sie siehst. Esc beendet es</translation>
    </message>
    <message>
        <source>insert a template</source>
        <comment>undo …</comment>
        <translation>Vorlage einfügen</translation>
    </message>
    <message>
        <source>There is no room for the map here. Make the window larger</source>
        <translation>Hier ist kein Platz für die Karte. Mach das Fenster größer</translation>
    </message>
    <message>
        <source>There is no room for the outline here. Make the window larger</source>
        <translation>Hier ist kein Platz für die Gliederung. Mach das Fenster größer</translation>
    </message>
    <message>
        <source>There is no room for the style here. Make the window larger</source>
        <translation>Hier ist kein Platz für den Stil. Mach das Fenster größer</translation>
    </message>
    <message>
        <source>Insert a template</source>
        <translation>Vorlage einfügen</translation>
    </message>
    <message>
        <source>Nothing of the board is in sight</source>
        <translation>Von der Tafel ist nichts zu sehen</translation>
    </message>
    <message>
        <source>Offline: you can look around</source>
        <translation>Offline: du kannst dich umsehen</translation>
    </message>
    <message>
        <source>Presenting</source>
        <translation>Vorführung</translation>
    </message>
    <message numerus="yes">
        <source>%L1 of %Ln file(s) read so far. What is in them comes to this board.</source>
        <translation>
            <numerusform>%L1 von %Ln Datei gelesen. Was darin ist, kommt auf diese Tafel.</numerusform>
            <numerusform>%L1 von %Ln Dateien gelesen. Was darin ist, kommt auf diese Tafel.</numerusform>
        </translation>
    </message>
    <message>
        <source>What is in it comes to this board.</source>
        <translation>Was darin ist, kommt auf diese Tafel.</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <extracomment>a new board with all that is on the board %1</extracomment>
        <translation>%1 (Kopie)</translation>
    </message>
    <message>
        <source>Duplicating “%1” …</source>
        <translation>„%1“ wird dupliziert …</translation>
    </message>
    <message numerus="yes">
        <source>This is “%1” as it was at %2, with %Ln object(s)</source>
        <extracomment>%1 is the name of a board, %2 a date and a time</extracomment>
        <translation>
            <numerusform>Das ist „%1“, wie sie am %2 war, mit %Ln Objekt</numerusform>
            <numerusform>Das ist „%1“, wie sie am %2 war, mit %Ln Objekten</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no board any more</source>
        <translation>Die Tafel gibt es nicht mehr</translation>
    </message>
    <message>
        <source>The board could not be made</source>
        <translation>Die Tafel ließ sich nicht anlegen</translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardStatus</name>
    <message>
        <source>%1 %</source>
        <extracomment>how near one looks, such as &quot;86 %&quot;</extracomment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Zoom %1, back to 100 %</source>
        <translation>Zoom %1, zurück auf 100 %</translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s)</source>
        <translation>
            <numerusform>%Ln Objekt</numerusform>
            <numerusform>%Ln Objekte</numerusform>
        </translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Leer</translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln ausgewählt</numerusform>
            <numerusform>%Ln ausgewählt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardSwitcher</name>
    <message>
        <source>Freeze this board: only moderators can draw</source>
        <translation>Diese Tafel einfrieren: nur Moderatoren können zeichnen</translation>
    </message>
    <message>
        <source>Unfreeze this board</source>
        <translation>Diese Tafel auftauen</translation>
    </message>
    <message>
        <source>Boards of this room (Shift+PgUp, Shift+PgDown)</source>
        <translation>Tafeln dieses Raums (Umschalt+Bild auf, Umschalt+Bild ab)</translation>
    </message>
    <message>
        <source>Board %1, %2 of %3</source>
        <extracomment>for screen readers; %1 is a name, the numbers are &quot;2 of 5&quot;</extracomment>
        <translation>Tafel %1, %2 von %3</translation>
    </message>
    <message>
        <source>This room has one board</source>
        <translation>Dieser Raum hat eine Tafel</translation>
    </message>
    <message>
        <source>Boards of this room</source>
        <translation>Tafeln dieses Raums</translation>
    </message>
    <message numerus="yes">
        <source>On %Ln other board(s) something of yours was refused</source>
        <translation>
            <numerusform>Auf %Ln anderen Tafel wurde etwas von dir abgelehnt</numerusform>
            <numerusform>Auf %Ln anderen Tafeln wurde etwas von dir abgelehnt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardTemplates</name>
    <message>
        <source>Our subject</source>
        <translation>Unser Thema</translation>
    </message>
    <message>
        <source>Thought %1</source>
        <translation>Gedanke %1</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Retrospective</source>
        <translation>Retrospektive</translation>
    </message>
    <message>
        <source>Kanban</source>
        <translation>Kanban</translation>
    </message>
    <message>
        <source>Mind map</source>
        <translation>Mindmap</translation>
    </message>
    <message>
        <source>Ruled page</source>
        <translation>Linierte Seite</translation>
    </message>
    <message>
        <source>Went well</source>
        <translation>Lief gut</translation>
    </message>
    <message>
        <source>Could be better</source>
        <translation>Könnte besser sein</translation>
    </message>
    <message>
        <source>To do next</source>
        <translation>Als Nächstes zu tun</translation>
    </message>
    <message>
        <source>Double click to write</source>
        <translation>Zum Schreiben doppelklicken</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Zu tun</translation>
    </message>
    <message>
        <source>Doing</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>To check</source>
        <translation>Zu prüfen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardTextEdit</name>
    <message>
        <source>Text on the board</source>
        <translation>Text auf der Tafel</translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardTool</name>
    <message>
        <source>draw a line</source>
        <comment>undo …</comment>
        <translation>Linie zeichnen</translation>
    </message>
    <message>
        <source>write</source>
        <comment>undo …</comment>
        <translation>schreiben</translation>
    </message>
    <message>
        <source>add a note</source>
        <comment>undo …</comment>
        <translation>Notiz hinzufügen</translation>
    </message>
    <message>
        <source>add a picture</source>
        <comment>undo …</comment>
        <translation>Bild hinzufügen</translation>
    </message>
    <message>
        <source>add a frame</source>
        <comment>undo …</comment>
        <translation>Rahmen hinzufügen</translation>
    </message>
    <message>
        <source>draw a shape</source>
        <comment>undo …</comment>
        <translation>Form zeichnen</translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardView</name>
    <message>
        <source>Whiteboard</source>
        <translation>Tafel</translation>
    </message>
    <message>
        <source>There are no frames yet. Make one with F</source>
        <translation>Es gibt noch keine Rahmen. Mache einen mit F</translation>
    </message>
    <message>
        <source>This is the last frame</source>
        <translation>Das ist der letzte Rahmen</translation>
    </message>
    <message>
        <source>This is the first frame</source>
        <translation>Das ist der erste Rahmen</translation>
    </message>
    <message>
        <source>You may change only what is your own. The rest stays as it is</source>
        <translation>Du darfst nur Eigenes ändern. Der Rest bleibt, wie er ist</translation>
    </message>
    <message>
        <source>You may add to this board, not change what is on it</source>
        <translation>Du darfst dieser Tafel etwas hinzufügen, aber nicht ändern, was darauf ist</translation>
    </message>
    <message>
        <source>A moderator has locked this. Only moderators of the room can unlock it</source>
        <extracomment>%1 is a name</extracomment>
        <translation>Ein Moderator hat das gesperrt. Nur Moderatoren des Raums können es entsperren</translation>
    </message>
    <message>
        <source>%1 has locked this. Only moderators of the room can unlock it</source>
        <translation>%1 hat das gesperrt. Nur Moderatoren des Raums können es entsperren</translation>
    </message>
    <message>
        <source>This board is for looking only</source>
        <translation>Diese Tafel ist nur zum Ansehen da</translation>
    </message>
    <message>
        <source>This board is for looking only now. What you were just doing is not kept</source>
        <translation>Diese Tafel ist jetzt nur zum Ansehen da. Was du gerade gemacht hast, bleibt nicht</translation>
    </message>
    <message>
        <source>The last frame has been deleted. Escape ends presenting</source>
        <translation>Der letzte Rahmen wurde gelöscht. Escape beendet das Präsentieren</translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardWords</name>
    <message>
        <source>a free end</source>
        <translation>einem freien Ende</translation>
    </message>
    <message>
        <source>Stroke</source>
        <translation>Strich</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>Rechteck</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>Ellipse</translation>
    </message>
    <message>
        <source>Diamond</source>
        <translation>Raute</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Linie</translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation>Pfeil</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Rahmen</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message numerus="yes">
        <source>Group of %Ln object(s)</source>
        <translation>
            <numerusform>Gruppe aus %Ln Objekt</numerusform>
            <numerusform>Gruppe aus %Ln Objekten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 from %2 to %3</source>
        <extracomment>%1 line or arrow; %2 and %3 what its ends are bound to</extracomment>
        <translation>%1 von %2 zu %3</translation>
    </message>
    <message>
        <source>%1, %2 by %3</source>
        <extracomment>%1 a kind of object; %2 width; %3 height</extracomment>
        <translation>%1, %2 mal %3</translation>
    </message>
    <message>
        <source>%1, locked</source>
        <extracomment>%1 a description such as &quot;Rectangle, 120 by 80&quot;</extracomment>
        <translation>%1, gesperrt</translation>
    </message>
    <message>
        <source>Nothing is selected</source>
        <translation>Nichts ist ausgewählt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln objects are selected</source>
        <translation>
            <numerusform>%Ln Objekt ist ausgewählt</numerusform>
            <numerusform>%Ln Objekte sind ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>This board is full: erase something, or go on on another one</source>
        <translation>Diese Tafel ist voll: radiere etwas weg oder mache auf einer anderen weiter</translation>
    </message>
    <message numerus="yes">
        <source>Nearly full: room for %Ln more object(s)</source>
        <translation>
            <numerusform>Fast voll: Platz für %Ln weiteres Objekt</numerusform>
            <numerusform>Fast voll: Platz für %Ln weitere Objekte</numerusform>
        </translation>
    </message>
    <message>
        <source>Object of a newer version</source>
        <translation>Objekt einer neueren Version</translation>
    </message>
    <message>
        <source>%1, turned by %2°</source>
        <extracomment>%1 a description such as &quot;Rectangle, 120 by 80&quot;; %2 degrees clockwise</extracomment>
        <translation>%1, um %2° gedreht</translation>
    </message>
    <message>
        <source>%1, by %2</source>
        <extracomment>%1 a description such as &quot;Note, 160 by 160&quot;; %2 who made it</extracomment>
        <translation>%1, von %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 a kind of object, such as &quot;Note&quot;; %2 what is written in it</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1, selected</source>
        <extracomment>%1 a description such as &quot;Rectangle, 120 by 80&quot;</extracomment>
        <translation>%1, ausgewählt</translation>
    </message>
    <message>
        <source>%1, not selected</source>
        <translation>%1, nicht ausgewählt</translation>
    </message>
    <message>
        <source>%1, cannot be drawn</source>
        <extracomment>%1 a description such as &quot;Picture, 200 by 150&quot;</extracomment>
        <translation>%1, kann nicht gezeigt werden</translation>
    </message>
    <message>
        <source>This picture cannot be drawn</source>
        <translation>Dieses Bild kann nicht gezeigt werden</translation>
    </message>
    <message>
        <source>This picture is not here yet</source>
        <translation>Dieses Bild ist noch nicht da</translation>
    </message>
    <message>
        <source>This object cannot be drawn here</source>
        <translation>Dieses Objekt kann hier nicht gezeigt werden</translation>
    </message>
    <message>
        <source>This picture cannot be drawn: it is damaged, or of a kind that cannot be read here. The rest of the board works. Insert the picture again, or delete this one.</source>
        <translation>Dieses Bild kann nicht gezeigt werden: Es ist beschädigt oder von einer Art, die hier nicht gelesen werden kann. Der Rest der Tafel funktioniert. Füge das Bild noch einmal ein oder lösche dieses.</translation>
    </message>
    <message>
        <source>This object cannot be drawn here: somebody made it with a newer version. The rest of the board works. Update Coterie to see it.</source>
        <translation>Dieses Objekt kann hier nicht gezeigt werden: Jemand hat es mit einer neueren Version gemacht. Der Rest der Tafel funktioniert. Aktualisiere Coterie, um es zu sehen.</translation>
    </message>
    <message>
        <source>This picture is not here yet: it could not be had from the host. The rest of the board works. It is asked for again by itself.</source>
        <translation>Dieses Bild ist noch nicht da: Es war vom Gastgeber nicht zu bekommen. Der Rest der Tafel funktioniert. Es wird von selbst wieder angefordert.</translation>
    </message>
    <message>
        <source>This picture is not here yet: it did not arrive as it was sent. The rest of the board works. It is asked for again by itself with the next connection.</source>
        <translation>Dieses Bild ist noch nicht da: Es ist nicht so angekommen, wie es gesendet wurde. Der Rest der Tafel funktioniert. Mit der nächsten Verbindung wird es von selbst wieder angefordert.</translation>
    </message>
    <message>
        <source>Nearly full: duplicate it and go on there (less than 1 % left)</source>
        <translation>Fast voll: dupliziere sie und mach dort weiter (weniger als 1 % frei)</translation>
    </message>
    <message>
        <source>Nearly full: duplicate it soon and go on there (%L1 % left)</source>
        <translation>Fast voll: dupliziere sie bald und mach dort weiter (noch %L1 % frei)</translation>
    </message>
    <message>
        <source>Nearly full: ask a moderator to duplicate it (less than 1 % left)</source>
        <translation>Fast voll: bitte die Moderation, sie zu duplizieren (weniger als 1 % frei)</translation>
    </message>
    <message>
        <source>Nearly full: ask a moderator to duplicate it (%L1 % left)</source>
        <translation>Fast voll: bitte die Moderation, sie zu duplizieren (noch %L1 % frei)</translation>
    </message>
</context>
<context>
    <name>coterie::ui::ChatPane</name>
    <message>
        <source>Messages in %1</source>
        <comment>name of the timeline for screen readers</comment>
        <translation>Nachrichten in %1</translation>
    </message>
    <message>
        <source>This is the start of #%1</source>
        <comment>empty room; %1 is its name</comment>
        <translation>Hier beginnt #%1</translation>
    </message>
    <message>
        <source>Say hello, or open the board with Ctrl+2 and draw something.</source>
        <translation>Sag hallo, oder öffne mit Strg+2 die Tafel und zeichne etwas.</translation>
    </message>
    <message>
        <source>You are not in this session any more; everything here can be read.</source>
        <comment>in the composer when the host refused</comment>
        <translation>Du bist nicht mehr in dieser Sitzung; alles hier lässt sich lesen.</translation>
    </message>
    <message>
        <source>This message is not on this computer any more. Search again to see what is.</source>
        <translation>Diese Nachricht ist nicht mehr auf diesem Computer. Suche noch einmal, um zu sehen, was da ist.</translation>
    </message>
    <message>
        <source>The host lost these messages. They can be read here, and not answered.</source>
        <comment>in the composer of a room that only this computer has</comment>
        <translation>Der Gastgeber hat diese Nachrichten verloren. Sie lassen sich hier lesen, aber nicht beantworten.</translation>
    </message>
    <message>
        <source>The message is on its way to its room again.</source>
        <translation>Die Nachricht ist wieder unterwegs in ihren Raum.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) of yours wait here and are kept; everything can be read.</source>
        <comment>in the composer when whoever answers has another key</comment>
        <translation>
            <numerusform>%Ln Änderung von dir wartet hier und bleibt erhalten; alles lässt sich lesen.</numerusform>
            <numerusform>%Ln Änderungen von dir warten hier und bleiben erhalten; alles lässt sich lesen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Another host answers than before; everything here can be read.</source>
        <comment>in the composer when whoever answers has another key</comment>
        <translation>Es antwortet ein anderer Gastgeber als zuvor; alles hier lässt sich lesen.</translation>
    </message>
</context>
<context>
    <name>coterie::ui::ClearingSheet</name>
    <message>
        <source>Bring back what was cleared</source>
        <translation>Geleertes zurückholen</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>When the board was cleared</source>
        <translation>Wann die Tafel geleert wurde</translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s), none left to bring back</source>
        <comment>what a board was cleared of</comment>
        <translation>
            <numerusform>%Ln Objekt, nichts mehr zurückzuholen</numerusform>
            <numerusform>%Ln Objekte, nichts mehr zurückzuholen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s), %1 of them left to bring back</source>
        <comment>what a board was cleared of</comment>
        <translation>
            <numerusform>%Ln Objekt, davon noch %1 zurückzuholen</numerusform>
            <numerusform>%Ln Objekte, davon noch %1 zurückzuholen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s)</source>
        <comment>what a board was cleared of</comment>
        <translation>
            <numerusform>%Ln Objekt</numerusform>
            <numerusform>%Ln Objekte</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was ever cleared on this board.</source>
        <translation>Auf dieser Tafel wurde noch nie etwas geleert.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) come back, as they were last changed.</source>
        <translation>
            <numerusform>%Ln Objekt kommt zurück, so wie es zuletzt geändert wurde.</numerusform>
            <numerusform>%Ln Objekte kommen zurück, so wie sie zuletzt geändert wurden.</numerusform>
        </translation>
    </message>
    <message>
        <source>All of it has come back already; what was erased after that stays erased.</source>
        <translation>Alles davon ist schon zurückgekommen; was danach gelöscht wurde, bleibt gelöscht.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) cannot come back: the board has let go of them.</source>
        <translation>
            <numerusform>%Ln Objekt kann nicht zurückkommen: Die Tafel hat es vergessen.</numerusform>
            <numerusform>%Ln Objekte können nicht zurückkommen: Die Tafel hat sie vergessen.</numerusform>
        </translation>
    </message>
    <message>
        <source>bring back what was cleared</source>
        <comment>undo …</comment>
        <translation>Geleertes zurückholen</translation>
    </message>
</context>
<context>
    <name>coterie::ui::ClipCommands</name>
    <message>
        <source>Select something first</source>
        <translation>Wähle zuerst etwas aus</translation>
    </message>
    <message>
        <source>This board is for looking only</source>
        <translation>Diese Tafel ist nur zum Ansehen da</translation>
    </message>
    <message>
        <source>Copied. What is locked stays</source>
        <translation>Kopiert. Was gesperrt ist, bleibt</translation>
    </message>
    <message numerus="yes">
        <source>cut %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>%Ln Objekt ausschneiden</numerusform>
            <numerusform>%Ln Objekte ausschneiden</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to paste: copy something first</source>
        <translation>Es gibt nichts einzufügen: kopiere zuerst etwas</translation>
    </message>
    <message numerus="yes">
        <source>paste %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>%Ln Objekt einfügen</numerusform>
            <numerusform>%Ln Objekte einfügen</numerusform>
        </translation>
    </message>
    <message>
        <source>paste a text</source>
        <comment>undo …</comment>
        <translation>Text einfügen</translation>
    </message>
    <message>
        <source>At most %L1 characters can be pasted at once</source>
        <translation>Es können höchstens %L1 Zeichen auf einmal eingefügt werden</translation>
    </message>
    <message>
        <source>The pictures of what you copied are here now</source>
        <translation>Die Bilder von dem, was du kopiert hast, sind jetzt da</translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) of what you copied could not be fetched: other sessions and programs lack them</source>
        <translation>
            <numerusform>%Ln Bild von dem, was du kopiert hast, war nicht zu bekommen: Anderen Sitzungen und Programmen fehlt es</numerusform>
            <numerusform>%Ln Bilder von dem, was du kopiert hast, waren nicht zu bekommen: Anderen Sitzungen und Programmen fehlen sie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) of what you copied can be pasted in this session only: a copy holds at most %L1 MB of pictures</source>
        <translation>
            <numerusform>%Ln Bild von dem, was du kopiert hast, lässt sich nur in dieser Sitzung einfügen: Eine Kopie fasst höchstens %L1 MB an Bildern</numerusform>
            <numerusform>%Ln Bilder von dem, was du kopiert hast, lassen sich nur in dieser Sitzung einfügen: Eine Kopie fasst höchstens %L1 MB an Bildern</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) of what you copied are still being fetched for other sessions and programs</source>
        <translation>
            <numerusform>%Ln Bild von dem, was du kopiert hast, wird für andere Sitzungen und Programme noch geholt</numerusform>
            <numerusform>%Ln Bilder von dem, was du kopiert hast, werden für andere Sitzungen und Programme noch geholt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) were left out: neither the copy nor this session has them</source>
        <translation>
            <numerusform>%Ln Bild blieb weg: Weder die Kopie noch diese Sitzung hat es</numerusform>
            <numerusform>%Ln Bilder blieben weg: Weder die Kopie noch diese Sitzung hat sie</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::Composer</name>
    <message>
        <source>Insert emoji</source>
        <comment>button of the composer</comment>
        <translation>Emoji einfügen</translation>
    </message>
    <message>
        <source>Send message</source>
        <comment>button of the composer</comment>
        <translation>Nachricht senden</translation>
    </message>
    <message>
        <source>Do not reply to this message</source>
        <comment>button of the composer</comment>
        <translation>Nicht auf diese Nachricht antworten</translation>
    </message>
    <message>
        <source>Message #%1</source>
        <comment>empty composer; %1 is a room</comment>
        <translation>Nachricht an #%1</translation>
    </message>
    <message>
        <source>Reply to %1: %2</source>
        <comment>above the composer; %1 a person, %2 their words</comment>
        <translation>Antwort an %1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln character(s) too many: a message holds %1. Shorten it or send it in two parts; nothing is lost.</source>
        <comment>under the composer</comment>
        <translation>
            <numerusform>%Ln Zeichen zu viel: eine Nachricht fasst %1. Kürze sie oder sende sie in zwei Teilen; nichts geht verloren.</numerusform>
            <numerusform>%Ln Zeichen zu viel: eine Nachricht fasst %1. Kürze sie oder sende sie in zwei Teilen; nichts geht verloren.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln character(s) left</source>
        <comment>under the composer</comment>
        <translation>
            <numerusform>noch %Ln Zeichen</numerusform>
            <numerusform>noch %Ln Zeichen</numerusform>
        </translation>
    </message>
    <message>
        <source>Editing a message that waits; it is not sent until you are done</source>
        <comment>above the composer</comment>
        <translation>Du bearbeitest eine wartende Nachricht; sie wird erst gesendet, wenn du fertig bist</translation>
    </message>
    <message>
        <source>Leave it as it was (Esc)</source>
        <comment>button of the composer</comment>
        <translation>Lassen, wie sie war (Esc)</translation>
    </message>
</context>
<context>
    <name>coterie::ui::ConnectionPopover</name>
    <message>
        <source>Try now</source>
        <comment>button: connects at once</comment>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Round trip</source>
        <comment>to the host and back</comment>
        <translation>Hin und zurück</translation>
    </message>
    <message>
        <source>Unanswered</source>
        <comment>pings in the last minute</comment>
        <translation>Unbeantwortet</translation>
    </message>
    <message>
        <source>Waiting here</source>
        <comment>what is not sent yet</comment>
        <translation>Wartet hier</translation>
    </message>
    <message>
        <source>Next try</source>
        <comment>to connect</comment>
        <translation>Nächster Versuch</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <comment>milliseconds</comment>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>The round trips of the last ten minutes</source>
        <comment>chart</comment>
        <translation>Hin und zurück in den letzten zehn Minuten</translation>
    </message>
    <message>
        <source>not known</source>
        <comment>round trip</comment>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>%1, usually %2</source>
        <comment>%1 the last round trip, %2 the median</comment>
        <translation>%1, meist %2</translation>
    </message>
    <message>
        <source>none</source>
        <comment>unanswered pings</comment>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1 of the last %2</source>
        <comment>unanswered pings</comment>
        <translation>%1 der letzten %2</translation>
    </message>
    <message>
        <source>nothing</source>
        <comment>waits to be sent</comment>
        <translation>nichts</translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s)</source>
        <comment>wait to be sent</comment>
        <translation>
            <numerusform>%Ln Änderung</numerusform>
            <numerusform>%Ln Änderungen</numerusform>
        </translation>
    </message>
    <message>
        <source>not needed</source>
        <comment>the next try to connect</comment>
        <translation>nicht nötig</translation>
    </message>
    <message numerus="yes">
        <source>in %n second(s)</source>
        <comment>the next try to connect</comment>
        <translation>
            <numerusform>in %n Sekunde</numerusform>
            <numerusform>in %n Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>only when you ask</source>
        <comment>the next try to connect</comment>
        <translation>erst, wenn du es willst</translation>
    </message>
    <message>
        <source>now</source>
        <comment>the next try to connect</comment>
        <translation>jetzt</translation>
    </message>
</context>
<context>
    <name>coterie::ui::ConnectionStrip</name>
    <message>
        <source>Tells more about the connection</source>
        <comment>what a click on the connection&apos;s state does</comment>
        <translation>Sagt mehr über die Verbindung</translation>
    </message>
</context>
<context>
    <name>coterie::ui::EmojiPicker</name>
    <message>
        <source>Emoji</source>
        <comment>name of the popup</comment>
        <translation>Emoji</translation>
    </message>
    <message>
        <source>Search by name</source>
        <comment>field above the emoji</comment>
        <translation>Nach Namen suchen</translation>
    </message>
    <message>
        <source>Search emoji</source>
        <translation>Emoji suchen</translation>
    </message>
</context>
<context>
    <name>coterie::ui::EraserTool</name>
    <message>
        <source>This is locked. A right click selects it, then Ctrl+Shift+L unlocks it</source>
        <translation>Das ist gesperrt. Ein Rechtsklick wählt es aus, dann entsperrt es Strg+Umschalt+L</translation>
    </message>
</context>
<context>
    <name>coterie::ui::ExportJob</name>
    <message>
        <source>%1 could not be written: %2. The board is unchanged; choose another place.</source>
        <translation>%1 ließ sich nicht schreiben: %2. Die Tafel ist unverändert; wähle einen anderen Ort.</translation>
    </message>
</context>
<context>
    <name>coterie::ui::ExportSheet</name>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG-Bilder (*.png)</translation>
    </message>
    <message>
        <source>SVG drawings (*.svg)</source>
        <translation>SVG-Zeichnungen (*.svg)</translation>
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation>PDF-Dokumente (*.pdf)</translation>
    </message>
    <message>
        <source>Boards of Coterie (*.json)</source>
        <translation>Tafeln von Coterie (*.json)</translation>
    </message>
    <message>
        <source>Export the board</source>
        <translation>Tafel exportieren</translation>
    </message>
    <message>
        <source>How the export will look</source>
        <translation>Wie der Export aussehen wird</translation>
    </message>
    <message>
        <source>What to export</source>
        <translation>Was exportiert wird</translation>
    </message>
    <message>
        <source>Whole board</source>
        <translation>Ganze Tafel</translation>
    </message>
    <message>
        <source>Frames (%1)</source>
        <translation>Rahmen (%1)</translation>
    </message>
    <message>
        <source>Selection (%1)</source>
        <translation>Auswahl (%1)</translation>
    </message>
    <message>
        <source>What</source>
        <comment>heading: what to export</comment>
        <translation>Was</translation>
    </message>
    <message>
        <source>File format</source>
        <translation>Dateiformat</translation>
    </message>
    <message>
        <source>Size of the picture</source>
        <translation>Größe des Bildes</translation>
    </message>
    <message>
        <source>Transparent ground</source>
        <translation>Durchsichtiger Hintergrund</translation>
    </message>
    <message>
        <source>With the grid of dots</source>
        <translation>Mit dem Punktraster</translation>
    </message>
    <message>
        <source>With the board in it, so that Coterie can open it again</source>
        <translation>Mit der Tafel darin, damit Coterie sie wieder öffnen kann</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Each frame is a page, from top to bottom.</source>
        <translation>Jeder Rahmen ist eine Seite, von oben nach unten.</translation>
    </message>
    <message>
        <source>One page. Frames become pages of their own when you choose them above.</source>
        <translation>Eine Seite. Rahmen werden zu eigenen Seiten, wenn du sie oben wählst.</translation>
    </message>
    <message>
        <source>The frames stand in one picture, as they do on the board.</source>
        <translation>Die Rahmen stehen in einem Bild, so wie auf der Tafel.</translation>
    </message>
    <message>
        <source>There is nothing on this board yet.</source>
        <translation>Auf dieser Tafel ist noch nichts.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln page(s)</source>
        <translation>
            <numerusform>%Ln Seite</numerusform>
            <numerusform>%Ln Seiten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 Pixel</translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s)</source>
        <translation>
            <numerusform>%Ln Objekt</numerusform>
            <numerusform>%Ln Objekte</numerusform>
        </translation>
    </message>
    <message>
        <source>Writing … %1 %</source>
        <translation>Schreibt … %1 %</translation>
    </message>
    <message>
        <source>Writing …</source>
        <translation>Schreibt …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>The objects themselves, to be imported here again.</source>
        <translation>Die Objekte selbst, um sie hier wieder zu importieren.</translation>
    </message>
    <message>
        <source>One page.</source>
        <comment>of a PDF</comment>
        <translation>Eine Seite.</translation>
    </message>
    <message>
        <source>The preview is being painted …</source>
        <translation>Die Vorschau wird gemalt …</translation>
    </message>
</context>
<context>
    <name>coterie::ui::HistorySheet</name>
    <message>
        <source>%1 cleared the board</source>
        <extracomment>%1 is a person</extracomment>
        <translation>%1 hat die Tafel geleert</translation>
    </message>
    <message>
        <source>%1 took a step back</source>
        <extracomment>%1 is a person</extracomment>
        <translation>%1 hat einen Schritt zurückgenommen</translation>
    </message>
    <message>
        <source>%1 did a step once more</source>
        <extracomment>%1 is a person</extracomment>
        <translation>%1 hat einen Schritt wiederholt</translation>
    </message>
    <message numerus="yes">
        <source>%1 added %Ln object(s)</source>
        <extracomment>%1 is a person</extracomment>
        <translation>
            <numerusform>%1 hat %Ln Objekt hinzugefügt</numerusform>
            <numerusform>%1 hat %Ln Objekte hinzugefügt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 erased %Ln object(s)</source>
        <extracomment>%1 is a person</extracomment>
        <translation>
            <numerusform>%1 hat %Ln Objekt gelöscht</numerusform>
            <numerusform>%1 hat %Ln Objekte gelöscht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 grouped %Ln object(s)</source>
        <extracomment>%1 is a person</extracomment>
        <translation>
            <numerusform>%1 hat %Ln Objekt gruppiert</numerusform>
            <numerusform>%1 hat %Ln Objekte gruppiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 changed %Ln object(s)</source>
        <extracomment>%1 is a person</extracomment>
        <translation>
            <numerusform>%1 hat %Ln Objekt geändert</numerusform>
            <numerusform>%1 hat %Ln Objekte geändert</numerusform>
        </translation>
    </message>
    <message>
        <source>How the board was</source>
        <translation>Wie die Tafel war</translation>
    </message>
    <message>
        <source>Make a new board of it</source>
        <translation>Daraus eine neue Tafel machen</translation>
    </message>
    <message>
        <source>The board as it was</source>
        <translation>Die Tafel, wie sie war</translation>
    </message>
    <message>
        <source>There was nothing on the board.</source>
        <translation>Auf der Tafel war nichts.</translation>
    </message>
    <message>
        <source>After which change</source>
        <translation>Nach welcher Änderung</translation>
    </message>
    <message>
        <source>One change back</source>
        <translation>Eine Änderung zurück</translation>
    </message>
    <message>
        <source>One change on</source>
        <translation>Eine Änderung weiter</translation>
    </message>
    <message>
        <source>Nothing has happened on this board yet.</source>
        <translation>Auf dieser Tafel ist noch nichts geschehen.</translation>
    </message>
    <message numerus="yes">
        <source>Change %1 of %2. There were %Ln object(s) on the board.</source>
        <extracomment>%1 and %2 are numbers of changes</extracomment>
        <translation>
            <numerusform>Änderung %1 von %2. Auf der Tafel war %Ln Objekt.</numerusform>
            <numerusform>Änderung %1 von %2. Auf der Tafel waren %Ln Objekte.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 changed a group</source>
        <extracomment>%1 is a person</extracomment>
        <translation>%1 hat eine Gruppe geändert</translation>
    </message>
    <message numerus="yes">
        <source>%1 brought back %Ln object(s)</source>
        <extracomment>%1 is a person</extracomment>
        <translation>
            <numerusform>%1 hat %Ln Objekt zurückgeholt</numerusform>
            <numerusform>%1 hat %Ln Objekte zurückgeholt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::HostPanel</name>
    <message>
        <source>Copied</source>
        <comment>on a button, for a moment</comment>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Kept in</source>
        <comment>heading in the host panel: the session&apos;s file</comment>
        <translation>Aufbewahrt in</translation>
    </message>
    <message>
        <source>This computer</source>
        <comment>heading in the host panel</comment>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>Invite</source>
        <comment>heading in the host panel</comment>
        <translation>Einladen</translation>
    </message>
    <message>
        <source>Invite link</source>
        <translation>Einladungslink</translation>
    </message>
    <message>
        <source>Copy link</source>
        <comment>button in the host panel</comment>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Send the link, or let others type one of these addresses:</source>
        <translation>Verschicke den Link, oder lass andere eine dieser Adressen eingeben:</translation>
    </message>
    <message>
        <source>Nowhere: when the session ends, everything is gone.</source>
        <translation>Nirgends: endet die Sitzung, ist alles weg.</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <comment>button; %1 is an address</comment>
        <translation>%1 kopieren</translation>
    </message>
    <message>
        <source>On air, %1</source>
        <comment>%1 is how long the session has been hosted</comment>
        <translation>Auf Sendung, %1</translation>
    </message>
    <message>
        <source>Nobody else yet. Send the link.</source>
        <translation>Noch niemand sonst. Verschicke den Link.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people are in</source>
        <comment>of the session</comment>
        <translation>
            <numerusform>%Ln Person ist dabei</numerusform>
            <numerusform>%Ln Personen sind dabei</numerusform>
        </translation>
    </message>
    <message>
        <source>Port %1, %2 of memory in use</source>
        <comment>%1 a port, %2 a size</comment>
        <translation>Port %1, %2 Speicher belegt</translation>
    </message>
    <message>
        <source>Key</source>
        <comment>heading in the host panel: by what others know this host</comment>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>None: what is said on the network can be read by others on it.</source>
        <translation>Keiner: was im Netz gesagt wird, können andere dort mitlesen.</translation>
    </message>
    <message>
        <source>%1
Others connect encrypted, and their program knows this computer by this key. It is in the link.</source>
        <comment>%1 is a fingerprint</comment>
        <translation>%1
Andere verbinden sich verschlüsselt, und ihr Programm erkennt diesen Computer an diesem Schlüssel. Er steht im Link.</translation>
    </message>
    <message>
        <source>Copy path</source>
        <comment>button in the host panel</comment>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Close the host panel</source>
        <comment>button</comment>
        <translation>Gastgeberfeld schließen</translation>
    </message>
    <message>
        <source>Nothing can be kept now: %1</source>
        <comment>%1 is what the disk says</comment>
        <translation>Gerade kann nichts aufbewahrt werden: %1</translation>
    </message>
    <message>
        <source>No network: only this computer can join for now. When there is one, the link and the addresses are here by themselves.</source>
        <translation>Kein Netz: Beitreten kann vorerst nur dieser Computer. Sobald eines da ist, stehen Link und Adressen von selbst hier.</translation>
    </message>
    <message>
        <source>Only this computer can join: that was chosen when hosting began.</source>
        <translation>Beitreten kann nur dieser Computer: So wurde es beim Start gewählt.</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the names of people</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>Another program on this computer has port %1, so the session is at port %2 this time. Links and addresses that you gave away before lead nowhere: send the ones of now.</source>
        <comment>%1 and %2 are numbers</comment>
        <translation>Ein anderes Programm auf diesem Computer hat den Port %1, darum ist die Sitzung diesmal am Port %2. Links und Adressen, die du vorher weitergegeben hast, führen ins Leere: Schicke die von jetzt.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <comment>behind the names of people</comment>
        <translation>
            <numerusform>%Ln weitere</numerusform>
            <numerusform>%Ln weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::HostSheet</name>
    <message>
        <source>Host a session</source>
        <comment>title of a sheet</comment>
        <translation>Gastgeber sein</translation>
    </message>
    <message>
        <source>In a file</source>
        <comment>where history is kept</comment>
        <translation>In einer Datei</translation>
    </message>
    <message>
        <source>This run only: nothing is kept</source>
        <comment>where history is kept</comment>
        <translation>Nur dieses Mal: nichts wird behalten</translation>
    </message>
    <message>
        <source>Choose…</source>
        <comment>button beside a file name</comment>
        <translation>Auswählen …</translation>
    </message>
    <message>
        <source>Others on the network can join</source>
        <translation>Andere im Netz können beitreten</translation>
    </message>
    <message>
        <source>Start hosting</source>
        <comment>button of the host sheet</comment>
        <translation>Sitzung eröffnen</translation>
    </message>
    <message>
        <source>Session of %1</source>
        <comment>suggested name; %1 is a person</comment>
        <translation>Sitzung von %1</translation>
    </message>
    <message>
        <source>Name of the session</source>
        <translation>Name der Sitzung</translation>
    </message>
    <message>
        <source>History</source>
        <comment>heading in the host sheet</comment>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>File that keeps the session</source>
        <translation>Datei, in der die Sitzung bleibt</translation>
    </message>
    <message>
        <source>Coterie sessions (*.coterie)</source>
        <comment>file filter</comment>
        <translation>Coterie-Sitzungen (*.coterie)</translation>
    </message>
    <message>
        <source>Network</source>
        <comment>heading in the host sheet</comment>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Port</source>
        <comment>network port</comment>
        <translation>Port</translation>
    </message>
    <message>
        <source>When it is taken, the next free port is used.</source>
        <translation>Ist er belegt, wird der nächste freie genommen.</translation>
    </message>
    <message>
        <source>Give the session a name; others see it.</source>
        <translation>Gib der Sitzung einen Namen; andere sehen ihn.</translation>
    </message>
    <message>
        <source>Choose a file, or keep nothing.</source>
        <translation>Wähle eine Datei oder behalte nichts.</translation>
    </message>
    <message>
        <source>That is a folder. Add a file name, such as %1.</source>
        <translation>Das ist ein Ordner. Hänge einen Dateinamen an, etwa %1.</translation>
    </message>
    <message>
        <source>A port is a number from %1 to %2.</source>
        <translation>Ein Port ist eine Zahl von %1 bis %2.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <comment>button while the host starts</comment>
        <translation>Startet …</translation>
    </message>
    <message>
        <source>My session</source>
        <comment>suggested name while nobody knows the person&apos;s</comment>
        <translation>Meine Sitzung</translation>
    </message>
    <message>
        <source>A name has 1 to %1 visible characters.</source>
        <translation>Ein Name hat 1 bis %1 sichtbare Zeichen.</translation>
    </message>
</context>
<context>
    <name>coterie::ui::InviteCard</name>
    <message>
        <source>Copy link</source>
        <comment>button of the card that invites others</comment>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Invite others</source>
        <comment>heading of a card</comment>
        <translation>Andere einladen</translation>
    </message>
    <message>
        <source>No network: only this computer can join for now.</source>
        <translation>Kein Netz: Beitreten kann vorerst nur dieser Computer.</translation>
    </message>
    <message>
        <source>Only this computer can join: that was chosen when hosting began.</source>
        <translation>Beitreten kann nur dieser Computer: So wurde es beim Start gewählt.</translation>
    </message>
    <message>
        <source>Nobody else is here. Send the link, or let others scan the code.</source>
        <translation>Sonst ist niemand da. Verschicke den Link, oder lass andere den Code scannen.</translation>
    </message>
</context>
<context>
    <name>coterie::ui::JoinCard</name>
    <message>
        <source>Join</source>
        <comment>button of the join card</comment>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <comment>button while connecting</comment>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Join a session</source>
        <comment>heading of a card</comment>
        <translation>Einer Sitzung beitreten</translation>
    </message>
    <message>
        <source>Paste the invite link you were given, or type the host&apos;s address.</source>
        <translation>Füge den Einladungslink ein, den du bekommen hast, oder gib die Adresse des Gastgebers ein.</translation>
    </message>
    <message>
        <source>coterie://… or 192.168.1.20</source>
        <comment>example of what to type</comment>
        <translation>coterie://… oder 192.168.1.20</translation>
    </message>
    <message>
        <source>Invite link or address</source>
        <translation>Einladungslink oder Adresse</translation>
    </message>
    <message>
        <source>The host finds the link in their host panel.</source>
        <translation>Der Gastgeber findet den Link in seinem Gastgeberfeld.</translation>
    </message>
    <message>
        <source>This is not an address yet. It looks like 192.168.1.20, teacher-pc:47600 or a link that begins with coterie://</source>
        <translation>Das ist noch keine Adresse. Sie sieht aus wie 192.168.1.20, lehrer-pc:47600 oder ein Link, der mit coterie:// beginnt</translation>
    </message>
    <message>
        <source>Joins %1 at %2</source>
        <comment>%1 a session, %2 an address</comment>
        <translation>Tritt %1 bei, unter %2</translation>
    </message>
    <message>
        <source>Joins the session at %1</source>
        <comment>%1 an address</comment>
        <translation>Tritt der Sitzung unter %1 bei</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <comment>%1 a session or an address</comment>
        <translation>Verbindet mit %1 …</translation>
    </message>
</context>
<context>
    <name>coterie::ui::KeptSheet</name>
    <message>
        <source>Sessions kept on this computer</source>
        <comment>title of a sheet</comment>
        <translation>Auf diesem Computer aufbewahrte Sitzungen</translation>
    </message>
    <message>
        <source>Looking…</source>
        <comment>while the sessions kept here are read</comment>
        <translation>Wird gesucht …</translation>
    </message>
    <message>
        <source>Forget…</source>
        <comment>button: a session kept here</comment>
        <translation>Vergessen …</translation>
    </message>
    <message>
        <source>What you have seen of a session stays on this computer, so that you can read it without its host, until you forget it here.</source>
        <translation>Was du von einer Sitzung gesehen hast, bleibt auf diesem Computer, damit du es ohne ihren Gastgeber lesen kannst, bis du es hier vergisst.</translation>
    </message>
    <message>
        <source>A session without a name</source>
        <comment>nothing is known of it</comment>
        <translation>Eine Sitzung ohne Namen</translation>
    </message>
    <message>
        <source>Open now</source>
        <comment>a session kept here</comment>
        <translation>Gerade offen</translation>
    </message>
    <message>
        <source>Cannot be read now</source>
        <comment>a session kept here</comment>
        <translation>Gerade nicht lesbar</translation>
    </message>
    <message>
        <source>Not all of it is at its host</source>
        <comment>a session kept here</comment>
        <translation>Nicht alles davon ist beim Gastgeber</translation>
    </message>
    <message>
        <source>Nothing is kept of any session.</source>
        <translation>Es ist von keiner Sitzung etwas aufbewahrt.</translation>
    </message>
    <message>
        <source>%1 in all</source>
        <comment>size of what is kept of all sessions</comment>
        <translation>Insgesamt %1</translation>
    </message>
    <message>
        <source>Leave the session first.</source>
        <translation>Verlasse zuerst die Sitzung.</translation>
    </message>
</context>
<context>
    <name>coterie::ui::LaserLayer</name>
    <message>
        <source>You</source>
        <translation>Du</translation>
    </message>
</context>
<context>
    <name>coterie::ui::ListChoice</name>
    <message>
        <source>%1: %2</source>
        <extracomment>a property and its value, such as &quot;Opacity: 50 %&quot;</extracomment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>coterie::ui::MainWindow</name>
    <message>
        <source>Join another session</source>
        <comment>title of a sheet</comment>
        <translation>Einer anderen Sitzung beitreten</translation>
    </message>
    <message>
        <source>Leave #%1?</source>
        <comment>question; %1 is a room</comment>
        <translation>#%1 verlassen?</translation>
    </message>
    <message>
        <source>You get no more messages from it. You can join again at any time.</source>
        <translation>Du bekommst keine Nachrichten mehr daraus. Du kannst jederzeit wieder beitreten.</translation>
    </message>
    <message>
        <source>Leave room</source>
        <comment>answer</comment>
        <translation>Raum verlassen</translation>
    </message>
    <message>
        <source>Stay</source>
        <comment>answer</comment>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>This invite link is damaged. Ask for it again.</source>
        <translation>Dieser Einladungslink ist beschädigt. Bitte noch einmal darum.</translation>
    </message>
    <message>
        <source>No program took this link. Copy it from the message&apos;s menu instead.</source>
        <translation>Kein Programm hat diesen Link angenommen. Kopiere ihn stattdessen aus dem Menü der Nachricht.</translation>
    </message>
    <message>
        <source>%1 - Coterie</source>
        <comment>title of the window; %1 is a session</comment>
        <translation>%1 - Coterie</translation>
    </message>
    <message>
        <source>(%1) %2</source>
        <comment>title of the window; %1 unread messages</comment>
        <translation>(%1) %2</translation>
    </message>
    <message>
        <source>End the session?</source>
        <comment>question</comment>
        <translation>Sitzung beenden?</translation>
    </message>
    <message numerus="yes">
        <source>%Ln other people are in %1. They lose the connection.</source>
        <translation>
            <numerusform>%Ln andere Person ist in %1. Sie verliert die Verbindung.</numerusform>
            <numerusform>%Ln andere Personen sind in %1. Sie verlieren die Verbindung.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody else is in %1 at the moment.</source>
        <translation>Außer dir ist gerade niemand in %1.</translation>
    </message>
    <message>
        <source>It is not kept in a file: all that was said and drawn is gone.</source>
        <translation>Sie liegt in keiner Datei: alles Gesagte und Gezeichnete ist dann weg.</translation>
    </message>
    <message>
        <source>What was said and drawn stays in the file.</source>
        <translation>Gesagtes und Gezeichnetes bleibt in der Datei.</translation>
    </message>
    <message>
        <source>End session and quit</source>
        <comment>answer</comment>
        <translation>Sitzung beenden und schließen</translation>
    </message>
    <message>
        <source>End session</source>
        <comment>answer</comment>
        <translation>Sitzung beenden</translation>
    </message>
    <message>
        <source>Keep hosting</source>
        <comment>answer</comment>
        <translation>Gastgeber bleiben</translation>
    </message>
    <message>
        <source>Discard #%1?</source>
        <comment>question; %1 is a room</comment>
        <translation>#%1 verwerfen?</translation>
    </message>
    <message>
        <source>What you wrote and drew there has reached nobody. It is deleted from this computer.</source>
        <translation>Was du dort geschrieben und gezeichnet hast, hat niemanden erreicht. Es wird von diesem Computer gelöscht.</translation>
    </message>
    <message>
        <source>Discard</source>
        <comment>answer</comment>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep</source>
        <comment>answer: a room and what is in it</comment>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Host and lose it</source>
        <comment>answer</comment>
        <translation>Starten und verlieren</translation>
    </message>
    <message>
        <source>The host lost these messages. They are deleted from this computer as well.</source>
        <translation>Der Gastgeber hat diese Nachrichten verloren. Sie werden auch von diesem Computer gelöscht.</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <comment>button of a notice</comment>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>This computer&apos;s disk takes nothing, and the host has not got it yet: it is only in memory, and lost then. Make some room on the disk, or wait until it is sent.</source>
        <translation>Der Datenträger dieses Computers nimmt nichts an, und der Gastgeber hat es noch nicht: Es ist nur im Arbeitsspeicher und dann verloren. Schaffe etwas Platz, oder warte, bis es gesendet ist.</translation>
    </message>
    <message>
        <source>Lose what you wrote?</source>
        <comment>question</comment>
        <translation>Geschriebenes verlieren?</translation>
    </message>
    <message>
        <source>Something you wrote or drew in %1 is not kept anywhere.</source>
        <translation>Etwas, das du in %1 geschrieben oder gezeichnet hast, ist nirgends gespeichert.</translation>
    </message>
    <message>
        <source>Stay</source>
        <comment>answer: in a session</comment>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>Leave</source>
        <comment>answer: a session, in spite of what is lost</comment>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Quit</source>
        <comment>answer: in spite of what is lost</comment>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>The session file is not there</source>
        <comment>question</comment>
        <translation>Die Sitzungsdatei ist nicht da</translation>
    </message>
    <message>
        <source>%1 is kept in %2. The file was moved or removed, or its disk is not connected. Look for it in the folder, or in the trash.</source>
        <comment>%1 is a session, %2 a file</comment>
        <translation>%1 liegt in %2. Die Datei wurde verschoben oder entfernt, oder ihr Laufwerk ist nicht verbunden. Suche sie im Ordner oder im Papierkorb.</translation>
    </message>
    <message>
        <source>Forget the session</source>
        <comment>answer: one whose file is gone</comment>
        <translation>Sitzung vergessen</translation>
    </message>
    <message>
        <source>Keep it in the list</source>
        <comment>answer: a session whose file is gone</comment>
        <translation>In der Liste behalten</translation>
    </message>
    <message>
        <source>What is kept of that session could not be removed: another window has it open, or the disk refuses. Close the other window and try again.</source>
        <translation>Was von dieser Sitzung aufbewahrt ist, ließ sich nicht entfernen: Ein anderes Fenster hat sie offen, oder das Laufwerk weigert sich. Schließe das andere Fenster und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>Forget what is kept of %1?</source>
        <comment>question; %1 is a session</comment>
        <translation>Vergessen, was von %1 aufbewahrt ist?</translation>
    </message>
    <message>
        <source>It cannot be read at the moment: something may be in it that its host has not got.</source>
        <translation>Es ist gerade nicht lesbar: Darin kann etwas sein, das der Gastgeber nicht hat.</translation>
    </message>
    <message>
        <source>Something you wrote or drew there has not reached its host: it is lost then.</source>
        <translation>Etwas, das du dort geschrieben oder gezeichnet hast, ist nicht beim Gastgeber angekommen: Es ist dann verloren.</translation>
    </message>
    <message>
        <source>Forget it</source>
        <comment>answer: what is kept of a session</comment>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <comment>answer: what is kept of a session</comment>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>What this computer keeps of it (%1) is deleted. If you join the session again, you are somebody new to it. Nothing at its host is lost.</source>
        <comment>%1 is a size</comment>
        <translation>Was dieser Computer davon aufbewahrt (%1), wird gelöscht. Trittst du der Sitzung wieder bei, bist du für sie neu. Beim Gastgeber geht nichts verloren.</translation>
    </message>
    <message>
        <source>The host has nothing of this room. What is here of it is deleted from this computer as well.</source>
        <translation>Der Gastgeber hat nichts von diesem Raum. Was davon hier ist, wird auch von diesem Computer gelöscht.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) of yours are not in it yet. They are sent first, which takes a few seconds at most.</source>
        <comment>before a session ends</comment>
        <translation>
            <numerusform>%Ln Änderung von dir ist noch nicht darin. Sie wird zuerst gesendet, das dauert höchstens ein paar Sekunden.</numerusform>
            <numerusform>%Ln Änderungen von dir sind noch nicht darin. Sie werden zuerst gesendet, das dauert höchstens ein paar Sekunden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Your last changes are sent, then the session ends.</source>
        <translation>Deine letzten Änderungen werden gesendet, dann endet die Sitzung.</translation>
    </message>
    <message>
        <source>End before all is sent?</source>
        <comment>question</comment>
        <translation>Beenden, bevor alles gesendet ist?</translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) of yours could not be sent in time and are not in the session&apos;s file. They stay on this computer, and go when you host it here again; nobody else has them until then.</source>
        <comment>before a session ends</comment>
        <translation>
            <numerusform>%Ln Änderung von dir konnte nicht rechtzeitig gesendet werden und ist nicht in der Datei der Sitzung. Sie bleibt auf diesem Computer und wird gesendet, wenn du die Sitzung hier wieder eröffnest; bis dahin hat sie niemand sonst.</numerusform>
            <numerusform>%Ln Änderungen von dir konnten nicht rechtzeitig gesendet werden und sind nicht in der Datei der Sitzung. Sie bleiben auf diesem Computer und werden gesendet, wenn du die Sitzung hier wieder eröffnest; bis dahin hat sie niemand sonst.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::MeButton</name>
    <message>
        <source>You: %1, %2</source>
        <comment>button; %1 is one&apos;s name, %2 the status</comment>
        <translation>Du: %1, %2</translation>
    </message>
    <message>
        <source>Set your status</source>
        <translation>Status setzen</translation>
    </message>
    <message>
        <source>Appear offline</source>
        <comment>status menu</comment>
        <translation>Offline erscheinen</translation>
    </message>
    <message>
        <source>Say what you do…</source>
        <comment>status menu</comment>
        <translation>Sagen, was du machst …</translation>
    </message>
    <message>
        <source>Change what you do…</source>
        <comment>status menu</comment>
        <translation>Ändern, was du machst …</translation>
    </message>
    <message>
        <source>Clear what you do</source>
        <comment>status menu</comment>
        <translation>Nicht mehr sagen, was du machst</translation>
    </message>
    <message>
        <source>Preferences</source>
        <comment>status menu</comment>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>What do you do?</source>
        <comment>title of a sheet</comment>
        <translation>Was machst du?</translation>
    </message>
    <message>
        <source>In the lab until noon</source>
        <comment>example of a status</comment>
        <translation>Bis mittags im Labor</translation>
    </message>
    <message>
        <source>What you do</source>
        <translation>Was du machst</translation>
    </message>
    <message>
        <source>Set status</source>
        <comment>button</comment>
        <translation>Status setzen</translation>
    </message>
    <message>
        <source>Not connected</source>
        <comment>in place of a status</comment>
        <translation>Nicht verbunden</translation>
    </message>
</context>
<context>
    <name>coterie::ui::MemberListView</name>
    <message>
        <source>People</source>
        <comment>name of the list for screen readers</comment>
        <translation>Personen</translation>
    </message>
</context>
<context>
    <name>coterie::ui::MessageDelegate</name>
    <message>
        <source>An earlier message</source>
        <comment>stands for the quoted message while it is not loaded</comment>
        <translation>Eine frühere Nachricht</translation>
    </message>
    <message>
        <source>New messages</source>
        <comment>the line above what has not been read</comment>
        <translation>Neue Nachrichten</translation>
    </message>
</context>
<context>
    <name>coterie::ui::MiniMap</name>
    <message>
        <source>Map of the board</source>
        <translation>Karte der Tafel</translation>
    </message>
    <message>
        <source>The arrow keys move what is seen</source>
        <translation>Die Pfeiltasten verschieben, was zu sehen ist</translation>
    </message>
    <message>
        <source>Map of the board: drag to move (M)</source>
        <translation>Karte der Tafel: ziehen zum Verschieben (M)</translation>
    </message>
</context>
<context>
    <name>coterie::ui::NameField</name>
    <message>
        <source>A name needs visible characters, and none that steer the text.</source>
        <translation>Ein Name braucht sichtbare Zeichen und keine, die den Text steuern.</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Dein Name</translation>
    </message>
</context>
<context>
    <name>coterie::ui::NewestPill</name>
    <message numerus="yes">
        <source>%Ln new message(s)</source>
        <comment>button over the timeline</comment>
        <translation>
            <numerusform>%Ln neue Nachricht</numerusform>
            <numerusform>%Ln neue Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>To the newest message</source>
        <translation>Zur neuesten Nachricht</translation>
    </message>
</context>
<context>
    <name>coterie::ui::NoticeCard</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>coterie::ui::OnlookerLayer</name>
    <message>
        <source>%1 is typing</source>
        <extracomment>at what somebody writes in; %1 is a name</extracomment>
        <translation>%1 schreibt</translation>
    </message>
</context>
<context>
    <name>coterie::ui::OutlinePanel</name>
    <message>
        <source>Outline</source>
        <comment>heading: what is on the board, in words</comment>
        <translation>Gliederung</translation>
    </message>
    <message>
        <source>Close the outline</source>
        <comment>button</comment>
        <translation>Gliederung schließen</translation>
    </message>
    <message>
        <source>Outline of the board</source>
        <translation>Gliederung der Tafel</translation>
    </message>
    <message>
        <source>There is nothing on this board yet</source>
        <translation>Auf dieser Tafel ist noch nichts</translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) more, which are not listed</source>
        <translation>
            <numerusform>%Ln weiteres Objekt, das nicht aufgeführt ist</numerusform>
            <numerusform>%Ln weitere Objekte, die nicht aufgeführt sind</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::PartEraserTool</name>
    <message>
        <source>rub out parts</source>
        <comment>undo …</comment>
        <translation>Teile wegradieren</translation>
    </message>
    <message>
        <source>This eraser rubs at what is drawn by hand. E erases whole objects</source>
        <translation>Dieser Radierer wirkt auf von Hand Gezeichnetes. E radiert ganze Objekte</translation>
    </message>
</context>
<context>
    <name>coterie::ui::PastSheet</name>
    <message>
        <source>The board as it would be</source>
        <translation>Die Tafel, wie sie wäre</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Reading what happened on this board …</source>
        <translation>Liest, was auf dieser Tafel geschehen ist …</translation>
    </message>
    <message>
        <source>This may not be done here any more. Nothing was changed.</source>
        <translation>Das ist hier nicht mehr erlaubt. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The board would be empty.</source>
        <translation>Die Tafel wäre leer.</translation>
    </message>
    <message>
        <source>Reading once more …</source>
        <translation>Wird noch einmal gelesen …</translation>
    </message>
</context>
<context>
    <name>coterie::ui::PeopleBar</name>
    <message>
        <source>Stop following (Esc)</source>
        <translation>Nicht mehr folgen (Esc)</translation>
    </message>
    <message>
        <source>Stop following %1</source>
        <translation>%1 nicht mehr folgen</translation>
    </message>
    <message>
        <source>Follow %1</source>
        <translation>%1 folgen</translation>
    </message>
    <message>
        <source>Follow somebody else</source>
        <translation>Jemand anderem folgen</translation>
    </message>
    <message>
        <source>Following %1 · Esc to stop</source>
        <translation>Du folgst %1 · Esc beendet es</translation>
    </message>
</context>
<context>
    <name>coterie::ui::PeoplePanel</name>
    <message>
        <source>People</source>
        <comment>heading of the side column</comment>
        <translation>Personen</translation>
    </message>
    <message>
        <source>%1 of %2 here</source>
        <comment>people: %1 are connected, %2 belong to the room</comment>
        <translation>%1 von %2 hier</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>heading of a person&apos;s menu: %1 is a name, %2 a role such as &quot;Moderator&quot;</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>as of %1</source>
        <comment>people, while the host cannot be reached; %1 is a time of day</comment>
        <translation>Stand %1</translation>
    </message>
    <message>
        <source>Who belongs to this room shows when the session answers.</source>
        <translation>Wer zu diesem Raum gehört, zeigt sich, sobald die Sitzung antwortet.</translation>
    </message>
</context>
<context>
    <name>coterie::ui::PresentBar</name>
    <message>
        <source>Stop presenting</source>
        <translation>Vorführung beenden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>a frame that is presented, such as &quot;2 of 5&quot;</extracomment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Frame %1</source>
        <extracomment>for screen readers, such as &quot;Frame 2 of 5&quot;</extracomment>
        <translation>Rahmen %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln frame(s)</source>
        <translation>
            <numerusform>%Ln Rahmen</numerusform>
            <numerusform>%Ln Rahmen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::Prompts</name>
    <message>
        <source>Replace %1?</source>
        <comment>%1 is the name of a file</comment>
        <translation>%1 ersetzen?</translation>
    </message>
    <message>
        <source>A file of this name is there already. What is in it now would be lost.</source>
        <translation>Eine Datei dieses Namens gibt es schon. Was jetzt in ihr steht, ginge verloren.</translation>
    </message>
    <message>
        <source>Replace</source>
        <comment>button: a file</comment>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <comment>button: not to replace a file</comment>
        <translation>Behalten</translation>
    </message>
</context>
<context>
    <name>coterie::ui::QrCode</name>
    <message>
        <source>Invite link as a QR code</source>
        <translation>Einladungslink als QR-Code</translation>
    </message>
</context>
<context>
    <name>coterie::ui::RevertSheet</name>
    <message>
        <source>Take back what somebody did</source>
        <translation>Zurücknehmen, was jemand getan hat</translation>
    </message>
    <message>
        <source>Whose work</source>
        <translation>Wessen Arbeit</translation>
    </message>
    <message>
        <source>Since when</source>
        <translation>Seit wann</translation>
    </message>
    <message>
        <source>10 min</source>
        <comment>the last 10 minutes</comment>
        <translation>10 min</translation>
    </message>
    <message>
        <source>1 hour</source>
        <comment>the last hour</comment>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Ever</source>
        <comment>since the board was made</comment>
        <translation>Von Anfang an</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Nobody has done anything on this board.</source>
        <translation>Auf dieser Tafel hat niemand etwas getan.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) go.</source>
        <translation>
            <numerusform>%Ln Objekt verschwindet.</numerusform>
            <numerusform>%Ln Objekte verschwinden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) come back.</source>
        <translation>
            <numerusform>%Ln Objekt kommt zurück.</numerusform>
            <numerusform>%Ln Objekte kommen zurück.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) are as before.</source>
        <translation>
            <numerusform>%Ln Objekt ist wie zuvor.</numerusform>
            <numerusform>%Ln Objekte sind wie zuvor.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing of this person is left from that time.</source>
        <translation>Von dieser Person ist aus dieser Zeit nichts mehr da.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) stay: others have worked on them, or locked them.</source>
        <translation>
            <numerusform>%Ln Objekt bleibt: andere haben daran gearbeitet oder es gesperrt.</numerusform>
            <numerusform>%Ln Objekte bleiben: andere haben daran gearbeitet oder sie gesperrt.</numerusform>
        </translation>
    </message>
    <message>
        <source>take back what %1 did</source>
        <extracomment>in &quot;Undo: …&quot;; %1 is a name</extracomment>
        <translation>zurücknehmen, was %1 getan hat</translation>
    </message>
</context>
<context>
    <name>coterie::ui::RoomDelegate</name>
    <message>
        <source>Join</source>
        <comment>at a room one does not belong to</comment>
        <translation>Beitreten</translation>
    </message>
</context>
<context>
    <name>coterie::ui::RoomHeader</name>
    <message>
        <source>What is shown</source>
        <comment>name of the switch chat, board, split</comment>
        <translation>Was gezeigt wird</translation>
    </message>
    <message>
        <source>More about this room</source>
        <comment>button</comment>
        <translation>Mehr zu diesem Raum</translation>
    </message>
    <message>
        <source>Add a topic</source>
        <comment>in place of an empty topic</comment>
        <translation>Thema hinzufügen</translation>
    </message>
</context>
<context>
    <name>coterie::ui::RoomListView</name>
    <message>
        <source>Rooms</source>
        <comment>name of the list for screen readers</comment>
        <translation>Räume</translation>
    </message>
</context>
<context>
    <name>coterie::ui::RoomPanel</name>
    <message>
        <source>Rooms</source>
        <comment>heading of the first column</comment>
        <translation>Räume</translation>
    </message>
    <message>
        <source>No rooms yet. Make one with the plus above.</source>
        <translation>Noch keine Räume. Lege mit dem Plus oben einen an.</translation>
    </message>
</context>
<context>
    <name>coterie::ui::RowActions</name>
    <message>
        <source>Reply</source>
        <comment>button of a message</comment>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Copy text</source>
        <comment>button of a message</comment>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>More actions</source>
        <comment>button of a message</comment>
        <translation>Weitere Aktionen</translation>
    </message>
    <message>
        <source>Edit before it is sent</source>
        <comment>button of a message</comment>
        <translation>Vor dem Senden bearbeiten</translation>
    </message>
    <message>
        <source>Do not send</source>
        <comment>button of a message</comment>
        <translation>Nicht senden</translation>
    </message>
    <message>
        <source>Send again</source>
        <comment>button of a message that the host lost</comment>
        <translation>Erneut senden</translation>
    </message>
</context>
<context>
    <name>coterie::ui::SearchList</name>
    <message>
        <source>Messages found</source>
        <comment>name of the list for screen readers</comment>
        <translation>Gefundene Nachrichten</translation>
    </message>
</context>
<context>
    <name>coterie::ui::SearchPanel</name>
    <message>
        <source>Where to search</source>
        <comment>name of the switch this room, all rooms</comment>
        <translation>Wo gesucht wird</translation>
    </message>
    <message>
        <source>Search</source>
        <comment>heading of the side column</comment>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Close search (Esc)</source>
        <comment>button</comment>
        <translation>Suche schließen (Esc)</translation>
    </message>
    <message>
        <source>Words, &quot;a phrase&quot;, from:Ben</source>
        <comment>empty search field</comment>
        <translation>Wörter, &quot;eine Wendung&quot;, from:Ben</translation>
    </message>
    <message>
        <source>Search messages</source>
        <comment>name of the field for screen readers</comment>
        <translation>Nachrichten durchsuchen</translation>
    </message>
    <message>
        <source>This room</source>
        <comment>where to search</comment>
        <translation>Dieser Raum</translation>
    </message>
    <message>
        <source>All rooms</source>
        <comment>where to search</comment>
        <translation>Alle Räume</translation>
    </message>
    <message>
        <source>Searching…</source>
        <comment>while looking for messages</comment>
        <translation>Sucht …</translation>
    </message>
    <message>
        <source>More than %1 messages</source>
        <comment>found</comment>
        <translation>Mehr als %1 Nachrichten</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) found</source>
        <comment>by a search</comment>
        <translation>
            <numerusform>%Ln Nachricht gefunden</numerusform>
            <numerusform>%Ln Nachrichten gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; the newest %2 are shown</source>
        <comment>%1 is how many messages were found</comment>
        <translation>%1; die neuesten %2 sind zu sehen</translation>
    </message>
    <message>
        <source>The index on this computer was damaged and is being made again: %1 %. Your messages are safe.</source>
        <translation>Das Suchverzeichnis auf diesem Computer war beschädigt und wird neu angelegt: %1 %. Deine Nachrichten sind sicher.</translation>
    </message>
    <message>
        <source>Indexing what is on this computer: %1 %. More may be found in a moment.</source>
        <translation>Erfasst, was auf diesem Computer ist: %1 %. Gleich lässt sich vielleicht mehr finden.</translation>
    </message>
    <message numerus="yes">
        <source>Searched %Ln message(s) on this computer.</source>
        <comment>under the results</comment>
        <translation>
            <numerusform>%Ln Nachricht auf diesem Computer durchsucht.</numerusform>
            <numerusform>%Ln Nachrichten auf diesem Computer durchsucht.</numerusform>
        </translation>
    </message>
    <message>
        <source>Some of #%1 is only on the host; scroll up in the room to fetch it.</source>
        <comment>%1 is a room</comment>
        <translation>Ein Teil von #%1 ist nur beim Gastgeber; blättere im Raum nach oben, um ihn zu holen.</translation>
    </message>
    <message numerus="yes">
        <source>Some of #%1 and of %n other room(s) is only on the host; scroll up in a room to fetch it.</source>
        <comment>%1 is a room</comment>
        <translation>
            <numerusform>Ein Teil von #%1 und von %n weiteren Raum ist nur beim Gastgeber; blättere in einem Raum nach oben, um ihn zu holen.</numerusform>
            <numerusform>Ein Teil von #%1 und von %n weiteren Räumen ist nur beim Gastgeber; blättere in einem Raum nach oben, um ihn zu holen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Find a message</source>
        <comment>empty search</comment>
        <translation>Eine Nachricht finden</translation>
    </message>
    <message>
        <source>It works without the host, too.

&quot;two words&quot; finds them side by side.
from:Ben finds what Ben wrote,
in:lab what was said there.</source>
        <comment>tips under an empty search</comment>
        <translation>Es geht auch ohne den Gastgeber.

&quot;zwei Wörter&quot; findet sie nebeneinander.
from:Ben findet, was Ben geschrieben hat,
in:labor, was dort gesagt wurde.</translation>
    </message>
    <message>
        <source>No room of this name</source>
        <comment>search</comment>
        <translation>Kein Raum dieses Namens</translation>
    </message>
    <message>
        <source>Check what stands after in: or take it out.</source>
        <translation>Prüfe, was nach in: steht, oder nimm es heraus.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <comment>search</comment>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Try fewer words, or all rooms (Ctrl+Shift+F).</source>
        <comment>nothing was found in one room</comment>
        <translation>Versuche es mit weniger Wörtern oder in allen Räumen (Strg+Umschalt+F).</translation>
    </message>
    <message>
        <source>Try fewer words, or only their beginning.</source>
        <comment>nothing was found anywhere</comment>
        <translation>Versuche es mit weniger Wörtern oder nur mit ihrem Anfang.</translation>
    </message>
</context>
<context>
    <name>coterie::ui::SeenList</name>
    <message>
        <source>Sessions you have been to</source>
        <translation>Sitzungen, in denen du warst</translation>
    </message>
    <message>
        <source>Join</source>
        <comment>menu of a session seen before</comment>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Forget	Del</source>
        <comment>menu of a session seen before</comment>
        <translation>Vergessen	Entf</translation>
    </message>
    <message>
        <source>You hosted it: %1</source>
        <comment>a session; %1 is its file</comment>
        <translation>Du warst Gastgeber: %1</translation>
    </message>
    <message>
        <source>Host again…</source>
        <comment>menu of a session seen before</comment>
        <translation>Wieder Gastgeber sein …</translation>
    </message>
</context>
<context>
    <name>coterie::ui::SelectTool</name>
    <message>
        <source>Select one shape, note, picture or frame, or two of them, to connect</source>
        <translation>Wähle zum Verbinden eine Form, eine Notiz, ein Bild oder einen Rahmen aus, oder zwei davon</translation>
    </message>
    <message>
        <source>Go with Tab to what it shall be connected to, then press Enter</source>
        <translation>Gehe mit Tab zu dem, womit es verbunden werden soll, und drücke dann Eingabe</translation>
    </message>
    <message>
        <source>What is selected is locked. Unlock it first, with Ctrl+Shift+L</source>
        <translation>Was ausgewählt ist, ist gesperrt. Entsperre es zuerst, mit Strg+Umschalt+L</translation>
    </message>
    <message>
        <source>This cannot be made larger or smaller that way</source>
        <translation>So lässt sich das nicht größer oder kleiner machen</translation>
    </message>
    <message numerus="yes">
        <source>turn %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>%Ln Objekt drehen</numerusform>
            <numerusform>%Ln Objekte drehen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>resize %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>Größe von %Ln Objekt ändern</numerusform>
            <numerusform>Größe von %Ln Objekten ändern</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>move %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>%Ln Objekt verschieben</numerusform>
            <numerusform>%Ln Objekte verschieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>duplicate %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>%Ln Objekt verdoppeln</numerusform>
            <numerusform>%Ln Objekte verdoppeln</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing else on this board to connect it to</source>
        <translation>Auf dieser Tafel gibt es sonst nichts, womit es verbunden werden könnte</translation>
    </message>
    <message>
        <source>There is nothing on this board yet</source>
        <translation>Auf dieser Tafel ist noch nichts</translation>
    </message>
    <message>
        <source>Go to an object first, with Tab or Ctrl+Tab</source>
        <translation>Gehe zuerst zu einem Objekt, mit Tab oder Strg+Tab</translation>
    </message>
    <message>
        <source>What you had hold of is no longer there</source>
        <translation>Was du festgehalten hast, gibt es nicht mehr</translation>
    </message>
</context>
<context>
    <name>coterie::ui::SelectionCommands</name>
    <message>
        <source>bring forward</source>
        <comment>undo …</comment>
        <translation>nach vorn holen</translation>
    </message>
    <message>
        <source>send backward</source>
        <comment>undo …</comment>
        <translation>nach hinten stellen</translation>
    </message>
    <message>
        <source>bring to the front</source>
        <comment>undo …</comment>
        <translation>ganz nach vorn holen</translation>
    </message>
    <message>
        <source>send to the back</source>
        <comment>undo …</comment>
        <translation>ganz nach hinten stellen</translation>
    </message>
    <message>
        <source>This board is for looking only</source>
        <translation>Diese Tafel ist nur zum Ansehen da</translation>
    </message>
    <message>
        <source>What is selected is locked. Unlock it first, with Ctrl+Shift+L</source>
        <translation>Was ausgewählt ist, ist gesperrt. Entsperre es zuerst, mit Strg+Umschalt+L</translation>
    </message>
    <message numerus="yes">
        <source>Select %n or more objects first</source>
        <translation>
            <numerusform>Wähle zuerst %n oder mehr Objekte aus</numerusform>
            <numerusform>Wähle zuerst %n oder mehr Objekte aus</numerusform>
        </translation>
    </message>
    <message>
        <source>Select something first</source>
        <translation>Wähle zuerst etwas aus</translation>
    </message>
    <message numerus="yes">
        <source>duplicate %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>%Ln Objekt duplizieren</numerusform>
            <numerusform>%Ln Objekte duplizieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>delete %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>%Ln Objekt löschen</numerusform>
            <numerusform>%Ln Objekte löschen</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing on this board yet</source>
        <translation>Auf dieser Tafel ist noch nichts</translation>
    </message>
    <message numerus="yes">
        <source>group %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>%Ln Objekt gruppieren</numerusform>
            <numerusform>%Ln Objekte gruppieren</numerusform>
        </translation>
    </message>
    <message>
        <source>None of the selected objects is a group</source>
        <translation>Keines der ausgewählten Objekte ist eine Gruppe</translation>
    </message>
    <message>
        <source>ungroup</source>
        <comment>undo …</comment>
        <translation>Gruppe auflösen</translation>
    </message>
    <message>
        <source>Select something first. A right click selects what is locked</source>
        <translation>Wähle zuerst etwas aus. Ein Rechtsklick wählt Gesperrtes aus</translation>
    </message>
    <message numerus="yes">
        <source>lock %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>%Ln Objekt sperren</numerusform>
            <numerusform>%Ln Objekte sperren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>unlock %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>%Ln Objekt entsperren</numerusform>
            <numerusform>%Ln Objekte entsperren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Locked %Ln object(s)</source>
        <translation>
            <numerusform>%Ln Objekt gesperrt</numerusform>
            <numerusform>%Ln Objekte gesperrt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Unlocked %Ln object(s)</source>
        <translation>
            <numerusform>%Ln Objekt entsperrt</numerusform>
            <numerusform>%Ln Objekte entsperrt</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing lies above it</source>
        <translation>Nichts liegt darüber</translation>
    </message>
    <message>
        <source>Nothing lies below it</source>
        <translation>Nichts liegt darunter</translation>
    </message>
    <message>
        <source>align</source>
        <comment>undo …</comment>
        <translation>ausrichten</translation>
    </message>
    <message>
        <source>distribute</source>
        <comment>undo …</comment>
        <translation>verteilen</translation>
    </message>
    <message>
        <source>flip</source>
        <comment>undo …</comment>
        <translation>spiegeln</translation>
    </message>
    <message>
        <source>It looks the same from both sides</source>
        <translation>Es sieht von beiden Seiten gleich aus</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>Anordnen</translation>
    </message>
    <message>
        <source>What is in a frame goes with it. Select the objects without their frame</source>
        <translation>Was in einem Rahmen ist, geht mit ihm. Wähle die Objekte ohne ihren Rahmen aus</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Only a moderator of the room can lock something so that only moderators unlock it</source>
        <translation>Nur ein Moderator des Raums kann etwas so sperren, dass nur Moderatoren es entsperren</translation>
    </message>
    <message>
        <source>A moderator has locked this already</source>
        <translation>Das hat schon ein Moderator gesperrt</translation>
    </message>
    <message numerus="yes">
        <source>Locked %Ln object(s): only moderators unlock them</source>
        <translation>
            <numerusform>%Ln Objekt gesperrt: nur Moderatoren entsperren es</numerusform>
            <numerusform>%Ln Objekte gesperrt: nur Moderatoren entsperren sie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A line goes with what it is bound to. Select %n or more objects besides</source>
        <translation>
            <numerusform>Eine Linie geht mit dem mit, woran sie gebunden ist. Wähle außerdem %n oder mehr Objekte aus</numerusform>
            <numerusform>Eine Linie geht mit dem mit, woran sie gebunden ist. Wähle außerdem %n oder mehr Objekte aus</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::SessionPage</name>
    <message>
        <source>Session</source>
        <comment>name of the page for screen readers</comment>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>No room is open</source>
        <translation>Kein Raum ist offen</translation>
    </message>
    <message>
        <source>Choose a room on the left, or make one.</source>
        <translation>Wähle links einen Raum, oder lege einen an.</translation>
    </message>
    <message>
        <source>Undo</source>
        <comment>button of a notice: types the message again</comment>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Try again</source>
        <comment>button: joining another session failed</comment>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Connect now</source>
        <comment>button of the connection banner</comment>
        <translation>Jetzt verbinden</translation>
    </message>
    <message>
        <source>Back to start</source>
        <comment>button of the connection banner</comment>
        <translation>Zurück zum Start</translation>
    </message>
    <message>
        <source>Close</source>
        <comment>button of a notice</comment>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Make the room…</source>
        <comment>button of the notice over a room that the host has not got</comment>
        <translation>Raum anlegen …</translation>
    </message>
    <message>
        <source>Discard…</source>
        <comment>button of the notice over a room that the host has not got</comment>
        <translation>Verwerfen …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <comment>button while connecting</comment>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Connecting to %1… You stay in %2 until it answers.</source>
        <comment>%1 and %2 are sessions</comment>
        <translation>Verbindung zu %1 … Du bleibst in %2, bis eine Antwort kommt.</translation>
    </message>
    <message>
        <source>You could not get into %1, and are still in %2. %3</source>
        <comment>%1 and %2 are sessions, %3 is a sentence that says why</comment>
        <translation>Du bist nicht in %1 gekommen und noch in %2. %3</translation>
    </message>
    <message>
        <source>Something you did on the board “%1” in #%2 was refused. %3</source>
        <extracomment>%1 is a board, %2 a room, %3 a sentence that says why</extracomment>
        <translation>Etwas, was du auf der Tafel „%1“ in #%2 getan hast, wurde abgelehnt. %3</translation>
    </message>
    <message>
        <source>Show the board</source>
        <comment>button of a notice</comment>
        <translation>Tafel zeigen</translation>
    </message>
    <message>
        <source>Join and send</source>
        <comment>button of the notice over a room in which something waits</comment>
        <translation>Beitreten und senden</translation>
    </message>
    <message>
        <source>%1 is at a board that is not here. You stay where you are</source>
        <comment>%1 is a name</comment>
        <translation>%1 ist auf einer Tafel, die es hier nicht gibt. Du bleibst, wo du bist</translation>
    </message>
    <message>
        <source>%1 has brought you here</source>
        <comment>%1 is a name</comment>
        <translation>%1 hat dich hierher geholt</translation>
    </message>
    <message>
        <source>Go back</source>
        <comment>button of a notice: to where one was</comment>
        <translation>Zurückgehen</translation>
    </message>
    <message>
        <source>Nothing that was said waits for an answer</source>
        <translation>Nichts von dem, was gesagt wurde, wartet auf eine Antwort</translation>
    </message>
    <message>
        <source>Bring them here</source>
        <comment>button: changes that wait for an earlier host</comment>
        <translation>Hierher bringen</translation>
    </message>
    <message>
        <source>Not now</source>
        <comment>button: changes that wait for an earlier host</comment>
        <translation>Jetzt nicht</translation>
    </message>
    <message numerus="yes">
        <source>This session was on another computer before: %1. %Ln change(s) of yours did not get there and are kept here. This host gets them only if you say so.</source>
        <comment>%1 is a session, and where it was met</comment>
        <translation>
            <numerusform>Diese Sitzung war vorher auf einem anderen Computer: %1. %Ln Änderung von dir kam dort nicht an und ist hier aufbewahrt. Dieser Gastgeber bekommt sie nur, wenn du es sagst.</numerusform>
            <numerusform>Diese Sitzung war vorher auf einem anderen Computer: %1. %Ln Änderungen von dir kamen dort nicht an und sind hier aufbewahrt. Dieser Gastgeber bekommt sie nur, wenn du es sagst.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <comment>a session, and where it was met</comment>
        <translation>%1 unter %2</translation>
    </message>
    <message>
        <source>The board “%1” in #%2 was removed. What you did on it last is kept on “%3”</source>
        <extracomment>%1 and %3 are boards, %2 is a room</extracomment>
        <translation>Die Tafel „%1“ in #%2 wurde entfernt. Was du zuletzt auf ihr gemacht hast, ist auf „%3“ aufgehoben</translation>
    </message>
    <message>
        <source>Go to the other session</source>
        <comment>button of the connection banner</comment>
        <translation>Zur anderen Sitzung</translation>
    </message>
    <message>
        <source>A board that you drew on in #%1 is not there. What you did on it is kept on “%2”</source>
        <extracomment>%1 is a room, %2 a board</extracomment>
        <translation>Eine Tafel, auf der du in #%1 gezeichnet hast, gibt es nicht. Was du darauf getan hast, ist auf „%2“ aufgehoben</translation>
    </message>
    <message>
        <source>A board that you drew on in #%1 is not there</source>
        <comment>%1 is a room</comment>
        <translation>Eine Tafel, auf der du in #%1 gezeichnet hast, gibt es nicht</translation>
    </message>
    <message>
        <source>The board “%1” in #%2 was removed, and what you did on it last with it</source>
        <extracomment>%1 is a board, %2 a room</extracomment>
        <translation>Die Tafel „%1“ in #%2 wurde entfernt und damit auch, was du zuletzt auf ihr getan hast</translation>
    </message>
    <message>
        <source>Details</source>
        <comment>button of the connection banner</comment>
        <translation>Einzelheiten</translation>
    </message>
</context>
<context>
    <name>coterie::ui::Sheet</name>
    <message>
        <source>Close</source>
        <comment>button of a sheet</comment>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>coterie::ui::Skeleton</name>
    <message>
        <source>Messages are loading</source>
        <translation>Nachrichten werden geladen</translation>
    </message>
</context>
<context>
    <name>coterie::ui::StyleBar</name>
    <message>
        <source>Black</source>
        <translation>Schwarz</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Sky blue</source>
        <translation>Himmelblau</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>Orange</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>Rosa</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>Gelb</translation>
    </message>
    <message>
        <source>Yellow note</source>
        <translation>Gelbe Notiz</translation>
    </message>
    <message>
        <source>Orange note</source>
        <translation>Orangefarbene Notiz</translation>
    </message>
    <message>
        <source>Pink note</source>
        <translation>Rosa Notiz</translation>
    </message>
    <message>
        <source>Violet note</source>
        <translation>Violette Notiz</translation>
    </message>
    <message>
        <source>Blue note</source>
        <translation>Blaue Notiz</translation>
    </message>
    <message>
        <source>Green note</source>
        <translation>Grüne Notiz</translation>
    </message>
    <message>
        <source>Grey note</source>
        <translation>Graue Notiz</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>Fein</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>Kräftig</translation>
    </message>
    <message>
        <source>Another colour …</source>
        <translation>Andere Farbe …</translation>
    </message>
    <message>
        <source>Another width …</source>
        <translation>Andere Breite …</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Füllung</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Solid</source>
        <translation>Voll</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Umriss</translation>
    </message>
    <message>
        <source>Dashed</source>
        <translation>Gestrichelt</translation>
    </message>
    <message>
        <source>Dotted</source>
        <translation>Gepunktet</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>Klein</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>Groß</translation>
    </message>
    <message>
        <source>Huge</source>
        <translation>Riesig</translation>
    </message>
    <message>
        <source>Side of the text</source>
        <translation>Ausrichtung des Textes</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>Mitte</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>Another colour</source>
        <translation>Andere Farbe</translation>
    </message>
    <message>
        <source>Another width</source>
        <translation>Andere Breite</translation>
    </message>
    <message>
        <source>Width at 100 %, in pixels:</source>
        <translation>Breite bei 100 %, in Pixeln:</translation>
    </message>
</context>
<context>
    <name>coterie::ui::SummonsBar</name>
    <message>
        <source>Go there</source>
        <comment>button: to where somebody brings everyone</comment>
        <translation>Hingehen</translation>
    </message>
    <message>
        <source>Stay</source>
        <comment>button: not to go where somebody brings everyone</comment>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>%1 brings everyone to the board. You are in the middle of something: go there when you are ready, or Esc to stay</source>
        <comment>%1 is a name</comment>
        <translation>%1 holt alle an die Tafel. Du bist gerade mit etwas beschäftigt: Geh hin, wenn du so weit bist, oder bleib mit Esc</translation>
    </message>
    <message>
        <source>%1 brings everyone to the board in a moment — Esc to stay</source>
        <comment>%1 is a name</comment>
        <translation>%1 holt gleich alle an die Tafel — mit Esc bleibst du</translation>
    </message>
</context>
<context>
    <name>coterie::ui::TemplateChooser</name>
    <message>
        <source>Templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Or start from a template</source>
        <translation>Oder beginne mit einer Vorlage</translation>
    </message>
    <message>
        <source>Start from the template %1</source>
        <translation>Mit der Vorlage %1 beginnen</translation>
    </message>
</context>
<context>
    <name>coterie::ui::TextEditing</name>
    <message>
        <source>It is locked. Unlock it first, with Ctrl+Shift+L</source>
        <translation>Es ist gesperrt. Entsperre es zuerst, mit Strg+Umschalt+L</translation>
    </message>
    <message>
        <source>The board could not take what you wrote. Your words are on the clipboard</source>
        <translation>Die Tafel konnte nicht annehmen, was du geschrieben hast. Deine Worte sind in der Zwischenablage</translation>
    </message>
    <message>
        <source>write</source>
        <comment>undo …</comment>
        <translation>schreiben</translation>
    </message>
    <message>
        <source>What you were writing in is no longer there</source>
        <translation>Worin du geschrieben hast, ist nicht mehr da</translation>
    </message>
    <message>
        <source>add a note</source>
        <comment>undo …</comment>
        <translation>Notiz hinzufügen</translation>
    </message>
    <message>
        <source>Somebody</source>
        <comment>in the place of a name, at the beginning of a sentence</comment>
        <translation>Jemand</translation>
    </message>
    <message>
        <source>%1 deleted what you are writing in. Escape leaves it; your words go on the clipboard.</source>
        <comment>%1 is a name</comment>
        <translation>%1 hat gelöscht, worin du schreibst. Escape beendet es; deine Worte kommen in die Zwischenablage.</translation>
    </message>
    <message>
        <source>%1 locked what you are writing in. Escape leaves it; your words go on the clipboard.</source>
        <comment>%1 is a name</comment>
        <translation>%1 hat gesperrt, worin du schreibst. Escape beendet es; deine Worte kommen in die Zwischenablage.</translation>
    </message>
    <message>
        <source>Nothing can be written here for now. Escape leaves it; your words go on the clipboard.</source>
        <translation>Hier kann vorerst nicht geschrieben werden. Escape beendet es; deine Worte kommen in die Zwischenablage.</translation>
    </message>
    <message>
        <source>What you are writing in is no longer there. Escape leaves it; your words go on the clipboard.</source>
        <translation>Das, worin du schreibst, gibt es nicht mehr. Escape beendet es; deine Worte kommen in die Zwischenablage.</translation>
    </message>
    <message>
        <source>A text has at most %L1 characters. The rest was not pasted</source>
        <translation>Ein Text hat höchstens %L1 Zeichen. Der Rest wurde nicht eingefügt</translation>
    </message>
    <message>
        <source>You deleted what you are writing in, on another device. Escape leaves it; your words go on the clipboard.</source>
        <translation>Du hast auf einem anderen Gerät gelöscht, worin du schreibst. Escape verlässt es; deine Worte kommen in die Zwischenablage.</translation>
    </message>
    <message>
        <source>You locked what you are writing in, on another device. Escape leaves it; your words go on the clipboard.</source>
        <translation>Du hast auf einem anderen Gerät gesperrt, worin du schreibst. Escape verlässt es; deine Worte kommen in die Zwischenablage.</translation>
    </message>
</context>
<context>
    <name>coterie::ui::TimelineView</name>
    <message>
        <source>Reply	R</source>
        <comment>menu of a message; R is the key</comment>
        <translation>Antworten	R</translation>
    </message>
    <message>
        <source>Copy text	Ctrl+C</source>
        <comment>menu of a message</comment>
        <translation>Text kopieren	Strg+C</translation>
    </message>
    <message>
        <source>Copy selection	Ctrl+C</source>
        <comment>menu of a message</comment>
        <translation>Auswahl kopieren	Strg+C</translation>
    </message>
    <message>
        <source>Open %1</source>
        <comment>menu of a message; %1 is a link</comment>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>Mark unread from here	M</source>
        <comment>menu of a message</comment>
        <translation>Ab hier als ungelesen markieren	M</translation>
    </message>
    <message>
        <source>Messages</source>
        <comment>name of the timeline for screen readers</comment>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Waits on this computer and is sent as soon as the host answers</source>
        <comment>tooltip of the clock at a message</comment>
        <translation>Wartet auf diesem Computer und wird gesendet, sobald der Gastgeber antwortet</translation>
    </message>
    <message>
        <source>Being sent</source>
        <comment>tooltip of the clock at a message</comment>
        <translation>Wird gesendet</translation>
    </message>
    <message>
        <source>Sent: it is on the host&apos;s disk</source>
        <comment>tooltip of the tick at a message</comment>
        <translation>Gesendet: liegt auf der Platte des Gastgebers</translation>
    </message>
    <message>
        <source>Edit	E</source>
        <comment>menu of a message that waits</comment>
        <translation>Bearbeiten	E</translation>
    </message>
    <message>
        <source>Discard	Del</source>
        <comment>menu of a message that was refused</comment>
        <translation>Verwerfen	Entf</translation>
    </message>
    <message>
        <source>Do not send	Del</source>
        <comment>menu of a message that waits</comment>
        <translation>Nicht senden	Entf</translation>
    </message>
    <message>
        <source>Send again	S</source>
        <comment>menu of a message that the host lost; S is the key</comment>
        <translation>Erneut senden	S</translation>
    </message>
</context>
<context>
    <name>coterie::ui::Toast</name>
    <message>
        <source>Close</source>
        <comment>button of a notice</comment>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>coterie::ui::ToolPanel</name>
    <message>
        <source>Undo my last step</source>
        <extracomment>%1 is what was done, such as &quot;draw&quot; or &quot;erase 3 objects&quot;</extracomment>
        <translation>Meinen letzten Schritt rückgängig machen</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Rückgängig: %1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>Wiederholen: %1</translation>
    </message>
</context>
<context>
    <name>coterie::ui::TopBar</name>
    <message>
        <source>Session %1</source>
        <comment>button with the session&apos;s menu; %1 is its name</comment>
        <translation>Sitzung %1</translation>
    </message>
</context>
<context>
    <name>coterie::ui::TypingBar</name>
    <message>
        <source>Who is typing</source>
        <comment>name of a line for screen readers</comment>
        <translation>Wer schreibt</translation>
    </message>
    <message>
        <source>%1 is typing…</source>
        <translation>%1 schreibt …</translation>
    </message>
    <message>
        <source>%1 and %2 are typing…</source>
        <translation>%1 und %2 schreiben …</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n others are typing…</source>
        <translation>
            <numerusform>%1 und %n andere Person schreiben …</numerusform>
            <numerusform>%1 und %n andere schreiben …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::WayBack</name>
    <message>
        <source>Back to what is drawn</source>
        <translation>Zurück zum Gezeichneten</translation>
    </message>
</context>
<context>
    <name>coterie::ui::WelcomePage</name>
    <message>
        <source>Start</source>
        <comment>name of the first page for screen readers</comment>
        <translation>Start</translation>
    </message>
    <message>
        <source>Welcome to Coterie</source>
        <comment>first run</comment>
        <translation>Willkommen bei Coterie</translation>
    </message>
    <message>
        <source>What should others call you?</source>
        <comment>first run</comment>
        <translation>Wie sollen andere dich nennen?</translation>
    </message>
    <message>
        <source>Continue</source>
        <comment>first run</comment>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>You can change it at any time. No account, no e-mail.</source>
        <translation>Du kannst ihn jederzeit ändern. Kein Konto, keine E-Mail.</translation>
    </message>
    <message>
        <source>Host a session</source>
        <comment>heading of a card</comment>
        <translation>Gastgeber sein</translation>
    </message>
    <message>
        <source>This computer becomes the meeting place. Others join over the network; what is said and drawn stays here.</source>
        <translation>Dieser Computer wird zum Treffpunkt. Andere treten über das Netz bei; was gesagt und gezeichnet wird, bleibt hier.</translation>
    </message>
    <message>
        <source>Host…</source>
        <comment>button of the host card</comment>
        <translation>Gastgeber sein …</translation>
    </message>
    <message>
        <source>No server and no internet needed.</source>
        <translation>Kein Server und kein Internet nötig.</translation>
    </message>
    <message>
        <source>What others call you</source>
        <translation>Wie andere dich nennen</translation>
    </message>
    <message>
        <source>Continue</source>
        <comment>heading over the sessions seen before</comment>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>No account. Nothing leaves your network.</source>
        <translation>Kein Konto. Nichts verlässt dein Netz.</translation>
    </message>
    <message>
        <source>%1 You join %2 next.</source>
        <comment>%1 asks for one&apos;s name, %2 is a session or an address</comment>
        <translation>%1 Danach geht es zu %2.</translation>
    </message>
    <message>
        <source>%1 You open %2 next.</source>
        <comment>%1 asks for one&apos;s name, %2 is a session kept in a file</comment>
        <translation>%1 Danach öffnest du %2.</translation>
    </message>
</context>
</TS>
