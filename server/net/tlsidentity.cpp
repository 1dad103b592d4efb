// SPDX-License-Identifier: MIT
#include "server/net/tlsidentity.h"

#include "shared/util/keypin.h"
#include "shared/util/wholefile.h"

#include <QCoreApplication>
#include <QFile>
#include <QSslCertificate>
#include <QSslKey>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>

namespace coterie::server {

namespace {

// In the language of the program that hosts; English in the server by itself.
struct TlsWords {
    Q_DECLARE_TR_FUNCTIONS(TlsIdentity)
};

constexpr qint64 longestFile = 1024 * 1024;
constexpr long dayS = 24 * 3600;
constexpr long validS = 3650 * dayS;

template <auto release> struct Release {
    template <typename T> void operator()(T *object) const { release(object); }
};
using Bio = std::unique_ptr<BIO, Release<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;

Bio readingBio(const QByteArray &bytes)
{
    return Bio(BIO_new_mem_buf(bytes.constData(), int(bytes.size())));
}

QByteArray contentOf(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return QByteArray(data, qsizetype(size));
}

// Nobody is there to type a password.
int noPassword(char *, int, int, void *)
{
    return -1;
}

std::variant<QByteArray, QString> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return TlsWords::tr("%1 cannot be read: %2", "%1 is a file, %2 a reason").arg(path, file.errorString());
    if (file.size() > longestFile)
        return TlsWords::tr("%1 is no PEM file: it is over 1 MiB", "%1 is a file").arg(path);
    return file.readAll();
}

bool addExtension(X509 *certificate, int kind, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, Release<X509_EXTENSION_free>> extension(
        X509V3_EXT_conf_nid(nullptr, &context, kind, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool fill(X509 *certificate, EVP_PKEY *key)
{
    std::array<unsigned char, 16> serial{};
    if (RAND_bytes(serial.data(), int(serial.size())) != 1)
        return false;
    serial[0] = quint8((serial[0] & 0x7f) | 0x40); // positive, and as long as it looks
    const std::unique_ptr<BIGNUM, Release<BN_free>> number(BN_bin2bn(serial.data(), int(serial.size()), nullptr));
    X509_NAME *const name = X509_get_subject_name(certificate);
    const auto *const who = reinterpret_cast<const unsigned char *>("Coterie host");
    return number && X509_set_version(certificate, X509_VERSION_3) == 1 &&
           BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr &&
           X509_gmtime_adj(X509_getm_notBefore(certificate), -dayS) != nullptr && // for clocks that are slow
           X509_gmtime_adj(X509_getm_notAfter(certificate), validS) != nullptr &&
           X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, who, -1, -1, 0) == 1 &&
           X509_set_issuer_name(certificate, name) == 1 && X509_set_pubkey(certificate, key) == 1 &&
           addExtension(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
           addExtension(certificate, NID_ext_key_usage, "serverAuth") &&
           addExtension(certificate, NID_subject_alt_name, "DNS:localhost") &&
           X509_sign(certificate, key, EVP_sha256()) > 0;
}

// Key and certificate, one behind the other, in PEM. Empty when OpenSSL cannot.
QByteArray makeIdentity()
{
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate(X509_new());
    const Bio out(BIO_new(BIO_s_mem()));
    if (!key || !certificate || !out || !fill(certificate.get(), key.get()) ||
        PEM_write_bio_PKCS8PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1 ||
        PEM_write_bio_X509(out.get(), certificate.get()) != 1)
        return {};
    return contentOf(out.get());
}

QByteArray pemOf(EVP_PKEY *key)
{
    const Bio out(BIO_new(BIO_s_mem()));
    if (!out || PEM_write_bio_PKCS8PrivateKey(out.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return {};
    return contentOf(out.get());
}

TlsIdentityOr identityOf(const QByteArray &certificatePem, const QString &certificatePath, const QByteArray &keyPem,
                         const QString &keyPath)
{
    ERR_clear_error();
    const Bio certificateBio = readingBio(certificatePem);
    const Certificate certificate(PEM_read_bio_X509(certificateBio.get(), nullptr, noPassword, nullptr));
    if (!certificate)
        return TlsWords::tr("%1 holds no certificate in PEM form", "%1 is a file").arg(certificatePath);
    const Bio keyBio = readingBio(keyPem);
    const Key key(PEM_read_bio_PrivateKey(keyBio.get(), nullptr, noPassword, nullptr));
    if (!key)
        return TlsWords::tr("%1 holds no private key in PEM form, or one with a password", "%1 is a file").arg(keyPath);
    if (X509_check_private_key(certificate.get(), key.get()) != 1)
        return TlsWords::tr("The key in %1 is not the one of the certificate in %2", "%1 and %2 are files")
            .arg(keyPath, certificatePath);
    const int kind = EVP_PKEY_get_base_id(key.get());
    if (kind != EVP_PKEY_EC && kind != EVP_PKEY_RSA)
        return TlsWords::tr("The key in %1 is neither an EC nor an RSA key", "%1 is a file").arg(keyPath);

    TlsIdentity identity;
    const QList<QSslCertificate> chain = QSslCertificate::fromData(certificatePem);
    const QSslKey privateKey(pemOf(key.get()), kind == EVP_PKEY_EC ? QSsl::Ec : QSsl::Rsa);
    if (chain.isEmpty() || privateKey.isNull())
        return TlsWords::tr("%1 cannot be used by the TLS library of this computer", "%1 is a file").arg(keyPath);
    identity.pin = keyPinOf(chain.first().toDer());
    identity.configuration.setProtocol(QSsl::TlsV1_2OrLater);
    identity.configuration.setLocalCertificateChain(chain);
    identity.configuration.setPrivateKey(privateKey);
    identity.configuration.setPeerVerifyMode(QSslSocket::VerifyNone); // who somebody is, hello tells
    identity.configuration.setCaCertificates({});                     // else every connection would load this machine's
    return identity;
}

} // namespace

TlsIdentityOr readTlsIdentity(const QString &certificatePath, const QString &keyPath)
{
    const auto certificate = contentOf(certificatePath);
    if (const auto *problem = std::get_if<QString>(&certificate))
        return *problem;
    const QString &keyFile = keyPath.isEmpty() ? certificatePath : keyPath;
    const auto key = contentOf(keyFile);
    if (const auto *problem = std::get_if<QString>(&key))
        return *problem;
    return identityOf(std::get<QByteArray>(certificate), certificatePath, std::get<QByteArray>(key), keyFile);
}

TlsIdentityOr ownTlsIdentity(const QString &path)
{
    if (!path.isEmpty() && QFile::exists(path)) {
        auto known = readTlsIdentity(path, {});
        if (auto *problem = std::get_if<QString>(&known))
            *problem += u". " % TlsWords::tr("Others know this host by that key: bring the file back from a copy, or "
                                             "remove it and send everybody a new invite link");
        return known;
    }
    const QByteArray pem = makeIdentity();
    if (pem.isEmpty())
        return TlsWords::tr("No key could be made by the TLS library of this computer");
    if (!path.isEmpty())
        if (const QString why = writeWhole(path, pem, QFile::ReadOwner | QFile::WriteOwner); !why.isEmpty())
            return TlsWords::tr("%1 cannot be written: %2", "%1 is a file, %2 a reason").arg(path, why);
    return identityOf(pem, path, pem, path);
}

} // namespace coterie::server
