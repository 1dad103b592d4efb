// SPDX-License-Identifier: MIT
#include "app/ui/connect/hostpanel.h"

#include "app/ui/actions.h"
#include "app/ui/connect/qrcode.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/followfocus.h"
#include "app/ui/shell/text.h"
#include "app/ui/shell/textlabel.h"
#include "shared/util/keypin.h"

#include <QAction>
#include <QClipboard>
#include <QDateTime>
#include <QDir>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>
#include <QScrollArea>
#include <QVBoxLayout>

namespace coterie::ui {

namespace {

constexpr int answerMs = 1600;
constexpr int lookEveryTicks = 3; // where no system tells that the network is another one

QString durationText(qint64 ms)
{
    const qint64 seconds = ms / 1000;
    return QStringLiteral("%1:%2:%3")
        .arg(seconds / 3600)
        .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

// A path has no blanks to break a line at; it may break after each folder, and within a name that is too long for one.
QString breakable(const QString &path)
{
    static const QRegularExpression places(QStringLiteral("([/\\\\]|[^/\\\\]{8})"));
    return QString(path).replace(places, QStringLiteral("\\1\u200b"));
}

} // namespace

QString portWords(const HostInfo &info)
{
    if (info.taken == 0)
        return {};
    return HostPanel::tr("Another program on this computer has port %1, so the session is at port %2 this time. Links "
                         "and addresses that you gave away before lead nowhere: send the ones of now.",
                         "%1 and %2 are numbers")
        .arg(QString::number(info.taken), QString::number(info.port));
}

void copyWithAnswer(Button *button, const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
    if (button->property("saying").toBool())
        return;
    const QString before = button->text();
    button->setProperty("saying", true);
    button->setMinimumWidth(button->width());
    button->setText(HostPanel::tr("Copied", "on a button, for a moment"));
    QTimer::singleShot(answerMs, button, [button, before] {
        button->setText(before);
        button->setProperty("saying", false);
    });
}

HostPanel::HostPanel(const Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_onAir(new TextLabel(Type::SmallStrong, TextLabel::Tone::Success))
    , m_name(new TextLabel(Type::Title))
    , m_people(new TextLabel(Type::Body, TextLabel::Tone::Muted))
    , m_names(new TextLabel)
    , m_trouble(new TextLabel(Type::Body, TextLabel::Tone::Danger))
    , m_port(new TextLabel(Type::Body, TextLabel::Tone::Warning))
    , m_link(new QLineEdit)
    , m_code(new QrCode)
    , m_inviteHint(new TextLabel(Type::Small, TextLabel::Tone::Muted))
    , m_addresses(new QVBoxLayout)
    , m_file(new TextLabel)
    , m_key(new TextLabel)
    , m_health(new TextLabel)
    , m_deeds(new QVBoxLayout)
{
    auto *page = new QWidget;
    page->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // the column's width is the panel's
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(rowInset, space::xs, rowInset, space::l);
    column->setSpacing(space::s);
    m_onAir->setWordWrap(true);
    column->addWidget(m_onAir);
    m_name->setWordWrap(true);
    column->addWidget(m_name);
    m_people->setWordWrap(true);
    column->addWidget(m_people);
    m_names->setWordWrap(true);
    m_names->hide();
    column->addWidget(m_names);
    m_deeds->setSpacing(space::s);
    column->addLayout(m_deeds);
    m_trouble->setWordWrap(true);
    m_trouble->hide();
    column->addWidget(m_trouble);
    m_port->setWordWrap(true);
    column->addWidget(m_port);
    column->addSpacing(space::s);
    column->addWidget(makeInvite());
    addFact(*column, tr("Kept in", "heading in the host panel: the session's file"), m_file);
    m_file->setTextInteractionFlags(Qt::NoTextInteraction); // it is broken into lines: copied by the button
    m_copyFile = new Button(tr("Copy path", "button in the host panel"), Button::Kind::Secondary);
    connect(m_copyFile, &QPushButton::clicked, this,
            [this] { copyWithAnswer(m_copyFile, QDir::toNativeSeparators(m_info.file)); });
    column->addWidget(m_copyFile, 0, Qt::AlignLeading);
    addFact(*column, tr("Key", "heading in the host panel: by what others know this host"), m_key);
    addFact(*column, tr("This computer", "heading in the host panel"), m_health);
    column->addStretch();
    m_end = new Button(actions[Act::EndSession]->text(), Button::Kind::Danger);
    for (Button *button : {m_copyFile, m_end})
        button->setWrapping(true);
    connect(m_end, &QPushButton::clicked, actions[Act::EndSession], &QAction::trigger);
    column->addWidget(m_end);

    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(page);
    followFocus(*area);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addLayout(makeHead(actions));
    outer->addWidget(area);
    setFocusProxy(m_link);
    orderKeys();
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &HostPanel::tick);
}

void HostPanel::addDeed(QAction *deed)
{
    auto *button = new Button(deed->text(), Button::Kind::Secondary);
    button->setIcon(deed->icon());
    button->setToolTip(deed->toolTip());
    button->setWrapping(true);
    connect(button, &QPushButton::clicked, deed, &QAction::trigger);
    m_deeds->addWidget(button, 0, Qt::AlignLeading);
    m_deedButtons.append(button);
    orderKeys();
}

QLayout *HostPanel::makeHead(const Actions &actions)
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(rowInset, space::s, space::s, space::xs);
    head->addWidget(new TextLabel(actions[Act::HostPanel]->text(), Type::Strong), 1);
    auto *closer = new IconButton(u"x", tr("Close the host panel", "button"), this);
    connect(closer, &QToolButton::clicked, this, &HostPanel::closeRequested);
    head->addWidget(closer);
    m_close = closer;
    return head;
}

QWidget *HostPanel::makeInvite()
{
    auto *part = new QWidget;
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    column->addWidget(new TextLabel(tr("Invite", "heading in the host panel"), Type::Strong));
    m_link->setReadOnly(true);
    m_link->setAccessibleName(tr("Invite link"));
    m_link->installEventFilter(this);
    column->addWidget(m_link);
    m_copyLink = new Button(tr("Copy link", "button in the host panel"), Button::Kind::Primary);
    connect(m_copyLink, &QPushButton::clicked, this, [this] { copyWithAnswer(m_copyLink, m_info.invite); });
    column->addWidget(m_copyLink);
    column->addWidget(m_code, 0, Qt::AlignHCenter);
    m_inviteHint->setWordWrap(true);
    column->addWidget(m_inviteHint);
    m_addresses->setSpacing(2);
    column->addLayout(m_addresses);
    return part;
}

void HostPanel::addFact(QVBoxLayout &column, const QString &what, TextLabel *value)
{
    column.addSpacing(space::s);
    auto *heading = new TextLabel(what, Type::Strong);
    heading->setWordWrap(true); // at twice the size it is wider than the column
    column.addWidget(heading);
    value->setWordWrap(true);
    value->setTone(TextLabel::Tone::Muted);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column.addWidget(value);
}

void HostPanel::setInfo(const HostInfo &info)
{
    m_info = info;
    m_stats = {};
    m_statsAt = QDateTime::currentMSecsSinceEpoch();
    m_name->setText(info.name);
    m_file->setText(info.file.isEmpty() ? tr("Nowhere: when the session ends, everything is gone.")
                                        : breakable(QDir::toNativeSeparators(info.file)));
    m_copyFile->setVisible(!info.file.isEmpty());
    m_port->setText(portWords(info));
    m_port->setVisible(info.taken != 0);
    m_key->setText(info.pin.isEmpty()
                       ? tr("None: what is said on the network can be read by others on it.")
                       : tr("%1\nOthers connect encrypted, and their program knows this computer by this key. It is in "
                            "the link.",
                            "%1 is a fingerprint")
                             .arg(keyPinToRead(info.pin)));
    setAddresses(info);
    refresh();
}

void HostPanel::setAddresses(const HostInfo &info)
{
    m_info = info;
    m_link->setText(info.invite);
    m_link->setCursorPosition(0);
    // Nobody can scan their way to a computer without a network.
    m_code->setText(info.addresses.isEmpty() ? QString() : info.invite);
    fillAddresses();
}

void HostPanel::fillAddresses()
{
    while (QLayoutItem *item = m_addresses->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const QUrl &url : std::as_const(m_info.addresses)) {
        auto *row = new QWidget;
        auto *cells = new QHBoxLayout(row);
        cells->setContentsMargins(0, 0, 0, 0);
        auto *text = new TextLabel(url.authority(), Type::Code);
        text->setElided(true); // of IPv6 there is more than the column is wide; the button copies it whole
        cells->addWidget(text, 1);
        auto *copy = new IconButton(u"copy", tr("Copy %1", "button; %1 is an address").arg(url.authority()), row);
        connect(copy, &QToolButton::clicked, this,
                [text = url.authority()] { QGuiApplication::clipboard()->setText(text); });
        cells->addWidget(copy);
        m_addresses->addWidget(row);
    }
    orderKeys();
    if (!m_info.addresses.isEmpty())
        m_inviteHint->setText(tr("Send the link, or let others type one of these addresses:"));
    else if (m_info.lan)
        m_inviteHint->setText(tr("No network: only this computer can join for now. When there is one, the link and the "
                                 "addresses are here by themselves."));
    else
        m_inviteHint->setText(tr("Only this computer can join: that was chosen when hosting began."));
    m_inviteHint->setTone(m_info.addresses.isEmpty() && m_info.lan ? TextLabel::Tone::Warning : TextLabel::Tone::Muted);
}

// From the top to the bottom, though the buttons of the addresses are made anew again and again.
void HostPanel::orderKeys()
{
    QWidget *before = m_close;
    for (QWidget *deed : std::as_const(m_deedButtons)) {
        setTabOrder(before, deed);
        before = deed;
    }
    setTabOrder(before, m_link);
    setTabOrder(m_link, m_copyLink);
    QWidget *last = m_copyLink;
    for (int i = 0; i < m_addresses->count(); ++i)
        for (auto *copy : m_addresses->itemAt(i)->widget()->findChildren<IconButton *>()) {
            setTabOrder(last, copy);
            last = copy;
        }
    setTabOrder(last, m_copyFile);
    setTabOrder(m_copyFile, m_end);
}

void HostPanel::setStats(const HostStats &stats)
{
    m_stats = stats;
    m_statsAt = QDateTime::currentMSecsSinceEpoch();
    refresh();
}

void HostPanel::setTrouble(const QString &words)
{
    m_trouble->setText(words.isEmpty() ? QString()
                                       : tr("Nothing can be kept now: %1", "%1 is what the disk says").arg(words));
    m_trouble->setVisible(!words.isEmpty());
}

void HostPanel::refresh()
{
    const qint64 up = m_stats.uptimeMs + QDateTime::currentMSecsSinceEpoch() - m_statsAt;
    m_onAir->setText(tr("On air, %1", "%1 is how long the session has been hosted").arg(durationText(up)));
    showPeople();
    const QLocale locale;
    m_health->setText(tr("Port %1, %2 of memory in use", "%1 a port, %2 a size")
                          .arg(QString::number(m_info.port), locale.formattedDataSize(m_stats.rssBytes, 0)));
}

void HostPanel::showPeople()
{
    const bool alone = m_stats.people <= 1;
    m_people->setText(alone ? tr("Nobody else yet. Send the link.")
                            : tr("%Ln people are in", "of the session", m_stats.people));
    QStringList names;
    for (const QString &name : std::as_const(m_stats.names))
        names.append(isolated(name));
    if (const int more = m_stats.people - int(names.size()); more > 0 && !names.isEmpty())
        names.append(tr("%Ln more", "behind the names of people", more));
    m_names->setText(names.join(tr(", ", "between the names of people")));
    m_names->setVisible(!alone && !names.isEmpty());
}

void HostPanel::tick()
{
    refresh();
    if (++m_ticks % lookEveryTicks == 0)
        emit addressesWanted();
}

// Whoever comes to the link by Tab has all of it selected, and sees its beginning.
bool HostPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_link && event->type() == QEvent::FocusIn) {
        m_link->event(event);
        const int length = int(m_link->text().size());
        if (m_link->selectionLength() == length)
            m_link->setSelection(length, -length);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void HostPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_timer.stop();
}

void HostPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_timer.start();
    m_ticks = 0;
    refresh();
    emit addressesWanted();
}

} // namespace coterie::ui
