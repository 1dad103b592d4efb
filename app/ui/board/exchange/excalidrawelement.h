// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/exchange/imageimport.h"
#include "app/ui/board/exchange/importtally.h"
#include "shared/board/boardobject.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QPointF>
#include <QStringList>

#include <optional>
#include <vector>

namespace coterie::ui {

// A colour as CSS writes it: #rgb, #rgba, #rrggbb, #rrggbbaa, rgb(), rgba(), hsl(), hsla() or a name. Nothing when it
// is none of them.
[[nodiscard]] std::optional<quint32> cssColor(const QString &text);

// What an element of an .excalidraw file says. What is missing, or cannot be read, is what Excalidraw itself takes it
// for when it opens the file: there are files of all its versions, and of programs that write only what they need.
class ExcalidrawElement
{
public:
    ExcalidrawElement(const QJsonObject &json, const QString &id)
        : m_json(json)
        , m_id(id)
    {
    }

    [[nodiscard]] const QString &id() const { return m_id; }
    [[nodiscard]] std::optional<BoardKind> kind() const; // of what it becomes; a line of several pieces is a Line too
    [[nodiscard]] QString word(const char *key) const;   // also of a number
    [[nodiscard]] bool flag(const char *key, bool missing = false) const;

    [[nodiscard]] QPointF origin() const;
    [[nodiscard]] QRectF frame() const; // not turned
    [[nodiscard]] double degrees() const;
    [[nodiscard]] quint32 stroke() const; // colours; 0: none
    [[nodiscard]] quint32 fill() const;
    [[nodiscard]] double width() const; // of its line
    [[nodiscard]] double opacity() const;
    [[nodiscard]] BoardDash dash() const;

    [[nodiscard]] QString text() const; // as it was typed, fit for a board; empty when no letter is in it
    [[nodiscard]] double fontSize() const;
    [[nodiscard]] BoardAlign align() const;

    [[nodiscard]] QString title() const;      // of a frame
    [[nodiscard]] QStringList groups() const; // that it is in, the innermost first
    [[nodiscard]] QString boundTo(const char *end) const;
    [[nodiscard]] bool hasHead(const char *end, bool missing) const;
    [[nodiscard]] bool hasOtherHead(const char *end) const; // that is no plain arrow's

    // What is drawn there as boards do not draw it.
    [[nodiscard]] bool isCurved() const;   // a line that goes round its corners
    [[nodiscard]] bool isSketched() const; // an outline as if drawn by hand
    [[nodiscard]] bool isHatched() const;  // a fill of strokes
    [[nodiscard]] bool hasOtherFont() const;
    [[nodiscard]] bool isAtEdge() const; // a text at the upper or lower edge of what it is in

    [[nodiscard]] std::vector<QPointF> points() const; // from the origin
    // Those of a turned line where they are seen: it is turned about the middle of all of them.
    [[nodiscard]] std::vector<QPointF> turnedPoints() const;
    [[nodiscard]] std::vector<QPointF> corners() const; // of a line: the same without any that is there twice running
    [[nodiscard]] bool isFilledLine() const;            // a line, or one drawn by hand, that closes and has a fill
    [[nodiscard]] QJsonArray pressures() const;         // one for each point, or none
    [[nodiscard]] PictureCut cut() const;

private:
    [[nodiscard]] double number(const char *key, double missing = 0) const;

    QJsonObject m_json;
    QString m_id;
};

// Counts what of it boards have in another form, or not at all. isInShape: the text of a shape.
void countPlainer(ImportTally &tally, const ExcalidrawElement &e, BoardKind kind, bool isInShape);

// The piece of a way, from 1, that its middle is on.
[[nodiscard]] size_t middlePiece(const std::vector<QPointF> &way);

} // namespace coterie::ui
