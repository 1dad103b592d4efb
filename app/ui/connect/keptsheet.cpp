// SPDX-License-Identifier: MIT
#include "app/ui/connect/keptsheet.h"

#include "app/ui/connect/sessiondelegate.h"
#include "app/ui/people/memberlist.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/text.h"
#include "app/ui/shell/textlabel.h"

#include <QHBoxLayout>
#include <QListView>
#include <QLocale>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace coterie::ui {

namespace {

constexpr int mostRows = 6;

} // namespace

KeptSheet::KeptSheet(QWidget *over, KeptSessions &kept)
    : Sheet(tr("Sessions kept on this computer", "title of a sheet"), over)
    , m_kept(kept)
    , m_list(new QListView)
    , m_total(
          new TextLabel(tr("Looking…", "while the sessions kept here are read"), Type::Small, TextLabel::Tone::Muted))
    , m_forget(new Button(tr("Forget…", "button: a session kept here")))
{
    setObjectName(QStringLiteral("keptSheet"));
    setCardWidth(560);
    auto *text = new TextLabel(tr("What you have seen of a session stays on this computer, so that you can read it "
                                  "without its host, until you forget it here."),
                               Type::Body, TextLabel::Tone::Muted);
    text->setWordWrap(true);
    column()->addWidget(text);
    m_list->setAccessibleName(tr("Sessions kept on this computer", "title of a sheet"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new SessionDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setEditTriggers(QListView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QListView::ScrollPerPixel);
    m_list->viewport()->setAutoFillBackground(false);
    column()->addWidget(m_list);
    auto *last = new QHBoxLayout;
    last->setContentsMargins(0, space::s, 0, 0);
    last->addWidget(m_total, 1);
    last->addWidget(m_forget);
    column()->addLayout(last);

    auto *key = new QShortcut(QKeySequence::Delete, m_list);
    key->setContext(Qt::WidgetShortcut);
    connect(key, &QShortcut::activated, this, &KeptSheet::ask);
    connect(m_forget, &QPushButton::clicked, this, &KeptSheet::ask);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &KeptSheet::chosen);
    connect(&kept, &KeptSessions::found, this, &KeptSheet::fill);
    m_list->setFixedHeight(2 * SessionDelegate().sizeHint({}, {}).height());
    chosen();
}

void KeptSheet::openFirst()
{
    open(m_list);
    m_kept.read();
}

void KeptSheet::fill(const QList<KeptSession> &sessions)
{
    m_sessions = sessions;
    m_model.clear();
    const QLocale locale;
    qint64 bytes = 0;
    for (const KeptSession &kept : sessions) {
        bytes += kept.bytes;
        const QString name = kept.name.isEmpty() ? tr("A session without a name", "nothing is known of it") : kept.name;
        QStringList facts;
        if (kept.isOpen)
            facts.append(tr("Open now", "a session kept here"));
        else if (!kept.isReadable)
            facts.append(tr("Cannot be read now", "a session kept here"));
        else if (kept.onlyHere)
            facts.append(tr("Not all of it is at its host", "a session kept here"));
        if (!kept.where.isEmpty())
            facts.append(kept.where);
        facts.append(sinceText(kept.used, QDateTime::currentDateTimeUtc()));
        const QString size = locale.formattedDataSize(kept.bytes, 0);
        const QString where = facts.join(QStringLiteral(" · "));
        auto *item = new QStandardItem(name);
        item->setData(QStringLiteral("chat"), SessionDelegate::SignRole);
        item->setData(where, SessionDelegate::WhereRole);
        item->setData(size, SessionDelegate::WhenRole);
        item->setData(QString(name % u", " % size % u", " % facts.join(QStringLiteral(", "))), Qt::AccessibleTextRole);
        item->setToolTip(plainTip(where));
        m_model.appendRow(item);
    }
    m_total->setText(
        sessions.isEmpty()
            ? tr("Nothing is kept of any session.")
            : tr("%1 in all", "size of what is kept of all sessions").arg(locale.formattedDataSize(bytes, 0)));
    m_list->setVisible(!sessions.isEmpty());
    m_forget->setVisible(!sessions.isEmpty());
    if (!sessions.isEmpty()) {
        m_list->setCurrentIndex(m_model.index(0, 0));
        m_list->setFixedHeight(std::min(m_model.rowCount(), mostRows) * m_list->sizeHintForRow(0) + 2);
    }
    chosen();
}

const KeptSession *KeptSheet::current() const
{
    const int row = m_list->currentIndex().row();
    return row >= 0 && row < m_sessions.size() ? &m_sessions.at(row) : nullptr;
}

void KeptSheet::chosen()
{
    const KeptSession *kept = current();
    m_forget->setEnabled(kept && !kept->isOpen);
    m_forget->setToolTip(kept && kept->isOpen ? tr("Leave the session first.") : QString());
}

void KeptSheet::ask()
{
    if (m_forget->isEnabled())
        emit forgetRequested(*current());
}

} // namespace coterie::ui
