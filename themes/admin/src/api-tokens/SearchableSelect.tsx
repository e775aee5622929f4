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
  /** What stands for no choice. */
  none?: string;
  isNoneOffered?: boolean;
  chosen: Option;
  options: Option[];
  /** Whether the options are still those of an earlier search. */
  isBusy: boolean;
  error?: unknown;
  search: string;
  setSearch: (search: string) => void;
  choose: (key: string) => void;
};

/** Why there are no options, or not all of them yet. */
const stateOf = (t: TFunction, isBusy: boolean, error: unknown, found: number) => {
  if (isBusy) {
    return t("spinnerLoading");
  }
  if (error !== undefined) {
    return errorText(t, error);
  }
  return found === 0 ? t("noSearchResults") : undefined;
};

/** One of many, which whoever owns it searches for. */
export const SearchableSelect = (props: SearchableSelectProps) => {
  const { id, label, isNoneOffered = true, chosen, options, isBusy, error, search, setSearch, choose } = props;
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const none = { key: "", text: props.none ?? t("apiTokenFilterAny") };
  const shown = chosen.key === "" ? none : chosen;
  const words = search.trim().toLowerCase();
  // Nobody shall take what was found for something else.
  const offered = isBusy ? options.filter(({ text }) => text.toLowerCase().includes(words)) : options;

  const input = useRef<HTMLInputElement | null>(null);

  const enter = useCallback(
    (element: HTMLInputElement | null) => {
      input.current = element;
      if (element) {
        // The menu comes into sight later than it is there.
        element.focus({ preventScroll: true });
        document.getElementById(id)?.scrollIntoView({ block: "nearest" });
      }
    },
    [id],
  );

  // An answer may take the option away that has the focus.
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

  /** The one that is called so, or else the first: which that is, only the answer tells. */
  const pickFound = () => {
    const found = offered.find(({ text }) => text.toLowerCase() === words) ?? (isBusy ? undefined : offered.at(0));
    if (words !== "" && found) {
      pick(found.key);
      document.getElementById(id)?.focus();
    }
  };

  const goOn = (event: KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing) {
      event.stopPropagation();
      return;
    }
    if (event.key === "ArrowDown") {
      event.preventDefault();
      // The menu would go on from there.
      event.stopPropagation();
      event.currentTarget
        .closest(".pf-v5-c-menu")
        ?.querySelector<HTMLElement>("[role='option']:not(:disabled)")
        ?.focus();
    } else if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
      // The form around it shall not take it.
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
      // Above, it would jump with each answer.
      popperProps={{ appendTo: "inline", enableFlip: false }}
    >
      <MenuSearch>
        <MenuSearchInput onKeyDown={goOn}>
          <SearchInput
            ref={enter}
            aria-label={t("apiTokenSearchIn", { field: label })}
            resetButtonLabel={t("apiTokenSearchClear", { field: label })}
            data-testid={`${id}-search`}
            value={search}
            onChange={(_event, value) => setSearch(value)}
            onClear={(event) => {
              // Its button is gone by then, and the menu would close as if something else had been clicked.
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
