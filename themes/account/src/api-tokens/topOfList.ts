/** The properties of the element that has the list. */
export const LIST = { id: "apiTokenList", tabIndex: -1 };

const list = () => document.getElementById(LIST.id);

/** Focuses the list in place of a button that disappears when the list is loaded. */
export const focusList = () => list()?.focus({ preventScroll: true });

/** Shows the top of the list, and focuses it: the button for the next page becomes disabled at the last one. */
export const goToTopOfList = () => {
  focusList();
  list()?.scrollIntoView({ block: "start" });
};
