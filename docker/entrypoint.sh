#!/bin/bash
# Takes secrets from files, which Keycloak itself does not: KC_DB_PASSWORD_FILE names the file that holds what
# KC_DB_PASSWORD would. KCRAW_ is Keycloak's prefix for values in which a dollar sign is a dollar sign.
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
