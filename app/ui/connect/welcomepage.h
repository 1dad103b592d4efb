// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/invite.h"
#include "app/session/settings.h"

#include <QStackedWidget>

class QLineEdit;

namespace coterie::ui {

class Actions;
class AvatarView;
class Button;
class NameField;
class SeenList;
class TextLabel;

// The field for an address or a link, and what it makes of it while one types.
class JoinCard final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JoinCard)

public:
    explicit JoinCard(QWidget *parent = nullptr);

    [[nodiscard]] QLineEdit *field() const { return m_field; }
    void setText(const QString &text);
    void showBusy(const QString &name);
    void showProblem(const QString &sentence);
    void showIdle();

    static constexpr int linesOfText = 3; // so that what stands below it is level with the card beside it

signals:
    void joinRequested(const coterie::Invite &invite);
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void judge();
    void join();

    QLineEdit *m_field;
    Button *m_join;
    Button *m_cancel;
    TextLabel *m_word;
    bool m_busy = false;
};

// Where the program starts: who one is, host, join, and the sessions of before. First run: one field and Enter.
// GUI thread; starts nothing itself.
class WelcomePage final : public QStackedWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WelcomePage)

public:
    WelcomePage(Settings &settings, const Actions &actions, QWidget *parent = nullptr);

    [[nodiscard]] JoinCard *joinCard() const { return m_join; }
    [[nodiscard]] bool isFirstRun() const { return currentIndex() == 0; }
    void focusFirst();
    void takeName(); // that stands in the field of the first run, though nobody has pressed Return
    // On the first run: what one joins as soon as one has a name; empty: nothing.
    enum class Next { Join, Open };
    void askNameFor(const QString &session, Next next = Next::Join);

signals:
    void joinRequested(const coterie::Invite &invite);
    void continueRequested(const coterie::SeenSession &session); // that was joined
    void hostAgainRequested(const coterie::SeenSession &session);
    void cancelled();

private:
    void takeLink(const Invite &invite, const QString &link);
    [[nodiscard]] QWidget *makeFirstRun();
    [[nodiscard]] QWidget *makeStart(const Actions &actions);
    [[nodiscard]] QWidget *makeHostCard(const Actions &actions);
    void acceptName(const QString &name);
    void refresh();

    Settings &m_settings;
    TextLabel *m_question = nullptr;
    NameField *m_firstName = nullptr;
    NameField *m_name = nullptr;
    AvatarView *m_avatar = nullptr;
    JoinCard *m_join = nullptr;
    SeenList *m_seen = nullptr;
    QWidget *m_seenPart = nullptr;
};

} // namespace coterie::ui
