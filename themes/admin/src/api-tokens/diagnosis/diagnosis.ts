/** The body of a request to diagnose. */
export type Question = { token?: string; id?: string; api: string; scope?: string };

export type Outcome = "passed" | "failed" | "skipped" | "hidden";

export type Step = {
  number: number;
  check: string;
  outcome: Outcome;
  reason?: string;
  remedy?: string;
  scopes?: string[];
  roles?: string[];
};

export type Fields = { token: string; api: string; scope: string };

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text is the id of an API token and not a secret, so that the screen may show it. */
export const isId = (text: string) => ID.test(text.trim());

/** Returns the question for what an admin typed. White space around a pasted secret is no part of it. */
export const questionOf = ({ token, api, scope }: Fields): Question => ({
  ...(isId(token) ? { id: token.trim() } : { token: token.trim() }),
  api: api.trim(),
  ...(scope.trim() && { scope: scope.trim() }),
});

/** Returns a message key: `state`, `not_before` become `apiTokenDiagnosisReasonNotBefore`. */
export const keyOf = (kind: "Check" | "Outcome" | "Reason" | "Remedy", value: string) =>
  `apiTokenDiagnosis${kind}${value
    .split("_")
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join("")}`;
