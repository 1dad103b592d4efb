// SPDX-License-Identifier: MIT
#include "server/net/httproutes.h"

#include <QJsonDocument>

namespace coterie::server {

HttpRoute frontPage()
{
    return [](const HttpHead &head) -> std::optional<HttpAnswer> {
        if (head.path != "/")
            return std::nullopt;
        return HttpAnswer{200, QByteArrayLiteral("This is a Coterie session. Join it from the Coterie app.\n")};
    };
}

HttpRoute healthPage(std::function<QJsonObject()> facts)
{
    return [facts = std::move(facts)](const HttpHead &head) -> std::optional<HttpAnswer> {
        if (head.path != "/health" && head.path != "/healthz")
            return std::nullopt;
        const QJsonObject object = facts();
        const bool well = object.value(QLatin1String("status")).toString() == QLatin1String("ok");
        return HttpAnswer{well ? 200 : 503, QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n',
                          QByteArrayLiteral("application/json")};
    };
}

} // namespace coterie::server
