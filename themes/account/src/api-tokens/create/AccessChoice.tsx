import { FormGroup, FormHelperText, HelperText, HelperTextItem, List, ListItem, Radio } from "@patternfly/react-core";
import { type Access, accessChoices, chosenAccess, isNothingSelected, offeredOf } from "api-tokens-shared";
import { FieldError } from "api-tokens-shared/form";
import type { ReactNode } from "react";
import { useController } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { CreateFields } from "../dialog/fields";
import { applicationText, defaultScopeText } from "../messages";
import type { Application, Scope } from "../types";
import { ScopeSelection } from "./ScopeSelection";

const ERROR = "apiTokenScopes-error";
const ALWAYS = "apiTokenScopes-always";

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
  const offered = offeredOf(application, scopes.value);
  // The user may return to the application that they were selected for.
  const ofOthers = scopes.value.filter((name) => !offered.includes(name));
  const always = application.defaultScopes.filter(({ description }) => description);
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
    <FormGroup
      role="radiogroup"
      fieldId="apiTokenScopes"
      label={t("apiTokenScopes")}
      aria-describedby={always.length > 0 ? `${ERROR} ${ALWAYS}` : ERROR}
      isStack
    >
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
          <ScopeSelection
            scopes={application.scopes}
            picked={offered}
            onPick={(names) => scopes.onChange([...ofOthers, ...names])}
          />
        </div>,
      )}
      {choose("basic", t("apiTokenDefaultScopes"), t("apiTokenBasicHelp"))}
      <FieldError id={ERROR} error={fieldState.error} />
      {always.length > 0 && <AlwaysIncluded scopes={always} />}
    </FormGroup>
  );
};

/** The scopes that each API token of the application has. Their texts can have commas. */
const AlwaysIncluded = ({ scopes }: { scopes: Scope[] }) => {
  const { t } = useTranslation();
  return (
    <FormHelperText id={ALWAYS} data-testid={ALWAYS}>
      <HelperText>
        <HelperTextItem>{t("apiTokenAlwaysIncluded")}</HelperTextItem>
      </HelperText>
      <List className="pf-v5-u-font-size-sm">
        {scopes.map((scope) => (
          <ListItem key={scope.name}>{defaultScopeText(t, scope)}</ListItem>
        ))}
      </List>
    </FormHelperText>
  );
};
