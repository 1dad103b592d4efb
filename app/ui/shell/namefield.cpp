// SPDX-License-Identifier: MIT
#include "app/ui/shell/namefield.h"

#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"
#include "shared/protocol/limits.h"
#include "shared/util/text.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace coterie::ui {

NameField::NameField(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit)
{
    auto *wrong = new TextLabel(tr("A name needs visible characters, and none that steer the text."), Type::Small,
                                TextLabel::Tone::Danger);
    wrong->setWordWrap(true);
    wrong->hide();
    m_wrong = wrong;
    m_edit->setMaxLength(int(nameLength.max));
    m_edit->setAccessibleName(tr("Your name"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::xs);
    column->addWidget(m_edit);
    column->addWidget(wrong);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textEdited, m_wrong, &QWidget::hide);
    connect(m_edit, &QLineEdit::editingFinished, this, &NameField::accept);
}

void NameField::setName(const QString &name)
{
    m_name = name;
    m_edit->setText(name);
    m_wrong->hide();
}

void NameField::accept()
{
    const auto clean = normalizedName(m_edit->text());
    m_wrong->setVisible(!clean && !m_edit->text().trimmed().isEmpty());
    if (!clean) {
        if (m_wrong->isHidden())
            m_edit->setText(m_name);
        return;
    }
    m_edit->setText(*clean);
    if (std::exchange(m_name, *clean) != *clean)
        emit accepted(*clean);
}

} // namespace coterie::ui
