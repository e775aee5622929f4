import { Pagination, PaginationVariant } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { useCountText } from "../useCountText";
import { useTimes } from "../useTimes";
import type { ApiTokenListState } from "./useApiTokenList";

type PagesProps = { list: ApiTokenListState; isBottom?: boolean };

/** The pagination above or below the list. On a narrow screen only the one below has buttons. */
export const Pages = ({ list: { first, max, total, show }, isBottom }: PagesProps) => {
  const { t } = useTranslation();
  const { number } = useTimes();
  const countText = useCountText();
  return (
    <Pagination
      isCompact={!isBottom}
      variant={isBottom ? PaginationVariant.bottom : PaginationVariant.top}
      itemCount={total ?? 0}
      perPage={max}
      page={first / max + 1}
      titles={{ paginationAriaLabel: t("apiTokenPages") }}
      toggleTemplate={({ firstIndex, lastIndex }) => (
        <>
          <b>
            {number(firstIndex ?? 0)} - {number(lastIndex ?? 0)}
          </b>{" "}
          {t("apiTokenOf")} <b data-testid={isBottom ? undefined : "apiTokenTotal"}>{countText(total ?? 0)}</b>
        </>
      )}
      onSetPage={(_event, page) => show((page - 1) * max, max)}
      onPerPageSelect={(_event, size) => show(0, size)}
    />
  );
};
