#!/bin/bash
# Reads secrets from files, which Keycloak itself cannot do: KC_DB_PASSWORD_FILE names the file with the value of
# KC_DB_PASSWORD. The prefix KCRAW_ keeps Keycloak from interpreting dollar signs in a value.
set -euo pipefail

for option in DB_USERNAME DB_PASSWORD BOOTSTRAP_ADMIN_USERNAME BOOTSTRAP_ADMIN_PASSWORD; do
    name="KC_${option}_FILE"
    file=${!name:-}
    if [ -n "$file" ]; then
        value=$(<"$file")
        export "KCRAW_$option=$value"
        unset "$name"
    fi
done

exec /opt/keycloak/bin/kc.sh "$@"
