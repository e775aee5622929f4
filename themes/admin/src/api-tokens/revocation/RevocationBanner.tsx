import { Alert, AlertActionCloseButton, AlertActionLink } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { RevocationState } from "./RevocationState";
import { revocationTitle } from "./revocationTitle";
import type { Revocation } from "./useRevocation";

type RevocationBannerProps = { revocation: Revocation; show: () => void };

const VARIANTS = { running: "info", done: "success", cancelled: "warning", failed: "danger" } as const;

/** Shows a bulk revocation whose dialog is closed, also after a reload of the page. */
export const RevocationBanner = ({ revocation, show }: RevocationBannerProps) => {
  const { t } = useTranslation();
  const { progress, isLost, isRunning, dismiss } = revocation;
  return (
    <Alert
      component="p"
      className="pf-v5-u-m-md"
      isInline
      variant={isLost ? "warning" : VARIANTS[progress?.state ?? "running"]}
      title={t(revocationTitle(revocation))}
      data-testid="apiTokenRevocationBanner"
      actionLinks={<AlertActionLink onClick={show}>{t("apiTokenRevokeMatchingShow")}</AlertActionLink>}
      actionClose={isRunning ? undefined : <AlertActionCloseButton onClose={dismiss} />}
    >
      <RevocationState revocation={revocation} />
    </Alert>
  );
};
