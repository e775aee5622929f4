# The example API. The context is the repository, after ./mvnw -DskipTests package.
FROM docker.io/library/eclipse-temurin:21-jre
COPY examples/notes-api/target/notes-api.jar /app/notes-api.jar
COPY docker/notes-api.sh /app/notes-api.sh
USER 1000
EXPOSE 8081
ENTRYPOINT ["/app/notes-api.sh"]
