/**
 * The languages of the messages beside English, by the tags that Keycloak's `locales` have, each with the keys whose
 * texts are the same as in English. The files have these names with an underscore, such as `messages_pt_BR.properties`.
 * Simplified Chinese is `zh-CN`: of the messages for all themes, Keycloak loads no `messages_zh_Hans.properties`.
 */
export const LANGUAGES: Record<string, string[]> = {
  de: [
    "apiTokenApplicationDetails",
    "apiTokenFilter",
    "apiTokenFilterScope",
    "apiTokenFilterStatus",
    "apiTokenHint",
    "apiTokenId",
    "apiTokenInfo",
    "apiTokenScopes",
    "apiTokenSecret",
    "apiTokenStatus",
    "apiTokenStatusIs",
  ],
  fr: [
    "apiTokenActions",
    "apiTokenApplication",
    "apiTokenApplications",
    "apiTokenDescription",
    "apiTokenHint",
    "apiTokenId",
    "apiTokenNoticeApplication",
    "apiTokenPages",
    "apiTokenSecret",
  ],
  es: ["apiTokenAllowedRoles", "apiTokenError", "apiTokenId"],
  it: ["apiTokenId", "apiTokenPolicy", "apiTokenSessionClient"],
  "pt-BR": ["apiTokenFilterStatus", "apiTokenId", "apiTokenStatus", "apiTokenStatusIs"],
  ja: ["apiTokenId"],
  ko: ["apiTokenId"],
  nl: [
    "apiTokenApplicationDetails",
    "apiTokenFilter",
    "apiTokenFilterScope",
    "apiTokenFilterSearch",
    "apiTokenFilterStatus",
    "apiTokenHelpOn",
    "apiTokenHint",
    "apiTokenId",
    "apiTokenInfo",
    "apiTokenLabel",
    "apiTokenScopes",
    "apiTokenSecret",
    "apiTokenStatus",
    "apiTokenStatusIs",
  ],
  pl: ["apiTokenFilterStatus", "apiTokenId", "apiTokenStatus", "apiTokenStatusIs"],
  "zh-CN": ["apiTokenId"],
};
