import { Alert, Button, Form, Modal, ModalVariant } from "@patternfly/react-core";
import { ApiTokenError } from "api-tokens-shared";
import { type ReactNode, useId, useState } from "react";
import { type FieldValues, FormProvider, type Path, type UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { errorText } from "../messages";
import type { MintedApiToken } from "../types";
import { SecretDialog } from "./SecretDialog";

type SecretFormProps<T extends FieldValues> = {
  testid: string;
  title: string;
  submitText: string;
  isReady?: boolean;
  form: UseFormReturn<T>;
  send: (fields: T) => Promise<MintedApiToken>;
  close: () => void;
  done: () => void;
  children: ReactNode;
};

/** A dialog with a form for a new secret, which it shows then. A field shows the error that names it. */
export const SecretForm = <T extends FieldValues>(props: SecretFormProps<T>) => {
  const { testid, title, submitText, isReady = true, form, send, close, done, children } = props;
  const { t } = useTranslation();
  const id = useId();
  const [error, setError] = useState<unknown>();
  const [minted, setMinted] = useState<MintedApiToken>();
  const { isSubmitting } = form.formState;

  const submit = async (fields: T) => {
    setError(undefined);
    try {
      setMinted(await send(fields));
    } catch (reason) {
      if (reason instanceof ApiTokenError && reason.field && reason.field in fields) {
        form.setError(reason.field as Path<T>, { message: errorText(t, reason) }, { shouldFocus: true });
      } else {
        setError(reason);
      }
    }
  };

  if (minted) {
    return <SecretDialog token={minted} done={done} />;
  }
  return (
    <Modal
      isOpen
      className="api-tokens__dialog"
      variant={ModalVariant.medium}
      title={title}
      data-testid={testid}
      onClose={() => !isSubmitting && close()}
      actions={[
        <Button
          key="submit"
          type="submit"
          form={id}
          data-testid="apiTokenSubmit"
          isDisabled={isSubmitting || !isReady}
          isLoading={isSubmitting}
        >
          {submitText}
        </Button>,
        <Button key="cancel" variant="link" isDisabled={isSubmitting} onClick={close}>
          {t("cancel")}
        </Button>,
      ]}
    >
      <FormProvider {...form}>
        <Form id={id} onSubmit={(event) => void form.handleSubmit(submit)(event)}>
          {error !== undefined && (
            <Alert component="p" isInline isLiveRegion variant="danger" title={errorText(t, error)} />
          )}
          {children}
        </Form>
      </FormProvider>
    </Modal>
  );
};
