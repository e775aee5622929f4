import { Alert } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

/** What the server said that belongs to no field. */
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
