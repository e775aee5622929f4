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
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";

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
  search: string;
  setSearch: (search: string) => void;
  choose: (key: string) => void;
};

/** The menu comes into sight later than it is there. */
const focus = (input: HTMLInputElement | null) => input?.focus({ preventScroll: true });

/** One of many, which whoever owns it searches for. */
export const SearchableSelect = (props: SearchableSelectProps) => {
  const { id, label, isNoneOffered = true, chosen, options, isBusy, search, setSearch, choose } = props;
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const none = { key: "", text: props.none ?? t("apiTokenFilterAny") };
  const shown = chosen.key === "" ? none : chosen;
  // Nobody shall take what was found for something else.
  const offered = isBusy ? options.filter(({ text }) => text.toLowerCase().includes(search.toLowerCase())) : options;

  const show = (isShown: boolean) => {
    setSearch("");
    setOpen(isShown);
  };

  const pick = (key: string) => {
    choose(key);
    show(false);
  };

  const goOn = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      event.currentTarget
        .closest(".pf-v5-c-menu")
        ?.querySelector<HTMLElement>("[role='option']:not(:disabled)")
        ?.focus();
    } else if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
      // The form around it shall not take it.
      event.preventDefault();
      if (search !== "" && offered.length > 0) {
        pick(offered[0].key);
        document.getElementById(id)?.focus();
      }
    }
  };

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
          onClick={() => show(!isOpen)}
        >
          <span className="api-tokens__short">{shown.text}</span>
        </MenuToggle>
      )}
      popperProps={{ appendTo: "inline" }}
    >
      <MenuSearch>
        <MenuSearchInput onKeyDown={goOn}>
          <SearchInput
            ref={focus}
            aria-label={t("apiTokenSearchIn", { field: label })}
            resetButtonLabel={t("apiTokenSearchClear", { field: label })}
            data-testid={`${id}-search`}
            value={search}
            onChange={(_event, value) => setSearch(value)}
            onClear={() => setSearch("")}
          />
        </MenuSearchInput>
      </MenuSearch>
      <Divider />
      <SelectList>
        {[...(isNoneOffered && search === "" ? [none] : []), ...offered].map(({ key, text }) => (
          <SelectOption key={key} value={key}>
            {text}
          </SelectOption>
        ))}
        {offered.length === 0 && (
          <SelectOption isDisabled>
            {isBusy ? <Spinner size="md" aria-label={t("spinnerLoading")} /> : t("noSearchResults")}
          </SelectOption>
        )}
      </SelectList>
    </Select>
  );
};
