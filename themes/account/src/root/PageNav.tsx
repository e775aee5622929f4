import { type Feature, usePromise } from "@keycloak/keycloak-account-ui";
import { Nav, NavExpandable, NavItem, NavList, PageSidebar, PageSidebarBody } from "@patternfly/react-core";
import { type MouseEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { matchPath, useHref, useLinkClickHandler, useLocation } from "react-router-dom";

import { environment } from "../environment";

type MenuLink = { label: string; path: string; isVisible?: keyof Feature };
type MenuGroup = { label: string; children: MenuLink[]; isVisible?: keyof Feature };
type MenuItem = MenuLink | MenuGroup;

const isShown = ({ isVisible }: MenuItem) => !isVisible || environment.features[isVisible];

const pathOf = ({ path }: MenuLink) => `${new URL(environment.baseUrl).pathname}${path}`;

const isAt = (item: MenuItem, pathname: string): boolean =>
  "path" in item ? matchPath(pathOf(item), pathname) !== null : item.children.some((child) => isAt(child, pathname));

/** The menu that the theme's content.json describes, in the same PatternFly page as the {@link Header}'s button. */
export const PageNav = () => {
  const [items, setItems] = useState<MenuItem[]>([]);
  usePromise(async (signal) => {
    const response = await fetch(`${environment.resourceUrl}/content.json`, { signal });
    return (await response.json()) as MenuItem[];
  }, setItems);

  return (
    <PageSidebar>
      <PageSidebarBody>
        <Nav>
          <NavList>
            {items
              .filter(isShown)
              .map((item) =>
                "path" in item ? (
                  <MenuLinkItem key={item.label} item={item} />
                ) : (
                  <MenuGroupItem key={item.label} item={item} />
                ),
              )}
          </NavList>
        </Nav>
      </PageSidebarBody>
    </PageSidebar>
  );
};

const MenuGroupItem = ({ item }: { item: MenuGroup }) => {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const isActive = isAt(item, pathname);
  return (
    <NavExpandable data-testid={item.label} title={t(item.label)} isActive={isActive} isExpanded={isActive}>
      {item.children.filter(isShown).map((child) => (
        <MenuLinkItem key={child.label} item={child} />
      ))}
    </NavExpandable>
  );
};

const MenuLinkItem = ({ item }: { item: MenuLink }) => {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const target = pathOf(item) + search;
  const href = useHref(target);
  const follow = useLinkClickHandler(target);
  return (
    <NavItem
      data-testid={item.path}
      to={href}
      isActive={isAt(item, pathname)}
      // PatternFly types the event of this link as one of any element.
      onClick={(event) => follow(event as unknown as MouseEvent<HTMLAnchorElement>)}
    >
      {t(item.label)}
    </NavItem>
  );
};
