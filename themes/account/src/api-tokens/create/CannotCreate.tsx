import { Button, ModalVariant } from "@patternfly/react-core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { ModalDialog } from "../dialog/ModalDialog";

type CannotCreateProps = { testid: string; title: string; onClose: () => void; children: ReactNode };

/** Tells the user before the form opens that nothing can be created. */
export const CannotCreate = ({ testid, title, onClose, children }: CannotCreateProps) => {
  const { t } = useTranslation();
  return (
    <ModalDialog
      testid={testid}
      variant={ModalVariant.small}
      isWarning
      title={title}
      onClose={onClose}
      actions={[
        <Button key="close" onClick={onClose}>
          {t("apiTokenClose")}
        </Button>,
      ]}
    >
      {children}
    </ModalDialog>
  );
};
