import { Button, Modal, ModalVariant, Stack, StackItem } from "@patternfly/react-core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import { FormError } from "./FormError";
import { errorText } from "./messages";

type ConfirmDialogProps = {
  title: string;
  confirm: string;
  onConfirm: () => Promise<void>;
  onClose: () => void;
  children: ReactNode;
};

/** Asks before something that cannot be undone. It stays open, and says why, where that fails. */
export const ConfirmDialog = ({ title, confirm, onConfirm, onClose, children }: ConfirmDialogProps) => {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  const tryConfirming = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await onConfirm();
    } catch (reason) {
      setError(errorText(t, reason));
      setBusy(false);
    }
  };

  return (
    <Modal
      isOpen
      data-testid="apiTokenConfirmDialog"
      variant={ModalVariant.small}
      titleIconVariant="warning"
      title={title}
      onClose={onClose}
      actions={[
        <Button
          key="confirm"
          data-testid="apiTokenConfirm"
          variant="danger"
          isLoading={isBusy}
          isDisabled={isBusy}
          onClick={() => {
            void tryConfirming();
          }}
        >
          {confirm}
        </Button>,
        <Button key="cancel" data-testid="apiTokenCancel" variant="link" onClick={onClose}>
          {t("cancel")}
        </Button>,
      ]}
    >
      <Stack hasGutter>
        {error && (
          <StackItem>
            <FormError error={error} />
          </StackItem>
        )}
        <StackItem>{children}</StackItem>
      </Stack>
    </Modal>
  );
};
