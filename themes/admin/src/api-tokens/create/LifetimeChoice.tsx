import { ChoiceField } from "api-tokens-shared/form";
import { useController } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { Minting } from "../types";
import { useTimes } from "../useTimes";
import { chosenLifetime, lifetimesOf, NEVER } from "./expiry";
import type { CreateFields } from "./fields";

/** Asks for the lifetime, of those that the policy allows. */
export const LifetimeChoice = ({ minting }: { minting: Minting }) => {
  const { t } = useTranslation();
  const { duration } = useTimes();
  const { field, fieldState } = useController<CreateFields, "lifetime">({ name: "lifetime" });
  return (
    <ChoiceField
      id="apiTokenCreateExpires"
      label={t("apiTokenExpires")}
      field={{ ...field, value: chosenLifetime(minting, field.value) }}
      options={lifetimesOf(minting).map((value) => ({
        value,
        label: value === NEVER ? t("apiTokenNeverExpires") : duration(Number(value)),
      }))}
      error={fieldState.error}
    />
  );
};
