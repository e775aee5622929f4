import { Alert, AlertActionLink } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { errorText } from "../messages";
import type { ApiTokenPage } from "./useApiTokenPage";

/** Tells why no API token can be created, if the list itself could be loaded. */
export const OptionsError = ({ page }: { page: ApiTokenPage }) => {
  const { t } = useTranslation();
  if (page.optionsError === undefined || page.error !== undefined) {
    return null;
  }
  return (
    <Alert
      isInline
      isLiveRegion
      data-testid="apiTokenOptionsError"
      variant="danger"
      variantLabel={t("apiTokenError")}
      title={t("apiTokenOptionsError")}
      actionLinks={<AlertActionLink onClick={page.refresh}>{t("apiTokenRetry")}</AlertActionLink>}
    >
      {errorText(t, page.optionsError)}
    </Alert>
  );
};
