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
        <source>%n change(s) will be sent when it is back.</source>
        <comment>what waits in the outbox</comment>
        <translation>
            <numerusform>%n change will be sent when it is back.</numerusform>
            <numerusform>%n changes will be sent when it is back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Catching up: %n change(s)</source>
        <comment>connection</comment>
        <translation>
            <numerusform>Catching up: %n change</numerusform>
            <numerusform>Catching up: %n changes</numerusform>
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
    <name>coterie::BoardController</name>
    <message numerus="yes">
        <source>Cleared %n object(s). Undo brings them back</source>
        <translation>
            <numerusform>Cleared %n object. Undo brings them back</numerusform>
            <numerusform>Cleared %n objects. Undo brings them back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>erase %n object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>erase %n object</numerusform>
            <numerusform>erase %n objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::RoomListModel</name>
    <message numerus="yes">
        <source>%n unread message(s)</source>
        <translation>
            <numerusform>%n unread message</numerusform>
            <numerusform>%n unread messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::SearchModel</name>
    <message numerus="yes">
        <source>%1, %n message(s) found</source>
        <comment>a room in the results, for screen readers</comment>
        <translation>
            <numerusform>%1, %n message found</numerusform>
            <numerusform>%1, %n messages found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::Session</name>
    <message numerus="yes">
        <source>The host was set back to an earlier state, and %n message(s) of #%1 are not on it any more. They are kept on this computer: see below that room in the list.</source>
        <translation>
            <numerusform>The host was set back to an earlier state, and %n message of #%1 is not on it any more. It is kept on this computer: see below that room in the list.</numerusform>
            <numerusform>The host was set back to an earlier state, and %n messages of #%1 are not on it any more. They are kept on this computer: see below that room in the list.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardAccess</name>
    <message numerus="yes">
        <source>%n object(s) of yours could not be added here</source>
        <translation>
            <numerusform>%n object of yours could not be added here</numerusform>
            <numerusform>%n objects of yours could not be added here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Discard %n object(s) of yours for good?</source>
        <translation>
            <numerusform>Discard %n object of yours for good?</numerusform>
            <numerusform>Discard %n objects of yours for good?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardFiles</name>
    <message numerus="yes">
        <source>%n picture(s) were not to be had and are grey boxes</source>
        <translation>
            <numerusform>%n picture was not to be had and is a grey box</numerusform>
            <numerusform>%n pictures were not to be had and are grey boxes</numerusform>
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
        <source>add %n picture(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>add %n picture</numerusform>
            <numerusform>add %n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>import %n object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>import %n object</numerusform>
            <numerusform>import %n objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more file(s) could not be added.</source>
        <translation>
            <numerusform>%n more file could not be added.</numerusform>
            <numerusform>%n more files could not be added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) added.</source>
        <translation>
            <numerusform>%n object added.</numerusform>
            <numerusform>%n objects added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the file are left out: boards here do not have them.</source>
        <translation>
            <numerusform>%n of the file is left out: boards here do not have it.</numerusform>
            <numerusform>%n of the file are left out: boards here do not have them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardPage</name>
    <message numerus="yes">
        <source>Offline: %n change(s) waiting</source>
        <translation>
            <numerusform>Offline: %n change waiting</numerusform>
            <numerusform>Offline: %n changes waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) waiting</source>
        <translation>
            <numerusform>%n change waiting</numerusform>
            <numerusform>%n changes waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Kept %n object(s): somebody else has changed what you drew</source>
        <translation>
            <numerusform>Kept %n object: somebody else has changed what you drew</numerusform>
            <numerusform>Kept %n objects: somebody else has changed what you drew</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>restyle %n object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>restyle %n object</numerusform>
            <numerusform>restyle %n objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Took back what %1 did to %n object(s)</source>
        <extracomment>%1 is a name</extracomment>
        <translation>
            <numerusform>Took back what %1 did to %n object</numerusform>
            <numerusform>Took back what %1 did to %n objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Kept %n object(s): %1 has changed what you drew</source>
        <translation>
            <numerusform>Kept %n object: %1 has changed what you drew</numerusform>
            <numerusform>Kept %n objects: %1 has changed what you drew</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Added %n object(s)</source>
        <translation>
            <numerusform>Added %n object</numerusform>
            <numerusform>Added %n objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardStatus</name>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n object</numerusform>
            <numerusform>%n objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardWords</name>
    <message numerus="yes">
        <source>Group of %n object(s)</source>
        <translation>
            <numerusform>Group of %n object</numerusform>
            <numerusform>Group of %n objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n objects are selected</source>
        <translation>
            <numerusform>%n object is selected</numerusform>
            <numerusform>%n objects are selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nearly full: room for %n more object(s)</source>
        <translation>
            <numerusform>Nearly full: room for %n more object</numerusform>
            <numerusform>Nearly full: room for %n more objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::ClipCommands</name>
    <message numerus="yes">
        <source>cut %n object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>cut %n object</numerusform>
            <numerusform>cut %n objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>paste %n object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>paste %n object</numerusform>
            <numerusform>paste %n objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::Composer</name>
    <message numerus="yes">
        <source>%n character(s) too many: a message holds %1. Shorten it or send it in two parts; nothing is lost.</source>
        <comment>under the composer</comment>
        <translation>
            <numerusform>%n character too many: a message holds %1. Shorten it or send it in two parts; nothing is lost.</numerusform>
            <numerusform>%n characters too many: a message holds %1. Shorten it or send it in two parts; nothing is lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) left</source>
        <comment>under the composer</comment>
        <translation>
            <numerusform>%n character left</numerusform>
            <numerusform>%n characters left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::ConnectionPopover</name>
    <message numerus="yes">
        <source>%n change(s)</source>
        <comment>wait to be sent</comment>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
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
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n object</numerusform>
            <numerusform>%n objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::HostPanel</name>
    <message numerus="yes">
        <source>%n people are in</source>
        <comment>of the session</comment>
        <translation>
            <numerusform>%n person is in</numerusform>
            <numerusform>%n people are in</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n other people are in %1. They lose the connection.</source>
        <translation>
            <numerusform>%n other person is in %1. They lose the connection.</numerusform>
            <numerusform>%n other people are in %1. They lose the connection.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::NewestPill</name>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <comment>button over the timeline</comment>
        <translation>
            <numerusform>%n new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::RevertSheet</name>
    <message numerus="yes">
        <source>%n object(s) go.</source>
        <translation>
            <numerusform>%n object goes.</numerusform>
            <numerusform>%n objects go.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) come back.</source>
        <translation>
            <numerusform>%n object comes back.</numerusform>
            <numerusform>%n objects come back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) are as before.</source>
        <translation>
            <numerusform>%n object is as before.</numerusform>
            <numerusform>%n objects are as before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) stay: others have worked on them, or locked them.</source>
        <translation>
            <numerusform>%n object stays: others have worked on it, or locked it.</numerusform>
            <numerusform>%n objects stay: others have worked on them, or locked them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::SearchPanel</name>
    <message numerus="yes">
        <source>%n message(s) found</source>
        <comment>by a search</comment>
        <translation>
            <numerusform>%n message found</numerusform>
            <numerusform>%n messages found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Searched %n message(s) on this computer.</source>
        <comment>under the results</comment>
        <translation>
            <numerusform>Searched %n message on this computer.</numerusform>
            <numerusform>Searched %n messages on this computer.</numerusform>
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
        <source>duplicate %n object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>duplicate %n object</numerusform>
            <numerusform>duplicate %n objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>delete %n object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>delete %n object</numerusform>
            <numerusform>delete %n objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>group %n object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>group %n object</numerusform>
            <numerusform>group %n objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>lock %n object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>lock %n object</numerusform>
            <numerusform>lock %n objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>unlock %n object(s)</source>
        <comment>undo …</comment>
        <translation>
            <numerusform>unlock %n object</numerusform>
            <numerusform>unlock %n objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Locked %n object(s)</source>
        <translation>
            <numerusform>Locked %n object</numerusform>
            <numerusform>Locked %n objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Unlocked %n object(s)</source>
        <translation>
            <numerusform>Unlocked %n object</numerusform>
            <numerusform>Unlocked %n objects</numerusform>
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
