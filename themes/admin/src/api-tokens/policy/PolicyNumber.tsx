import { TextInput } from "@patternfly/react-core";
import { Controller, useFormContext } from "react-hook-form";

import type { PolicyValues } from "./policy";
import { PolicyField } from "./PolicyField";

type PolicyNumberProps = { name: "maxActive" | "endUnusedAfterDays" | "keepEndedDays"; isDisabled?: boolean };

export const PolicyNumber = ({ name, isDisabled }: PolicyNumberProps) => {
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
            type="number"
            data-testid={name}
            isDisabled={isDisabled}
            validated={fieldState.error ? "error" : "default"}
          />
        )}
      />
    </PolicyField>
  );
};
