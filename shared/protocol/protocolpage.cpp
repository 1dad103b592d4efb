// SPDX-License-Identifier: MIT
#include "shared/protocol/closecodes.h"
#include "shared/protocol/errors.h"
#include "shared/protocol/protocol.h"
#include "shared/schema/describe.h"

// The reference of every message, from the declarations.
namespace coterie {

namespace {

QString comeback(Comeback c)
{
    switch (c) {
    case Comeback::Never:
        return QStringLiteral("no");
    case Comeback::AtOnce:
        return QStringLiteral("at once");
    case Comeback::AfterBackoff:
        break;
    }
    return QStringLiteral("after backoff");
}

} // namespace

QString protocolPage()
{
    wire::PageWriter page;
    page.messages(QStringLiteral("From the client"), clientMessages());
    page.messages(QStringLiteral("From the host"), serverMessages());
    QString out =
        QStringLiteral(
            "# The protocol, message by message\n\n"
            "Made from the declarations in this folder by `tst_schema --write-page`; a test fails "
            "when it is stale. How the messages play\n"
            "together is told in [../README.md](../README.md). In CBOR (binary frames, "
            "sub-protocol `coterie.v1.cbor`) a message is a map with\n"
            "integer keys and its number at key 0; ids are 16 bytes. In JSON (text frames, "
            "sub-protocol `coterie.v1.json` or none) it is an\n"
            "object with names and its name at `type`; ids are 36 characters, bytes are base64url "
            "without padding, enumerations are names.\n"
            "With sub-protocol `coterie.v1.cbor.zstd` a frame from the host that begins with the "
            "bytes 28 b5 2f fd is one zstd frame around\n"
            "a CBOR message. "
            "No frame from a client may be over %1 bytes; a client must accept %2, unpacked too.\n\n"
            "A host is at `ws://127.0.0.1:47600/ws` on its own computer and, from others, at `wss://ADDRESS:47600/ws`; "
            "in the clear it answers 426 there, unless\n"
            "it was told `--tls off`. Its certificate is nobody's but its own: what counts is its key. `fp=` in an "
            "invite link is the SHA-256 of the key's\n"
            "SubjectPublicKeyInfo (DER), base64url without padding; a client that has none keeps what it saw first and "
            "refuses another one later. `welcome` carries\n"
            "a `token`: whoever keeps it and says it in the next `hello` is the same person again, who does not is a "
            "new one each time.\n"
            "A text holds no control characters but tab and line feed, and a name or topic not these either; else it "
            "is `bad-text`.\n"
            "A new id is a UUID of version 7 (RFC 9562), so that ids rise with time; a host counts on nothing but that "
            "it is new.\n")
            .arg(largestClientFrame)
            .arg(largestServerFrame);
    out += page.text();
    out += QStringLiteral("\n## Error codes\n\n| code | try again | meaning |\n|---|---|---|\n");
    for (const auto &row : errorTable)
        out += u"| `" % QString::fromUtf8(row.code) % (row.worthRetrying ? u"` | later | " : u"` | no | ") %
               QString::fromUtf8(row.meaning) % u" |\n";
    out += QStringLiteral("\n## Close codes\n\n| code | name | comes back | meaning |\n|---|---|---|---|\n");
    for (const auto &row : closeCodes)
        out += u"| " % QString::number(int(row.code)) % u" | " % QString::fromUtf8(row.name) % u" | " %
               comeback(row.comeback) % u" | " % QString::fromUtf8(row.meaning) % u" |\n";
    return out;
}

} // namespace coterie
