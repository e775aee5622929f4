#!/bin/sh
# Reads the secret of the client from a file.
set -eu
if [ -n "${CLIENT_SECRET_FILE:-}" ]; then
    CLIENT_SECRET=$(cat "$CLIENT_SECRET_FILE")
    export CLIENT_SECRET
fi
exec java -jar /app/notes-api.jar
