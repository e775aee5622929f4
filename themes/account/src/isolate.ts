const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * Isolates a value within a sentence, so that its writing direction does not change the order of the words around it:
 * FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE, as `<bdi>` does. Leaves a value as it is if both are left to right.
 */
export const isolated = (value: string, isRightToLeft: boolean) =>
  isRightToLeft || RIGHT_TO_LEFT.test(value) ? `\u2068${value}\u2069` : value;
