// SPDX-License-Identifier: MIT
#include "app/ui/connect/hostpanel.h"

#include "app/ui/actions.h"
#include "app/ui/connect/qrcode.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/textlabel.h"
#include "shared/util/keypin.h"

#include <QClipboard>
#include <QDateTime>
#include <QDir>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

namespace coterie::ui {

namespace {

constexpr int answerMs = 1600;

QString durationText(qint64 ms)
{
    const qint64 seconds = ms / 1000;
    return QStringLiteral("%1:%2:%3")
        .arg(seconds / 3600)
        .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

} // namespace

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
    , m_link(new QLineEdit)
    , m_code(new QrCode)
    , m_addresses(new QVBoxLayout)
    , m_file(new TextLabel)
    , m_key(new TextLabel)
    , m_health(new TextLabel)
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(rowInset, space::m, rowInset, space::l);
    column->setSpacing(space::s);
    column->addWidget(m_onAir);
    m_name->setWordWrap(true);
    column->addWidget(m_name);
    column->addWidget(m_people);
    column->addSpacing(space::s);
    column->addWidget(makeInvite());
    addFact(*column, tr("Kept in", "heading in the host panel: the session's file"), m_file);
    addFact(*column, tr("Key", "heading in the host panel: by what others know this host"), m_key);
    addFact(*column, tr("This computer", "heading in the host panel"), m_health);
    column->addStretch();
    auto *end = new Button(actions[Act::EndSession]->text(), Button::Kind::Danger);
    connect(end, &QPushButton::clicked, actions[Act::EndSession], &QAction::trigger);
    column->addWidget(end);

    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(page);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(area);
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &HostPanel::refresh);
}

QWidget *HostPanel::makeInvite()
{
    auto *part = new QWidget;
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    column->addWidget(new TextLabel(tr("Invite", "heading in the host panel"), Type::Strong));
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s);
    m_link->setReadOnly(true);
    m_link->setAccessibleName(tr("Invite link"));
    row->addWidget(m_link, 1);
    auto *copy = new Button(tr("Copy link", "button in the host panel"), Button::Kind::Primary);
    connect(copy, &QPushButton::clicked, this, [this, copy] { copyWithAnswer(copy, m_info.invite); });
    row->addWidget(copy);
    column->addLayout(row);
    column->addWidget(m_code, 0, Qt::AlignHCenter);
    auto *hint = new TextLabel(tr("Send the link, or let others type one of these addresses:"), Type::Small,
                               TextLabel::Tone::Muted);
    hint->setWordWrap(true);
    column->addWidget(hint);
    m_addresses->setSpacing(2);
    column->addLayout(m_addresses);
    return part;
}

void HostPanel::addFact(QVBoxLayout &column, const QString &what, TextLabel *value)
{
    column.addSpacing(space::s);
    column.addWidget(new TextLabel(what, Type::Strong));
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
    m_link->setText(info.invite);
    m_link->setCursorPosition(0);
    m_code->setText(info.invite);
    m_file->setText(info.file.isEmpty() ? tr("Nowhere: when the session ends, everything is gone.")
                                        : QDir::toNativeSeparators(info.file));
    m_key->setText(info.pin.isEmpty()
                       ? tr("None: what is said on the network can be read by others on it.")
                       : tr("%1\nOthers connect encrypted, and their program knows this computer by this key. It is in "
                            "the link.",
                            "%1 is a fingerprint")
                             .arg(keyPinToRead(info.pin)));
    fillAddresses();
    refresh();
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
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        cells->addWidget(text, 1);
        auto *copy = new IconButton(u"copy", tr("Copy %1", "button; %1 is an address").arg(url.authority()), row);
        connect(copy, &QToolButton::clicked, this,
                [text = url.authority()] { QGuiApplication::clipboard()->setText(text); });
        cells->addWidget(copy);
        m_addresses->addWidget(row);
    }
    if (m_info.addresses.isEmpty())
        m_addresses->addWidget(new TextLabel(tr("No network: only this computer can join for now."), Type::Small,
                                             TextLabel::Tone::Warning));
}

void HostPanel::setStats(const HostStats &stats)
{
    m_stats = stats;
    m_statsAt = QDateTime::currentMSecsSinceEpoch();
    refresh();
}

void HostPanel::refresh()
{
    const qint64 up = m_stats.uptimeMs + QDateTime::currentMSecsSinceEpoch() - m_statsAt;
    m_onAir->setText(tr("On air, %1", "%1 is how long the session has been hosted").arg(durationText(up)));
    m_people->setText(m_stats.people <= 1 ? tr("Nobody else yet. Send the link.")
                                          : tr("%n people are in", "of the session", m_stats.people));
    const QLocale locale;
    m_health->setText(tr("Port %1, %2 of memory in use", "%1 a port, %2 a size")
                          .arg(QString::number(m_info.port), locale.formattedDataSize(m_stats.rssBytes, 0)));
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
    refresh();
}

} // namespace coterie::ui
