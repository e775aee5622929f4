import { Label, List, ListItem } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import type { AllowedScope } from "../types";
import { DetailField } from "./DetailField";

/** The scopes and roles that the API token has now. They may have changed since it was created. */
export const AllowedScopes = ({ scopes }: { scopes: AllowedScope[] }) => {
  const { t } = useTranslation();
  const picked = scopes.filter(({ isDefault }) => !isDefault);
  const included = scopes.filter(({ isDefault }) => isDefault);
  return (
    <DetailField name={t("apiTokenAllowed")} testid="apiTokenAllowed">
      {scopes.length === 0 && t("apiTokenAllowedNothing")}
      <List isPlain>
        {[...picked, ...included].map((scope) => (
          <ListItem key={scope.name}>
            <AllowedScopeText scope={scope} />
          </ListItem>
        ))}
      </List>
    </DetailField>
  );
};

const AllowedScopeText = ({ scope: { name, text, isDefault, roles = [] } }: { scope: AllowedScope }) => {
  const { t } = useTranslation();
  return (
    <>
      {text ?? name} {isDefault && <Label isCompact>{t("apiTokenAllowedAlways")}</Label>}
      <div className="pf-v5-u-font-size-sm pf-v5-u-color-200">
        {text && <code>{name}</code>}
        {roles.length > 0 && <div>{t("apiTokenAllowedRoles", { roles: roles.join(", ") })}</div>}
      </div>
    </>
  );
};
