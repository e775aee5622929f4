import { AdminUi, routes as stockRoutes } from "@keycloak/keycloak-admin-ui";
import { ErrorPage } from "@keycloak/keycloak-ui-shared";
import { createHashRouter, type RouteObject } from "react-router-dom";

import { ApiTokensSection } from "./api-tokens/ApiTokensSection";
import { API_TOKENS_PATH, mayOpen } from "./api-tokens/paths";
import { StockPage } from "./root/StockPage";

const apiTokens: RouteObject = {
  path: API_TOKENS_PATH,
  element: <ApiTokensSection />,
  handle: { access: mayOpen },
};

/** The stock console with an additional page. */
export const router = createHashRouter([
  {
    path: "/",
    element: <AdminUi />,
    errorElement: <ErrorPage />,
    children: [{ element: <StockPage />, children: [apiTokens, ...stockRoutes] }],
  },
]);
