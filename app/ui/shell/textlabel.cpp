// SPDX-License-Identifier: MIT
#include "app/ui/shell/textlabel.h"

#include "app/ui/shell/text.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QStyle>

namespace coterie::ui {

namespace {

QColor toneColor(TextLabel::Tone tone, const Colors &c)
{
    switch (tone) {
    case TextLabel::Tone::Normal:
        return c.text;
    case TextLabel::Tone::Muted:
        return c.muted;
    case TextLabel::Tone::Danger:
        return c.danger;
    case TextLabel::Tone::Warning:
        return c.warning;
    case TextLabel::Tone::Success:
        return c.success;
    case TextLabel::Tone::Link:
        return c.link;
    }
    return c.text;
}

} // namespace

TextLabel::TextLabel(Type type, Tone tone, QWidget *parent)
    : QLabel(parent)
    , m_type(type)
    , m_tone(tone)
{
    setTextFormat(Qt::PlainText);
    apply();
}

TextLabel::TextLabel(const QString &text, Type type, Tone tone, QWidget *parent)
    : TextLabel(type, tone, parent)
{
    setText(text);
}

void TextLabel::setText(const QString &text)
{
    QLabel::setText(text);
    if (m_elided)
        setToolTip(plainTip(text));
}

void TextLabel::setTone(Tone tone)
{
    if (tone == m_tone)
        return;
    m_tone = tone;
    apply();
}

void TextLabel::setElided(bool on)
{
    m_elided = on;
    updateGeometry();
}

QSize TextLabel::minimumSizeHint() const
{
    return m_elided ? QSize(fontMetrics().horizontalAdvance(u'x') * 3, fontMetrics().height())
                    : QLabel::minimumSizeHint();
}

// What changes for the whole application is no changeEvent().
bool TextLabel::event(QEvent *event)
{
    const bool done = QLabel::event(event);
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::ApplicationPaletteChange ||
        event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        apply();
    return done;
}

void TextLabel::apply()
{
    if (m_applying)
        return;
    const QScopedValueRollback applying(m_applying, true);
    setFont(typeface(m_type, QApplication::font()));
    QPalette own = palette();
    own.setColor(QPalette::WindowText, toneColor(m_tone, colors(QApplication::palette())));
    setPalette(own);
}

void TextLabel::paintEvent(QPaintEvent *event)
{
    if (!m_elided) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    painter.setPen(palette().color(isEnabled() ? QPalette::Normal : QPalette::Disabled, QPalette::WindowText));
    const Qt::Alignment where = QStyle::visualAlignment(layoutDirection(), alignment());
    painter.drawText(contentsRect(), int(where),
                     fontMetrics().elidedText(text().simplified(), Qt::ElideRight, contentsRect().width()));
}

} // namespace coterie::ui
