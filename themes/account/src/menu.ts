import type { Feature } from "@keycloak/keycloak-account-ui";

import { environment } from "./environment";

export type MenuLink = { id?: string; label: string; path: string; isVisible?: keyof Feature };
export type MenuGroup = { label: string; children: MenuItem[]; isVisible?: keyof Feature };
export type MenuItem = MenuLink | MenuGroup;

export const isShown = ({ isVisible }: MenuItem) => !isVisible || environment.features[isVisible];

/** Loads the menu of the theme, content.json, which also lists the pages. */
export const loadMenu = async () => {
  const response = await fetch(`${environment.resourceUrl}/content.json`);
  if (!response.ok) {
    throw new Error(`The menu could not be loaded: ${response.status}`);
  }
  return (await response.json()) as MenuItem[];
};
