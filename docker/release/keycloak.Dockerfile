# Keycloak with the released jars, built for PostgreSQL. The context is a folder with the files of a release.
ARG KEYCLOAK_VERSION=26.7.4

# Builds on the platform of the machine: what Keycloak builds is the same for each platform.
FROM --platform=${BUILDPLATFORM} quay.io/keycloak/keycloak:${KEYCLOAK_VERSION} AS builder
ARG VERSION
COPY --chown=1000:0 keycloak-api-tokens-${VERSION}.jar keycloak-api-tokens-themes-${VERSION}.jar \
     /opt/keycloak/providers/
RUN /opt/keycloak/bin/kc.sh build --db=postgres --health-enabled=true --metrics-enabled=true

FROM quay.io/keycloak/keycloak:${KEYCLOAK_VERSION}
COPY --from=builder --chown=1000:0 /opt/keycloak/ /opt/keycloak/
CMD ["start", "--optimized"]
