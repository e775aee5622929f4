import {
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  Radio,
  Text,
  TextContent,
} from "@patternfly/react-core";
import { FieldError } from "api-tokens-shared/form";
import { useState } from "react";
import { useController, useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { locale } from "../../i18n";
import type { RotateFields } from "../dialog/fields";
import { FormDialog } from "../dialog/FormDialog";
import { dayFrom } from "../expiry/day";
import { ExpiryChoice } from "../expiry/ExpiryChoice";
import { KEEP, newExpiryOf } from "../expiry/expiry";
import { detailOfUse } from "../messages";
import { isAlreadyRotated, newKey, sendAgainIfLost } from "../request/attempt";
import { ApiTokenSecret } from "../secret/ApiTokenSecret";
import type { ApiToken, Application, MintedApiToken } from "../types";
import { useApiTokens } from "../useApiTokens";
import { GRACE_PERIODS, proposedGrace } from "./grace";

type RotateApiTokenProps = {
  token: ApiToken;
  /** The applications of the user: the policy of one of them allows some expiries. Undefined if they are unknown. */
  applications?: Application[];
  typed?: RotateFields;
  /** The name of a request that may have been sent before. */
  sent?: string;
  onDone: () => void;
  /** Called if the API token has a new secret, but the answer with it was lost. */
  onLost: (token: ApiToken) => void;
  onFailed: () => void;
  onClose: () => void;
};

/** Asks how long the previous secret works and when the API token expires, then shows the new secret. */
export const RotateApiToken = ({
  token,
  applications,
  typed,
  sent,
  onDone,
  onLost,
  ...dialog
}: RotateApiTokenProps) => {
  const { t } = useTranslation();
  const api = useApiTokens();
  const form = useForm<RotateFields>({
    defaultValues: typed ?? { gracePeriod: proposedGrace(token), lifetime: KEEP, expiresTimestamp: "" },
  });
  // All requests of this dialog have the same name, so that they rotate once even if answers are lost.
  const [key] = useState(sent ?? newKey());
  const [rotated, setRotated] = useState<MintedApiToken>();
  if (rotated) {
    return <ApiTokenSecret token={rotated} onDone={onDone} />;
  }
  const minting = applications?.find(({ clientId }) => clientId === token.clientId)?.minting;
  const rotate = async ({ gracePeriod, lifetime, expiresTimestamp }: RotateFields) => {
    const request = {
      gracePeriod,
      ...(minting && newExpiryOf(lifetime, dayFrom(expiresTimestamp, locale()))),
    };
    try {
      setRotated(await sendAgainIfLost(() => api.rotate(token.id, request, key)));
    } catch (reason) {
      if (!isAlreadyRotated(reason)) {
        throw reason;
      }
      onLost(await api.get(token.id));
    }
  };
  return (
    <FormDialog
      {...dialog}
      isRestored={typed !== undefined}
      testid="apiTokenRotateDialog"
      title={t("apiTokenRotateTitle")}
      submit={t("apiTokenRotateSubmit")}
      form={form}
      onSubmit={rotate}
      keep={(fields) => ({ name: "rotate", token, typed: fields, key })}
      ifLost={t("apiTokenRotateLost")}
    >
      <TextContent>
        <Text>{t("apiTokenRotateHelp", { label: token.label, hint: token.hint })}</Text>
        <Text data-testid="apiTokenRotateLastUse">
          {token.lastUse ? t("apiTokenRotateUsed", { use: detailOfUse(t, token.lastUse) }) : t("apiTokenRotateUnused")}
        </Text>
      </TextContent>
      <GracePeriodChoice />
      {minting && !minting.refusal && <ExpiryChoice minting={minting} current={token} />}
    </FormDialog>
  );
};

const GracePeriodChoice = () => {
  const { t } = useTranslation();
  const { field, fieldState } = useController<RotateFields, "gracePeriod">({ name: "gracePeriod" });
  return (
    <FormGroup
      role="radiogroup"
      fieldId="apiTokenGrace"
      label={t("apiTokenGrace")}
      aria-describedby="apiTokenGrace-error apiTokenGrace-help"
      isStack
    >
      {GRACE_PERIODS.map(({ seconds, text }) => (
        <Radio
          key={seconds}
          id={text}
          data-testid={text}
          name="gracePeriod"
          label={t(text)}
          isChecked={field.value === seconds}
          onChange={() => field.onChange(seconds)}
        />
      ))}
      <FormHelperText>
        <HelperText id="apiTokenGrace-help">
          <HelperTextItem>{t("apiTokenGraceHelp")}</HelperTextItem>
        </HelperText>
      </FormHelperText>
      <FieldError id="apiTokenGrace-error" error={fieldState.error} />
    </FormGroup>
  );
};
