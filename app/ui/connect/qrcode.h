// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QWidget>

namespace coterie::ui {

// A text as a QR code: black on white in both themes, because cameras want it so, with the quiet zone of the standard.
class QrCode final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(QrCode)

public:
    explicit QrCode(QWidget *parent = nullptr);

    // Hides itself when this build has no encoder or the text is too long for a code, or none.
    void setText(const QString &text);
    [[nodiscard]] bool hasCode() const { return m_side > 0; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<bool> m_modules;
    int m_side = 0;
};

} // namespace coterie::ui
