import { routes as stockRoutes } from "@keycloak/keycloak-account-ui";
import { ErrorPage } from "@keycloak/keycloak-ui-shared";
import { createBrowserRouter, type RouteObject } from "react-router-dom";

import { ApiTokensPage } from "./api-tokens/ApiTokensPage";
import { environment } from "./environment";
import { isShown, type MenuItem } from "./menu";
import { PageNotFound } from "./root/PageNotFound";
import { Root } from "./root/Root";

const pages: RouteObject[] = [...stockRoutes, { path: "account-security/api-tokens", element: <ApiTokensPage /> }];

/** Routes exist only for pages that the menu shows, as in the stock console. */
const routesOf = (menu: MenuItem[]): RouteObject[] =>
  menu.flatMap((item) => {
    if ("children" in item) {
      return routesOf(item.children);
    }
    const page = pages.find(({ path }) => path === (item.id ?? item.path));
    return page && isShown(item) ? { path: item.path, element: page.element } : [];
  });

export const createRouter = (menu: MenuItem[]) =>
  createBrowserRouter([
    {
      path: decodeURIComponent(new URL(environment.baseUrl).pathname),
      element: <Root menu={menu} />,
      errorElement: <ErrorPage />,
      children: [...routesOf(menu), { path: "*", element: <PageNotFound /> }],
    },
  ]);
