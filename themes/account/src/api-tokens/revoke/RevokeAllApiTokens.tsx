import { useTranslation } from "react-i18next";

import { useApiTokens } from "../useApiTokens";
import { ConfirmDialog } from "./ConfirmDialog";

type RevokeAllApiTokensProps = { active?: number; onDone: (count: number) => void; onClose: () => void };

export const RevokeAllApiTokens = ({ active, onDone, onClose }: RevokeAllApiTokensProps) => {
  const { t } = useTranslation();
  const api = useApiTokens();
  return (
    <ConfirmDialog
      title={t("apiTokenRevokeAllConfirmTitle")}
      confirm={t("apiTokenRevokeAll")}
      onConfirm={async () => {
        const { revoked } = await api.revokeAll();
        onDone(revoked);
      }}
      onClose={onClose}
    >
      {active === undefined ? t("apiTokenRevokeAllConfirm") : t("apiTokenRevokeAllConfirm", { count: active })}
    </ConfirmDialog>
  );
};
