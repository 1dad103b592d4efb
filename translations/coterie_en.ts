<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Connection</name>
    <message numerus="yes">
        <source>%n second(s) ago</source>
        <comment>since when the host is away</comment>
        <translation>
            <numerusform>%n second ago</numerusform>
            <numerusform>%n seconds ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <comment>since when the host is away</comment>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <comment>since when the host is away</comment>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) will be sent when it is back.</source>
        <comment>what waits in the outbox</comment>
        <translation>
            <numerusform>%Ln change will be sent when it is back.</numerusform>
            <numerusform>%Ln changes will be sent when it is back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Catching up: %Ln change(s)</source>
        <comment>connection</comment>
        <translation>
            <numerusform>Catching up: %Ln change</numerusform>
            <numerusform>Catching up: %Ln changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) of yours wait on this computer and are kept; with the new link you are asked whether to bring them along.</source>
        <comment>what waits in the outbox</comment>
        <translation>
            <numerusform>%Ln change of yours waits on this computer and is kept; with the new link you are asked whether to bring it along.</numerusform>
            <numerusform>%Ln changes of yours wait on this computer and are kept; with the new link you are asked whether to bring them along.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportTally</name>
    <message numerus="yes">
        <source>%Ln stroke(s) were longer than one may be and are several now, grouped.</source>
        <translation>
            <numerusform>%Ln stroke was longer than one may be and is several now, grouped.</numerusform>
            <numerusform>%Ln strokes were longer than one may be and are several now, grouped.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln text(s) were longer than one may be and go on in texts below.</source>
        <translation>
            <numerusform>%Ln text was longer than one may be and goes on in texts below.</numerusform>
            <numerusform>%Ln texts were longer than one may be and go on in texts below.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln arrow(s) with two heads have one only at the end.</source>
        <translation>
            <numerusform>%Ln arrow with two heads has one only at the end.</numerusform>
            <numerusform>%Ln arrows with two heads have one only at the end.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) are of a kind that boards here do not have and are left out.</source>
        <translation>
            <numerusform>%Ln object is of a kind that boards here do not have and is left out.</numerusform>
            <numerusform>%Ln objects are of a kind that boards here do not have and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) are left out: the picture is not in the file, or cannot be read.</source>
        <translation>
            <numerusform>%Ln image is left out: the picture is not in the file, or cannot be read.</numerusform>
            <numerusform>%Ln images are left out: the picture is not in the file, or cannot be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) are beyond what a board can have and are left out.</source>
        <translation>
            <numerusform>%Ln object is beyond what a board can have and is left out.</numerusform>
            <numerusform>%Ln objects are beyond what a board can have and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln closed line(s) came without their fill: boards here have only the outline.</source>
        <translation>
            <numerusform>%Ln closed line came without its fill: boards here have only the outline.</numerusform>
            <numerusform>%Ln closed lines came without their fill: boards here have only the outline.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s) were nested deeper than groups can be here: each is one with the group around it.</source>
        <translation>
            <numerusform>%Ln group was nested deeper than groups can be here: it is one with the group around it.</numerusform>
            <numerusform>%Ln groups were nested deeper than groups can be here: each is one with the group around it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln curved line(s) with corners</source>
        <comment>in a list of what comes plainer</comment>
        <translation>
            <numerusform>%Ln curved line with corners</numerusform>
            <numerusform>%Ln curved lines with corners</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln arrow head(s) of another form</source>
        <comment>in a list of what comes plainer</comment>
        <translation>
            <numerusform>%Ln arrow head of another form</numerusform>
            <numerusform>%Ln arrow heads of another form</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln text(s) in another font</source>
        <comment>in a list of what comes plainer</comment>
        <translation>
            <numerusform>%Ln text in another font</numerusform>
            <numerusform>%Ln texts in another font</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln text(s) in the middle of their shape</source>
        <comment>in a list of what comes plainer</comment>
        <translation>
            <numerusform>%Ln text in the middle of its shape</numerusform>
            <numerusform>%Ln texts in the middle of their shapes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln fill(s) without their pattern</source>
        <comment>in a list of what comes plainer</comment>
        <translation>
            <numerusform>%Ln fill without its pattern</numerusform>
            <numerusform>%Ln fills without their patterns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln outline(s) straight instead of sketched</source>
        <comment>in a list of what comes plainer</comment>
        <translation>
            <numerusform>%Ln outline straight instead of sketched</numerusform>
            <numerusform>%Ln outlines straight instead of sketched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) came without the link that they lead to.</source>
        <translation>
            <numerusform>%Ln object came without the link that it leads to.</numerusform>
            <numerusform>%Ln objects came without the links that they lead to.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>People</name>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <comment>when somebody was last seen</comment>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <comment>when somebody was last seen</comment>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::Application</name>
    <message numerus="yes">
        <source>%Ln change(s) of yours in %1 did not reach its host. They are kept on this computer, and sent when you are in that session again and its host is there.</source>
        <comment>%1 is a session that one has left</comment>
        <translation>
            <numerusform>%Ln change of yours in %1 did not reach its host. It is kept on this computer, and sent when you are in that session again and its host is there.</numerusform>
            <numerusform>%Ln changes of yours in %1 did not reach its host. They are kept on this computer, and sent when you are in that session again and its host is there.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::BoardBook</name>
    <message numerus="yes">
        <source>The image is there now, so %Ln object(s) that the host had refused were added</source>
        <translation>
            <numerusform>The image is there now, so %Ln object that the host had refused was added</numerusform>
            <numerusform>The image is there now, so %Ln objects that the host had refused were added</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::BoardController</name>
    <message numerus="yes">
        <source>erase %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>erase %Ln object</numerusform>
            <numerusform>erase %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of your %Ln change(s) that waited, %L1 met something that somebody has locked or erased meanwhile</source>
        <extracomment>%Ln: all changes of one&apos;s own that wait for the host; %L1: how many of them.</extracomment>
        <translation>
            <numerusform>Of your %Ln change that waited, %L1 met something that somebody has locked or erased meanwhile</numerusform>
            <numerusform>Of your %Ln changes that waited, %L1 met something that somebody has locked or erased meanwhile</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of it came without its lock: you can add to this board, and not lock what is on it</source>
        <translation>
            <numerusform>%Ln of it came without its lock: you can add to this board, and not lock what is on it</numerusform>
            <numerusform>%Ln of it came without its lock: you can add to this board, and not lock what is on it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::BoardListModel</name>
    <message numerus="yes">
        <source>%Ln object(s) of yours could not be added here.</source>
        <translation>
            <numerusform>%Ln object of yours could not be added here.</numerusform>
            <numerusform>%Ln objects of yours could not be added here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln object(s) of yours were refused</source>
        <extracomment>Of a board in the list of boards, for screen readers. %1 is its name, and what else there is to say of it.</extracomment>
        <translation>
            <numerusform>%1, %Ln object of yours was refused</numerusform>
            <numerusform>%1, %Ln objects of yours were refused</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::RoomBoards</name>
    <message numerus="yes">
        <source>%Ln object(s) of yours could not be kept: no board can have them</source>
        <translation>
            <numerusform>%Ln object of yours could not be kept: no board can have it</numerusform>
            <numerusform>%Ln objects of yours could not be kept: no board can have them</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::RoomListModel</name>
    <message numerus="yes">
        <source>%Ln unread message(s)</source>
        <translation>
            <numerusform>%Ln unread message</numerusform>
            <numerusform>%Ln unread messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::SearchModel</name>
    <message numerus="yes">
        <source>%1, %Ln message(s) found</source>
        <comment>a room in the results, for screen readers</comment>
        <translation>
            <numerusform>%1, %Ln message found</numerusform>
            <numerusform>%1, %Ln messages found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::Session</name>
    <message numerus="yes">
        <source>The host was set back to an earlier state, and %Ln message(s) of #%1 are not on it any more. They are kept on this computer: see below that room in the list.</source>
        <translation>
            <numerusform>The host was set back to an earlier state, and %Ln message of #%1 is not on it any more. It is kept on this computer: see below that room in the list.</numerusform>
            <numerusform>The host was set back to an earlier state, and %Ln messages of #%1 are not on it any more. They are kept on this computer: see below that room in the list.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The host was set back to an earlier state, and has not got %Ln room(s) any more, #%1 among them. What is here of that is kept on this computer: see the list.</source>
        <translation>
            <numerusform>The host was set back to an earlier state, and has not got %Ln room any more: #%1. What is here of it is kept on this computer: see the list.</numerusform>
            <numerusform>The host was set back to an earlier state, and has not got %Ln rooms any more, #%1 among them. What is here of them is kept on this computer: see the list.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) were brought here. What waited is sent now, under your name here.</source>
        <translation>
            <numerusform>%Ln change was brought here. What waited is sent now, under your name here.</numerusform>
            <numerusform>%Ln changes were brought here. What waited is sent now, under your name here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardAccess</name>
    <message numerus="yes">
        <source>%Ln object(s) of yours could not be added here</source>
        <translation>
            <numerusform>%Ln object of yours could not be added here</numerusform>
            <numerusform>%Ln objects of yours could not be added here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Discard %Ln object(s) of yours for good?</source>
        <translation>
            <numerusform>Discard %Ln object of yours for good?</numerusform>
            <numerusform>Discard %Ln objects of yours for good?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardDuplicate</name>
    <message numerus="yes">
        <source>This is a copy of “%1”, with %Ln object(s)</source>
        <translation>
            <numerusform>This is a copy of “%1”, with %Ln object</numerusform>
            <numerusform>This is a copy of “%1”, with %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) were left out: only a newer version can copy them</source>
        <translation>
            <numerusform>%Ln object was left out: only a newer version can copy it</numerusform>
            <numerusform>%Ln objects were left out: only a newer version can copy them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) were left out: the host has not got them</source>
        <translation>
            <numerusform>%Ln picture was left out: the host has not got it</numerusform>
            <numerusform>%Ln pictures were left out: the host has not got them</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardFiles</name>
    <message numerus="yes">
        <source>%Ln picture(s) were not to be had and are grey boxes</source>
        <translation>
            <numerusform>%Ln picture was not to be had and is a grey box</numerusform>
            <numerusform>%Ln pictures were not to be had and are grey boxes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %n files at once</source>
        <translation>
            <numerusform>At most %n file at once</numerusform>
            <numerusform>At most %n files at once</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>add %Ln picture(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>add %Ln picture</numerusform>
            <numerusform>add %Ln pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>import %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>import %Ln object</numerusform>
            <numerusform>import %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) added.</source>
        <translation>
            <numerusform>%Ln object added.</numerusform>
            <numerusform>%Ln objects added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) could not be added.</source>
        <translation>
            <numerusform>%Ln file could not be added.</numerusform>
            <numerusform>%Ln files could not be added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reading %Ln file(s) …</source>
        <translation>
            <numerusform>Reading %Ln file …</numerusform>
            <numerusform>Reading %Ln files …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardPage</name>
    <message numerus="yes">
        <source>Offline: %Ln change(s) waiting</source>
        <translation>
            <numerusform>Offline: %Ln change waiting</numerusform>
            <numerusform>Offline: %Ln changes waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) waiting</source>
        <translation>
            <numerusform>%Ln change waiting</numerusform>
            <numerusform>%Ln changes waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Kept %Ln object(s): somebody else has changed what you drew</source>
        <translation>
            <numerusform>Kept %Ln object: somebody else has changed what you drew</numerusform>
            <numerusform>Kept %Ln objects: somebody else has changed what you drew</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>restyle %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>restyle %Ln object</numerusform>
            <numerusform>restyle %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Took back what %1 did to %Ln object(s)</source>
        <extracomment>%1 is a name</extracomment>
        <translation>
            <numerusform>Took back what %1 did to %Ln object</numerusform>
            <numerusform>Took back what %1 did to %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Kept %Ln object(s): %1 has changed what you drew</source>
        <translation>
            <numerusform>Kept %Ln object: %1 has changed what you drew</numerusform>
            <numerusform>Kept %Ln objects: %1 has changed what you drew</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Added %Ln object(s)</source>
        <translation>
            <numerusform>Added %Ln object</numerusform>
            <numerusform>Added %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Brought back %Ln object(s)</source>
        <translation>
            <numerusform>Brought back %Ln object</numerusform>
            <numerusform>Brought back %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cleared %Ln object(s). Undo brings them back</source>
        <translation>
            <numerusform>Cleared %Ln object. Undo brings them back</numerusform>
            <numerusform>Cleared %Ln objects. Undo brings them back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%L1 of %Ln file(s) read so far. What is in them comes to this board.</source>
        <translation>
            <numerusform>%L1 of %Ln file read so far. What is in it comes to this board.</numerusform>
            <numerusform>%L1 of %Ln files read so far. What is in them comes to this board.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This is “%1” as it was at %2, with %Ln object(s)</source>
        <extracomment>%1 is the name of a board, %2 a date and a time</extracomment>
        <translation>
            <numerusform>This is “%1” as it was at %2, with %Ln object</numerusform>
            <numerusform>This is “%1” as it was at %2, with %Ln objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardStatus</name>
    <message numerus="yes">
        <source>%Ln object(s)</source>
        <translation>
            <numerusform>%Ln object</numerusform>
            <numerusform>%Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardSwitcher</name>
    <message numerus="yes">
        <source>On %Ln other board(s) something of yours was refused</source>
        <translation>
            <numerusform>On %Ln other board something of yours was refused</numerusform>
            <numerusform>On %Ln other boards something of yours was refused</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardWords</name>
    <message numerus="yes">
        <source>Group of %Ln object(s)</source>
        <translation>
            <numerusform>Group of %Ln object</numerusform>
            <numerusform>Group of %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln objects are selected</source>
        <translation>
            <numerusform>%Ln object is selected</numerusform>
            <numerusform>%Ln objects are selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nearly full: room for %Ln more object(s)</source>
        <translation>
            <numerusform>Nearly full: room for %Ln more object</numerusform>
            <numerusform>Nearly full: room for %Ln more objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::ChatPane</name>
    <message numerus="yes">
        <source>%Ln change(s) of yours wait here and are kept; everything can be read.</source>
        <comment>in the composer when whoever answers has another key</comment>
        <translation>
            <numerusform>%Ln change of yours waits here and is kept; everything can be read.</numerusform>
            <numerusform>%Ln changes of yours wait here and are kept; everything can be read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::ClearingSheet</name>
    <message numerus="yes">
        <source>%Ln object(s), none left to bring back</source>
        <comment>what a board was cleared of</comment>
        <translation>
            <numerusform>%Ln object, none left to bring back</numerusform>
            <numerusform>%Ln objects, none left to bring back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s), %1 of them left to bring back</source>
        <comment>what a board was cleared of</comment>
        <translation>
            <numerusform>%Ln object, %1 left to bring back</numerusform>
            <numerusform>%Ln objects, %1 of them left to bring back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s)</source>
        <comment>what a board was cleared of</comment>
        <translation>
            <numerusform>%Ln object</numerusform>
            <numerusform>%Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) come back, as they were last changed.</source>
        <translation>
            <numerusform>%Ln object comes back, as it was last changed.</numerusform>
            <numerusform>%Ln objects come back, as they were last changed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) cannot come back: the board has let go of them.</source>
        <translation>
            <numerusform>%Ln object cannot come back: the board has let go of it.</numerusform>
            <numerusform>%Ln objects cannot come back: the board has let go of them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::ClipCommands</name>
    <message numerus="yes">
        <source>cut %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>cut %Ln object</numerusform>
            <numerusform>cut %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>paste %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>paste %Ln object</numerusform>
            <numerusform>paste %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) of what you copied could not be fetched: other sessions and programs lack them</source>
        <translation>
            <numerusform>%Ln picture of what you copied could not be fetched: other sessions and programs lack it</numerusform>
            <numerusform>%Ln pictures of what you copied could not be fetched: other sessions and programs lack them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) of what you copied can be pasted in this session only: a copy holds at most %L1 MB of pictures</source>
        <translation>
            <numerusform>%Ln picture of what you copied can be pasted in this session only: a copy holds at most %L1 MB of pictures</numerusform>
            <numerusform>%Ln pictures of what you copied can be pasted in this session only: a copy holds at most %L1 MB of pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) of what you copied are still being fetched for other sessions and programs</source>
        <translation>
            <numerusform>%Ln picture of what you copied is still being fetched for other sessions and programs</numerusform>
            <numerusform>%Ln pictures of what you copied are still being fetched for other sessions and programs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) were left out: neither the copy nor this session has them</source>
        <translation>
            <numerusform>%Ln picture was left out: neither the copy nor this session has it</numerusform>
            <numerusform>%Ln pictures were left out: neither the copy nor this session has them</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::Composer</name>
    <message numerus="yes">
        <source>%Ln character(s) too many: a message holds %1. Shorten it or send it in two parts; nothing is lost.</source>
        <comment>under the composer</comment>
        <translation>
            <numerusform>%Ln character too many: a message holds %1. Shorten it or send it in two parts; nothing is lost.</numerusform>
            <numerusform>%Ln characters too many: a message holds %1. Shorten it or send it in two parts; nothing is lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln character(s) left</source>
        <comment>under the composer</comment>
        <translation>
            <numerusform>%Ln character left</numerusform>
            <numerusform>%Ln characters left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::ConnectionPopover</name>
    <message numerus="yes">
        <source>%Ln change(s)</source>
        <comment>wait to be sent</comment>
        <translation>
            <numerusform>%Ln change</numerusform>
            <numerusform>%Ln changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n second(s)</source>
        <comment>the next try to connect</comment>
        <translation>
            <numerusform>in %n second</numerusform>
            <numerusform>in %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::ExportSheet</name>
    <message numerus="yes">
        <source>%Ln page(s)</source>
        <translation>
            <numerusform>%Ln page</numerusform>
            <numerusform>%Ln pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s)</source>
        <translation>
            <numerusform>%Ln object</numerusform>
            <numerusform>%Ln objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::HistorySheet</name>
    <message numerus="yes">
        <source>%1 added %Ln object(s)</source>
        <extracomment>%1 is a person</extracomment>
        <translation>
            <numerusform>%1 added %Ln object</numerusform>
            <numerusform>%1 added %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 erased %Ln object(s)</source>
        <extracomment>%1 is a person</extracomment>
        <translation>
            <numerusform>%1 erased %Ln object</numerusform>
            <numerusform>%1 erased %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 grouped %Ln object(s)</source>
        <extracomment>%1 is a person</extracomment>
        <translation>
            <numerusform>%1 grouped %Ln object</numerusform>
            <numerusform>%1 grouped %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 changed %Ln object(s)</source>
        <extracomment>%1 is a person</extracomment>
        <translation>
            <numerusform>%1 changed %Ln object</numerusform>
            <numerusform>%1 changed %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %1 of %2. There were %Ln object(s) on the board.</source>
        <extracomment>%1 and %2 are numbers of changes</extracomment>
        <translation>
            <numerusform>Change %1 of %2. There was %Ln object on the board.</numerusform>
            <numerusform>Change %1 of %2. There were %Ln objects on the board.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 brought back %Ln object(s)</source>
        <extracomment>%1 is a person</extracomment>
        <translation>
            <numerusform>%1 brought back %Ln object</numerusform>
            <numerusform>%1 brought back %Ln objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::HostPanel</name>
    <message numerus="yes">
        <source>%Ln people are in</source>
        <comment>of the session</comment>
        <translation>
            <numerusform>%Ln person is in</numerusform>
            <numerusform>%Ln people are in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <comment>behind the names of people</comment>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::MainWindow</name>
    <message numerus="yes">
        <source>%Ln other people are in %1. They lose the connection.</source>
        <translation>
            <numerusform>%Ln other person is in %1. They lose the connection.</numerusform>
            <numerusform>%Ln other people are in %1. They lose the connection.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) of yours are not in it yet. They are sent first, which takes a few seconds at most.</source>
        <comment>before a session ends</comment>
        <translation>
            <numerusform>%Ln change of yours is not in it yet. It is sent first, which takes a few seconds at most.</numerusform>
            <numerusform>%Ln changes of yours are not in it yet. They are sent first, which takes a few seconds at most.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) of yours could not be sent in time and are not in the session&apos;s file. They stay on this computer, and go when you host it here again; nobody else has them until then.</source>
        <comment>before a session ends</comment>
        <translation>
            <numerusform>%Ln change of yours could not be sent in time and is not in the session&apos;s file. It stays on this computer, and goes when you host it here again; nobody else has it until then.</numerusform>
            <numerusform>%Ln changes of yours could not be sent in time and are not in the session&apos;s file. They stay on this computer, and go when you host it here again; nobody else has them until then.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::NewestPill</name>
    <message numerus="yes">
        <source>%Ln new message(s)</source>
        <comment>button over the timeline</comment>
        <translation>
            <numerusform>%Ln new message</numerusform>
            <numerusform>%Ln new messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::OutlinePanel</name>
    <message numerus="yes">
        <source>%Ln object(s) more, which are not listed</source>
        <translation>
            <numerusform>%Ln object more, which is not listed</numerusform>
            <numerusform>%Ln objects more, which are not listed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::PresentBar</name>
    <message numerus="yes">
        <source>%Ln frame(s)</source>
        <translation>
            <numerusform>%Ln frame</numerusform>
            <numerusform>%Ln frames</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::RevertSheet</name>
    <message numerus="yes">
        <source>%Ln object(s) go.</source>
        <translation>
            <numerusform>%Ln object goes.</numerusform>
            <numerusform>%Ln objects go.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) come back.</source>
        <translation>
            <numerusform>%Ln object comes back.</numerusform>
            <numerusform>%Ln objects come back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) are as before.</source>
        <translation>
            <numerusform>%Ln object is as before.</numerusform>
            <numerusform>%Ln objects are as before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) stay: others have worked on them, or locked them.</source>
        <translation>
            <numerusform>%Ln object stays: others have worked on it, or locked it.</numerusform>
            <numerusform>%Ln objects stay: others have worked on them, or locked them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::SearchPanel</name>
    <message numerus="yes">
        <source>%Ln message(s) found</source>
        <comment>by a search</comment>
        <translation>
            <numerusform>%Ln message found</numerusform>
            <numerusform>%Ln messages found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Searched %Ln message(s) on this computer.</source>
        <comment>under the results</comment>
        <translation>
            <numerusform>Searched %Ln message on this computer.</numerusform>
            <numerusform>Searched %Ln messages on this computer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Some of #%1 and of %n other room(s) is only on the host; scroll up in a room to fetch it.</source>
        <comment>%1 is a room</comment>
        <translation>
            <numerusform>Some of #%1 and of %n other room is only on the host; scroll up in a room to fetch it.</numerusform>
            <numerusform>Some of #%1 and of %n other rooms is only on the host; scroll up in a room to fetch it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::SelectTool</name>
    <message numerus="yes">
        <source>turn %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>turn %Ln object</numerusform>
            <numerusform>turn %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>resize %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>resize %Ln object</numerusform>
            <numerusform>resize %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>move %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>move %Ln object</numerusform>
            <numerusform>move %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>duplicate %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>duplicate %Ln object</numerusform>
            <numerusform>duplicate %Ln objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::SelectionCommands</name>
    <message numerus="yes">
        <source>Select %n or more objects first</source>
        <translation>
            <numerusform>Select %n or more objects first</numerusform>
            <numerusform>Select %n or more objects first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>duplicate %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>duplicate %Ln object</numerusform>
            <numerusform>duplicate %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>delete %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>delete %Ln object</numerusform>
            <numerusform>delete %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>group %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>group %Ln object</numerusform>
            <numerusform>group %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>lock %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>lock %Ln object</numerusform>
            <numerusform>lock %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>unlock %Ln object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>unlock %Ln object</numerusform>
            <numerusform>unlock %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Locked %Ln object(s)</source>
        <translation>
            <numerusform>Locked %Ln object</numerusform>
            <numerusform>Locked %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Unlocked %Ln object(s)</source>
        <translation>
            <numerusform>Unlocked %Ln object</numerusform>
            <numerusform>Unlocked %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Locked %Ln object(s): only moderators unlock them</source>
        <translation>
            <numerusform>Locked %Ln object: only moderators unlock it</numerusform>
            <numerusform>Locked %Ln objects: only moderators unlock them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A line goes with what it is bound to. Select %n or more objects besides</source>
        <translation>
            <numerusform>A line goes with what it is bound to. Select %n or more objects besides</numerusform>
            <numerusform>A line goes with what it is bound to. Select %n or more objects besides</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::SessionPage</name>
    <message numerus="yes">
        <source>This session was on another computer before: %1. %Ln change(s) of yours did not get there and are kept here. This host gets them only if you say so.</source>
        <comment>%1 is a session, and where it was met</comment>
        <translation>
            <numerusform>This session was on another computer before: %1. %Ln change of yours did not get there and is kept here. This host gets it only if you say so.</numerusform>
            <numerusform>This session was on another computer before: %1. %Ln changes of yours did not get there and are kept here. This host gets them only if you say so.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::TypingBar</name>
    <message numerus="yes">
        <source>%1 and %n others are typing…</source>
        <translation>
            <numerusform>%1 and %n other are typing…</numerusform>
            <numerusform>%1 and %n others are typing…</numerusform>
        </translation>
    </message>
</context>
</TS>
