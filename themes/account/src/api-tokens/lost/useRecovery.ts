import { useState } from "react";

import { isAlreadyRotated, newKey, sendAgainIfLost } from "../request/attempt";
import type { ApiToken, MintedApiToken } from "../types";
import { useApiTokens } from "../useApiTokens";

/**
 * Gets another secret for an API token whose secret was lost, or ends it. A secret in its grace period stays valid,
 * because scripts may still use it.
 */
export const useRecovery = (token: ApiToken, onRevoked: () => void, onFailed: () => void) => {
  const api = useApiTokens();
  const [key, setKey] = useState(newKey);
  const [rotated, setRotated] = useState<MintedApiToken>();
  const [busy, setBusy] = useState<"secret" | "revoke">();
  const [failure, setFailure] = useState<unknown>();

  const attempt = async (name: "secret" | "revoke", action: () => Promise<void>) => {
    setBusy(name);
    setFailure(undefined);
    try {
      await action();
    } catch (reason) {
      onFailed();
      if (isAlreadyRotated(reason)) {
        // The answer with the other secret was lost too: the next attempt is another request.
        setKey(newKey());
      }
      setFailure(reason);
      setBusy(undefined);
    }
  };

  return {
    rotated,
    busy,
    failure,
    rotate: () =>
      attempt("secret", async () =>
        setRotated(await sendAgainIfLost(() => api.rotate(token.id, { keepGracePeriod: true }, key))),
      ),
    revoke: () =>
      attempt("revoke", async () => {
        await api.revoke(token.id);
        onRevoked();
      }),
  };
};
