import { Alert } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

/** An error of the server that names no field. */
export const FormError = ({ error }: { error?: string }) => {
  const { t } = useTranslation();
  return (
    error && (
      <Alert
        isInline
        isLiveRegion
        variant="danger"
        variantLabel={t("apiTokenError")}
        title={error}
        data-testid="apiTokenFormError"
      />
    )
  );
};
