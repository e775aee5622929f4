# The two jars and nothing else: to copy from in your own image, and for init containers and image volumes. The context
# is a folder with the files of a release.
FROM docker.io/library/busybox:1.37
ARG VERSION
COPY --chmod=0644 keycloak-api-tokens-${VERSION}.jar /jars/keycloak-api-tokens.jar
COPY --chmod=0644 keycloak-api-tokens-themes-${VERSION}.jar /jars/keycloak-api-tokens-themes.jar
USER 1000
# Copies the jars into a folder that Keycloak's container mounts.
CMD ["cp", "/jars/keycloak-api-tokens.jar", "/jars/keycloak-api-tokens-themes.jar", "/providers/"]
