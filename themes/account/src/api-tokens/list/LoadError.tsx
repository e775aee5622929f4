import { Alert, AlertActionLink } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { LoginRequired } from "../api";
import { LoginAgain } from "../dialog/LoginAgain";
import { errorText } from "../messages";
import type { ApiTokenPage } from "./useApiTokenPage";
import { focusList } from "../topOfList";

/**
 * Tells why the list is not up to date, above the rows that were loaded before, or why no API token can be created. Is
 * announced to screen readers.
 */
export const LoadError = ({ page }: { page: ApiTokenPage }) => {
  const { t } = useTranslation();
  const failure = page.error ?? page.optionsError;
  if (failure === undefined) {
    return null;
  }
  if (failure instanceof LoginRequired) {
    return <LoginAgain failure={failure} />;
  }
  const isList = page.error !== undefined;
  return (
    <Alert
      isInline
      component="p"
      role="alert"
      data-testid={isList ? "apiTokenLoadError" : "apiTokenOptionsError"}
      variant="danger"
      variantLabel={t("apiTokenError")}
      title={t(titleOf(page))}
      actionLinks={
        <AlertActionLink
          data-testid="apiTokenRetry"
          isDisabled={page.isBusy}
          onClick={() => {
            focusList();
            page.refresh();
          }}
        >
          {t("apiTokenRetry")}
        </AlertActionLink>
      }
    >
      {errorText(t, failure)}
    </Alert>
  );
};

const titleOf = (page: ApiTokenPage) => {
  if (page.error === undefined) {
    return "apiTokenOptionsError";
  }
  if (page.isPrevious) {
    return "apiTokenPreviousRows";
  }
  return page.tokens ? "apiTokenRefreshError" : "apiTokenLoadError";
};
