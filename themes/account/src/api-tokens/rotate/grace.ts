import type { ApiToken } from "../types";

export const GRACE_PERIODS = [
  { seconds: 0, text: "apiTokenGraceNone" },
  { seconds: 3600, text: "apiTokenGraceHour" },
  { seconds: 86_400, text: "apiTokenGraceDay" },
];

const DAYS = 7;

/**
 * The grace period that is selected first: a day if something uses the API token, so that it goes on while the user
 * replaces the secret. None if somebody still uses an older secret, which may have leaked.
 */
export const proposedGrace = ({ lastUse, rotation }: Pick<ApiToken, "lastUse" | "rotation">) => {
  const isInUse = lastUse !== undefined && Date.now() - lastUse.timestamp < DAYS * 86_400_000;
  return isInUse && !rotation?.lateUse ? 86_400 : 0;
};
