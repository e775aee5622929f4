import { KeycloakSpinner } from "@keycloak/keycloak-ui-shared";
import { useCallback, useState } from "react";

import { useApiTokens } from "./api";
import { ListError } from "./ListError";
import { PolicyForm } from "./PolicyForm";
import { useLoaded } from "./useLoaded";

type LoadedPolicyProps = { client?: string; mayManage: boolean };

/** @param client internal id; without one it is that of the realm */
export const LoadedPolicy = ({ client, mayManage }: LoadedPolicyProps) => {
  const api = useApiTokens();
  const [round, setRound] = useState(0);
  const load = useCallback((signal: AbortSignal) => api.policy(client, signal), [api, client]);
  const { value: policy, error } = useLoaded(load, round);
  return (
    <>
      {error !== undefined && (
        <ListError title="apiTokenPolicyLoadError" error={error} retry={() => setRound(round + 1)} />
      )}
      {!policy && error === undefined && <KeycloakSpinner />}
      {policy && (
        <PolicyForm
          policy={policy}
          owner={client ? "client" : "realm"}
          mayManage={mayManage}
          save={(rules) => api.setPolicy(client, rules)}
        />
      )}
    </>
  );
};
