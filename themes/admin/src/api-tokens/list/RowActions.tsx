import { MenuToggle } from "@patternfly/react-core";
import { EllipsisVIcon } from "@patternfly/react-icons";
import { ActionsColumn } from "@patternfly/react-table";
import { useTranslation } from "react-i18next";

import type { ApiToken } from "../types";
import type { Dialog } from "./ApiTokenDialogs";

type RowActionsProps = { token: ApiToken; open: (dialog: Dialog) => void };

/** The menu of an active API token that the admin may manage. */
export const RowActions = ({ token, open }: RowActionsProps) => {
  const { t } = useTranslation();
  if (token.status !== "active" || !token.access.manage) {
    return null;
  }
  return (
    <ActionsColumn
      items={[
        { title: t("apiTokenRotate"), onClick: () => open({ name: "rotate", token }) },
        { title: t("apiTokenRevoke"), onClick: () => open({ name: "revoke", token }) },
      ]}
      actionsToggle={({ onToggle, isOpen, toggleRef }) => (
        <MenuToggle
          ref={toggleRef}
          variant="plain"
          aria-label={t("apiTokenActionsFor", { label: token.label })}
          isExpanded={isOpen}
          onClick={onToggle}
        >
          <EllipsisVIcon />
        </MenuToggle>
      )}
    />
  );
};
