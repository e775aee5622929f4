import { useCallback, useEffect, useState } from "react";

/**
 * Returns a function that moves the focus after a dialog has closed: to the element with the given id, or to the button
 * that creates API tokens if the element is gone with its row. PatternFly moves it back to the element that opened the
 * dialog, which may disappear when the list is loaded. If another dialog is open, the focus stays there.
 */
export const useReturnFocus = () => {
  const [target, setTarget] = useState<{ id: string }>();
  // React cleans up the closed dialog first, so PatternFly has moved the focus already.
  useEffect(() => {
    if (target && !document.querySelector("[aria-modal=true]")) {
      (document.getElementById(target.id) ?? document.getElementById("apiTokenCreate"))?.focus();
    }
  }, [target]);
  return useCallback((id: string) => setTarget({ id }), []);
};
