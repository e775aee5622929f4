import { Alert, AlertActionLink } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { errorText } from "./messages";

type LoadErrorProps = { title: string; error: unknown; retry: () => void };

export const LoadError = ({ title, error, retry }: LoadErrorProps) => {
  const { t } = useTranslation();
  return (
    <Alert
      component="p"
      className="pf-v5-u-m-md"
      variant="danger"
      isInline
      title={t(title)}
      data-testid="apiTokenLoadError"
      actionLinks={<AlertActionLink onClick={retry}>{t("apiTokenRetry")}</AlertActionLink>}
    >
      {errorText(t, error)}
    </Alert>
  );
};
