// SPDX-License-Identifier: MIT
#include "app/ui/connect/hostsheet.h"

#include "app/ui/shell/button.h"
#include "app/ui/shell/prompts.h"
#include "app/ui/shell/sheetarea.h"
#include "app/ui/shell/textlabel.h"
#include "shared/protocol/limits.h"
#include "shared/util/text.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QIntValidator>
#include <QLineEdit>
#include <QRadioButton>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace coterie::ui {

namespace {

constexpr int lowestPort = 1024;
constexpr int highestPort = 65535;

QString fileNameFor(const QString &sessionName)
{
    QString name;
    for (const QChar c : sessionName.simplified())
        name += c.isLetterOrNumber() || c == u' ' || c == u'-' || c == u'_' ? c : u'-';
    name = name.trimmed().left(60);
    return (name.isEmpty() ? QStringLiteral("session") : name) % u".coterie";
}

// What is typed, as the host will take it and as it is remembered: the next start may be from another folder. A name
// without a folder lies where the sheet suggests files.
QString fileFrom(const QString &typed)
{
    QString file = QDir::fromNativeSeparators(typed.trimmed());
    if (file.isEmpty())
        return {};
    const bool folder = file == u"~" || file.endsWith(u'/') || file.endsWith(u"/..");
    if (file == u"~" || file.startsWith(u"~/"))
        file.replace(0, 1, QDir::homePath());
    file = QDir::cleanPath(QDir(QFileInfo(HostSheet::suggestedFile({})).path()).absoluteFilePath(file));
    if (folder || QFileInfo(file).isDir()) // and that is said
        return file;
    return QFileInfo(file).suffix().isEmpty() ? QString(file % u".coterie") : file;
}

} // namespace

HostSheet::HostSheet(QWidget *over, Settings &settings, Prompts &prompts)
    : Sheet(tr("Host a session", "title of a sheet"), over)
    , m_settings(settings)
    , m_prompts(prompts)
    , m_area(new SheetArea)
    , m_name(new QLineEdit)
    , m_file(new QLineEdit)
    , m_keep(new QRadioButton(tr("In a file", "where history is kept")))
    , m_forget(new QRadioButton(tr("This run only: nothing is kept", "where history is kept")))
    , m_choose(new Button(tr("Choose…", "button beside a file name")))
    , m_lan(new QCheckBox(tr("Others on the network can join")))
    , m_port(new QLineEdit)
    , m_problem(new TextLabel(Type::Small, TextLabel::Tone::Danger))
    , m_start(new Button(tr("Start hosting", "button of the host sheet"), Button::Kind::Primary))
{
    setObjectName(QStringLiteral("hostSheet"));
    setCardWidth(480);
    QString name = normalizedName(settings.text(Settings::Key::HostName)).value_or(QString());
    if (name.isEmpty())
        name = settings.displayName().isEmpty()
                   ? tr("My session", "suggested name while nobody knows the person's")
                   : tr("Session of %1", "suggested name; %1 is a person").arg(settings.displayName());
    m_name->setText(name.left(int(nameLength.max)));
    m_name->setMaxLength(int(nameLength.max));
    m_name->setAccessibleName(tr("Name of the session"));
    m_area->setAccessibleName(tr("Host a session", "title of a sheet"));
    column()->addWidget(m_area);
    m_area->column()->addWidget(new TextLabel(tr("Name of the session"), Type::SmallStrong));
    m_area->column()->addWidget(m_name);
    addFileRows();
    addNetworkRows();
    m_problem->setWordWrap(true);
    m_problem->hide();
    column()->addWidget(m_problem);
    m_start->setIconName(u"host");
    m_start->setDefault(true);
    auto *last = new QHBoxLayout;
    last->setContentsMargins(0, space::s, 0, 0);
    last->addStretch();
    last->addWidget(m_start);
    column()->addLayout(last);

    for (QLineEdit *field : {m_name, m_file, m_port}) {
        connect(field, &QLineEdit::returnPressed, this, &HostSheet::confirm);
        connect(field, &QLineEdit::textChanged, this, &HostSheet::judge);
    }
    connect(m_name, &QLineEdit::textEdited, this, [this] {
        m_nameTyped = true;
        suggest();
    });
    connect(m_file, &QLineEdit::textEdited, this, [this] { m_fileChosen = true; });
    connect(m_file, &QLineEdit::editingFinished, this, [this] {
        m_file->setText(QDir::toNativeSeparators(fileFrom(m_file->text())));
        followFile();
    });
    connect(m_start, &QPushButton::clicked, this, &HostSheet::confirm);
    connect(m_keep, &QRadioButton::toggled, this, &HostSheet::judge);
    const QString kept = settings.text(Settings::Key::HostFile);
    // A file that was only suggested goes with its name: another session is another file.
    m_fileChosen = !kept.isEmpty() && kept != suggestedFile(settings.text(Settings::Key::HostName));
    m_file->setText(m_fileChosen ? QDir::toNativeSeparators(kept) : QString());
    suggest();
    judge();
}

void HostSheet::addFileRows()
{
    m_area->column()->addSpacing(space::xs);
    m_area->column()->addWidget(new TextLabel(tr("History", "heading in the host sheet"), Type::SmallStrong));
    auto *group = new QButtonGroup(this);
    group->addButton(m_keep);
    group->addButton(m_forget);
    m_keep->setChecked(true);
    m_area->column()->addWidget(m_keep);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s);
    row->setContentsMargins(26, 0, 0, 0);
    m_file->setAccessibleName(tr("File that keeps the session"));
    row->addWidget(m_file, 1);
    row->addWidget(m_choose);
    m_area->column()->addLayout(row);
    m_area->column()->addWidget(m_forget);
    connect(m_choose, &QPushButton::clicked, this, [this] {
        const QString now = fileFrom(m_file->text());
        m_prompts.askForFile(this, tr("File that keeps the session"),
                             now.isEmpty() ? suggestedFile(m_name->text()) : now,
                             tr("Coterie sessions (*.coterie)", "file filter"), [this](const QString &file) {
                                 if (file.isEmpty())
                                     return;
                                 m_fileChosen = true;
                                 m_file->setText(QDir::toNativeSeparators(file));
                                 followFile();
                             });
    });
}

void HostSheet::addNetworkRows()
{
    m_area->column()->addSpacing(space::xs);
    m_area->column()->addWidget(new TextLabel(tr("Network", "heading in the host sheet"), Type::SmallStrong));
    m_lan->setChecked(m_settings.flag(Settings::Key::HostLan));
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s);
    row->addWidget(m_lan, 1);
    auto *label = new TextLabel(tr("Port", "network port"), Type::Body, TextLabel::Tone::Muted);
    row->addWidget(label);
    m_port->setValidator(new QIntValidator(0, highestPort, m_port));
    m_port->setText(QString::number(m_settings.integer(Settings::Key::HostPort)));
    m_port->setAccessibleName(tr("Port", "network port"));
    m_port->setToolTip(tr("When it is taken, the next free port is used."));
    m_port->setFixedWidth(m_port->fontMetrics().horizontalAdvance(QStringLiteral("000000")) + 2 * space::l);
    row->addWidget(m_port);
    m_area->column()->addLayout(row);
}

void HostSheet::setSession(const QString &name, const QString &file)
{
    m_fileChosen = true;
    m_keep->setChecked(true);
    m_name->setText(name);
    m_nameBefore = m_name->text().simplified(); // as request() has it, whatever the field made of it
    m_file->setText(QDir::toNativeSeparators(file));
}

// A session that is there already has a name, and keeps it unless somebody types another one.
void HostSheet::followFile()
{
    const QString file = fileFrom(m_file->text());
    if (!m_nameTyped && m_fileChosen && QFileInfo(file).isFile())
        setSession(m_settings.nameOfFile(file), file);
}

void HostSheet::openFirst()
{
    open(m_name);
    m_name->selectAll();
}

QString HostSheet::suggestedFile(const QString &sessionName)
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QDir(documents.isEmpty() ? QDir::homePath() : documents).filePath(u"Coterie/" % fileNameFor(sessionName));
}

void HostSheet::suggest()
{
    if (!m_fileChosen)
        m_file->setText(QDir::toNativeSeparators(suggestedFile(m_name->text())));
}

void HostSheet::judge()
{
    m_file->setEnabled(m_keep->isChecked());
    m_choose->setEnabled(m_keep->isChecked());
    const int port = m_port->text().toInt();
    const bool portRight = !m_port->text().isEmpty() && (port == 0 || port >= lowestPort) && port <= highestPort;
    QString problem;
    if (m_name->text().trimmed().isEmpty())
        problem = tr("Give the session a name; others see it.");
    else if (!normalizedName(m_name->text()))
        problem = tr("A name has 1 to %1 visible characters.").arg(nameLength.max);
    else if (m_keep->isChecked() && m_file->text().trimmed().isEmpty())
        problem = tr("Choose a file, or keep nothing.");
    else if (m_keep->isChecked() && QFileInfo(fileFrom(m_file->text())).isDir())
        problem = tr("That is a folder. Add a file name, such as %1.").arg(fileNameFor(m_name->text()));
    else if (!portRight)
        problem = tr("A port is a number from %1 to %2.").arg(lowestPort).arg(highestPort);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_port->setProperty("invalid", !portRight);
    m_port->update();
    m_start->setEnabled(problem.isEmpty() && !m_busy);
}

HostRequest HostSheet::request() const
{
    HostRequest request;
    // The file knows its name: it gets another one only if somebody has typed that.
    request.name = m_name->text().simplified();
    if (m_keep->isChecked() && request.name == m_nameBefore && QFileInfo(fileFrom(m_file->text())).isFile())
        request.name.clear();
    request.file = m_keep->isChecked() ? fileFrom(m_file->text()) : QString();
    request.port = quint16(m_port->text().toUInt());
    request.lan = m_lan->isChecked();
    return request;
}

void HostSheet::confirm()
{
    followFile(); // Return comes before the field is left
    judge();
    if (m_start->isEnabled())
        emit confirmed(request());
}

void HostSheet::showBusy()
{
    m_busy = true;
    m_problem->hide();
    m_start->setEnabled(false);
    m_start->setText(tr("Starting…", "button while the host starts"));
}

void HostSheet::showProblem(const QString &sentence)
{
    m_busy = false;
    m_start->setText(tr("Start hosting", "button of the host sheet"));
    m_start->setEnabled(true);
    m_problem->setText(sentence);
    m_problem->show();
}

} // namespace coterie::ui
