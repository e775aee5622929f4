import { FormGroup, FormSelect, FormSelectOption } from "@patternfly/react-core";
import type { ReactNode } from "react";
import type { RefCallBack } from "react-hook-form";

import { FieldError } from "./FieldError";

type ChoiceFieldProps = {
  id: string;
  label: string;
  /** The value and callbacks of the form's field. */
  field: { value: string; onChange: (value: string) => void; ref: RefCallBack };
  options: { value: string; label: string; isDisabled?: boolean }[];
  error?: { message?: string };
  /** The id of a text that belongs to the field. */
  describedBy?: string;
  children?: ReactNode;
};

/** A select for a few options. */
export const ChoiceField = ({ id, label, field, options, error, describedBy = "", children }: ChoiceFieldProps) => (
  <FormGroup fieldId={id} label={label}>
    <div ref={(group) => field.ref(group?.querySelector("select"))}>
      <FormSelect
        id={id}
        data-testid={id}
        value={field.value}
        onChange={(_event, value) => field.onChange(value)}
        validated={error ? "error" : "default"}
        aria-describedby={`${describedBy} ${id}-error`.trim()}
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
