import { useEffect } from "react";

/** Has the browser ask before it leaves the page. */
export const useLeaveWarning = (isNeeded: boolean) => {
  useEffect(() => {
    if (!isNeeded) {
      return;
    }
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isNeeded]);
};
