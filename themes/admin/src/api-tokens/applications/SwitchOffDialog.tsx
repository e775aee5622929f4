import { Button, Modal, ModalVariant } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import type { ApplicationSettings } from "../types";

type SwitchOffDialogProps = { application: ApplicationSettings; close: () => void; submit: () => Promise<void> };

export const SwitchOffDialog = ({ application, close, submit }: SwitchOffDialogProps) => {
  const { t } = useTranslation();
  return (
    <Modal
      isOpen
      className="api-tokens__dialog"
      variant={ModalVariant.small}
      title={t("apiTokenApplicationOffTitle", { clientId: application.clientId })}
      titleIconVariant="warning"
      onClose={close}
      actions={[
        <Button
          key="off"
          variant="danger"
          data-testid="apiTokenApplicationOffSubmit"
          onClick={() => {
            close();
            void submit();
          }}
        >
          {t("apiTokenApplicationOffSubmit")}
        </Button>,
        <Button key="cancel" variant="link" onClick={close}>
          {t("cancel")}
        </Button>,
      ]}
    >
      {t("apiTokenApplicationOffConfirm")}
    </Modal>
  );
};
