import { FormErrorText, HelpItem } from "@keycloak/keycloak-ui-shared";
import { FormGroup } from "@patternfly/react-core";
import type { ReactNode } from "react";
import { useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { Owner, PolicyValues } from "./policy";

type PolicyFieldProps = {
  name: keyof PolicyValues;
  owner?: Owner;
  hasNoControl?: boolean;
  isLow?: boolean;
  children: ReactNode;
};

/**
 * A rule with its label, help and error.
 *
 * @param isLow whether its control is no higher than the label
 * @param owner of the policy, if the help depends on it
 */
export const PolicyField = ({ name, owner, hasNoControl, isLow, children }: PolicyFieldProps) => {
  const { t } = useTranslation();
  const { formState } = useFormContext<PolicyValues>();
  const message = formState.errors[name]?.message;
  const text = textOf(name);
  const help = owner === "client" ? [`${text}OfClientHelp`, `${text}Help`] : `${text}Help`;
  return (
    <FormGroup
      label={t(text)}
      fieldId={hasNoControl ? undefined : name}
      hasNoPaddingTop={isLow}
      role={hasNoControl ? "group" : undefined}
      labelIcon={<HelpItem helpText={t(help)} fieldLabelId={t("apiTokenHelpOn", { field: t(text) })} />}
    >
      {children}
      {message && <FormErrorText data-testid={`${name}-helper`} message={message} />}
    </FormGroup>
  );
};

export const textOf = (name: string) => `apiTokenPolicy${name[0].toUpperCase()}${name.slice(1)}`;
