const NEWLINE = 10;

/** Counts the ends of lines in a part of a file. */
export const linesIn = (part: Uint8Array) => part.reduce((lines, byte) => lines + Number(byte === NEWLINE), 0);

/**
 * Reads a file while it arrives, and tells after each part how many lines there are. Keeps the parts as they are, so
 * that the browser stays usable. Fails if the server breaks off.
 */
export const readFile = async (response: Response, tell: (lines: number) => void) => {
  if (!response.body) {
    throw new Error("The response has no body");
  }
  const reader = response.body.getReader();
  const parts: BlobPart[] = [];
  let lines = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value);
    lines += linesIn(next.value);
    tell(lines);
  }
  return new Blob(parts, { type: response.headers.get("content-type") ?? undefined });
};

/** Has the browser save a file. */
export const save = (file: Blob, name: string) => {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};
