import { TimeSelector } from "@keycloak/keycloak-admin-ui";
import { Controller, useFormContext } from "react-hook-form";

import type { PolicyValues } from "./policy";
import { PolicyField } from "./PolicyField";

type PolicyTimeProps = { name: "maxLifetime" | "defaultLifetime" | "maxAuthenticationAge"; isDisabled?: boolean };

export const PolicyTime = ({ name, isDisabled }: PolicyTimeProps) => {
  const { control } = useFormContext<PolicyValues>();
  return (
    <PolicyField name={name}>
      <Controller
        name={name}
        control={control}
        render={({ field, fieldState }) => (
          <TimeSelector
            id={name}
            data-testid={name}
            isDisabled={isDisabled}
            value={field.value === "" ? undefined : field.value}
            onChange={field.onChange}
            validated={fieldState.error ? "error" : "default"}
          />
        )}
      />
    </PolicyField>
  );
};
