import { List, ListItem, Stack, StackItem } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import type { ApiToken } from "../types";
import { useApiTokens } from "../useApiTokens";
import { ConfirmDialog } from "./ConfirmDialog";

type RevokeSelectedApiTokensProps = {
  tokens: ApiToken[];
  onDone: (count: number) => void;
  onFailed: () => void;
  onClose: () => void;
};

/** Revokes the selected rows. */
export const RevokeSelectedApiTokens = ({ tokens, onDone, ...dialog }: RevokeSelectedApiTokensProps) => {
  const { t } = useTranslation();
  const api = useApiTokens();
  return (
    <ConfirmDialog
      {...dialog}
      title={t("apiTokenRevokeSelectedConfirmTitle", { count: tokens.length })}
      confirm={t("apiTokenRevoke")}
      dialog={{ name: "revokeSelected", tokens }}
      onConfirm={async () => {
        const { revoked } = await api.revokeSelected(tokens.map(({ id }) => id));
        onDone(revoked);
      }}
    >
      <Stack hasGutter>
        <StackItem>
          <List>
            {tokens.map(({ id, label, hint }) => (
              <ListItem key={id}>
                <bdi>{label}</bdi> <code>{hint}</code>
              </ListItem>
            ))}
          </List>
        </StackItem>
        <StackItem>{t("apiTokenRevokeManyHelp")}</StackItem>
      </Stack>
    </ConfirmDialog>
  );
};
