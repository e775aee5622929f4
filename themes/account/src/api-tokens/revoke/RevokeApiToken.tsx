import { useTranslation } from "react-i18next";

import { applicationOf } from "../messages";
import type { ApiToken } from "../types";
import { useApiTokens } from "../useApiTokens";
import { ConfirmDialog } from "./ConfirmDialog";

type RevokeApiTokenProps = { token: ApiToken; onDone: () => void; onClose: () => void };

export const RevokeApiToken = ({ token, onDone, onClose }: RevokeApiTokenProps) => {
  const { t } = useTranslation();
  const api = useApiTokens();
  return (
    <ConfirmDialog
      title={t("apiTokenRevokeConfirmTitle")}
      confirm={t("apiTokenRevoke")}
      onConfirm={async () => {
        await api.revoke(token.id);
        onDone();
      }}
      onClose={onClose}
    >
      {t("apiTokenRevokeConfirm", { label: token.label, hint: token.hint, application: applicationOf(token) })}
    </ConfirmDialog>
  );
};
