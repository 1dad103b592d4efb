// SPDX-License-Identifier: MIT
#include "app/ui/board/templatechooser.h"

#include "app/ui/board/boardpicture.h"
#include "app/ui/board/boardscene.h"
#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"
#include "shared/board/boarddoc.h"

#include <QGridLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace coterie::ui {
namespace {

constexpr QSize templatePicture(112, 76);

QPixmap drawnTemplate(BoardTemplate kind, const BoardPaper &paper, double ratio)
{
    BoardDoc doc;
    (void)doc.apply({newId<OpId>(), newId<UserId>(), templateOps(kind, {})}, 1);
    BoardScene scene;
    scene.reset(doc.objects());
    const QSize pixels = (QSizeF(templatePicture) * ratio).toSize();
    QImage image(pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    const QRectF all = scene.extent();
    // A little less than fits, so that lines at the edge are whole.
    const double scale = 0.95 * std::min(pixels.width() / all.width(), pixels.height() / all.height());
    const QPointF origin = all.center() - QPointF(pixels.width(), pixels.height()) / scale / 2;
    paintScene(image, scene, origin, scale, paper);
    QPixmap picture = QPixmap::fromImage(image);
    picture.setDevicePixelRatio(ratio);
    return picture;
}

} // namespace

TemplateChooser::TemplateChooser(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout)
{
    setAccessibleName(tr("Templates"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    auto *title = new TextLabel(tr("Or start from a template"), Type::Small, TextLabel::Tone::Muted, this);
    title->setAlignment(Qt::AlignHCenter);
    column->addWidget(title);
    m_grid->setSpacing(space::s);
    for (int i = 0; i < boardTemplateCount; ++i) {
        const auto kind = BoardTemplate(i);
        auto *button = new QToolButton(this);
        button->setText(templateName(kind));
        button->setAccessibleName(tr("Start from the template %1").arg(templateName(kind)));
        button->setToolTip(button->accessibleName());
        button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        button->setIconSize(templatePicture);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QToolButton::clicked, this, [this, kind] { emit chosen(kind); });
        m_buttons.append(button);
    }
    column->addLayout(m_grid);
    // They are painted when they are seen first; until then their place is kept, or the buttons would grow.
    QPixmap place(templatePicture);
    place.fill(Qt::transparent);
    for (QToolButton *button : std::as_const(m_buttons))
        button->setIcon(place);
    setForm(0);
}

QList<QSize> TemplateChooser::forms()
{
    if (!m_forms.isEmpty() && m_formsFont == font())
        return m_forms;
    m_formsFont = font();
    m_forms.clear();
    for (const QToolButton *button : std::as_const(m_buttons))
        button->ensurePolished(); // they may not have been seen yet
    const int now = m_form;
    for (const int form : {0, 1}) {
        setForm(form);
        layout()->activate();
        m_forms.append(sizeHint());
    }
    setForm(now);
    return m_forms;
}

void TemplateChooser::setForm(int form)
{
    if (std::exchange(m_form, form) == form)
        return;
    const int count = int(m_buttons.size());
    const int columns = form == 0 ? count : 2;
    for (QToolButton *button : std::as_const(m_buttons))
        m_grid->removeWidget(button);
    for (int i = 0; i < count; ++i)
        m_grid->addWidget(m_buttons.at(i), i / columns, i % columns, Qt::AlignHCenter);
    layout()->invalidate();
}

void TemplateChooser::setPaper(const BoardPaper &paper)
{
    if (m_paper == paper)
        return;
    m_paper = paper;
    m_painted = false;
    if (isVisible())
        paintPictures();
}

void TemplateChooser::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    paintPictures();
}

void TemplateChooser::paintPictures()
{
    if (std::exchange(m_painted, true))
        return;
    for (int i = 0; i < boardTemplateCount; ++i)
        m_buttons.at(i)->setIcon(drawnTemplate(BoardTemplate(i), m_paper, devicePixelRatioF()));
}

} // namespace coterie::ui
