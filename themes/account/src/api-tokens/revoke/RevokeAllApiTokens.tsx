import { Form, FormGroup, Radio } from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { applicationText } from "../messages";
import type { Options, Selection } from "../types";
import { useApiTokens } from "../useApiTokens";
import { ConfirmDialog } from "./ConfirmDialog";

type RevokeAllApiTokensProps = {
  options?: Options;
  /** The search and the application of the list. */
  shown: Selection;
  /** The choice of the user before a new login. */
  chosen?: boolean;
  onDone: (count: number) => void;
  onFailed: () => void;
  onClose: () => void;
};

/** Revokes all active API tokens or, if the list is narrowed, only those that it finds. */
export const RevokeAllApiTokens = ({ options, shown, chosen, onDone, ...dialog }: RevokeAllApiTokensProps) => {
  const { t } = useTranslation();
  const api = useApiTokens();
  const isNarrowed = shown.search !== "" || shown.client !== "";
  const [onlyShown, setOnlyShown] = useState(chosen ?? isNarrowed);
  const active = options?.policy.active;
  const all = active === undefined ? t("apiTokenRevokeAllConfirm") : t("apiTokenRevokeAllConfirm", { count: active });
  const application = options?.clients.find(({ clientId }) => clientId === shown.client);
  const found = t(
    shown.client === ""
      ? "apiTokenRevokeFoundByLabel"
      : shown.search === ""
        ? "apiTokenRevokeFoundByApplication"
        : "apiTokenRevokeFoundByBoth",
    { search: shown.search, application: application ? applicationText(application) : shown.client },
  );

  return (
    <ConfirmDialog
      {...dialog}
      title={t(onlyShown ? "apiTokenRevokeFoundConfirmTitle" : "apiTokenRevokeAllConfirmTitle")}
      confirm={t(onlyShown ? "apiTokenRevoke" : "apiTokenRevokeAll")}
      dialog={{ name: "revokeAll", shown, onlyShown }}
      onConfirm={async () => {
        const { revoked } = await (onlyShown ? api.revokeFound(shown) : api.revokeAll());
        onDone(revoked);
      }}
    >
      {isNarrowed ? (
        <Form>
          <FormGroup role="radiogroup" fieldId="apiTokenRevokeWhich" label={t("apiTokenRevokeWhich")} isStack>
            <Radio
              id="apiTokenRevokeShown"
              name="which"
              data-testid="apiTokenRevokeShown"
              label={found}
              isChecked={onlyShown}
              onChange={() => setOnlyShown(true)}
            />
            <Radio
              id="apiTokenRevokeEvery"
              name="which"
              data-testid="apiTokenRevokeEvery"
              label={active === undefined ? t("apiTokenRevokeEvery") : t("apiTokenRevokeEveryCount", { count: active })}
              isChecked={!onlyShown}
              onChange={() => setOnlyShown(false)}
            />
          </FormGroup>
          <div>{t("apiTokenRevokeManyHelp")}</div>
        </Form>
      ) : (
        all
      )}
    </ConfirmDialog>
  );
};
