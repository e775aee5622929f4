import type { CreateFields } from "../dialog/fields";
import { isBlank, lengthOf, MAX_DESCRIPTION, MAX_LABEL } from "../dialog/text";
import { CHOOSE, isLifetime, NEVER } from "../expiry/expiry";
import type { Application } from "../types";
import { applicationBy, NOTHING_TYPED } from "./create";

/**
 * A part of a link that the user cannot have: a message key, and the value that the link names, or the message key of
 * the field that it is for.
 */
export type Refusal = { message: string } & ({ value: string } | { field: string });

/** The fields that a link fills in, and the parts of the link that it cannot fill in. */
export type Prefilled = { fields: CreateFields; refusals: Refusal[] };

const DAY = 86_400;
/** Characters of a refused value that the page repeats. */
const MAX_REFUSED = 60;

/** More names would hide what the dialog says about the link. */
const MAX_REFUSED_SCOPES = 5;

const LIFETIME = /^([1-9]\d{0,9})(d?)$/;

/**
 * Reads a link `?create&client=…&label=…&description=…&scope=…&lifetime=…`. Scopes are separated by spaces, or named
 * one by one. A lifetime is a number of seconds, a number of days (`30d`), or `never`. Anybody can have made the link:
 * it only fills in what the user could.
 */
export const prefilled = (query: URLSearchParams, applications: Application[]): Prefilled => {
  const refusals: Refusal[] = [];
  const refuse = (message: string, value: string) => refusals.push({ message, value: shortened(value) });

  const client = query.get("client") ?? "";
  const named = applications.find(({ clientId }) => clientId === client);
  if (client && !named) {
    refuse("apiTokenLinkClient", client);
  } else if (named?.minting.refusal) {
    refuse("apiTokenLinkClientRefused", named.name ?? client);
  }
  const application = applicationBy(applications, client);
  const isOther = client !== "" && application.clientId !== client;

  // A scope of the refused application is another one than that of the same name at the selected application.
  const asked = isOther
    ? []
    : [...new Set(query.getAll("scope").flatMap((names) => names.split(/\s+/).filter(Boolean)))];
  const [scopes, unknown] = partition(asked, (name) => application.scopes.some((scope) => scope.name === name));
  for (const name of unknown.slice(0, MAX_REFUSED_SCOPES)) {
    refuse("apiTokenLinkScope", name);
  }
  if (unknown.length > MAX_REFUSED_SCOPES) {
    refuse("apiTokenLinkScope", "…");
  }

  const text = (name: string, max: number, field: string) => {
    const value = query.get(name) ?? "";
    if (lengthOf(value) > max || (value && isBlank(value))) {
      refusals.push({ message: "apiTokenLinkText", field });
      return "";
    }
    return value;
  };

  const wished = query.get("lifetime") ?? "";
  const lifetime = lifetimeOf(wished);
  const isOffered = lifetime !== "" && isLifetime(application.minting, lifetime);
  if (wished && !isOffered) {
    refuse(lifetime ? "apiTokenLinkLifetime" : "apiTokenLinkLifetimeInvalid", wished);
  }

  return {
    fields: {
      ...NOTHING_TYPED,
      clientId: application.clientId,
      label: text("label", MAX_LABEL, "apiTokenLabel"),
      description: text("description", MAX_DESCRIPTION, "apiTokenDescription"),
      // A link that asks for some expiry never leads to none, unless the user chooses so.
      lifetime: isOffered ? lifetime : wished ? CHOOSE : "",
      // A link that has scopes asks for no more, even if it names none, or none that exists.
      access: query.has("scope") ? "selection" : "",
      scopes,
    },
    refusals,
  };
};

/** The page repeats a refused value. It is short and on one line, because anybody can have written it. */
const shortened = (value: string) => {
  const characters = Array.from(value.replace(/[\p{C}\p{Z}]+/gu, " ").trim());
  return characters.length > MAX_REFUSED ? `${characters.slice(0, MAX_REFUSED).join("")}…` : characters.join("");
};

/** Returns {@link NEVER}, a number of seconds, or an empty string for anything else. */
const lifetimeOf = (asked: string) => {
  if (asked === NEVER) {
    return NEVER;
  }
  const [, number, days] = LIFETIME.exec(asked) ?? [];
  return number ? `${Number(number) * (days ? DAY : 1)}` : "";
};

const partition = <T>(all: T[], test: (one: T) => boolean) => [all.filter(test), all.filter((one) => !test(one))];
