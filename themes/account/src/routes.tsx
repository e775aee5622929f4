import { routes as stockRoutes } from "@keycloak/keycloak-account-ui";
import { ErrorPage } from "@keycloak/keycloak-ui-shared";
import { createBrowserRouter } from "react-router-dom";

import { ApiTokensPage } from "./api-tokens/ApiTokensPage";
import { environment } from "./environment";
import { Root } from "./root/Root";

export const router = createBrowserRouter([
  {
    path: decodeURIComponent(new URL(environment.baseUrl).pathname),
    element: <Root />,
    errorElement: <ErrorPage />,
    children: [{ path: "account-security/api-tokens", element: <ApiTokensPage /> }, ...stockRoutes],
  },
]);
