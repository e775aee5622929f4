import { FormGroup, FormHelperText, HelperText, HelperTextItem, Radio } from "@patternfly/react-core";
import { type Access, accessChoices, chosenAccess, isNothingSelected } from "api-tokens-shared";
import { FieldError } from "api-tokens-shared/form";
import type { ReactNode } from "react";
import { useController } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { CreateFields } from "../dialog/fields";
import { applicationText, defaultScopeText } from "../messages";
import type { Application } from "../types";
import { ScopeSelection } from "./ScopeSelection";

const ERROR = "apiTokenScopes-error";

const TESTIDS = { everything: "apiTokenEverything", selection: "apiTokenSelection", basic: "apiTokenBasic" };

/** Asks for all access of the user to the application, for a selection of its scopes, or for its basic access. */
export const AccessChoice = ({ application }: { application: Application }) => {
  const { t } = useTranslation();
  const { field: access } = useController<CreateFields, "access">({ name: "access" });
  const { field: scopes, fieldState } = useController<CreateFields, "scopes">({
    name: "scopes",
    rules: {
      validate: (_names, fields) => !isNothingSelected(application, fields) || t("apiTokenScopesRequired"),
    },
  });
  const chosen = chosenAccess(application, { access: access.value, scopes: scopes.value });
  const always = application.defaultScopes
    .filter(({ description }) => description)
    .map((scope) => defaultScopeText(t, scope));
  const choose = (choice: Exclude<Access, "">, label: string, description?: string, body?: ReactNode) =>
    accessChoices(application).includes(choice) && (
      <Radio
        id={TESTIDS[choice]}
        name="access"
        data-testid={TESTIDS[choice]}
        label={label}
        description={description}
        isChecked={chosen === choice}
        onChange={() => access.onChange(choice)}
        body={chosen === choice && body}
      />
    );

  return (
    <FormGroup role="radiogroup" fieldId="apiTokenScopes" label={t("apiTokenScopes")} aria-describedby={ERROR} isStack>
      {choose(
        "everything",
        t("apiTokenEverythingChoice", { application: applicationText(application) }),
        t("apiTokenEverythingHelp"),
      )}
      {choose(
        "selection",
        t("apiTokenSelectionChoice"),
        undefined,
        <div
          role="group"
          aria-label={t("apiTokenSelectionChoice")}
          aria-describedby={ERROR}
          ref={(group) => scopes.ref(group?.querySelector("input[type=checkbox]"))}
        >
          <ScopeSelection scopes={application.scopes} picked={scopes.value} onPick={scopes.onChange} />
        </div>,
      )}
      {choose("basic", t("apiTokenDefaultScopes"), t("apiTokenBasicHelp"))}
      <FieldError id={ERROR} error={fieldState.error} />
      {always.length > 0 && (
        <FormHelperText>
          <HelperText>
            <HelperTextItem>{t("apiTokenAlwaysIncluded", { scopes: always.join(", ") })}</HelperTextItem>
          </HelperText>
        </FormHelperText>
      )}
    </FormGroup>
  );
};
