import { Dropdown, DropdownItem, DropdownList, MenuToggle } from "@patternfly/react-core";
import { EllipsisVIcon } from "@patternfly/react-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Dialog } from "../dialog/dialog";
import type { ApiTokenPage } from "./useApiTokenPage";

type RevokeMenuProps = { page: ApiTokenPage; open: (dialog: Dialog) => void };

/** The menu of rare actions. */
export const RevokeMenu = ({ page: { search, client }, open }: RevokeMenuProps) => {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      popperProps={{ position: "end" }}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          id="apiTokenMore"
          data-testid="apiTokenMore"
          variant="plain"
          aria-label={t("apiTokenMoreActions")}
          isExpanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <EllipsisVIcon />
        </MenuToggle>
      )}
    >
      <DropdownList>
        <DropdownItem
          data-testid="apiTokenRevokeAll"
          isDanger
          onClick={() => open({ name: "revokeAll", shown: { search, client } })}
        >
          {t("apiTokenRevokeAll")}
        </DropdownItem>
      </DropdownList>
    </Dropdown>
  );
};
