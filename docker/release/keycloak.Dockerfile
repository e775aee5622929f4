# Keycloak with the released jars, built for PostgreSQL. The context is a folder with the files of a release.
ARG KEYCLOAK_VERSION=26.7.4
FROM quay.io/keycloak/keycloak:${KEYCLOAK_VERSION}
ARG VERSION
COPY --chown=1000:0 keycloak-api-tokens-${VERSION}.jar keycloak-api-tokens-themes-${VERSION}.jar /opt/keycloak/providers/
RUN /opt/keycloak/bin/kc.sh build --db=postgres --health-enabled=true --metrics-enabled=true
CMD ["start", "--optimized"]
