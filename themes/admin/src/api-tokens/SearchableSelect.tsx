import {
  Divider,
  MenuSearch,
  MenuSearchInput,
  MenuToggle,
  SearchInput,
  Select,
  SelectList,
  SelectOption,
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
  search: string;
  setSearch: (search: string) => void;
  choose: (key: string) => void;
};

/** The menu comes into sight later than it is there. */
const focus = (input: HTMLInputElement | null) => input?.focus({ preventScroll: true });

/** One of many, which whoever owns it searches for. */
export const SearchableSelect = (props: SearchableSelectProps) => {
  const { id, label, isNoneOffered = true, chosen, options, search, setSearch, choose } = props;
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const none = { key: "", text: props.none ?? t("apiTokenFilterAny") };
  const shown = chosen.key === "" ? none : chosen;

  const pick = (key: string) => {
    choose(key);
    setSearch("");
    setOpen(false);
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
      if (search !== "" && options.length > 0) {
        pick(options[0].key);
        document.getElementById(id)?.focus();
      }
    }
  };

  return (
    <Select
      isOpen={isOpen}
      isScrollable
      selected={chosen.key}
      onOpenChange={setOpen}
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
          onClick={() => setOpen(!isOpen)}
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
        {[...(isNoneOffered && search === "" ? [none] : []), ...options].map(({ key, text }) => (
          <SelectOption key={key} value={key}>
            {text}
          </SelectOption>
        ))}
        {options.length === 0 && <SelectOption isDisabled>{t("noSearchResults")}</SelectOption>}
      </SelectList>
    </Select>
  );
};
