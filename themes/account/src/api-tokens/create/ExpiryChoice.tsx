import { useController } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { CreateFields } from "../dialog/fields";
import { durationText } from "../times";
import type { Minting } from "../types";
import { ChoiceField } from "./ChoiceField";
import { chosenExpiry, expiryChoices, isExpiryDay, NEVER, ON_A_DATE } from "./expiry";
import { ExpiryDate } from "./ExpiryDate";

const TEXTS: Partial<Record<string, string>> = {
  [NEVER]: "apiTokenExpiresNever",
  [ON_A_DATE]: "apiTokenExpiresOnDate",
};

/** Asks when the API token expires, with the choices that the policy allows. */
export const ExpiryChoice = ({ minting }: { minting: Minting }) => {
  const { t } = useTranslation();
  const { field: lifetime, fieldState: lifetimeState } = useController<CreateFields, "lifetime">({ name: "lifetime" });
  const choice = chosenExpiry(minting, lifetime.value);
  const isOnDate = choice === ON_A_DATE;
  const { field: date, fieldState: dateState } = useController<CreateFields, "expiresTimestamp">({
    name: "expiresTimestamp",
    rules: { validate: (day) => !isOnDate || isExpiryDay(minting, day) || t("apiTokenExpiresDateInvalid") },
  });

  return (
    <>
      <ChoiceField
        id="apiTokenExpires"
        label={t("apiTokenExpires")}
        field={{ ...lifetime, value: choice }}
        options={expiryChoices(minting).map((value) => {
          const text = TEXTS[value];
          return { value, label: text ? t(text) : durationText(Number(value)) };
        })}
        error={lifetimeState.error ?? (isOnDate ? undefined : dateState.error)}
      />
      {isOnDate && <ExpiryDate minting={minting} field={date} error={dateState.error} />}
    </>
  );
};
