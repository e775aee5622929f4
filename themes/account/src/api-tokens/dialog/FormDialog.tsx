import { Button, Form, ModalVariant } from "@patternfly/react-core";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { FormProvider, type FieldValues, type UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { Dialog } from "./dialog";
import { Discard } from "./Discard";
import { Failure } from "./Failure";
import { ModalDialog } from "./ModalDialog";
import { useKeep } from "./useKeep";
import { useSubmit } from "./useSubmit";

type FormDialogProps<T extends FieldValues> = {
  testid: string;
  title: string;
  submit: string;
  form: UseFormReturn<T>;
  onSubmit: (fields: T) => Promise<void>;
  /** Called after a failed request, which may have changed something. */
  onFailed: () => void;
  onClose: () => void;
  /** Whether the form already has what the user typed before a new login. */
  isRestored: boolean;
  /** Returns the dialog to restore after a new login. */
  keep: (fields: T) => Dialog;
  /** A hint for the user, shown if the answer was lost. */
  ifLost?: string;
  children: ReactNode;
};

/** A dialog with a form. The buttons stay visible if the form is long. */
export const FormDialog = <T extends FieldValues>({
  testid,
  title,
  submit,
  form,
  onSubmit,
  onFailed,
  onClose,
  isRestored,
  keep,
  ifLost,
  children,
}: FormDialogProps<T>) => {
  const { t } = useTranslation();
  const id = useId();
  const { send, failure } = useSubmit(form, onSubmit, onFailed);
  const { isSubmitting, isDirty } = form.formState;
  const [isAsking, setAsking] = useState(false);
  const keepNow = useKeep(() => keep(form.getValues()));
  const stay = () => {
    setAsking(false);
    // The pressed button disappears.
    document.getElementById(id)?.querySelector<HTMLElement>("input, select, textarea")?.focus();
  };
  const sendOnce = (event: FormEvent) => {
    if (isSubmitting) {
      event.preventDefault();
    } else {
      setAsking(false);
      send(event);
    }
  };
  return (
    <ModalDialog
      testid={testid}
      variant={ModalVariant.medium}
      title={title}
      isBusy={isSubmitting}
      onClose={onClose}
      onBack={() => (isDirty || isRestored ? setAsking(true) : onClose())}
      actions={[
        <Button
          key="submit"
          type="submit"
          form={id}
          data-testid="apiTokenSubmit"
          isLoading={isSubmitting}
          spinnerAriaValueText={t("apiTokenSending")}
          isAriaDisabled={isSubmitting}
        >
          {submit}
        </Button>,
        <Button
          key="cancel"
          variant="link"
          data-testid="apiTokenCancel"
          isAriaDisabled={isSubmitting}
          onClick={onClose}
        >
          {t("apiTokenCancel")}
        </Button>,
      ]}
    >
      <FormProvider {...form}>
        <Form id={id} onSubmit={sendOnce} noValidate>
          {isAsking && <Discard onDiscard={onClose} onStay={stay} />}
          <Failure failure={failure} keep={keepNow} ifLost={ifLost} />
          {children}
        </Form>
      </FormProvider>
    </ModalDialog>
  );
};
