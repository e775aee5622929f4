import { useTranslation } from "react-i18next";

import type { ApiTokenPage } from "./useApiTokenPage";

/** Tells screen readers how many API tokens the list shows. */
export const ListStatus = ({ page }: { page: ApiTokenPage }) => {
  const { t } = useTranslation();
  const isSettled = !page.isBusy && page.error === undefined;
  return (
    <div role="status" className="pf-v5-screen-reader" data-testid="apiTokenListStatus">
      {isSettled && t("apiTokenShown", { count: page.tokens?.length ?? 0 })}
    </div>
  );
};
