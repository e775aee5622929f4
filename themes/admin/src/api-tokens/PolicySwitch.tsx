import { Switch } from "@patternfly/react-core";
import { Controller, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { PolicyValues } from "./policy";
import { PolicyField, textOf } from "./PolicyField";

type PolicySwitchProps = { name: "mintingEnabled" | "exchangeEnabled" | "nonExpiringAllowed"; isDisabled?: boolean };

export const PolicySwitch = ({ name, isDisabled }: PolicySwitchProps) => {
  const { t } = useTranslation();
  const { control } = useFormContext<PolicyValues>();
  return (
    <PolicyField name={name}>
      <Controller
        name={name}
        control={control}
        render={({ field }) => (
          <Switch
            id={name}
            data-testid={name}
            aria-label={t(textOf(name))}
            label={t("on")}
            labelOff={t("off")}
            isDisabled={isDisabled}
            isChecked={field.value}
            onChange={(_event, value) => field.onChange(value)}
          />
        )}
      />
    </PolicyField>
  );
};
