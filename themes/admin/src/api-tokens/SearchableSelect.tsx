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
  chosen: Option;
  options: Option[];
  search: string;
  setSearch: (search: string) => void;
  choose: (key: string) => void;
};

/** One of many, which whoever owns it searches for. */
export const SearchableSelect = ({ id, label, chosen, options, search, setSearch, choose }: SearchableSelectProps) => {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
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
          aria-label={`${label}: ${chosen.text}`}
          isExpanded={isOpen}
          isFullWidth
          onClick={() => setOpen(!isOpen)}
        >
          <span className="api-tokens__short">{chosen.text}</span>
        </MenuToggle>
      )}
      popperProps={{ appendTo: "inline" }}
    >
      <MenuSearch>
        <MenuSearchInput>
          <SearchInput
            aria-label={t("search")}
            data-testid={`${id}-search`}
            value={search}
            onChange={(_event, value) => setSearch(value)}
            onClear={() => setSearch("")}
          />
        </MenuSearchInput>
      </MenuSearch>
      <Divider />
      <SelectList>
        {options.map(({ key, text }) => (
          <SelectOption key={key} value={key}>
            {text}
          </SelectOption>
        ))}
        {options.length === 0 && <SelectOption isDisabled>{t("noSearchResults")}</SelectOption>}
      </SelectList>
    </Select>
  );
};
