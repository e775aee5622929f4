import { useAccess } from "@keycloak/keycloak-admin-ui";
import { KeycloakSpinner } from "@keycloak/keycloak-ui-shared";
import { useCallback, useState } from "react";

import { useApiTokens } from "../api";
import { LoadError } from "../LoadError";
import { mayViewRealm } from "../paths";
import { useLoaded } from "../useLoaded";
import { PolicyForm } from "./PolicyForm";

type LoadedPolicyProps = { client?: string; mayManage: boolean };

/** @param client internal id, or undefined for the policy of the realm */
export const LoadedPolicy = ({ client, mayManage }: LoadedPolicyProps) => {
  const api = useApiTokens();
  const { hasAccess } = useAccess();
  const [round, setRound] = useState(0);
  const hasBounds = client !== undefined && hasAccess(mayViewRealm);
  const load = useCallback(
    async (signal: AbortSignal) => {
      const [policy, realm] = await Promise.all([
        api.policy(client, signal),
        // The page of the realm's policy shows the error if that policy is invalid.
        hasBounds ? api.policy(undefined, signal).catch(() => undefined) : undefined,
      ]);
      return { policy, realm };
    },
    [api, client, hasBounds],
  );
  const { value, error } = useLoaded(load, round);
  return (
    <>
      {error !== undefined && (
        <LoadError title="apiTokenPolicyLoadError" error={error} retry={() => setRound(round + 1)} />
      )}
      {!value && error === undefined && <KeycloakSpinner />}
      {value && (
        <PolicyForm
          policy={value.policy}
          realm={value.realm}
          owner={client ? "client" : "realm"}
          mayManage={mayManage}
          save={(rules) => api.setPolicy(client, rules)}
        />
      )}
    </>
  );
};
