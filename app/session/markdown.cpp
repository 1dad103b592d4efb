// SPDX-License-Identifier: MIT
#include "app/session/markdown.h"

#include <md4c.h>

#include <algorithm>

namespace coterie {

namespace {

constexpr unsigned dialect = MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS | MD_FLAG_STRIKETHROUGH |
                             MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_PERMISSIVEWWWAUTOLINKS;

// Deeper than this nothing moves to the right any more: a message must not leave its column.
constexpr int deepest = 4;

struct MarkdownList {
    bool ordered = false;
    unsigned next = 1;
    QChar delimiter;
};

// Gathers what md4c tells into blocks.
class MarkdownBuilder
{
public:
    QList<TextBlock> blocks;

    void enterBlock(MD_BLOCKTYPE type, void *detail)
    {
        switch (type) {
        case MD_BLOCK_QUOTE:
            ++m_quotes;
            break;
        case MD_BLOCK_UL:
            m_lists.append(MarkdownList{});
            break;
        case MD_BLOCK_OL: {
            const auto *list = static_cast<MD_BLOCK_OL_DETAIL *>(detail);
            m_lists.append(MarkdownList{true, list->start, QLatin1Char(list->mark_delimiter)});
            break;
        }
        case MD_BLOCK_LI:
            if (!m_lists.isEmpty()) {
                MarkdownList &list = m_lists.last();
                m_marker = list.ordered ? QString(QString::number(list.next++) % list.delimiter) : QStringLiteral("•");
            }
            break;
        case MD_BLOCK_HR:
            begin(TextBlock::Kind::Rule);
            m_open = false;
            break;
        case MD_BLOCK_H:
            begin(TextBlock::Kind::Heading);
            break;
        case MD_BLOCK_CODE:
            begin(TextBlock::Kind::Code);
            blocks.last().language = attribute(static_cast<MD_BLOCK_CODE_DETAIL *>(detail)->lang);
            break;
        case MD_BLOCK_P:
            begin(TextBlock::Kind::Paragraph);
            break;
        default:
            break;
        }
    }

    void leaveBlock(MD_BLOCKTYPE type)
    {
        switch (type) {
        case MD_BLOCK_QUOTE:
            --m_quotes;
            break;
        case MD_BLOCK_UL:
        case MD_BLOCK_OL:
            m_lists.removeLast();
            m_open = false;
            break;
        case MD_BLOCK_LI:
            if (!m_marker.isEmpty())
                begin(TextBlock::Kind::Paragraph); // an empty item still shows its bullet
            m_open = false;
            break;
        case MD_BLOCK_CODE:
            if (!blocks.isEmpty() && blocks.last().text.endsWith(u'\n'))
                blocks.last().text.chop(1);
            m_open = false;
            break;
        case MD_BLOCK_H:
        case MD_BLOCK_P:
            m_open = false;
            break;
        default:
            break;
        }
    }

    void enterSpan(MD_SPANTYPE type, void *detail)
    {
        TextSpan span;
        span.start = length();
        span.style = styleOf(type);
        if (type == MD_SPAN_A) {
            QString href = attribute(static_cast<MD_SPAN_A_DETAIL *>(detail)->href);
            if (isAllowedLink(href))
                span.href = std::move(href);
            else
                span.style = 0;
        }
        m_spans.append(span);
    }

    void leaveSpan()
    {
        if (m_spans.isEmpty())
            return;
        TextSpan span = m_spans.takeLast();
        span.length = length() - span.start;
        if (span.style != 0 && span.length > 0 && !blocks.isEmpty())
            blocks.last().spans.append(span);
    }

    void text(MD_TEXTTYPE type, const QString &words)
    {
        if (!m_open) // the words of a tight list item have no paragraph
            begin(TextBlock::Kind::Paragraph);
        blocks.last().text += type == MD_TEXT_BR || type == MD_TEXT_SOFTBR ? QStringLiteral("\n") : words;
    }

private:
    void begin(TextBlock::Kind kind)
    {
        TextBlock block;
        block.kind = kind;
        block.depth = std::min(int(m_lists.size()), deepest);
        block.quotes = std::min(m_quotes, deepest);
        block.marker = std::exchange(m_marker, {});
        blocks.append(block);
        m_open = true;
    }

    [[nodiscard]] int length() const { return m_open && !blocks.isEmpty() ? int(blocks.last().text.size()) : 0; }

    static int styleOf(MD_SPANTYPE type)
    {
        switch (type) {
        case MD_SPAN_STRONG:
            return TextSpan::Bold;
        case MD_SPAN_EM:
            return TextSpan::Italic;
        case MD_SPAN_DEL:
            return TextSpan::Strike;
        case MD_SPAN_CODE:
            return TextSpan::Code;
        case MD_SPAN_A:
            return TextSpan::Link;
        default:
            return 0;
        }
    }

    static QString attribute(const MD_ATTRIBUTE &value)
    {
        return value.text ? QString::fromUtf8(value.text, qsizetype(value.size)) : QString();
    }

    QList<MarkdownList> m_lists;
    QList<TextSpan> m_spans;
    QString m_marker;
    int m_quotes = 0;
    bool m_open = false;
};

MarkdownBuilder &builder(void *data)
{
    return *static_cast<MarkdownBuilder *>(data);
}

} // namespace

bool isAllowedLink(const QString &href)
{
    const auto schemes = {u"http://", u"https://", u"mailto:", u"coterie://"};
    return std::any_of(schemes.begin(), schemes.end(), [&](const char16_t *scheme) {
        return href.startsWith(QStringView(scheme), Qt::CaseInsensitive);
    });
}

QList<TextBlock> parseMarkdown(const QString &body)
{
    MarkdownBuilder result;
    MD_PARSER parser{};
    parser.flags = dialect;
    parser.enter_block = [](MD_BLOCKTYPE type, void *detail, void *data) {
        builder(data).enterBlock(type, detail);
        return 0;
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void *, void *data) {
        builder(data).leaveBlock(type);
        return 0;
    };
    parser.enter_span = [](MD_SPANTYPE type, void *detail, void *data) {
        builder(data).enterSpan(type, detail);
        return 0;
    };
    parser.leave_span = [](MD_SPANTYPE, void *, void *data) {
        builder(data).leaveSpan();
        return 0;
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR *words, MD_SIZE size, void *data) {
        builder(data).text(type, type == MD_TEXT_NULLCHAR ? QString(QChar::ReplacementCharacter)
                                                          : QString::fromUtf8(words, qsizetype(size)));
        return 0;
    };
    const QByteArray utf8 = body.toUtf8();
    const bool parsed = md_parse(utf8.constData(), MD_SIZE(utf8.size()), &parser, &result) == 0;
    // Nothing that was written may vanish: what the parser could not show is shown as it was typed.
    const bool visible = std::any_of(result.blocks.begin(), result.blocks.end(), [](const TextBlock &block) {
        return block.kind == TextBlock::Kind::Rule || !block.marker.isEmpty() || !block.text.trimmed().isEmpty();
    });
    if (!parsed || !visible) {
        TextBlock block;
        block.text = body;
        return {block};
    }
    return result.blocks;
}

QString plainText(const QString &body)
{
    QStringList parts;
    const QList<TextBlock> blocks = parseMarkdown(body);
    for (const TextBlock &block : blocks) {
        if (!block.text.isEmpty() || !block.marker.isEmpty())
            parts += block.marker.isEmpty() ? block.text : QString(block.marker % u' ' % block.text).trimmed();
    }
    return parts.isEmpty() ? body : parts.join(u'\n');
}

} // namespace coterie
