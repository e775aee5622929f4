import { KeycloakSelect } from "@keycloak/keycloak-ui-shared";
import { SelectOption, Split, SplitItem, TextInput } from "@patternfly/react-core";
import { useState } from "react";
import { Controller, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { PolicyValues, Timed } from "./policy";
import { PolicyField, textOf } from "./PolicyField";

/** Units and their lengths in seconds. */
const UNITS = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

type Unit = keyof typeof UNITS;

const NAMES = Object.keys(UNITS) as Unit[];

type PolicyTimeProps = {
  name: Timed;
  unit: Unit;
  isDisabled?: boolean;
};

/** @param unit the unit of an empty field */
export const PolicyTime = ({ name, unit, isDisabled }: PolicyTimeProps) => {
  const { control } = useFormContext<PolicyValues>();
  return (
    <PolicyField name={name}>
      <Controller
        name={name}
        control={control}
        render={({ field, fieldState }) => (
          <Time
            name={name}
            unit={unit}
            value={field.value}
            change={field.onChange}
            isDisabled={isDisabled}
            isWrong={fieldState.error !== undefined}
          />
        )}
      />
    </PolicyField>
  );
};

type TimeProps = PolicyTimeProps & {
  value: number | "";
  change: (seconds: number | "") => void;
  isWrong: boolean;
};

/** A number and its unit. The time field of the stock console cannot be used: it has a fixed name. */
const Time = ({ name, unit, value, change, isDisabled, isWrong }: TimeProps) => {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [chosen, choose] = useState(unit);
  const fits = (candidate: Unit) => value !== "" && value % UNITS[candidate] === 0;
  const shown = value === "" || fits(chosen) ? chosen : (NAMES.findLast(fits) ?? "seconds");
  const number = value === "" ? "" : value / UNITS[shown];
  return (
    <Split hasGutter>
      <SplitItem>
        <TextInput
          id={name}
          type="number"
          min={1}
          data-testid={name}
          placeholder={t(`${textOf(name)}Empty`)}
          isDisabled={isDisabled}
          validated={isWrong ? "error" : "default"}
          value={number}
          onChange={(_event, typed) => {
            choose(shown);
            change(typed === "" ? "" : Math.round(Number(typed) * UNITS[shown]));
          }}
        />
      </SplitItem>
      <SplitItem>
        <KeycloakSelect
          toggleId={`${name}-unit`}
          aria-label={t("apiTokenPolicyUnit", { field: t(textOf(name)), unit: t(`times.${shown}`) })}
          isOpen={isOpen}
          onToggle={setOpen}
          isDisabled={isDisabled}
          selections={shown}
          onSelect={(picked) => {
            choose(picked as Unit);
            change(number === "" ? "" : number * UNITS[picked as Unit]);
            setOpen(false);
          }}
        >
          {NAMES.map((candidate) => (
            <SelectOption key={candidate} value={candidate}>
              {t(`times.${candidate}`)}
            </SelectOption>
          ))}
        </KeycloakSelect>
      </SplitItem>
    </Split>
  );
};
