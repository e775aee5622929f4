/** Encodes a name as a segment of a path, without characters that a shell would read within double quotes. */
export const segment = (name: string) =>
  encodeURIComponent(name).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
