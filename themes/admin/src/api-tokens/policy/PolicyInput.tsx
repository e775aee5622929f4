import { TextInput } from "@patternfly/react-core";
import { Controller, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { PolicyValues } from "./policy";
import { PolicyField, textOf } from "./PolicyField";

type PolicyInputProps = {
  name: "requiredRole" | "maxActive" | "forbiddenScopes" | "endUnusedAfterDays" | "keepEndedDays";
  type?: "text" | "number";
  isDisabled?: boolean;
};

export const PolicyInput = ({ name, type = "text", isDisabled }: PolicyInputProps) => {
  const { t } = useTranslation();
  const { control } = useFormContext<PolicyValues>();
  return (
    <PolicyField name={name}>
      <Controller
        name={name}
        control={control}
        render={({ field, fieldState }) => (
          <TextInput
            {...field}
            id={name}
            type={type}
            data-testid={name}
            placeholder={t(`${textOf(name)}Empty`)}
            isDisabled={isDisabled}
            validated={fieldState.error ? "error" : "default"}
          />
        )}
      />
    </PolicyField>
  );
};
