import { useEnvironment } from "@keycloak/keycloak-account-ui";
import { useEffect, useRef, useState } from "react";

import type { Dialog } from "./dialog";
import { forgetDialog, keepDialog } from "./keep";

/**
 * Keeps the dialog when the browser leaves the page: keycloak-js goes to the login by itself when the login has ended.
 * Returns a function that keeps it before a login that the user asks for.
 *
 * @param dialog returns the dialog with what the user typed; undefined if there is nothing to keep
 */
export const useKeep = (dialog: () => Dialog | undefined) => {
  const { keycloak } = useEnvironment();
  // The subject is gone when the login has ended.
  const [userId] = useState(keycloak.subject);
  const current = useRef(dialog);
  useEffect(() => {
    current.current = dialog;
  });
  const keep = () => {
    const kept = current.current();
    if (kept) {
      keepDialog(kept, userId);
    }
  };

  useEffect(() => {
    // The browser may show this page again as it was left, with the dialog.
    const forget = ({ persisted }: PageTransitionEvent) => {
      if (persisted) {
        forgetDialog();
      }
    };
    window.addEventListener("pagehide", keep);
    window.addEventListener("pageshow", forget);
    return () => {
      window.removeEventListener("pagehide", keep);
      window.removeEventListener("pageshow", forget);
    };
  });

  return keep;
};
