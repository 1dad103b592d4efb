// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

namespace coterie::ui {

// What of a file does not come onto a board as it is there. All of it is said after an import, each with its reason.
struct ImportTally {
    int skipped = 0;  // objects of kinds that boards do not have
    int unfit = 0;    // objects that are beyond what a board can have
    int pictures = 0; // images whose picture is not in the file, or cannot be read
    int fills = 0;    // closed lines, of which boards have the outline
    int groups = 0;   // nested too deeply: what is in them is in the group around them
    int heads = 0;    // arrows with a head at both ends, of which boards have one
    int links = 0;    // objects that led somewhere
    // What boards have in one form only, and the file in another.
    int curves = 0;       // lines that are bent: they come with corners
    int forms = 0;        // heads of arrows: dots, diamonds, crow's feet
    int fonts = 0;        // texts in a font of another character
    int patterns = 0;     // hatched fills
    int sketches = 0;     // outlines as if drawn by hand
    int heights = 0;      // texts at the upper or lower edge of their shape
    int splitStrokes = 0; // longer than a stroke may be: each is several now, in a group
    int splitTexts = 0;   // longer than a text may be: each goes on in texts below it

    void add(const ImportTally &other);
    [[nodiscard]] QStringList sentences() const;

private:
    [[nodiscard]] QStringList plainer() const;
};

} // namespace coterie::ui
