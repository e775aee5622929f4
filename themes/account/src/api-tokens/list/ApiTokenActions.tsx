import { MenuToggle } from "@patternfly/react-core";
import { EllipsisVIcon } from "@patternfly/react-icons";
import { ActionsColumn } from "@patternfly/react-table";
import { useTranslation } from "react-i18next";

import type { Dialog } from "../dialog/dialog";
import type { ApiToken } from "../types";

/** The id of the button that opens the menu of an API token. */
export const actionsId = ({ id }: ApiToken) => `apiTokenActions-${id}`;

type ApiTokenActionsProps = { token: ApiToken; open: (dialog: Dialog) => void };

export const ApiTokenActions = ({ token, open }: ApiTokenActionsProps) => {
  const { t } = useTranslation();
  return (
    <ActionsColumn
      actionsToggle={({ onToggle, isOpen, toggleRef }) => (
        <MenuToggle
          id={actionsId(token)}
          data-testid={actionsId(token)}
          ref={toggleRef}
          variant="plain"
          aria-label={t("apiTokenActionsOf", { label: token.label })}
          isExpanded={isOpen}
          onClick={onToggle}
        >
          <EllipsisVIcon />
        </MenuToggle>
      )}
      items={[
        { title: t("apiTokenEdit"), onClick: () => open({ name: "edit", token }) },
        { title: t("apiTokenRotate"), onClick: () => open({ name: "rotate", token }) },
        { title: t("apiTokenRevoke"), onClick: () => open({ name: "revoke", token }), isDanger: true },
      ]}
    />
  );
};
