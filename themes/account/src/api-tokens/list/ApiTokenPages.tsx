import { Pagination } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { goToTopOfList } from "./topOfList";
import type { ApiTokenPage } from "./useApiTokenPage";

/** The pagination. The total is unknown; only whether there is a next page is known. */
export const ApiTokenPages = ({ page }: { page: ApiTokenPage }) => {
  const { t } = useTranslation();
  if (page.first === 0 && !page.hasNext) {
    return null;
  }
  const shown = page.first + (page.tokens?.length ?? 0);
  return (
    <Pagination
      data-testid="apiTokenPages"
      variant="bottom"
      isCompact
      page={page.first / page.max + 1}
      perPage={page.max}
      perPageOptions={[10, 20, 50].map((value) => ({ title: `${value}`, value }))}
      itemCount={page.hasNext ? shown + 1 : shown}
      titles={{
        paginationAriaLabel: t("apiTokenPages"),
        optionsToggleAriaLabel: t("apiTokenPerPage"),
        perPageSuffix: t("apiTokenPerPageSuffix"),
        toPreviousPageAriaLabel: t("apiTokenPreviousPage"),
        toNextPageAriaLabel: t("apiTokenNextPage"),
      }}
      toggleTemplate={({ firstIndex, lastIndex }) => (
        <b>
          {firstIndex} - {page.hasNext ? lastIndex : shown}
        </b>
      )}
      onSetPage={(_event, number) => {
        goToTopOfList();
        page.goTo((number - 1) * page.max);
      }}
      onPerPageSelect={(_event, count) => page.showPerPage(count)}
    />
  );
};
