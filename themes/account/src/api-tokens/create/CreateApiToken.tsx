import { Text, TextContent } from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { CreateFields } from "../dialog/fields";
import { ApiTokenSecret } from "../secret/ApiTokenSecret";
import type { ApiToken, Application, MintedApiToken, Options } from "../types";
import { CannotCreate } from "./CannotCreate";
import { CreateApiTokenForm } from "./CreateApiTokenForm";
import { type Obstacle, obstacleOf } from "./obstacle";

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
  const [minted, setMinted] = useState<MintedApiToken>();
  // The list loads the options again while the dialog is open: the form keeps those that it opened with.
  const [clients, setClients] = useState<Application[]>();
  const obstacle = obstacleOf(options, form.sent !== undefined);
  if (!clients && !obstacle) {
    setClients(options.clients);
  }
  if (minted) {
    return <ApiTokenSecret token={minted} onDone={onDone} />;
  }
  if (clients) {
    return <CreateApiTokenForm {...form} clients={clients} onMinted={setMinted} onClose={onClose} />;
  }
  return obstacle && <Refused obstacle={obstacle} onClose={onClose} />;
};

const Refused = ({ obstacle, onClose }: { obstacle: Obstacle; onClose: () => void }) => {
  const { t } = useTranslation();
  switch (obstacle.name) {
    case "noApplication":
      return (
        <CannotCreate testid="apiTokenNoApplicationDialog" title={t("apiTokenNoApplication")} onClose={onClose}>
          {t("apiTokenNoApplicationHelp")}
        </CannotCreate>
      );
    case "refused":
      return (
        <CannotCreate testid="apiTokenRefusedDialog" title={t("apiTokenRefusedTitle")} onClose={onClose}>
          <TextContent>
            {obstacle.reasons.map((reason) => (
              <Text key={reason}>{t(reason)}</Text>
            ))}
          </TextContent>
        </CannotCreate>
      );
    case "limit":
      return (
        <CannotCreate testid="apiTokenLimitDialog" title={t("apiTokenLimitTitle")} onClose={onClose}>
          {t("apiTokenLimitReached", { count: obstacle.max })} {t("apiTokenLimitReachedHelp")}
        </CannotCreate>
      );
  }
};
