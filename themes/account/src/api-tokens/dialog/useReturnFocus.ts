import { useCallback, useEffect, useRef } from "react";

/**
 * Returns a function that moves the focus after a dialog has closed: to the element with the given id, or to the button
 * that creates API tokens if the element is gone with its row. PatternFly moves it only if the element that opened the
 * dialog still exists. If another dialog is open, the focus stays there.
 */
export const useReturnFocus = () => {
  const timer = useRef<number>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return useCallback((id: string) => {
    // Wait until the dialog has released the focus.
    timer.current = window.setTimeout(() => {
      if (!document.querySelector("[aria-modal=true]")) {
        (document.getElementById(id) ?? document.getElementById("apiTokenCreate"))?.focus();
      }
    });
  }, []);
};
