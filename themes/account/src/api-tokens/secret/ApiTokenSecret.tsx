import { Alert, Button, ClipboardCopy, Form, FormGroup, ModalVariant } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { ModalDialog } from "../dialog/ModalDialog";
import type { MintedApiToken } from "../types";

type ApiTokenSecretProps = { token: MintedApiToken; onDone: () => void };

/** Shows the secret once. Only the button closes the dialog, so that nobody loses the secret by accident. */
export const ApiTokenSecret = ({ token, onDone }: ApiTokenSecretProps) => {
  const { t } = useTranslation();
  return (
    <ModalDialog
      testid="apiTokenSecretDialog"
      variant={ModalVariant.medium}
      title={t("apiTokenSecretTitle")}
      actions={[
        <Button key="done" data-testid="apiTokenDone" onClick={onDone}>
          {t("apiTokenDone")}
        </Button>,
      ]}
    >
      <Form>
        <Alert
          isInline
          isLiveRegion
          variant="warning"
          variantLabel={t("apiTokenWarning")}
          title={t("apiTokenSecretOnce", { label: token.label })}
        >
          {t("apiTokenSecretOnceHelp")}
        </Alert>
        <FormGroup role="group" fieldId="apiTokenSecret" label={t("apiTokenSecret")}>
          <CopyLine testid="apiTokenSecret" name={t("apiTokenSecret")} text={token.secret} />
        </FormGroup>
        <FormGroup role="group" fieldId="apiTokenUsage" label={t("apiTokenUsage")}>
          <CopyLine
            testid="apiTokenUsage"
            name={t("apiTokenUsage")}
            text={`curl -H "Authorization: Bearer ${token.secret}" https://api.example.com/`}
          />
        </FormGroup>
      </Form>
    </ModalDialog>
  );
};

const CopyLine = ({ testid, name, text }: { testid: string; name: string; text: string }) => {
  const { t } = useTranslation();
  return (
    <ClipboardCopy
      isReadOnly
      data-testid={testid}
      hoverTip={t("apiTokenCopyOf", { name })}
      clickTip={t("apiTokenCopied")}
      textAriaLabel={name}
    >
      {text}
    </ClipboardCopy>
  );
};
