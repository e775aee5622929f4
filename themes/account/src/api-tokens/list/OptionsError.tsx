import { Alert, AlertActionLink } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { errorText } from "../messages";
import type { ApiTokenPage } from "./useApiTokenPage";

/** Why nothing can be created, where the list itself may be there. */
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
