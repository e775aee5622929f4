import { type KeyboardEvent, useCallback, useLayoutEffect, useRef, useState } from "react";

import type { Option, SearchableSelectProps } from "./searchableOptions";

/** The menu of a select with a search: which options it offers, how the keyboard picks one, and where the focus is. */
export const useSearchMenu = ({ id, options, isBusy, search, setSearch, choose }: SearchableSelectProps) => {
  const [isOpen, setOpen] = useState(false);
  const words = search.trim().toLowerCase();
  // Hide results of the previous search that do not match.
  const offered = isBusy ? options.filter(({ text }) => text.toLowerCase().includes(words)) : options;

  const show = (isShown: boolean) => {
    setSearch("");
    setOpen(isShown);
  };

  const pick = (key: string) => {
    choose(key);
    show(false);
  };

  const pickFound = () => {
    const found = foundBy(words, offered, isBusy);
    if (found) {
      pick(found.key);
      document.getElementById(id)?.focus();
    }
  };

  return {
    isOpen,
    isSearched: words !== "",
    offered,
    show,
    pick,
    handleKey: keyHandler(pickFound),
    ...useFocus(id, isOpen),
  };
};

/** Returns the option with exactly this text, or else the first one, but only of finished results. */
const foundBy = (words: string, offered: Option[], isBusy: boolean) =>
  words === ""
    ? undefined
    : (offered.find(({ text }) => text.toLowerCase() === words) ?? (isBusy ? undefined : offered.at(0)));

/** Handles the keys of the search: the arrow leads to the options, and Enter picks one. */
const keyHandler = (pickFound: () => void) => (event: KeyboardEvent<HTMLElement>) => {
  if (event.nativeEvent.isComposing) {
    event.stopPropagation();
    return;
  }
  if (event.key === "ArrowDown") {
    event.preventDefault();
    // Otherwise the menu would move the focus once more.
    event.stopPropagation();
    event.currentTarget.closest(".pf-v5-c-menu")?.querySelector<HTMLElement>("[role='option']:not(:disabled)")?.focus();
  } else if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
    // Otherwise Enter would submit the form.
    event.preventDefault();
    pickFound();
  }
};

/** Keeps the focus in the search while the menu is open. */
const useFocus = (id: string, isOpen: boolean) => {
  const input = useRef<HTMLInputElement | null>(null);

  const attachInput = useCallback(
    (element: HTMLInputElement | null) => {
      input.current = element;
      if (element) {
        // The menu becomes visible after it is rendered: without preventScroll the page would jump.
        element.focus({ preventScroll: true });
        document.getElementById(id)?.scrollIntoView({ block: "nearest" });
      }
    },
    [id],
  );

  // New results may remove the option that has the focus.
  useLayoutEffect(() => {
    if (isOpen && document.activeElement === document.body) {
      input.current?.focus();
    }
  });

  return { attachInput, focusInput: () => input.current?.focus() };
};

export type SearchMenu = ReturnType<typeof useSearchMenu>;
