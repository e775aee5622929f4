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
import { useTranslation } from "react-i18next";

import { errorText } from "./messages";
import type { SearchableSelectProps } from "./searchableOptions";
import { type SearchMenu, useSearchMenu } from "./useSearchMenu";

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
  const { id, label, isNoneOffered = true, chosen, isBusy, error } = props;
  const { t } = useTranslation();
  const menu = useSearchMenu(props);
  const { isOpen, offered, show } = menu;
  const none = { key: "", text: props.none ?? t("apiTokenFilterAny") };
  const shown = chosen.key === "" ? none : chosen;
  const state = stateOf(t, isBusy, error, offered.length);

  return (
    <Select
      isOpen={isOpen}
      isScrollable
      selected={chosen.key}
      onOpenChange={show}
      shouldFocusToggleOnSelect
      onSelect={(_event, key) => menu.pick(String(key))}
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
      <Search {...props} menu={menu} state={state} />
      <Divider />
      <SelectList aria-label={label}>
        {[...(isNoneOffered && !menu.isSearched ? [none] : []), ...offered].map(({ key, text }) => (
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

type SearchProps = Pick<SearchableSelectProps, "id" | "label" | "search" | "setSearch"> & {
  menu: SearchMenu;
  state?: string;
};

/** The search field above the options. Screen readers hear how many options it found. */
const Search = ({ id, label, search, setSearch, menu, state }: SearchProps) => {
  const { t } = useTranslation();
  const { attachInput, focusInput, handleKey, offered } = menu;
  return (
    <MenuSearch>
      <MenuSearchInput onKeyDown={handleKey}>
        <SearchInput
          ref={attachInput}
          aria-label={t("apiTokenSearchIn", { field: label })}
          resetButtonLabel={t("apiTokenSearchClear", { field: label })}
          data-testid={`${id}-search`}
          value={search}
          onChange={(_event, value) => setSearch(value)}
          onClear={(event) => {
            // React has removed the button by then. The menu would treat this as a click outside, and close.
            event.stopPropagation();
            setSearch("");
            focusInput();
          }}
        />
      </MenuSearchInput>
      <span role="status" className="pf-v5-screen-reader" data-testid={`${id}-status`}>
        {state ?? t("apiTokenSearchFound", { count: offered.length })}
      </span>
    </MenuSearch>
  );
};
