// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/hostcontrol.h"
#include "app/session/settings.h"
#include "app/ui/shell/sheet.h"

class QCheckBox;
class QLineEdit;
class QRadioButton;

namespace coterie::ui {

class Button;
class Prompts;
class SheetArea;
class TextLabel;

// Everything a session needs to be hosted, each with a default, so that Enter Enter hosts. GUI thread; starts nothing
// itself.
class HostSheet final : public Sheet
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HostSheet)

public:
    HostSheet(QWidget *over, Settings &settings, Prompts &prompts);

    // A session that is kept in this file already: to be hosted again, under its name.
    void setSession(const QString &name, const QString &file);
    [[nodiscard]] HostRequest request() const;
    void showBusy();
    void showProblem(const QString &sentence);
    // Where sessions are kept unless people say otherwise.
    [[nodiscard]] static QString suggestedFile(const QString &sessionName);
    void openFirst();

signals:
    void confirmed(const coterie::HostRequest &request);

private:
    void addFileRows();
    void addNetworkRows();
    void judge();
    void suggest();
    void followFile();
    void confirm();

    Settings &m_settings;
    Prompts &m_prompts;
    SheetArea *m_area;
    QLineEdit *m_name;
    QLineEdit *m_file;
    QRadioButton *m_keep;
    QRadioButton *m_forget;
    Button *m_choose;
    QCheckBox *m_lan;
    QLineEdit *m_port;
    TextLabel *m_problem;
    Button *m_start;
    bool m_fileChosen = false;
    bool m_nameTyped = false;
    bool m_busy = false;
    QString m_nameBefore; // of the session in the file, as far as it is known
};

} // namespace coterie::ui
