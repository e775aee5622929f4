import {
  DatePicker,
  type DatePickerRef,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
} from "@patternfly/react-core";
import { FieldError } from "api-tokens-shared/form";
import { useRef } from "react";
import type { RefCallBack } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { locale } from "../../i18n";
import { dateText } from "../times";
import type { Minting } from "../types";
import { dayFrom, dayText } from "./day";
import { expiryOn } from "./expiry";
import { ExpiryCalendar } from "./ExpiryCalendar";

type ExpiryDateProps = {
  minting: Minting;
  /** Its value is what the user typed. */
  field: { value: string; onChange: (day: string) => void; ref: RefCallBack };
  error?: { message?: string };
};

const ID = "apiTokenExpiresDate";

/** Shows in which format a day can be typed: the last day of this year. */
export const exampleOfDay = () => dayText(new Date(new Date().getFullYear(), 11, 31), locale());

/** Asks for the last day of an API token, and shows when that ends. */
export const ExpiryDate = ({ minting, field, error }: ExpiryDateProps) => {
  const { t } = useTranslation();
  const picker = useRef<DatePickerRef>(null);
  const group = useRef<HTMLDivElement>(null);
  const day = dayFrom(field.value, locale());
  const chosen = new Date(`${day}T00:00:00`);
  const expiry = expiryOn(minting, day);
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
            // Outside of the element that it is placed by: each click there closes the calendar.
            appendTo={() => group.current?.closest<HTMLElement>("[role=dialog]") ?? document.body}
            // The form shows the error.
            invalidFormatText=""
            inputProps={{
              id: ID,
              validated: error ? "error" : "default",
              "aria-describedby": `${ID}-help ${ID}-error`,
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
              bodyContent: (
                <ExpiryCalendar
                  minting={minting}
                  chosen={chosen}
                  onChoose={(date) => {
                    field.onChange(dayText(date, locale()));
                    picker.current?.setCalendarOpen(false);
                  }}
                />
              ),
            }}
          />
        </div>
        <FormHelperText>
          <HelperText id={`${ID}-help`} data-testid={`${ID}Help`} isLiveRegion>
            {expiry && <HelperTextItem>{t("apiTokenExpiresHelp", { date: dateText(expiry) })}</HelperTextItem>}
          </HelperText>
        </FormHelperText>
        <FieldError id={`${ID}-error`} error={error} />
      </FormGroup>
    </div>
  );
};
