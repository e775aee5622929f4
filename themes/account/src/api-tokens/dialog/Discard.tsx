import { Alert, AlertActionLink } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { InSight } from "./InSight";

type DiscardProps = { onDiscard: () => void; onStay: () => void };

/** Asks before a dialog closes with what the user typed. */
export const Discard = ({ onDiscard, onStay }: DiscardProps) => {
  const { t } = useTranslation();
  return (
    <InSight of={undefined}>
      <Alert
        isInline
        component="p"
        role="alert"
        variant="warning"
        variantLabel={t("apiTokenWarning")}
        title={t("apiTokenDiscardTitle")}
        data-testid="apiTokenDiscard"
        actionLinks={
          <>
            <AlertActionLink data-testid="apiTokenDiscardInput" onClick={onDiscard}>
              {t("apiTokenDiscard")}
            </AlertActionLink>
            <AlertActionLink data-testid="apiTokenKeepEditing" onClick={onStay}>
              {t("apiTokenKeepEditing")}
            </AlertActionLink>
          </>
        }
      />
    </InSight>
  );
};
