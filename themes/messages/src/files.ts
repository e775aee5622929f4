import { parse } from "./messages";

type Files = Record<string, string>;

/** The files of messages by their paths. */
export const filesOf: Record<"accountPage" | "allThemes", Files> = {
  accountPage: import.meta.glob<string>("../../src/main/resources/theme/api-tokens/account/messages/*", {
    query: "?raw",
    import: "default",
    eager: true,
  }),
  allThemes: import.meta.glob<string>("../../src/main/resources/theme-resources/messages/*", {
    query: "?raw",
    import: "default",
    eager: true,
  }),
};

export const fileOf = (language: string) => `messages_${language.replace("-", "_")}.properties`;

export const messagesOf = (files: Files, language: string) => {
  const [, text] = Object.entries(files).find(([path]) => path.endsWith(`/${fileOf(language)}`)) ?? [];
  if (text === undefined) {
    throw new Error(`There is no ${fileOf(language)}`);
  }
  return parse(text);
};
