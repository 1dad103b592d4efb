// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/timelinerows.h"
#include "app/session/types.h"

#include <QAbstractListModel>

namespace coterie {

// A window of at most 1000 rows on one room: its messages and notices in the order of the log, what of one's own is on
// its way below them, and the rows that the eye needs between (days, "new messages"). Lives in the window's thread.
// Asks for pages by signal and is given them; never talks to the store or the host itself.
class TimelineModel final : public QAbstractListModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TimelineModel)
public:
    using RowKind = TimelineRow::Kind;
    using Delivery = TimelineRow::Delivery;
    enum Role {
        KindRole = Qt::UserRole + 1, // int of RowKind { Day, Message, Notice, NewLine }
        OpIdRole,                    // OpId
        SeqRole,                     // Seq, 0 while it is on its way
        LineRole,                    // Seq, 0 for all but messages of the log
        AuthorIdRole,                // UserId
        AuthorRole,
        MineRole,         // bool
        BodyRole,         // what was written; for Notice the whole sentence, for Day the date in words
        TimeRole,         // QDateTime
        HeaderRole,       // bool: the first of a group, so the author's name is shown
        StateRole,        // int of Delivery { Sent, Queued, Sending, Refused }
        RefusalRole,      // why, in a sentence
        ReplyToRole,      // Seq, 0: none
        ReplyPreviewRole, // "Ana: the first words", empty while it is not known
    };
    Q_ENUM(Role)

    static constexpr int windowRows = 1000;
    static constexpr int pageSize = 100;

    explicit TimelineModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    // What the view asks for. Answered by olderArrived() or newerArrived(), also when nothing came.
    [[nodiscard]] bool canFetchOlder() const;
    void fetchOlder();
    [[nodiscard]] bool canFetchNewer() const { return m_loaded && !m_source.atEnd; } // scrolled far up
    void fetchNewer();
    void showLatest(); // back to the end at once; a reset when the window is elsewhere
    // Brings the message and its neighbours into the window, wherever in the log it is. Answered by aroundArrived().
    void showAround(Seq seq);
    [[nodiscard]] bool isAtBeginning() const { return m_loaded && m_source.atBeginning; } // nothing older exists
    [[nodiscard]] bool isLoading() const { return !m_loaded || m_asksOlder || m_asksNewer; }
    [[nodiscard]] int firstUnreadRow() const; // of the NewLine row; -1: none
    [[nodiscard]] int rowOfSeq(Seq seq) const;
    [[nodiscard]] Seq lastLine() const; // of the last message of the log in the window

    // What Session tells.
    void setMe(const UserId &me, const QString &name);
    void load(const QList<RoomEvent> &latest, bool atBeginning); // replaces the window
    void append(const QList<RoomEvent> &events);                 // they follow the end of the log
    void unload(bool keepRows); // load() is to come; what is appended until then is kept for it
    void prependPage(const QList<RoomEvent> &events, bool atBeginning);
    void appendPage(const QList<RoomEvent> &events, bool atEnd);
    void pageFailed();
    // Replaces the window by a stretch from the middle of the log. Empty: the message is not here any more.
    void loadAround(Seq seq, const QList<RoomEvent> &events, bool atBeginning, bool atEnd);
    void setPending(const QList<PendingPost> &pending);
    void setReadAnchor(std::optional<Seq> line); // the NewLine row stands after this line; nothing: no such row
    [[nodiscard]] std::optional<Seq> readAnchor() const { return m_source.readAnchor; }
    void setQuote(Seq seq, const QString &author, const QString &body);
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    void retranslate();

signals:
    void olderWanted(coterie::Seq before);
    void newerWanted(coterie::Seq after);
    void latestWanted();
    void quoteWanted(coterie::Seq seq);
    void aroundWanted(coterie::Seq seq);
    void aroundArrived(coterie::Seq seq, bool found);
    void olderArrived(int count); // rows that are new above
    void newerArrived(int count);

private:
    void rebuild(qsizetype fromEvent = 0);
    void removeGone(const QList<TimelineRow> &wanted, qsizetype base, qsizetype from, qsizetype suffix);
    void insertOrMove(const QList<TimelineRow> &wanted, qsizetype base, qsizetype from, qsizetype suffix);
    void tellChanged(const QList<TimelineRow> &wanted, qsizetype base);
    void trimTop();
    void trimBottom();
    void settle(const QList<RoomEvent> &events);
    void wantQuotes(qsizetype fromRow);
    [[nodiscard]] QString preview(Seq seq) const;
    [[nodiscard]] QString text(const TimelineRow &row) const;
    [[nodiscard]] QString accessible(const TimelineRow &row) const;

    TimelineSource m_source;
    QList<TimelineRow> m_rows;
    qsizetype m_logRows = 0; // how many of them belong to the log; the others are pending
    QHash<Seq, QString> m_quotes;
    QList<RoomEvent> m_early; // came live before the first page was there
    bool m_loaded = false;
    bool m_asksOlder = false;
    bool m_asksNewer = false;
};

} // namespace coterie
