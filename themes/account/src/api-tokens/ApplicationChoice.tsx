import { FormErrorText, SelectControl } from "@keycloak/keycloak-ui-shared";
import { FormGroup } from "@patternfly/react-core";
import { useController } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { CreateFields } from "./CreateApiTokenForm";
import { applicationText } from "./messages";
import type { Application } from "./types";

export const ApplicationChoice = ({ applications }: { applications: Application[] }) => {
  const { t } = useTranslation();
  if (applications.length === 1) {
    return <OnlyApplication application={applications[0]} />;
  }
  return (
    <SelectControl
      name="clientId"
      label={t("apiTokenApplication")}
      controller={{ defaultValue: applications[0].clientId }}
      options={applications.map((application) => ({ key: application.clientId, value: applicationText(application) }))}
    />
  );
};

/** Nothing to choose, but still a field of the form: the server may refuse it. */
const OnlyApplication = ({ application }: { application: Application }) => {
  const { t } = useTranslation();
  const { fieldState } = useController<CreateFields, "clientId">({ name: "clientId" });
  return (
    <FormGroup label={t("apiTokenApplication")}>
      {applicationText(application)}
      {fieldState.error?.message && <FormErrorText message={fieldState.error.message} />}
    </FormGroup>
  );
};
