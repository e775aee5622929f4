import type { RevocationState } from "../types";
import type { Revocation } from "./useRevocation";

const TITLES: Record<RevocationState, string> = {
  running: "apiTokenRevokeMatchingGoing",
  done: "apiTokenRevokeMatchingDone",
  cancelled: "apiTokenRevokeMatchingStopped",
  failed: "apiTokenRevokeMatchingFailed",
};

/** The message key of a bulk revocation's state. */
export const revocationTitle = ({ isLost, progress }: Revocation) =>
  isLost ? "apiTokenRevokeMatchingLost" : TITLES[progress?.state ?? "running"];
