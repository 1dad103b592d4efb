// SPDX-License-Identifier: MIT
#include "app/ui/connect/welcomepage.h"

#include "app/ui/actions.h"
#include "app/ui/connect/seenlist.h"
#include "app/ui/shell/avatar.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/card.h"
#include "app/ui/shell/icons.h"
#include "app/ui/shell/namefield.h"
#include "app/ui/shell/sheet.h"
#include "app/ui/shell/text.h"
#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace coterie::ui {

namespace {

constexpr int columnWidth = 820;

// What the system calls the person, to start from.
QString systemUserName()
{
    QString name = qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME")).simplified();
    if (!name.isEmpty())
        name[0] = name[0].toUpper();
    return name.left(int(nameLength.max));
}

// A person's colour before a host gave them an id.
QColor colorFor(const QString &name)
{
    int sum = 0;
    for (const QChar c : name)
        sum = (sum * 31 + c.unicode()) & 0xffff;
    return userColor(sum % userColorCount);
}

} // namespace

WelcomePage::WelcomePage(Settings &settings, const Actions &actions, QWidget *parent)
    : QStackedWidget(parent)
    , m_settings(settings)
{
    setObjectName(QStringLiteral("welcome"));
    setAccessibleName(tr("Start", "name of the first page for screen readers"));
    addWidget(makeFirstRun());
    addWidget(makeStart(actions));
    connect(&settings, &Settings::changed, this, [this](Settings::Key key) {
        if (key == Settings::Key::DisplayName)
            refresh();
    });
    setCurrentIndex(settings.displayName().isEmpty() ? 0 : 1);
    refresh();
}

QWidget *WelcomePage::makeFirstRun()
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->addStretch(2);
    auto *card = new Card;
    card->setFixedWidth(420);
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(space::xl + space::s, space::xl + space::s, space::xl + space::s, space::xl + space::s);
    inside->setSpacing(space::s);
    inside->addWidget(new AppMark(56));
    inside->addSpacing(space::s);
    auto *heading = new TextLabel(tr("Welcome to Coterie", "first run"), Type::Heading);
    heading->setWordWrap(true); // the text may be twice as large
    inside->addWidget(heading);
    m_question = new TextLabel(Type::Body, TextLabel::Tone::Muted);
    m_question->setWordWrap(true);
    inside->addWidget(m_question);
    askNameFor({});
    inside->addSpacing(space::s);
    m_firstName = new NameField;
    m_firstName->edit()->setText(systemUserName());
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s);
    row->addWidget(m_firstName, 1);
    auto *go = new Button(tr("Continue", "first run"), Button::Kind::Primary);
    row->addWidget(go, 0, Qt::AlignTop);
    inside->addLayout(row);
    auto *note =
        new TextLabel(tr("You can change it at any time. No account, no e-mail."), Type::Small, TextLabel::Tone::Muted);
    note->setWordWrap(true);
    inside->addWidget(note);
    // In a row of its own and not aligned: an aligned one gets the height that its words need in all of the width.
    auto *middle = new QHBoxLayout;
    middle->addStretch();
    middle->addWidget(card);
    middle->addStretch();
    column->addLayout(middle);
    column->addStretch(3);
    connect(go, &QPushButton::clicked, m_firstName, &NameField::accept);
    connect(m_firstName, &NameField::accepted, this, &WelcomePage::acceptName);
    connect(m_firstName, &NameField::invited, this, &WelcomePage::takeLink);
    connect(m_firstName->edit(), &QLineEdit::textChanged, go,
            [go](const QString &name) { go->setEnabled(!name.trimmed().isEmpty()); });
    go->setEnabled(!m_firstName->edit()->text().isEmpty());
    return page;
}

QWidget *WelcomePage::makeHostCard(const Actions &actions)
{
    auto *card = new Card;
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::xl);
    column->setSpacing(space::s);
    column->addWidget(new Badge(u"host", 40));
    column->addSpacing(space::xs);
    auto *title = new TextLabel(tr("Host a session", "heading of a card"), Type::Title);
    title->setWordWrap(true);
    column->addWidget(title);
    auto *text = new TextLabel(tr("This computer becomes the meeting place. Others join over the network; what is said "
                                  "and drawn stays here."),
                               Type::Body, TextLabel::Tone::Muted);
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    text->setMinimumHeight(text->fontMetrics().height() * JoinCard::linesOfText);
    column->addWidget(text);
    column->addSpacing(space::s);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::m);
    auto *host = new Button(tr("Host…", "button of the host card"), Button::Kind::Primary);
    host->setAccessibleName(actions[Act::HostSession]->text());
    host->setToolTip(actions[Act::HostSession]->toolTip());
    connect(host, &QPushButton::clicked, actions[Act::HostSession], &QAction::trigger);
    row->addWidget(host);
    row->addWidget(new TextLabel(actions[Act::HostSession]->shortcut().toString(QKeySequence::NativeText), Type::Small,
                                 TextLabel::Tone::Muted));
    row->addStretch();
    column->addLayout(row);
    auto *below = new TextLabel(tr("No server and no internet needed."), Type::Small, TextLabel::Tone::Muted);
    below->setWordWrap(true);
    below->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    below->setMinimumHeight(below->fontMetrics().height() * 2 + 2); // as tall as what stands below the join field
    column->addWidget(below);
    column->addStretch();
    return card;
}

QWidget *WelcomePage::makeStart(const Actions &actions)
{
    auto *column = new QWidget;
    column->setMaximumWidth(columnWidth);
    auto *rows = new QVBoxLayout(column);
    rows->setContentsMargins(0, space::xl, 0, space::l);
    rows->setSpacing(space::l);

    auto *head = new QHBoxLayout;
    head->setSpacing(space::s);
    head->addWidget(new AppMark(36));
    head->addWidget(new TextLabel(QStringLiteral("Coterie"), Type::Display));
    head->addStretch();
    m_avatar = new AvatarView(32);
    head->addWidget(m_avatar);
    m_name = new NameField;
    m_name->setFixedWidth(200);
    m_name->edit()->setToolTip(tr("What others call you"));
    connect(m_name, &NameField::accepted, this, &WelcomePage::acceptName);
    connect(m_name, &NameField::invited, this, &WelcomePage::takeLink);
    head->addWidget(m_name);
    head->addWidget(new IconButton(actions[Act::Preferences]));
    rows->addLayout(head);
    rows->addSpacing(space::s);

    auto *cards = new QHBoxLayout;
    cards->setSpacing(space::l);
    cards->addWidget(makeHostCard(actions), 1);
    m_join = new JoinCard;
    cards->addWidget(m_join, 1);
    for (QWidget *card : {static_cast<QWidget *>(m_join), cards->itemAt(0)->widget()})
        card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred); // both as high as the higher one
    rows->addLayout(cards);
    connect(m_join, &JoinCard::joinRequested, this, &WelcomePage::joinRequested);
    connect(m_join, &JoinCard::cancelled, this, &WelcomePage::cancelled);

    m_seenPart = new QWidget;
    auto *seen = new QVBoxLayout(m_seenPart);
    seen->setContentsMargins(0, space::s, 0, 0);
    seen->setSpacing(space::s);
    seen->addWidget(new TextLabel(tr("Continue", "heading over the sessions seen before"), Type::Title));
    m_seen = new SeenList(m_settings);
    seen->addWidget(m_seen);
    rows->addWidget(m_seenPart);
    connect(m_seen, &SeenList::changed, this, &WelcomePage::refresh);
    connect(m_seen, &SeenList::chosen, this, [this](const SeenSession &session) {
        if (!session.file.isEmpty())
            emit hostAgainRequested(session);
        else
            emit continueRequested(session);
    });
    rows->addStretch();

    auto *foot = new QHBoxLayout;
    auto *promise = new TextLabel(tr("No account. Nothing leaves your network."), Type::Small, TextLabel::Tone::Muted);
    promise->setWordWrap(true); // large letters of a wide font need two lines
    foot->addWidget(promise, 1);
    auto *keys = new Button(actions[Act::Shortcuts]->text(), Button::Kind::Ghost);
    connect(keys, &QPushButton::clicked, actions[Act::Shortcuts], &QAction::trigger);
    foot->addWidget(keys);
    rows->addLayout(foot);

    auto *page = new QWidget;
    auto *middle = new QHBoxLayout(page);
    middle->setContentsMargins(space::xl, 0, space::xl, 0);
    middle->addStretch(1);
    middle->addWidget(column, 100);
    middle->addStretch(1);
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(page);
    return area;
}

void WelcomePage::askNameFor(const QString &session, Next next)
{
    const QString question = tr("What should others call you?", "first run");
    const QString then = next == Next::Join
                             ? tr("%1 You join %2 next.", "%1 asks for one's name, %2 is a session or an address")
                             : tr("%1 You open %2 next.", "%1 asks for one's name, %2 is a session kept in a file");
    m_question->setText(session.isEmpty() ? question : then.arg(question, isolated(session)));
}

// It stays where links go, to be mended there when nobody answers.
void WelcomePage::takeLink(const Invite &invite, const QString &link)
{
    m_join->setText(link);
    emit joinRequested(invite);
}

void WelcomePage::acceptName(const QString &name)
{
    const bool first = isFirstRun();
    m_settings.setDisplayName(name);
    setCurrentIndex(1);
    if (first && !Sheet::openIn(this)) // it may be what took the keys from the field
        focusFirst();
}

void WelcomePage::takeName()
{
    if (isFirstRun())
        m_firstName->accept();
}

void WelcomePage::refresh()
{
    const QString name = m_settings.displayName();
    if (isFirstRun() && !name.isEmpty())
        setCurrentIndex(1);
    m_name->setName(name);
    m_avatar->setPerson(name.isEmpty() ? QStringLiteral("?") : name, colorFor(name));
    m_seenPart->setVisible(!m_seen->isEmpty());
}

void WelcomePage::focusFirst()
{
    if (isFirstRun()) {
        m_firstName->setFocus();
        m_firstName->edit()->selectAll();
    } else {
        m_join->field()->setFocus();
    }
}

} // namespace coterie::ui
