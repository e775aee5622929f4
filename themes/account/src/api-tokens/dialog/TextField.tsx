import { FormGroup, FormHelperText, HelperText, HelperTextItem, TextArea, TextInput } from "@patternfly/react-core";
import { FieldError } from "api-tokens-shared/form";
import { type ControllerProps, useController } from "react-hook-form";

type TextFieldProps = {
  name: string;
  /** The id of the control, and the beginning of the ids of its texts. */
  id: string;
  label: string;
  help?: string;
  placeholder?: string;
  isRequired?: boolean;
  isMultiline?: boolean;
  autoFocus?: boolean;
  rules: ControllerProps["rules"];
};

/** A text control. Unlike that of the stock console, it names its help and its error to screen readers. */
export const TextField = ({
  name,
  id,
  label,
  help,
  isRequired,
  isMultiline = false,
  rules,
  ...input
}: TextFieldProps) => {
  const { field, fieldState } = useController<Record<string, string>>({ name, rules });
  const props = {
    ...field,
    ...input,
    id,
    "data-testid": id,
    isRequired,
    "aria-describedby": `${help ? `${id}-help ` : ""}${id}-error`,
    "aria-invalid": fieldState.error !== undefined,
    validated: fieldState.error ? ("error" as const) : ("default" as const),
    onChange: (_event: unknown, value: string) => field.onChange(value),
  };
  return (
    <FormGroup fieldId={id} label={label} isRequired={isRequired}>
      {isMultiline ? (
        <TextArea {...props} rows={2} resizeOrientation="vertical" />
      ) : (
        <TextInput {...props} autoComplete="off" />
      )}
      {help && (
        <FormHelperText>
          <HelperText id={`${id}-help`}>
            <HelperTextItem>{help}</HelperTextItem>
          </HelperText>
        </FormHelperText>
      )}
      <FieldError id={`${id}-error`} error={fieldState.error} />
    </FormGroup>
  );
};
