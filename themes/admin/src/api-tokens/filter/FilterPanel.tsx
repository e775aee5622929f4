import { DropdownPanel } from "@keycloak/keycloak-admin-ui";
import { SelectControl, TextControl } from "@keycloak/keycloak-ui-shared";
import { ActionGroup, Button, DatePicker, Flex, Form, FormGroup } from "@patternfly/react-core";
import { type KeyboardEvent, useRef, useState } from "react";
import { Controller, FormProvider, useForm, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { ClientChoice } from "./ClientChoice";
import {
  ACCESSES,
  type Day,
  EXPIRIES,
  type Filter,
  type FilteredList,
  FILTERS,
  isDay,
  labelOf,
  partIn,
  type Period,
  PERIODS,
  searchFor,
  STATUSES,
  USES,
} from "./filter";
import { ScopeChoice } from "./ScopeChoice";
import { UserChoice } from "./UserChoice";

type Values = Record<keyof Filter | "part", string>;

const valuesOf = (filter: Filter) =>
  ({
    ...Object.fromEntries(FILTERS.map((name) => [name, filter[name] ?? ""])),
    part: partIn(filter.search),
  }) as Values;

/** The form with all filters of the list. */
export const FilterPanel = ({ list }: { list: FilteredList }) => {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const panel = useRef<HTMLDivElement>(null);

  const close = () => {
    setOpen(false);
    panel.current?.querySelector("button")?.focus();
  };

  /** Closes the panel on Escape, which the stock panel ignores. An open menu in the panel closes first. */
  const closeByKey = ({ key, target, currentTarget }: KeyboardEvent<HTMLDivElement>) => {
    const isInside = currentTarget.contains(target as Node);
    if (key === "Escape" && isInside && !currentTarget.querySelector("[aria-expanded='true']")) {
      close();
    }
  };

  return (
    <div ref={panel} onKeyDown={closeByKey}>
      <DropdownPanel.default
        buttonText={t("apiTokenFilter")}
        searchDropdownOpen={isOpen}
        setSearchDropdownOpen={setOpen}
        width="12rem"
      >
        <FilterForm list={list} close={close} />
      </DropdownPanel.default>
    </div>
  );
};

const FilterForm = ({ list, close }: { list: FilteredList; close: () => void }) => {
  const { t } = useTranslation();
  const form = useForm<Values>({ defaultValues: valuesOf(list.filter) });
  return (
    <FormProvider {...form}>
      <Form
        data-testid="apiTokenFilterForm"
        className="api-tokens__filter"
        onSubmit={(event) =>
          void form.handleSubmit(({ part, ...values }) => {
            list.narrow({ ...values, search: searchFor(part, list.filter.search) } as Filter);
            close();
          })(event)
        }
      >
        <TextControl name="part" label={t("apiTokenFilterPart")} />
        <Choice name="status" values={STATUSES} />
        <UserChoice name="user" label={t(labelOf("user"))} />
        <ClientChoice name="client" label={t(labelOf("client"))} />
        <ScopeChoice name="scope" label={t(labelOf("scope"))} />
        <Choice name="access" values={ACCESSES} />
        <Choice name="use" values={USES} />
        <Choice name="expiry" values={EXPIRIES} />
        {PERIODS.map((name) => (
          <Days key={name} name={name} />
        ))}
        <ActionGroup>
          <Button type="submit" data-testid="apiTokenFilterApply">
            {t("apiTokenFilterApply")}
          </Button>
          <Button
            variant="link"
            onClick={() => {
              list.clear();
              close();
            }}
          >
            {t("apiTokenFilterClear")}
          </Button>
        </ActionGroup>
      </Form>
    </FormProvider>
  );
};

const Choice = ({ name, values }: { name: "status" | "access" | "use" | "expiry"; values: readonly string[] }) => {
  const { t } = useTranslation();
  const label = labelOf(name);
  return (
    <SelectControl
      name={name}
      label={t(label)}
      controller={{ defaultValue: "" }}
      menuAppendTo="parent"
      options={[
        { key: "", value: t("apiTokenFilterAny") },
        ...values.map((value) => ({ key: value, value: t(`${label}${value[0].toUpperCase()}${value.slice(1)}`) })),
      ]}
    />
  );
};

const PERIOD_NAMES: Record<Period, string> = {
  created: "apiTokenCreated",
  lastUsed: "apiTokenLastUse",
  expires: "apiTokenExpires",
};

const Days = ({ name }: { name: Period }) => {
  const { t } = useTranslation();
  return (
    <FormGroup label={t(PERIOD_NAMES[name])} role="group" className={`api-tokens__period-${name}`}>
      <Flex spaceItems={{ default: "spaceItemsXs" }} alignItems={{ default: "alignItemsCenter" }}>
        <DayField name={`${name}From`} />
        <span aria-hidden className="api-tokens__dash">
          –
        </span>
        <DayField name={`${name}To`} />
      </Flex>
    </FormGroup>
  );
};

const DayField = ({ name }: { name: Day }) => {
  const { t } = useTranslation();
  const { control } = useFormContext<Values>();
  const label = t(labelOf(name));
  return (
    <Controller
      name={name}
      control={control}
      // An invalid day would be dropped, so that the list shows more than intended. The field shows the error.
      rules={{ validate: (value) => value === "" || isDay(value) }}
      render={({ field }) => (
        <DatePicker
          aria-label={label}
          buttonAriaLabel={t("apiTokenFilterCalendar", { field: label })}
          value={field.value}
          onChange={(_event, value) => field.onChange(value)}
        />
      )}
    />
  );
};
