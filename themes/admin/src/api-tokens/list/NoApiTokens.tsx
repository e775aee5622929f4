import { useAccess } from "@keycloak/keycloak-admin-ui";
import { ListEmptyState } from "@keycloak/keycloak-ui-shared";
import { useTranslation } from "react-i18next";

import { partOf } from "../filter/filter";
import { mayViewAllUsers } from "../paths";
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
  return <NoneMatch list={list} />;
};

/** Explains that the search looks at the beginning of labels, which few expect. */
const NoneMatch = ({ list }: { list: ApiTokenListState }) => {
  const { t } = useTranslation();
  const { hasAccess } = useAccess();
  const { search } = list.filter;
  const part = search && partOf(search);
  const why = [
    part && t("apiTokensNoneBeginHelp", { search }),
    t(Object.keys(list.filter).length === 1 ? "apiTokensNoneMatchHelp" : "apiTokensNoneMatchAllHelp"),
    !hasAccess(mayViewAllUsers) && t("apiTokensNoneVisible"),
  ];
  return (
    <ListEmptyState
      isSearchVariant
      message={t("apiTokensNoneMatch")}
      instructions={why.filter(Boolean).join(" ")}
      primaryActionText={t("clearAllFilters")}
      onPrimaryAction={list.clear}
      secondaryActions={
        part ? [{ text: t("apiTokensSearchPart", { part }), onClick: () => list.narrow({ search: part }) }] : undefined
      }
    />
  );
};
