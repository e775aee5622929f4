import { useAlerts } from "@keycloak/keycloak-ui-shared";
import { AlertVariant, List, ListItem, Stack, StackItem } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { useApiTokens } from "../api";
import type { ApiToken } from "../types";
import { useTimes } from "../useTimes";
import { RevokeDialog } from "./RevokeDialog";

type RevokeSelectedProps = { tokens: ApiToken[]; close: () => void; changed: () => void };

/** Revokes the selected rows one by one. If one fails, the others stay revoked, and a second try changes only the rest. */
export const RevokeSelected = ({ tokens, close, changed }: RevokeSelectedProps) => {
  const { t } = useTranslation();
  const { number } = useTimes();
  const { addAlert } = useAlerts();
  const api = useApiTokens();

  const revoke = async (comment: string) => {
    try {
      for (const { id } of tokens) {
        await api.revoke(id, comment);
      }
    } finally {
      changed();
    }
    addAlert(t("apiTokenRevokeAllSuccess", { count: tokens.length }), AlertVariant.success);
    close();
  };

  return (
    <RevokeDialog
      title={t("apiTokenRevokeSelectedConfirmTitle", { count: tokens.length })}
      submitText={t("apiTokenRevokeMatchingSubmit", { count: tokens.length, number: number(tokens.length) })}
      close={close}
      submit={revoke}
    >
      <Stack hasGutter>
        <StackItem data-testid="apiTokenSelectedList">
          <List>
            {tokens.map(({ id, label, hint, username }) => (
              <ListItem key={id}>
                <bdi>{label}</bdi> <code>{hint}</code> <bdi>{username}</bdi>
              </ListItem>
            ))}
          </List>
        </StackItem>
        <StackItem>{t("apiTokenRevokeManyHelp")}</StackItem>
      </Stack>
    </RevokeDialog>
  );
};
