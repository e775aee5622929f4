import { useEnvironment } from "@keycloak/keycloak-account-ui";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router-dom";

import { asksToCreate, withoutCreateLink } from "../../createLink";
import { errorText } from "../messages";
import type { AddToast } from "../toast/useToasts";
import { useApiTokens } from "../useApiTokens";
import type { Dialog } from "./dialog";
import { forgetDialog, keptDialog } from "./keep";
import { keptUnlessLink, withTokens } from "./kept";
import { useReturnFocus } from "./useReturnFocus";

/**
 * The open dialog, if any. At first it is the dialog that was open before a new login, or that a link asks for.
 *
 * @param rows the rows of the list, which change when it has been loaded
 */
export const useDialog = (rows: unknown, toast: AddToast) => {
  const { t } = useTranslation();
  const { keycloak } = useEnvironment();
  const api = useApiTokens();
  const [query, setQuery] = useSearchParams();
  const [kept] = useState(() => keptUnlessLink(query, keptDialog(keycloak.subject)));
  const isRestored = useRef(false);
  const [dialog, open] = useState<Dialog | undefined>(() =>
    asksToCreate(query) ? { name: "create", link: query.toString() } : undefined,
  );
  const returnFocus = useReturnFocus(rows);
  useEffect(forgetDialog, []);
  useEffect(() => {
    // The link has been followed: a reload must not follow it again.
    if (asksToCreate(query)) {
      setQuery(withoutCreateLink(query), { replace: true });
    }
  }, [query, setQuery]);

  useEffect(() => {
    if (!kept || isRestored.current) {
      return;
    }
    isRestored.current = true;
    withTokens(kept, (id) => api.get(id)).then(
      // The user may have opened another dialog meanwhile.
      (restored) => open((current) => current ?? restored),
      (reason: unknown) => toast(errorText(t, reason), "danger"),
    );
  }, [kept, api, toast, t]);

  /** Closes only this dialog: its response may arrive when another dialog is open. */
  const close = (closing: Dialog, focus: string) => {
    open((current) => (current === closing ? undefined : current));
    returnFocus(focus);
  };

  return { dialog, open: (opened: Dialog) => open(opened), close };
};
