import { useEffect } from "react";
import { NavigationType, useBlocker } from "react-router-dom";

/**
 * Has the browser's Back button act on the dialog. Otherwise it would open another page of the console, and the dialog
 * would disappear with a secret, or with what the user typed.
 */
export const useBack = (onBack: () => void) => {
  // The page replaces the address of a link that has opened the dialog.
  const blocker = useBlocker(({ historyAction }) => historyAction !== NavigationType.Replace);
  useEffect(() => {
    if (blocker.state === "blocked") {
      blocker.reset();
      onBack();
    }
  }, [blocker, onBack]);
};
