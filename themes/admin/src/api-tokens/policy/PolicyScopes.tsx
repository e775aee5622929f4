import { useAccess } from "@keycloak/keycloak-admin-ui";
import { Chip, ChipGroup } from "@patternfly/react-core";
import { useState } from "react";
import { Controller, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { mayViewClients } from "../paths";
import { SearchableSelect } from "../SearchableSelect";
import { useScopes } from "../useScopes";
import { namesIn, type PolicyValues } from "./policy";
import { PolicyField, textOf } from "./PolicyField";
import { PolicyInput } from "./PolicyInput";

const NAME = "forbiddenScopes";

/** Asks for client scopes. Admins who may not view client scopes type them. */
export const PolicyScopes = ({ isDisabled }: { isDisabled?: boolean }) => {
  const { hasAccess } = useAccess();
  const { control } = useFormContext<PolicyValues>();
  if (isDisabled || !hasAccess(mayViewClients)) {
    return <PolicyInput name={NAME} isDisabled={isDisabled} />;
  }
  return (
    <PolicyField name={NAME}>
      <Controller
        name={NAME}
        control={control}
        render={({ field }) => (
          <Scopes chosen={namesIn(field.value)} choose={(names) => field.onChange(names.join(" "))} />
        )}
      />
    </PolicyField>
  );
};

const Scopes = ({ chosen, choose }: { chosen: string[]; choose: (names: string[]) => void }) => {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const { scopes, isBusy, error } = useScopes(search);
  return (
    <>
      {chosen.length > 0 && (
        <ChipGroup
          className="pf-v5-u-mb-sm"
          aria-label={t(textOf(NAME))}
          numChips={chosen.length}
          data-testid={`${NAME}-chosen`}
        >
          {chosen.map((name) => (
            <Chip
              key={name}
              closeBtnAriaLabel={t("apiTokenPolicyForbiddenScopesRemove")}
              onClick={() => choose(chosen.filter((other) => other !== name))}
            >
              {name}
            </Chip>
          ))}
        </ChipGroup>
      )}
      <SearchableSelect
        id={NAME}
        label={t(textOf(NAME))}
        none={t("apiTokenPolicyForbiddenScopesAdd")}
        isNoneOffered={false}
        chosen={{ key: "", text: "" }}
        options={scopes.filter((name) => !chosen.includes(name)).map((name) => ({ key: name, text: name }))}
        isBusy={isBusy}
        error={error}
        search={search}
        setSearch={setSearch}
        choose={(name) => choose([...chosen, name])}
      />
    </>
  );
};
