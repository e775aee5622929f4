import { Button, Modal, ModalVariant } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

/** Says so before anything is typed. */
export const LimitReached = ({ limit, onClose }: { limit: number; onClose: () => void }) => {
  const { t } = useTranslation();
  return (
    <Modal
      isOpen
      data-testid="apiTokenLimitDialog"
      variant={ModalVariant.small}
      titleIconVariant="warning"
      title={t("apiTokenLimitTitle")}
      onClose={onClose}
      actions={[
        <Button key="close" onClick={onClose}>
          {t("close")}
        </Button>,
      ]}
    >
      {t("apiTokenLimitReached", { param: limit })} {t("apiTokenLimitReachedHelp")}
    </Modal>
  );
};
