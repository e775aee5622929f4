export type Option = { key: string; text: string };

export type SearchableSelectProps = {
  id: string;
  label: string;
  /** The text of the option for no choice. */
  none?: string;
  isNoneOffered?: boolean;
  chosen: Option;
  options: Option[];
  /** Whether the options are still those of the previous search. */
  isBusy: boolean;
  error?: unknown;
  search: string;
  setSearch: (search: string) => void;
  choose: (key: string) => void;
};
