// SPDX-License-Identifier: MIT
#include "app/ui/shell/coteriestyle.h"

#include "app/ui/shell/button.h"
#include "app/ui/shell/icons.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/theme.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAbstractSlider>
#include <QComboBox>
#include <QEvent>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QStyleFactory>
#include <QStyleOption>

#include <algorithm>

namespace coterie::ui {

namespace {

constexpr int scrollBarExtent = 12;
constexpr int shortestThumb = 32;
constexpr int controlHeight = 34;
constexpr int sliderKnob = 23; // odd: it lies in the middle
constexpr int menuRowHeight = 32;
constexpr int menuLineAlpha = 130;

int fieldHeight(const QStyleOption *option)
{
    return std::max(controlHeight, (option ? option->fontMetrics.height() : 18) + 14);
}

QRegion roundedRegion(const QRect &rect, int corner)
{
    QPainterPath path;
    path.addRoundedRect(rect, corner, corner);
    return QRegion(path.toFillPolygon().toPolygon());
}

QRect scrollBarThumb(const QStyleOptionSlider &bar)
{
    const bool vertical = bar.orientation == Qt::Vertical;
    const int length = vertical ? bar.rect.height() : bar.rect.width();
    const qint64 range = qint64(bar.maximum) - bar.minimum;
    if (range <= 0)
        return {};
    const int thumb = std::clamp(int(qint64(bar.pageStep) * length / (range + bar.pageStep)),
                                 std::min(shortestThumb, length), length);
    const int start =
        QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition, length - thumb, bar.upsideDown);
    return vertical ? QRect(bar.rect.x(), bar.rect.y() + start, bar.rect.width(), thumb)
                    : QRect(bar.rect.x() + start, bar.rect.y(), thumb, bar.rect.height());
}

} // namespace

CoterieStyle::CoterieStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
}

int CoterieStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return scrollBarExtent;
    case PM_ScrollBarSliderMin:
        return shortestThumb;
    case PM_ButtonIconSize:
    case PM_SmallIconSize:
    case PM_ToolBarIconSize:
        return iconExtent;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 18;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return space::s;
    case PM_MenuHMargin:
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuVMargin:
        return space::xs + 1;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_ToolTipLabelFrameWidth:
        return space::s - 2;
    case PM_SliderThickness:
    case PM_SliderControlThickness:
    case PM_SliderLength:
        return sliderKnob;
    case PM_SplitterWidth:
        return 5;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int CoterieStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                            QStyleHintReturn *result) const
{
    switch (hint) {
    case SH_Menu_Mask:
    case SH_ToolTip_Mask:
        if (auto *mask = qstyleoption_cast<QStyleHintReturnMask *>(result)) {
            mask->region = roundedRegion(option->rect, cornerRadius - 1);
            return 1;
        }
        return 0;
    case SH_Slider_AbsoluteSetButtons: // it goes where one clicks
        return Qt::LeftButton;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_Widget_Animate:
    case SH_Widget_Animation_Duration:
    case SH_ScrollView_FrameOnlyAroundContents:
    case SH_ItemView_ActivateItemOnSingleClick:
    case SH_ComboBox_Popup:
        return 0;
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 1;
    case SH_ToolTip_WakeUpDelay:
        return 500;
    default:
        return QProxyStyle::styleHint(hint, option, widget, result);
    }
}

QSize CoterieStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                     const QWidget *widget) const
{
    switch (type) {
    case CT_PushButton: {
        const auto *button = qobject_cast<const Button *>(widget);
        const int side = button && button->kind() == Button::Kind::Ghost ? space::m : space::l;
        const int iconGap = button && !button->icon().isNull() && !button->text().isEmpty() ? space::s - 4 : 0;
        return {size.width() + 2 * side + iconGap, fieldHeight(option)};
    }
    case CT_LineEdit:
    case CT_SpinBox:
    case CT_ComboBox:
        return {size.width() + 2 * space::s + (type == CT_ComboBox ? space::xl : 0), fieldHeight(option)};
    case CT_ToolButton:
        return {size.width() + space::l, std::max(size.height() + 12, fieldHeight(option) - 2)};
    case CT_MenuItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        if (item && item->menuItemType == QStyleOptionMenuItem::Separator)
            return {10, 9};
        const QSize text = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {std::max(180, text.width() + iconExtent + space::xl + space::l),
                std::max(menuRowHeight, option->fontMetrics.height() + 12)};
    }
    default:
        return QProxyStyle::sizeFromContents(type, option, size, widget);
    }
}

QRect CoterieStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    if (element == SE_LineEditContents) {
        const QRect rect = option->rect.adjusted(space::s, 1, -space::s, -1);
        return visualRect(option->direction, option->rect, rect);
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QRect CoterieStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                                   const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (!bar)
            return {};
        const QRect thumb = scrollBarThumb(*bar);
        const bool vertical = bar->orientation == Qt::Vertical;
        switch (part) {
        case SC_ScrollBarSlider:
            return thumb;
        case SC_ScrollBarGroove:
            return bar->rect;
        case SC_ScrollBarSubPage:
            return vertical ? QRect(bar->rect.topLeft(), QPoint(bar->rect.right(), thumb.top() - 1))
                            : QRect(bar->rect.topLeft(), QPoint(thumb.left() - 1, bar->rect.bottom()));
        case SC_ScrollBarAddPage:
            return vertical ? QRect(QPoint(bar->rect.left(), thumb.bottom() + 1), bar->rect.bottomRight())
                            : QRect(QPoint(thumb.right() + 1, bar->rect.top()), bar->rect.bottomRight());
        default:
            return {};
        }
    }
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        return visualRect(option->direction, option->rect, option->rect.adjusted(space::s, 1, -space::xl, -1));
    if (control == CC_SpinBox && part == SC_SpinBoxEditField)
        return option->rect.adjusted(2, 2, -2, -2);
    return QProxyStyle::subControlRect(control, option, part, widget);
}

void CoterieStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                 const QWidget *widget) const
{
    const Colors &c = colors(option->palette);
    switch (element) {
    case PE_PanelButtonCommand:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            stylepaint::button(*painter, *button, widget);
        return;
    case PE_PanelLineEdit:
        // The editor inside a combo box or a spin box stands in their frame.
        if (!widget || !widget->parentWidget() || !widget->parentWidget()->inherits("QAbstractSpinBox"))
            stylepaint::field(*painter, *option, widget);
        return;
    case PE_FrameLineEdit:
    case PE_PanelMenu:
        return;
    case PE_FrameMenu: { // it stands on any ground, and not every desktop gives it a shadow
        QColor line = c.fieldBorder;
        line.setAlpha(menuLineAlpha);
        stylepaint::rounded(*painter, option->rect, cornerRadius - 1, {}, line);
        return;
    }
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, option->palette.color(QPalette::ToolTipBase));
        return;
    case PE_IndicatorCheckBox:
        stylepaint::checkBox(*painter, *option);
        return;
    case PE_IndicatorRadioButton:
        stylepaint::radioButton(*painter, *option);
        return;
    case PE_FrameFocusRect:
        if (option->state.testFlag(State_KeyboardFocusChange))
            stylepaint::focusRing(*painter, option->rect, 4, c.focus);
        return;
    case PE_PanelItemViewItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            if (item->state.testFlag(State_Selected))
                stylepaint::rounded(*painter, item->rect, 4, c.selected);
            else if (item->state.testFlag(State_MouseOver))
                stylepaint::rounded(*painter, item->rect, 4, c.hover);
        }
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void CoterieStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                               const QWidget *widget) const
{
    const Colors &c = colors(option->palette);
    switch (element) {
    case CE_PushButtonBevel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            stylepaint::button(*painter, *button, widget);
        return;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            drawPushButtonLabel(*button, *painter, widget);
        return;
    case CE_PushButton:
        drawControl(CE_PushButtonBevel, option, painter, widget);
        drawControl(CE_PushButtonLabel, option, painter, widget);
        return;
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            stylepaint::menuItem(*painter, *item);
        return;
    case CE_ItemViewItem: // of a list without a delegate of its own; its selected row is a pale one
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            QStyleOptionViewItem own(*item);
            own.palette.setColor(QPalette::HighlightedText, own.palette.color(QPalette::Text));
            QProxyStyle::drawControl(element, &own, painter, widget);
        }
        return;
    case CE_MenuEmptyArea:
        painter->fillRect(option->rect, c.raised);
        return;
    case CE_Splitter: {
        const QRect r = option->rect;
        const bool over = option->state.testFlag(State_MouseOver) || option->state.testFlag(State_Sunken);
        if (option->state.testFlag(State_Horizontal))
            painter->fillRect(QRect(r.center().x(), r.y(), 1, r.height()), over ? c.focus : c.border);
        else
            painter->fillRect(QRect(r.x(), r.center().y(), r.width(), 1), over ? c.focus : c.border);
        return;
    }
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void CoterieStyle::drawPushButtonLabel(const QStyleOptionButton &option, QPainter &painter, const QWidget *widget) const
{
    const Colors &c = colors(option.palette);
    const auto *own = qobject_cast<const Button *>(widget);
    const bool filled = own && (own->kind() == Button::Kind::Primary || own->kind() == Button::Kind::Danger);
    const bool enabled = option.state.testFlag(State_Enabled);
    const int iconWidth = option.icon.isNull() ? 0 : option.iconSize.width();
    const int gap = iconWidth > 0 && !option.text.isEmpty() ? space::s : 0;
    const int words = option.fontMetrics.size(Qt::TextShowMnemonic, option.text).width();
    const bool wraps = own && own->isWrapping();
    const int width = std::min(iconWidth + gap + words, option.rect.width() - (wraps ? 2 : 1) * space::s);
    QRect inside(option.rect.center().x() - width / 2, option.rect.y(), width, option.rect.height());
    const auto placed = [&](const QRect &rect) { return visualRect(option.direction, option.rect, rect); };
    if (iconWidth > 0) {
        const QRect mark(inside.x(), inside.center().y() - option.iconSize.height() / 2 + 1, iconWidth,
                         option.iconSize.height());
        option.icon.paint(&painter, placed(mark), Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
        inside.setLeft(inside.left() + iconWidth + gap);
    }
    painter.setPen(!enabled ? c.muted : filled ? c.onAccent : c.text);
    const int flags = int(Qt::AlignVCenter | Qt::TextShowMnemonic) | (wraps ? int(Qt::TextWordWrap) : 0);
    painter.drawText(placed(inside.adjusted(0, 0, 2, 0)), flags, option.text);
}

void CoterieStyle::drawToolButton(const QStyleOptionToolButton &option, QPainter &painter, const QWidget *widget) const
{
    stylepaint::toolButton(painter, option);
    QStyleOptionToolButton label = option;
    label.state.setFlag(State_AutoRaise, false);
    label.state.setFlag(State_Sunken, false);
    label.features.setFlag(QStyleOptionToolButton::HasMenu, false);
    const Colors &c = colors(option.palette);
    if (option.state.testFlag(State_On))
        label.palette.setColor(QPalette::ButtonText, c.link);
    if (option.toolButtonStyle == Qt::ToolButtonTextBesideIcon && !option.icon.isNull()) {
        // Fusion puts the icon at the very edge and all the room behind the words.
        const QRect inside = option.rect.adjusted(space::s, 0, -space::s, 0);
        const QSize size = option.iconSize;
        const QRect mark(inside.x(), inside.center().y() - size.height() / 2 + 1, size.width(), size.height());
        const bool enabled = option.state.testFlag(State_Enabled);
        option.icon.paint(&painter, visualRect(option.direction, inside, mark), Qt::AlignCenter,
                          enabled ? QIcon::Normal : QIcon::Disabled);
        painter.setFont(widget ? widget->font() : painter.font());
        painter.setPen(enabled ? label.palette.color(QPalette::ButtonText) : c.muted);
        painter.drawText(visualRect(option.direction, inside, inside.adjusted(size.width() + space::s - 2, 0, 2, 0)),
                         int(visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter)) |
                             Qt::TextShowMnemonic,
                         option.text);
        return;
    }
    proxy()->drawControl(CE_ToolButtonLabel, &label, &painter, widget);
}

void CoterieStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                      const QWidget *widget) const
{
    const Colors &c = colors(option->palette);
    switch (control) {
    case CC_ScrollBar:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            // The bar stands on the ground of what it scrolls.
            const auto *area = widget && widget->parentWidget()
                                   ? qobject_cast<const QAbstractScrollArea *>(widget->parentWidget()->parentWidget())
                                   : nullptr;
            if (area && area->viewport()->autoFillBackground())
                painter->fillRect(bar->rect, area->viewport()->palette().color(area->viewport()->backgroundRole()));
            const QRect thumb = scrollBarThumb(*bar);
            if (!thumb.isEmpty() && bar->state.testFlag(State_Enabled))
                stylepaint::scrollBarThumb(*painter, *bar, thumb);
        }
        return;
    case CC_Slider:
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option))
            stylepaint::slider(*painter, *slider, subControlRect(CC_Slider, option, SC_SliderHandle, widget));
        return;
    case CC_ToolButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option))
            drawToolButton(*button, *painter, widget);
        return;
    case CC_SpinBox:
        stylepaint::field(*painter, *option, widget);
        return;
    case CC_ComboBox: {
        QStyleOption frame = *option;
        stylepaint::field(*painter, frame, widget);
        const QRect arrow =
            visualRect(option->direction, option->rect,
                       QRect(option->rect.right() - space::xl, option->rect.y(), 20, option->rect.height()));
        stylepaint::chevronDown(*painter, arrow, c.muted);
        return;
    }
    default:
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

QIcon CoterieStyle::standardIcon(StandardPixmap which, const QStyleOption *option, const QWidget *widget) const
{
    return which == SP_LineEditClearButton ? lineIcon(u"x", Tint::Muted)
                                           : QProxyStyle::standardIcon(which, option, widget);
}

void CoterieStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget) ||
        qobject_cast<QAbstractSlider *>(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (qobject_cast<QMenu *>(widget)) {
        widget->removeEventFilter(this);
        widget->installEventFilter(this);
    }
}

// While a menu is open the keys are the menu's: none of the window behind it does anything.
bool CoterieStyle::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride)
        return QProxyStyle::eventFilter(watched, event);
    event->accept();
    return true;
}

} // namespace coterie::ui
