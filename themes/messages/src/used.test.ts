import { expect, test } from "vitest";

import { filesOf, messagesOf } from "./files";
import { isUsed, translatedIn, usedIn } from "./used";

const SOURCES = import.meta.glob<string>(
  [
    "../../{account,admin,shared}/src/**/*.{ts,tsx}",
    "../../src/main/resources/theme-resources/templates/**/*.ftl",
    "../../../provider/src/main/java/**/*.java",
    "!**/*.test.ts",
  ],
  { query: "?raw", import: "default", eager: true },
);

const sourcesIn = (folder: string) => {
  const sources = Object.entries(SOURCES).filter(([path]) => path.includes(`/${folder}/`));
  expect(sources, folder).not.toEqual([]);
  return sources.map(([, text]) => text);
};

test.each([
  { name: "the account page", files: filesOf.accountPage, folders: ["account/src", "shared/src", "provider/src"] },
  {
    name: "the admin console and emails",
    files: filesOf.allThemes,
    folders: ["admin/src", "shared/src", "provider/src", "templates"],
  },
])("no message of $name is unused", ({ files, folders }) => {
  const used = usedIn(folders.flatMap(sourcesIn));
  expect([...messagesOf(files, "en").keys()].filter((key) => !isUsed(used, key))).toEqual([]);
});

/** A theme or a realm sets this one. */
const OPTIONAL = "apiTokenLearnMoreUrl";

test.each([
  { name: "the account page", files: filesOf.accountPage, folders: ["account/src", "shared/src"] },
  { name: "the admin console", files: filesOf.allThemes, folders: ["admin/src", "shared/src"] },
])("no message of $name is missing", ({ files, folders }) => {
  const used = usedIn([...messagesOf(files, "en").keys()].map((key) => key.replace(/_(one|other)$/, "")));
  const keys = translatedIn(folders.flatMap(sourcesIn)).filter((key) => key !== OPTIONAL);
  expect(keys.length).toBeGreaterThan(50);
  expect(keys.filter((key) => !used.keys.has(key))).toEqual([]);
});

test.each([
  { source: 't("apiTokenLabel")', key: "apiTokenLabel", used: true },
  { source: 't("apiTokenTotal", { count })', key: "apiTokenTotal_few", used: true },
  { source: "t(`apiTokenFilter${name}`)", key: "apiTokenFilterStatus", used: true },
  { source: 'return "apiTokenNotice" + name;', key: "apiTokenNoticeLeaked", used: true },
  { source: 't("apiTokenLabelHelp")', key: "apiTokenLabel", used: false },
])("$key in $source is used: $used", ({ source, key, used }) => {
  expect(isUsed(usedIn([source]), key)).toBe(used);
});
