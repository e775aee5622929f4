import { FormGroup, Radio, Text, TextContent } from "@patternfly/react-core";
import { useController, useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { useApiTokens } from "../api";
import { SecretForm } from "../secret/SecretForm";
import type { ApiToken } from "../types";

type RotateApiTokenProps = { token: ApiToken; close: () => void; rotated: () => void };

type Fields = { gracePeriod: number };

const GRACE_PERIODS = [
  { seconds: 0, text: "apiTokenGraceNone" },
  { seconds: 3_600, text: "apiTokenGraceHour" },
  { seconds: 86_400, text: "apiTokenGraceDay" },
];

/** Asks how long the previous secret works, then shows the new one. */
export const RotateApiToken = ({ token, close, rotated }: RotateApiTokenProps) => {
  const { t } = useTranslation();
  const api = useApiTokens();
  const form = useForm<Fields>({ defaultValues: { gracePeriod: 0 } });
  const { field } = useController({ control: form.control, name: "gracePeriod" });
  return (
    <SecretForm
      testid="apiTokenRotateDialog"
      title={t("apiTokenRotateTitle")}
      submitText={t("apiTokenRotateSubmit")}
      form={form}
      send={({ gracePeriod }) => api.rotate(token.id, gracePeriod)}
      close={close}
      done={() => {
        close();
        rotated();
      }}
    >
      <TextContent className="api-tokens__whole">
        <Text>{t("apiTokenRotateHelp", { label: token.label, hint: token.hint, user: token.username })}</Text>
      </TextContent>
      <FormGroup role="radiogroup" fieldId="apiTokenGrace" label={t("apiTokenGrace")} isStack>
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
      </FormGroup>
    </SecretForm>
  );
};
