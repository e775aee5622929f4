import { DropdownPanel } from "@keycloak/keycloak-admin-ui";
import { SelectControl, TextControl } from "@keycloak/keycloak-ui-shared";
import { ActionGroup, Button, DatePicker, Flex, Form, FormGroup } from "@patternfly/react-core";
import { useState } from "react";
import { Controller, FormProvider, useForm, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { EXPIRIES, type Filter, FILTERS, STATUSES, USES } from "./filter";
import { labelOf } from "./FilterChips";
import type { ApiTokenListState } from "./useApiTokenList";
import { UserChoice } from "./UserChoice";

type Values = Record<keyof Filter, string>;

const valuesOf = (filter: Filter) => Object.fromEntries(FILTERS.map((name) => [name, filter[name] ?? ""])) as Values;

/** All that the list can be narrowed by. */
export const FilterPanel = ({ list }: { list: ApiTokenListState }) => {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <DropdownPanel.default
      buttonText={t("apiTokenFilter")}
      searchDropdownOpen={isOpen}
      setSearchDropdownOpen={setOpen}
      width="12rem"
    >
      <FilterForm list={list} close={() => setOpen(false)} />
    </DropdownPanel.default>
  );
};

const FilterForm = ({ list, close }: { list: ApiTokenListState; close: () => void }) => {
  const { t } = useTranslation();
  const form = useForm<Values>({ defaultValues: valuesOf(list.filter) });
  return (
    <FormProvider {...form}>
      <Form
        data-testid="apiTokenFilterForm"
        isHorizontal
        onSubmit={(event) =>
          void form.handleSubmit((values) => {
            list.narrow(values as Filter);
            close();
          })(event)
        }
      >
        <Choice name="status" values={STATUSES} />
        <UserChoice name="user" label={t(labelOf("user"))} />
        <TextControl name="client" label={t(labelOf("client"))} />
        <TextControl name="scope" label={t(labelOf("scope"))} />
        <Choice name="use" values={USES} />
        <Choice name="expiry" values={EXPIRIES} />
        <Period name="created" />
        <Period name="lastUsed" />
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
            {t("clearAllFilters")}
          </Button>
        </ActionGroup>
      </Form>
    </FormProvider>
  );
};

const Choice = ({ name, values }: { name: "status" | "use" | "expiry"; values: readonly string[] }) => {
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

const Period = ({ name }: { name: "created" | "lastUsed" }) => {
  const { t } = useTranslation();
  return (
    <FormGroup label={t(name === "created" ? "apiTokenCreated" : "apiTokenLastUse")} role="group">
      <Flex spaceItems={{ default: "spaceItemsSm" }}>
        <Day name={`${name}From`} />
        <Day name={`${name}To`} />
      </Flex>
    </FormGroup>
  );
};

const Day = ({ name }: { name: "createdFrom" | "createdTo" | "lastUsedFrom" | "lastUsedTo" }) => {
  const { t } = useTranslation();
  const { control } = useFormContext<Values>();
  return (
    <Controller
      name={name}
      control={control}
      render={({ field }) => (
        <DatePicker
          aria-label={t(labelOf(name))}
          value={field.value}
          onChange={(_event, value, date) => field.onChange(date ? value : "")}
        />
      )}
    />
  );
};
