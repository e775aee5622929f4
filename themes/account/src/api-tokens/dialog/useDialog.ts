import { useEnvironment } from "@keycloak/keycloak-account-ui";
import { useEffect, useState } from "react";

import { type Dialog, forgetDialog, keptDialog } from "./dialog";
import { useReturnFocus } from "./useReturnFocus";

/** The open dialog, if any. After a new login it is the dialog that was open before. */
export const useDialog = () => {
  const { keycloak } = useEnvironment();
  const [dialog, open] = useState(() => keptDialog(keycloak.subject));
  const returnFocus = useReturnFocus();
  useEffect(forgetDialog, []);

  /** Closes only this dialog: its response may arrive when another dialog is open. */
  const close = (closing: Dialog, focus: string) => {
    open((current) => (current === closing ? undefined : current));
    returnFocus(focus);
  };

  return { dialog, open: (opened: Dialog) => open(opened), close };
};
