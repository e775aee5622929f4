import { useEnvironment } from "@keycloak/keycloak-account-ui";
import { useEffect, useState } from "react";

import { type Dialog, forgetDialog, keptDialog } from "./dialog";
import { useReturnFocus } from "./useReturnFocus";

/** The dialog that is open, if any: at first the one that was left for a fresh login. */
export const useDialog = () => {
  const { keycloak } = useEnvironment();
  const [dialog, open] = useState(() => keptDialog(keycloak.subject));
  const returnFocus = useReturnFocus();
  useEffect(forgetDialog, []);

  /** Closes this dialog only: its answer may come when another one is open. */
  const close = (closing: Dialog, focus: string) => {
    open((current) => (current === closing ? undefined : current));
    returnFocus(focus);
  };

  return { dialog, open: (opened: Dialog) => open(opened), close };
};
