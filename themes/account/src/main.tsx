// The package does not export its style sheet.
import "../../node_modules/@keycloak/keycloak-account-ui/lib/keycloak-account-ui.css";
import "@patternfly/patternfly/patternfly-addons.css";
import "@patternfly/react-core/dist/styles/base.css";

import { KeycloakProvider } from "@keycloak/keycloak-account-ui";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router-dom";

import { environment } from "./environment";
import { i18n } from "./i18n";
import { loadMenu } from "./menu";
import { createRouter } from "./routes";

const [menu] = await Promise.all([loadMenu(), i18n.init()]);

/** Creates the router after the login, because it keeps its first URL, which would have the response of the login. */
const Pages = () => {
  const [router] = useState(() => createRouter(menu));
  return <RouterProvider router={router} />;
};

const container = document.getElementById("app");
if (!container) {
  throw new Error("The page has no element 'app'");
}
createRoot(container).render(
  <StrictMode>
    <KeycloakProvider environment={environment}>
      <Pages />
    </KeycloakProvider>
  </StrictMode>,
);
