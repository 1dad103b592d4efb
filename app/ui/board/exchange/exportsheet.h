// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/exchange/exportchoice.h"
#include "app/ui/shell/background.h"
#include "app/ui/shell/sheet.h"

#include <QTimer>

class QCheckBox;
class QLabel;

namespace coterie {
class BoardAssets;
class Settings;
} // namespace coterie

namespace coterie::ui {

class Button;
class ExportJob;
class Prompts;
class Segments;
class TextLabel;

// What can be exported of a board at this moment. Values, and the pictures, which may be null.
struct ExportOffer {
    QString name;
    QList<BoardObject> objects;
    QList<ObjectId> selection;
    BoardAssets *assets = nullptr;
};

// Asks what of the board is to be exported, as what and how; shows how it will look, writes it, and stays open when it
// cannot be written. Remembers what was chosen.
class ExportSheet final : public Sheet
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ExportSheet)
public:
    ExportSheet(ExportOffer offer, Settings *settings, Prompts &prompts, QWidget *over);
    void openFirst();

signals:
    // missing: pictures that are grey boxes in it. opensAgain: false when it is too large to be opened here again.
    void exported(const QString &file, int missing, bool opensAgain);

private:
    void addPreview();
    void addChoices();
    void addFoot();
    void choose();
    void showChoice();
    void preview();
    void showPreview(const ExportPreview &made);
    void confirm();
    void write(const QString &file);
    void written(const QString &error, int missing, bool opensAgain);
    void showProblem(const QString &sentence);
    [[nodiscard]] ExportSource source() const;
    [[nodiscard]] ExportOptions options() const;

    const ExportOffer m_offer;
    Settings *m_settings;
    Prompts &m_prompts;
    ExportChoice m_choice;
    QList<ExportWhat> m_whats; // that there are
    QList<ObjectId> m_frames;  // that are meant: the selected ones, else all
    Segments *m_what = nullptr;
    Segments *m_format = nullptr;
    Segments *m_scale = nullptr;
    QCheckBox *m_transparent = nullptr;
    QCheckBox *m_grid = nullptr;
    QCheckBox *m_embed = nullptr;
    QWidget *m_scaleRow = nullptr;
    QLabel *m_picture = nullptr;
    TextLabel *m_size = nullptr;
    TextLabel *m_hint = nullptr;
    TextLabel *m_problem = nullptr;
    Button *m_cancel = nullptr;
    Button *m_write = nullptr;
    ExportJob *m_job = nullptr;
    QString m_file;
    QHash<QByteArray, QByteArray> m_stored; // pictures
    QTimer m_soon;
    LatestOnly m_latest; // preview
};

} // namespace coterie::ui
