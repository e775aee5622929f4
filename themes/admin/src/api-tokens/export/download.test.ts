import { describe, expect, it } from "vitest";

import { linesIn, readFile } from "./download";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("a file that arrives in parts", () => {
  it("is put together, and its lines are counted", async () => {
    const told: number[] = [];
    const body = new ReadableStream({
      start: (controller) => {
        controller.enqueue(bytes("a\nb"));
        controller.enqueue(bytes("c\nd\n"));
        controller.close();
      },
    });
    const file = await readFile(new Response(body), (lines) => told.push(lines));
    expect(await file.text()).toBe("a\nbc\nd\n");
    expect(told).toEqual([1, 3]);
  });

  it("fails if it breaks off", async () => {
    const body = new ReadableStream({
      start: (controller) => {
        controller.enqueue(bytes("a\n"));
      },
      pull: (controller) => controller.error(new Error("broken off")),
    });
    await expect(readFile(new Response(body), () => undefined)).rejects.toThrow("broken off");
  });
});

it("counts no lines in an empty part", () => {
  expect(linesIn(bytes(""))).toBe(0);
});
