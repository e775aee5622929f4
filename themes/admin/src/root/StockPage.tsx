import { Outlet } from "react-router-dom";

import { NavEntry } from "./NavEntry";
import { UserEntry } from "./UserEntry";

/** A page of the console, with the links to API tokens. The stock console has no extension point for links. */
export const StockPage = () => (
  <>
    <NavEntry />
    <UserEntry />
    <Outlet />
  </>
);
