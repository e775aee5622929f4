import { FormErrorText, HelpItem } from "@keycloak/keycloak-ui-shared";
import { FormGroup } from "@patternfly/react-core";
import type { ReactNode } from "react";
import { useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { PolicyValues } from "./policy";

type PolicyFieldProps = { name: keyof PolicyValues; hasNoControl?: boolean; children: ReactNode };

/** A rule with its name, its help and what is wrong with it. */
export const PolicyField = ({ name, hasNoControl, children }: PolicyFieldProps) => {
  const { t } = useTranslation();
  const { formState } = useFormContext<PolicyValues>();
  const message = formState.errors[name]?.message;
  const text = textOf(name);
  return (
    <FormGroup
      label={t(text)}
      fieldId={hasNoControl ? undefined : name}
      role={hasNoControl ? "group" : undefined}
      labelIcon={<HelpItem helpText={t(`${text}Help`)} fieldLabelId={text} />}
    >
      {children}
      {message && <FormErrorText data-testid={`${name}-helper`} message={message} />}
    </FormGroup>
  );
};

export const textOf = (name: string) => `apiTokenPolicy${name[0].toUpperCase()}${name.slice(1)}`;
