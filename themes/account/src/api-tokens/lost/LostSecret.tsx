import {
  Button,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  ModalVariant,
  Stack,
  StackItem,
} from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Failure } from "../dialog/Failure";
import { ModalDialog } from "../dialog/ModalDialog";
import { useKeep } from "../dialog/useKeep";
import { ApiTokenExpiry } from "../list/ApiTokenExpiry";
import { ApiTokenScopes } from "../list/ApiTokenScopes";
import { isAlreadyRotated, newKey, sendAgainIfLost } from "../request/attempt";
import { ApiTokenSecret } from "../secret/ApiTokenSecret";
import type { ApiToken, MintedApiToken } from "../types";
import { useApiTokens } from "../useApiTokens";

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
  const api = useApiTokens();
  const [key, setKey] = useState(newKey);
  const [rotated, setRotated] = useState<MintedApiToken>();
  const [busy, setBusy] = useState<"secret" | "revoke">();
  const [failure, setFailure] = useState<unknown>();
  const keep = useKeep(() => (rotated ? undefined : { name: "lost", token }));
  if (rotated) {
    return <ApiTokenSecret token={rotated} onDone={onDone} />;
  }

  const attempt = async (name: "secret" | "revoke", action: () => Promise<void>) => {
    setBusy(name);
    setFailure(undefined);
    try {
      await action();
    } catch (reason) {
      onFailed();
      if (isAlreadyRotated(reason)) {
        // The answer with the other secret was lost too: the next attempt is another wish.
        setKey(newKey());
      }
      setFailure(reason);
      setBusy(undefined);
    }
  };
  const rotate = async () => setRotated(await sendAgainIfLost(() => api.rotate(token.id, { gracePeriod: 0 }, key)));
  const revoke = async () => {
    await api.revoke(token.id);
    onRevoked();
  };

  return (
    <ModalDialog
      testid="apiTokenLostDialog"
      variant={ModalVariant.medium}
      isWarning
      title={t("apiTokenLostTitle")}
      isBusy={busy !== undefined}
      onClose={onClose}
      actions={[
        <Button
          key="secret"
          data-testid="apiTokenLostSecret"
          isLoading={busy === "secret"}
          spinnerAriaValueText={t("apiTokenSending")}
          isDisabled={busy !== undefined}
          onClick={() => void attempt("secret", rotate)}
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
          isDisabled={busy !== undefined}
          onClick={() => void attempt("revoke", revoke)}
        >
          {t("apiTokenRevoke")}
        </Button>,
        <Button
          key="close"
          data-testid="apiTokenCancel"
          variant="link"
          isDisabled={busy !== undefined}
          onClick={onClose}
        >
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
        <StackItem>{t("apiTokenLostFirst")}</StackItem>
        <StackItem>
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
        </StackItem>
      </Stack>
    </ModalDialog>
  );
};
