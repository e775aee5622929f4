import { Button, Chip, ChipGroup, ToolbarContent, ToolbarItem } from "@patternfly/react-core";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import { useTimes } from "../useTimes";
import { useUsername } from "../useUsername";
import { type Filter, type FilteredList, FILTERS, isDayFilter, labelOf } from "./filter";

/** The filters that are set, for reading only. */
export const FilterSummary = ({ filter }: { filter: Filter }) => (
  <div data-testid="apiTokenFilterSummary">
    {FILTERS.filter((name) => filter[name]).map((name) => (
      <ReadOnlyChip key={name} name={name} filter={filter} />
    ))}
  </div>
);

const ReadOnlyChip = ({ name, filter }: { name: keyof Filter; filter: Filter }) => {
  const { t } = useTranslation();
  return (
    <ChipGroup categoryName={t(labelOf(name))} className="pf-v5-u-mr-sm pf-v5-u-mb-sm">
      <Chip isReadOnly>
        <Value name={name} filter={filter} />
      </Chip>
    </ChipGroup>
  );
};

/** The filters that are set, each with a button to remove it. */
export const FilterChips = ({ list }: { list: FilteredList }) => {
  const { t } = useTranslation();
  const shown = FILTERS.filter((name) => list.filter[name]);
  if (shown.length === 0) {
    return null;
  }
  return (
    <ToolbarContent data-testid="apiTokenFilters">
      {shown.map((name) => (
        <ToolbarItem key={name}>
          <ChipGroup categoryName={t(labelOf(name))}>
            <Chip
              closeBtnAriaLabel={t("apiTokenFilterRemove", { filter: t(labelOf(name)) })}
              onClick={() => list.narrow({ [name]: undefined })}
            >
              <Value name={name} filter={list.filter} />
            </Chip>
          </ChipGroup>
        </ToolbarItem>
      ))}
      <ToolbarItem>
        <Button variant="link" data-testid="apiTokenClearFilters" onClick={list.clear}>
          {t("clearAllFilters")}
        </Button>
      </ToolbarItem>
    </ToolbarContent>
  );
};

const Value = ({ name, filter }: { name: keyof Filter; filter: Filter }) => {
  const { t } = useTranslation();
  const { date } = useTimes();
  const value = filter[name] ?? "";
  if (name === "user") {
    return <Username id={value} />;
  }
  if (isDayFilter(name)) {
    return <>{date(new Date(`${value}T00:00`).getTime())}</>;
  }
  return <>{valueText(t, name, value)}</>;
};

const valueText = (t: TFunction, name: keyof Filter, value: string) =>
  name === "status" || name === "access" || name === "use" || name === "expiry"
    ? t(`${labelOf(name)}${value[0].toUpperCase()}${value.slice(1)}`)
    : value;

/** Shows the name of a user in place of the id, which is the value of the filter. */
const Username = ({ id }: { id: string }) => <>{useUsername(id)}</>;
