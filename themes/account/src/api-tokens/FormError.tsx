import { Alert } from "@patternfly/react-core";

/** What the server said that belongs to no field. */
export const FormError = ({ error }: { error?: string }) =>
  error && <Alert isInline isLiveRegion variant="danger" title={error} data-testid="apiTokenFormError" />;
