import { createInstance, type LanguageDetectorModule } from "i18next";
import FetchBackend from "i18next-fetch-backend";
import { initReactI18next } from "react-i18next";

import { environment } from "./environment";
import { isolated } from "./isolate";
import { localeOf } from "./localeOf";
import { segment } from "./segment";

type Message = { key: string; value: string };

const localeOfTheUser: LanguageDetectorModule = {
  type: "languageDetector",
  detect: () => environment.locale,
};

/** The messages of the account theme, as the stock console loads them. React escapes values, so this only isolates them. */
export const i18n = createInstance({
  fallbackLng: "en",
  nsSeparator: false,
  interpolation: { escapeValue: true, escape: (value: string) => isolated(value, document.dir === "rtl") },
  backend: {
    loadPath: `${environment.serverBaseUrl}/resources/${segment(environment.realm)}/account/{{lng}}`,
    parse: (data: string) => Object.fromEntries((JSON.parse(data) as Message[]).map(({ key, value }) => [key, value])),
  },
});

i18n.use(FetchBackend);
i18n.use(localeOfTheUser);
i18n.use(initReactI18next);

/**
 * The language of the texts of our page, which is English if there is no translation for the user. Its dates and numbers
 * have the same one.
 */
export const locale = () => localeOf(i18n.t("apiTokenLanguage"));

/** The page 'Personal info' sends this event when the user changes the language. */
type LanguageChanged = CustomEvent<{ language: string }>;

window.addEventListener("languageChanged", (event) => {
  const { language } = (event as LanguageChanged).detail;
  void i18n.changeLanguage(language).then(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = i18n.dir(language);
  });
});
