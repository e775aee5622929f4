import { useAccess, useRealm } from "@keycloak/keycloak-admin-ui";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router-dom";

import { mayOpen, toApiTokens } from "../api-tokens/paths";
import { useElement } from "./useElement";

/** The list below 'Manage'. Everybody who may open the page sees at least one of these entries. */
const MANAGE = "ul:has(> li > #nav-item-users, > li > #nav-item-roles, > li > #nav-item-clients)";

export const NavEntry = () => {
  const { t } = useTranslation();
  const { hasAccess } = useAccess();
  const { realm } = useRealm();
  const list = useElement(MANAGE);
  if (!list || !hasAccess(mayOpen)) {
    return null;
  }
  return createPortal(
    <li>
      <NavLink
        id="nav-item-api-tokens"
        data-testid="nav-item-api-tokens"
        to={toApiTokens(realm)}
        className={({ isActive }) => `pf-v5-c-nav__link${isActive ? " pf-m-current" : ""}`}
      >
        {t("apiTokens")}
      </NavLink>
    </li>,
    list,
  );
};
