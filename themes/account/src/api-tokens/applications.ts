import type { Application } from "./types";

export const applicationText = ({ clientId, name }: Pick<Application, "clientId" | "name">) => name ?? clientId;

/** Sorts applications by the texts that users see: the server sorts them by their ids. */
export const sortedByName = (applications: Application[], locale: string) => {
  const { compare } = new Intl.Collator(locale, { numeric: true, sensitivity: "base" });
  return [...applications].sort((one, other) => compare(applicationText(one), applicationText(other)));
};
