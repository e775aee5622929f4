import { SearchInput } from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { ApiTokenPage } from "./useApiTokenPage";

export const LabelSearch = ({ page }: { page: ApiTokenPage }) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(page.search);
  // The empty list has a button that clears the search: show the change here.
  const [searched, setSearched] = useState(page.search);
  if (searched !== page.search) {
    setSearched(page.search);
    setTyped(page.search);
  }
  return (
    <SearchInput
      data-testid="apiTokenSearch"
      aria-label={t("apiTokenSearch")}
      placeholder={t("apiTokenSearch")}
      resetButtonLabel={t("apiTokenSearchReset")}
      submitSearchButtonLabel={t("apiTokenSearchSubmit")}
      value={typed}
      onChange={(_event, value) => setTyped(value)}
      onSearch={(_event, value) => page.searchFor(value)}
      onClear={() => {
        setTyped("");
        page.searchFor("");
      }}
    />
  );
};
