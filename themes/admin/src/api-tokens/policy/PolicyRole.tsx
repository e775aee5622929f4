import { useAccess } from "@keycloak/keycloak-admin-ui";
import { useState } from "react";
import { Controller, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { mayViewClients, mayViewRealm } from "../paths";
import { SearchableSelect } from "../SearchableSelect";
import type { PolicyValues } from "./policy";
import { PolicyField, textOf } from "./PolicyField";
import { PolicyInput } from "./PolicyInput";
import { useRoles } from "./useRoles";

const NAME = "requiredRole";

/** Asks for a role of the realm or of a client. Admins who may not view both type it. */
export const PolicyRole = ({ isDisabled }: { isDisabled?: boolean }) => {
  const { hasAccess } = useAccess();
  const { control } = useFormContext<PolicyValues>();
  if (isDisabled || !hasAccess(mayViewRealm) || !hasAccess(mayViewClients)) {
    return <PolicyInput name={NAME} isDisabled={isDisabled} />;
  }
  return (
    <PolicyField name={NAME}>
      <Controller
        name={NAME}
        control={control}
        render={({ field }) => <Roles chosen={field.value} choose={field.onChange} />}
      />
    </PolicyField>
  );
};

const Roles = ({ chosen, choose }: { chosen: string; choose: (role: string) => void }) => {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const { roles, isBusy, error } = useRoles(search);
  return (
    <SearchableSelect
      id={NAME}
      label={t(textOf(NAME))}
      none={t("apiTokenPolicyRequiredRoleEmpty")}
      chosen={{ key: chosen, text: chosen }}
      options={roles.map((role) => ({ key: role, text: role }))}
      isBusy={isBusy}
      error={error}
      search={search}
      setSearch={setSearch}
      choose={choose}
    />
  );
};
