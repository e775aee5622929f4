import { useState } from "react";

import { ApiTokenSecret } from "./ApiTokenSecret";
import { CreateApiTokenForm } from "./CreateApiTokenForm";
import { LimitReached } from "./LimitReached";
import type { MintedApiToken, Options } from "./types";

type CreateApiTokenProps = { options: Options; onMinted: () => void; onClose: () => void };

/** Asks what to mint, then shows the secret: it is in the state of this component and nowhere else. */
export const CreateApiToken = ({ options, onMinted, onClose }: CreateApiTokenProps) => {
  // The options of the moment when the dialog opened: the list behind it goes on refreshing.
  const [{ clients, policy }] = useState(options);
  const [minted, setMinted] = useState<MintedApiToken>();
  if (minted) {
    return <ApiTokenSecret token={minted} onDone={onClose} />;
  }
  if (policy.active >= policy.maxActive) {
    return <LimitReached limit={policy.maxActive} onClose={onClose} />;
  }
  return (
    <CreateApiTokenForm
      clients={clients}
      onMinted={(token) => {
        setMinted(token);
        onMinted();
      }}
      onClose={onClose}
    />
  );
};
