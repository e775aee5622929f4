import { CalendarMonth, DatePicker, type DatePickerRef, FormGroup } from "@patternfly/react-core";
import { FieldError } from "api-tokens-shared/form";
import { useRef } from "react";
import type { RefCallBack } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { locale } from "../../i18n";
import type { Minting } from "../types";
import { dayFrom, dayText } from "./day";
import { dayOf, isExpiryDay } from "./expiry";

type ExpiryDateProps = {
  minting: Minting;
  /** Its value is what the user typed. */
  field: { value: string; onChange: (day: string) => void; ref: RefCallBack };
  error?: { message?: string };
};

const ID = "apiTokenExpiresDate";

/** Shows in which format a day can be typed: the last day of this year. */
export const exampleOfDay = () => dayText(new Date(new Date().getFullYear(), 11, 31), locale());

/** Asks for the last day of an API token. */
export const ExpiryDate = ({ minting, field, error }: ExpiryDateProps) => {
  const { t } = useTranslation();
  const picker = useRef<DatePickerRef>(null);
  const group = useRef<HTMLDivElement>(null);
  const chosen = new Date(`${dayFrom(field.value, locale())}T00:00:00`);
  return (
    <div ref={group}>
      <FormGroup fieldId={ID} label={t("apiTokenExpiresDate")}>
        <div ref={(place) => field.ref(place?.querySelector("input"))}>
          <DatePicker
            ref={picker}
            value={field.value}
            onChange={(_event, day) => field.onChange(day)}
            placeholder={exampleOfDay()}
            dateFormat={(date) => dayText(date, locale())}
            dateParse={(text) => new Date(`${dayFrom(text, locale())}T00:00:00`)}
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
              // Above or below the label too, instead of over it.
              triggerRef: group,
              // Focus the first control. PatternFly would focus today, which is disabled, so that the focus would stay outside.
              elementToFocus: undefined,
              // The calendar of PatternFly, but with translated names of its buttons.
              bodyContent: (
                <CalendarMonth
                  // Fits the screen of a phone.
                  className="pf-v5-u-px-sm"
                  date={isNaN(chosen.getTime()) ? undefined : chosen}
                  locale={locale()}
                  prevMonthAriaLabel={t("apiTokenCalendarPrevious")}
                  nextMonthAriaLabel={t("apiTokenCalendarNext")}
                  yearInputAriaLabel={t("apiTokenCalendarYear")}
                  validators={[(date) => isExpiryDay(minting, dayOf(date))]}
                  onChange={(_event, date) => {
                    field.onChange(dayText(date, locale()));
                    picker.current?.setCalendarOpen(false);
                  }}
                />
              ),
            }}
          />
        </div>
        <FieldError id={`${ID}-error`} error={error} />
      </FormGroup>
    </div>
  );
};
