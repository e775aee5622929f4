import { Button, ModalVariant, Stack, StackItem } from "@patternfly/react-core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Dialog } from "../dialog/dialog";
import { Failure } from "../dialog/Failure";
import { ModalDialog } from "../dialog/ModalDialog";
import { useKeep } from "../dialog/useKeep";

type ConfirmDialogProps = {
  title: string;
  confirm: string;
  /** The dialog to restore after a new login. */
  dialog: Dialog;
  onConfirm: () => Promise<void>;
  /** Called after a failed request, which may have changed something. */
  onFailed: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** Asks for confirmation. If the action fails, the dialog stays open and shows the error. */
export const ConfirmDialog = ({
  title,
  confirm,
  dialog,
  onConfirm,
  onFailed,
  onClose,
  children,
}: ConfirmDialogProps) => {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const keep = useKeep(() => (isBusy || failure !== undefined ? dialog : undefined));

  const tryConfirming = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await onConfirm();
    } catch (reason) {
      onFailed();
      setFailure(reason);
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
          isAriaDisabled={isBusy}
          onClick={() => {
            void tryConfirming();
          }}
        >
          {confirm}
        </Button>,
        <Button key="cancel" data-testid="apiTokenCancel" variant="link" isAriaDisabled={isBusy} onClick={onClose}>
          {t("apiTokenCancel")}
        </Button>,
      ]}
    >
      <Stack hasGutter>
        {failure !== undefined && (
          <StackItem>
            <Failure failure={failure} keep={keep} />
          </StackItem>
        )}
        <StackItem>{children}</StackItem>
      </Stack>
    </ModalDialog>
  );
};
