import { FormHelperText, HelperText, HelperTextItem } from "@patternfly/react-core";

type FieldErrorProps = { id: string; error?: { message?: string } };

/** What is wrong with the control that is described by this id. It is there from the start, so as to be read out. */
export const FieldError = ({ id, error }: FieldErrorProps) => (
  <FormHelperText>
    <HelperText id={id} isLiveRegion>
      {error?.message && <HelperTextItem variant="error">{error.message}</HelperTextItem>}
    </HelperText>
  </FormHelperText>
);
