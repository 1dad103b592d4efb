<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host a session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join a session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave this session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jump to a room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave this room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous unread room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next unread room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark everything read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show rooms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous part of the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From message to message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What can be done with a message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark unread from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Always send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo my last step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything in sight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom to 100 %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Connection</name>
    <message numerus="yes">
        <source>%n second(s) ago</source>
        <comment>since when the host is away</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <comment>since when the host is away</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <comment>since when the host is away</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>You can read, write and draw; changes are sent when it is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) will be sent when it is back.</source>
        <comment>what waits in the outbox</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Slow: %1 ms</source>
        <comment>connection; %1 is the round trip</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connected, %1 ms</source>
        <comment>connection; %1 is the round trip</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connected</source>
        <comment>connection</comment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Catching up: %n change(s)</source>
        <comment>connection</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Catching up…</source>
        <comment>connection</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting…</source>
        <comment>connection</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconnecting…</source>
        <comment>connection</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection was lost and is being made again. What you write and draw waits here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host is away</source>
        <comment>connection</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer of %1 stopped answering %2.</source>
        <comment>%1 is a session, %2 a time ago</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline</source>
        <comment>connection</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are offline. You can read, write and draw; changes are sent later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not connected</source>
        <comment>connection</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host did not let you in.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>People</name>
    <message>
        <source>just now</source>
        <comment>when somebody was last seen</comment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <comment>when somebody was last seen</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <comment>when somebody was last seen</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>yesterday</source>
        <comment>when somebody was last seen</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>typing…</source>
        <comment>what a person does</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drawing</source>
        <comment>what a person does</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seen %1</source>
        <comment>second line of somebody who is away; %1 is a time</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <comment>oneself in the list of people</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>Your name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <comment>theme</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <comment>theme</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <comment>theme</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing and drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter makes a new line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grid on the board</source>
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
    <name>Rooms</name>
    <message>
        <source>Jump to a room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jump to a room…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No room of this name. Ctrl+Shift+O makes one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New room</source>
        <comment>title of a sheet</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>physics</source>
        <comment>example of a room&apos;s name</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is it about? May stay empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create room</source>
        <comment>button</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <comment>of a room</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Topic</source>
        <comment>of a room</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a room of this name already. Choose another one, or jump there with Ctrl+K.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Topic of #%1</source>
        <comment>title of a sheet; %1 is a room</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is this room about?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set topic</source>
        <comment>button</comment>
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
    <name>coterie::Application</name>
    <message>
        <source>This invite link is damaged. Ask for it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are hosting a session. End it first, then open the other one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are hosting a session. End it first, then join the other one.</source>
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
    <name>coterie::ui::BoardPage</name>
    <message>
        <source>Board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw with P, erase with E, move with H or the space bar. Everybody in the room sees it at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo my last step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the board (can be undone)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom to 100 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything in sight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grid of dots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Offline: %n change(s) waiting</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Offline: you can go on drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) waiting</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardStatus</name>
    <message>
        <source>%1 %</source>
        <extracomment>how near one looks, such as &quot;86 %&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom %1, back to 100 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Empty</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::ui::BoardView</name>
    <message>
        <source>Whiteboard</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::ui::ChatPane</name>
    <message>
        <source>Messages in %1</source>
        <comment>name of the timeline for screen readers</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the start of #%1</source>
        <comment>empty room; %1 is its name</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say hello, or open the board with Ctrl+2 and draw something.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are not in this session any more; everything here can be read.</source>
        <comment>in the composer when the host refused</comment>
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
    <name>coterie::ui::ConnectionBanner</name>
    <message>
        <source>Connect now</source>
        <comment>button of the connection banner</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to start</source>
        <comment>button of the connection banner</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::ui::HostPanel</name>
    <message>
        <source>Copied</source>
        <comment>on a button, for a moment</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept in</source>
        <comment>heading in the host panel: the session&apos;s file</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer</source>
        <comment>heading in the host panel</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invite</source>
        <comment>heading in the host panel</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invite link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy link</source>
        <comment>button in the host panel</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send the link, or let others type one of these addresses:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nowhere: when the session ends, everything is gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy %1</source>
        <comment>button; %1 is an address</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No network: only this computer can join for now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On air, %1</source>
        <comment>%1 is how long the session has been hosted</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody else yet. Send the link.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n people are in</source>
        <comment>of the session</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Port %1
%2 of memory, %3 messages so far</source>
        <comment>%1 a port, %2 a size, %3 a count</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::ui::HostSheet</name>
    <message>
        <source>Host a session</source>
        <comment>title of a sheet</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In a file</source>
        <comment>where history is kept</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run only: nothing is kept</source>
        <comment>where history is kept</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <comment>button beside a file name</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others on the network can join</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start hosting</source>
        <comment>button of the host sheet</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Session of %1</source>
        <comment>suggested name; %1 is a person</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <comment>heading in the host sheet</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File that keeps the session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coterie sessions (*.coterie)</source>
        <comment>file filter</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <comment>heading in the host sheet</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port</source>
        <comment>network port</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When it is taken, the next free port is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the session a name; others see it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file, or keep nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is a folder. Add a file name, such as %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A port is a number from %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting…</source>
        <comment>button while the host starts</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::ui::InkPicker</name>
    <message>
        <source>Black</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Red</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sky blue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orange</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Green</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medium</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Broad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another colour …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour of the pen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::ui::JoinCard</name>
    <message>
        <source>Join</source>
        <comment>button of the join card</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <comment>button while connecting</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join a session</source>
        <comment>heading of a card</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste the invite link you were given, or type the host&apos;s address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>coterie://… or 192.168.1.20</source>
        <comment>example of what to type</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invite link or address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host finds the link in their host panel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not an address yet. It looks like 192.168.1.20, teacher-pc:47600 or a link that begins with coterie://</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Joins %1 at %2</source>
        <comment>%1 a session, %2 an address</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Joins the session at %1</source>
        <comment>%1 an address</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <comment>%1 a session or an address</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::ui::MainWindow</name>
    <message>
        <source>Join another session</source>
        <comment>title of a sheet</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave #%1?</source>
        <comment>question; %1 is a room</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You get no more messages from it. You can join again at any time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave room</source>
        <comment>answer</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay</source>
        <comment>answer</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This invite link is damaged. Ask for it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No program took this link. Copy it from the message&apos;s menu instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 - Coterie</source>
        <comment>title of the window; %1 is a session</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(%1) %2</source>
        <comment>title of the window; %1 unread messages</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the session?</source>
        <comment>question</comment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n other people are in %1. They lose the connection.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody else is in %1 at the moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not kept in a file: all that was said and drawn is gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was said and drawn stays in the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End session and quit</source>
        <comment>answer</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End session</source>
        <comment>answer</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep hosting</source>
        <comment>answer</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::ui::MeButton</name>
    <message>
        <source>You: %1, %2</source>
        <comment>button; %1 is one&apos;s name, %2 the status</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set your status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appear offline</source>
        <comment>status menu</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what you do…</source>
        <comment>status menu</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change what you do…</source>
        <comment>status menu</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear what you do</source>
        <comment>status menu</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preferences</source>
        <comment>status menu</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What do you do?</source>
        <comment>title of a sheet</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the lab until noon</source>
        <comment>example of a status</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set status</source>
        <comment>button</comment>
        <translation type="unfinished"></translation>
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
    <name>coterie::ui::NewestPill</name>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <comment>button over the timeline</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>To the newest message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::ui::PeoplePanel</name>
    <message>
        <source>People</source>
        <comment>heading of the side column</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 here</source>
        <comment>people: %1 are connected, %2 belong to the room</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::ui::QrCode</name>
    <message>
        <source>Invite link as a QR code</source>
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
    <name>coterie::ui::RoomHeader</name>
    <message>
        <source>What is shown</source>
        <comment>name of the switch chat, board, split</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More about this room</source>
        <comment>button</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a topic</source>
        <comment>in place of an empty topic</comment>
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
    <name>coterie::ui::RoomPanel</name>
    <message>
        <source>Rooms</source>
        <comment>heading of the first column</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rooms yet. Make one with the plus above.</source>
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
    <name>coterie::ui::SeenList</name>
    <message>
        <source>Sessions you have been to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join</source>
        <comment>menu of a session seen before</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget	Del</source>
        <comment>menu of a session seen before</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::ui::SessionPage</name>
    <message>
        <source>Session</source>
        <comment>name of the page for screen readers</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No room is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a room on the left, or make one.</source>
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
    <name>coterie::ui::Skeleton</name>
    <message>
        <source>Messages are loading</source>
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
<context>
    <name>coterie::ui::Toast</name>
    <message>
        <source>Close</source>
        <comment>button of a notice</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::ui::TopBar</name>
    <message>
        <source>Session %1</source>
        <comment>button with the session&apos;s menu; %1 is its name</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>coterie::ui::TypingBar</name>
    <message>
        <source>Who is typing</source>
        <comment>name of a line for screen readers</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is typing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and %2 are typing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n others are typing…</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coterie::ui::WelcomePage</name>
    <message>
        <source>Start</source>
        <comment>name of the first page for screen readers</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Welcome to Coterie</source>
        <comment>first run</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What should others call you?</source>
        <comment>first run</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <comment>first run</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can change it at any time. No account, no e-mail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host a session</source>
        <comment>heading of a card</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer becomes the meeting place. Others join over the network; what is said and drawn stays here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host…</source>
        <comment>button of the host card</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No server and no internet needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What others call you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <comment>heading over the sessions seen before</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No account. Nothing leaves your network.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
