import { useAccess } from "@keycloak/keycloak-admin-ui";
import { Button, Flex, FlexItem, Text, TextContent, TextVariants } from "@patternfly/react-core";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import { useApiTokens } from "../api";
import type { Filter } from "../filter/filter";
import { mayViewAllUsers } from "../paths";
import type { Counts } from "../types";
import { useLoaded } from "../useLoaded";
import { useTimes } from "../useTimes";
import type { ApiTokenListState } from "./useApiTokenList";

const FIGURES: { count: keyof Counts; text: string; filter: Filter }[] = [
  { count: "active", text: "apiTokensActive", filter: { status: "active" } },
  { count: "neverExpiring", text: "apiTokensNeverExpiring", filter: { status: "active", expiry: "never" } },
  {
    count: "unlimited",
    text: "apiTokensUnlimited",
    filter: { status: "active", access: "everything", expiry: "never" },
  },
  { count: "unused", text: "apiTokensUnused", filter: { status: "active", use: "unused" } },
];

/** Totals of the realm. Each total filters the list. */
export const SummaryLine = ({ list }: { list: ApiTokenListState }) => {
  const { hasAccess } = useAccess();
  return hasAccess(mayViewAllUsers) ? <Figures list={list} /> : null;
};

const Figures = ({ list }: { list: ApiTokenListState }) => {
  const { t } = useTranslation();
  const { number, time } = useTimes();
  const api = useApiTokens();
  const load = useCallback((signal: AbortSignal) => api.summary(signal), [api]);
  const { value: summary } = useLoaded(load, list.round);
  if (!summary) {
    return null;
  }
  return (
    <Flex
      className="pf-v5-u-px-md pf-v5-u-pt-md"
      spaceItems={{ default: "spaceItemsLg" }}
      alignItems={{ default: "alignItemsBaseline" }}
      data-testid="apiTokenSummary"
    >
      {FIGURES.map(({ count, text, filter }) => (
        <FlexItem key={count}>
          <Button variant="link" isInline data-testid={`apiTokenSummary-${count}`} onClick={() => list.only(filter)}>
            <strong className="pf-v5-u-font-size-xl">{number(summary[count])}</strong>{" "}
            {t(text, { count: summary[count] })}
          </Button>
        </FlexItem>
      ))}
      <FlexItem>
        <TextContent>
          <Text component={TextVariants.small}>{t("apiTokensAsOf", { time: time(summary.takenTimestamp) })}</Text>
        </TextContent>
      </FlexItem>
    </Flex>
  );
};
