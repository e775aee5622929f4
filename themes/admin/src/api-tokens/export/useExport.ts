import { useEffect, useRef, useState } from "react";

import { type ExportFormat, useApiTokens } from "../api";
import type { Filter } from "../filter/filter";
import { readFile, save } from "./download";

/** Saves a file with the whole list. Unmounting stops it. */
export const useExport = (filter: Filter, revokedFrom?: number) => {
  const api = useApiTokens();
  const [format, setFormat] = useState<ExportFormat>("csv");
  const [rows, setRows] = useState<number>();
  const [isDone, setDone] = useState(false);
  const [error, setError] = useState<unknown>();
  const controller = useRef<AbortController>(undefined);
  useEffect(() => () => controller.current?.abort(), []);

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

  const isBusy = rows !== undefined && !isDone && error === undefined;
  return { format, setFormat, rows, isDone, isBusy, error, start };
};

export type Export = ReturnType<typeof useExport>;
