import { Button, Modal, ModalVariant } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { RevocationState } from "./RevocationState";
import { revocationTitle } from "./revocationTitle";
import type { Revocation } from "./useRevocation";

type RevocationDialogProps = { revocation: Revocation; close: () => void; again: () => void; exportResult: () => void };

/** The progress of a bulk revocation, with buttons to stop or restart it. */
export const RevocationDialog = ({ revocation, close, again, exportResult }: RevocationDialogProps) => {
  const { t } = useTranslation();
  const { progress, isRunning, isLost, isStopping, stop } = revocation;
  return (
    <Modal
      isOpen
      variant={ModalVariant.small}
      title={t(revocationTitle(revocation))}
      data-testid="apiTokenRevocation"
      onClose={close}
      actions={[
        ...(isRunning
          ? [
              <Button
                key="stop"
                variant="danger"
                data-testid="apiTokenProgressStop"
                isDisabled={isStopping}
                isLoading={isStopping}
                onClick={stop}
              >
                {t("apiTokenRevokeMatchingStop")}
              </Button>,
            ]
          : []),
        ...(isLost || progress?.state === "failed"
          ? [
              <Button key="again" data-testid="apiTokenProgressAgain" onClick={again}>
                {t("apiTokenRevokeMatchingAgain")}
              </Button>,
            ]
          : []),
        ...(!isRunning && progress && progress.revoked > 0
          ? [
              <Button key="export" data-testid="apiTokenProgressExport" onClick={exportResult}>
                {t("apiTokenRevokeMatchingExport")}
              </Button>,
            ]
          : []),
        <Button key="close" variant="secondary" data-testid="apiTokenProgressClose" onClick={close}>
          {t("close")}
        </Button>,
      ]}
    >
      <RevocationState revocation={revocation} />
    </Modal>
  );
};
