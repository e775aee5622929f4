import { useRealm } from "@keycloak/keycloak-admin-ui";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { Link, useMatch } from "react-router-dom";

import { toApiTokens } from "../api-tokens/paths";
import { useElement } from "./useElement";

/** At the end of the tabs of a user: leads to the list of that user's API tokens. */
export const UserEntry = () => {
  const { t } = useTranslation();
  const { realm } = useRealm();
  const user = useMatch("/:realm/users/:id/:tab");
  const tabs = useElement("ul:has(> li > [data-testid='user-details-tab'], > [data-testid='user-details-tab'])");
  if (!user?.params.id || !tabs) {
    return null;
  }
  return createPortal(
    <li className="pf-v5-c-tabs__item" role="presentation">
      <Link
        className="pf-v5-c-tabs__link"
        data-testid="user-api-tokens"
        to={`${toApiTokens(realm)}?user=${encodeURIComponent(user.params.id)}`}
      >
        <span className="pf-v5-c-tabs__item-text">{t("apiTokens")}</span>
      </Link>
    </li>,
    tabs,
  );
};
