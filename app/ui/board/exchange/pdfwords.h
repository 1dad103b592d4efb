// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/laidtext.h"

#include <QHash>
#include <QTransform>

#include <functional>

namespace coterie::ui {

// The words of a PDF whose letters are outlines: unseen, where what says them is seen, so that a reader finds and
// copies them (PDF 1.4, 5.5.4 Type 3 fonts, 5.9 ToUnicode). They stand line by line, each from left to right as it is
// seen, which readers expect. The fonts have glyphs without any ink, made for the characters that are used. Same words
// in the same order: same bytes. One thread.
class PdfWords final
{
public:
    // Adds them to the content of a page. toBoard: from the block's units, y down.
    void append(QByteArray &content, const LaidText &block, const QTransform &toBoard);
    // Entries of a resource dictionary: /W0 1 0 R … Empty when nothing was added. add makes an object, addStream one of
    // a stream, and answer its number.
    [[nodiscard]] QByteArray fonts(const std::function<int(const QByteArray &)> &add,
                                   const std::function<int(const QByteArray &)> &addStream) const;

private:
    [[nodiscard]] int codeOf(char32_t letter); // 256 of each font
    void appendLine(QByteArray &content, QStringView line, const QTransform &toBoard);

    QHash<char32_t, int> m_codes;
    std::vector<char32_t> m_letters; // by code
};

} // namespace coterie::ui
