import { TextInput } from "@patternfly/react-core";
import { Controller, useFormContext } from "react-hook-form";

import type { PolicyValues } from "./policy";
import { PolicyField } from "./PolicyField";

type PolicyTextProps = { name: "requiredRole" | "forbiddenScopes"; isDisabled?: boolean };

export const PolicyText = ({ name, isDisabled }: PolicyTextProps) => {
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
            data-testid={name}
            isDisabled={isDisabled}
            validated={fieldState.error ? "error" : "default"}
          />
        )}
      />
    </PolicyField>
  );
};
