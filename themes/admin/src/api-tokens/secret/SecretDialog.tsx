import { Alert, Button, ClipboardCopy, Form, FormGroup, Modal, ModalVariant } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import type { MintedApiToken } from "../types";

type SecretDialogProps = { token: MintedApiToken; done: () => void };

/** Shows the secret once. Only the button closes the dialog, so that nobody loses the secret by accident. */
export const SecretDialog = ({ token, done }: SecretDialogProps) => {
  const { t } = useTranslation();
  return (
    <Modal
      isOpen
      className="api-tokens__dialog"
      variant={ModalVariant.medium}
      title={t("apiTokenSecretTitle")}
      data-testid="apiTokenSecretDialog"
      showClose={false}
      onEscapePress={() => undefined}
      actions={[
        <Button key="done" data-testid="apiTokenSecretDone" onClick={done}>
          {t("apiTokenSecretDone")}
        </Button>,
      ]}
    >
      <Form>
        <Alert
          component="p"
          isInline
          isLiveRegion
          variant="warning"
          title={t("apiTokenSecretOnce", { label: token.label })}
        >
          {t("apiTokenSecretOnceHelp")}
        </Alert>
        <FormGroup role="group" fieldId="apiTokenSecret" label={t("apiTokenHint")}>
          <ClipboardCopy
            isReadOnly
            data-testid="apiTokenSecret"
            textAriaLabel={t("apiTokenHint")}
            hoverTip={t("apiTokenSecretCopy")}
            clickTip={t("apiTokenSecretCopied")}
          >
            {token.secret}
          </ClipboardCopy>
        </FormGroup>
      </Form>
    </Modal>
  );
};
