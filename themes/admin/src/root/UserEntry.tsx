import { useAccess, useRealm } from "@keycloak/keycloak-admin-ui";
import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { Link, useMatch } from "react-router-dom";

import { mayList, toApiTokens } from "../api-tokens/paths";
import { useElement } from "./useElement";

const DETAILS = "[data-testid='user-details-tab']";

/** Among the tabs of a user: leads to the list of that user's API tokens. */
export const UserEntry = () => {
  const { t } = useTranslation();
  const { realm } = useRealm();
  const { hasAccess } = useAccess();
  const user = useMatch("/:realm/users/:id/:tab");
  const place = useSecondTab(useElement(`ul:has(> li > ${DETAILS})`));
  if (!user?.params.id || !hasAccess(mayList)) {
    return null;
  }
  return createPortal(
    <Link
      className="pf-v5-c-tabs__link"
      role="tab"
      aria-selected={false}
      data-testid="user-api-tokens"
      to={`${toApiTokens(realm)}?user=${encodeURIComponent(user.params.id)}`}
    >
      <span className="pf-v5-c-tabs__item-text">{t("apiTokens")}</span>
    </Link>,
    place,
  );
};

const tabItem = () => {
  const item = document.createElement("li");
  item.className = "pf-v5-c-tabs__item";
  item.role = "presentation";
  return item;
};

/** A place right behind the first tab: at the end it would be out of sight on most screens. */
const useSecondTab = (tabs: HTMLElement | null) => {
  const [item] = useState(tabItem);
  useEffect(() => {
    tabs?.insertBefore(item, tabs.children[1]);
    // Whether the tabs need buttons to scroll is looked at when the window changes.
    window.dispatchEvent(new Event("resize"));
    return () => item.remove();
  }, [tabs, item]);
  return item;
};
