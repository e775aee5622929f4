import { FormHelperText, HelperText, HelperTextItem, Switch } from "@patternfly/react-core";
import { Controller, useFormContext, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { Policy } from "../types";
import { offBecause, type Owner, type PolicyValues, type Switched } from "./policy";
import { PolicyField, textOf } from "./PolicyField";

type PolicySwitchProps = { name: Switched; owner: Owner; realm?: Policy; isDisabled?: boolean };

/** @param realm the policy of the realm, if it limits this one */
export const PolicySwitch = ({ name, owner, realm, isDisabled }: PolicySwitchProps) => {
  const { t } = useTranslation();
  const { control } = useFormContext<PolicyValues>();
  const maxLifetime = useWatch({ control, name: "maxLifetime" });
  const reason = offBecause(name, maxLifetime, realm);
  return (
    <PolicyField name={name} owner={owner} isLow>
      <Controller
        name={name}
        control={control}
        render={({ field }) => (
          <Switch
            id={name}
            data-testid={name}
            aria-label={t(textOf(name))}
            aria-describedby={reason && `${name}-reason`}
            label={t("on")}
            labelOff={t("off")}
            isDisabled={(isDisabled ?? false) || reason !== undefined}
            isChecked={field.value && reason === undefined}
            onChange={(_event, value) => field.onChange(value)}
          />
        )}
      />
      {reason && (
        <FormHelperText>
          <HelperText>
            <HelperTextItem id={`${name}-reason`} data-testid={`${name}-reason`}>
              {t(reason)}
            </HelperTextItem>
          </HelperText>
        </FormHelperText>
      )}
    </PolicyField>
  );
};
