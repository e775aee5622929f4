/** A day of the week: 0 is Sunday. */
type Day = 0 | 1 | 2 | 3 | 4 | 5 | 6;

type WeekInfo = { firstDay: number };

/** Browsers have the function, or the property that preceded it in the specification, or neither. */
type LocaleWithWeek = Intl.Locale & { getWeekInfo?: () => WeekInfo; weekInfo?: WeekInfo };

const MONDAY = 1;

/** The first day of the week where a language is spoken. If the browser does not know, it is Monday (ISO 8601). */
export const weekStartOf = (locale: string) => {
  const known: LocaleWithWeek = new Intl.Locale(locale);
  const { firstDay } = known.getWeekInfo?.() ?? known.weekInfo ?? { firstDay: MONDAY };
  return (firstDay % 7) as Day;
};
