import { KeycloakSpinner } from "@keycloak/keycloak-ui-shared";
import { PageSection } from "@patternfly/react-core";
import { useCallback, useState } from "react";

import { useApiTokens } from "./api";
import { ListError } from "./ListError";
import { PolicyForm } from "./PolicyForm";
import { useLoaded } from "./useLoaded";

const OF_THE_REALM = "";

export const PolicyTab = () => {
  const api = useApiTokens();
  const [round, setRound] = useState(0);
  const load = useCallback((signal: AbortSignal) => api.policy(OF_THE_REALM, signal), [api]);
  const { value: policy, error } = useLoaded(load, round);
  return (
    <PageSection variant="light">
      {error !== undefined && <ListError error={error} retry={() => setRound(round + 1)} />}
      {!policy && error === undefined && <KeycloakSpinner />}
      {policy && <PolicyForm policy={policy} save={(rules) => api.setPolicy(OF_THE_REALM, rules)} />}
    </PageSection>
  );
};
