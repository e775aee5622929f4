import { TextContent, Text } from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { CreateFields } from "../dialog/fields";
import { ApiTokenSecret } from "../secret/ApiTokenSecret";
import type { MintedApiToken, Options } from "../types";
import { CannotCreate } from "./CannotCreate";
import { CreateApiTokenForm } from "./CreateApiTokenForm";

type CreateApiTokenProps = { options: Options; typed?: CreateFields; onDone: () => void; onClose: () => void };

/** Asks what to mint, then shows the secret. Only the state of this component has the secret. */
export const CreateApiToken = ({ options, typed, onDone, onClose }: CreateApiTokenProps) => {
  const { t } = useTranslation();
  // The list behind the dialog loads the options anew; the dialog keeps those that it opened with.
  const [{ clients, policy }] = useState(options);
  const [minted, setMinted] = useState<MintedApiToken>();
  if (minted) {
    return <ApiTokenSecret token={minted} onDone={onDone} />;
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
  if (policy.active >= policy.maxActive) {
    return (
      <CannotCreate testid="apiTokenLimitDialog" title={t("apiTokenLimitTitle")} onClose={onClose}>
        {t("apiTokenLimitReached", { param: policy.maxActive })} {t("apiTokenLimitReachedHelp")}
      </CannotCreate>
    );
  }
  return <CreateApiTokenForm clients={clients} typed={typed} onMinted={setMinted} onClose={onClose} />;
};
