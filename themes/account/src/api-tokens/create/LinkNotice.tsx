import { Alert, List, ListItem } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import type { Refusal } from "./link";

/** Tells the user that a link has filled in the form, which anybody can have made, and what the link cannot have. */
export const LinkNotice = ({ refusals }: { refusals?: Refusal[] }) => {
  const { t } = useTranslation();
  return (
    refusals && (
      <Alert
        isInline
        component="p"
        variant={refusals.length > 0 ? "warning" : "info"}
        variantLabel={t(refusals.length > 0 ? "apiTokenWarning" : "apiTokenInfo")}
        title={t("apiTokenLinkTitle")}
        data-testid="apiTokenLinkNotice"
      >
        {refusals.length > 0 && (
          <List isPlain>
            {refusals.map((refusal) => {
              const value = "field" in refusal ? t(refusal.field) : refusal.value;
              return <ListItem key={`${refusal.message} ${value}`}>{t(refusal.message, { value })}</ListItem>;
            })}
          </List>
        )}
      </Alert>
    )
  );
};
