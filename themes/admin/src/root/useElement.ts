import { useSyncExternalStore } from "react";

const subscribe = (changed: () => void) => {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => observer.disconnect();
};

/** Returns the element that a selector finds, as soon as it exists. */
export const useElement = (selector: string) =>
  useSyncExternalStore(subscribe, () => document.querySelector<HTMLElement>(selector));
