export const MAX_LABEL = 255;
export const MAX_DESCRIPTION = 1000;

/** Counts as the server does: code points in Unicode NFC, without surrounding white space. */
export const lengthOf = (text: string) => Array.from(text.normalize().trim()).length;

/** Whether a text has only white space and format characters. */
export const isBlank = (text: string) => /^[\s\p{Z}\p{Cf}]*$/u.test(text);
