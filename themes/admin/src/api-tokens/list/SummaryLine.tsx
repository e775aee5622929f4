import { useAccess } from "@keycloak/keycloak-admin-ui";
import { Button, Flex, FlexItem, Text, TextContent, TextVariants } from "@patternfly/react-core";
import { type ReactNode, useCallback } from "react";
import { useTranslation } from "react-i18next";

import { useApiTokens } from "../api";
import type { Filter } from "../filter/filter";
import { mayViewAllUsers } from "../paths";
import type { Counts } from "../types";
import { useCountText } from "../useCountText";
import { useLoaded } from "../useLoaded";
import { useTimes } from "../useTimes";
import type { ApiTokenListState } from "./useApiTokenList";

type Figure = "active" | "neverExpiring" | "unlimited" | "unused";

const FIGURES: { count: Figure; text: string; filter: Filter }[] = [
  { count: "active", text: "apiTokensActive", filter: { status: "active" } },
  { count: "neverExpiring", text: "apiTokensNeverExpiring", filter: { status: "active", expiry: "never" } },
  {
    count: "unlimited",
    text: "apiTokensUnlimited",
    filter: { status: "active", access: "everything", expiry: "never" },
  },
  { count: "unused", text: "apiTokensUnused", filter: { status: "active", use: "unused" } },
];

type SummaryLineProps = { list: ApiTokenListState };

/** Totals of the realm or, if the list is that of a user, of the user. Each total filters the list. */
export const SummaryLine = ({ list }: SummaryLineProps) => {
  const { hasAccess } = useAccess();
  if (list.filter.user) {
    return <TotalsOfUser key={list.filter.user} list={list} user={list.filter.user} />;
  }
  return hasAccess(mayViewAllUsers) ? <TotalsOfRealm list={list} /> : null;
};

const TotalsOfRealm = ({ list }: SummaryLineProps) => {
  const { t } = useTranslation();
  const { number, time } = useTimes();
  const api = useApiTokens();
  const load = useCallback((signal: AbortSignal) => api.summary(signal), [api]);
  const { value: summary } = useLoaded(load, list.round);
  return summary ? (
    <Totals counts={summary} numberText={number} choose={list.only}>
      <FlexItem>
        <TextContent>
          <Text component={TextVariants.small}>{t("apiTokensAsOf", { time: time(summary.takenTimestamp) })}</Text>
        </TextContent>
      </FlexItem>
    </Totals>
  ) : null;
};

const TotalsOfUser = ({ list, user }: SummaryLineProps & { user: string }) => {
  const countText = useCountText();
  const api = useApiTokens();
  const load = useCallback(
    async (signal: AbortSignal) => {
      const counts = FIGURES.map(async ({ count, filter }) => [count, await api.count({ ...filter, user }, signal)]);
      return Object.fromEntries(await Promise.all(counts)) as Pick<Counts, Figure>;
    },
    [api, user],
  );
  const { value: counts } = useLoaded(load, list.round);
  return counts ? (
    <Totals counts={counts} numberText={countText} choose={(filter) => list.only({ ...filter, user })} />
  ) : null;
};

type TotalsProps = {
  counts: Pick<Counts, Figure>;
  numberText: (count: number) => string;
  choose: (filter: Filter) => void;
  children?: ReactNode;
};

const Totals = ({ counts, numberText, choose, children }: TotalsProps) => {
  const { t } = useTranslation();
  return (
    <Flex
      className="pf-v5-u-px-md pf-v5-u-pt-md"
      spaceItems={{ default: "spaceItemsLg" }}
      alignItems={{ default: "alignItemsBaseline" }}
      data-testid="apiTokenSummary"
    >
      {FIGURES.map(({ count, text, filter }) => (
        <FlexItem key={count}>
          <Button variant="link" isInline data-testid={`apiTokenSummary-${count}`} onClick={() => choose(filter)}>
            <strong className="pf-v5-u-font-size-xl">{numberText(counts[count])}</strong>{" "}
            {t(text, { count: counts[count] })}
          </Button>
        </FlexItem>
      ))}
      {children}
    </Flex>
  );
};
