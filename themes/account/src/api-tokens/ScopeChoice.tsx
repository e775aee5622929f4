import { Checkbox, FormGroup, FormHelperText, HelperText, HelperTextItem, Radio } from "@patternfly/react-core";
import { useController } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { CreateFields } from "./CreateApiTokenForm";
import { applicationText, scopeText } from "./messages";
import type { Application } from "./types";

/** Everything that the user may do in the application, or a selection of its scopes. */
export const ScopeChoice = ({ application }: { application: Application }) => {
  const { t } = useTranslation();
  const { field: everything } = useController<CreateFields, "everything">({ name: "everything" });
  const { field: scopes, fieldState } = useController<CreateFields, "scopes">({ name: "scopes" });
  const always = application.defaultScopes.filter(({ description }) => description).map(scopeText);

  const pick = (name: string, isPicked: boolean) =>
    scopes.onChange(isPicked ? [...scopes.value, name] : scopes.value.filter((other) => other !== name));

  return (
    <FormGroup role="radiogroup" fieldId="apiTokenScopes" label={t("apiTokenScopes")} isStack>
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
            <>
              {application.scopes.map((scope) => (
                <Checkbox
                  key={scope.name}
                  id={`apiTokenScope-${scope.name}`}
                  data-testid={`apiTokenScope-${scope.name}`}
                  label={scopeText(scope)}
                  description={scope.description && <code>{scope.name}</code>}
                  isChecked={scopes.value.includes(scope.name)}
                  onChange={(_event, isPicked) => pick(scope.name, isPicked)}
                />
              ))}
              {application.scopes.length === 0 && t("apiTokenNoScopes")}
            </>
          )
        }
      />
      <FormHelperText>
        <HelperText>
          {always.length > 0 && (
            <HelperTextItem>{t("apiTokenAlwaysIncluded", { scopes: always.join(", ") })}</HelperTextItem>
          )}
          {fieldState.error && <HelperTextItem variant="error">{fieldState.error.message}</HelperTextItem>}
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
};
