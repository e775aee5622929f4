import { FormGroup } from "@patternfly/react-core";
import type { ReactElement } from "react";
import { Controller, useFormContext } from "react-hook-form";

export type FilterChoiceProps = {
  name: string;
  label: string;
  /** The text for no choice. */
  none?: string;
  isRequired?: boolean;
};

type Field = { chosen: string; choose: (key: string) => void };

type ChoiceProps = FilterChoiceProps & { field: (field: Field) => ReactElement };

/** A field of the filter with a search. */
export const FilterChoice = ({ name, label, isRequired, field }: ChoiceProps) => {
  const { control } = useFormContext<Record<string, string>>();
  return (
    <FormGroup label={label} fieldId={name} isRequired={isRequired}>
      <Controller
        name={name}
        control={control}
        render={({ field: { value, onChange } }) => field({ chosen: value, choose: onChange })}
      />
    </FormGroup>
  );
};
