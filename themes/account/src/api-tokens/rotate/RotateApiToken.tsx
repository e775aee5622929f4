import { FormGroup, Radio, Text, TextContent } from "@patternfly/react-core";
import { useState } from "react";
import { useController, useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { FieldError } from "../dialog/FieldError";
import type { RotateFields } from "../dialog/fields";
import { FormDialog } from "../dialog/FormDialog";
import { ApiTokenSecret } from "../secret/ApiTokenSecret";
import type { ApiToken, MintedApiToken } from "../types";
import { useApiTokens } from "../useApiTokens";

type RotateApiTokenProps = { token: ApiToken; typed?: RotateFields; onDone: () => void; onClose: () => void };

/** Asks how long the previous secret works, then shows the new one. */
export const RotateApiToken = ({ token, typed, onDone, onClose }: RotateApiTokenProps) => {
  const { t } = useTranslation();
  const api = useApiTokens();
  const form = useForm({ defaultValues: typed ?? { gracePeriod: 0 } });
  const [rotated, setRotated] = useState<MintedApiToken>();
  if (rotated) {
    return <ApiTokenSecret token={rotated} onDone={onDone} />;
  }
  return (
    <FormDialog
      testid="apiTokenRotateDialog"
      title={t("apiTokenRotateTitle")}
      submit={t("apiTokenRotateSubmit")}
      form={form}
      onSubmit={async ({ gracePeriod }) => setRotated(await api.rotate(token.id, gracePeriod))}
      onClose={onClose}
      keep={(fields) => ({ name: "rotate", token, typed: fields })}
    >
      <TextContent>
        <Text>{t("apiTokenRotateHelp", { label: token.label, hint: token.hint })}</Text>
      </TextContent>
      <GracePeriodChoice />
    </FormDialog>
  );
};

const GRACE_PERIODS = [
  { seconds: 0, text: "apiTokenGraceNone" },
  { seconds: 3600, text: "apiTokenGraceHour" },
  { seconds: 86_400, text: "apiTokenGraceDay" },
];

const GracePeriodChoice = () => {
  const { t } = useTranslation();
  const { field, fieldState } = useController<RotateFields, "gracePeriod">({ name: "gracePeriod" });
  return (
    <FormGroup
      role="radiogroup"
      fieldId="apiTokenGrace"
      label={t("apiTokenGrace")}
      aria-describedby="apiTokenGrace-error"
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
      <FieldError id="apiTokenGrace-error" error={fieldState.error} />
    </FormGroup>
  );
};
