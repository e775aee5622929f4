import { useAccess, useRealm } from "@keycloak/keycloak-admin-ui";
import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { Link, useMatch } from "react-router-dom";

import { mayList, toApiTokens } from "../api-tokens/paths";
import { useElement } from "./useElement";

const DETAILS = "[data-testid='user-details-tab']";

/** A tab of a user that links to the list of the user's API tokens. */
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

/** The second place among the tabs: the last one would be hidden on most screens. */
const useSecondTab = (tabs: HTMLElement | null) => {
  const [item] = useState(tabItem);
  useEffect(() => {
    tabs?.insertBefore(item, tabs.children[1]);
    // PatternFly decides on a resize whether the tabs need scroll buttons.
    window.dispatchEvent(new Event("resize"));
    return () => item.remove();
  }, [tabs, item]);
  return item;
};
