import { Outlet } from "react-router-dom";

import { NavEntry } from "./NavEntry";
import { UserEntry } from "./UserEntry";

/** Whatever page is open, with the ways that lead to API tokens. The stock console has no place for them. */
export const StockPage = () => (
  <>
    <NavEntry />
    <UserEntry />
    <Outlet />
  </>
);
