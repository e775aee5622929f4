import { Page, Spinner } from "@patternfly/react-core";
import { Suspense } from "react";
import { Outlet } from "react-router-dom";

import type { MenuItem } from "../menu";
import { Header } from "./Header";
import { PageNav } from "./PageNav";

export const Root = ({ menu }: { menu: MenuItem[] }) => (
  <Page header={<Header />} sidebar={<PageNav menu={menu} />} isManagedSidebar>
    <Suspense fallback={<Spinner />}>
      <Outlet />
    </Suspense>
  </Page>
);
