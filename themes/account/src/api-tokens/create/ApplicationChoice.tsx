import { FormGroup, FormHelperText, HelperText, HelperTextItem, TextInput } from "@patternfly/react-core";
import { ChoiceField, FieldError } from "api-tokens-shared/form";
import { useController, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { CreateFields } from "../dialog/fields";
import { applicationText } from "../messages";
import type { Application } from "../types";
import { labelFor } from "./create";

const ID = "apiTokenApplication";
const REFUSALS = `${ID}-refusals`;

/** Asks for the application. Applications that the policy refuses are disabled, with the reason below. */
export const ApplicationChoice = ({ applications }: { applications: Application[] }) => {
  const { t } = useTranslation();
  const { field, fieldState } = useController<CreateFields, "clientId">({ name: "clientId" });
  const { getValues, setValue } = useFormContext<CreateFields>();
  if (applications.length === 1) {
    return <OnlyApplication application={applications[0]} error={fieldState.error} />;
  }
  return (
    <ChoiceField
      id={ID}
      label={t("apiTokenApplication")}
      field={{
        ...field,
        onChange: (clientId) => {
          field.onChange(clientId);
          setValue("label", labelFor(applications, clientId, getValues("label")));
        },
      }}
      options={applications.map((application) => ({
        value: application.clientId,
        label: applicationText(application),
        isDisabled: Boolean(application.minting.refusal),
      }))}
      error={fieldState.error}
      describedBy={REFUSALS}
    >
      <FormHelperText>
        <HelperText id={REFUSALS}>
          {applications.map((application) => {
            const { clientId, minting } = application;
            return (
              minting.refusal && (
                <HelperTextItem key={clientId} data-testid={`apiTokenRefused-${clientId}`}>
                  {t("apiTokenRefusedFor", { application: applicationText(application), reason: t(minting.refusal) })}
                </HelperTextItem>
              )
            );
          })}
        </HelperText>
      </FormHelperText>
    </ChoiceField>
  );
};

type OnlyApplicationProps = { application: Application; error?: { message?: string } };

const OnlyApplication = ({ application, error }: OnlyApplicationProps) => {
  const { t } = useTranslation();
  return (
    <FormGroup fieldId={ID} label={t("apiTokenApplication")}>
      <TextInput
        id={ID}
        readOnlyVariant="plain"
        value={applicationText(application)}
        aria-describedby={`${ID}-error`}
      />
      <FieldError id={`${ID}-error`} error={error} />
    </FormGroup>
  );
};
