import { Text, TextContent } from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { CreateFields } from "../dialog/fields";
import { ApiTokenSecret } from "../secret/ApiTokenSecret";
import type { ApiToken, MintedApiToken, Options } from "../types";
import { CannotCreate } from "./CannotCreate";
import { CreateApiTokenForm } from "./CreateApiTokenForm";

type CreateApiTokenProps = {
  options: Options;
  typed?: CreateFields;
  /** The query of a link that fills in the fields. */
  link?: string;
  /** The name of a request that may have been sent before. */
  sent?: string;
  onDone: () => void;
  /** Called if the API token exists, but the answer with its secret was lost. */
  onLost: (token: ApiToken) => void;
  onFailed: () => void;
  onClose: () => void;
};

/** Asks for the fields of a new API token, then shows its secret. Only the state of this component has the secret. */
export const CreateApiToken = ({ options, onDone, onClose, ...form }: CreateApiTokenProps) => {
  const { t } = useTranslation();
  // The list behind the dialog loads the options anew; the dialog keeps those that it opened with.
  const [{ clients, policy }] = useState(options);
  const [minted, setMinted] = useState<MintedApiToken>();
  if (minted) {
    return <ApiTokenSecret token={minted} onDone={onDone} />;
  }
  if (clients.length === 0) {
    return (
      <CannotCreate testid="apiTokenNoApplicationDialog" title={t("apiTokenNoApplication")} onClose={onClose}>
        {t("apiTokenNoApplicationHelp")}
      </CannotCreate>
    );
  }
  if (clients.every(({ minting }) => minting.refusal)) {
    const refusals = new Set(clients.map(({ minting }) => minting.refusal ?? ""));
    return (
      <CannotCreate testid="apiTokenRefusedDialog" title={t("apiTokenRefusedTitle")} onClose={onClose}>
        <TextContent>
          {[...refusals].map((refusal) => (
            <Text key={refusal}>{t(refusal)}</Text>
          ))}
        </TextContent>
      </CannotCreate>
    );
  }
  // The API token that counts may be that of a request whose answer was lost.
  if (policy.active >= policy.maxActive && form.sent === undefined) {
    return (
      <CannotCreate testid="apiTokenLimitDialog" title={t("apiTokenLimitTitle")} onClose={onClose}>
        {t("apiTokenLimitReached", { count: policy.maxActive })} {t("apiTokenLimitReachedHelp")}
      </CannotCreate>
    );
  }
  return <CreateApiTokenForm {...form} clients={clients} onMinted={setMinted} onClose={onClose} />;
};
