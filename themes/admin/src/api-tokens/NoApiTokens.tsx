import { useAccess } from "@keycloak/keycloak-admin-ui";
import { ListEmptyState } from "@keycloak/keycloak-ui-shared";
import { useTranslation } from "react-i18next";

import { mayViewAllUsers } from "./paths";
import type { ApiTokenListState } from "./useApiTokenList";

export const NoApiTokens = ({ list }: { list: ApiTokenListState }) => {
  const { t } = useTranslation();
  const { hasAccess } = useAccess();
  if (Object.keys(list.filter).length === 0) {
    return (
      <ListEmptyState
        message={t("apiTokensNone")}
        instructions={t(hasAccess(mayViewAllUsers) ? "apiTokensNoneHelp" : "apiTokensNoneVisible")}
      />
    );
  }
  return (
    <ListEmptyState
      isSearchVariant
      message={t("noSearchResults")}
      instructions={t("noSearchResultsInstructions")}
      primaryActionText={t("clearAllFilters")}
      onPrimaryAction={list.clear}
    />
  );
};
