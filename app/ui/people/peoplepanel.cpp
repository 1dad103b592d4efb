// SPDX-License-Identifier: MIT
#include "app/ui/people/peoplepanel.h"

#include "app/ui/people/memberlist.h"
#include "app/ui/shell/textlabel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace coterie::ui {

PeoplePanel::PeoplePanel(QWidget *parent)
    : QWidget(parent)
    , m_count(new TextLabel(Type::Small, TextLabel::Tone::Muted, this))
    , m_list(new MemberListView(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, space::s);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(rowInset, space::m, rowInset, space::s);
    head->addWidget(new TextLabel(tr("People", "heading of the side column"), Type::Strong));
    m_count->setElided(true); // large text in a narrow column
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    head->addWidget(m_count, 1);
    column->addLayout(head);
    column->addWidget(m_list, 1);
}

void PeoplePanel::setModel(MemberModel *model)
{
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    m_list->setModel(model);
    if (model)
        connect(model, &MemberModel::countChanged, this, &PeoplePanel::count);
    count();
}

void PeoplePanel::count()
{
    if (!m_model)
        return;
    m_count->setText(tr("%1 of %2 here", "people: %1 are connected, %2 belong to the room")
                         .arg(locale().toString(m_model->online()), locale().toString(m_model->all())));
}

} // namespace coterie::ui
