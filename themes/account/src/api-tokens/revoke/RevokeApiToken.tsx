import { useTranslation } from "react-i18next";

import { applicationOf } from "../messages";
import type { ApiToken } from "../types";
import { useApiTokens } from "../useApiTokens";
import { ConfirmDialog } from "./ConfirmDialog";

type RevokeApiTokenProps = { token: ApiToken; onDone: () => void; onFailed: () => void; onClose: () => void };

export const RevokeApiToken = ({ token, onDone, onFailed, onClose }: RevokeApiTokenProps) => {
  const { t } = useTranslation();
  const api = useApiTokens();
  return (
    <ConfirmDialog
      title={t("apiTokenRevokeConfirmTitle")}
      confirm={t("apiTokenRevoke")}
      dialog={{ name: "revoke", token }}
      onConfirm={async () => {
        await api.revoke(token.id);
        onDone();
      }}
      onFailed={onFailed}
      onClose={onClose}
    >
      {t("apiTokenRevokeConfirm", { label: token.label, hint: token.hint, application: applicationOf(token) })}
    </ConfirmDialog>
  );
};
