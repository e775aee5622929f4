import { Checkbox, FormGroup, FormHelperText, HelperText, HelperTextItem, Radio, Stack } from "@patternfly/react-core";
import { useController } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { FieldError } from "../dialog/FieldError";
import type { CreateFields } from "../dialog/fields";
import { applicationText, scopeText } from "../messages";
import type { Application } from "../types";

const ERROR = "apiTokenScopes-error";

/** Asks for all access of the user to the application, or for a selection of its scopes. */
export const ScopeChoice = ({ application }: { application: Application }) => {
  const { t } = useTranslation();
  const { field: everything } = useController<CreateFields, "everything">({ name: "everything" });
  const { field: scopes, fieldState } = useController<CreateFields, "scopes">({ name: "scopes" });
  const always = application.defaultScopes.filter(({ description }) => description).map(scopeText);

  return (
    <FormGroup role="radiogroup" fieldId="apiTokenScopes" label={t("apiTokenScopes")} aria-describedby={ERROR} isStack>
      <Radio
        id="apiTokenEverything"
        name="everything"
        data-testid="apiTokenEverything"
        label={t("apiTokenEverythingChoice", { application: applicationText(application) })}
        description={t("apiTokenEverythingHelp")}
        isChecked={everything.value}
        onChange={() => everything.onChange(true)}
      />
      <Radio
        id="apiTokenSelection"
        name="everything"
        data-testid="apiTokenSelection"
        label={t("apiTokenSelectionChoice")}
        isChecked={!everything.value}
        onChange={() => everything.onChange(false)}
        body={
          !everything.value && (
            <div
              role="group"
              aria-label={t("apiTokenSelectionChoice")}
              aria-describedby={ERROR}
              ref={(group) => scopes.ref(group?.querySelector("input"))}
            >
              <Selection application={application} picked={scopes.value} onPick={scopes.onChange} />
            </div>
          )
        }
      />
      {always.length > 0 && (
        <FormHelperText>
          <HelperText>
            <HelperTextItem>{t("apiTokenAlwaysIncluded", { scopes: always.join(", ") })}</HelperTextItem>
          </HelperText>
        </FormHelperText>
      )}
      <FieldError id={ERROR} error={fieldState.error} />
    </FormGroup>
  );
};

type SelectionProps = { application: Application; picked: string[]; onPick: (names: string[]) => void };

const Selection = ({ application, picked, onPick }: SelectionProps) => {
  const { t } = useTranslation();
  if (application.scopes.length === 0) {
    return t("apiTokenNoScopes");
  }
  return (
    <Stack hasGutter>
      {application.scopes.map((scope) => (
        <Checkbox
          key={scope.name}
          id={`apiTokenScope-${scope.name}`}
          data-testid={`apiTokenScope-${scope.name}`}
          label={scopeText(scope)}
          description={scope.description && <code>{scope.name}</code>}
          isChecked={picked.includes(scope.name)}
          onChange={(_event, isPicked) =>
            onPick(isPicked ? [...picked, scope.name] : picked.filter((name) => name !== scope.name))
          }
        />
      ))}
    </Stack>
  );
};
