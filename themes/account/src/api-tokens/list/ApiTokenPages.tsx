import { Pagination } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { goToTopOfList } from "../topOfList";
import { type ApiTokenPage, PER_PAGE } from "./useApiTokenPage";

/** The pagination. The total is unknown; only whether there is a next page is known. */
export const ApiTokenPages = ({ page }: { page: ApiTokenPage }) => {
  const { t } = useTranslation();
  // The rows can be those of another page, if the chosen one could not be loaded.
  const { first, max } = page.shown ?? page;
  const count = page.tokens?.length ?? 0;
  // A user who chose more rows per page can choose fewer again.
  if (first === 0 && !page.hasNext && (max === PER_PAGE || count === 0)) {
    return null;
  }
  const shown = first + count;
  return (
    <Pagination
      data-testid="apiTokenPages"
      variant="bottom"
      isCompact
      page={first / max + 1}
      perPage={max}
      perPageOptions={[PER_PAGE, 20, 50].map((value) => ({ title: `${value}`, value }))}
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
        page.goTo((number - 1) * max);
      }}
      onPerPageSelect={(_event, count) => page.showPerPage(count)}
    />
  );
};
