import {
  Alert,
  Button,
  Form,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  ModalVariant,
} from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { environment } from "../../environment";
import { segment } from "../../segment";
import { ModalDialog } from "../dialog/ModalDialog";
import { applicationOf } from "../messages";
import type { MintedApiToken } from "../types";
import { CopyBlock } from "./CopyBlock";
import { useLeaveWarning } from "./useLeaveWarning";

type ApiTokenSecretProps = { token: MintedApiToken; onDone: () => void };

/** Shows the secret once. Only the button closes the dialog, and asks once if the secret was not copied. */
export const ApiTokenSecret = ({ token, onDone }: ApiTokenSecretProps) => {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const [isAsking, setAsking] = useState(false);
  useLeaveWarning(!isCopied);
  const copied = () => {
    setCopied(true);
    setAsking(false);
  };
  return (
    <ModalDialog
      testid="apiTokenSecretDialog"
      variant={ModalVariant.medium}
      title={t("apiTokenSecretTitle")}
      onBack={() => (isCopied ? onDone() : setAsking(true))}
      actions={[
        <Button
          key="done"
          data-testid="apiTokenDone"
          variant={isAsking ? "danger" : "primary"}
          onClick={() => (isCopied || isAsking ? onDone() : setAsking(true))}
        >
          {t(isAsking ? "apiTokenDoneWithoutCopy" : "apiTokenDone")}
        </Button>,
      ]}
    >
      <Form>
        {isAsking ? <NotCopied /> : <ShownOnce label={token.label} />}
        <FormGroup role="group" fieldId="apiTokenSecret" label={t("apiTokenSecret")}>
          <CopyBlock
            testid="apiTokenSecret"
            name={t("apiTokenSecret")}
            text={token.secret}
            onCopied={copied}
            isPrimary
          />
        </FormGroup>
        <Calls token={token} onCopied={copied} />
      </Form>
    </ModalDialog>
  );
};

const ShownOnce = ({ label }: { label: string }) => {
  const { t } = useTranslation();
  return (
    <Alert
      isInline
      component="p"
      variant="warning"
      variantLabel={t("apiTokenWarning")}
      title={t("apiTokenSecretOnce", { label })}
    >
      {t("apiTokenSecretOnceHelp")}
    </Alert>
  );
};

const NotCopied = () => {
  const { t } = useTranslation();
  return (
    <Alert
      isInline
      component="p"
      role="alert"
      variant="danger"
      variantLabel={t("apiTokenWarning")}
      title={t("apiTokenNotCopied")}
      data-testid="apiTokenNotCopied"
    >
      {t("apiTokenNotCopiedHelp")}
    </Alert>
  );
};

/** Commands that use the secret: one that checks the API token, and one that calls an API. */
const Calls = ({ token, onCopied }: { token: MintedApiToken; onCopied: () => void }) => {
  const { t } = useTranslation();
  const call = (url: string) => `curl -H "Authorization: Bearer ${token.secret}" "${url}"`;
  const usage = t("apiTokenUsage", { application: applicationOf(token) });
  return (
    <>
      <FormGroup role="group" fieldId="apiTokenCheck" label={t("apiTokenCheck")}>
        <CopyBlock
          testid="apiTokenCheck"
          name={t("apiTokenCheck")}
          text={call(`${environment.serverBaseUrl}/realms/${segment(environment.realm)}/api-tokens/self`)}
          onCopied={onCopied}
        />
      </FormGroup>
      <FormGroup role="group" fieldId="apiTokenUsage" label={usage}>
        <CopyBlock testid="apiTokenUsage" name={usage} text={call("https://api.example.com/")} onCopied={onCopied} />
        <FormHelperText>
          <HelperText>
            <HelperTextItem>{t("apiTokenUsageHelp")}</HelperTextItem>
          </HelperText>
        </FormHelperText>
      </FormGroup>
    </>
  );
};
