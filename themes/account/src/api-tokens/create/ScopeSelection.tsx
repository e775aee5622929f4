import { Checkbox, HelperText, HelperTextItem, SearchInput, Stack, StackItem } from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { scopeText } from "../messages";
import type { Scope } from "../types";
import style from "./create.module.css";
import { matches } from "./search";

/** From so many scopes on, the list has a search. */
const MANY = 10;

type ScopeSelectionProps = { scopes: Scope[]; picked: string[]; onPick: (names: string[]) => void };

/** The scopes of an application. Selected scopes stay visible during a search. */
export const ScopeSelection = ({ scopes, picked, onPick }: ScopeSelectionProps) => {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const isLong = scopes.length > MANY;
  const shown = scopes.filter((scope) => picked.includes(scope.name) || matches(scope, search));
  return (
    <Stack hasGutter>
      {isLong && (
        <StackItem>
          <SearchInput
            data-testid="apiTokenScopeSearch"
            aria-label={t("apiTokenScopeSearch")}
            placeholder={t("apiTokenScopeSearch")}
            resetButtonLabel={t("apiTokenSearchReset")}
            value={search}
            onChange={(_event, value) => setSearch(value)}
            onClear={() => setSearch("")}
            // Enter would send the form.
            onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
          />
        </StackItem>
      )}
      {isLong && (
        <StackItem>
          <HelperText isLiveRegion data-testid="apiTokenScopesSelected">
            <HelperTextItem>
              {t("apiTokenScopesSelected", { count: picked.length, total: scopes.length, shown: shown.length })}
            </HelperTextItem>
          </HelperText>
        </StackItem>
      )}
      <StackItem className={isLong ? style.scopes : undefined}>
        <Stack hasGutter>
          {shown.map((scope) => (
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
      </StackItem>
    </Stack>
  );
};
