import { defineConfig } from "vitest/config";

// The code under test uses the time zone of the browser. This one has daylight saving time.
process.env.TZ = "Europe/Berlin";

export default defineConfig({
  test: {
    include: ["*/src/**/*.test.ts"],
  },
});
