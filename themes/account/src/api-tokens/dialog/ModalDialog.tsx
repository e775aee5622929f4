import { Button, Modal, type ModalProps } from "@patternfly/react-core";
import { TimesIcon } from "@patternfly/react-icons";
import { useTranslation } from "react-i18next";

import style from "./ModalDialog.module.css";

type ModalDialogProps = Pick<ModalProps, "title" | "variant" | "actions" | "children"> & {
  testid: string;
  isBusy?: boolean;
  isWarning?: boolean;
  /** Without it, only the actions close the dialog. */
  onClose?: () => void;
};

/** A dialog that cannot be closed while a request is running, so that the user sees the response. */
export const ModalDialog = ({ testid, isBusy = false, isWarning = false, onClose, ...props }: ModalDialogProps) => {
  const { t } = useTranslation();
  return (
    <Modal
      {...props}
      isOpen
      className={style.dialog}
      data-testid={testid}
      titleIconVariant={isWarning ? "warning" : undefined}
      titleLabel={isWarning ? t("apiTokenWarning") : undefined}
      onEscapePress={() => !isBusy && onClose?.()}
      // The close button of PatternFly has an English name.
      showClose={false}
      help={
        onClose && (
          <Button
            variant="plain"
            data-testid="apiTokenClose"
            aria-label={t("close")}
            isDisabled={isBusy}
            onClick={onClose}
          >
            <TimesIcon />
          </Button>
        )
      }
    />
  );
};
