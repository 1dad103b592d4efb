// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

// Markdown as people write it in chat, as blocks of text with spans. Nothing here ever becomes HTML or loads anything;
// images are shown as their words, links keep only the schemes that a browser or this program may open.
namespace coterie {

struct TextSpan {
    enum Style { Bold = 1, Italic = 2, Strike = 4, Code = 8, Link = 16 };
    int start = 0;
    int length = 0;
    int style = 0;
    QString href;
};

struct TextBlock {
    enum class Kind { Paragraph, Heading, Code, Rule };
    Kind kind = Kind::Paragraph;
    QString text;
    QList<TextSpan> spans;
    int depth = 0;    // of lists
    int quotes = 0;   // of block quotes
    QString marker;   // "•", "3." at the first block of a list item
    QString language; // of a code block
};

[[nodiscard]] QList<TextBlock> parseMarkdown(const QString &body);
// The words alone, for a preview or a screen reader.
[[nodiscard]] QString plainText(const QString &body);
[[nodiscard]] bool isAllowedLink(const QString &href);

} // namespace coterie
