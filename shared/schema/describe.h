// SPDX-License-Identifier: MIT
#pragma once

#include <QSet>
#include <QString>

#include <span>

// The reference page of a protocol, in Markdown, from the same declarations as the codec.
namespace coterie::wire {

struct RecordCodec;

class PageWriter
{
public:
    void messages(const QString &title, std::span<const RecordCodec *const> messages);
    [[nodiscard]] QString text() const;

    // What a value's codec says of what it holds (ValueCodec::describe()).
    void word(const char *word);
    void choice(std::span<const char *const> names);
    void span(const char *what, qint64 min, qint64 max, const char *unit = "");
    void span(const char *what, double min, double max);
    void record(const RecordCodec &codec); // a link to it; its own table comes at the end of the page

private:
    QString table(const RecordCodec &codec);

    QString m_out;
    QString m_records;
    QString m_holds; // what the words of the field at hand have become
    QSet<QString> m_seen;
};

} // namespace coterie::wire
