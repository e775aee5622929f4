# Keycloak with API tokens, built from the sources alone. The context is the repository.
#
#   docker build -f docker/source.Dockerfile -t keycloak-api-tokens .
ARG KEYCLOAK_VERSION=26.7.4

# The versions that build a release: see .github/workflows/release.yml.
FROM docker.io/library/node:24-bookworm-slim AS node

FROM docker.io/library/eclipse-temurin:17-jdk AS jars
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 --mount=type=cache,target=/root/.npm \
    ./mvnw -B -ntp -pl provider,themes -am -DskipTests package

FROM quay.io/keycloak/keycloak:${KEYCLOAK_VERSION} AS builder
COPY --from=jars --chown=1000:0 /src/provider/target/keycloak-api-tokens.jar \
     /src/themes/target/keycloak-api-tokens-themes.jar /opt/keycloak/providers/
RUN /opt/keycloak/bin/kc.sh build --db=postgres --health-enabled=true --metrics-enabled=true

FROM quay.io/keycloak/keycloak:${KEYCLOAK_VERSION}
COPY --from=builder --chown=1000:0 /opt/keycloak/ /opt/keycloak/
COPY --chown=1000:0 docker/entrypoint.sh docker/healthcheck.sh /opt/keycloak/bin/
ENV KC_HTTP_MANAGEMENT_SCHEME=http
ENV KC_HEALTH_ENABLED=true KC_METRICS_ENABLED=true
USER 1000
EXPOSE 8080 8443 9000
HEALTHCHECK --interval=5s --timeout=5s --start-period=300s --retries=6 CMD ["/opt/keycloak/bin/healthcheck.sh"]
ENTRYPOINT ["/opt/keycloak/bin/entrypoint.sh"]
CMD ["start", "--optimized"]
