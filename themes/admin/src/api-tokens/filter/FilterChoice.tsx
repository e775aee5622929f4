import { FormGroup } from "@patternfly/react-core";
import type { ReactElement } from "react";
import { Controller, useFormContext } from "react-hook-form";

export type FilterChoiceProps = {
  name: string;
  label: string;
  /** The text for no choice. */
  none?: string;
};

type Field = { chosen: string; choose: (key: string) => void };

/** A field of the filter with a search. */
export const FilterChoice = ({ name, label, field }: FilterChoiceProps & { field: (field: Field) => ReactElement }) => {
  const { control } = useFormContext<Record<string, string>>();
  return (
    <FormGroup label={label} fieldId={name}>
      <Controller
        name={name}
        control={control}
        render={({ field: { value, onChange } }) => field({ chosen: value, choose: onChange })}
      />
    </FormGroup>
  );
};
