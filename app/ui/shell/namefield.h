// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/invite.h"

#include <QWidget>

class QLineEdit;

namespace coterie::ui {

// Where somebody says what others shall call them. Takes only what every host takes, and says what is wrong else.
class NameField final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NameField)
public:
    explicit NameField(QWidget *parent = nullptr);

    [[nodiscard]] QLineEdit *edit() const { return m_edit; }
    void setName(const QString &name); // what is gone back to when the field is left empty
    void accept();                     // as when the field is left

signals:
    void accepted(const QString &name); // good, and another one than before
    void invited(const coterie::Invite &invite,
                 const QString &link); // a link was put here: it is the first field that there is

private:
    void edited(const QString &text);

    QLineEdit *m_edit;
    QWidget *m_wrong;
    QString m_name;
    QString m_before; // what stood in the field before one typed or pasted
};

} // namespace coterie::ui
