import { CalendarMonth } from "@patternfly/react-core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { locale } from "../../i18n";
import type { Minting } from "../types";
import { dayOf, isExpiryDay } from "./expiry";
import { weekStartOf } from "./week";

type ExpiryCalendarProps = { minting: Minting; chosen: Date; onChoose: (day: Date) => void };

/** The calendar of PatternFly, with translated names and the week of the language. */
export const ExpiryCalendar = ({ minting, chosen, onChoose }: ExpiryCalendarProps) => {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);

  // The menu of the months has an English name, which no property changes, and its list has none.
  useEffect(() => {
    const calendar = place.current;
    if (!calendar) {
      return;
    }
    const month = t("apiTokenCalendarMonth");
    const translate = () => {
      const name = calendar.querySelector("span[hidden]");
      if (name && name.textContent !== month) {
        name.textContent = month;
      }
      calendar.querySelector("[role=listbox]")?.setAttribute("aria-label", month);
    };
    translate();
    // The list is there only while the menu is open.
    const observer = new MutationObserver(translate);
    observer.observe(calendar, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [t]);

  // Escape closes the menu of the months. PatternFly would close the whole calendar, before the menu knows.
  useEffect(() => {
    const closeMenu = (event: KeyboardEvent) => {
      const menu = place.current?.querySelector<HTMLElement>("button[aria-expanded=true]");
      if (event.key === "Escape" && menu) {
        event.stopPropagation();
        menu.click();
        menu.focus();
      }
    };
    window.addEventListener("keydown", closeMenu, true);
    return () => window.removeEventListener("keydown", closeMenu, true);
  }, []);

  return (
    <div ref={place} data-testid="apiTokenCalendar">
      <CalendarMonth
        // Fits the screen of a phone.
        className="pf-v5-u-px-sm"
        date={isNaN(chosen.getTime()) ? undefined : chosen}
        locale={locale()}
        weekStart={weekStartOf(locale())}
        prevMonthAriaLabel={t("apiTokenCalendarPrevious")}
        nextMonthAriaLabel={t("apiTokenCalendarNext")}
        yearInputAriaLabel={t("apiTokenCalendarYear")}
        cellAriaLabel={(date) => date.toLocaleDateString(locale(), { dateStyle: "long" })}
        validators={[(date) => isExpiryDay(minting, dayOf(date))]}
        onChange={(_event, date) => onChoose(date)}
      />
    </div>
  );
};
