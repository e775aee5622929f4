import {
  Alert,
  Button,
  Form,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  Modal,
  ModalVariant,
  TextInput,
} from "@patternfly/react-core";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import { errorText } from "../messages";

const FORM = "apiTokenRevokeForm";
const MAX_COMMENT_LENGTH = 250;

type RevokeDialogProps = {
  title: string;
  close: () => void;
  submit: (comment: string) => Promise<void>;
  isDisabled?: boolean;
  submitText?: string;
  /** A text that the admin has to type. */
  confirmation?: string;
  children: ReactNode;
};

/** Asks for confirmation and a comment. */
export const RevokeDialog = (props: RevokeDialogProps) => {
  const { title, close, submit, isDisabled = false, submitText, confirmation, children } = props;
  const { t } = useTranslation();
  const [comment, setComment] = useState("");
  const [typed, setTyped] = useState("");
  const { send, isBusy, error } = useSend(() => submit(comment));
  const isConfirmed = confirmation === undefined || typed.trim() === confirmation;
  return (
    <Modal
      isOpen
      className="api-tokens__dialog"
      variant={ModalVariant.small}
      title={title}
      titleIconVariant="warning"
      onClose={close}
      actions={[
        <Button
          key="revoke"
          type="submit"
          form={FORM}
          variant="danger"
          data-testid="apiTokenRevokeSubmit"
          isDisabled={isBusy || isDisabled || !isConfirmed}
          isLoading={isBusy}
        >
          {submitText ?? t("apiTokenRevoke")}
        </Button>,
        <Button key="cancel" variant="link" onClick={close}>
          {t("cancel")}
        </Button>,
      ]}
    >
      <Form id={FORM} onSubmit={send}>
        {error !== undefined && <Alert component="p" isInline variant="danger" title={errorText(t, error)} />}
        <div className="api-tokens__whole">{children}</div>
        <Comment value={comment} change={setComment} />
        {confirmation !== undefined && <Confirmation expected={confirmation} value={typed} change={setTyped} />}
      </Form>
    </Modal>
  );
};

/** Sends a form. After a success, the parent component closes the dialog. */
const useSend = (submit: () => Promise<void>) => {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  const send = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    submit().catch((reason: unknown) => {
      setError(reason);
      setBusy(false);
    });
  };

  return { send, isBusy, error };
};

type InputProps = { value: string; change: (value: string) => void };

const Comment = ({ value, change }: InputProps) => {
  const { t } = useTranslation();
  return (
    <FormGroup label={t("apiTokenComment")} fieldId="apiTokenComment">
      <TextInput
        id="apiTokenComment"
        data-testid="apiTokenComment"
        maxLength={MAX_COMMENT_LENGTH}
        value={value}
        onChange={(_event, typed) => change(typed)}
      />
      <FormHelperText>
        <HelperText>
          <HelperTextItem>{t("apiTokenCommentHelp")}</HelperTextItem>
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
};

const Confirmation = ({ expected, value, change }: InputProps & { expected: string }) => {
  const { t } = useTranslation();
  return (
    <FormGroup label={t("apiTokenRevokeType", { text: expected })} fieldId="apiTokenRevokeConfirmation" isRequired>
      <TextInput
        id="apiTokenRevokeConfirmation"
        data-testid="apiTokenRevokeConfirmation"
        inputMode="numeric"
        autoComplete="off"
        value={value}
        onChange={(_event, typed) => change(typed)}
      />
    </FormGroup>
  );
};
