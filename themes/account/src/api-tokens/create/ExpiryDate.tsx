import { CalendarMonth, DatePicker, type DatePickerRef, FormGroup } from "@patternfly/react-core";
import { useRef } from "react";
import type { RefCallBack } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { environment } from "../../environment";
import { FieldError } from "../dialog/FieldError";
import type { Minting } from "../types";
import { dayOf, isExpiryDay } from "./expiry";

type ExpiryDateProps = {
  minting: Minting;
  field: { value: string; onChange: (day: string) => void; ref: RefCallBack };
  error?: { message?: string };
};

const ID = "apiTokenExpiresDate";

/** Asks for the last day of an API token. */
export const ExpiryDate = ({ minting, field, error }: ExpiryDateProps) => {
  const { t } = useTranslation();
  const picker = useRef<DatePickerRef>(null);
  const chosen = new Date(`${field.value}T00:00:00`);
  return (
    <FormGroup fieldId={ID} label={t("apiTokenExpiresDate")}>
      <div ref={(group) => field.ref(group?.querySelector("input"))}>
        <DatePicker
          ref={picker}
          value={field.value}
          onChange={(_event, day) => field.onChange(day)}
          placeholder={t("apiTokenExpiresDateFormat")}
          aria-label={t("apiTokenExpiresDate")}
          buttonAriaLabel={t("apiTokenCalendar")}
          // The form shows the error.
          invalidFormatText=""
          inputProps={{
            id: ID,
            validated: error ? "error" : "default",
            "aria-describedby": `${ID}-error`,
            autoComplete: "off",
          }}
          popoverProps={{
            "aria-label": t("apiTokenCalendar"),
            position: "bottom-start",
            flipBehavior: ["bottom-start", "top-start"],
            // Focus the first control. PatternFly would focus today, which is disabled, and so leave the focus outside.
            elementToFocus: undefined,
            // The calendar of PatternFly, but with translated names of its buttons.
            bodyContent: (
              <CalendarMonth
                // Fits the screen of a phone.
                className="pf-v5-u-px-sm"
                date={isNaN(chosen.getTime()) ? undefined : chosen}
                locale={environment.locale}
                prevMonthAriaLabel={t("apiTokenCalendarPrevious")}
                nextMonthAriaLabel={t("apiTokenCalendarNext")}
                yearInputAriaLabel={t("apiTokenCalendarYear")}
                validators={[(date) => isExpiryDay(minting, dayOf(date))]}
                onChange={(_event, date) => {
                  field.onChange(dayOf(date));
                  picker.current?.setCalendarOpen(false);
                }}
              />
            ),
          }}
        />
      </div>
      <FieldError id={`${ID}-error`} error={error} />
    </FormGroup>
  );
};
