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
        QStringLiteral("# The protocol, message by message\n\n"
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
                       "No frame from a client may be over %1 bytes; a client must accept %2, unpacked too.\n")
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
