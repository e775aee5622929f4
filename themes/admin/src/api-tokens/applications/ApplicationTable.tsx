import { Switch } from "@patternfly/react-core";
import { ExpandableRowContent, Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { ApplicationSettings } from "../types";
import { ApplicationDetails } from "./ApplicationDetails";

type ApplicationTableProps = {
  applications: ApplicationSettings[];
  round: number;
  change: (application: ApplicationSettings) => void;
};

/** Each row has a switch, and the scopes and warnings below it. */
export const ApplicationTable = ({ applications, round, change }: ApplicationTableProps) => {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string>();
  return (
    <Table
      aria-label={t("apiTokenApplications")}
      data-testid="apiTokenApplicationTable"
      className="api-tokens__table"
      variant="compact"
      gridBreakPoint="grid-md"
    >
      <Thead>
        <Tr>
          <Th screenReaderText={t("apiTokenApplicationDetails")} />
          <Th width={50}>{t("apiTokenApplication")}</Th>
          <Th>{t("apiTokens")}</Th>
        </Tr>
      </Thead>
      {applications.map((application, rowIndex) => {
        const { id, clientId, name, enabled, access } = application;
        const isExpanded = open === id;
        return (
          <Tbody key={id} isExpanded={isExpanded}>
            <Tr data-testid={`apiTokenApplication-${clientId}`}>
              <Td
                expand={{
                  rowIndex,
                  isExpanded,
                  expandId: "apiTokenApplication",
                  onToggle: () => setOpen(isExpanded ? undefined : id),
                }}
              />
              {/* The table names the button of the row by this id. */}
              <Td id={`simple-node${rowIndex}`} dataLabel={t("apiTokenApplication")} className="api-tokens__whole">
                {name ?? clientId}
                {name && (
                  <div className="pf-v5-u-font-size-sm pf-v5-u-color-200">
                    <code>{clientId}</code>
                  </div>
                )}
              </Td>
              <Td dataLabel={t("apiTokens")}>
                <Switch
                  id={`apiTokenApplicationSwitch-${id}`}
                  data-testid={`apiTokenApplicationSwitch-${clientId}`}
                  aria-label={t("apiTokenApplicationSwitch", { clientId })}
                  label={t("on")}
                  labelOff={t("off")}
                  isChecked={enabled}
                  isDisabled={!access.configure}
                  onChange={() => change(application)}
                />
              </Td>
            </Tr>
            <Tr isExpanded={isExpanded}>
              <Td colSpan={3} noPadding>
                <ExpandableRowContent>
                  {isExpanded && <ApplicationDetails key={round} application={application} />}
                </ExpandableRowContent>
              </Td>
            </Tr>
          </Tbody>
        );
      })}
    </Table>
  );
};
