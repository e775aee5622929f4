import { Nav, NavExpandable, NavItem, NavList, PageSidebar, PageSidebarBody } from "@patternfly/react-core";
import type { MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { matchPath, useHref, useLinkClickHandler, useLocation } from "react-router-dom";

import { useTextLanguage } from "../api-tokens/useTextLanguage";
import { environment } from "../environment";
import { isShown, type MenuGroup, type MenuItem, type MenuLink } from "../menu";

const pathOf = ({ path }: MenuLink) => `${new URL(environment.baseUrl).pathname}${path}`;

const isAt = (item: MenuItem, pathname: string): boolean =>
  "path" in item ? matchPath(pathOf(item), pathname) !== null : item.children.some((child) => isAt(child, pathname));

/** The menu. It must be in the same PatternFly page as {@link Header}, whose button opens and closes it. */
export const PageNav = ({ menu }: { menu: MenuItem[] }) => (
  <PageSidebar>
    <PageSidebarBody>
      <Nav>
        <NavList>
          <MenuItems items={menu} />
        </NavList>
      </Nav>
    </PageSidebarBody>
  </PageSidebar>
);

const MenuItems = ({ items }: { items: MenuItem[] }) =>
  items
    .filter(isShown)
    .map((item) =>
      "path" in item ? <MenuLinkItem key={item.label} item={item} /> : <MenuGroupItem key={item.label} item={item} />,
    );

const MenuGroupItem = ({ item }: { item: MenuGroup }) => {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const isActive = isAt(item, pathname);
  return (
    <NavExpandable data-testid={item.label} title={t(item.label)} isActive={isActive} isExpanded={isActive}>
      <MenuItems items={item.children} />
    </NavExpandable>
  );
};

const MenuLinkItem = ({ item }: { item: MenuLink }) => {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const target = pathOf(item) + search;
  const href = useHref(target);
  const follow = useLinkClickHandler(target);
  const { lang } = useTextLanguage();
  return (
    <NavItem
      data-testid={item.path}
      to={href}
      isActive={isAt(item, pathname)}
      // The name of our page may be in another language than the rest of the menu.
      lang={item.label === "apiTokens" ? lang : undefined}
      // PatternFly declares the event for any element.
      onClick={(event) => follow(event as unknown as MouseEvent<HTMLAnchorElement>)}
    >
      {t(item.label)}
    </NavItem>
  );
};
