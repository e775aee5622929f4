import { FormHelperText, HelperText, HelperTextItem } from "@patternfly/react-core";
import { ChoiceField } from "api-tokens-shared/form";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useController } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { locale } from "../../i18n";
import type { ExpiryFields } from "../dialog/fields";
import { dateText, durationText } from "../times";
import type { ApiToken, Minting } from "../types";
import { dayFrom } from "./day";
import { CHOOSE, chosenExpiry, expiryChoices, isExpiryDay, KEEP, NEVER, newExpiryChoices, ON_A_DATE } from "./expiry";
import { ExpiryDate, exampleOfDay } from "./ExpiryDate";

const ID = "apiTokenExpires";

type ExpiryChoiceProps = {
  minting: Minting;
  /** The API token that gets another expiry; undefined for a new one. */
  current?: ApiToken;
};

/** Asks when the API token expires, with the choices that the policy allows and the date that follows. */
export const ExpiryChoice = ({ minting, current }: ExpiryChoiceProps) => {
  const { t } = useTranslation();
  const [openedAt] = useState(() => Date.now());
  const { field: lifetime, fieldState: lifetimeState } = useController<ExpiryFields, "lifetime">({
    name: "lifetime",
    rules: { validate: (picked) => chosenExpiry(minting, picked) !== CHOOSE || t("apiTokenExpiresUnchosen") },
  });
  const choice = current && lifetime.value === KEEP ? KEEP : chosenExpiry(minting, lifetime.value);
  const isOnDate = choice === ON_A_DATE;
  const invalidDay = t("apiTokenExpiresDateInvalid", { example: exampleOfDay() });
  const { field: date, fieldState: dateState } = useController<ExpiryFields, "expiresTimestamp">({
    name: "expiresTimestamp",
    rules: { validate: (day) => !isOnDate || isExpiryDay(minting, dayFrom(day, locale())) || invalidDay },
  });
  const choices = current ? newExpiryChoices(minting) : expiryChoices(minting, lifetime.value);

  return (
    <>
      <ChoiceField
        id={ID}
        label={t("apiTokenExpires")}
        field={{ ...lifetime, value: choice }}
        options={choices.map((value) => ({ value, label: textOf(t, value) }))}
        error={lifetimeState.error ?? (isOnDate ? undefined : dateState.error)}
        describedBy={`${ID}-help`}
      >
        <FormHelperText>
          <HelperText id={`${ID}-help`} data-testid={`${ID}Help`} isLiveRegion>
            {!isOnDate && choice !== CHOOSE && <HelperTextItem>{helpOf(t, choice, openedAt, current)}</HelperTextItem>}
          </HelperText>
        </FormHelperText>
      </ChoiceField>
      {isOnDate && <ExpiryDate minting={minting} field={date} error={dateState.error} />}
    </>
  );
};

const TEXTS: Partial<Record<string, string>> = {
  [CHOOSE]: "apiTokenExpiresChoose",
  [KEEP]: "apiTokenExpiresKeep",
  [NEVER]: "apiTokenExpiresNever",
  [ON_A_DATE]: "apiTokenExpiresOnDate",
};

const textOf = (t: TFunction, choice: string) => {
  const text = TEXTS[choice];
  return text ? t(text) : durationText(Number(choice));
};

/** The result of a choice. */
const helpOf = (t: TFunction, choice: string, now: number, current?: ApiToken) => {
  const expiry =
    choice === KEEP ? current?.expiresTimestamp : choice === NEVER ? undefined : now + Number(choice) * 1000;
  return expiry === undefined ? t("apiTokenExpiresNeverHelp") : t("apiTokenExpiresHelp", { date: dateText(expiry) });
};
