import { Button, ModalVariant, Stack, StackItem } from "@patternfly/react-core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import { FormError } from "../dialog/FormError";
import { ModalDialog } from "../dialog/ModalDialog";
import { errorText } from "../messages";

type ConfirmDialogProps = {
  title: string;
  confirm: string;
  onConfirm: () => Promise<void>;
  onClose: () => void;
  children: ReactNode;
};

/** Asks for confirmation. If the action fails, the dialog stays open and shows the error. */
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
    <ModalDialog
      testid="apiTokenConfirmDialog"
      variant={ModalVariant.small}
      isWarning
      title={title}
      isBusy={isBusy}
      onClose={onClose}
      actions={[
        <Button
          key="confirm"
          data-testid="apiTokenConfirm"
          variant="danger"
          isLoading={isBusy}
          spinnerAriaValueText={t("apiTokenSending")}
          isDisabled={isBusy}
          onClick={() => {
            void tryConfirming();
          }}
        >
          {confirm}
        </Button>,
        <Button key="cancel" data-testid="apiTokenCancel" variant="link" isDisabled={isBusy} onClick={onClose}>
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
    </ModalDialog>
  );
};
