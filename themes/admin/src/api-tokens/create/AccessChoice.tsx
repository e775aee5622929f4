import { Checkbox, FormGroup, Radio, Stack } from "@patternfly/react-core";
import { useController } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { Application } from "../types";
import type { CreateFields } from "./fields";

/** Asks for a selection of scopes, or for everything that the user may do. */
export const AccessChoice = ({ application }: { application: Application }) => {
  const { t } = useTranslation();
  const { field: everything } = useController<CreateFields, "everything">({ name: "everything" });
  const { field: scopes } = useController<CreateFields, "scopes">({ name: "scopes" });
  const pick = (name: string, isPicked: boolean) =>
    scopes.onChange(isPicked ? [...scopes.value, name] : scopes.value.filter((picked) => picked !== name));
  return (
    <FormGroup role="radiogroup" fieldId="apiTokenAccess" label={t("apiTokenAccess")} isStack>
      <Radio
        id="apiTokenSelection"
        name="everything"
        data-testid="apiTokenSelection"
        label={t("apiTokenSelection")}
        isChecked={!everything.value}
        onChange={() => everything.onChange(false)}
        body={
          !everything.value && (
            <div role="group" aria-label={t("apiTokenSelection")}>
              {application.scopes.length === 0 && t("apiTokenDefaultScopes")}
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
          )
        }
      />
      <Radio
        id="apiTokenEverything"
        name="everything"
        data-testid="apiTokenEverything"
        label={t("apiTokenEverything")}
        isChecked={everything.value}
        onChange={() => everything.onChange(true)}
      />
    </FormGroup>
  );
};
