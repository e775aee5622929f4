import { Button, Modal, type ModalProps } from "@patternfly/react-core";
import { TimesIcon } from "@patternfly/react-icons";
import type { HTMLAttributes, ReactElement } from "react";
import { useTranslation } from "react-i18next";

import { useTextLanguage } from "../useTextLanguage";
import style from "./ModalDialog.module.css";
import { useBack } from "./useBack";

type ModalDialogProps = Pick<ModalProps, "variant" | "children"> & {
  title: string;
  actions: ReactElement[];
  testid: string;
  isBusy?: boolean;
  isWarning?: boolean;
  /** Without it, only the actions close the dialog. */
  onClose?: () => void;
  /** Called if the user goes back, in place of `onClose`. */
  onBack?: () => void;
};

/**
 * A dialog that cannot be closed while a request is running, so that the user sees the response. Its buttons are then
 * disabled for screen readers only, because a disabled element loses the focus.
 */
export const ModalDialog = ({
  testid,
  isBusy = false,
  isWarning = false,
  onClose,
  onBack = onClose,
  title,
  actions,
  ...props
}: ModalDialogProps) => {
  const { t } = useTranslation();
  const language = useTextLanguage();
  useBack(() => !isBusy && onBack?.());
  return (
    <Modal
      {...props}
      {...language}
      title={<span {...language}>{title}</span>}
      // PatternFly sets further attributes only at the body of the dialog.
      actions={"lang" in language ? actions.map((action) => inLanguage(language, action)) : actions}
      isOpen
      className={language.dir ? `${style.dialog} ${style[language.dir]}` : style.dialog}
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
            aria-label={t("apiTokenClose")}
            isAriaDisabled={isBusy}
            onClick={onClose}
          >
            <TimesIcon />
          </Button>
        )
      }
    />
  );
};

/** A button with the space that PatternFly gives only to direct children. */
const inLanguage = (language: HTMLAttributes<HTMLElement>, action: ReactElement) => (
  <span key={action.key} {...language} className="pf-v5-u-mr-md">
    {action}
  </span>
);
