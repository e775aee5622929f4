import { Button, Modal, ModalVariant } from "@patternfly/react-core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker } from "react-router-dom";

/** Asks before the admin leaves edits that are not saved: for another page, another policy or another site. */
export const LeaveDialog = ({ isDirty }: { isDirty: boolean }) => {
  const { t } = useTranslation();
  const blocker = useBlocker(isDirty);

  useEffect(() => {
    if (!isDirty) {
      return undefined;
    }
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isDirty]);

  if (blocker.state !== "blocked") {
    return null;
  }
  return (
    <Modal
      isOpen
      className="api-tokens__dialog"
      variant={ModalVariant.small}
      title={t("apiTokenPolicyLeaveTitle")}
      titleIconVariant="warning"
      onClose={() => blocker.reset()}
      actions={[
        <Button key="leave" variant="danger" data-testid="apiTokenPolicyLeave" onClick={() => blocker.proceed()}>
          {t("apiTokenPolicyLeave")}
        </Button>,
        <Button key="stay" variant="link" data-testid="apiTokenPolicyStay" onClick={() => blocker.reset()}>
          {t("apiTokenPolicyStay")}
        </Button>,
      ]}
    >
      {t("apiTokenPolicyLeaveConfirm")}
    </Modal>
  );
};
