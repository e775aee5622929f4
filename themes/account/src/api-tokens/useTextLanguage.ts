import { useTranslation } from "react-i18next";

/**
 * The attributes of an element with texts of this page. If the theme has no translation for the language of the user,
 * the server sends the texts of another one, also to a page that is written from right to left.
 */
export const useTextLanguage = () => {
  const { t, i18n } = useTranslation();
  const language = t("apiTokenLanguage");
  return language === i18n.language ? {} : { lang: language, dir: i18n.dir(language) };
};
