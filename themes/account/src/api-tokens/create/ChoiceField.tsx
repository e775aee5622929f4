import { FormGroup, FormSelect, FormSelectOption } from "@patternfly/react-core";
import type { ReactNode } from "react";
import type { RefCallBack } from "react-hook-form";

import { FieldError } from "../dialog/FieldError";

type ChoiceFieldProps = {
  id: string;
  label: string;
  /** The value and callbacks of the form's field. */
  field: { value: string; onChange: (value: string) => void; ref: RefCallBack };
  options: { value: string; label: string; isDisabled?: boolean }[];
  error?: { message?: string };
  children?: ReactNode;
};

/** A select for a few options. */
export const ChoiceField = ({ id, label, field, options, error, children }: ChoiceFieldProps) => (
  <FormGroup fieldId={id} label={label}>
    <div ref={(group) => field.ref(group?.querySelector("select"))}>
      <FormSelect
        id={id}
        data-testid={id}
        value={field.value}
        onChange={(_event, value) => field.onChange(value)}
        validated={error ? "error" : "default"}
        aria-describedby={`${id}-error`}
      >
        {options.map((option) => (
          <FormSelectOption key={option.value} {...option} />
        ))}
      </FormSelect>
    </div>
    {children}
    <FieldError id={`${id}-error`} error={error} />
  </FormGroup>
);
