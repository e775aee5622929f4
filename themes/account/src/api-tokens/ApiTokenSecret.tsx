import { ActionGroup, Alert, Button, ClipboardCopy, Form, FormGroup } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import type { MintedApiToken } from "./types";

type ApiTokenSecretProps = { token: MintedApiToken; onDone: () => void };

/** The secret, this once. */
export const ApiTokenSecret = ({ token, onDone }: ApiTokenSecretProps) => {
  const { t } = useTranslation();
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        onDone();
      }}
    >
      <Alert isInline isLiveRegion variant="warning" title={t("apiTokenSecretOnce", { label: token.label })}>
        {t("apiTokenSecretOnceHelp")}
      </Alert>
      <FormGroup label={t("apiTokenSecret")}>
        <CopyLine testid="apiTokenSecret" name={t("apiTokenSecret")} text={token.secret} />
      </FormGroup>
      <FormGroup label={t("apiTokenUsage")}>
        <CopyLine
          testid="apiTokenUsage"
          name={t("apiTokenUsage")}
          text={`curl -H "Authorization: Bearer ${token.secret}" https://api.example.com/`}
        />
      </FormGroup>
      <ActionGroup>
        <Button type="submit" data-testid="apiTokenDone">
          {t("apiTokenDone")}
        </Button>
      </ActionGroup>
    </Form>
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
