import {
  Alert,
  Button,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  ModalVariant,
  Stack,
  StackItem,
} from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { Failure } from "../dialog/Failure";
import { ModalDialog } from "../dialog/ModalDialog";
import { useKeep } from "../dialog/useKeep";
import { ApiTokenExpiry } from "../list/ApiTokenExpiry";
import { ApiTokenScopes } from "../list/ApiTokenScopes";
import { ApiTokenSecret } from "../secret/ApiTokenSecret";
import { dateText, isAhead } from "../times";
import type { ApiToken } from "../types";
import { useRecovery } from "./useRecovery";

type LostSecretProps = {
  token: ApiToken;
  onDone: () => void;
  onRevoked: () => void;
  onFailed: () => void;
  onClose: () => void;
};

/**
 * Tells that an API token exists whose secret was in a lost answer, and offers another secret or its end. Shows its access
 * and expiry, because the user may have changed the form after the first request.
 */
export const LostSecret = ({ token, onDone, onRevoked, onFailed, onClose }: LostSecretProps) => {
  const { t } = useTranslation();
  const { rotated, busy, failure, rotate, revoke } = useRecovery(token, onRevoked, onFailed);
  const keep = useKeep(() => (rotated ? undefined : { name: "lost", token }));
  const isBusy = busy !== undefined;
  if (rotated) {
    return <ApiTokenSecret token={rotated} onDone={onDone} />;
  }
  return (
    <ModalDialog
      testid="apiTokenLostDialog"
      variant={ModalVariant.medium}
      isWarning
      title={t("apiTokenLostTitle")}
      isBusy={isBusy}
      onClose={onClose}
      actions={[
        <Button
          key="secret"
          data-testid="apiTokenLostSecret"
          isLoading={busy === "secret"}
          spinnerAriaValueText={t("apiTokenSending")}
          isAriaDisabled={isBusy}
          onClick={() => void rotate()}
        >
          {t("apiTokenRotateSubmit")}
        </Button>,
        <Button
          key="revoke"
          data-testid="apiTokenLostRevoke"
          variant="secondary"
          isDanger
          isLoading={busy === "revoke"}
          spinnerAriaValueText={t("apiTokenSending")}
          isAriaDisabled={isBusy}
          onClick={() => void revoke()}
        >
          {t("apiTokenRevoke")}
        </Button>,
        <Button key="close" data-testid="apiTokenCancel" variant="link" isAriaDisabled={isBusy} onClick={onClose}>
          {t("apiTokenClose")}
        </Button>,
      ]}
    >
      <Stack hasGutter>
        {failure !== undefined && (
          <StackItem>
            <Failure failure={failure} keep={keep} ifLost={t("apiTokenLostAgain")} />
          </StackItem>
        )}
        <StackItem>{t("apiTokenLostHelp", { label: token.label, hint: token.hint })}</StackItem>
        <Grace token={token} />
        <StackItem>{t("apiTokenLostFirst")}</StackItem>
        <StackItem>
          <FirstRequest token={token} />
        </StackItem>
      </Stack>
    </ModalDialog>
  );
};

/** Tells that the previous secret works for a while, whatever the user does about the lost one. */
const Grace = ({ token: { rotation } }: { token: ApiToken }) => {
  const { t } = useTranslation();
  if (!rotation?.graceEndsTimestamp || !isAhead(rotation.graceEndsTimestamp)) {
    return null;
  }
  return (
    <StackItem>
      <Alert
        isInline
        component="p"
        variant="info"
        variantLabel={t("apiTokenInfo")}
        title={t("apiTokenLostGrace", { date: dateText(rotation.graceEndsTimestamp) })}
        data-testid="apiTokenLostGrace"
      />
    </StackItem>
  );
};

const FirstRequest = ({ token }: { token: ApiToken }) => {
  const { t } = useTranslation();
  return (
    <DescriptionList isCompact isHorizontal data-testid="apiTokenLostFirst">
      <DescriptionListGroup>
        <DescriptionListTerm>{t("apiTokenScopes")}</DescriptionListTerm>
        <DescriptionListDescription>
          <ApiTokenScopes token={token} />
        </DescriptionListDescription>
      </DescriptionListGroup>
      <DescriptionListGroup>
        <DescriptionListTerm>{t("apiTokenExpires")}</DescriptionListTerm>
        <DescriptionListDescription>
          <ApiTokenExpiry token={token} />
        </DescriptionListDescription>
      </DescriptionListGroup>
    </DescriptionList>
  );
};
