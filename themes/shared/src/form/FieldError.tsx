import { FormHelperText, HelperText, HelperTextItem } from "@patternfly/react-core";

type FieldErrorProps = { id: string; error?: { message?: string } };

/** The error of a control. It is always rendered, because screen readers read only changes of a known live region. */
export const FieldError = ({ id, error }: FieldErrorProps) => (
  <FormHelperText>
    <HelperText id={id} isLiveRegion>
      {error?.message && <HelperTextItem variant="error">{error.message}</HelperTextItem>}
    </HelperText>
  </FormHelperText>
);
