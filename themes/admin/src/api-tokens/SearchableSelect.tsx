import {
  Divider,
  MenuSearch,
  MenuSearchInput,
  MenuToggle,
  SearchInput,
  Select,
  SelectList,
  SelectOption,
  Spinner,
} from "@patternfly/react-core";
import type { TFunction } from "i18next";
import { type KeyboardEvent, useCallback, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { errorText } from "./messages";

export type Option = { key: string; text: string };

type SearchableSelectProps = {
  id: string;
  label: string;
  /** The text of the option for no choice. */
  none?: string;
  isNoneOffered?: boolean;
  chosen: Option;
  options: Option[];
  /** Whether the options are still those of the previous search. */
  isBusy: boolean;
  error?: unknown;
  search: string;
  setSearch: (search: string) => void;
  choose: (key: string) => void;
};

/** Tells why options are missing: the search is running, failed or found nothing. */
const stateOf = (t: TFunction, isBusy: boolean, error: unknown, found: number) => {
  if (isBusy) {
    return t("spinnerLoading");
  }
  if (error !== undefined) {
    return errorText(t, error);
  }
  return found === 0 ? t("noSearchResults") : undefined;
};

/** A select with a search. The parent component runs the search. */
export const SearchableSelect = (props: SearchableSelectProps) => {
  const { id, label, isNoneOffered = true, chosen, options, isBusy, error, search, setSearch, choose } = props;
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const none = { key: "", text: props.none ?? t("apiTokenFilterAny") };
  const shown = chosen.key === "" ? none : chosen;
  const words = search.trim().toLowerCase();
  // Hide results of the previous search that do not match.
  const offered = isBusy ? options.filter(({ text }) => text.toLowerCase().includes(words)) : options;

  const input = useRef<HTMLInputElement | null>(null);

  const focusInput = useCallback(
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

  const show = (isShown: boolean) => {
    setSearch("");
    setOpen(isShown);
  };

  const pick = (key: string) => {
    choose(key);
    show(false);
  };

  /** Picks the option with exactly this text, or else the first one, but only of finished results. */
  const pickFound = () => {
    const found = offered.find(({ text }) => text.toLowerCase() === words) ?? (isBusy ? undefined : offered.at(0));
    if (words !== "" && found) {
      pick(found.key);
      document.getElementById(id)?.focus();
    }
  };

  const handleKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing) {
      event.stopPropagation();
      return;
    }
    if (event.key === "ArrowDown") {
      event.preventDefault();
      // Otherwise the menu would move the focus once more.
      event.stopPropagation();
      event.currentTarget
        .closest(".pf-v5-c-menu")
        ?.querySelector<HTMLElement>("[role='option']:not(:disabled)")
        ?.focus();
    } else if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
      // Otherwise Enter would submit the form.
      event.preventDefault();
      pickFound();
    }
  };

  const state = stateOf(t, isBusy, error, offered.length);

  return (
    <Select
      isOpen={isOpen}
      isScrollable
      selected={chosen.key}
      onOpenChange={show}
      shouldFocusToggleOnSelect
      onSelect={(_event, key) => pick(String(key))}
      toggle={(toggle) => (
        <MenuToggle
          ref={toggle}
          id={id}
          data-testid={id}
          aria-label={`${label}: ${shown.text}`}
          isExpanded={isOpen}
          isFullWidth
          className={isOpen ? "api-tokens__menu-toggle" : undefined}
          onClick={() => show(!isOpen)}
        >
          <span className="api-tokens__short">{shown.text}</span>
        </MenuToggle>
      )}
      // If the menu opened above the toggle, it would move with each result.
      popperProps={{ appendTo: "inline", enableFlip: false }}
    >
      <MenuSearch>
        <MenuSearchInput onKeyDown={handleKey}>
          <SearchInput
            ref={focusInput}
            aria-label={t("apiTokenSearchIn", { field: label })}
            resetButtonLabel={t("apiTokenSearchClear", { field: label })}
            data-testid={`${id}-search`}
            value={search}
            onChange={(_event, value) => setSearch(value)}
            onClear={(event) => {
              // React has removed the button by then. The menu would treat this as a click outside, and close.
              event.stopPropagation();
              setSearch("");
              input.current?.focus();
            }}
          />
        </MenuSearchInput>
        <span role="status" className="pf-v5-screen-reader" data-testid={`${id}-status`}>
          {state ?? t("apiTokenSearchFound", { count: offered.length })}
        </span>
      </MenuSearch>
      <Divider />
      <SelectList aria-label={label}>
        {[...(isNoneOffered && words === "" ? [none] : []), ...offered].map(({ key, text }) => (
          <SelectOption key={key} value={key}>
            {text}
          </SelectOption>
        ))}
        {state && (
          <SelectOption isDisabled icon={isBusy && <Spinner size="md" aria-hidden />}>
            {state}
          </SelectOption>
        )}
      </SelectList>
    </Select>
  );
};
