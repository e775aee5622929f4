import type ClientRepresentation from "@keycloak/keycloak-admin-client/lib/defs/clientRepresentation";
import { useAdminClient } from "@keycloak/keycloak-admin-ui";
import { useCallback } from "react";

import { useLoaded } from "./useLoaded";

const FOUND = 100;

/** The first clients whose client ID contains the text. */
export const useClients = (search: string) => {
  const { adminClient } = useAdminClient();
  const load = useCallback(
    () => adminClient.clients.find({ clientId: search.trim(), search: true, max: FOUND }),
    [adminClient, search],
  );
  const { value: clients = [], isBusy, error } = useLoaded(load);
  return { clients, isBusy, error };
};

export const isTokenClient = ({ attributes }: ClientRepresentation) =>
  (attributes as Partial<Record<string, string>> | undefined)?.["api.tokens.enabled"] === "true";
