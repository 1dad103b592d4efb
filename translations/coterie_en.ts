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
