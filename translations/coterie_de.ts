<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Presence</name>
    <message>
        <source>Online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Send again</source>
        <comment>under a message that was refused</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy text</source>
        <comment>under a message that was refused</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <comment>under a message that was refused</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::BoardController</name>
    <message>
        <source>The board is empty already</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Cleared %n object(s). Undo brings them back</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing of yours left to undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This board is full. Erase something to make room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The board cannot take this: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::LocalStore</name>
    <message>
        <source>This computer&apos;s copy of the session was damaged and has been put aside. Everything on the host is still there and is fetched again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer cannot keep a copy of the session. You can read and write as usual, but what waits to be sent is lost when you quit. Check the free space and the rights of the folder %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::MemberModel</name>
    <message>
        <source>offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>do not disturb</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is typing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::RoomListModel</name>
    <message numerus="yes">
        <source>%n unread message(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>unsent draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>somebody is drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not joined</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::Session</name>
    <message>
        <source>You are not connected, so you still belong to the room. Everything here can be read. Leave it when the host is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer&apos;s disk takes nothing more. You can read and write as usual, but what waits to be sent is lost when you quit. Make some room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This could not be written to this computer&apos;s disk. It is sent all the same. Do not quit before its clock has gone, and make some room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host ended the session. You can read, write and draw here; it is sent when you connect again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are offline. You can read, search, write and draw; changes are sent later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host is starting anew. You can read, write and draw; it is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host&apos;s computer stopped answering. You can read, write and draw; what you send waits here. It is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody answers at this address. What is on this computer can be read. Check the address, and that the host is on the same network; it is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::TimelineModel</name>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 removed the topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 changed the topic to “%2”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting to be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not sent: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::errors</name>
    <message>
        <source>The host did not understand this program. Everything else goes on. Please update the older of the two programs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host&apos;s program does not know this yet. Everything else works. Ask the host to update it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may not do this here. Everything else works. Ask the host for the right to do it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A value was outside what the host takes. Nothing was changed. Try a smaller one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is too long for the host. Your text is still here. Shorten it, or send it in parts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing in it yet. Nothing was sent. Write something first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is too much at once. Nothing was changed. Do it in smaller parts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing in it yet. Nothing was changed. Choose something first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text holds characters that cannot be sent. It is still here. Remove them and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your program and the host&apos;s do not speak the same version. What is on this computer can still be read. Update the older of the two.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This name cannot be used. Nothing was changed. Use letters, digits and blanks, at most 64.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is empty or holds characters that cannot be shown. It is still here. Change it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host does not know this computer any more. What is on this computer can still be read. Join anew to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This does not exist here any more. Everything else works. Choose another room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You do not belong to this room. Your text is still here. Join the room and send it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a room of this name already. Nothing was made. Choose another name, or join that room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That was faster than the host allows. Nothing is lost. It is sent by itself in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host has reached a limit. What is there goes on working. Try again later, or ask the host.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host cannot write to its disk. Reading goes on, and what you send waits here. Tell the host to make room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host has too much to do right now. What you send waits here. It is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host holds something else under this number. Your text is still here. Copy it and send it anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The board did not take this change. The rest of the board is as it was. Draw it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host ended this connection. What is on this computer can still be read. Connect again when you like.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host refused a message as too large. What is on this computer can still be read. Please report this fault.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host does not let you in. What is on this computer can still be read. Ask the host to admit you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer was logged out from another of your devices. What is here can still be read. Join again to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your login has run out. What is on this computer can still be read. Join again to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You connected again from this computer. The other window goes on. Close this one, or connect here instead.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::ui::Composer</name>
    <message>
        <source>Insert emoji</source>
        <comment>button of the composer</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send message</source>
        <comment>button of the composer</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not reply to this message</source>
        <comment>button of the composer</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message #%1</source>
        <comment>empty composer; %1 is a room</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reply to %1: %2</source>
        <comment>above the composer; %1 a person, %2 their words</comment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) too many: a message holds %1. Shorten it or send it in two parts; nothing is lost.</source>
        <comment>under the composer</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) left</source>
        <comment>under the composer</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::MemberListView</name>
    <message>
        <source>People</source>
        <comment>name of the list for screen readers</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::ui::MessageDelegate</name>
    <message>
        <source>An earlier message</source>
        <comment>stands for the quoted message while it is not loaded</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New messages</source>
        <comment>the line above what has not been read</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::ui::RoomDelegate</name>
    <message>
        <source>Join</source>
        <comment>at a room one does not belong to</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::ui::RoomListView</name>
    <message>
        <source>Rooms</source>
        <comment>name of the list for screen readers</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::ui::RowActions</name>
    <message>
        <source>Reply</source>
        <comment>button of a message</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy text</source>
        <comment>button of a message</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More actions</source>
        <comment>button of a message</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::ui::Sheet</name>
    <message>
        <source>Close</source>
        <comment>button of a sheet</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::ui::TimelineView</name>
    <message>
        <source>Waits here and is sent as soon as the host answers</source>
        <comment>tooltip of the clock at a message</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reply	R</source>
        <comment>menu of a message; R is the key</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy text	Ctrl+C</source>
        <comment>menu of a message</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy selection	Ctrl+C</source>
        <comment>menu of a message</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open %1</source>
        <comment>menu of a message; %1 is a link</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark unread from here	M</source>
        <comment>menu of a message</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not send</source>
        <comment>menu of a message that waits</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <comment>name of the timeline for screen readers</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
