import type { ReactNode } from "react";

/** A less prominent line below the main content of a cell. */
export const Detail = ({ testid, children }: { testid?: string; children: ReactNode }) => (
  <div className="pf-v5-u-font-size-sm pf-v5-u-color-200" data-testid={testid}>
    {children}
  </div>
);
