import { useCallback, useEffect, useRef, useState } from "react";

import { focusList } from "../topOfList";

/**
 * Returns a function that moves the focus after a dialog has closed: to the element with the given id or, if that is gone
 * or disabled, to the list. PatternFly moves it back to the element that opened the dialog, which may disappear when the
 * list is loaded. If another dialog is open, the focus stays there.
 *
 * @param rows the rows of the list, which change when it has been loaded
 */
export const useReturnFocus = (rows: unknown) => {
  const [target, setTarget] = useState<{ id: string }>();
  const awaited = useRef<string>();

  // React cleans up the closed dialog first, so PatternFly has moved the focus already.
  useEffect(() => {
    if (target && !document.querySelector("[aria-modal=true]")) {
      awaited.current = target.id;
      focus(target.id);
    }
  }, [target]);

  // A changed API token can leave a searched or sorted page, and the focused menu of its row with it.
  useEffect(() => {
    if (awaited.current !== undefined && document.activeElement === document.body) {
      focus(awaited.current);
    }
    awaited.current = undefined;
  }, [rows]);

  return useCallback((id: string) => setTarget({ id }), []);
};

const focus = (id: string) => {
  document.getElementById(id)?.focus();
  if (document.activeElement?.id !== id) {
    focusList();
  }
};
