import { Alert, Button, Form, FormGroup, Modal, ModalVariant, Progress, Radio } from "@patternfly/react-core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { EXPORT_FORMATS, type ExportFormat, useApiTokens } from "../api";
import type { Filter } from "../filter/filter";
import { errorText } from "../messages";
import { useTimes } from "../useTimes";
import { readFile, save } from "./download";

const FORM = "apiTokenExportForm";

type ExportDialogProps = {
  filter: Filter;
  /** The number of API tokens in the list; undefined if it is not known. */
  total?: number;
  /** Leaves out API tokens that ended before this time. */
  revokedFrom?: number;
  close: () => void;
};

const MOST_COUNTED = 10_000;

/** Asks for the format and saves a file with the whole list. Closing the dialog stops the export. */
export const ExportDialog = ({ filter, total, revokedFrom, close }: ExportDialogProps) => {
  const { t } = useTranslation();
  const { number } = useTimes();
  const api = useApiTokens();
  const [format, setFormat] = useState<ExportFormat>("csv");
  const [rows, setRows] = useState<number>();
  const [isDone, setDone] = useState(false);
  const [error, setError] = useState<unknown>();
  const controller = useRef<AbortController>(undefined);
  useEffect(() => () => controller.current?.abort(), []);
  const isBusy = rows !== undefined && !isDone && error === undefined;
  const isCounted = total !== undefined && total <= MOST_COUNTED;

  const start = async () => {
    const running = new AbortController();
    controller.current = running;
    setError(undefined);
    setDone(false);
    setRows(0);
    try {
      const response = await api.export(filter, { format, revokedFrom }, running.signal);
      const header = format === "csv" ? 1 : 0;
      const file = await readFile(response, (lines) => setRows(Math.max(0, lines - header)));
      save(file, `api-tokens.${format}`);
      setDone(true);
    } catch (reason) {
      if (!running.signal.aborted) {
        setError(reason);
      }
    }
  };

  return (
    <Modal
      isOpen
      className="api-tokens__dialog"
      variant={ModalVariant.small}
      title={t("apiTokenExport")}
      data-testid="apiTokenExportDialog"
      onClose={close}
      actions={[
        <Button key="export" type="submit" form={FORM} data-testid="apiTokenExportSubmit" isDisabled={isBusy}>
          {t("apiTokenExportSubmit")}
        </Button>,
        <Button key="close" variant="link" data-testid="apiTokenExportClose" onClick={close}>
          {t(isBusy ? "apiTokenExportStop" : "close")}
        </Button>,
      ]}
    >
      <Form
        id={FORM}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void start();
        }}
      >
        <FormGroup role="radiogroup" fieldId="apiTokenExportFormat" label={t("apiTokenExportFormat")} isStack>
          {EXPORT_FORMATS.map((value) => (
            <Radio
              key={value}
              id={`apiTokenExport-${value}`}
              data-testid={`apiTokenExport-${value}`}
              name="format"
              label={t(`apiTokenExport${value.toUpperCase()}`)}
              isChecked={format === value}
              isDisabled={isBusy}
              onChange={() => setFormat(value)}
            />
          ))}
        </FormGroup>
        {rows !== undefined && error === undefined && (
          <Progress
            aria-label={t("apiTokenExport")}
            title={t(isDone ? "apiTokenExportDone" : "apiTokenExportRows", { number: number(rows) })}
            data-testid="apiTokenExportProgress"
            value={isDone ? 100 : isCounted ? Math.min(99, (100 * rows) / Math.max(1, total)) : 0}
            measureLocation={isCounted || isDone ? "top" : "none"}
            variant={isDone ? "success" : undefined}
          />
        )}
        {error !== undefined && (
          <Alert isInline isLiveRegion variant="danger" title={t("apiTokenExportError")}>
            {errorText(t, error)}
          </Alert>
        )}
      </Form>
    </Modal>
  );
};
