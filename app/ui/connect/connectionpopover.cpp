// SPDX-License-Identifier: MIT
#include "app/ui/connect/connectionpopover.h"

#include "app/ui/connect/connectionwords.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/textlabel.h"

#include <QFormLayout>
#include <QLocale>
#include <QPainter>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace coterie::ui {

namespace {
constexpr int popoverWidth = 320;
}

// The round trips as bars, the oldest first; one that did not come back is a full bar of its own colour and shape.
class TripChart final : public QWidget
{
public:
    explicit TripChart(QWidget *parent)
        : QWidget(parent)
    {
        setFixedHeight(48);
    }

    void setHistory(const QList<LinkQuality::Sample> &history)
    {
        if (history == m_history)
            return;
        m_history = history;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Colors &c = colors(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        stylepaint::rounded(painter, rect(), cornerRadius, c.sunken);
        const QRectF plot = QRectF(rect()).adjusted(space::s, space::xs, -space::s, -space::xs);
        const double step = plot.width() / LinkQuality::kept;
        int most = LinkQuality::degradedMs; // so that a good network looks good, whatever its jitter
        for (const auto &sample : m_history)
            most = std::max(most, sample.rttMs);
        double x = plot.right() - step * double(m_history.size());
        for (const auto &sample : m_history) {
            const bool lost = sample.rttMs < 0;
            const double high = lost ? plot.height() : std::max(2.0, plot.height() * sample.rttMs / most);
            const QColor color = lost ? c.danger : sample.rttMs > LinkQuality::degradedMs ? c.warning : c.success;
            const QRectF bar(x, plot.bottom() - high, std::max(1.0, step - 0.6), high);
            if (lost)
                painter.fillRect(bar, QBrush(color, Qt::Dense4Pattern));
            else
                painter.fillRect(bar, color);
            x += step;
        }
    }

private:
    QList<LinkQuality::Sample> m_history;
};

ConnectionPopover::ConnectionPopover(QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_title(new TextLabel(Type::Strong, TextLabel::Tone::Normal, this))
    , m_reason(new TextLabel(Type::Small, TextLabel::Tone::Muted, this))
    , m_chart(new TripChart(this))
    , m_retry(new Button(tr("Try now", "button: connects at once"), Button::Kind::Primary, this))
{
    setObjectName(QStringLiteral("connection"));
    setAttribute(Qt::WA_TranslucentBackground);
    setFixedWidth(popoverWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::m, space::l, space::l);
    column->setSpacing(space::s);
    m_title->setWordWrap(true);
    m_reason->setWordWrap(true);
    column->addWidget(m_title);
    column->addWidget(m_reason);
    column->addWidget(m_chart);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(space::l);
    form->setVerticalSpacing(space::xs);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_trip = addRow(*form, tr("Round trip", "to the host and back"));
    m_lost = addRow(*form, tr("Unanswered", "pings in the last minute"));
    m_waiting = addRow(*form, tr("Waiting here", "what is not sent yet"));
    m_next = addRow(*form, tr("Next try", "to connect"));
    column->addLayout(form);
    column->addWidget(m_retry);
    connect(m_retry, &QPushButton::clicked, this, &ConnectionPopover::retryClicked);
}

TextLabel *ConnectionPopover::addRow(QFormLayout &form, const QString &name)
{
    auto *value = new TextLabel(Type::Small, TextLabel::Tone::Normal, this);
    value->setWordWrap(true);
    form.addRow(new TextLabel(name, Type::Small, TextLabel::Tone::Muted, this), value);
    return value;
}

void ConnectionPopover::present(const Session::StateInfo &info, const LinkQuality &quality, const QString &title)
{
    const QLocale locale;
    const auto ms = [&](int value) { return tr("%1 ms", "milliseconds").arg(locale.toString(std::max(1, value))); };
    m_title->setText(title);
    m_reason->setText(info.reason);
    m_reason->setVisible(!info.reason.isEmpty());
    m_chart->setHistory(quality.history());
    m_chart->setVisible(!quality.history().isEmpty());
    m_chart->setAccessibleName(tr("The round trips of the last ten minutes", "chart"));
    const int typical = quality.medianMs();
    m_trip->setText(
        info.rttMs < 0 ? tr("not known", "round trip")
        : typical < 0  ? ms(info.rttMs)
                      : tr("%1, usually %2", "%1 the last round trip, %2 the median").arg(ms(info.rttMs), ms(typical)));
    const int lost = quality.lossesOf(LinkQuality::judgedLosses);
    m_lost->setText(lost == 0 ? tr("none", "unanswered pings")
                              : tr("%1 of the last %2", "unanswered pings")
                                    .arg(locale.toString(lost), locale.toString(LinkQuality::judgedLosses)));
    m_waiting->setText(info.waiting == 0 ? tr("nothing", "waits to be sent")
                                         : tr("%Ln change(s)", "wait to be sent", info.waiting));
    const bool away = info.state != Session::State::Online && info.state != Session::State::CatchingUp;
    m_next->setText(!away ? tr("not needed", "the next try to connect")
                    : info.retryInMs > 0
                        ? tr("in %n second(s)", "the next try to connect", (info.retryInMs + 999) / 1000)
                    : info.state == Session::State::Refused ? tr("only when you ask", "the next try to connect")
                                                            : tr("now", "the next try to connect"));
    m_retry->setVisible(away);
    setAccessibleName(title);
    adjustSize();
}

QString ConnectionPopover::text() const
{
    QStringList all;
    for (const TextLabel *label : findChildren<TextLabel *>())
        if (!label->isHidden())
            all += label->text();
    return all.join(u'\n');
}

void ConnectionPopover::openUnder(const QWidget &strip)
{
    adjustSize();
    const bool rtl = strip.layoutDirection() == Qt::RightToLeft;
    const QPoint corner = strip.mapToGlobal(rtl ? QPoint(0, strip.height() + space::xs)
                                                : QPoint(strip.width() - width(), strip.height() + space::xs));
    const QRect room = strip.screen()->availableGeometry();
    move(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - width())), corner.y());
    show();
    if (m_retry->isVisible())
        m_retry->setFocus(Qt::PopupFocusReason);
}

void ConnectionPopover::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(palette());
    QPainter painter(this);
    stylepaint::rounded(painter, rect(), cornerRadius + 2, c.raised, c.fieldBorder);
}

} // namespace coterie::ui
