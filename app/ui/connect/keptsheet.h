// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/keptsessions.h"
#include "app/ui/shell/sheet.h"

#include <QStandardItemModel>

class QListView;

namespace coterie::ui {

class Button;
class TextLabel;

// What is kept of each session on this computer, the latest first, and how much of the disk it takes. GUI thread;
// forgets nothing itself.
class KeptSheet final : public Sheet
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeptSheet)

public:
    KeptSheet(QWidget *over, KeptSessions &kept);
    void openFirst();

signals:
    void forgetRequested(const coterie::KeptSession &session);

private:
    void fill(const QList<KeptSession> &sessions);
    void chosen();
    void ask();
    [[nodiscard]] const KeptSession *current() const;

    KeptSessions &m_kept;
    QList<KeptSession> m_sessions;
    QStandardItemModel m_model;
    QListView *m_list;
    TextLabel *m_total;
    Button *m_forget;
};

} // namespace coterie::ui
