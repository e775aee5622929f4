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
import { useState } from "react";
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

/** One of many, which whoever owns it searches for. */
export const SearchableSelect = (props: SearchableSelectProps) => {
  const { id, label, isNoneOffered = true, chosen, options, search, setSearch, choose } = props;
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const none = { key: "", text: props.none ?? t("apiTokenFilterAny") };
  const shown = chosen.key === "" ? none : chosen;
  return (
    <Select
      isOpen={isOpen}
      isScrollable
      selected={chosen.key}
      onOpenChange={setOpen}
      onSelect={(_event, key) => {
        choose(String(key));
        setSearch("");
        setOpen(false);
      }}
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
        <MenuSearchInput>
          <SearchInput
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
