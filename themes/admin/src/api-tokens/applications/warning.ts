/** Returns the message key of a warning: `no_audience` becomes `apiTokenApplicationWarningNoAudience`. */
export const warningKey = (kind: string) =>
  `apiTokenApplicationWarning${kind
    .split("_")
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join("")}`;
