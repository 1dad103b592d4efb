// SPDX-License-Identifier: MIT
#include "app/ui/shell/namefield.h"

#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"
#include "shared/protocol/limits.h"
#include "shared/util/text.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace coterie::ui {

namespace {
constexpr int longestPaste = 4096; // a link is longer than any name, and is to be known whole
}

NameField::NameField(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit)
{
    auto *wrong = new TextLabel(tr("A name needs visible characters, and none that steer the text."), Type::Small,
                                TextLabel::Tone::Danger);
    wrong->setWordWrap(true);
    wrong->hide();
    m_wrong = wrong;
    m_edit->setMaxLength(longestPaste);
    m_edit->setAccessibleName(tr("Your name"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::xs);
    column->addWidget(m_edit);
    column->addWidget(wrong);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textEdited, this, &NameField::edited);
    connect(m_edit, &QLineEdit::textChanged, this, [this] { m_before = m_edit->text(); });
    connect(m_edit, &QLineEdit::editingFinished, this, &NameField::accept);
}

void NameField::setName(const QString &name)
{
    m_name = name;
    m_edit->setText(name);
    m_wrong->hide();
}

void NameField::edited(const QString &text)
{
    m_wrong->hide();
    if (text.contains(u"coterie:", Qt::CaseInsensitive))
        if (const auto invite = parseInvitation(text)) {
            const QString link = text.trimmed(); // before the field has other words
            m_edit->setText(m_before);
            m_edit->selectAll();
            emit invited(*invite, link);
            return;
        }
    const qsizetype most = nameLength.max;
    if (text.size() == most + 1 && m_before.size() == most) { // a letter too many, wherever it was typed
        const int at = m_edit->cursorPosition() - 1;
        m_edit->setText(m_before);
        m_edit->setCursorPosition(at);
    } else if (text.size() > most)
        m_edit->setText(text.left(text.at(most - 1).isHighSurrogate() ? most - 1 : most));
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
