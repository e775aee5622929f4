import { useCallback, useEffect, useRef } from "react";

/**
 * Gives the focus back when a dialog has closed: to the element with the given id, or to the button that creates API
 * tokens where that element has gone with its row. A dialog does so by itself only where its opener is still there. Not from another dialog, however.
 */
export const useReturnFocus = () => {
  const timer = useRef<number>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return useCallback((id: string) => {
    // After the dialog has let go of the focus.
    timer.current = window.setTimeout(() => {
      if (!document.querySelector("[aria-modal=true]")) {
        (document.getElementById(id) ?? document.getElementById("apiTokenCreate"))?.focus();
      }
    });
  }, []);
};
