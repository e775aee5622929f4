import { defineConfig } from "vitest/config";

// The logic under test calculates with days in the time zone of the browser: this one has daylight saving time.
process.env.TZ = "Europe/Berlin";

export default defineConfig({
  test: {
    include: ["*/src/**/*.test.ts"],
  },
});
