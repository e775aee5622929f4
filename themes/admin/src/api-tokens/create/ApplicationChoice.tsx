import { ChoiceField } from "api-tokens-shared/form";
import { useController } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { Application } from "../types";
import type { CreateFields } from "./fields";

type ApplicationChoiceProps = { usable: Application[]; application: Application };

/** Asks for the application, of those that an API token can be created for. */
export const ApplicationChoice = ({ usable, application }: ApplicationChoiceProps) => {
  const { t } = useTranslation();
  const { field, fieldState } = useController<CreateFields, "clientId">({ name: "clientId" });
  return (
    <ChoiceField
      id="apiTokenCreateApplication"
      label={t("apiTokenApplication")}
      field={{ ...field, value: application.clientId }}
      options={usable.map(({ clientId, name }) => ({ value: clientId, label: name ?? clientId }))}
      error={fieldState.error}
    />
  );
};
