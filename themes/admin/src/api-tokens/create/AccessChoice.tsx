import { Checkbox, FormGroup, Radio, Stack } from "@patternfly/react-core";
import { accessChoices, chosenAccess, isNothingSelected } from "api-tokens-shared";
import { FieldError } from "api-tokens-shared/form";
import { useController } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { Application } from "../types";
import type { CreateFields } from "./fields";

const ERROR = "apiTokenScopes-error";

const IDS = { everything: "apiTokenEverything", selection: "apiTokenSelection", basic: "apiTokenBasic" };
const TEXTS = { ...IDS, basic: "apiTokenDefaultScopes" };

/** Asks for everything that the user may do, for a selection of scopes, or for what each API token has. */
export const AccessChoice = ({ application }: { application: Application }) => {
  const { t } = useTranslation();
  const { field: access } = useController<CreateFields, "access">({ name: "access" });
  const { field: scopes, fieldState } = useController<CreateFields, "scopes">({
    name: "scopes",
    rules: {
      validate: (_names, fields) =>
        !isNothingSelected(application, fields) || t("apiTokenScopesRequired", { access: t(TEXTS.basic) }),
    },
  });
  const chosen = chosenAccess(application, { access: access.value, scopes: scopes.value });
  const pick = (name: string, isPicked: boolean) =>
    scopes.onChange(isPicked ? [...scopes.value, name] : scopes.value.filter((picked) => picked !== name));

  const selection = (
    <div
      role="group"
      aria-label={t(TEXTS.selection)}
      aria-describedby={ERROR}
      ref={(group) => scopes.ref(group?.querySelector("input[type=checkbox]"))}
    >
      <Stack hasGutter>
        {application.scopes.map(({ name, description }) => (
          <Checkbox
            key={name}
            id={`apiTokenScope-${name}`}
            data-testid={`apiTokenScope-${name}`}
            label={description ?? name}
            description={description && <code>{name}</code>}
            isChecked={scopes.value.includes(name)}
            onChange={(_event, isPicked) => pick(name, isPicked)}
          />
        ))}
      </Stack>
    </div>
  );
  return (
    <FormGroup role="radiogroup" fieldId="apiTokenAccess" label={t("apiTokenAccess")} aria-describedby={ERROR} isStack>
      {accessChoices(application).map((choice) => (
        <Radio
          key={choice}
          id={IDS[choice]}
          name="access"
          data-testid={IDS[choice]}
          label={t(TEXTS[choice])}
          isChecked={chosen === choice}
          onChange={() => access.onChange(choice)}
          body={choice === "selection" && chosen === choice && selection}
        />
      ))}
      <FieldError id={ERROR} error={chosen === "selection" ? fieldState.error : undefined} />
    </FormGroup>
  );
};
