import type { RevocationState } from "../types";
import type { Revocation } from "./useRevocation";

const TITLES: Record<RevocationState, string> = {
  running: "apiTokenRevokeMatchingGoing",
  done: "apiTokenRevokeMatchingDone",
  cancelled: "apiTokenRevokeMatchingStopped",
  failed: "apiTokenRevokeMatchingFailed",
};

/** The key of what has become of it, as far as that is known. */
export const revocationTitle = ({ isLost, progress }: Revocation) =>
  isLost ? "apiTokenRevokeMatchingLost" : TITLES[progress?.state ?? "running"];
