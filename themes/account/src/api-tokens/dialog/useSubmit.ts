import { ApiTokenError } from "api-tokens-shared";
import { useState } from "react";
import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { errorText } from "../messages";

/** Sends a form. If the server names a field in its error, the field shows it; the form keeps its values. */
export const useSubmit = <T extends FieldValues>(
  form: UseFormReturn<T>,
  send: (fields: T) => Promise<void>,
  onFailed: () => void,
) => {
  const { t } = useTranslation();
  const [failure, setFailure] = useState<unknown>();

  const trySending = async (fields: T) => {
    setFailure(undefined);
    try {
      await send(fields);
    } catch (reason) {
      onFailed();
      const field = reason instanceof ApiTokenError ? reason.field : undefined;
      if (field && field in fields) {
        form.setError(field as Path<T>, { message: errorText(t, reason) }, { shouldFocus: true });
      } else {
        setFailure(reason);
      }
    }
  };

  return {
    failure,
    send: (event: React.FormEvent) => {
      void form.handleSubmit(trySending)(event);
    },
  };
};
